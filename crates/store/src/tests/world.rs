//! Devices that write apart and meet now and then, all in memory.

use std::collections::BTreeMap;

use feed::membership::{
    DeviceCut, DeviceEnrolled, Founded, MembershipEvent, PersonEnrolled, PersonalDropped, Released,
    RoleGranted, SessionOpened,
};
use feed::*;

use super::events::{self, Dice};

pub struct World {
    pub dice: Dice,
    pub hub: HubId,
    pub devices: Vec<Device>,
    /// Everything ever written, in the order it was.
    pub written: Vec<Verified>,
    /// Discrepancies that somebody could name.
    pub known: Vec<(domain::SubjectId, [u8; 32])>,
    at_ms: i64,
    acts: usize,
}

pub struct Device {
    key: SigningKey,
    pub writer: Writer,
    person: PersonId,
    person_key: SigningKey,
    /// The heads of others' feeds it has met, and which of them its next entry has to name.
    met: BTreeMap<FeedId, Head>,
    unnamed: BTreeMap<FeedId, Head>,
    open: bool,
    roster: Option<Writer>,
}

fn key(n: u8) -> SigningKey {
    SigningKey::from_bytes(&[n; 32])
}

impl World {
    /// A hub with three devices and a person each; the first is the administrator's.
    pub fn found(seed: u64) -> Self {
        let person = |n| PersonId::from_bytes(events::bytes(7, n));
        let founded =
            Founded::sign(&key(99), [5; 16], DeviceKey::of(&key(10)), person(0), PersonKey::of(&key(20)));
        let hub = founded.hub_id();
        let feed = |device: u8, scope| Feed {
            device: DeviceKey::of(&key(device)),
            scope,
            epoch: Epoch::from_bytes([device; 16]),
        };
        let mut devices: Vec<Device> = (0..3u8)
            .map(|n| Device {
                key: key(10 + n),
                writer: Writer::new(feed(10 + n, Scope::Hub(hub)), key(10 + n)),
                person: person(usize::from(n)),
                person_key: key(20 + n),
                met: BTreeMap::new(),
                unnamed: BTreeMap::new(),
                open: false,
                roster: None,
            })
            .collect();
        devices[0].roster = Some(Writer::new(feed(10, Scope::Roster(hub)), key(10)));
        let dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let mut world =
            World { dice, hub, devices, written: Vec::new(), known: Vec::new(), at_ms: 0, acts: 0 };
        world.roster(vec![founded.into()]);
        let roster = world.devices[0].roster.as_ref().unwrap().feed_id();
        let opened = SessionOpened::sign(&key(20), person(0), roster, [1; 16]);
        world.roster(vec![opened.into()]);
        for n in 1..3 {
            world.roster(vec![
                DeviceEnrolled { device: DeviceKey::of(&key(10 + n)) }.into(),
                PersonEnrolled { person: person(usize::from(n)), key: PersonKey::of(&key(20 + n)) }.into(),
            ]);
        }
        for n in 1..3 {
            if world.dice.chance(90) {
                world.meet(0, n);
            }
        }
        world
    }

    fn draft(&mut self, person: PersonId, seen: Vec<Head>, events: Vec<DraftEvent>) -> Draft {
        self.at_ms += 1000;
        self.acts += 1;
        let mut act = [8; 16];
        act[..8].copy_from_slice(&(self.acts as u64 / 2).to_be_bytes());
        Draft {
            seen,
            at: Claimed { ms: self.at_ms, unsure: false },
            actor: person,
            act: ActId::from_bytes(act),
            events,
            personal_salt: [3; 16],
        }
    }

    /// The administrator says who belongs.
    fn roster(&mut self, events: Vec<MembershipEvent>) {
        let events = events
            .into_iter()
            .map(|event| DraftEvent {
                subject: SubjectId::from_bytes(events::bytes(6, 0)),
                kind: event.kind(),
                payload: event.to_bytes(),
                personal: None,
            })
            .collect();
        let person = self.devices[0].person;
        let draft = self.draft(person, Vec::new(), events);
        let device = &mut self.devices[0];
        let writer = device.roster.as_mut().unwrap();
        let verified = writer.write(vec![draft]).unwrap();
        let head = writer.head().unwrap();
        device.met.insert(head.feed, head);
        device.unnamed.insert(head.feed, head);
        self.written.push(verified);
    }

