//! A hub in memory: answers the facts and folds what was decided, one entry an act.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domain::asset::Whereabouts;
use domain::attachment::BlobHash;
use domain::discrepancy::{Discrepancy, DiscrepancyStatus};
use domain::event::{Event, StockReason};
use domain::facts::{Date, EarlierAct, EarlierEvent, Facts};
use domain::fold::*;
use domain::item::Tracking;
use domain::people::{Holder, PersonDetails};
use domain::serial::SerialKey;
use domain::stock::{Keeping, StockKey};
use domain::*;

use crate::make;

/// The one hub whose books these are.
const SCOPE: ScopeId = ScopeId([7; 32]);

/// Everything is in the past of what comes next.
pub struct All;

impl CausalPast for All {
    fn contains(&self, _: &EntryRef) -> bool {
        true
    }
}

struct Recorded {
    act: ActId,
    subject: SubjectId,
    event: Event,
    before: Option<AssetState>,
}

#[derive(Default)]
pub struct World {
    pub states: BTreeMap<SubjectId, State>,
    pub newer: HashSet<SubjectId>,
    /// Bytes that are here, and how many they are.
    pub blobs: BTreeMap<BlobHash, u64>,
    log: Vec<Recorded>,
    seq: u64,
}

pub fn entry(feed: u8, seq: u64) -> EntryRef {
    let mut hash = [feed; 32];
    hash[24..].copy_from_slice(&seq.to_be_bytes());
    EntryRef { feed: [feed; 32], seq, hash: *blake3::hash(&hash).as_bytes() }
}

pub fn stamp(entry: EntryRef, act: ActId) -> Stamp {
    let at_ms = 1_700_000_000_000 + entry.seq as i64;
    Stamp { entry, at_ms, at_unsure: false, actor: make::person(1), act }
}

impl World {
    /// Rifles (serial 1, 2), cartridges (lot 3), water (bulk 4); store 1 with racks 2 and 3; a closed
    /// place 4; the storekeeper who acts 1, a soldier 2, one who left 3; a unit 1, a disbanded one 2; a lot 1, an expired 2.
    pub fn furnished() -> World {
        let mut world = World::default();
        let mut place_closed = make::place_details("OLD", None);
        place_closed.closed = true;
        let mut disbanded = make::unit_details("ASH");
        disbanded.disbanded = true;
        let mut expired = make::lot_details(make::item(3), "L-2");
        expired.expires_on = Some(make::day(2020, 1, 1));
        let left = PersonDetails { left: true, ..PersonDetails::default() };
        let commands = [
            Command::AddItem { id: make::item(1), details: make::item_details("rifle", Tracking::Serial) },
            Command::AddItem { id: make::item(2), details: make::item_details("pistol", Tracking::Serial) },
            Command::AddItem { id: make::item(3), details: make::item_details("cartridge", Tracking::Lot) },
            Command::AddItem { id: make::item(4), details: make::item_details("water", Tracking::Bulk) },
            Command::AddPlace { id: make::place(1), details: make::place_details("STORE", None) },
            Command::AddPlace {
                id: make::place(2),
                details: make::place_details("RACK-2", Some(make::place(1))),
            },
            Command::AddPlace {
                id: make::place(3),
                details: make::place_details("RACK-3", Some(make::place(1))),
            },
            Command::AddPlace { id: make::place(4), details: place_closed },
            make::add_person(1, "Storekeeper"),
            make::add_person(2, "Soldier"),
            Command::AddPerson { id: make::person(3), details: left, personal: make::personal("Gone") },
            Command::AddUnit { id: make::unit(1), details: make::unit_details("OAK") },
            Command::AddUnit { id: make::unit(2), details: disbanded },
            Command::AddLot { id: make::lot(1), details: make::lot_details(make::item(3), "L-1") },
            Command::AddLot { id: make::lot(2), details: expired },
        ];
        for command in commands {
            world.execute(&command).unwrap();
        }
        world
    }

