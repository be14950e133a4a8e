//! What parked entries wait for.

use feed::{FeedId, Hash, Head};
use rusqlite::Connection;

use super::signed;
use crate::StoreError;

/// Entries that are held and not folded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Aside {
    pub parked: u32,
    pub quarantined: u32,
}

/// How many wait, and how many were set apart.
///
/// # Errors
/// The database's.
pub fn aside(connection: &Connection) -> Result<Aside, StoreError> {
    let mut statement = connection.prepare_cached("select count(*) from entry where status = ?1")?;
    let mut count = |status: i64| statement.query_row([status], |row| row.get(0));
    Ok(Aside { parked: count(1)?, quarantined: count(2)? })
}

pub(crate) fn any(connection: &Connection) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached("select exists (select 1 from missing)")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

pub(crate) fn wait(connection: &Connection, entry: i64, missing: &[Head]) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "insert or ignore into missing (feed_id, seq, hash, entry) values (?1, ?2, ?3, ?4)",
    )?;
    for head in missing {
        statement.execute((head.feed.as_bytes(), signed(head.seq), head.hash.as_bytes(), entry))?;
    }
    Ok(())
}

/// Entries that wait for nothing any more now that `head` has come, in order of arrival.
pub(crate) fn released_by(connection: &Connection, head: &Head) -> Result<Vec<i64>, StoreError> {
    let key = (head.feed.as_bytes(), signed(head.seq), head.hash.as_bytes());
    let mut waiting = connection
        .prepare_cached("select entry from missing where feed_id = ?1 and seq = ?2 and hash = ?3")?;
    let entries: Vec<i64> = waiting.query_map(key, |row| row.get(0))?.collect::<Result<_, _>>()?;
    if entries.is_empty() {
        return Ok(entries);
    }
    connection
        .prepare_cached("delete from missing where feed_id = ?1 and seq = ?2 and hash = ?3")?
        .execute(key)?;
    let mut still = connection.prepare_cached("select exists (select 1 from missing where entry = ?1)")?;
    let mut free = Vec::new();
    for entry in entries {
        if !still.query_row([entry], |row| row.get::<_, bool>(0))? {
            free.push(entry);
        }
    }
    Ok(free)
}

/// Heads that parked entries name and nobody brought yet: what to ask others for.
pub fn wanted(connection: &Connection) -> Result<Vec<Head>, StoreError> {
    let mut statement =
        connection.prepare_cached("select distinct feed_id, seq, hash from missing order by 1, 2, 3")?;
    let rows = statement.query_map([], |row| {
        Ok(Head {
            feed: FeedId::from_bytes(row.get(0)?),
            seq: super::unsigned(row.get(1)?),
            hash: Hash::from_bytes(row.get(2)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
