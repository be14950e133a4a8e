//! The whole store checked against itself: chains, seals, signatures, standings, and every folded row
//! against the history folded anew in memory.

mod blobs;
mod tables;

use std::collections::{BTreeMap, HashMap};

use domain::AssetId;
use domain::fold::{State, serial_subject, serial_twice};
use feed::{BlobId, Entry, EvidenceRole, FeedId, Hash, Head, Seal};
use rusqlite::Connection;

use crate::StoreError;
use crate::folding::Folding;
use crate::folding::slots::Slot;
use crate::history::entries;
use crate::history::feeds::{self, FeedRow};
use crate::history::{Status, unsigned};
use crate::lineage::Lineage;
use crate::projection::{self, discrepancies, discrepancy};
use crate::rebuild::{self, GoOn};
use crate::record::roll::{self, Roll};
use crate::record::standing;

pub use tables::unlike_rebuilt;

/// What a check of the store found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub feeds: u64,
    pub entries: u64,
    pub subjects: u64,
    /// Photographs and documents, those on their way included.
    pub blobs: u64,
    /// At most [`MOST_PROBLEMS`].
    pub problems: Vec<Problem>,
}

/// Problems named one by one; what is broken more often than this is broken.
pub const MOST_PROBLEMS: usize = 1000;

/// One thing that is not as it must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("entry {seq} of feed {feed} does not read")]
    Unreadable { feed: FeedId, seq: u64 },
    #[error("entry {seq} of feed {feed} is not what its hash says")]
    WrongHash { feed: FeedId, seq: u64 },
    #[error("entry {seq} of feed {feed} does not follow the one before it")]
    BrokenChain { feed: FeedId, seq: u64 },
    #[error("the seal over entry {seq} of feed {feed} is not its device's")]
    ForgedSeal { feed: FeedId, seq: u64 },
    #[error("entry {seq} of feed {feed} is the last and bears no seal")]
    Unsealed { feed: FeedId, seq: u64 },
    #[error("a signature beside entry {seq} of feed {feed} is forged")]
    ForgedEvidence { feed: FeedId, seq: u64 },
    #[error("the standing of entry {seq} of feed {feed} is not what the membership says")]
    WrongStanding { feed: FeedId, seq: u64 },
    #[error("subject {subject} is not what its history comes to")]
    WrongState { subject: uuid::Uuid },
    #[error("the discrepancies are not what the history comes to")]
    WrongDiscrepancies,
    #[error("the table {table} is not what the history comes to")]
    WrongTable { table: &'static str },
    #[error("the folded tables come from another version")]
    OtherVersion,
    #[error("the photograph or document {blob} is not what its hash says")]
    WrongBlob { blob: BlobId },
}

/// Checks everything that is in the database. How it compares with its head witness,
/// [`Witness::compare`](crate::witness::Witness::compare) says.
///
/// # Errors
/// [`StoreError::Stopped`], the database refuses, or is too damaged to be checked.
pub fn verify(connection: &Connection, progress: GoOn<'_>) -> Result<Report, StoreError> {
    let mut report = Report::default();
    let entries: i64 = connection.query_row("select count(*) from entry", [], |row| row.get(0))?;
    let entries = unsigned(entries);
    // Read twice: for the chains, then to be folded.
    for feed in feeds::all(connection)? {
        report.feeds += 1;
        check_feed(connection, &feed, &mut report, &mut |done| progress(done, 2 * entries))?;
    }
    let progress: GoOn<'_> = &mut |done, total| progress(entries + done, entries + total);
    let mut lineage = Lineage::default();
    let roll = check_standings(connection, &mut lineage, &mut report)?;
    blobs::check(connection, &mut report, &mut || progress(0, entries))?;
    if !projection::is_current(connection)? {
        report.note(Problem::OtherVersion);
        return Ok(report);
    }
    let mut folding = rebuild::fold_all(connection, &mut lineage, &roll.membership, progress)?;
    folding.refold_late(connection, &mut lineage, &roll.membership)?;
    check_states(connection, &folding, &mut report)?;
    check_discrepancies(connection, &folding, &mut report)?;
    Ok(report)
}

