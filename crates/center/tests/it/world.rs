//! A small network: its authority, a coordination laptop, a hub with its first laptop.

use std::collections::HashMap;
use std::sync::Arc;

use center::books::Books;
use center::keys::Keys;
use center::storage::Storage;
use feed::exchange::{NoNames, encode_page};
use feed::membership::{Countersigned, Founded, MembershipEvent, RegistrarNamed, SessionOpened};
use feed::{
    ActId, AuthorityKey, Claimed, DeviceKey, Draft, DraftEvent, Epoch, Feed, Head, HubId, PersonId,
    PersonKey, Scope, SigningKey, SubjectId, Verified, Writer,
};

/// UTC, milliseconds since 1970: the hour at which all tests play.
pub const NOW: i64 = 1_800_000_000_000;

pub fn key(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32])
}

/// A laptop, its person, and what it wrote so far.
pub struct Laptop {
    pub key: SigningKey,
    pub person: PersonId,
    person_key: SigningKey,
    writers: HashMap<Scope, Writer>,
    acts: u64,
}

impl Laptop {
    pub fn new(number: u8) -> Self {
        let person = PersonId::from_bytes([number; 16]);
        let person_key = key(number.wrapping_add(100));
        Self { key: key(number), person, person_key, writers: HashMap::new(), acts: 0 }
    }

    pub fn device(&self) -> DeviceKey {
        DeviceKey::of(&self.key)
    }

    pub fn person_key(&self) -> PersonKey {
        PersonKey::of(&self.person_key)
    }

    pub fn writer(&mut self, scope: Scope) -> &mut Writer {
        let feed = Feed { device: self.device(), scope, epoch: Epoch::from_bytes([1; 16]) };
        self.writers.entry(scope).or_insert_with(|| Writer::new(feed, self.key.clone()))
    }

    pub fn head(&self, scope: Scope) -> Head {
        self.writers[&scope].head().unwrap()
    }

    /// One entry for each event, all under one seal.
    pub fn write(&mut self, scope: Scope, events: Vec<(u32, Vec<u8>)>, seen: &[Head]) -> Verified {
        let drafts = events.into_iter().map(|event| self.draft(event, seen)).collect();
        self.writer(scope).write(drafts).unwrap()
    }

    pub fn draft(&mut self, (kind, payload): (u32, Vec<u8>), seen: &[Head]) -> Draft {
        self.acts += 1;
        let mut act = *self.person.as_bytes();
        act[8..].copy_from_slice(&self.acts.to_be_bytes());
        Draft {
            seen: seen.to_vec(),
            at: Claimed { ms: NOW + self.acts as i64, unsure: false },
            actor: self.person,
            act: ActId::from_bytes(act),
            events: vec![DraftEvent { subject: SubjectId::from_bytes(act), kind, payload, personal: None }],
            personal_salt: [0; 16],
        }
    }

    pub fn say(&mut self, scope: Scope, event: impl Into<MembershipEvent>, seen: &[Head]) -> Verified {
        let event = event.into();
        self.write(scope, vec![(event.kind(), event.to_bytes())], seen)
    }

    pub fn open_session(&mut self, scope: Scope, seen: &[Head]) -> Verified {
        let feed = self.writer(scope).feed_id();
        let event = SessionOpened::sign(&self.person_key, self.person, feed, [3; 16]);
        self.say(scope, event, seen)
    }

    /// Ordinary acts, of which the center knows nothing.
    pub fn acts(&mut self, scope: Scope, count: usize) -> Vec<Verified> {
        let drafts = (0..count).map(|number| self.draft((1000, vec![0x18, number as u8]), &[])).collect();
        self.writer(scope).write_all(drafts).unwrap()
    }
}

pub struct World {
    pub keys: Keys,
    pub authority: SigningKey,
    pub hub_authority: SigningKey,
    pub coordination: Laptop,
    pub hub: Laptop,
    pub hub_id: HubId,
    /// Network and Roster as they were founded, each a run of its own.
    pub network: Vec<Verified>,
    pub roster: Vec<Verified>,
}

impl World {
    pub fn new() -> Self {
        Self::with_registrar(DeviceKey::of(&key(4)))
    }

    /// With the registrar of a center that made its own keys.
    pub fn with_registrar(registrar: DeviceKey) -> Self {
        let (authority, hub_authority) = (key(1), key(2));
        let keys = Keys { center: key(3), registrar: key(4), network: Some(AuthorityKey::of(&authority)) };
        let (mut coordination, mut hub) = (Laptop::new(10), Laptop::new(20));
        let founded = Founded::sign(&hub_authority, [5; 16], hub.device(), hub.person, hub.person_key());
        let hub_id = founded.hub_id();
        let roster_scope = Scope::Roster(hub_id);
        let roster = vec![hub.say(roster_scope, founded, &[]), hub.open_session(roster_scope, &[])];
        let (device, person) = (coordination.device(), coordination.person);
        let founded = Founded::sign(&authority, [6; 16], device, person, coordination.person_key());
        let network = vec![
            coordination.say(Scope::Network, founded, &[]),
            coordination.open_session(Scope::Network, &[]),
            coordination.say(
                Scope::Network,
                RegistrarNamed::sign(&authority, Scope::Network, registrar),
                &[],
            ),
            coordination.say(Scope::Network, Countersigned::sign(&authority, hub_id), &[]),
        ];
        Self { keys, authority, hub_authority, coordination, hub, hub_id, network, roster }
    }

    pub fn roster_scope(&self) -> Scope {
        Scope::Roster(self.hub_id)
    }

    pub fn hub_scope(&self) -> Scope {
        Scope::Hub(self.hub_id)
    }

    pub fn books(&self, storage: Arc<dyn Storage>) -> Arc<Books> {
        Arc::new(Books::open(storage, self.keys.clone(), NOW).unwrap())
    }

    /// Books that hold the network and the hub's roster.
    pub fn founded(&self, storage: Arc<dyn Storage>) -> Arc<Books> {
        let books = self.books(storage);
        books.push(self.coordination.device(), &self.network, NOW).unwrap();
        books.push(self.hub.device(), &self.roster, NOW).unwrap();
        books
    }

    /// The hub's laptop begins its own scope.
    pub fn begin_hub(&mut self) -> Verified {
        let seen = [self.hub.head(self.roster_scope())];
        let scope = self.hub_scope();
        self.hub.open_session(scope, &seen)
    }
}

pub fn page(runs: &[Verified]) -> Vec<u8> {
    let spans: Vec<_> = runs.iter().cloned().map(Verified::into_span).collect();
    encode_page(&spans, &NoNames).unwrap()
}
