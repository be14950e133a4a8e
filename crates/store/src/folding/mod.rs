//! Folding what stands: each subject a transaction touches is read once, folded in memory and written
//! once.

pub(crate) mod flush;
mod past;
pub(crate) mod refold;
pub(crate) mod slots;
pub(crate) mod subjects;

use std::collections::BTreeSet;

use domain::fold::{Stamp, fold, fold_unknown, is_commutative};
use domain::{EntryRef, Event, EventError};
use feed::membership::kinds;
use feed::{Entry, Membership, OrderKey};
use rusqlite::Connection;

use crate::StoreError;
use crate::history::{entries, signed};
use crate::lineage::{Fork, Lineage, Spot};
use crate::mutant::{self, Mutant};
pub(crate) use past::Past;
use slots::{Slot, Slots};
pub(crate) use subjects::Subjects;

/// The subjects of a transaction.
#[derive(Default)]
pub(crate) struct Folding {
    pub subjects: Subjects,
    pub slots: Slots,
    forks: Vec<(i64, i64, Fork)>,
    corrections: Vec<Correction>,
    topics: BTreeSet<&'static str>,
}

/// An act that takes an earlier one back.
pub(crate) struct Correction {
    corrects: domain::ActId,
    entry: i64,
    act: domain::ActId,
}

/// An entry at its place.
pub(crate) struct Occurrence<'a> {
    pub n: i64,
    pub scope: i64,
    pub spot: &'a Spot,
    pub entry: &'a Entry,
    pub stamp: Stamp,
}

impl<'a> Occurrence<'a> {
    pub fn of(n: i64, scope: i64, spot: &'a Spot, entry: &'a Entry) -> Self {
        let header = &entry.header;
        let stamp = Stamp {
            entry: EntryRef {
                feed: *spot.order.feed.as_bytes(),
                seq: spot.order.seq,
                hash: *spot.order.hash.as_bytes(),
            },
            at_ms: header.at.ms,
            at_unsure: header.at.unsure,
            actor: domain::PersonId::from_bytes(*header.actor.as_bytes()),
            act: domain::ActId::from_bytes(*header.act.as_bytes()),
        };
        Self { n, scope, spot, entry, stamp }
    }
}

impl Folding {
    /// For folding everything from nothing: no row is looked for.
    pub fn from_nothing(subjects: Subjects) -> Self {
        Self { subjects, slots: Slots::from_nothing(), ..Self::default() }
    }

    /// The number of a subject here, a new one the first time it is named.
    pub fn subject(
        &mut self,
        connection: &Connection,
        scope: i64,
        id: feed::SubjectId,
    ) -> Result<i64, StoreError> {
        self.subjects.n(connection, scope, id.as_bytes())
    }

    /// Lists the entry's events under their subjects, whatever its standing.
    pub fn index(&mut self, connection: &Connection, at: &Occurrence<'_>) -> Result<(), StoreError> {
        let depth = signed(at.spot.depth);
        for (idx, event) in at.entry.header.events.iter().enumerate() {
            let subject = self.subject(connection, at.scope, event.subject)?;
            entries::index_event(connection, subject, depth, at.n, idx, event)?;
        }
        Ok(())
    }

    /// Folds an entry that stands; call [`Self::index`] before.
    pub fn apply(
        &mut self,
        connection: &Connection,
        lineage: &mut Lineage,
        membership: &Membership,
        at: &Occurrence<'_>,
    ) -> Result<(), StoreError> {
        let erased = matches!(at.entry.personal, feed::Personal::Present { .. })
            && is_erased(connection, lineage, membership, &at.spot.order)?;
        let past = Past::new(connection, lineage, &at.spot.clock);
        for (idx, event) in at.entry.header.events.iter().enumerate() {
            if kinds::is_membership(event.kind) {
                continue;
            }
            let n = self.subjects.n(connection, at.scope, event.subject.as_bytes())?;
            let slot =
                self.slots.load(connection, &mut self.subjects, n, at.scope, event.subject.as_bytes())?;
            if slot.late {
                continue;
            }
            let follows = slot.follows(connection, at)?;
            slot.dirty = true;
            if !follows && !is_commutative(event.kind) && !mutant::is(Mutant::FoldsLateOnTop) {
                slot.late = true;
                continue;
            }
            if follows {
                slot.last = Some((at.spot.depth, at.n));
            }
            let personal = if erased { None } else { at.entry.personal.part(idx) };
            let decoded = Event::decode(event.kind, &at.entry.payload[idx], personal);
            if let Some(corrects) = decoded.as_ref().ok().and_then(corrected) {
                self.corrections.push(Correction { corrects, entry: at.n, act: at.stamp.act });
            }
            slot.fold(decoded, &at.stamp, &past);
        }
        past.finish()
    }

    /// A subject whose history changed otherwise than at its end.
    pub fn refold(&mut self, connection: &Connection, n: i64) -> Result<(), StoreError> {
        let (scope, id) = self.subjects.of(connection, n)?;
        let slot = self.slots.load(connection, &mut self.subjects, n, scope, &id)?;
        (slot.late, slot.dirty) = (true, true);
        Ok(())
    }

    /// A feed goes two ways.
    pub fn forked(&mut self, feed: i64, scope: i64, fork: Fork) {
        self.forks.push((feed, scope, fork));
    }

    /// Parts of the window that now look out of date.
    pub fn topics(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.topics.iter().copied()
    }
}

impl Slot {
    /// Total: what does not decode changes nothing, what is unknown is marked.
    pub fn fold(&mut self, event: Result<Event, EventError>, stamp: &Stamp, past: &Past<'_>) {
        self.state = match event {
            Ok(event) => fold(self.state.take(), self.id, &event, stamp, past),
            Err(EventError::UnknownKind(_)) => fold_unknown(self.state.take()),
            Err(_) => self.state.take(),
        };
    }
}

/// The act an event takes back.
pub(crate) fn corrected(event: &Event) -> Option<domain::ActId> {
    match event {
        Event::AssetCorrected(corrected) => Some(corrected.corrects),
        Event::StockChanged(changed) => match &changed.reason {
            domain::event::StockReason::Corrected(act) => Some(*act),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the personal fields of an entry count as erased: said by those who govern the entry's own scope.
fn is_erased(
    connection: &Connection,
    lineage: &mut Lineage,
    membership: &Membership,
    entry: &OrderKey,
) -> Result<bool, StoreError> {
    let feed = lineage.feed(connection, &entry.feed)?.ok_or_else(entries::damaged)?;
    Ok(membership.is_personal_dropped(feed.feed.scope, entry.hash))
}