impl Report {
    fn unsealed(&mut self, feed: FeedId, seq: u64, covered: &HashMap<Hash, bool>) {
        if covered.values().any(|covered| !covered) {
            self.note(Problem::Unsealed { feed, seq });
        }
    }

    fn note(&mut self, problem: Problem) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        }
    }
}

fn check_feed(
    connection: &Connection,
    feed: &FeedRow,
    report: &mut Report,
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare(
        "select n, seq, hash, status, seal, header, payload, personal from entry where feed = ?1 order by seq",
    )?;
    let mut rows = statement.query([feed.n])?;
    // Hashes at this sequence number and the one before, and whether a seal covers them or something goes on.
    let (mut at, mut here, mut before) = (0, HashMap::new(), HashMap::new());
    while let Some(row) = rows.next()? {
        report.entries += 1;
        if report.entries.is_multiple_of(rebuild::STRIDE) && !progress(report.entries) {
            return Err(StoreError::Stopped);
        }
        let seq = unsigned(row.get(1)?);
        if seq != at {
            report.unsealed(feed.id, at.saturating_sub(1), &before);
            before = std::mem::take(&mut here);
            if seq != at + 1 {
                report.unsealed(feed.id, at, &before);
                before.clear();
            }
            at = seq;
        }
        let hash = Hash::from_bytes(row.get(2)?);
        let Ok(entry) = entries::entry_at(row, 5)? else {
            report.note(Problem::Unreadable { feed: feed.id, seq });
            continue;
        };
        let parked = row.get::<_, i64>(3)? == Status::Parked.codes().0;
        check_entry(connection, feed, row.get(0)?, seq, hash, &entry, report)?;
        match before.get_mut(&entry.header.previous) {
            Some(covered) => *covered = true,
            None if seq == 1 || parked => {}
            None => report.note(Problem::BrokenChain { feed: feed.id, seq }),
        }
        let seal: Option<[u8; 64]> = row.get(4)?;
        if let Some(signature) = seal
            && !(Seal { feed: feed.id, seq, hash, signature }).verify(&feed.feed.device)
        {
            report.note(Problem::ForgedSeal { feed: feed.id, seq });
        }
        // What ends a branch must be sealed; the others are, through the chain.
        here.insert(hash, seal.is_some());
    }
    report.unsealed(feed.id, at.saturating_sub(1), &before);
    report.unsealed(feed.id, at, &here);
    Ok(())
}

fn check_entry(
    connection: &Connection,
    feed: &FeedRow,
    n: i64,
    seq: u64,
    hash: Hash,
    entry: &Entry,
    report: &mut Report,
) -> Result<(), StoreError> {
    let head = Head { feed: entry.header.feed, seq: entry.header.seq, hash: entry.hash() };
    if head != (Head { feed: feed.id, seq, hash }) {
        report.note(Problem::WrongHash { feed: feed.id, seq });
    }
    for one in entries::evidence(connection, n)? {
        let by_actor = one.person == entry.header.actor;
        if !one.verify(hash) || by_actor != (one.role == EvidenceRole::Actor) {
            report.note(Problem::ForgedEvidence { feed: feed.id, seq });
        }
    }
    Ok(())
}

fn check_standings(
    connection: &Connection,
    lineage: &mut Lineage,
    report: &mut Report,
) -> Result<Roll, StoreError> {
    let held = roll::held(connection, lineage)?;
    let roll = roll::settled(connection, lineage, held.clone())?;
    for (stored, judged) in held.iter().zip(&roll.acts) {
        if stored.status != judged.status {
            let order = judged.placed.order;
            report.note(Problem::WrongStanding { feed: order.feed, seq: order.seq });
        }
    }
    for feed in feeds::all(connection)?.iter().filter(|feed| !feed.feed.scope.is_control()) {
        let (_, changed) = standing::judge_feed(connection, lineage, &roll, feed)?;
        for change in changed {
            report.note(Problem::WrongStanding { feed: feed.id, seq: change.at.seq });
        }
    }
    Ok(roll)
}