    /// Somebody does something.
    pub fn act(&mut self, n: usize) {
        let mut drafts = Vec::new();
        if !self.devices[n].open && self.dice.chance(97) {
            self.devices[n].open = true;
            let device = &self.devices[n];
            let opened = SessionOpened::sign(
                &device.person_key,
                device.person,
                device.writer.feed_id(),
                [n as u8; 16],
            );
            let event = MembershipEvent::from(opened);
            drafts.push(vec![DraftEvent {
                subject: SubjectId::from_bytes(*device.person.as_bytes()),
                kind: event.kind(),
                payload: event.to_bytes(),
                personal: None,
            }]);
        }
        for _ in 0..=self.dice.below(2) {
            let count = 1 + self.dice.below(3);
            drafts.push((0..count).map(|_| self.event()).collect());
        }
        self.write(n, drafts);
    }

    fn event(&mut self) -> DraftEvent {
        if self.dice.chance(4) {
            let subject = if self.dice.chance(50) {
                *events::asset(self.dice.below(5)).as_bytes()
            } else {
                events::bytes(5, self.dice.below(2))
            };
            let subject = SubjectId::from_bytes(subject);
            return DraftEvent { subject, kind: 7777, payload: vec![0xff], personal: None };
        }
        let new = events::any(&mut self.dice, &self.known);
        let (payload, personal) = new.event.encode();
        let subject = SubjectId::from_bytes(*new.subject.as_bytes());
        DraftEvent { subject, kind: new.event.kind(), payload, personal }
    }

    fn write(&mut self, n: usize, drafts: Vec<Vec<DraftEvent>>) {
        let mut seen: Vec<Head> = std::mem::take(&mut self.devices[n].unnamed).into_values().collect();
        let person = self.devices[n].person;
        let drafts =
            drafts.into_iter().map(|events| self.draft(person, std::mem::take(&mut seen), events)).collect();
        let device = &mut self.devices[n];
        let bare = device.writer.write(drafts).unwrap();
        let head = device.writer.head().unwrap();
        device.met.insert(head.feed, head);
        let mut signed = bare.clone();
        for index in 0..signed.entries().len() {
            let one = &signed.entries()[index];
            if one.entry.header.events.iter().any(|event| domain::kinds::is_evidence(event.kind)) {
                let evidence = Evidence::sign(&device.person_key, EvidenceRole::Actor, person, one.hash);
                signed = signed.with_evidence(index, evidence).unwrap();
            }
        }
        // Evidence can come after the entry, or never.
        let (without, with) = (self.dice.chance(10), self.dice.chance(97));
        if without && signed != bare {
            self.written.push(bare);
        }
        if with || !without {
            self.written.push(signed);
        }
    }

    /// Two devices exchange what they know of.
    pub fn meet(&mut self, one: usize, other: usize) {
        for (from, to) in [(one, other), (other, one)] {
            let heads: Vec<Head> = self.devices[from].met.values().copied().collect();
            let device = &mut self.devices[to];
            for head in heads {
                if head.feed == device.writer.feed_id()
                    || Some(head.feed) == device.roster.as_ref().map(Writer::feed_id)
                {
                    continue;
                }
                if device.met.get(&head.feed).is_none_or(|known| known.seq < head.seq) {
                    device.met.insert(head.feed, head);
                    device.unnamed.insert(head.feed, head);
                }
            }
        }
    }

    /// A disk image of a device comes alive: both go on from here.
    pub fn clone_device(&mut self, n: usize) {
        let device = &self.devices[n];
        let Some(head) = device.writer.head() else { return };
        let copy = Device {
            key: device.key.clone(),
            writer: Writer::resume(device.writer.feed().clone(), device.key.clone(), head),
            person: device.person,
            person_key: device.person_key.clone(),
            met: device.met.clone(),
            unnamed: device.unnamed.clone(),
            open: device.open,
            roster: None,
        };
        self.devices.push(copy);
    }

    /// The administrator acts on membership, late as often as not.
    pub fn control(&mut self) {
        let hub_entries: Vec<Head> = self
            .written
            .iter()
            .filter(|span| !span.feed().scope.is_control())
            .flat_map(|span| {
                span.entries().iter().map(|one| Head {
                    feed: span.feed_id(),
                    seq: one.entry.header.seq,
                    hash: one.hash,
                })
            })
            .collect();
        if hub_entries.is_empty() {
            return;
        }
        let any = hub_entries[self.dice.below(hub_entries.len())];
        let event: MembershipEvent = match self.dice.below(5) {
            0 | 1 => {
                let device =
                    self.written.iter().find(|span| span.feed_id() == any.feed).unwrap().feed().device;
                if device == DeviceKey::of(&key(10)) {
                    return;
                }
                DeviceCut { device, last: vec![any], replaces: Vec::new() }.into()
            }
            2 => PersonalDropped { entry: any.hash }.into(),
            3 => Released { entry: any.hash }.into(),
            _ => RoleGranted { person: self.devices[1].person, role: roles::ADMINISTRATOR }.into(),
        };
        self.roster(vec![event]);
    }
}
