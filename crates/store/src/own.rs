//! What this device writes: its feeds, the session before the act, the act cut to size, the seal and the
//! person's own signature.

use domain::NewEvent;
use feed::membership::{
    DeviceEnrolled, Founded, MembershipEvent, PersonEnrolled, SessionClosed, SessionOpened,
};
use feed::{
    ActId, AuthorityKey, Claimed, Clock, DeviceKey, Draft, DraftEvent, Epoch, Evidence, EvidenceRole, Feed,
    FeedId, Hash, Head, HubId, PersonId, PersonKey, Scope, SigningKey, SubjectId, Verified, Writer,
};
use rusqlite::{Connection, OptionalExtension};

use crate::chance::Chance;
use crate::history::feeds::{self, FeedRow};
use crate::history::{Status, signed};
use crate::record::{Recorded, Recording, Remembered};
use crate::witness::OwnHead;
use crate::{StoreError, network};

/// An entry is cut below this, so that header and framing always fit.
const ENTRY_BYTES: usize = feed::MAX_ENTRY_BYTES * 3 / 4;
/// What an event costs beside its payload: its line in the header, lengths.
const EVENT_BYTES: usize = 40;

/// Who writes: the device's key, and the person who unlocked it.
pub struct Signer {
    pub device: SigningKey,
    pub person: PersonId,
    pub person_key: SigningKey,
}

/// What is to be written down as one act.
#[derive(Debug, Clone)]
pub struct Act {
    pub id: ActId,
    pub at: Claimed,
    pub events: Vec<NewEvent>,
}

/// This device's pen. One beside each open store.
#[derive(Default)]
pub struct OwnFeeds {
    remembered: Remembered,
    chance: Chance,
}

impl OwnFeeds {
    pub fn new() -> Self {
        Self::default()
    }

    /// Draws epochs, nonces and salts from a seed: for simulations, never for real keys or epochs.
    pub fn repeatable(seed: u64) -> Self {
        Self { chance: Chance::of_seed(seed), ..Self::default() }
    }

    /// For [`record`](crate::record), so that received entries use the same memory.
    pub fn remembered(&self) -> &Remembered {
        &self.remembered
    }

    /// Founds a hub that stands alone: this device and this person are its first members. The authority's
    /// key is not needed again until somebody joins.
    pub fn found(
        &self,
        transaction: &Connection,
        authority: &SigningKey,
        at: Claimed,
        signer: &Signer,
    ) -> Result<HubId, StoreError> {
        let (device, person_key) = (DeviceKey::of(&signer.device), PersonKey::of(&signer.person_key));
        let founded = Founded::sign(authority, self.chance.bytes()?, device, signer.person, person_key);
        let hub = founded.hub_id();
        self.write_founding(transaction, Scope::Roster(hub), founded, at, signer)?;
        Ok(hub)
    }

    /// Founds a network and joins it: this device and this person are the first of its coordination. Every
    /// laptop that is to join is given the authority's public key.
    pub fn found_network(
        &self,
        transaction: &Connection,
        authority: &SigningKey,
        at: Claimed,
        signer: &Signer,
    ) -> Result<AuthorityKey, StoreError> {
        let (device, person_key) = (DeviceKey::of(&signer.device), PersonKey::of(&signer.person_key));
        let founded = Founded::sign(authority, self.chance.bytes()?, device, signer.person, person_key);
        let network = founded.authority;
        network::trust(transaction, &self.remembered, network)?;
        self.write_founding(transaction, Scope::Network, founded, at, signer)?;
        Ok(network)
    }

    fn write_founding(
        &self,
        transaction: &Connection,
        scope: Scope,
        founded: Founded,
        at: Claimed,
        signer: &Signer,
    ) -> Result<(), StoreError> {
        let mut recording = Recording::begin(transaction, &self.remembered)?;
        let mut pen = Pen::take(transaction, &mut recording, scope, signer, &self.chance)?;
        let founding =
            pen.draft(at, ActId::from_bytes(self.chance.bytes()?), vec![membership(founded.into())])?;
        // A founding rests on nothing before it.
        pen.write(&mut recording, vec![Draft { seen: Vec::new(), ..founding }])?;
        finish(recording)?;
        Ok(())
    }

    /// Chains, seals, signs and records an act. The caller commits, and then moves the head witness.
    ///
    /// # Errors
    /// [`StoreError::ActRefused`] when the membership would set the act apart; roll back.
    pub fn append(
        &self,
        transaction: &Connection,
        scope: Scope,
        act: Act,
        signer: &Signer,
    ) -> Result<Recorded, StoreError> {
        let events = act.events.into_iter().map(draft_event).collect();
        self.append_events(transaction, scope, act.id, act.at, events, signer)
    }

    /// The same for acts of membership, in a control scope.
    pub fn append_membership(
        &self,
        transaction: &Connection,
        scope: Scope,
        id: ActId,
        at: Claimed,
        events: Vec<MembershipEvent>,
        signer: &Signer,
    ) -> Result<Recorded, StoreError> {
        let events = events.into_iter().map(membership).collect();
        self.append_events(transaction, scope, id, at, events, signer)
    }

