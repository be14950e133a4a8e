//! A discrepancy closes when a person names it with a finding, and not by accident.

use domain::asset::Whereabouts;
use domain::discrepancy::{Discrepancy, DiscrepancyKind, DiscrepancyStatus};
use domain::facts::Facts;
use domain::people::Holder;
use domain::*;

use crate::make::*;
use crate::world::World;

fn disputed() -> (World, Discrepancy) {
    let mut world = World::stocked();
    world.execute(&issue(&[asset(1)], Holder::Unit(unit(1)))).unwrap();
    let discrepancy = world.issue_apart(asset(1), Holder::Person(person(2)));
    (world, discrepancy)
}

#[test]
fn settling_a_custody_conflict() {
    let (mut world, conflict) = disputed();
    assert_eq!(conflict.kind, DiscrepancyKind::CustodyConflict);
    assert_eq!(conflict.between.len(), 2);
    let here = Some(Whereabouts::Stored(place(3)));
    let nowhere = Some(Whereabouts::Stored(place(77)));
    let unknown = Refusal::Unknown { subject: "place".into(), id: place(77).to_string() };
    assert_eq!(world.execute(&settle(&conflict.id, nowhere)), Err(unknown));
    let error = world.execute(&settle(&conflict.id, Some(Whereabouts::EnteredInError)));
    assert!(matches!(error, Err(Refusal::NotValid { .. })));
    let mut silent = settle(&conflict.id, here.clone());
    if let Command::SettleDiscrepancy { finding, .. } = &mut silent {
        finding.clear();
    }
    assert_eq!(world.execute(&silent), Err(Refusal::Missing { field: "finding".into() }));
    world.execute(&settle(&conflict.id, here)).unwrap();
    let rifle = world.asset(asset(1)).unwrap();
    assert!(!rifle.disputed());
    assert_eq!(rifle.place(), Some(place(3)));
    assert_eq!(rifle.discrepancies[0].status, DiscrepancyStatus::Settled);
    assert_eq!(rifle.heads.len(), 1);
    let again = world.execute(&settle(&conflict.id, None));
    assert!(matches!(again, Err(Refusal::NoSuchDiscrepancy { .. })));
    world.execute(&issue(&[asset(1)], Holder::Unit(unit(1)))).unwrap();
}

#[test]
fn no_name_no_settling() {
    let mut world = World::stocked();
    for name in ["", "zz", "é", &"g".repeat(64), &"ab".repeat(32), &"é".repeat(32)] {
        let command = Command::SettleDiscrepancy {
            discrepancy: name.to_owned(),
            whereabouts: None,
            finding: "none".into(),
        };
        assert!(matches!(world.execute(&command), Err(Refusal::NoSuchDiscrepancy { .. })), "{name}");
    }
}

#[test]
fn a_later_act_merges_but_does_not_settle() {
    let (mut world, conflict) = disputed();
    world.execute(&give_back(&[asset(1)], place(2))).unwrap();
    let rifle = world.asset(asset(1)).unwrap();
    assert_eq!(rifle.heads.len(), 1);
    assert!(rifle.disputed());
    world.execute(&settle(&conflict.id, None)).unwrap();
    let rifle = world.asset(asset(1)).unwrap();
    assert!(!rifle.disputed());
    assert_eq!(rifle.place(), Some(place(2)));
}

#[test]
fn stock_below_zero_closes_by_itself_or_by_a_finding() {
    let water = line(place(2), item(4), None);
    let mut world = World::stocked();
    world.change_apart(water, -103);
    let first = world.discrepancies()[0].clone();
    assert_eq!((first.kind, first.figure), (DiscrepancyKind::StockBelowZero, Some(-3)));
    world.change_apart(water, 3);
    assert!(world.discrepancies().is_empty(), "late facts removed it");
    world.change_apart(water, -3);
    assert_eq!(world.discrepancies()[0].id, first.id, "not settled in between: the same one");

    assert!(matches!(
        world.execute(&settle(&first.id, Some(Whereabouts::Lost))),
        Err(Refusal::NotValid { .. })
    ));
    world.execute(&settle(&first.id, None)).unwrap();
    assert!(world.discrepancies().is_empty(), "as far below as was found");
    world.change_apart(water, -1);
    let second = world.discrepancies()[0].clone();
    assert_ne!(second.id, first.id);
    assert_eq!(second.figure, Some(-4));
}
