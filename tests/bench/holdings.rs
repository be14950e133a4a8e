//! What lies in a hub of a given size, made up cheaply and always the same.

use domain::asset::{AssetDetails, Provenance};
use domain::condition::ConditionCode;
use domain::event::{AssetIssued, AssetMoved, AssetReceived, Particulars, StockChanged, StockReason};
use domain::facts::Date;
use domain::item::{Category, ItemDetails, SupplyClass, Tracking};
use domain::lot::LotDetails;
use domain::people::{Holder, PersonDetails, PersonalDetails};
use domain::place::{PlaceDetails, PlaceKind};
use domain::stock::{Keeping, StockKey};
use domain::{AssetId, Event, ItemId, LotId, NewEvent, PersonId, PlaceId};

const KINDS: [(&str, Category); 8] = [
    ("RIFLE", Category::Weapon),
    ("CARBINE", Category::Weapon),
    ("PISTOL", Category::Weapon),
    ("MACHINE GUN", Category::Weapon),
    ("SIGHT, REFLEX", Category::Optic),
    ("RADIO SET", Category::Communications),
    ("TRUCK, UTILITY", Category::Vehicle),
    ("GENERATOR SET", Category::Other),
];
const TRAITS: [&str; 10] = [
    "5.56 MILLIMETER",
    "7.62 MILLIMETER",
    "9 MILLIMETER",
    "SHORT BARREL",
    "HEAVY",
    "TRAINING",
    "MODIFIED",
    "AIRBORNE",
    "TROPICAL",
    "WITH MOUNT",
];
const OWNERS: [&str; 5] = ["UKR", "POL", "USA", "FRA", "DEU"];
const MAKERS: [&str; 4] = ["Plant 12", "Northern Arms", "Atelier de Loire", "Zaklady 7"];

/// How much there is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub items: usize,
    pub places: usize,
    pub people: usize,
    pub lots: usize,
}

/// Things that come together lie together; of those, so many are carried at a time.
const CONSIGNMENT: usize = 40;
const LOAD: usize = 10;

/// A hub's things, by number.
pub struct Holdings {
    size: Size,
    dice: u64,
    /// Being carried: the next, how many are left of the load, and where to.
    load: (usize, usize, PlaceId),
}

impl Holdings {
    pub fn of(size: Size) -> Self {
        Self { size, dice: 0x9e37_79b9_7f4a_7c15, load: (0, 0, place(0)) }
    }

    /// Items, places, people and lots: what acts refer to.
    pub fn catalogue(&self) -> Vec<NewEvent> {
        let Size { items, places, people, lots } = self.size;
        let mut events: Vec<NewEvent> = Vec::with_capacity(items + places + people + lots);
        events.extend((0..items).map(|n| NewEvent::new(item(n), Event::ItemAdded(item_details(n)))));
        events.extend((0..places).map(|n| NewEvent::new(place(n), Event::PlaceAdded(place_details(n)))));
        events.extend((0..people).map(|n| {
            let personal = PersonalDetails {
                name: format!("Recipient {}", n + 1),
                rank: Some("Sergeant".into()),
                number: Some(format!("{:06}", 100_000 + n)),
                contact: None,
            };
            NewEvent::new(person(n), Event::PersonAdded(PersonDetails::default(), Some(personal)))
        }));
        events.extend((0..lots).map(|n| NewEvent::new(lot(n), Event::LotAdded(lot_details(n, items)))));
        events
    }

    /// A new asset is taken in.
    pub fn received(&mut self, n: usize) -> NewEvent {
        let received = AssetReceived {
            details: self.asset_details(n),
            place: place(spread(n / CONSIGNMENT, self.size.places)),
            condition: ConditionCode::ALL[self.below(4)],
            kit_missing: Vec::new(),
            opening: true,
            particulars: Particulars::default(),
        };
        NewEvent::new(asset(n), Event::AssetReceived(received))
    }

    /// One of the first `assets` is carried elsewhere, with others that lie beside it.
    pub fn moved(&mut self, assets: usize) -> NewEvent {
        if self.load.1 == 0 {
            self.load = (self.below(assets / LOAD) * LOAD, LOAD, self.any_place());
        }
        let (next, left, to) = self.load;
        self.load = (next + 1, left - 1, to);
        NewEvent::new(asset(next), Event::AssetMoved(AssetMoved { to, particulars: Particulars::default() }))
    }

    /// Any one of the first `assets` is carried elsewhere, on its own.
    pub fn moved_alone(&mut self, assets: usize) -> NewEvent {
        let moved = AssetMoved { to: self.any_place(), particulars: Particulars::default() };
        NewEvent::new(asset(self.below(assets)), Event::AssetMoved(moved))
    }

    /// One of the first `assets` goes out on hand receipt.
    pub fn issued(&mut self, assets: usize) -> NewEvent {
        let issued = AssetIssued {
            to: Holder::Person(person(self.below(self.size.people))),
            condition: ConditionCode::A,
            kit_missing: Vec::new(),
            particulars: Particulars::default(),
            rules: 1,
            witness: None,
        };
        NewEvent::new(asset(self.below(assets)), Event::AssetIssued(issued))
    }