    /// Furnished, with rifles 1 to 4 (AB-1 …) in rack 2, 100 of each stock item in rack 2, and the bytes of
    /// three photographs.
    pub fn stocked() -> World {
        let mut world = World::furnished();
        world.blobs = (1..=3).map(|number| (make::blob(number), u64::from(number) * 1_000)).collect();
        let rifles = (1..=4).map(|n| make::incoming(make::asset(n), make::item(1), &format!("AB-{n}")));
        world.execute(&make::receive(rifles.collect(), make::place(2))).unwrap();
        let lines = [
            (make::line(make::place(2), make::item(3), Some(make::lot(1))), 100),
            (make::line(make::place(2), make::item(3), Some(make::lot(2))), 100),
            (make::line(make::place(2), make::item(4), None), 100),
        ];
        world.execute(&make::receive_stock(make::act(200), &lines)).unwrap();
        world
    }

    pub fn execute(&mut self, command: &Command) -> Result<Decision, Refusal> {
        self.seq += 1;
        self.execute_as(command, ActId::from_bytes(u128::from(self.seq).to_be_bytes()))
    }

    pub fn execute_as(&mut self, command: &Command, act: ActId) -> Result<Decision, Refusal> {
        let decision = decide(command, self)?;
        let act = if let Command::ReceiveStock(receipt) = command { receipt.id } else { act };
        self.seq += 1;
        let stamp = stamp(entry(1, self.seq), act);
        for NewEvent { subject, event } in &decision.events {
            let before = self.asset(AssetId(subject.0));
            self.log.push(Recorded { act, subject: *subject, event: event.clone(), before });
            let state = fold(self.states.remove(subject), *subject, event, &stamp, &All);
            self.states.extend(state.map(|state| (*subject, state)));
        }
        Ok(decision)
    }

    /// Marks an asset as disputed: an issue made apart, that rests on nothing.
    pub fn issue_apart(&mut self, asset: AssetId, to: Holder) -> Discrepancy {
        struct Nothing;
        impl CausalPast for Nothing {
            fn contains(&self, _: &EntryRef) -> bool {
                false
            }
        }
        let event = Event::AssetIssued(domain::event::AssetIssued {
            to,
            condition: domain::condition::ConditionCode::A,
            kit_missing: Vec::new(),
            particulars: make::no_particulars(),
            rules: 1,
            witness: None,
        });
        self.seq += 1;
        let stamp = stamp(entry(2, self.seq), make::act(99));
        let state = self.states.remove(&asset.into());
        let state = fold(state, asset.into(), &event, &stamp, &Nothing).unwrap();
        self.states.insert(asset.into(), state);
        self.asset(asset).unwrap().discrepancies[0].clone()
    }

    /// A movement that happened elsewhere and was not asked about.
    pub fn change_apart(&mut self, line: StockKey, change: i64) {
        let event = Event::StockChanged(domain::event::StockChanged {
            line,
            change,
            reason: StockReason::Moved,
            particulars: make::no_particulars(),
        });
        self.seq += 1;
        let stamp = stamp(entry(2, self.seq), make::act(98));
        let subject = line.subject();
        let state = fold(self.states.remove(&subject), subject, &event, &stamp, &All).unwrap();
        self.states.insert(subject, state);
    }

    pub fn lines(&self) -> impl Iterator<Item = &StockState> {
        self.states.values().filter_map(|state| match state {
            State::Stock(line) => Some(line),
            _ => None,
        })
    }

    pub fn assets(&self) -> impl Iterator<Item = (AssetId, &AssetState)> {
        self.states.iter().filter_map(|(id, state)| match state {
            State::Asset(asset) => Some((AssetId(id.0), &**asset)),
            _ => None,
        })
    }

