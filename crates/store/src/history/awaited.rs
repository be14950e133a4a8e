//! Whose entries are missing here that parked ones rest on, and who has held them.

use std::collections::{BTreeMap, BTreeSet};

use feed::DeviceKey;
use rusqlite::Connection;

use super::feeds;
use crate::StoreError;

/// References looked at: an entry that goes on from a parked one has one too, and a long feed may wait for its first.
const MOST_REFERENCES: u32 = 10_000;

/// What parked entries wait for, of one laptop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// Whose entries are missing. `None` where nothing of their feeds has come: a feed that is only named says nothing
    /// of its laptop.
    pub of: Option<DeviceKey>,
    /// Who wrote what rests on them, and held them to do so.
    pub held_by: BTreeSet<DeviceKey>,
    /// Parked entries that name them. What goes on from those waits too.
    pub entries: u32,
}

/// All that is awaited, what names no laptop first. Of very many references the first are looked at.
///
/// # Errors
/// The database's.
pub fn awaited(connection: &Connection) -> Result<Vec<Awaited>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select f.n, e.feed, e.n
         from (select feed_id, seq, hash, entry from missing order by feed_id, seq limit ?1) m
         join entry e on e.n = m.entry
         left join feed f on f.feed_id = m.feed_id
         where not exists (select 1 from entry h where h.feed = f.n and h.seq = m.seq and h.hash = m.hash)",
    )?;
    let rows = statement.query_map([MOST_REFERENCES], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut of_laptops: BTreeMap<Option<DeviceKey>, (BTreeSet<DeviceKey>, BTreeSet<i64>)> = BTreeMap::new();
    for row in rows {
        let (missing, writer, entry): (Option<i64>, i64, i64) = row?;
        let of = missing.map(|feed| device(connection, feed)).transpose()?;
        let (held_by, entries) = of_laptops.entry(of).or_default();
        held_by.insert(device(connection, writer)?);
        entries.insert(entry);
    }
    let awaited = of_laptops.into_iter().map(|(of, (held_by, entries))| {
        let entries = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        Awaited { of, held_by, entries }
    });
    Ok(awaited.collect())
}

fn device(connection: &Connection, feed: i64) -> Result<DeviceKey, StoreError> {
    Ok(feeds::by_n(connection, feed)?.feed.device)
}
