//! The rules of accountability, each test named by the rule's id.

use domain::asset::{AssetDetails, Provenance, Whereabouts};
use domain::condition::ConditionCode;
use domain::discrepancy::DiscrepancyKind;
use domain::event::Event;
use domain::facts::Facts;
use domain::item::Tracking;
use domain::lot::LotDetails;
use domain::nsn::{Nsn, NsnError, NsnWarning};
use domain::people::Holder;
use domain::serial::normalise;
use domain::stock::StockKey;
use domain::tables::Tables;
use domain::*;

use crate::make::*;
use crate::world::World;

/// Each weapon stores maker, country, year, model, calibre, serial (as marked and normalised), marking
/// location, import mark, donor, original exporter.
#[test]
fn w1_the_full_record_of_a_weapon_is_kept() {
    let mut world = World::furnished();
    let details = AssetDetails {
        maker: some("FN Herstal"),
        made_in: some("BEL"),
        made_year: Some(2021),
        model: some("FNC"),
        calibre: some("5.56 mm"),
        marking_location: some("receiver, left"),
        import_mark: some("UA 24"),
        provenance: Provenance {
            owner: some("UKR"),
            donor: some("Belgium"),
            original_exporter: some("FN Herstal"),
            conditions_of_use: some("defence of Ukraine"),
            retransfer_consent: some("BE-2024-117"),
        },
        ..asset_details(item(1), "ав-402 117")
    };
    let mut weapon = incoming(asset(9), item(1), "");
    weapon.details = details.clone();
    let decision = world.execute(&receive(vec![weapon], place(2))).unwrap();
    let (payload, _) = decision.events[0].event.encode();
    let Ok(Event::AssetReceived(received)) = Event::decode(kinds::ASSET_RECEIVED, &payload, None) else {
        panic!("not a receipt");
    };
    assert_eq!(received.details, details);
    let known = world.asset(asset(9)).unwrap();
    assert_eq!(known.details, details, "the serial exactly as marked");
    assert_eq!(known.serial_key, normalise("AB402117"));
}

/// The same normalised serial and model cannot be live twice: refused here, and where it happened
/// apart a discrepancy opens and nothing is overwritten.
#[test]
fn w2_a_serial_is_alive_once() {
    let mut world = World::stocked();
    let twin = || incoming(asset(9), item(1), "AB-1");
    let said = world.execute(&receive(vec![twin()], place(2)));
    assert_eq!(said, Err(Refusal::SerialExists { serial: "AB-1".into(), existing: vec![asset(1)] }));

    // Two laptops took in the same rifle, one reading it in Cyrillic.
    let mut apart = World::furnished();
    let mut cyrillic = twin();
    cyrillic.details.serial = "АВ1".into();
    apart.execute_as(&receive(vec![cyrillic], place(3)), act(1)).unwrap();
    let received = apart.states.remove(&asset(9).into()).unwrap();
    world.states.insert(asset(9).into(), received);
    let open = world.discrepancies();
    assert_eq!(open.len(), 1);
    assert_eq!((open[0].kind, open[0].figure), (DiscrepancyKind::SerialTwice, Some(2)));
    assert_eq!(world.asset(asset(1)).unwrap().details.serial, "AB-1");
    assert_eq!(world.asset(asset(9)).unwrap().details.serial, "АВ1");

    // Settled as two different rifles, it opens again only for a third.
    world.execute(&settle(&open[0].id, None)).unwrap();
    assert!(world.discrepancies().is_empty());
    let mut third = incoming(asset(10), item(1), "A B 1");
    third.looked_alike = true;
    world.execute(&receive(vec![third], place(2))).unwrap();
    let again = world.discrepancies();
    assert_eq!(again.len(), 1);
    assert_ne!(again[0].id, open[0].id);
}

/// The record is never deleted: no command makes an asset unknown, the worst is "entered in error".
#[test]
fn w3_the_record_is_never_deleted() {
    let mut world = World::stocked();
    world.execute_as(&receive(vec![incoming(asset(9), item(1), "CD-1")], place(2)), act(1)).unwrap();
    world.execute(&correct(act(1))).unwrap();
    let record = world.asset(asset(9)).unwrap();
    assert_eq!(record.whereabouts, Whereabouts::EnteredInError);
    assert_eq!(record.details.serial, "CD-1");
    world.execute(&lost(&[asset(1)])).unwrap();
    assert_eq!(world.asset(asset(1)).unwrap().details.serial, "AB-1");
}

