//! A correction names an act and takes back the whole of it.

use domain::asset::Whereabouts;
use domain::condition::ConditionCode;
use domain::facts::Facts;
use domain::fold::State;
use domain::item::Tracking;
use domain::people::Holder;
use domain::quantity::Quantity;
use domain::*;

use crate::make::*;
use crate::world::World;

/// Does the act, takes it back, and returns the whereabouts and condition of rifle 1 after.
fn undone(mut world: World, command: &Command) -> (Whereabouts, ConditionCode) {
    let before = world.asset(asset(1)).unwrap();
    world.execute_as(command, act(1)).unwrap();
    world.execute(&correct(act(1))).unwrap();
    let after = world.asset(asset(1)).unwrap();
    assert_eq!(after.kit_missing, before.kit_missing);
    (after.whereabouts, after.condition)
}

#[test]
fn every_custody_act_can_be_taken_back() {
    let soldier = Holder::Person(person(2));
    let stored = (Whereabouts::Stored(place(2)), ConditionCode::A);
    for command in [
        move_assets(&[asset(1), asset(2)], place(3)),
        issue(&[asset(1)], soldier),
        change_condition(&[asset(1)], ConditionCode::F),
        lost(&[asset(1)]),
    ] {
        assert_eq!(undone(World::stocked(), &command), stored, "{command:?}");
    }
    let mut issued = World::stocked();
    issued.execute(&issue(&[asset(1)], soldier)).unwrap();
    let held = (Whereabouts::Issued(soldier), ConditionCode::A);
    assert_eq!(undone(issued, &give_back(&[asset(1)], place(3))), held);
    let mut missing = World::stocked();
    missing.execute(&lost(&[asset(1)])).unwrap();
    assert_eq!(undone(missing, &found(asset(1), place(2))).0, Whereabouts::Lost);
}

#[test]
fn a_correction_can_itself_be_taken_back() {
    let mut world = World::stocked();
    world.execute_as(&move_assets(&[asset(1)], place(3)), act(1)).unwrap();
    let correction = world.execute_as(&correct(act(1)), act(2)).unwrap();
    assert!(kinds::can_be_taken_back(correction.events.iter().map(|new| new.event.kind())));
    assert_eq!(world.asset(asset(1)).unwrap().place(), Some(place(2)));
    world.execute(&correct(act(2))).unwrap();
    assert_eq!(world.asset(asset(1)).unwrap().place(), Some(place(3)));
}

#[test]
fn what_cannot_be_taken_back() {
    let mut world = World::stocked();
    let unknown = Refusal::Unknown { subject: "act".into(), id: act(9).to_string() };
    assert_eq!(world.execute(&correct(act(9))), Err(unknown));
    world.execute_as(&move_assets(&[asset(1)], place(3)), act(1)).unwrap();
    world.execute(&correct(act(1))).unwrap();
    assert_eq!(world.execute(&correct(act(1))), Err(Refusal::AlreadyCorrected { act: act(1) }));

    world.execute_as(&move_assets(&[asset(2), asset(3)], place(3)), act(2)).unwrap();
    world.execute(&move_assets(&[asset(3)], place(2))).unwrap();
    let later = Refusal::LaterActs { act: act(2), subjects: vec![asset(3).into()] };
    assert_eq!(world.execute(&correct(act(2))), Err(later));

    let descriptive = [
        Command::AddItem { id: item(9), details: item_details("scope", Tracking::Serial) },
        Command::ChangeItem { id: item(1), details: item_details("carbine", Tracking::Serial) },
        Command::ChangeAsset { id: asset(4), details: asset_details(item(1), "ZZ-1") },
        sighting(&[asset(4)], None),
    ];
    for (number, command) in (10..).zip(descriptive) {
        world.execute_as(&command, act(number)).unwrap();
        let said = world.execute(&correct(act(number)));
        assert_eq!(said, Err(Refusal::NotCorrectable { act: act(number) }), "{command:?}");
    }
}

#[test]
fn stock_comes_back_the_way_it_went() {
    let water = line(place(2), item(4), None);
    let target = line(place(3), item(4), None);
    let mut world = World::stocked();
    world.execute_as(&move_stock(water, place(3), 30), act(1)).unwrap();
    world.execute(&correct(act(1))).unwrap();
    assert_eq!((world.on_hand(&water), world.on_hand(&target)), (100, 0));
    assert_eq!(world.execute(&correct(act(1))), Err(Refusal::AlreadyCorrected { act: act(1) }));

    world.execute_as(&move_stock(water, place(3), 30), act(2)).unwrap();
    world.execute(&issue_stock(target, Holder::Unit(unit(1)), 10)).unwrap();
    let short = Refusal::NotEnoughStock { on_hand: 20, requested: Quantity(30) };
    assert_eq!(world.execute(&correct(act(2))), Err(short));
}

