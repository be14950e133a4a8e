//! Taking assets in: decision tables for serials.

use domain::asset::AssetDetails;
use domain::command::IncomingAsset;
use domain::decide::{MOST_THINGS, Warning};
use domain::facts::Facts;
use domain::item::{KitPart, Tracking};
use domain::quantity::Quantity;
use domain::refusal::LookAlike;
use domain::*;

use crate::make::*;
use crate::world::{World, table};

#[test]
fn receiving_serials() {
    let one = |item, serial: &str| receive(vec![incoming(asset(9), item, serial)], place(2));
    let with = |change: fn(&mut IncomingAsset)| {
        let mut one = incoming(asset(9), item(1), "CD-1");
        change(&mut one);
        receive(vec![one], place(2))
    };
    let not_valid = |field: &str, value: &str| {
        Err(Refusal::NotValid { field: field.to_owned(), value: value.to_owned() })
    };
    let like = |serial: &str| Refusal::SerialLooksLike {
        serial: serial.to_owned(),
        similar: vec![LookAlike { asset: asset(1), item: item(1), serial: "AB-1".into() }],
    };
    let twice = vec![incoming(asset(8), item(1), "X-1"), incoming(asset(9), item(1), "Х 1")];
    let named = vec![incoming(asset(9), item(1), "X-1"), incoming(asset(9), item(1), "X-2")];
    let each = vec![incoming(asset(8), item(1), "X-1"), incoming(asset(9), item(2), "X-1")];
    let many = (0..=MOST_THINGS as u128)
        .map(|n| incoming(AssetId::from_bytes(n.to_be_bytes()), item(1), &n.to_string()))
        .collect();
    let exists = Refusal::Exists { subject: "asset".into(), id: asset(1).to_string() };
    let alive = Refusal::SerialExists { serial: "AB-1".into(), existing: vec![asset(1)] };
    let tracking = Refusal::WrongTracking { item: item(4), expected: Tracking::Serial };
    let quantity = Refusal::QuantityOutOfRange { most: Quantity::MAX };
    table(vec![
        ("plain", one(item(1), "CD-1"), Ok(())),
        ("nothing", receive(vec![], place(2)), Err(Refusal::NothingNamed)),
        ("too many", receive(many, place(2)), Err(Refusal::TooMany { most: MOST_THINGS as u32 })),
        ("again", receive(vec![incoming(asset(1), item(1), "AB-1")], place(2)), Err(exists)),
        ("alive already", one(item(1), "AB-1"), Err(alive.clone())),
        ("alive already, spaced", one(item(1), " AB-1 "), Err(alive)),
        ("looks like one", one(item(1), "АВ 1"), Err(like("АВ 1"))),
        ("same serial, other item", one(item(2), "AB-1"), Err(like("AB-1"))),
        ("looked at", with(|a| (a.details.serial, a.looked_alike) = ("АВ 1".into(), true)), Ok(())),
        ("twice in the act", receive(twice, place(2)), Err(Refusal::SerialRepeated { serial: "Х 1".into() })),
        ("one of each item", receive(each, place(2)), Ok(())),
        ("named twice", receive(named, place(2)), Err(Refusal::NamedTwice { asset: asset(9) })),
        ("kept in bulk", one(item(4), "CD-1"), Err(tracking)),
        ("no serial", one(item(1), " "), Err(Refusal::Missing { field: "serial".into() })),
        ("only separators", one(item(1), "-/-"), not_valid("serial", "-/-")),
        ("made tomorrow", with(|a| a.details.made_year = Some(2027)), not_valid("madeYear", "2027")),
        ("no nation", with(|a| a.details.made_in = some("Italy")), not_valid("madeIn", "ITALY")),
        (
            "no part",
            with(|a| a.kit_missing = vec![KitPart { name: "sling".into(), quantity: Quantity(0) }]),
            Err(quantity),
        ),
    ]);
}