/// In force so far: what lies in store is due to be looked at once it was not seen for ninety days. A
/// count at each change of the key's keeper is not asked for.
#[test]
fn w4_what_was_not_seen_for_ninety_days_is_due() {
    const DAY_MS: i64 = 86_400_000;
    let due_since = Tables::builtin().sighting_due_since_ms(100 * DAY_MS);
    for (seen_ms, due) in [(0, true), (10 * DAY_MS - 1, true), (10 * DAY_MS, false), (99 * DAY_MS, false)] {
        assert_eq!(seen_ms < due_since, due, "seen at {seen_ms}");
    }
    let mut sources = Tables::builtin().sources().into_iter();
    assert!(sources.find(|source| source.table == "serial-counts").unwrap().authority.contains("190-11"));
}

/// In force so far: suspended and unserviceable codes and expired lots are never issued, nor what waits for
/// a test or serves training alone. The order of issue is not prescribed, and IATG condition groups are
/// not kept.
#[test]
fn a7_what_is_unserviceable_suspended_or_expired_is_not_issued() {
    use ConditionCode::{A, B, C};
    let unit = Holder::Unit(unit(1));
    for condition in ConditionCode::ALL {
        let mut world = World::stocked();
        let water = line(place(2), item(4), None);
        if condition != A {
            world.execute(&change_condition(&[asset(1)], condition)).unwrap();
            world.execute(&stock_condition(water, condition, 10)).unwrap();
        }
        let said = |asset| match condition {
            A | B | C => Ok(()),
            condition => Err(Refusal::NotIssuable { asset, condition }),
        };
        assert_eq!(world.execute(&issue(&[asset(1)], unit)).map(|_| ()), said(Some(asset(1))));
        let of_condition = StockKey { condition, ..water };
        assert_eq!(world.execute(&issue_stock(of_condition, unit, 1)).map(|_| ()), said(None));
    }
    let cartridges = line(place(2), item(3), Some(lot(1)));
    for (on, issued) in [(day(2026, 5, 31), false), (day(2026, 6, 1), true), (day(2026, 6, 2), true)] {
        let mut world = World::stocked();
        let details = LotDetails { expires_on: Some(on), ..lot_details(item(3), "L-1") };
        world.execute(&Command::ChangeLot { id: lot(1), details }).unwrap();
        let expected = if issued { Ok(()) } else { Err(Refusal::LotExpired { lot: lot(1), on }) };
        assert_eq!(world.execute(&issue_stock(cartridges, unit, 1)).map(|_| ()), expected, "{on}");
    }
}

/// Structure only; letters in the NIIN allowed; matched on the NIIN; an unknown bureau warns.
#[test]
fn n1_an_nsn_is_checked_for_structure_only() {
    for text in ["1005-00-073-9421", "1005000739421", " 1005 00 073 9421 ", "1005‑00‑073‑9421"] {
        assert_eq!(Nsn::parse(text).unwrap().grouped(), "1005-00-073-9421", "{text}");
    }
    let refused = [
        ("", NsnError::Length { found: 0 }),
        ("1005-00-073-942", NsnError::Length { found: 12 }),
        ("1005-00-073-94211", NsnError::Length { found: 14 }),
        ("10O5-00-073-9421", NsnError::Class),
        ("1005-0A-073-9421", NsnError::Country),
        ("1005-00-07ж-9421", NsnError::Number),
    ];
    for (text, error) in refused {
        assert_eq!(Nsn::parse(text), Err(error), "{text}");
    }
    let tables = Tables::builtin();
    let warned = [
        ("1005-00-073-9421", vec![]),
        ("1005-01-c73-9421", vec![NsnWarning::LetterInNiin]),
        ("1005-02-073-9421", vec![NsnWarning::UnknownCountry]),
        ("9999-61-073-9421", vec![NsnWarning::UnknownClass]),
    ];
    for (text, warnings) in warned {
        assert_eq!(Nsn::parse(text).unwrap().warnings(tables), warnings, "{text}");
    }
    let mut world = World::furnished();
    let with = |nsn: &str| {
        let mut details = item_details("any", Tracking::Serial);
        (details.nsn, details.local_code) = (Some(Nsn::parse(nsn).unwrap()), None);
        details
    };
    world.execute(&Command::AddItem { id: item(8), details: with("1005-01-C73-9421") }).unwrap();
    let other_class = world.execute(&Command::AddItem { id: item(9), details: with("1010-01-c73-9421") });
    assert_eq!(other_class, Err(Refusal::NiinTaken { niin: "01C739421".into(), by: item(8) }));
}
