//! One laptop of a hub, with an open store.

use domain::asset::AssetDetails;
use domain::command::{IncomingAsset, IncomingStock, ReceiveAssets, ReceiveStock};
use domain::condition::ConditionCode;
use domain::event::Particulars;
use domain::facts::Date;
use domain::item::{Category, ItemDetails, SupplyClass, Tracking};
use domain::people::{PersonDetails, PersonalDetails};
use domain::place::{PlaceDetails, PlaceKind};
use domain::{
    ActId, AssetId, Command, ItemId, LotId, NewEvent, PersonId, PlaceId, Quantity, Refusal, SubjectId,
};
use feed::{Claimed, HubId, Scope, SigningKey};
use rusqlite::Connection;
use store::{
    Act, Database, DatabaseKey, Held, OwnFeeds, Recorded, Settings, Signer, StoreError, StoreFacts,
    Synchronous,
};

pub struct Laptop {
    pub database: Database,
    pub own: OwnFeeds,
    pub signer: Signer,
    pub hub: HubId,
    acts: std::cell::Cell<u64>,
    _folder: tempfile::TempDir,
}

#[derive(Debug)]
pub enum Failure {
    Refused(Refusal),
    Broken(StoreError),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Broken(error)
    }
}

pub fn bytes(kind: u8, n: u64) -> [u8; 16] {
    let mut bytes = [kind; 16];
    bytes[8..].copy_from_slice(&n.to_be_bytes());
    bytes
}

pub fn signer(n: u8) -> Signer {
    Signer {
        device: SigningKey::from_bytes(&[n; 32]),
        person: feed::PersonId::from_bytes(bytes(7, n.into())),
        person_key: SigningKey::from_bytes(&[100 + n; 32]),
    }
}

pub fn at(ms: i64) -> Claimed {
    Claimed { ms, unsure: false }
}

/// A store with nothing in it.
pub fn empty(signer: Signer, hub: HubId) -> Laptop {
    let folder = tempfile::tempdir().unwrap();
    let held = Held::take(folder.path()).unwrap();
    let settings = Settings { synchronous: Synchronous::Normal, ..Settings::default() };
    let database = Database::create(&held, &DatabaseKey::random().unwrap(), &settings).unwrap();
    let own = OwnFeeds::new();
    database
        .write(|transaction| store::bring_up_to_date(transaction, own.remembered(), &mut |_, _| true))
        .unwrap();
    Laptop { database, own, signer, hub, acts: std::cell::Cell::new(0), _folder: folder }
}

/// The only laptop of a new hub.
pub fn founded() -> Laptop {
    let mut laptop = empty(signer(1), HubId::from_bytes([0; 32]));
    let authority = SigningKey::from_bytes(&[200; 32]);
    laptop.hub = laptop
        .database
        .write(|transaction| laptop.own.found(transaction, &authority, at(1), &laptop.signer))
        .unwrap();
    laptop
}

impl Laptop {
    /// Who acts here.
    pub fn actor(&self) -> PersonId {
        PersonId::from_bytes(*self.signer.person.as_bytes())
    }

    pub fn scope(&self) -> Scope {
        Scope::Hub(self.hub)
    }

    pub fn act_id(&self) -> ActId {
        self.acts.set(self.acts.get() + 1);
        ActId::from_bytes(bytes(8, self.acts.get()))
    }

    /// Decides a command and writes down what it comes to; one transaction, as the app does it.
    pub fn try_do(&self, command: &Command) -> Result<(ActId, Recorded), Failure> {
        let id = self.act_id();
        let recorded = self.database.write(|transaction| {
            let today = Date(chrono::NaiveDate::from_ymd_opt(2026, 5, 1).unwrap());
            let remembered = self.own.remembered();
            let facts = StoreFacts::new(transaction, remembered, &self.scope(), self.actor(), today)?;
            let decided = domain::decide(command, &facts);
            facts.finish()?;
            let decision = decided.map_err(Failure::Refused)?;
            self.append(transaction, id, decision.events).map_err(Failure::Broken)
        })?;
        Ok((id, recorded))
    }

    pub fn must(&self, command: &Command) -> ActId {
        self.try_do(command).unwrap().0
    }

    pub fn append(
        &self,
        transaction: &Connection,
        id: ActId,
        events: Vec<NewEvent>,
    ) -> Result<Recorded, StoreError> {
        let ms = 1_000 * i64::try_from(self.acts.get()).unwrap();
        let act = Act { id: feed::ActId::from_bytes(*id.as_bytes()), at: at(ms), events };
        self.own.append(transaction, self.scope(), act, &self.signer)
    }