    /// All open discrepancies.
    pub fn discrepancies(&self) -> Vec<Discrepancy> {
        let mut groups: BTreeMap<Identity, Vec<AssetId>> = BTreeMap::new();
        for (id, asset) in self.assets() {
            if let Some(identity) = identity(asset) {
                groups.entry(identity).or_default().push(id);
            }
        }
        let twice = groups.iter().filter_map(|(one, live)| {
            let settling = match self.states.get(&serial_subject(one.item, &one.key)) {
                Some(State::Unfounded(unfounded)) => unfounded.settling,
                _ => None,
            };
            serial_twice(SCOPE, one.item, &one.key, live, settling.as_ref())
        });
        let custody = self.assets().flat_map(|(_, asset)| asset.discrepancies.clone());
        let open = custody.filter(|discrepancy| discrepancy.status == DiscrepancyStatus::Open);
        open.chain(self.lines().filter_map(|line| line.below_zero(SCOPE))).chain(twice).collect()
    }

    fn item_where(&self, found: impl Fn(&ItemState) -> bool) -> Option<ItemId> {
        let of = |(id, state): (&SubjectId, &State)| match state {
            State::Item(item) if found(item) => Some(ItemId(id.0)),
            _ => None,
        };
        self.states.iter().find_map(of)
    }

    fn inside(&self, place: PlaceId) -> BTreeSet<PlaceId> {
        let mut all = BTreeSet::from([place]);
        loop {
            let below = self.states.iter().filter_map(|(id, state)| match state {
                State::Place(found) if found.details.parent.is_some_and(|parent| all.contains(&parent)) => {
                    Some(PlaceId(id.0))
                }
                _ => None,
            });
            let more: Vec<PlaceId> = below.filter(|id| !all.contains(id)).collect();
            if more.is_empty() {
                return all;
            }
            all.extend(more);
        }
    }
}

macro_rules! lookup {
    ($name:ident, $id:ty, $state:ty, $variant:ident) => {
        fn $name(&self, id: $id) -> Option<$state> {
            match self.states.get(&id.into()) {
                Some(State::$variant(state)) => Some(state.clone()),
                _ => None,
            }
        }
    };
}

impl Facts for World {
    lookup!(item, ItemId, ItemState, Item);
    lookup!(place, PlaceId, PlaceState, Place);
    lookup!(person, PersonId, PersonState, Person);
    lookup!(unit, UnitId, UnitState, Unit);
    lookup!(lot, LotId, LotState, Lot);
    lookup!(attachment, AttachmentId, AttachmentState, Attachment);

