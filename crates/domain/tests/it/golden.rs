//! The bytes of every kind of event, frozen. A test that fails here means history could no longer be
//! read: add a field at the end or a kind, never change what is written.

use std::fs;
use std::path::PathBuf;

use domain::asset::{AssetDetails, Provenance, Whereabouts};
use domain::attachment::{AttachedTo, AttachmentDetails, BlobHash, MediaType, Shows};
use domain::changes::Changes;
use domain::condition::ConditionCode;
use domain::event::*;
use domain::hazard::Hazard;
use domain::item::*;
use domain::nsn::Nsn;
use domain::people::{Establishment, Holder, PersonDetails, PersonalDetails, UnitDetails};
use domain::place::{PlaceDetails, PlaceKind};
use domain::quantity::Quantity;

use crate::make::*;

fn full_item() -> ItemDetails {
    ItemDetails {
        name: "Carbine, 5.56 mm, M4".into(),
        name_uk: some("Карабін 5,56 мм, M4"),
        name_fr: some("Carabine 5,56 mm, M4"),
        nsn: Some(Nsn::parse("1005-01-231-0973").unwrap()),
        local_code: some("M4"),
        part_numbers: vec!["9390000".into()],
        supply_class: SupplyClass::II,
        category: Category::Weapon,
        unit_of_issue: "EA".into(),
        tracking: Tracking::Serial,
        hazard: Hazard {
            un_number: some("0012"),
            code: some("1.4S"),
            net_explosive_mg: Some(1700),
            inert: false,
        },
        price: Some(UnitPrice { minor: 70_000, currency: "USD".into(), on: Some(day(2025, 3, 31)) }),
        kit: sling(),
        calibre: some("5.56 mm"),
        note: some("with rail"),
    }
}

fn sling() -> Vec<KitPart> {
    vec![KitPart { name: "Sling".into(), quantity: Quantity(1) }]
}

fn full_provenance() -> Provenance {
    Provenance {
        owner: some("UKR"),
        donor: some("France"),
        original_exporter: some("United States"),
        conditions_of_use: some("no retransfer"),
        retransfer_consent: some("FR-2025-41"),
    }
}

fn full_asset() -> AssetDetails {
    AssetDetails {
        serial_unmarked: true,
        maker: some("Colt"),
        made_in: some("USA"),
        made_year: Some(2019),
        model: some("M4"),
        calibre: some("5.56 mm"),
        marking_location: some("receiver, left"),
        import_mark: some("UA 25"),
        provenance: full_provenance(),
        note: some("worn"),
        ..asset_details(item(1), "W 402117")
    }
}

fn particulars() -> Particulars {
    Particulars { document: some("HBOAK161570001"), remark: some("by road") }
}

fn personal_fields() -> PersonalDetails {
    PersonalDetails {
        name: "Олена Тест".into(),
        rank: some("Sgt"),
        number: some("123456"),
        contact: some("+380 00"),
    }
}

fn descriptions() -> Vec<(&'static str, Event)> {
    let place = PlaceDetails {
        name: "Rack 2".into(),
        code: "R-2".into(),
        kind: PlaceKind::Rack,
        parent: Some(place(1)),
        custodian: Some(person(1)),
        note: some("left wall"),
        closed: false,
    };
    let unit_details = UnitDetails {
        code_name: "OAK".into(),
        nation: "UKR".into(),
        parent: Some(unit(2)),
        authorised_recipients: vec![person(1)],
        establishment: vec![Establishment { item: item(1), quantity: Quantity(12) }],
        note: some("night only"),
        disbanded: false,
    };
    let mut lot_details = lot_details(item(3), "LC-24A-001");
    lot_details.maker = some("Lake City");
    lot_details.made_on = Some(day(2024, 1, 2));
    lot_details.expires_on = Some(day(2034, 1, 2));
    lot_details.test_due_on = Some(day(2029, 1, 2));
    lot_details.provenance = full_provenance();
    lot_details.note = some("sealed");
    let person_details = PersonDetails { unit: Some(unit(1)), duty: some("armourer"), left: false };
    let renamed = ItemDetails { name: "M4".into(), note: None, ..full_item() };
    let closed = PlaceDetails { closed: true, note: None, ..place.clone() };
    let disbanded = UnitDetails { disbanded: true, note: None, ..unit_details.clone() };
    let left = PersonDetails { left: true, duty: None, ..person_details.clone() };
    let mut noted = lot_details.clone();
    noted.note = some("opened");
    let hub = HubDescription {
        code: "HUB-OAK".into(),
        classification: some("FOR TRAINING"),
        training: true,
        name: some("Oak"),
    };
    vec![
        ("hub-described", Event::HubDescribed(hub)),
        ("item-added", Event::ItemAdded(full_item())),
        ("item-changed", Event::ItemChanged(Changes::between(&full_item(), &renamed))),
        ("place-added", Event::PlaceAdded(place.clone())),
        ("place-changed", Event::PlaceChanged(Changes::between(&place, &closed))),
        ("person-added", Event::PersonAdded(person_details.clone(), Some(personal_fields()))),
        (
            "person-changed",
            Event::PersonChanged(
                Changes::between(&person_details, &left),
                PersonalPart::Replaced(personal_fields()),
            ),
        ),
        ("unit-added", Event::UnitAdded(unit_details.clone())),
        ("unit-changed", Event::UnitChanged(Changes::between(&unit_details, &disbanded))),
        ("lot-added", Event::LotAdded(lot_details.clone())),
        ("lot-changed", Event::LotChanged(Changes::between(&lot_details, &noted))),
    ]
}