    /// A stock line gets something: of a lot for every other line.
    pub fn stocked(&mut self, n: usize) -> NewEvent {
        let dated = n.is_multiple_of(2) && self.size.lots > 0;
        let lot_n = self.below(self.size.lots.max(1));
        let line = StockKey {
            at: Keeping::Place(self.any_place()),
            item: if dated {
                item(of_lot(lot_n, self.size.items))
            } else {
                item(self.below(self.size.items))
            },
            lot: dated.then(|| lot(lot_n)),
            condition: ConditionCode::A,
        };
        let change = StockChanged {
            line,
            change: 1 + self.below(500) as i64,
            reason: StockReason::Opening,
            particulars: Particulars::default(),
        };
        NewEvent::new(line.subject(), Event::StockChanged(change))
    }

    pub fn asset_details(&mut self, n: usize) -> AssetDetails {
        AssetDetails {
            serial_unmarked: n.is_multiple_of(97),
            maker: Some(MAKERS[n % MAKERS.len()].into()),
            made_in: Some(OWNERS[n % OWNERS.len()].into()),
            made_year: Some(1990 + (n % 35) as u16),
            provenance: Provenance {
                owner: Some(OWNERS[spread(n / CONSIGNMENT, OWNERS.len())].into()),
                ..Provenance::default()
            },
            ..AssetDetails::of(item(spread(n / CONSIGNMENT, self.size.items)), serial(n))
        }
    }

    fn any_place(&mut self) -> PlaceId {
        place(self.below(self.size.places))
    }

    pub fn below(&mut self, most: usize) -> usize {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        (self.dice.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % most.max(1)
    }
}

/// As stamped on the thing: two letters a maker's series, seven digits.
pub fn serial(n: usize) -> String {
    let letter = |at: usize| char::from(b'A' + (at % 26) as u8);
    let series = n / 25_000;
    format!("{}{}-{:07}", letter(series * 7), letter(series / 2 + 3), 1_000_000 + n)
}

/// Consignments fall anywhere, always the same.
fn spread(consignment: usize, over: usize) -> usize {
    ((consignment * 2_654_435_761) >> 7) % over.max(1)
}

pub fn item_name(n: usize) -> String {
    let (kind, _) = KINDS[n % KINDS.len()];
    let (one, other) = (TRAITS[n / 8 % TRAITS.len()], TRAITS[n / 80 % TRAITS.len()]);
    format!("{kind}, {one}, {other}, MK{}", n)
}

fn item_details(n: usize) -> ItemDetails {
    let category = KINDS[n % KINDS.len()].1;
    ItemDetails {
        local_code: Some(format!("K-{n:05}")),
        ..ItemDetails::of(item_name(n), SupplyClass::II, category, Tracking::Serial)
    }
}

/// Twenty racks to a building; all buildings on one site.
fn place_details(n: usize) -> PlaceDetails {
    let (kind, parent) = match n {
        0 => (PlaceKind::Site, None),
        n if n % 21 == 1 => (PlaceKind::Building, Some(place(0))),
        n => (PlaceKind::Rack, Some(place((n - 1) / 21 * 21 + 1))),
    };
    PlaceDetails { parent, ..PlaceDetails::of(format!("Place {n}"), format!("P{n:03}"), kind) }
}

fn lot_details(n: usize, items: usize) -> LotDetails {
    let day = chrono::NaiveDate::from_ymd_opt(2027, 1, 1).expect("a day of the calendar");
    LotDetails {
        expires_on: Some(Date(day + chrono::Days::new(n as u64 % 2000))),
        ..LotDetails::of(item(of_lot(n, items)), format!("LOT-{n:05}"))
    }
}

fn of_lot(n: usize, items: usize) -> usize {
    n * 5 % items.max(1)
}

pub fn asset(n: usize) -> AssetId {
    AssetId::from_bytes(id(4, n))
}

pub fn item(n: usize) -> ItemId {
    ItemId::from_bytes(id(1, n))
}

pub fn place(n: usize) -> PlaceId {
    PlaceId::from_bytes(id(2, n))
}

pub fn person(n: usize) -> PersonId {
    PersonId::from_bytes(id(3, n))
}

fn lot(n: usize) -> LotId {
    LotId::from_bytes(id(5, n))
}

/// A version 7 id: time first, so that neighbours in time are neighbours in an index, as in life.
pub fn id(kind: u8, n: usize) -> [u8; 16] {
    id_at(kind, n, 1_700_000_000_000 + n as i64 / 4)
}

/// The same of something made at this time: UTC, milliseconds since 1970.
pub fn id_at(kind: u8, n: usize, ms: i64) -> [u8; 16] {
    let chance = blake3::hash(&[&[kind], &n.to_be_bytes()[..]].concat());
    let mut bytes = [0; 16];
    bytes[..6].copy_from_slice(&ms.to_be_bytes()[2..]);
    bytes[6..].copy_from_slice(&chance.as_bytes()[..10]);
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    bytes
}
