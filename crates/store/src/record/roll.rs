//! Who belongs, given all control entries held; remembered between transactions.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use feed::membership::MembershipEvent;
use feed::{Branch, Clock, ControlAct, Entry, Hash, Head, Membership, Placed, Position, Sessions, settle};
use rusqlite::{Connection, OptionalExtension};

use crate::StoreError;
use crate::history::entries::{self, STANDPOINT, Standpoint};
use crate::history::feeds::{self, FeedRow};
use crate::history::{Status, unsigned};
use crate::lineage::Lineage;
use crate::network;

/// The membership as last folded, so that an act need not fold it again. Keep one beside each open
/// store; losing it costs time only.
#[derive(Default)]
pub struct Remembered(Mutex<Option<Arc<Roll>>>);

impl Remembered {
    fn get(&self) -> Option<Arc<Roll>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Safe even if the transaction is rolled back: the digest says of what entries it speaks.
    pub(crate) fn keep(&self, roll: &Arc<Roll>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(roll));
    }
}

/// Control entries and what they come to.
#[derive(Default)]
pub(crate) struct Roll {
    digest: [u8; 32],
    pub acts: Vec<HeldAct>,
    pub membership: Membership,
    pub sessions: Sessions,
    /// Heads that cuts name.
    pub named: HashSet<Head>,
}

/// An entry of a control scope.
#[derive(Clone)]
pub(crate) struct HeldAct {
    pub at: Standpoint,
    pub feed: i64,
    pub entry: Arc<Entry>,
    pub placed: Placed,
    pub clock: Clock,
    pub status: Status,
}

/// The roll of everything held now.
pub(crate) fn load(
    connection: &Connection,
    lineage: &mut Lineage,
    remembered: &Remembered,
) -> Result<Arc<Roll>, StoreError> {
    let digest = basis(connection)?;
    if let Some(roll) = remembered.get().filter(|roll| roll.digest == digest) {
        return Ok(roll);
    }
    let acts = held(connection, lineage)?;
    Ok(Arc::new(settled(connection, lineage, acts)?))
}

/// All control entries that have their place, with the standing that is stored.
pub(crate) fn held(connection: &Connection, lineage: &mut Lineage) -> Result<Vec<HeldAct>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "select {STANDPOINT}, feed from entry where n in (select entry from control) order by n"
    ))?;
    let rows = statement.query_map([], |row| Ok((entries::standpoint(row)?, row.get::<_, i64>(10)?)))?;
    let mut acts = Vec::new();
    for row in rows {
        let (at, feed) = row?;
        let feed = lineage.feed_n(connection, feed)?;
        if feed.feed.scope.is_control() && at.status != Status::Parked {
            acts.push(held_act(connection, lineage, &feed, at)?);
        }
    }
    Ok(acts)
}

pub(crate) fn held_act(
    connection: &Connection,
    lineage: &mut Lineage,
    feed: &FeedRow,
    at: Standpoint,
) -> Result<HeldAct, StoreError> {
    let (_, _, entry) = entries::whole(connection, at.n)?;
    let spot = lineage.spot(connection, &feed.id, &at)?;
    let placed = spot.placed(&feed.feed, &entry.header);
    Ok(HeldAct { at, feed: feed.n, entry: Arc::new(entry), placed, clock: spot.clock, status: at.status })
}

