//! Entries, their evidence and the index of their events.

use feed::{ActId, Clock, Entry, EventHead, Evidence, Hash};
use rusqlite::{Connection, OptionalExtension, Row};

use super::{Status, signed, unsigned};
use crate::StoreError;
use crate::error::Damage;
use crate::lineage::Spot;

/// Where a held entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standpoint {
    pub n: i64,
    pub branch: u32,
    pub seq: u64,
    pub hash: Hash,
    pub depth: u64,
    pub clock: i64,
    pub status: Status,
    pub act: ActId,
    pub lead: Lead,
}

/// What an entry is to its act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lead {
    /// A further piece of the act the entry before it belongs to.
    Continues,
    /// The first piece of its act in this feed.
    Leads,
    /// Says who belongs or who speaks: no act of the books.
    Membership,
}

impl Lead {
    pub(crate) fn code(self) -> i64 {
        match self {
            Self::Continues => 0,
            Self::Leads => 1,
            Self::Membership => 2,
        }
    }

    fn from_code(code: i64) -> Self {
        match code {
            1 => Self::Leads,
            2 => Self::Membership,
            _ => Self::Continues,
        }
    }

    pub(crate) fn of(entry: &Entry, previous: Option<&Standpoint>) -> Self {
        if entry.header.events.iter().all(|event| feed::kinds::is_membership(event.kind)) {
            return Self::Membership;
        }
        match previous {
            Some(before) if before.act == entry.header.act && before.lead != Self::Membership => {
                Self::Continues
            }
            _ => Self::Leads,
        }
    }
}

pub(crate) const STANDPOINT: &str = "n, branch, seq, hash, depth, clock, status, reason, act, lead";

pub(crate) fn standpoint(row: &Row<'_>) -> rusqlite::Result<Standpoint> {
    Ok(Standpoint {
        n: row.get(0)?,
        branch: row.get(1)?,
        seq: unsigned(row.get(2)?),
        hash: Hash::from_bytes(row.get(3)?),
        depth: unsigned(row.get(4)?),
        clock: row.get(5)?,
        status: Status::from_codes(row.get(6)?, row.get(7)?),
        act: ActId::from_bytes(row.get(8)?),
        lead: Lead::from_code(row.get(9)?),
    })
}

pub(crate) fn find(
    connection: &Connection,
    feed: i64,
    seq: u64,
    hash: &Hash,
) -> Result<Option<Standpoint>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select n, branch, seq, hash, depth, clock, status, reason, act, lead
         from entry where feed = ?1 and seq = ?2 and hash = ?3",
    )?;
    Ok(statement.query_row((feed, signed(seq), hash.as_bytes()), standpoint).optional()?)
}

/// An entry about to be kept.
pub(crate) struct Arrival<'a> {
    pub feed: i64,
    pub entry: &'a Entry,
    pub hash: Hash,
    /// None while parked.
    pub spot: Option<&'a Spot>,
    pub status: Status,
    pub lead: Lead,
}

pub(crate) fn insert(connection: &Connection, arrival: &Arrival<'_>) -> Result<i64, StoreError> {
    let Arrival { feed, entry, hash, spot, status, lead } = arrival;
    let header = &entry.header;
    let (branch, depth, clock) = coordinates(*spot);
    let (status, reason) = status.codes();
    let personal = match &entry.personal {
        feed::Personal::None => None,
        _ => Some(entry.personal_bytes()),
    };
    connection
        .prepare_cached(
            "insert into entry (feed, seq, hash, branch, depth, clock, status, reason, lead,
                                at_ms, at_unsure, act, actor, header, payload, personal)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        )?
        .execute(rusqlite::params![
            feed,
            signed(header.seq),
            hash.as_bytes(),
            branch,
            depth,
            clock,
            status,
            reason,
            lead.code(),
            header.at.ms,
            header.at.unsure,
            header.act.as_bytes(),
            header.actor.as_bytes(),
            entry.header_bytes(),
            entry.payload_bytes(),
            personal,
        ])?;
    Ok(connection.last_insert_rowid())
}

/// A parked entry gets its place.
pub(crate) fn place(
    connection: &Connection,
    n: i64,
    spot: &Spot,
    status: Status,
    lead: Lead,
) -> Result<(), StoreError> {
    let (branch, depth, clock) = coordinates(Some(spot));
    let (status, reason) = status.codes();
    connection
        .prepare_cached(
            "update entry set branch = ?2, depth = ?3, clock = ?4, status = ?5, reason = ?6, lead = ?7
             where n = ?1",
        )?
        .execute((n, branch, depth, clock, status, reason, lead.code()))?;
    Ok(())
}

