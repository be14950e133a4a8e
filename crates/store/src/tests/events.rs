//! Facts for random histories: few subjects, so that they collide.

use domain::asset::{AssetDetails, Whereabouts};
use domain::attachment::{AttachedTo, AttachmentDetails, BlobHash, MediaType, Shows};
use domain::changes::Changes;
use domain::condition::ConditionCode;
use domain::discrepancy::DiscrepancyKind;
use domain::event::*;
use domain::fold::serial_subject;
use domain::item::{Category, ItemDetails, SupplyClass, Tracking};
use domain::people::{Holder, PersonDetails, PersonalDetails};
use domain::place::{PlaceDetails, PlaceKind};
use domain::stock::{Keeping, StockKey};
use domain::*;

/// A small generator: the same seed, the same history.
#[derive(Clone)]
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub fn below(&mut self, most: usize) -> usize {
        (self.next() >> 33) as usize % most.max(1)
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for at in (1..things.len()).rev() {
            things.swap(at, self.below(at + 1));
        }
    }
}

pub fn bytes(kind: u8, n: usize) -> [u8; 16] {
    let mut bytes = [kind; 16];
    bytes[15] = n as u8;
    bytes
}

pub fn item(n: usize) -> ItemId {
    ItemId::from_bytes(bytes(1, n))
}

fn place(n: usize) -> PlaceId {
    PlaceId::from_bytes(bytes(2, n))
}

fn holder(n: usize) -> Holder {
    Holder::Person(PersonId::from_bytes(bytes(3, n)))
}

pub fn asset(n: usize) -> AssetId {
    AssetId::from_bytes(bytes(4, n))
}

pub fn line(n: usize) -> StockKey {
    StockKey { at: Keeping::Place(place(n)), item: item(1), lot: None, condition: ConditionCode::A }
}

pub fn asset_details(item_n: usize, serial: usize) -> AssetDetails {
    AssetDetails::of(item(item_n), format!("AB-{serial}2345"))
}

pub fn item_details(name: &str, tracking: Tracking) -> ItemDetails {
    let local_code = Some(format!("C-{name}"));
    ItemDetails { local_code, ..ItemDetails::of(name, SupplyClass::II, Category::Weapon, tracking) }
}

fn particulars() -> Particulars {
    Particulars::default()
}

/// Any fact, sensible or not: the fold takes all.
pub fn any(dice: &mut Dice, known_discrepancies: &[(SubjectId, [u8; 32])]) -> NewEvent {
    match dice.below(21) {
        0..=2 => received(dice),
        3..=5 => moved(dice),
        6..=7 => NewEvent::new(
            asset(dice.below(5)),
            Event::AssetReturned(AssetReturned {
                to: place(dice.below(3)),
                condition: ConditionCode::B,
                kit_missing: Vec::new(),
                particulars: particulars(),
            }),
        ),
        8 => lost_or_found(dice),
        9 => described_asset(dice),
        10..=12 => stock(dice),
        13 => NewEvent::new(
            item(dice.below(2)),
            Event::ItemAdded(item_details(&format!("rifle {}", dice.below(9)), Tracking::Serial)),
        ),
        14 => NewEvent::new(item(dice.below(2)), Event::ItemChanged(changed_item(dice))),
        15 => NewEvent::new(place(dice.below(3)), Event::PlaceAdded(place_details(dice))),
        16 => person(dice),
        17 => settled(dice, known_discrepancies),
        18 => attachment(dice),
        _ => issued(dice),
    }
}

fn received(dice: &mut Dice) -> NewEvent {
    let details = asset_details(0, dice.below(2));
    NewEvent::new(
        asset(dice.below(5)),
        Event::AssetReceived(AssetReceived {
            details,
            place: place(dice.below(3)),
            condition: ConditionCode::A,
            kit_missing: Vec::new(),
            opening: false,
            particulars: particulars(),
        }),
    )
}

fn moved(dice: &mut Dice) -> NewEvent {
    let moved = AssetMoved { to: place(dice.below(3)), particulars: particulars() };
    NewEvent::new(asset(dice.below(5)), Event::AssetMoved(moved))
}

fn attachment(dice: &mut Dice) -> NewEvent {
    let id = AttachmentId::from_bytes(bytes(9, dice.below(3)));
    let event = match dice.chance(40) {
        true => {
            let reason = format!("mistake {}", dice.below(9));
            Event::AttachmentWithdrawn(AttachmentWithdrawn { reason })
        }
        false => Event::Attached(AttachmentDetails {
            to: AttachedTo::Asset(asset(dice.below(5))),
            blob: BlobHash([dice.below(3) as u8; 32]),
            size: dice.below(900) as u64,
            media_type: MediaType::Jpeg,
            file_name: "photo.jpg".to_owned(),
            shows: Shows::Damage,
            note: None,
        }),
    };
    NewEvent::new(id, event)
}

