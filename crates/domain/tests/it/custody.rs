//! Moving, issuing, returning, losing, finding, seeing: decision tables by state of the asset.

use domain::asset::Whereabouts;
use domain::command::{HandedAsset, IssueAssets};
use domain::condition::ConditionCode;
use domain::facts::Facts;
use domain::people::Holder;
use domain::*;

use crate::make::*;
use crate::world::{World, table};

const SOLDIER: fn() -> Holder = || Holder::Person(person(2));

/// Asset 1 in each of the states it can be in.
fn stored() -> World {
    World::stocked()
}
fn issued() -> World {
    let mut world = stored();
    world.execute(&issue(&[asset(1)], SOLDIER())).unwrap();
    world
}
fn missing() -> World {
    let mut world = stored();
    world.execute(&lost(&[asset(1)])).unwrap();
    world
}
fn mistaken() -> World {
    let mut world = stored();
    world.execute_as(&receive(vec![incoming(asset(9), item(1), "X")], place(2)), act(1)).unwrap();
    world.execute(&correct(act(1))).unwrap();
    world
}
fn disputed() -> World {
    let mut world = stored();
    world.issue_apart(asset(1), SOLDIER());
    world
}

#[test]
fn each_act_in_each_state() {
    let acts: [(&str, Command, [bool; 4]); 7] = [
        ("move", move_assets(&[asset(1)], place(3)), [true, false, false, false]),
        ("issue", issue(&[asset(1)], Holder::Unit(unit(1))), [true, false, false, false]),
        ("return", give_back(&[asset(1)], place(3)), [false, true, false, true]),
        ("condition", change_condition(&[asset(1)], ConditionCode::F), [true, true, false, true]),
        ("lost", lost(&[asset(1)]), [true, true, false, false]),
        ("found", found(asset(1), place(3)), [false, false, true, true]),
        ("seen", sighting(&[asset(1)], Some(place(3))), [true, true, true, true]),
    ];
    for (name, command, allowed) in acts {
        let worlds = [stored(), issued(), missing(), disputed()];
        for (at, (mut world, allowed)) in worlds.into_iter().zip(allowed).enumerate() {
            let said = world.execute(&command);
            assert_eq!(said.is_ok(), allowed, "{name} in state {at}: {said:?}");
        }
    }
}

#[test]
fn a_disputed_asset_may_move_within_the_store_but_not_leave_it() {
    let mut world = disputed();
    world.execute(&give_back(&[asset(1)], place(2))).unwrap();
    assert!(world.asset(asset(1)).unwrap().disputed());
    world.execute(&move_assets(&[asset(1)], place(2))).unwrap();
    let said = world.execute(&issue(&[asset(1)], SOLDIER()));
    assert_eq!(said, Err(Refusal::InDispute { subject: asset(1).into() }));
    assert_eq!(world.execute(&lost(&[asset(1)])), Err(Refusal::InDispute { subject: asset(1).into() }));
}

#[test]
fn what_was_entered_in_error_is_only_remembered() {
    let commands = [
        move_assets(&[asset(9)], place(3)),
        issue(&[asset(9)], SOLDIER()),
        give_back(&[asset(9)], place(3)),
        change_condition(&[asset(9)], ConditionCode::F),
        lost(&[asset(9)]),
        found(asset(9), place(3)),
        sighting(&[asset(9)], None),
        Command::ChangeAsset { id: asset(9), details: asset_details(item(1), "Y") },
    ];
    for command in commands {
        assert_eq!(
            mistaken().execute(&command),
            Err(Refusal::EnteredInError { asset: asset(9) }),
            "{command:?}"
        );
    }
    // Its serial is free again.
    mistaken().execute(&receive(vec![incoming(asset(10), item(1), "X")], place(2))).unwrap();
}

#[test]
fn moving() {
    let nowhere = Refusal::Unknown { subject: "asset".into(), id: asset(77).to_string() };
    table(vec![
        ("one", move_assets(&[asset(1)], place(3)), Ok(())),
        ("nothing", move_assets(&[], place(3)), Err(Refusal::NothingNamed)),
        ("twice", move_assets(&[asset(1), asset(1)], place(3)), Err(Refusal::NamedTwice { asset: asset(1) })),
        ("where it is", move_assets(&[asset(1)], place(2)), Err(Refusal::NothingChanges)),
        ("closed", move_assets(&[asset(1)], place(4)), Err(Refusal::PlaceClosed { place: place(4) })),
        ("unknown", move_assets(&[asset(1), asset(77)], place(3)), Err(nowhere)),
    ]);
    let mut world = World::stocked();
    world.execute(&move_assets(&[asset(1)], place(3))).unwrap();
    let both = world.execute(&move_assets(&[asset(1), asset(2)], place(3))).unwrap();
    assert_eq!(both.events.len(), 1, "what is there already does not move");
}

