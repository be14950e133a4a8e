//! Items, places, people, units, lots, the hub: decision tables.

use domain::decide::{LONGEST_NAME, Warning, hub_subject};
use domain::event::HubDescription;
use domain::facts::Facts;
use domain::hazard::Hazard;
use domain::item::{ItemDetails, SupplyClass, Tracking, UnitPrice};
use domain::nsn::{Nsn, NsnWarning};
use domain::people::{Holder, PersonDetails, UnitDetails};
use domain::place::{PlaceDetails, PlaceKind};
use domain::*;

use crate::make::*;
use crate::world::{World, table};

fn add_item(details: ItemDetails) -> Command {
    Command::AddItem { id: item(9), details }
}

fn new_item() -> ItemDetails {
    item_details("scope", Tracking::Serial)
}

fn not_valid(field: &str, value: &str) -> Result<(), Refusal> {
    Err(Refusal::NotValid { field: field.to_owned(), value: value.to_owned() })
}

fn missing(field: &str) -> Result<(), Refusal> {
    Err(Refusal::Missing { field: field.to_owned() })
}

#[test]
fn adding_an_item() {
    let with = |change: fn(&mut ItemDetails)| {
        let mut details = new_item();
        change(&mut details);
        add_item(details)
    };
    let again = Command::AddItem { id: item(1), details: item_details("rifle", Tracking::Serial) };
    let date = day(2026, 6, 2);
    table(vec![
        ("plain", with(|_| ()), Ok(())),
        ("again", again, Err(Refusal::Exists { subject: "item".into(), id: item(1).to_string() })),
        ("no name", with(|i| i.name = "  ".into()), missing("name")),
        ("long name", with(|i| i.name = "x".repeat(201)), Err(too_long("name"))),
        ("just not too long", with(|i| i.name = "щ".repeat(LONGEST_NAME)), Ok(())),
        ("control character", with(|i| i.name = "a\u{7}b".into()), not_valid("name", "a\u{7}b")),
        ("no code", with(|i| i.local_code = None), missing("localCode")),
        (
            "taken code",
            with(|i| i.local_code = some("LOC-rifle")),
            Err(Refusal::CodeTaken { code: "LOC-rifle".into(), by: item(1).into() }),
        ),
        ("unit of issue in small letters", with(|i| i.unit_of_issue = "bx".into()), Ok(())),
        ("no such unit of issue", with(|i| i.unit_of_issue = "ZZ".into()), not_valid("unitOfIssue", "ZZ")),
        ("legal hazard", with(|i| i.hazard.code = some("1.4s")), Ok(())),
        ("illegal pair", with(|i| i.hazard.code = some("1.4A")), not_valid("hazard.code", "1.4A")),
        ("no hazard code", with(|i| i.hazard.code = some("4")), not_valid("hazard.code", "4")),
        ("short UN number", with(|i| i.hazard.un_number = some("12")), not_valid("hazard.unNumber", "12")),
        (
            "inert explosive",
            with(|i| i.hazard = Hazard { inert: true, code: some("1.4S"), ..Hazard::default() }),
            not_valid("hazard.inert", "true"),
        ),
        (
            "price tomorrow",
            with(|i| {
                i.price = Some(UnitPrice { minor: 100, currency: "eur".into(), on: Some(day(2026, 6, 2)) });
            }),
            Err(Refusal::InTheFuture { date }),
        ),
        (
            "no currency",
            with(|i| i.price = Some(UnitPrice { minor: 1, currency: "EURO".into(), on: None })),
            not_valid("price.currency", "EURO"),
        ),
    ]);
}

fn too_long(field: &str) -> Refusal {
    Refusal::TooLong { field: field.to_owned(), most: LONGEST_NAME as u32 }
}

#[test]
fn the_niin_is_taken_once_whatever_the_class() {
    let mut world = World::furnished();
    let nsn = |text: &str| Some(Nsn::parse(text).unwrap());
    let first = ItemDetails { nsn: nsn("1005-00-073-9421"), local_code: None, ..new_item() };
    world.execute(&add_item(first.clone())).unwrap();
    let second = ItemDetails { nsn: nsn("5855-00-073-9421"), ..first };
    let said = world.execute(&Command::AddItem { id: item(10), details: second.clone() });
    assert_eq!(said, Err(Refusal::NiinTaken { niin: "000739421".into(), by: item(9) }));
    // The same item moving to another class keeps its NIIN.
    world.execute(&Command::ChangeItem { id: item(9), details: second }).unwrap();
}