pub(crate) fn set_status(connection: &Connection, n: i64, status: Status) -> Result<(), StoreError> {
    let (status, reason) = status.codes();
    connection
        .prepare_cached("update entry set status = ?2, reason = ?3 where n = ?1")?
        .execute((n, status, reason))?;
    Ok(())
}

fn coordinates(spot: Option<&Spot>) -> (i64, i64, i64) {
    spot.map_or((0, -1, 0), |spot| (i64::from(spot.position.branch.0), signed(spot.depth), spot.clock_row))
}

/// The first seal over an entry is kept; any other says the same.
pub(crate) fn seal(connection: &Connection, n: i64, signature: &[u8; 64]) -> Result<(), StoreError> {
    connection
        .prepare_cached("update entry set seal = ?2 where n = ?1 and seal is null")?
        .execute((n, signature))?;
    Ok(())
}

/// True when something new came.
pub(crate) fn add_evidence(
    connection: &Connection,
    n: i64,
    evidence: &[Evidence],
) -> Result<bool, StoreError> {
    let mut added = false;
    let mut statement =
        connection.prepare_cached("insert or ignore into evidence (entry, evidence) values (?1, ?2)")?;
    for one in evidence {
        added |= statement.execute((n, one.to_bytes()))? > 0;
    }
    Ok(added)
}

pub(crate) fn evidence(connection: &Connection, n: i64) -> Result<Vec<Evidence>, StoreError> {
    let mut statement =
        connection.prepare_cached("select evidence from evidence where entry = ?1 order by evidence")?;
    let rows = statement.query_map([n], |row| row.get::<_, Vec<u8>>(0))?;
    rows.map(|bytes| Evidence::from_bytes(&bytes?).map_err(|_| damaged())).collect()
}

/// Indexes the events of an entry; a parked one's at depth -1.
pub(crate) fn index_event(
    connection: &Connection,
    subject: i64,
    depth: i64,
    entry: i64,
    idx: usize,
    event: &EventHead,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "insert or ignore into event (subject, depth, entry, idx, kind) values (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((subject, depth, entry, idx as i64, event.kind))?;
    Ok(())
}

pub(crate) fn unindex_parked(connection: &Connection, subject: i64, entry: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached("delete from event where subject = ?1 and depth = -1 and entry = ?2")?
        .execute((subject, entry))?;
    Ok(())
}

/// Puts a stored entry together again.
pub(crate) fn whole(connection: &Connection, n: i64) -> Result<(i64, Hash, Entry), StoreError> {
    let mut statement =
        connection.prepare_cached("select feed, hash, header, payload, personal from entry where n = ?1")?;
    let (feed, hash, parts) = statement
        .query_row([n], |row| Ok((row.get(0)?, Hash::from_bytes(row.get(1)?), entry_at(row, 2)?)))?;
    Ok((feed, hash, parts?))
}

/// The entry whose header, payload and personal part stand in three columns from `column` on.
pub(crate) fn entry_at(row: &Row<'_>, column: usize) -> rusqlite::Result<Result<Entry, StoreError>> {
    let header = row.get_ref(column)?.as_blob()?;
    let payload = row.get_ref(column + 1)?.as_blob()?;
    Ok(from_parts(header, payload, row.get_ref(column + 2)?.as_blob_or_null()?))
}

pub(crate) fn from_parts(
    header: &[u8],
    payload: &[u8],
    personal: Option<&[u8]>,
) -> Result<Entry, StoreError> {
    /// The empty array: no personal part.
    const NONE: &[u8] = &[0x80];
    Entry::from_parts(header, payload, personal.unwrap_or(NONE)).map_err(|_| damaged())
}

pub(crate) fn clock(connection: &Connection, n: i64) -> Result<Clock, StoreError> {
    if n == 0 {
        return Ok(Clock::start());
    }
    let mut statement = connection.prepare_cached("select clock from clock where n = ?1")?;
    let bytes: Vec<u8> = statement.query_row([n], |row| row.get(0))?;
    Clock::from_bytes(&bytes).map_err(|_| damaged())
}

pub(crate) fn insert_clock(connection: &Connection, clock: &Clock) -> Result<i64, StoreError> {
    connection.prepare_cached("insert into clock (clock) values (?1)")?.execute([clock.to_bytes()])?;
    Ok(connection.last_insert_rowid())
}

pub(crate) fn damaged() -> StoreError {
    StoreError::Damaged { what: Damage::Structure }
}