#[test]
fn issuing() {
    let to_person = |number| issue(&[asset(1)], Holder::Person(person(number)));
    let to_unit = |number| issue(&[asset(1)], Holder::Unit(unit(number)));
    let gone = |subject: SubjectId| Err(Refusal::HolderGone { subject });
    let witnessed = |to, witness| {
        Command::IssueAssets(IssueAssets {
            assets: vec![handed(asset(1), ConditionCode::A)],
            to,
            witness: Some(witness),
            particulars: no_particulars(),
        })
    };
    let as_condition = |condition| {
        Command::IssueAssets(IssueAssets {
            assets: vec![HandedAsset { id: asset(1), condition, kit_missing: vec![] }],
            to: SOLDIER(),
            witness: None,
            particulars: no_particulars(),
        })
    };
    let not = |condition| Err(Refusal::NotIssuable { asset: Some(asset(1)), condition });
    let self_witness =
        |number| Err(Refusal::NotValid { field: "witness".into(), value: person(number).to_string() });
    table(vec![
        ("a soldier", to_person(2), Ok(())),
        ("a unit", to_unit(1), Ok(())),
        ("who left", to_person(3), gone(person(3).into())),
        ("disbanded", to_unit(2), gone(unit(2).into())),
        ("witnessed", witnessed(Holder::Unit(unit(1)), person(2)), Ok(())),
        ("witnessed by the receiver", witnessed(SOLDIER(), person(2)), self_witness(2)),
        ("witnessed by who acts", witnessed(SOLDIER(), person(1)), self_witness(1)),
        ("witnessed by who left", witnessed(SOLDIER(), person(3)), gone(person(3).into())),
        ("B", as_condition(ConditionCode::B), Ok(())),
        ("C", as_condition(ConditionCode::C), Ok(())),
        ("D", as_condition(ConditionCode::D), not(ConditionCode::D)),
        ("F", as_condition(ConditionCode::F), not(ConditionCode::F)),
        ("J", as_condition(ConditionCode::J), not(ConditionCode::J)),
    ]);
    // What the books call unserviceable is not made serviceable by handing it over.
    let mut world = World::stocked();
    world.execute(&change_condition(&[asset(1)], ConditionCode::F)).unwrap();
    assert_eq!(world.execute(&to_person(2)).map(|_| ()), not(ConditionCode::F));
}

#[test]
fn a_thing_is_followed_out_and_back() {
    let mut world = stored();
    world.execute(&issue(&[asset(1)], SOLDIER())).unwrap();
    assert_eq!(world.asset(asset(1)).unwrap().whereabouts, Whereabouts::Issued(SOLDIER()));
    world.execute(&give_back(&[asset(1)], place(3))).unwrap();
    assert_eq!(world.asset(asset(1)).unwrap().place(), Some(place(3)));
    world.execute(&lost(&[asset(1)])).unwrap();
    let mut blank = lost(&[asset(2)]);
    if let Command::ReportLost { circumstances, .. } = &mut blank {
        circumstances.clear();
    }
    assert_eq!(world.execute(&blank), Err(Refusal::Missing { field: "circumstances".into() }));
    let mut own = lost(&[asset(2)]);
    if let Command::ReportLost { witness, .. } = &mut own {
        *witness = Some(person(1));
    }
    let self_witness = Refusal::NotValid { field: "witness".into(), value: person(1).to_string() };
    assert_eq!(world.execute(&own), Err(self_witness));
    world.execute(&found(asset(1), place(2))).unwrap();
    let asset = world.asset(asset(1)).unwrap();
    assert_eq!((asset.place(), asset.condition), (Some(place(2)), ConditionCode::B));
    assert!(!asset.disputed());
    assert_eq!(asset.heads.len(), 1);
}

#[test]
fn a_sighting_moves_nothing() {
    let mut world = issued();
    let before = world.asset(asset(1)).unwrap();
    world.execute(&sighting(&[asset(1)], Some(place(4)))).unwrap();
    let after = world.asset(asset(1)).unwrap();
    assert_eq!(after.whereabouts, before.whereabouts);
    assert_eq!(after.heads, before.heads);
    assert_eq!(after.last_seen.place, Some(place(4)));
    assert!(after.last_seen.at_ms > before.last_seen.at_ms);
}
