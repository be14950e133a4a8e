//! Books in memory, kept by the rules themselves.

use std::collections::HashMap;

use domain::attachment::BlobHash;
use domain::decide::decide;
use domain::discrepancy::Discrepancy;
use domain::facts::{Date, EarlierAct};
use domain::fold::*;
use domain::serial::{SerialKey, normalise};
use domain::stock::StockKey;
use domain::*;

use crate::import::Planned;

#[derive(Default)]
pub struct Books {
    states: HashMap<SubjectId, State>,
    serials: HashMap<SerialKey, Vec<(AssetId, ItemId, String)>>,
    seq: u64,
}

struct Everything;

impl CausalPast for Everything {
    fn contains(&self, _: &EntryRef) -> bool {
        true
    }
}

impl Books {
    pub fn execute(&mut self, command: &Command) -> Result<(), Refusal> {
        for new in decide(command, self)?.events {
            self.seq += 1;
            let stamp = Stamp {
                entry: EntryRef { feed: [1; 32], seq: self.seq, hash: [0; 32] },
                at_ms: 0,
                at_unsure: false,
                actor: PersonId::from_bytes([1; 16]),
                act: ActId::from_bytes([2; 16]),
            };
            if let Event::AssetReceived(received) = &new.event {
                let details = &received.details;
                let alive = (AssetId(new.subject.0), details.item, details.serial.clone());
                self.serials.entry(normalise(&details.serial)).or_default().push(alive);
            }
            let before = self.states.remove(&new.subject);
            if let Some(after) = fold(before, new.subject, &new.event, &stamp, &Everything) {
                self.states.insert(new.subject, after);
            }
        }
        Ok(())
    }

    /// Does all of a plan; the index of the act that was refused, and why.
    pub fn execute_all(&mut self, planned: &Planned) -> Result<(), (usize, Refusal)> {
        for (index, act) in planned.acts.iter().enumerate() {
            self.execute(&act.command).map_err(|refusal| (index, refusal))?;
        }
        Ok(())
    }

    pub fn items(&self) -> impl Iterator<Item = (ItemId, &ItemState)> {
        self.states.iter().filter_map(|(id, state)| match state {
            State::Item(item) => Some((ItemId(id.0), item)),
            _ => None,
        })
    }

    pub fn assets(&self) -> impl Iterator<Item = &AssetState> {
        self.states.values().filter_map(|state| match state {
            State::Asset(asset) => Some(&**asset),
            _ => None,
        })
    }

    pub fn on_hand_of(&self, item: ItemId) -> i64 {
        let of_item = |state: &State| match state {
            State::Stock(stock) if stock.key.item == item => stock.quantity,
            _ => 0,
        };
        self.states.values().map(of_item).sum()
    }
}

macro_rules! get {
    ($books:ident, $id:ident, $kind:ident) => {
        match $books.states.get(&$id.into()) {
            Some(State::$kind(state)) => Some(state.clone()),
            _ => None,
        }
    };
}

impl Facts for Books {
    fn today(&self) -> Date {
        Date(chrono::NaiveDate::from_ymd_opt(2026, 6, 1).unwrap())
    }
    fn actor(&self) -> PersonId {
        PersonId::from_bytes([1; 16])
    }
    fn hub(&self) -> Option<HubState> {
        None
    }
    fn item(&self, id: ItemId) -> Option<ItemState> {
        get!(self, id, Item)
    }
    fn item_by_niin(&self, niin: &str) -> Option<ItemId> {
        let has = |item: &ItemState| item.details.nsn.as_ref().is_some_and(|nsn| nsn.niin() == niin);
        self.items().find(|(_, item)| has(item)).map(|(id, _)| id)
    }
    fn item_by_local_code(&self, code: &str) -> Option<ItemId> {
        self.items().find(|(_, item)| item.details.local_code.as_deref() == Some(code)).map(|(id, _)| id)
    }
    fn item_in_use(&self, id: ItemId) -> bool {
        self.on_hand_of(id) != 0 || self.assets().any(|asset| asset.details.item == id)
    }
    fn place(&self, id: PlaceId) -> Option<PlaceState> {
        get!(self, id, Place)
    }
    fn place_by_code(&self, code: &str) -> Option<PlaceId> {
        let coded = |(id, state): (&SubjectId, &State)| match state {
            State::Place(place) if place.details.code == code => Some(PlaceId(id.0)),
            _ => None,
        };
        self.states.iter().find_map(coded)
    }
    fn person(&self, _: PersonId) -> Option<PersonState> {
        None
    }
    fn unit(&self, _: UnitId) -> Option<UnitState> {
        None
    }
    fn unit_by_code_name(&self, _: &str) -> Option<UnitId> {
        None
    }
    fn lot(&self, id: LotId) -> Option<LotState> {
        get!(self, id, Lot)
    }
    fn lot_by_number(&self, item: ItemId, number: &str) -> Option<LotId> {
        let numbered = |(id, state): (&SubjectId, &State)| match state {
            State::Lot(lot) if lot.details.item == item && lot.details.number == number => Some(LotId(id.0)),
            _ => None,
        };
        self.states.iter().find_map(numbered)
    }
    fn asset(&self, id: AssetId) -> Option<AssetState> {
        get!(self, id, Asset).map(|asset| *asset)
    }
    fn assets_with_serial(&self, key: &SerialKey) -> Vec<(AssetId, ItemId, String)> {
        self.serials.get(key).cloned().unwrap_or_default()
    }
    fn on_hand(&self, line: &StockKey) -> i64 {
        match self.states.get(&line.subject()) {
            Some(State::Stock(stock)) => stock.quantity,
            _ => 0,
        }
    }
    fn place_in_use(&self, _: PlaceId) -> bool {
        false
    }
    fn act(&self, _: ActId) -> Option<EarlierAct> {
        None
    }
    fn discrepancy(&self, _: &[u8; 32]) -> Option<Discrepancy> {
        None
    }
    fn import(&self, id: ImportId) -> bool {
        self.states.contains_key(&id.into())
    }
    fn attachment(&self, _: AttachmentId) -> Option<AttachmentState> {
        None
    }
    fn attached(&self, _: SubjectId, _: &BlobHash) -> Option<AttachmentId> {
        None
    }
    fn blob_size(&self, _: &BlobHash) -> Option<u64> {
        None
    }
    fn needs_newer(&self, _: SubjectId) -> bool {
        false
    }
}