#[test]
fn changing_an_item() {
    let rifle = item_details("rifle", Tracking::Serial);
    let change = |id, details| Command::ChangeItem { id, details };
    let renamed = ItemDetails { name: "carbine".into(), ..rifle.clone() };
    let as_bulk = ItemDetails { tracking: Tracking::Bulk, ..rifle.clone() };
    let unused = item_details("pistol", Tracking::Bulk);
    let tracking = Refusal::WrongTracking { item: item(1), expected: Tracking::Serial };
    table(vec![
        ("renamed", change(item(1), renamed.clone()), Ok(())),
        ("the same", change(item(1), rifle), Err(Refusal::NothingChanges)),
        ("unknown", change(item(77), renamed), Err(unknown("item", item(77)))),
        ("kept otherwise while in use", change(item(1), as_bulk), Err(tracking)),
        ("kept otherwise while unused", change(item(2), unused), Ok(())),
    ]);
}

fn unknown(subject: &str, id: impl ToString) -> Refusal {
    Refusal::Unknown { subject: subject.to_owned(), id: id.to_string() }
}

#[test]
fn warnings_travel_with_what_is_done() {
    let mut world = World::furnished();
    let details = ItemDetails {
        nsn: Some(Nsn::parse("9999-03-C73-9421").unwrap()),
        supply_class: SupplyClass::V,
        ..new_item()
    };
    let warnings = world.execute(&add_item(details)).unwrap().warnings;
    let nsn = |warning| Warning::Nsn { nsn: "999903C739421".into(), warning };
    let expected = vec![
        nsn(NsnWarning::LetterInNiin),
        nsn(NsnWarning::UnknownCountry),
        nsn(NsnWarning::UnknownClass),
        Warning::HazardUnknown,
    ];
    assert_eq!(warnings, expected);
    let mut details = item_details("ball", Tracking::Lot);
    details.hazard = Hazard { un_number: some("0012"), code: some("1.1D"), ..Hazard::default() };
    let warnings = world.execute(&Command::AddItem { id: item(10), details }).unwrap().warnings;
    assert_eq!(warnings, [Warning::HazardDiffers { un_number: "0012".into(), code: "1.1D".into() }]);
}

#[test]
fn adding_and_changing_places() {
    let add = |details| Command::AddPlace { id: place(9), details };
    let change = |number, details| Command::ChangePlace { id: place(number), details };
    let closed = |code: &str, parent| PlaceDetails { closed: true, ..place_details(code, parent) };
    let site = PlaceDetails { kind: PlaceKind::Site, ..place_details("S", Some(place(1))) };
    let inside = Refusal::PlaceInsideItself { place: place(1) };
    let taken = Refusal::CodeTaken { code: "STORE".into(), by: place(1).into() };
    table(vec![
        ("in the store", add(place_details("BIN", Some(place(2)))), Ok(())),
        ("taken code", add(place_details("STORE", None)), Err(taken)),
        ("no code", add(place_details(" ", None)), missing("code")),
        ("in nothing", add(place_details("BIN", Some(place(77)))), Err(unknown("place", place(77)))),
        (
            "in a closed one",
            add(place_details("BIN", Some(place(4)))),
            Err(Refusal::PlaceClosed { place: place(4) }),
        ),
        ("a site in a place", add(site), not_valid("parent", &place(1).to_string())),
        ("moved", change(3, place_details("RACK-3", Some(place(2)))), Ok(())),
        ("into itself", change(1, place_details("STORE", Some(place(2)))), Err(inside.clone())),
        ("into itself at once", change(1, place_details("STORE", Some(place(1)))), Err(inside)),
        ("the same", change(1, place_details("STORE", None)), Err(Refusal::NothingChanges)),
        ("closed", change(3, closed("RACK-3", Some(place(1)))), Ok(())),
        (
            "closed in use",
            change(2, closed("RACK-2", Some(place(1)))),
            Err(Refusal::PlaceInUse { place: place(2) }),
        ),
        ("closed around use", change(1, closed("STORE", None)), Err(Refusal::PlaceInUse { place: place(1) })),
        ("opened again", change(4, place_details("OLD", None)), Ok(())),
    ]);
}

