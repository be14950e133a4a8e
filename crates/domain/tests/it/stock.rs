//! Stock lines: decision tables, and what is taken is what is added.

use domain::condition::ConditionCode;
use domain::decide::Warning;
use domain::facts::Facts;
use domain::item::Tracking;
use domain::people::Holder;
use domain::quantity::Quantity;
use domain::stock::{Keeping, StockKey};
use domain::*;

use crate::make::*;
use crate::world::{World, table};

fn water() -> StockKey {
    line(place(2), item(4), None)
}

fn cartridges() -> StockKey {
    line(place(2), item(3), Some(lot(1)))
}

fn soldier() -> Holder {
    Holder::Person(person(2))
}

fn out_of_range() -> Result<(), Refusal> {
    Err(Refusal::QuantityOutOfRange { most: Quantity::MAX })
}

#[test]
fn receiving_stock() {
    let one = |key, quantity| receive_stock(act(1), &[(key, quantity)]);
    let no_lot = StockKey { lot: None, ..cartridges() };
    let lotted = StockKey { lot: Some(lot(1)), ..water() };
    let serial = StockKey { item: item(1), ..water() };
    let elsewhere = StockKey { at: Keeping::Place(place(4)), ..water() };
    let full = Refusal::QuantityOutOfRange { most: Quantity(Quantity::MAX.0 - 100) };
    let wrong = |item, expected| Err(Refusal::WrongTracking { item, expected });
    let again = Refusal::Exists { subject: "act".into(), id: act(200).to_string() };
    table(vec![
        ("bulk", one(water(), 5), Ok(())),
        ("by lot", one(cartridges(), 5), Ok(())),
        ("expired", one(StockKey { lot: Some(lot(2)), ..cartridges() }, 5), Ok(())),
        ("the same receipt again", receive_stock(act(200), &[(water(), 5)]), Err(again)),
        ("nothing", receive_stock(act(1), &[]), Err(Refusal::NothingNamed)),
        ("none", one(water(), 0), out_of_range()),
        ("beyond", one(water(), Quantity::MAX.0 + 1), out_of_range()),
        ("more than a line holds", one(water(), Quantity::MAX.0), Err(full)),
        ("no lot", one(no_lot, 1), Err(Refusal::Missing { field: "lot".into() })),
        ("a lot of bulk", one(lotted, 1), wrong(item(4), Tracking::Lot)),
        ("by serial", one(serial, 1), wrong(item(1), Tracking::Bulk)),
        ("closed", one(elsewhere, 1), Err(Refusal::PlaceClosed { place: place(4) })),
    ]);
}

#[test]
fn moving_and_issuing_stock() {
    for (requested, allowed) in [(0, false), (1, true), (100, true), (101, false), (u64::MAX, false)] {
        for command in [
            move_stock(water(), place(3), requested),
            issue_stock(water(), soldier(), requested),
            stock_condition(water(), ConditionCode::F, requested),
        ] {
            let said = World::stocked().execute(&command);
            assert_eq!(said.is_ok(), allowed, "{requested} of 100: {said:?}");
        }
    }
    let short = Refusal::NotEnoughStock { on_hand: 100, requested: Quantity(101) };
    let expired = line(place(2), item(3), Some(lot(2)));
    let broken = StockKey { condition: ConditionCode::F, ..water() };
    let not_for_issue = Refusal::NotIssuable { asset: None, condition: ConditionCode::F };
    let by_holder = |field: &str| Refusal::NotValid { field: "line.at".into(), value: field.to_owned() };
    let gone = Refusal::HolderGone { subject: unit(2).into() };
    let too_old = Refusal::LotExpired { lot: lot(2), on: day(2020, 1, 1) };
    table(vec![
        ("short", move_stock(water(), place(3), 101), Err(short)),
        ("where it is", move_stock(water(), place(2), 1), Err(Refusal::NothingChanges)),
        ("closed", move_stock(water(), place(4), 1), Err(Refusal::PlaceClosed { place: place(4) })),
        ("from a holder", move_stock(held(soldier(), item(4), None), place(3), 1), Err(by_holder("holder"))),
        ("expired moves", move_stock(expired, place(3), 1), Ok(())),
        ("expired is not issued", issue_stock(expired, soldier(), 1), Err(too_old)),
        ("broken", issue_stock(broken, soldier(), 1), Err(not_for_issue)),
        ("disbanded", issue_stock(water(), Holder::Unit(unit(2)), 1), Err(gone)),
        ("in it already", stock_condition(water(), ConditionCode::A, 1), Err(Refusal::NothingChanges)),
        ("from a place", return_stock(water(), place(3), 1), Err(by_holder("place"))),
    ]);
}

#[test]
fn what_is_issued_comes_back() {
    let mut world = World::stocked();
    world.execute(&issue_stock(cartridges(), soldier(), 40)).unwrap();
    let out = held(soldier(), item(3), Some(lot(1)));
    assert_eq!((world.on_hand(&cartridges()), world.on_hand(&out)), (60, 40));
    let too_much = world.execute(&return_stock(out, place(2), 41));
    assert_eq!(too_much, Err(Refusal::NotEnoughStock { on_hand: 40, requested: Quantity(41) }));
    world.execute(&return_stock(out, place(2), 15)).unwrap();
    assert_eq!((world.on_hand(&cartridges()), world.on_hand(&out)), (75, 25));
}

#[test]
fn a_lot_about_to_expire_is_said_so() {
    let mut world = World::stocked();
    let mut soon = lot_details(item(3), "L-9");
    soon.expires_on = Some(day(2026, 6, 30));
    let warning = Warning::LotExpiring { lot: lot(9), on: day(2026, 6, 30) };
    let added = world.execute(&Command::AddLot { id: lot(9), details: soon }).unwrap();
    assert_eq!(added.warnings, std::slice::from_ref(&warning));
    let key = line(place(2), item(3), Some(lot(9)));
    let received = world.execute(&receive_stock(act(1), &[(key, 5), (key, 6)])).unwrap();
    assert_eq!(received.warnings, std::slice::from_ref(&warning), "once, though two lines hold it");
    let issued = world.execute(&issue_stock(key, soldier(), 5)).unwrap();
    assert_eq!(issued.warnings, [warning]);
}

#[test]
fn a_line_below_zero_issues_nothing() {
    let mut world = World::stocked();
    world.change_apart(water(), -130);
    let said = world.execute(&issue_stock(water(), soldier(), 1));
    assert_eq!(said, Err(Refusal::InDispute { subject: water().subject() }));
    let said = world.execute(&move_stock(water(), place(3), 1));
    assert_eq!(said, Err(Refusal::NotEnoughStock { on_hand: -30, requested: Quantity(1) }));
    world.execute(&receive_stock(act(1), &[(water(), 31)])).unwrap();
    world.execute(&issue_stock(water(), soldier(), 1)).unwrap();
}
