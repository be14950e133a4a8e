//! Another laptop of the hub: its history arrives here in pages.

use domain::NewEvent;
use feed::membership::{DeviceEnrolled, Founded, MembershipEvent, PersonEnrolled, SessionOpened};
use feed::{
    ActId, Claimed, DeviceKey, Draft, DraftEvent, Epoch, Evidence, EvidenceRole, Feed, Head, HubId, PersonId,
    PersonKey, Scope, SigningKey, Span, SubjectId, Verified, Writer,
};
use store::{Database, OwnFeeds, Recorded, Recording};

use crate::holdings;
use crate::measure::Outcome;

/// A device with one person at it, writing one act after the other.
pub struct Device {
    writer: Writer,
    person: PersonId,
    person_key: SigningKey,
    /// Heads to be named by its next entry.
    seen: Vec<Head>,
    at_ms: i64,
    /// Between two acts.
    step_ms: i64,
    acts: usize,
    in_session: bool,
}

impl Device {
    /// The first device of a hub of its own, and the founding of that hub.
    pub fn founder(began_ms: i64, step_ms: i64) -> Outcome<(Self, Verified)> {
        let (key, person_key, authority) = (secret(1), secret(2), secret(3));
        let person = PersonId::from_bytes([7; 16]);
        let founded =
            Founded::sign(&authority, [5; 16], DeviceKey::of(&key), person, PersonKey::of(&person_key));
        let hub = founded.hub_id();
        let mut roster = Writer::new(feed_of(&key, Scope::Roster(hub)), key);
        let mut device = Self::joined(hub, Vec::new(), began_ms, step_ms);
        let draft = device.draft(vec![membership(founded.into(), person)]);
        let span = roster.write(vec![draft])?;
        device.seen = vec![span.head()];
        Ok((device, span))
    }

    /// A device of an existing hub; whoever enrols it says where the roster stands.
    pub fn joined(hub: HubId, roster: Vec<Head>, began_ms: i64, step_ms: i64) -> Self {
        let key = secret(1);
        Self {
            writer: Writer::new(feed_of(&key, Scope::Hub(hub)), key),
            person: PersonId::from_bytes([7; 16]),
            person_key: secret(2),
            seen: roster,
            at_ms: began_ms,
            step_ms,
            acts: 0,
            in_session: false,
        }
    }

    /// What an administrator writes so that this device and its person belong.
    pub fn enrolment() -> Vec<MembershipEvent> {
        let (device, key) = (DeviceKey::of(&secret(1)), PersonKey::of(&secret(2)));
        let person = PersonId::from_bytes([7; 16]);
        vec![DeviceEnrolled { device }.into(), PersonEnrolled { person, key }.into()]
    }

    /// One entry for each event, sealed and signed, as it travels.
    pub fn page(&mut self, events: Vec<NewEvent>) -> Outcome<Vec<Span>> {
        let mut drafts = Vec::with_capacity(events.len() + 1);
        if !self.in_session {
            let feed = self.writer.feed_id();
            let opened = SessionOpened::sign(&self.person_key, self.person, feed, [9; 16]);
            drafts.push(self.draft(vec![membership(opened.into(), self.person)]));
            self.in_session = true;
        }
        drafts.extend(events.into_iter().map(|new| self.draft(vec![happened(new)])));
        let spans = self.writer.write_all(drafts)?;
        spans.into_iter().map(|span| Ok(self.signed(span)?.into_span())).collect()
    }

    fn draft(&mut self, events: Vec<DraftEvent>) -> Draft {
        self.at_ms += self.step_ms;
        self.acts += 1;
        Draft {
            seen: std::mem::take(&mut self.seen),
            at: Claimed { ms: self.at_ms, unsure: false },
            actor: self.person,
            act: ActId::from_bytes(holdings::id_at(8, self.acts, self.at_ms)),
            events,
            personal_salt: [3; 16],
        }
    }

    /// Acts that must stand alone as evidence carry the person's own signature.
    fn signed(&self, mut span: Verified) -> Outcome<Verified> {
        for index in 0..span.entries().len() {
            let one = &span.entries()[index];
            if one.entry.header.events.iter().any(|event| domain::kinds::is_evidence(event.kind)) {
                let evidence = Evidence::sign(&self.person_key, EvidenceRole::Actor, self.person, one.hash);
                span = span.with_evidence(index, evidence)?;
            }
        }
        Ok(span)
    }
}

/// A page as it is taken in: checked, kept, folded and committed.
pub fn take_in(database: &Database, own: &OwnFeeds, page: Vec<Span>) -> Outcome<Recorded> {
    database.write(|transaction| {
        let mut recording = Recording::begin(transaction, own.remembered())?;
        for span in page {
            recording.add(&feed::verify(span)?)?;
        }
        Ok(recording.finish()?)
    })
}

/// All of a page must have been folded: what is set apart would be measured for nothing.
pub fn must_stand(recorded: &Recorded) -> Outcome<()> {
    if recorded.folded == recorded.entries && recorded.parked == 0 && recorded.quarantined == 0 {
        return Ok(());
    }
    Err(format!("not all of a page was folded: {recorded:?}").into())
}

fn feed_of(key: &SigningKey, scope: Scope) -> Feed {
    Feed { device: DeviceKey::of(key), scope, epoch: Epoch::from_bytes([4; 16]) }
}

fn secret(n: u8) -> SigningKey {
    SigningKey::from_bytes(&[n; 32])
}

pub fn membership(event: MembershipEvent, person: PersonId) -> DraftEvent {
    let subject = SubjectId::from_bytes(*person.as_bytes());
    DraftEvent { subject, kind: event.kind(), payload: event.to_bytes(), personal: None }
}

pub fn happened(new: NewEvent) -> DraftEvent {
    let (payload, personal) = new.event.encode();
    let subject = SubjectId::from_bytes(*new.subject.as_bytes());
    DraftEvent { subject, kind: new.event.kind(), payload, personal }
}