#[test]
fn adding_and_changing_people() {
    let details = PersonDetails::default;
    let change = |details, personal| Command::ChangePerson { id: person(2), details, personal };
    let of_unit = |number| PersonDetails { unit: Some(unit(number)), ..details() };
    let rank = |name: &str| {
        let mut personal = personal(name);
        personal.rank = some("Sgt");
        Some(personal)
    };
    let exists = Refusal::Exists { subject: "person".into(), id: person(2).to_string() };
    table(vec![
        ("new", add_person(9, "New"), Ok(())),
        ("again", add_person(2, "Soldier"), Err(exists)),
        ("no name", add_person(9, ""), missing("name")),
        ("of a unit", change(of_unit(1), None), Ok(())),
        ("of no unit", change(of_unit(9), None), Err(unknown("unit", unit(9)))),
        ("promoted", change(details(), rank("Soldier")), Ok(())),
        ("the same", change(details(), Some(personal("Soldier"))), Err(Refusal::NothingChanges)),
        ("nothing", change(details(), None), Err(Refusal::NothingChanges)),
    ]);
}

#[test]
fn adding_and_changing_units() {
    let add = |details| Command::AddUnit { id: unit(9), details };
    let change = |details| Command::ChangeUnit { id: unit(1), details };
    let new = || unit_details("ELM");
    let taken = Refusal::CodeTaken { code: "OAK".into(), by: unit(1).into() };
    let signing = |number| UnitDetails { authorised_recipients: vec![person(number)], ..new() };
    let under_itself = UnitDetails { parent: Some(unit(1)), ..unit_details("OAK") };
    table(vec![
        ("new", add(new()), Ok(())),
        ("taken", add(unit_details("OAK")), Err(taken)),
        ("nation in small letters", add(UnitDetails { nation: "fra".into(), ..new() }), Ok(())),
        ("no nation", add(UnitDetails { nation: "France".into(), ..new() }), not_valid("nation", "FRANCE")),
        ("signed for", add(signing(2)), Ok(())),
        ("signed for by nobody", add(signing(9)), Err(unknown("person", person(9)))),
        ("under itself", change(under_itself), not_valid("parent", &unit(1).to_string())),
        ("the same", change(unit_details("OAK")), Err(Refusal::NothingChanges)),
    ]);
}

#[test]
fn adding_and_changing_lots() {
    let add = |details| Command::AddLot { id: lot(9), details };
    let change = |details| Command::ChangeLot { id: lot(1), details };
    let new = || lot_details(item(3), "L-9");
    let mut late = new();
    late.made_on = Some(day(2027, 1, 1));
    let mut backwards = new();
    (backwards.made_on, backwards.expires_on) = (Some(day(2025, 2, 1)), Some(day(2025, 1, 1)));
    let taken = Refusal::CodeTaken { code: "L-1".into(), by: lot(1).into() };
    let tracking = Refusal::WrongTracking { item: item(4), expected: Tracking::Lot };
    let other = Refusal::LotOfAnotherItem { lot: lot(1), holds: item(3) };
    table(vec![
        ("new", add(new()), Ok(())),
        ("taken", add(lot_details(item(3), "L-1")), Err(taken)),
        ("of a bulk item", add(lot_details(item(4), "L-9")), Err(tracking)),
        ("made tomorrow", add(late), Err(Refusal::InTheFuture { date: day(2027, 1, 1) })),
        ("expired before made", add(backwards), not_valid("expiresOn", "2025-01-01")),
        ("renumbered", change(lot_details(item(3), "L-1A")), Ok(())),
        ("of another item", change(lot_details(item(4), "L-1")), Err(other)),
        ("the same", change(lot_details(item(3), "L-1")), Err(Refusal::NothingChanges)),
    ]);
}