pub fn issued(dice: &mut Dice) -> NewEvent {
    NewEvent::new(
        asset(dice.below(5)),
        Event::AssetIssued(AssetIssued {
            to: holder(dice.below(2)),
            condition: ConditionCode::A,
            kit_missing: Vec::new(),
            particulars: particulars(),
            rules: 1,
            witness: None,
        }),
    )
}

fn lost_or_found(dice: &mut Dice) -> NewEvent {
    let event = match dice.below(3) {
        0 => Event::AssetLost(AssetLost {
            circumstances: "unknown".to_owned(),
            particulars: particulars(),
            rules: 1,
            witness: None,
        }),
        1 => Event::AssetFound(AssetFound {
            at: place(dice.below(3)),
            condition: ConditionCode::F,
            particulars: particulars(),
        }),
        _ => Event::AssetCorrected(AssetCorrected {
            corrects: ActId::from_bytes(bytes(9, dice.below(3))),
            whereabouts: Whereabouts::EnteredInError,
            condition: ConditionCode::A,
            kit_missing: Vec::new(),
            particulars: particulars(),
        }),
    };
    NewEvent::new(asset(dice.below(5)), event)
}

fn described_asset(dice: &mut Dice) -> NewEvent {
    let event = match dice.below(3) {
        0 => Event::AssetChanged(Changes::between(&asset_details(0, 7), &asset_details(0, dice.below(3)))),
        1 => Event::AssetConditionChanged(AssetConditionChanged {
            to: ConditionCode::D,
            particulars: particulars(),
        }),
        _ => Event::AssetSighted(AssetSighted { at: Some(place(dice.below(3))), particulars: particulars() }),
    };
    NewEvent::new(asset(dice.below(5)), event)
}

fn stock(dice: &mut Dice) -> NewEvent {
    let line = line(dice.below(2));
    let change = dice.below(20) as i64 - 10;
    let reason = StockReason::Received;
    NewEvent::new(
        line.subject(),
        Event::StockChanged(StockChanged { line, change, reason, particulars: particulars() }),
    )
}

fn changed_item(dice: &mut Dice) -> Changes {
    let name = format!("carbine {}", dice.below(9));
    Changes::between(&item_details("x", Tracking::Serial), &item_details(&name, Tracking::Serial))
}

fn place_details(dice: &mut Dice) -> PlaceDetails {
    let (name, code) = (format!("rack {}", dice.below(5)), format!("R{}", dice.below(5)));
    let parent = dice.chance(60).then(|| place(dice.below(3)));
    PlaceDetails { parent, ..PlaceDetails::of(name, code, PlaceKind::Rack) }
}

fn person(dice: &mut Dice) -> NewEvent {
    let personal = PersonalDetails {
        name: format!("Person {}", dice.below(9)),
        rank: None,
        number: None,
        contact: None,
    };
    let id = PersonId::from_bytes(bytes(3, dice.below(2)));
    NewEvent::new(id, Event::PersonAdded(PersonDetails::default(), Some(personal)))
}

/// A condition is settled by its subject: whose books it names is not asked.
const SCOPE: ScopeId = ScopeId([0; 32]);

fn settled(dice: &mut Dice, known: &[(SubjectId, [u8; 32])]) -> NewEvent {
    let (subject, discrepancy) = match dice.below(3) {
        0 => {
            let subject = line(dice.below(2)).subject();
            (subject, discrepancy::condition_id(SCOPE, DiscrepancyKind::StockBelowZero, subject, None))
        }
        1 => {
            let key = serial::normalise(&asset_details(0, dice.below(2)).serial);
            let subject = serial_subject(item(0), &key);
            (subject, discrepancy::condition_id(SCOPE, DiscrepancyKind::SerialTwice, subject, None))
        }
        _ => match known {
            [] => (asset(0).into(), [0; 32]),
            known => known[dice.below(known.len())],
        },
    };
    let whereabouts = dice.chance(50).then(|| Whereabouts::Stored(place(dice.below(3))));
    let settled =
        DiscrepancySettled { discrepancy, whereabouts, finding: "counted".to_owned(), accepted: Some(-3) };
    NewEvent::new(subject, Event::DiscrepancySettled(settled))
}