    fn append_events(
        &self,
        transaction: &Connection,
        scope: Scope,
        id: ActId,
        at: Claimed,
        events: Vec<DraftEvent>,
        signer: &Signer,
    ) -> Result<Recorded, StoreError> {
        let mut recording = Recording::begin(transaction, &self.remembered)?;
        let mut pen = Pen::take(transaction, &mut recording, scope, signer, &self.chance)?;
        let mut drafts = Vec::new();
        if recording.speaker(&pen.feed)? != Some(signer.person) {
            let opened =
                SessionOpened::sign(&signer.person_key, signer.person, pen.feed.id, self.chance.bytes()?);
            drafts.push(pen.draft(at, id, vec![membership(opened.into())])?);
        }
        for events in cut(events) {
            drafts.push(pen.draft(at, id, events)?);
        }
        pen.write(&mut recording, drafts)?;
        finish(recording)
    }

    /// Closes the person's sessions in all of this device's feeds; on lock.
    pub fn close_sessions(
        &self,
        transaction: &Connection,
        at: Claimed,
        signer: &Signer,
    ) -> Result<Recorded, StoreError> {
        let mut recording = Recording::begin(transaction, &self.remembered)?;
        let device = DeviceKey::of(&signer.device);
        for row in feeds::all(transaction)? {
            if row.own != feeds::OWN || row.feed.device != device {
                continue;
            }
            if recording.speaker(&row)? != Some(signer.person) {
                continue;
            }
            let mut pen = Pen::take(transaction, &mut recording, row.feed.scope, signer, &self.chance)?;
            let closed = membership(SessionClosed { person: signer.person }.into());
            let draft = pen.draft(at, ActId::from_bytes(self.chance.bytes()?), vec![closed])?;
            pen.write(&mut recording, vec![draft])?;
        }
        finish(recording)
    }

    /// From here on this device writes under new epochs: after a restore, on a copy.
    pub fn renew(&self, transaction: &Connection) -> Result<(), StoreError> {
        for row in feeds::all(transaction)?.into_iter().filter(|row| row.own == feeds::OWN) {
            feeds::set_own(transaction, row.n, feeds::LEFT)?;
        }
        Ok(())
    }
}

/// Where this device's own feeds stand: for the head witness.
pub fn own_heads(connection: &Connection) -> Result<Vec<OwnHead>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select f.feed_id, e.seq, e.hash from feed f
         join entry e on e.n = (select l.n from entry l where l.feed = f.n and l.status <> 1
                                order by l.seq desc, l.n limit 1)
         where f.own = 1 order by f.n",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(OwnHead {
            feed: FeedId::from_bytes(row.get(0)?),
            seq: crate::history::unsigned(row.get(1)?),
            hash: Hash::from_bytes(row.get(2)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What is held at a place in a feed: what the head witness asks of the database. Of a fork, the branch
/// that came first.
pub fn hash_at(connection: &Connection, feed: &FeedId, seq: u64) -> Result<Option<Hash>, StoreError> {
    let Some(row) = feeds::by_id(connection, feed)? else { return Ok(None) };
    let mut statement = connection.prepare_cached(
        "select hash from entry where feed = ?1 and seq = ?2 and status <> 1 order by branch limit 1",
    )?;
    let found = statement.query_row((row.n, signed(seq)), |row| row.get(0)).optional()?;
    Ok(found.map(Hash::from_bytes))
}

/// A writer at the end of this device's feed in a scope.
struct Pen<'a> {
    feed: FeedRow,
    writer: Writer,
    /// Heads of others this feed does not know of yet; the next draft names them.
    seen: Vec<Head>,
    signer: &'a Signer,
    chance: &'a Chance,
}

impl<'a> Pen<'a> {
    fn take(
        connection: &Connection,
        recording: &mut Recording<'_>,
        scope: Scope,
        signer: &'a Signer,
        chance: &'a Chance,
    ) -> Result<Self, StoreError> {
        let device = DeviceKey::of(&signer.device);
        let n = feeds::scope_or_new(connection, &scope)?;
        let feed = match feeds::own(connection, n, &device)? {
            Some(feed) => feed,
            None => new_feed(
                connection,
                recording,
                Feed { device, scope, epoch: Epoch::from_bytes(chance.bytes()?) },
            )?,
        };
        let lineage = recording.lineage();
        let tip = lineage.tip(connection, &feed.id)?;
        let known = match &tip {
            Some(tip) => lineage.full_clock(connection, tip)?,
            None => Clock::start(),
        };
        let mut seen = Vec::new();
        for scope in std::iter::once(scope).chain(scope.controls()) {
            let Some(scope) = feeds::scope(connection, &scope)? else { continue };
            for other in feeds::in_scope(connection, scope)?.iter().filter(|other| other.n != feed.n) {
                let heads = lineage.folded_heads(connection, &other.id)?;
                seen.extend(heads.into_iter().filter(|(_, at)| !known.contains(*at)).map(|(head, _)| head));
            }
        }
        let key = signer.device.clone();
        let writer = match tip {
            Some(tip) => {
                Writer::resume(feed.feed.clone(), key, Head { feed: feed.id, seq: tip.seq, hash: tip.hash })
            }
            None => Writer::new(feed.feed.clone(), key),
        };
        Ok(Self { feed, writer, seen, signer, chance })
    }