fn acts() -> Vec<(&'static str, Event)> {
    let (b, kit_missing) = (ConditionCode::B, sling());
    let received = AssetReceived {
        details: full_asset(),
        place: place(1),
        condition: ConditionCode::A,
        kit_missing: sling(),
        opening: true,
        particulars: particulars(),
    };
    let renumbered = AssetDetails { serial: "W 402118".into(), note: None, ..full_asset() };
    let issued = AssetIssued {
        to: Holder::Unit(unit(1)),
        condition: b,
        kit_missing: sling(),
        particulars: particulars(),
        rules: 1,
        witness: Some(person(2)),
    };
    let lost = AssetLost {
        circumstances: "river crossing".into(),
        particulars: particulars(),
        rules: 1,
        witness: Some(person(2)),
    };
    let corrected = AssetCorrected {
        corrects: act(9),
        whereabouts: Whereabouts::Issued(Holder::Person(person(2))),
        condition: b,
        kit_missing: sling(),
        particulars: particulars(),
    };
    let stock = StockChanged {
        line: held(Holder::Person(person(2)), item(3), Some(lot(1))),
        change: -840,
        reason: StockReason::Corrected(act(9)),
        particulars: particulars(),
    };
    let settled = DiscrepancySettled {
        discrepancy: [7; 32],
        whereabouts: Some(Whereabouts::Stored(place(1))),
        finding: "both looked".into(),
        accepted: Some(-3),
    };
    let imported =
        FileImported { import: import(1), file_name: "stock.csv".into(), file_hash: [8; 32], rows: 1574 };
    let p = particulars;
    let found = AssetFound { at: place(1), condition: b, particulars: p() };
    let returned = AssetReturned { to: place(1), condition: b, kit_missing, particulars: p() };
    vec![
        ("asset-received", Event::AssetReceived(received)),
        ("asset-changed", Event::AssetChanged(Changes::between(&full_asset(), &renumbered))),
        ("asset-moved", Event::AssetMoved(AssetMoved { to: place(1), particulars: p() })),
        ("asset-issued", Event::AssetIssued(issued)),
        ("asset-returned", Event::AssetReturned(returned)),
        (
            "asset-condition-changed",
            Event::AssetConditionChanged(AssetConditionChanged { to: ConditionCode::X, particulars: p() }),
        ),
        ("asset-lost", Event::AssetLost(lost)),
        ("asset-found", Event::AssetFound(found)),
        ("asset-sighted", Event::AssetSighted(AssetSighted { at: Some(place(1)), particulars: p() })),
        ("asset-corrected", Event::AssetCorrected(corrected)),
        ("stock-changed", Event::StockChanged(stock)),
        ("discrepancy-settled", Event::DiscrepancySettled(settled)),
        ("file-imported", Event::FileImported(imported)),
    ]
}

fn attachments() -> Vec<(&'static str, Event)> {
    let details = AttachmentDetails {
        to: AttachedTo::Asset(asset(1)),
        blob: BlobHash([9; 32]),
        size: 1_234_567,
        media_type: MediaType::Webp,
        file_name: "barrel.webp".into(),
        shows: Shows::Damage,
        note: some("cracked"),
    };
    let reason = "another rifle".to_owned();
    vec![
        ("attached", Event::Attached(details)),
        ("attachment-withdrawn", Event::AttachmentWithdrawn(AttachmentWithdrawn { reason })),
    ]
}

/// One event of each kind, with every field set.
pub fn every_event() -> Vec<(&'static str, Event)> {
    descriptions().into_iter().chain(acts()).chain(attachments()).collect()
}

fn hex(bytes: &[u8]) -> String {
    let lines = bytes.chunks(32).map(|line| line.iter().map(|byte| format!("{byte:02x}")).collect());
    lines.collect::<Vec<String>>().join("\n")
}

fn written(event: &Event) -> String {
    let (payload, personal) = event.encode();
    let mut text = format!("kind {}\n{}\n", event.kind(), hex(&payload));
    if let Some(personal) = personal {
        text.push_str(&format!("personal\n{}\n", hex(&personal)));
    }
    text
}

#[test]
fn every_kind_of_event_is_written_as_it_always_was() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut wrong = Vec::new();
    for (name, event) in every_event() {
        let now = written(&event);
        let file = folder.join(format!("{name}.hex"));
        match fs::read_to_string(&file) {
            Ok(golden) if golden == now => {}
            Ok(golden) => wrong.push(format!("{name} was\n{golden}and is\n{now}")),
            Err(_) => wrong.push(format!("tests/golden/{name}.hex is missing; it would hold\n{now}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_kind_is_read_back() {
    let mut kinds = Vec::new();
    for (name, event) in every_event() {
        let (payload, personal) = event.encode();
        let read = Event::decode(event.kind(), &payload, personal.as_deref());
        assert_eq!(read.unwrap(), event, "{name}");
        kinds.push(event.kind());
    }
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), 26, "each kind once");
}