fn check_states(connection: &Connection, folding: &Folding, report: &mut Report) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare("select t.n, s.id, t.kind, t.state from state t join subject s on s.n = t.n")?;
    let mut rows = statement.query([])?;
    let mut stored = 0;
    while let Some(row) = rows.next()? {
        stored += 1;
        let slot = folding.slots.get(row.get(0)?);
        let same = slot.is_some_and(|slot| slot.kind() == row.get(2).unwrap_or(u8::MAX))
            && slot.and_then(|slot| slot.state.as_ref()).map(State::encode) == row.get(3)?;
        if !same {
            report.note(Problem::WrongState { subject: uuid::Uuid::from_bytes(row.get(1)?) });
        }
    }
    report.subjects = stored;
    let folded = folding.slots.iter().filter(|(_, slot)| slot.last.is_some()).count() as u64;
    if folded != stored {
        let stored_ones = |n: i64| {
            connection.query_row("select exists (select 1 from state where n = ?1)", [n], |row| {
                row.get::<_, bool>(0)
            })
        };
        for (n, slot) in folding.slots.iter().filter(|(_, slot)| slot.last.is_some()) {
            if !stored_ones(n)? {
                report.note(Problem::WrongState { subject: slot.id.0 });
            }
        }
    }
    Ok(())
}

fn check_discrepancies(
    connection: &Connection,
    folding: &Folding,
    report: &mut Report,
) -> Result<(), StoreError> {
    let mut expected = BTreeMap::new();
    let mut claims: HashMap<_, Vec<AssetId>> = HashMap::new();
    for (_, slot) in folding.slots.iter() {
        for one in discrepancies(feeds::scope_id(connection, slot.scope)?, slot.state.as_ref()) {
            expected.insert(one.id, discrepancy::bytes(&one));
        }
        if let Some(State::Asset(asset)) = &slot.state
            && let Some(identity) = domain::fold::identity(asset).filter(|identity| !identity.key.is_empty())
        {
            claims.entry((slot.scope, identity)).or_default().push(AssetId(slot.id.0));
        }
    }
    let settlings: HashMap<_, _> =
        folding.slots.iter().filter_map(|(_, slot)| Some(((slot.scope, slot.id), settling(slot)?))).collect();
    for ((scope, identity), live) in claims.iter().filter(|(_, live)| live.len() > 1) {
        let settling = settlings.get(&(*scope, serial_subject(identity.item, &identity.key)));
        let named = feeds::scope_id(connection, *scope)?;
        if let Some(one) = serial_twice(named, identity.item, &identity.key, live, settling) {
            expected.insert(one.id, discrepancy::bytes(&one));
        }
    }
    for (feed, scope, fork) in discrepancy::forks(connection)? {
        let id = *feed::fork_id(fork.feed, fork.seq).as_bytes();
        let settling = settlings.get(&(scope, discrepancy::fork_subject(&id))).copied();
        expected.insert(id, discrepancy::bytes(&discrepancy::forked(connection, feed, fork, settling)?));
    }
    let mut statement = connection.prepare("select id, discrepancy from discrepancy")?;
    let stored = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<BTreeMap<[u8; 32], Vec<u8>>, _>>()?;
    if stored != expected {
        report.note(Problem::WrongDiscrepancies);
    }
    Ok(())
}

fn settling(slot: &Slot) -> Option<domain::fold::Settling> {
    match &slot.state {
        Some(State::Unfounded(unfounded)) => unfounded.settling,
        _ => None,
    }
}