#[test]
fn receiving_needs_an_open_place() {
    let mut world = World::furnished();
    let one = |place| receive(vec![incoming(asset(9), item(1), "CD-1")], place);
    assert_eq!(world.execute(&one(place(4))), Err(Refusal::PlaceClosed { place: place(4) }));
    let nowhere = Refusal::Unknown { subject: "place".into(), id: place(77).to_string() };
    assert_eq!(world.execute(&one(place(77))), Err(nowhere));
    // Closing the store closes the racks in it.
    let mut store = place_details("STORE", None);
    store.closed = true;
    world.execute(&Command::ChangePlace { id: place(1), details: store }).unwrap();
    assert_eq!(world.execute(&one(place(2))), Err(Refusal::PlaceClosed { place: place(1) }));
}

#[test]
fn odd_serials_are_taken_and_warned_about() {
    let mut world = World::furnished();
    let mut unmarked = incoming(asset(9), item(1), "unmarked-1");
    unmarked.details.serial_unmarked = true;
    let mixed = incoming(asset(8), item(1), "АB-7");
    let warnings = world.execute(&receive(vec![unmarked, mixed], place(2))).unwrap().warnings;
    let expected = [
        Warning::SerialUnmarked { serial: "unmarked-1".into() },
        Warning::MixedAlphabets { serial: "АB-7".into() },
    ];
    assert_eq!(warnings, expected);
}

#[test]
fn things_without_a_serial_are_given_one_and_flagged() {
    let mut world = World::furnished();
    let unmarked = |n: u8, item| {
        let mut one = incoming(asset(n), item, " ");
        one.details.serial_unmarked = true;
        one
    };
    let mut receive_all = |assets| world.execute(&receive(assets, place(2))).unwrap();
    // Numbers already made up, in the books or in the same act, are passed over; each item counts alone.
    let mut given = incoming(asset(10), item(1), "unmarked-2");
    given.details.serial_unmarked = true;
    receive_all(vec![given]);
    let decision = receive_all(vec![
        unmarked(11, item(1)),
        unmarked(12, item(2)),
        incoming(asset(13), item(1), "CD-1"),
        unmarked(14, item(1)),
    ]);
    let flags = ["unmarked-1", "unmarked-1", "unmarked-3"];
    let expected = flags.map(|serial| Warning::SerialUnmarked { serial: serial.into() });
    assert_eq!(decision.warnings, expected);
    for (n, serial, flagged) in
        [(11, "unmarked-1", true), (12, "unmarked-1", true), (13, "CD-1", false), (14, "unmarked-3", true)]
    {
        let details = world.asset(asset(n)).unwrap().details;
        assert_eq!((details.serial.as_str(), details.serial_unmarked), (serial, flagged), "{n}");
    }
    // Marked later, its number is free again.
    let marked = asset_details(item(1), "CD-2");
    world.execute(&Command::ChangeAsset { id: asset(11), details: marked }).unwrap();
    world.execute(&receive(vec![unmarked(15, item(1))], place(2))).unwrap();
    assert_eq!(world.asset(asset(15)).unwrap().details.serial, "unmarked-1");
}

#[test]
fn changing_an_asset() {
    let change = |details| Command::ChangeAsset { id: asset(1), details };
    let rifle = || asset_details(item(1), "AB-1");
    let modelled = AssetDetails { model: some("M4"), ..rifle() };
    let tracking = Refusal::WrongTracking { item: item(4), expected: Tracking::Serial };
    let alive = Refusal::SerialExists { serial: "AB-2".into(), existing: vec![asset(2)] };
    table(vec![
        ("described", change(modelled.clone()), Ok(())),
        ("the same", change(rifle()), Err(Refusal::NothingChanges)),
        ("another item", change(asset_details(item(2), "AB-1")), Ok(())),
        ("an item in bulk", change(asset_details(item(4), "AB-1")), Err(tracking)),
        ("a serial alive", change(asset_details(item(1), "AB-2")), Err(alive)),
    ]);
    let mut world = World::stocked();
    world.execute(&change(modelled)).unwrap();
    assert_eq!(world.asset(asset(1)).unwrap().details.model, some("M4"));
    let warnings = world.execute(&change(asset_details(item(1), "АВ2"))).unwrap().warnings;
    let similar = vec![LookAlike { asset: asset(2), item: item(1), serial: "AB-2".into() }];
    assert_eq!(warnings, [Warning::SerialLooksLike { serial: "АВ2".into(), similar }]);
}