    fn today(&self) -> Date {
        make::day(2026, 6, 1)
    }
    fn actor(&self) -> PersonId {
        make::person(1)
    }
    fn hub(&self) -> Option<HubState> {
        match self.states.get(&domain::decide::hub_subject()) {
            Some(State::Hub(hub)) => Some(hub.clone()),
            _ => None,
        }
    }
    fn item_by_niin(&self, niin: &str) -> Option<ItemId> {
        self.item_where(|item| item.details.nsn.as_ref().is_some_and(|nsn| nsn.niin() == niin))
    }
    fn item_by_local_code(&self, code: &str) -> Option<ItemId> {
        self.item_where(|item| item.details.local_code.as_deref() == Some(code))
    }
    fn item_in_use(&self, id: ItemId) -> bool {
        self.assets().any(|(_, asset)| asset.details.item == id)
            || self.lines().any(|line| line.key.item == id)
    }
    fn place_by_code(&self, code: &str) -> Option<PlaceId> {
        self.states.iter().find_map(|(id, state)| match state {
            State::Place(place) if place.details.code == code => Some(PlaceId(id.0)),
            _ => None,
        })
    }
    fn unit_by_code_name(&self, code_name: &str) -> Option<UnitId> {
        self.states.iter().find_map(|(id, state)| match state {
            State::Unit(unit) if unit.details.code_name == code_name => Some(UnitId(id.0)),
            _ => None,
        })
    }
    fn lot_by_number(&self, item: ItemId, number: &str) -> Option<LotId> {
        self.states.iter().find_map(|(id, state)| match state {
            State::Lot(lot) if lot.details.item == item && lot.details.number == number => Some(LotId(id.0)),
            _ => None,
        })
    }
    fn asset(&self, id: AssetId) -> Option<AssetState> {
        match self.states.get(&id.into()) {
            Some(State::Asset(asset)) => Some((**asset).clone()),
            _ => None,
        }
    }
    fn assets_with_serial(&self, key: &SerialKey) -> Vec<(AssetId, ItemId, String)> {
        let alive = self.assets().filter(|(_, asset)| asset.whereabouts != Whereabouts::EnteredInError);
        let alike = alive.filter(|(_, asset)| asset.serial_key == *key);
        alike.map(|(id, asset)| (id, asset.details.item, asset.details.serial.clone())).collect()
    }
    fn on_hand(&self, line: &StockKey) -> i64 {
        match self.states.get(&line.subject()) {
            Some(State::Stock(line)) => line.quantity,
            _ => 0,
        }
    }
    fn place_in_use(&self, place: PlaceId) -> bool {
        let inside = self.inside(place);
        let at = |keeping: Keeping| matches!(keeping, Keeping::Place(place) if inside.contains(&place));
        self.assets().any(|(_, asset)| asset.place().is_some_and(|place| inside.contains(&place)))
            || self.lines().any(|line| line.quantity != 0 && at(line.key.at))
    }
    fn act(&self, id: ActId) -> Option<EarlierAct> {
        let mut last: HashMap<SubjectId, ActId> = HashMap::new();
        for recorded in &self.log {
            let passing = matches!(recorded.event, Event::AssetSighted(_) | Event::AssetChanged(_));
            if !passing {
                last.insert(recorded.subject, recorded.act);
            }
        }
        let event = |recorded: &Recorded| EarlierEvent {
            subject: recorded.subject,
            event: recorded.event.clone(),
            before: recorded.before.clone(),
            overtaken: !matches!(recorded.event, Event::StockChanged(_))
                && last.get(&recorded.subject).is_some_and(|act| *act != id),
        };
        let events: Vec<_> = self.log.iter().filter(|recorded| recorded.act == id).map(event).collect();
        let corrected = self.log.iter().any(|recorded| match &recorded.event {
            Event::AssetCorrected(correction) => correction.corrects == id,
            Event::StockChanged(change) => change.reason == StockReason::Corrected(id),
            _ => false,
        });
        (!events.is_empty()).then_some(EarlierAct { events, corrected })
    }
    fn discrepancy(&self, id: &[u8; 32]) -> Option<Discrepancy> {
        self.discrepancies().into_iter().find(|discrepancy| discrepancy.id == *id)
    }
    fn import(&self, id: ImportId) -> bool {
        self.states.contains_key(&id.into())
    }
    fn attached(&self, thing: SubjectId, blob: &BlobHash) -> Option<AttachmentId> {
        self.states.iter().find_map(|(id, state)| match state {
            State::Attachment(AttachmentState { details, withdrawn: None, .. })
                if details.to.subject() == thing && details.blob == *blob =>
            {
                Some(AttachmentId(id.0))
            }
            _ => None,
        })
    }
    fn blob_size(&self, blob: &BlobHash) -> Option<u64> {
        self.blobs.get(blob).copied()
    }
    fn needs_newer(&self, subject: SubjectId) -> bool {
        self.newer.contains(&subject) || self.states.get(&subject).is_some_and(State::needs_newer)
    }
}

/// Runs commands against a fresh stocked hub each, and compares what is said.
pub fn table(rows: Vec<(&str, Command, Result<(), Refusal>)>) {
    for (name, command, expected) in rows {
        let mut world = World::stocked();
        let before = world.states.clone();
        let said = world.execute(&command).map(|_| ());
        assert_eq!(said, expected, "{name}");
        if expected.is_err() {
            assert!(world.states == before, "{name}: a refused command changes nothing");
        }
    }
}
