//! A network as its control scopes tell it, and laptops of its hubs: what a center needs to know of them.

use feed::membership::{
    Countersigned, DeviceEnrolled, Founded, MembershipEvent, PersonEnrolled, SessionOpened,
};
use feed::{
    ActId, AuthorityKey, Claimed, DeviceKey, Draft, DraftEvent, Epoch, Feed, Head, HubId, PersonId,
    PersonKey, Scope, SigningKey, Verified, Writer,
};

use crate::device::{happened, membership};
use crate::holdings::{self, Holdings, Size};
use crate::measure::Outcome;

const BEGAN_MS: i64 = 1_700_000_000_000;
/// Between two acts of one laptop.
const STEP_MS: i64 = 60_000;
/// Things a hub has.
const ASSETS: usize = 60_000;

/// The network's own scope, written on coordination's laptop.
pub struct Network {
    pub authority: AuthorityKey,
    pub coordination: DeviceKey,
    pub runs: Vec<Verified>,
}

/// A hub and its laptops, the first of which founded it.
pub struct Hub {
    pub id: HubId,
    pub laptops: Vec<Laptop>,
    /// Its Roster.
    pub runs: Vec<Verified>,
}

/// A laptop with one person at it.
pub struct Laptop {
    pub key: SigningKey,
    person: PersonId,
    person_key: SigningKey,
    holdings: Holdings,
    /// What its next entry builds upon.
    seen: Vec<Head>,
    hub: Option<Writer>,
    number: usize,
    acts: usize,
}

impl Network {
    pub fn of(hubs: &[HubId]) -> Outcome<Self> {
        let authority = secret("authority", 0);
        let mut laptop = Laptop::new("coordination", 0);
        let mut writer = laptop.writer(Scope::Network);
        let (device, person) = (laptop.device(), laptop.person);
        let person_key = PersonKey::of(&laptop.person_key);
        let founded = Founded::sign(&authority, [6; 16], device, person, person_key);
        let session = SessionOpened::sign(&laptop.person_key, person, writer.feed_id(), [3; 16]);
        let mut events: Vec<MembershipEvent> = vec![founded.into(), session.into()];
        events.extend(hubs.iter().map(|hub| Countersigned::sign(&authority, *hub).into()));
        let drafts = events.into_iter().map(|event| laptop.draft(membership(event, person))).collect();
        let runs = writer.write_all(drafts)?;
        Ok(Self { authority: AuthorityKey::of(&authority), coordination: device, runs })
    }
}

impl Hub {
    /// With so many laptops.
    pub fn founded(number: usize, laptops: usize) -> Outcome<Self> {
        let authority = secret("hub", number);
        let new = |laptop| Laptop::new("laptop", number * 1_000 + laptop);
        let mut laptops: Vec<Laptop> = (0..laptops).map(new).collect();
        let first = laptops.first().ok_or("a hub without a laptop")?;
        let person_key = PersonKey::of(&first.person_key);
        let founded = Founded::sign(&authority, [5; 16], first.device(), first.person, person_key);
        let id = founded.hub_id();
        let mut writer = first.writer(Scope::Roster(id));
        let session = SessionOpened::sign(&first.person_key, first.person, writer.feed_id(), [3; 16]);
        let mut events: Vec<MembershipEvent> = vec![founded.into(), session.into()];
        for laptop in &laptops[1..] {
            let (person, key) = (laptop.person, PersonKey::of(&laptop.person_key));
            events.push(DeviceEnrolled { device: laptop.device() }.into());
            events.push(PersonEnrolled { person, key }.into());
        }
        let first = &mut laptops[0];
        let person = first.person;
        let drafts = events.into_iter().map(|event| first.draft(membership(event, person))).collect();
        let runs = writer.write_all(drafts)?;
        let heads: Vec<Head> = runs.last().map(Verified::head).into_iter().collect();
        for laptop in &mut laptops {
            laptop.hub = Some(laptop.writer(Scope::Hub(id)));
            laptop.seen.clone_from(&heads);
        }
        Ok(Self { id, laptops, runs })
    }
}

impl Laptop {
    fn new(kind: &str, number: usize) -> Self {
        let mut person = [0; 16];
        person.copy_from_slice(&blake3::hash(secret(kind, number).as_bytes()).as_bytes()[..16]);
        Self {
            key: secret(kind, number),
            person: PersonId::from_bytes(person),
            person_key: secret(&format!("person at a {kind}"), number),
            holdings: Holdings::of(Size { items: 500, places: 200, people: 0, lots: 0 }),
            seen: Vec::new(),
            hub: None,
            number,
            acts: 0,
        }
    }

    pub fn device(&self) -> DeviceKey {
        DeviceKey::of(&self.key)
    }

    /// So many moves of this laptop's hub, each an entry; the first begins the person's session.
    pub fn moves(&mut self, count: usize) -> Outcome<Vec<Verified>> {
        let mut writer = self.hub.take().ok_or("a laptop without a hub")?;
        let mut drafts = Vec::with_capacity(count + 1);
        if writer.head().is_none() {
            let session = SessionOpened::sign(&self.person_key, self.person, writer.feed_id(), [9; 16]);
            drafts.push(self.draft(membership(session.into(), self.person)));
        }
        for _ in 0..count {
            let moved = self.holdings.moved_alone(ASSETS);
            drafts.push(self.draft(happened(moved)));
        }
        let runs = writer.write_all(drafts)?;
        self.hub = Some(writer);
        Ok(runs)
    }

    fn writer(&self, scope: Scope) -> Writer {
        let feed = Feed { device: self.device(), scope, epoch: Epoch::from_bytes([4; 16]) };
        Writer::new(feed, self.key.clone())
    }

    fn draft(&mut self, event: DraftEvent) -> Draft {
        self.acts += 1;
        let ms = BEGAN_MS + self.acts as i64 * STEP_MS;
        Draft {
            seen: std::mem::take(&mut self.seen),
            at: Claimed { ms, unsure: false },
            actor: self.person,
            act: ActId::from_bytes(holdings::id_at(8, self.number * 1_000_000 + self.acts, ms)),
            events: vec![event],
            personal_salt: [0; 16],
        }
    }
}

/// The same in every run.
fn secret(kind: &str, number: usize) -> SigningKey {
    let mut hasher = blake3::Hasher::new();
    hasher.update(kind.as_bytes()).update(&number.to_be_bytes());
    SigningKey::from_bytes(hasher.finalize().as_bytes())
}
