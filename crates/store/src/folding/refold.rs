//! One subject folded again from its events, in fold order.

use domain::EntryRef;
use domain::Event;
use domain::fold::{Stamp, State};
use feed::{Branch, Clock, Membership, OrderKey, Personal, Position};
use rusqlite::{Connection, Row};

use super::slots::{Slot, order_key_at};
use super::{Correction, Past, corrected, is_erased};
use crate::StoreError;
use crate::history::entries;
use crate::lineage::Lineage;

/// An event of one subject that stands.
pub(crate) struct Told {
    pub order: OrderKey,
    pub idx: usize,
    pub entry: i64,
    pub kind: u32,
    pub stamp: Stamp,
    pub clock: Clock,
    pub payload: Vec<u8>,
    pub personal: Option<Vec<u8>>,
}

/// All events of a subject that stand, in fold order.
pub(crate) fn told(
    connection: &Connection,
    lineage: &mut Lineage,
    membership: &Membership,
    subject: i64,
) -> Result<Vec<Told>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select e.depth, f.feed_id, e.seq, e.hash, v.idx, v.entry, v.kind, e.at_ms, e.at_unsure,
                e.actor, e.act, e.branch, e.clock, e.payload, e.personal
         from event v join entry e on e.n = v.entry join feed f on f.n = e.feed
         where v.subject = ?1 and e.status = 0 and v.kind > 99
         order by v.depth, v.entry, v.idx",
    )?;
    let mut rows = statement.query([subject])?;
    let mut told = Vec::new();
    while let Some(row) = rows.next()? {
        let clock: i64 = row.get(12)?;
        let base = lineage.stored_clock(connection, clock)?;
        let mut one = read(row, &base)??;
        if one.personal.is_some() && is_erased(connection, lineage, membership, &one.order)? {
            one.personal = None;
        }
        told.push(one);
    }
    told.sort_by_key(|one| (one.order, one.idx));
    Ok(told)
}

fn read(row: &Row<'_>, base: &Clock) -> rusqlite::Result<Result<Told, StoreError>> {
    let order = order_key_at(row, 0)?;
    let idx = row.get::<_, i64>(4)? as usize;
    let own = Position { branch: Branch(row.get(11)?), seq: order.seq };
    let payload = row.get_ref(13)?.as_blob()?;
    let Some(payload) = part(payload, idx) else { return Ok(Err(entries::damaged())) };
    let personal = match row.get_ref(14)?.as_blob_or_null()? {
        Some(bytes) => minicbor::decode::<Personal>(bytes)
            .ok()
            .and_then(|personal| personal.part(idx).map(<[u8]>::to_vec)),
        None => None,
    };
    Ok(Ok(Told {
        order,
        idx,
        entry: row.get(5)?,
        kind: row.get(6)?,
        stamp: Stamp {
            entry: EntryRef { feed: *order.feed.as_bytes(), seq: order.seq, hash: *order.hash.as_bytes() },
            at_ms: row.get(7)?,
            at_unsure: row.get(8)?,
            actor: domain::PersonId::from_bytes(row.get(9)?),
            act: domain::ActId::from_bytes(row.get(10)?),
        },
        clock: Clock::advance(Some(base), &[], own),
        payload: payload.to_vec(),
        personal,
    }))
}

/// One event's payload out of an entry's, without reading the others.
pub(crate) fn part(payload: &[u8], idx: usize) -> Option<&[u8]> {
    let mut decoder = minicbor::Decoder::new(payload);
    let count = decoder.array().ok().flatten()?;
    if idx as u64 >= count {
        return None;
    }
    for _ in 0..idx {
        decoder.skip().ok()?;
    }
    decoder.bytes().ok()
}

impl Told {
    pub fn event(&self) -> Result<Event, domain::EventError> {
        Event::decode(self.kind, &self.payload, self.personal.as_deref())
    }
}

/// Folds a subject from nothing.
pub(crate) fn refold(
    connection: &Connection,
    lineage: &mut Lineage,
    membership: &Membership,
    n: i64,
    slot: &mut Slot,
    corrections: &mut Vec<Correction>,
) -> Result<(), StoreError> {
    let told = told(connection, lineage, membership, n)?;
    (slot.state, slot.last, slot.late) = (None, None, false);
    for one in &told {
        let past = Past::new(connection, lineage, &one.clock);
        slot.fold(one.event(), &one.stamp, &past);
        past.finish()?;
        slot.last = Some((one.order.depth, one.entry));
        if let Some(corrects) = one.event().ok().as_ref().and_then(corrected) {
            corrections.push(Correction { corrects, entry: one.entry, act: one.stamp.act });
        }
    }
    Ok(())
}

/// What a subject was just before an act.
pub(crate) fn before(
    connection: &Connection,
    lineage: &mut Lineage,
    id: domain::SubjectId,
    scope: i64,
    told: &[Told],
    act: domain::ActId,
) -> Result<Option<State>, StoreError> {
    let mut slot = Slot::empty(id, scope);
    for one in told.iter().take_while(|one| one.stamp.act != act) {
        let past = Past::new(connection, lineage, &one.clock);
        slot.fold(one.event(), &one.stamp, &past);
        past.finish()?;
    }
    Ok(slot.state)
}