    pub fn hash(&self) -> [u8; 32] {
        self.database.read(|connection| store::state_hash(connection, &self.scope())).unwrap()
    }

    pub fn problems(&self) -> Vec<store::verify::Problem> {
        self.database.read(|connection| store::verify::verify(connection, &mut |_, _| true)).unwrap().problems
    }

    /// Everything the laptop holds, as others get it, recorded elsewhere.
    pub fn give(&self, other: &Laptop) -> Vec<Recorded> {
        let feeds: Vec<feed::FeedId> =
            self.database.read(store::exchange::heads).unwrap().into_iter().map(|head| head.feed).collect();
        let mut recorded = Vec::new();
        for feed in feeds {
            for span in self.database.read(|connection| store::exchange::spans(connection, &feed)).unwrap() {
                let verified = feed::verify(span).unwrap();
                recorded.push(
                    other
                        .database
                        .write(|transaction| store::record(transaction, other.own.remembered(), &verified))
                        .unwrap(),
                );
            }
        }
        recorded
    }
}

pub fn item_id(n: u64) -> ItemId {
    ItemId::from_bytes(bytes(1, n))
}

pub fn place_id(n: u64) -> PlaceId {
    PlaceId::from_bytes(bytes(2, n))
}

pub fn person_id(n: u64) -> PersonId {
    PersonId::from_bytes(bytes(3, n))
}

pub fn asset_id(n: u64) -> AssetId {
    AssetId::from_bytes(bytes(4, n))
}

pub fn subject(id: impl Into<SubjectId>) -> SubjectId {
    id.into()
}

pub fn item(n: u64, tracking: Tracking) -> Command {
    let details = ItemDetails {
        local_code: Some(format!("L-{n}")),
        ..ItemDetails::of(format!("Rifle {n}"), SupplyClass::II, Category::Weapon, tracking)
    };
    Command::AddItem { id: item_id(n), details }
}

pub fn place(n: u64) -> Command {
    let details = PlaceDetails::of(format!("Rack {n}"), format!("R{n}"), PlaceKind::Rack);
    Command::AddPlace { id: place_id(n), details }
}

pub fn person(n: u64) -> Command {
    let personal = PersonalDetails { name: format!("Holder {n}"), rank: None, number: None, contact: None };
    Command::AddPerson { id: person_id(n), details: PersonDetails::default(), personal }
}

pub fn asset_details(item: u64, serial: &str) -> AssetDetails {
    AssetDetails::of(item_id(item), serial)
}

pub fn receive(assets: impl IntoIterator<Item = (u64, String)>, place: u64) -> Command {
    let assets = assets
        .into_iter()
        .map(|(n, serial)| IncomingAsset {
            id: asset_id(n),
            details: asset_details(1, &serial),
            condition: ConditionCode::A,
            kit_missing: Vec::new(),
            looked_alike: false,
        })
        .collect();
    Command::ReceiveAssets(ReceiveAssets {
        assets,
        place: place_id(place),
        opening: false,
        particulars: Particulars::default(),
    })
}

/// So much of an item at a place, by the piece or of a lot; `act` names the receipt.
pub fn receive_stock(act: ActId, item: u64, lot: Option<LotId>, quantity: u64, place: u64) -> Command {
    let line = IncomingStock {
        place: place_id(place),
        item: item_id(item),
        lot,
        condition: ConditionCode::A,
        quantity: Quantity(quantity),
    };
    Command::ReceiveStock(ReceiveStock {
        id: act,
        lines: vec![line],
        opening: false,
        particulars: Particulars::default(),
    })
}

pub fn move_to(assets: &[u64], to: u64) -> Command {
    Command::MoveAssets {
        assets: assets.iter().map(|n| asset_id(*n)).collect(),
        to: place_id(to),
        particulars: Particulars::default(),
    }
}

/// An item, two places, a person and three rifles at the first place.
pub fn stocked() -> Laptop {
    let laptop = founded();
    laptop.must(&item(1, Tracking::Serial));
    laptop.must(&item(2, Tracking::Bulk));
    laptop.must(&place(1));
    laptop.must(&place(2));
    laptop.must(&person(1));
    laptop.must(&receive((1..=3).map(|n| (n, format!("AK-{n}00{n}"))), 1));
    laptop
}