    fn draft(&mut self, at: Claimed, act: ActId, events: Vec<DraftEvent>) -> Result<Draft, StoreError> {
        let salted = events.iter().any(|event| event.personal.is_some());
        Ok(Draft {
            seen: std::mem::take(&mut self.seen),
            at,
            actor: self.signer.person,
            act,
            personal_salt: if salted { self.chance.bytes()? } else { [0; 16] },
            events,
        })
    }

    fn write(&mut self, recording: &mut Recording<'_>, drafts: Vec<Draft>) -> Result<(), StoreError> {
        for span in self.writer.write_all(drafts)? {
            recording.add(&self.signed(span))?;
        }
        Ok(())
    }

    /// Puts the person's own signature beside what must stand alone as evidence.
    fn signed(&self, mut span: Verified) -> Verified {
        for index in 0..span.entries().len() {
            let one = &span.entries()[index];
            if !one.entry.header.events.iter().any(|event| domain::kinds::is_evidence(event.kind)) {
                continue;
            }
            let Signer { person, person_key, .. } = self.signer;
            let evidence = Evidence::sign(person_key, EvidenceRole::Actor, *person, one.hash);
            span = span.with_evidence(index, evidence).expect("the person has just signed this entry");
        }
        span
    }
}

fn new_feed(
    connection: &Connection,
    recording: &mut Recording<'_>,
    feed: Feed,
) -> Result<FeedRow, StoreError> {
    let id = feed.id();
    let row = recording.lineage().feed_or_new(connection, &feed, id)?;
    feeds::set_own(connection, row.n, feeds::OWN)?;
    recording.lineage().forget(&id);
    Ok(FeedRow { own: feeds::OWN, ..row })
}

/// An own act that would be set apart must not be shown as saved.
fn finish(mut recording: Recording<'_>) -> Result<Recorded, StoreError> {
    if let Some(Status::Quarantined(reason)) = recording.set_apart()? {
        return Err(StoreError::ActRefused { reason });
    }
    recording.finish()
}

/// Pieces that fit an entry each, in order.
fn cut(events: Vec<DraftEvent>) -> Vec<Vec<DraftEvent>> {
    let (mut pieces, mut piece, mut bytes) = (Vec::new(), Vec::new(), 0);
    for event in events {
        let length = event.payload.len() + event.personal.as_ref().map_or(0, Vec::len) + EVENT_BYTES;
        if !piece.is_empty() && (piece.len() == feed::MAX_EVENTS_PER_ENTRY || bytes + length > ENTRY_BYTES) {
            pieces.push(std::mem::take(&mut piece));
            bytes = 0;
        }
        bytes += length;
        piece.push(event);
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces
}

fn draft_event(new: NewEvent) -> DraftEvent {
    let (payload, personal) = new.event.encode();
    DraftEvent {
        subject: SubjectId::from_bytes(*new.subject.as_bytes()),
        kind: new.event.kind(),
        payload,
        personal,
    }
}

fn membership(event: MembershipEvent) -> DraftEvent {
    DraftEvent { subject: about(&event), kind: event.kind(), payload: event.to_bytes(), personal: None }
}

/// The subject a membership act is listed under: the person, or the head of a longer id.
fn about(event: &MembershipEvent) -> SubjectId {
    let person = |person: &PersonId| SubjectId::from_bytes(*person.as_bytes());
    match event {
        MembershipEvent::Founded(event) => head_of(event.hub_id().as_bytes()),
        MembershipEvent::DeviceEnrolled(DeviceEnrolled { device }) => head_of(device.as_bytes()),
        MembershipEvent::PersonEnrolled(PersonEnrolled { person: id, .. }) => person(id),
        MembershipEvent::PersonKeyChanged(event) => person(&event.person),
        MembershipEvent::RoleGranted(event) => person(&event.person),
        MembershipEvent::RoleRevoked(event) => person(&event.person),
        MembershipEvent::DeviceCut(event) => head_of(event.device.as_bytes()),
        MembershipEvent::Countersigned(event) => head_of(event.hub.as_bytes()),
        MembershipEvent::SessionOpened(event) => person(&event.person),
        MembershipEvent::SessionClosed(event) => person(&event.person),
        MembershipEvent::PersonalDropped(event) => head_of(event.entry.as_bytes()),
        MembershipEvent::Released(event) => head_of(event.entry.as_bytes()),
        MembershipEvent::DeviceEnrolledByVoucher(event) => head_of(event.device.as_bytes()),
        MembershipEvent::RegistrarNamed(event) => head_of(event.registrar.as_bytes()),
        MembershipEvent::CenterRolledBack(event) => head_of(event.center.as_bytes()),
    }
}

fn head_of(id: &[u8; 32]) -> SubjectId {
    SubjectId::from_slice(&id[..SubjectId::LEN]).expect("thirty-two bytes have sixteen first ones")
}
