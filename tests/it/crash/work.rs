//! What a storekeeper does, act after act, as events of the real vocabulary.

use domain::asset::AssetDetails;
use domain::changes::Changes;
use domain::condition::ConditionCode;
use domain::event::{
    AssetFound, AssetIssued, AssetLost, AssetMoved, AssetReceived, AssetReturned, AssetSighted,
    HubDescription, Particulars, StockChanged, StockReason,
};
use domain::item::{Category, ItemDetails, SupplyClass, Tracking};
use domain::people::{Holder, PersonDetails, PersonalDetails};
use domain::place::{PlaceDetails, PlaceKind};
use domain::stock::{Keeping, StockKey};
use domain::{AssetId, Event, ItemId, NewEvent, PersonId, PlaceId};

/// Every so many acts one is too large for a single entry.
const LARGE_EVERY: u64 = 37;
/// More events than one entry holds.
const LARGE: u64 = feed::MAX_EVENTS_PER_ENTRY as u64 + 4;

/// The events of the act with this number. Act 0 sets the storeroom up; the others, eight to a round,
/// take a weapon through its life and move cartridges.
pub fn events(number: u64) -> Vec<NewEvent> {
    if number == 0 {
        return set_up();
    }
    if number.is_multiple_of(LARGE_EVERY) {
        return (0..LARGE).map(|_| NewEvent::new(asset(0), sighted())).collect();
    }
    let (round, step) = ((number - 1) / 8, (number - 1) % 8);
    let rifle = asset(round);
    match step {
        0 => vec![NewEvent::new(rifle, received(round)), NewEvent::new(asset(round + 1000), received(round))],
        1 => vec![NewEvent::new(
            rifle,
            Event::AssetMoved(AssetMoved { to: place(2), particulars: paper(number) }),
        )],
        2 => vec![NewEvent::new(rifle, issued(number))],
        3 => cartridges(number, &[(1, 840)], StockReason::Received),
        4 => cartridges(number, &[(1, -120), (2, 120)], StockReason::Moved),
        5 => vec![NewEvent::new(rifle, returned(number))],
        6 => vec![NewEvent::new(rifle, lost()), NewEvent::new(item(1), renamed(round))],
        _ => vec![NewEvent::new(rifle, found())],
    }
}

fn set_up() -> Vec<NewEvent> {
    let hub = HubDescription { code: "HUB-OAK".into(), classification: None, training: false, name: None };
    let personal = PersonalDetails {
        name: "Storekeeper of the day".into(),
        rank: Some("Sgt".into()),
        ..Default::default()
    };
    vec![
        NewEvent::new(domain::decide::hub_subject(), Event::HubDescribed(hub)),
        NewEvent::new(
            item(1),
            Event::ItemAdded(described("Rifle 5.56 mm", Tracking::Serial, Category::Weapon)),
        ),
        NewEvent::new(
            item(2),
            Event::ItemAdded(described("Cartridge 5.56 mm", Tracking::Bulk, Category::Ammunition)),
        ),
        NewEvent::new(place(1), Event::PlaceAdded(shelf("A-1"))),
        NewEvent::new(place(2), Event::PlaceAdded(shelf("A-2"))),
        NewEvent::new(keeper(), Event::PersonAdded(PersonDetails::default(), Some(personal))),
    ]
}

fn received(round: u64) -> Event {
    Event::AssetReceived(AssetReceived {
        details: AssetDetails {
            maker: Some("Arsenal".into()),
            made_year: Some(2019),
            calibre: Some("5.56".into()),
            marking_location: Some("receiver".into()),
            ..AssetDetails::of(item(1), format!("AB-{round:05}"))
        },
        place: place(1),
        condition: ConditionCode::A,
        kit_missing: Vec::new(),
        opening: false,
        particulars: paper(round),
    })
}

fn issued(number: u64) -> Event {
    Event::AssetIssued(AssetIssued {
        to: Holder::Person(keeper()),
        condition: ConditionCode::A,
        kit_missing: Vec::new(),
        particulars: paper(number),
        rules: domain::decide::RULES_EDITION,
        witness: None,
    })
}

fn returned(number: u64) -> Event {
    Event::AssetReturned(AssetReturned {
        to: place(1),
        condition: ConditionCode::B,
        kit_missing: Vec::new(),
        particulars: paper(number),
    })
}

fn lost() -> Event {
    Event::AssetLost(AssetLost {
        circumstances: "not on its rack at the evening count".into(),
        particulars: Particulars::default(),
        rules: domain::decide::RULES_EDITION,
        witness: None,
    })
}

fn found() -> Event {
    Event::AssetFound(AssetFound {
        at: place(2),
        condition: ConditionCode::B,
        particulars: Particulars::default(),
    })
}

fn sighted() -> Event {
    Event::AssetSighted(AssetSighted { at: Some(place(1)), particulars: Particulars::default() })
}

fn renamed(round: u64) -> Event {
    let old = described("Rifle 5.56 mm", Tracking::Serial, Category::Weapon);
    let new = ItemDetails { note: Some(format!("checked in round {round}")), ..old.clone() };
    Event::ItemChanged(Changes::between(&old, &new))
}

fn cartridges(number: u64, changes: &[(u64, i64)], reason: StockReason) -> Vec<NewEvent> {
    let changed = |(at, change): &(u64, i64)| {
        let at = Keeping::Place(place(*at));
        let line = StockKey { at, item: item(2), lot: None, condition: ConditionCode::A };
        let event =
            StockChanged { line, change: *change, reason: reason.clone(), particulars: paper(number) };
        NewEvent::new(line.subject(), Event::StockChanged(event))
    };
    changes.iter().map(changed).collect()
}

fn described(name: &str, tracking: Tracking, category: Category) -> ItemDetails {
    ItemDetails {
        name_uk: Some("Гвинтівка".into()),
        local_code: Some(format!("LOC-{name}")),
        ..ItemDetails::of(name, SupplyClass::V, category, tracking)
    }
}

fn shelf(code: &str) -> PlaceDetails {
    PlaceDetails::of(format!("Rack {code}"), code, PlaceKind::Rack)
}

fn paper(number: u64) -> Particulars {
    Particulars { document: Some(format!("DD-1149/{number}")), remark: None }
}

fn keeper() -> PersonId {
    PersonId::from_bytes(*super::hub::KEEPER.as_bytes())
}

fn item(number: u64) -> ItemId {
    ItemId::from_bytes(id(1, number))
}

fn place(number: u64) -> PlaceId {
    PlaceId::from_bytes(id(2, number))
}

fn asset(number: u64) -> AssetId {
    AssetId::from_bytes(id(3, number))
}

fn id(kind: u8, number: u64) -> [u8; 16] {
    let mut bytes = [kind; 16];
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    bytes
}