#[test]
fn a_receipt_of_several_lines_is_taken_back_whole() {
    let water = line(place(2), item(4), None);
    let mut world = World::furnished();
    world.execute(&receive_stock(act(1), &[(water, 5), (water, 6)])).unwrap();
    let correction = world.execute(&correct(act(1))).unwrap();
    assert_eq!(correction.events.len(), 1);
    assert_eq!(world.on_hand(&water), 0);
}

#[test]
fn what_was_entered_in_error_does_not_come_back_beside_its_own_serial() {
    let mut world = World::furnished();
    let rifle = |id| receive(vec![incoming(id, item(1), "CD-1")], place(2));
    world.execute_as(&rifle(asset(8)), act(1)).unwrap();
    world.execute_as(&correct(act(1)), act(2)).unwrap();
    world.execute(&rifle(asset(9))).unwrap();
    let alive = Refusal::SerialExists { serial: "CD-1".into(), existing: vec![asset(9)] };
    assert_eq!(world.execute(&correct(act(2))), Err(alive));
}

#[test]
fn a_return_in_dispute_is_not_undone_into_an_issue() {
    let mut world = World::stocked();
    let soldier = Holder::Person(person(2));
    world.execute(&issue(&[asset(1)], soldier)).unwrap();
    world.issue_apart(asset(1), Holder::Unit(unit(1)));
    world.execute_as(&give_back(&[asset(1)], place(2)), act(1)).unwrap();
    let disputed = Refusal::InDispute { subject: asset(1).into() };
    assert_eq!(world.execute(&correct(act(1))), Err(disputed));
    assert_eq!(world.asset(asset(1)).unwrap().place(), Some(place(2)));
}

/// Elsewhere the place is closed or the person leaves, whatever lies there.
fn ended_apart(world: &mut World, subject: SubjectId) {
    match world.states.get_mut(&subject) {
        Some(State::Place(place)) => place.details.closed = true,
        Some(State::Person(person)) => person.details.left = true,
        _ => panic!("neither a place nor a person"),
    }
}

#[test]
fn taking_back_puts_nothing_where_nothing_may_be_put() {
    let soldier = Holder::Person(person(2));
    let water = line(place(2), item(4), None);
    let with_soldier = held(soldier, item(4), None);
    let (rack, store, away) = (place(2).into(), place(1).into(), person(2).into());
    let closed = || Err(Refusal::PlaceClosed { place: place(2) });
    let above = Err(Refusal::PlaceClosed { place: place(1) });
    let gone = || Err(Refusal::HolderGone { subject: person(2).into() });
    let returned = Some(issue(&[asset(1)], soldier));
    let stock_returned = Some(issue_stock(water, soldier, 30));
    // What was done first, the act, what ended since, and what taking the act back says.
    let rows = [
        ("a move", None, move_assets(&[asset(1)], place(3)), rack, closed()),
        ("the place above", None, issue(&[asset(1)], soldier), store, above),
        ("stock", None, move_stock(water, place(3), 30), rack, closed()),
        ("issued stock", None, issue_stock(water, soldier, 30), rack, closed()),
        ("a return", returned, give_back(&[asset(1)], place(3)), away, gone()),
        ("returned stock", stock_returned, return_stock(with_soldier, place(3), 30), away, gone()),
        ("a change where it lies", None, change_condition(&[asset(1)], ConditionCode::F), rack, Ok(())),
        ("a change of stock", None, stock_condition(water, ConditionCode::F, 30), rack, Ok(())),
        ("an issue to one who left", None, issue(&[asset(1)], soldier), away, Ok(())),
    ];
    for (name, first, command, since, expected) in rows {
        let mut world = World::stocked();
        if let Some(first) = first {
            world.execute(&first).unwrap();
        }
        world.execute_as(&command, act(1)).unwrap();
        ended_apart(&mut world, since);
        let before = world.states.clone();
        assert_eq!(world.execute(&correct(act(1))).map(|_| ()), expected, "{name}");
        assert!(expected.is_ok() || world.states == before, "{name}: a refused command changes nothing");
    }
}