/// Judges and folds control acts together. Cuts name heads, and on a forked feed a head tells more once
/// it is held: so again until nothing new is named.
pub(crate) fn settled(
    connection: &Connection,
    lineage: &mut Lineage,
    mut acts: Vec<HeldAct>,
) -> Result<Roll, StoreError> {
    let sessions = forked_sessions(connection, lineage, &acts)?;
    let trusted = network::trusted(connection)?;
    let (mut placed, mut known) = (Vec::<(Head, Clock)>::new(), 0);
    loop {
        let mut start = trusted.map_or_else(Membership::new, Membership::joined);
        for (head, clock) in &placed {
            start.place_head(*head, clock.clone());
        }
        let given: Vec<ControlAct<'_>> = acts
            .iter()
            .map(|act| ControlAct { entry: &act.entry, placed: act.placed, clock: &act.clock })
            .collect();
        let settled = settle(&start, &sessions, &given);
        let named: HashSet<Head> = settled.membership.named_heads().collect();
        placed.clear();
        for head in &named {
            if let Some(at) = lineage.held(connection, head)? {
                placed.push((*head, lineage.full_clock(connection, &at)?));
            }
        }
        if placed.len() > known {
            known = placed.len();
            continue;
        }
        for (act, standing) in acts.iter_mut().zip(settled.standings) {
            act.status = standing.into();
        }
        let digest = basis(connection)?;
        let (membership, sessions) = (settled.membership, settled.sessions);
        return Ok(Roll { digest, acts, membership, sessions, named });
    }
}

fn forked_sessions(
    connection: &Connection,
    lineage: &mut Lineage,
    acts: &[HeldAct],
) -> Result<Sessions, StoreError> {
    let mut sessions = Sessions::new();
    let feeds: HashSet<i64> = acts.iter().map(|act| act.feed).collect();
    for feed in feeds {
        let row = lineage.feed_n(connection, feed)?;
        branch_off(connection, lineage, &row, &mut sessions)?;
    }
    Ok(sessions)
}

/// Tells the sessions where a feed forks.
pub(crate) fn branch_off(
    connection: &Connection,
    lineage: &mut Lineage,
    feed: &FeedRow,
    sessions: &mut Sessions,
) -> Result<(), StoreError> {
    for branch in lineage.branches(connection, &feed.id)? {
        if let Some(parent) = branch.parent {
            let seq = unsigned(branch.first_seq - 1);
            sessions.branch_off(Branch(branch.n), Position { branch: Branch(parent), seq });
        }
    }
    Ok(())
}

/// Says that the membership rests on one more entry.
pub(crate) fn rests_on(connection: &Connection, entry: i64, hash: &Hash) -> Result<(), StoreError> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&last_digest(connection)?).update(hash.as_bytes());
    connection
        .prepare_cached("insert into control (entry, digest) values (?1, ?2)")?
        .execute((entry, hasher.finalize().as_bytes()))?;
    Ok(())
}

/// Names the entries whose personal fields are to be shown as erased, for those who only read.
pub(crate) fn write_erased(connection: &Connection, roll: &Roll) -> Result<(), StoreError> {
    connection.execute("delete from erased", [])?;
    let mut statement =
        connection.prepare_cached("insert or ignore into erased (hash, governor) values (?1, ?2)")?;
    for act in &roll.acts {
        let said_in = act.placed.scope;
        for (event, payload) in act.entry.header.events.iter().zip(&act.entry.payload) {
            let Ok(Some(MembershipEvent::PersonalDropped(dropped))) =
                MembershipEvent::decode(event.kind, payload)
            else {
                continue;
            };
            if roll.membership.is_personal_dropped(said_in, dropped.entry) {
                let governor = feeds::scope_or_new(connection, &said_in)?;
                statement.execute((dropped.entry.as_bytes(), governor))?;
            }
        }
    }
    Ok(())
}

fn last_digest(connection: &Connection) -> Result<[u8; 32], StoreError> {
    let mut statement = connection.prepare_cached("select digest from control order by n desc limit 1")?;
    Ok(statement.query_row([], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// What a membership rests on: the control entries held, and which network is trusted.
pub(crate) fn basis(connection: &Connection) -> Result<[u8; 32], StoreError> {
    let entries = last_digest(connection)?;
    let Some(authority) = network::trusted(connection)? else { return Ok(entries) };
    let mut hasher = blake3::Hasher::new();
    hasher.update(&entries).update(authority.as_bytes());
    Ok(*hasher.finalize().as_bytes())
}