#[test]
fn a_sandbox_stays_a_sandbox() {
    let mut world = World::default();
    let hub = |code: &str, training| HubDescription {
        code: code.to_owned(),
        classification: None,
        training,
        name: None,
    };
    let describe = |description| Command::DescribeHub { description };
    assert_eq!(world.execute(&describe(hub("", true))).map(|_| ()), missing("hubCode"));
    world.execute(&describe(hub("HUB-OAK", true))).unwrap();
    world.execute(&describe(hub("HUB-ELM", true))).unwrap();
    assert_eq!(world.execute(&describe(hub("HUB-ELM", true))), Err(Refusal::NothingChanges));
    assert_eq!(world.execute(&describe(hub("HUB-ELM", false))).map(|_| ()), not_valid("training", "false"));
    assert_eq!(world.hub().unwrap().details.code, "HUB-ELM");
}

#[test]
fn a_hub_is_called_by_a_code_name_and_nothing_else() {
    for (typed, code) in [
        ("HUB-OAK", Some("HUB-OAK")),
        (" oak ", Some("HUB-OAK")),
        ("hub-oak-2", Some("HUB-OAK-2")),
        ("HUB-12345678901234567890", Some("HUB-12345678901234567890")),
        ("HUB-123456789012345678901", None),
        ("HUB-", None),
        ("HUB-ОАК", None),
        ("oak tree", None),
        ("48.45,35.04 Dnipro", None),
    ] {
        let mut world = World::default();
        let description =
            HubDescription { code: typed.to_owned(), classification: None, training: false, name: None };
        let said = world.execute(&Command::DescribeHub { description }).map(|_| ());
        let expected = if code.is_some() { Ok(()) } else { not_valid("hubCode", typed) };
        assert_eq!(said, expected, "{typed:?}");
        assert_eq!(world.hub().map(|hub| hub.details.code).as_deref(), code, "{typed:?}");
    }
}

#[test]
fn a_file_is_imported_once() {
    let mut world = World::default();
    let record = |hash: &str| Command::RecordImport {
        id: import(1),
        file_name: "stock.csv".into(),
        file_hash: hash.to_owned(),
        rows: 3,
    };
    assert_eq!(world.execute(&record("ab")).map(|_| ()), not_valid("fileHash", "ab"));
    world.execute(&record(&"ab".repeat(32))).unwrap();
    let again = world.execute(&record(&"ab".repeat(32)));
    assert_eq!(again, Err(Refusal::AlreadyImported { import: import(1) }));
}

#[test]
fn what_a_newer_komora_wrote_on_is_left_alone() {
    let rifle = item_details("carbine", Tracking::Serial);
    let commands: Vec<(SubjectId, Command)> = vec![
        (
            hub_subject(),
            Command::DescribeHub {
                description: HubDescription {
                    code: "H".into(),
                    classification: None,
                    training: false,
                    name: None,
                },
            },
        ),
        (item(1).into(), Command::ChangeItem { id: item(1), details: rifle.clone() }),
        (item(9).into(), Command::AddItem { id: item(9), details: rifle }),
        (place(3).into(), move_assets(&[asset(1)], place(3))),
        (person(2).into(), issue(&[asset(1)], Holder::Person(person(2)))),
        (unit(1).into(), issue(&[asset(1)], Holder::Unit(unit(1)))),
        (asset(1).into(), issue(&[asset(1)], Holder::Unit(unit(1)))),
        (asset(1).into(), sighting(&[asset(1)], None)),
    ];
    for (subject, command) in commands {
        let mut world = World::stocked();
        let state = domain::fold::fold_unknown(world.states.remove(&subject)).unwrap();
        world.states.insert(subject, state);
        assert_eq!(world.execute(&command), Err(Refusal::NeedsNewer { subject }), "{command:?}");
    }
    let line = line(place(2), item(4), None);
    let mut world = World::stocked();
    world.newer.insert(line.subject());
    let said = world.execute(&move_stock(line, place(3), 1));
    assert_eq!(said, Err(Refusal::NeedsNewer { subject: line.subject() }));
}
