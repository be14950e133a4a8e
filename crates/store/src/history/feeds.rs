//! Scopes, feeds and branches.

use feed::{DeviceKey, Feed, FeedId, Scope};
use minicbor::Encode;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::StoreError;
use crate::error::Damage;

/// A feed as held.
#[derive(Debug, Clone)]
pub(crate) struct FeedRow {
    pub n: i64,
    pub id: FeedId,
    pub feed: Feed,
    pub scope: i64,
    pub own: i64,
}

/// Another device writes there.
pub(crate) const OTHERS: i64 = 0;
/// This device writes there.
pub(crate) const OWN: i64 = 1;
/// This device wrote there in a former epoch.
pub(crate) const LEFT: i64 = 2;

const COLUMNS: &str = "select n, feed_id, feed, scope, own from feed";

pub(crate) fn scope_bytes(scope: &Scope) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = minicbor::Encoder::new(&mut bytes);
    scope.encode(&mut encoder, &mut ()).expect("writing to memory cannot fail");
    bytes
}

pub(crate) fn scope(connection: &Connection, scope: &Scope) -> Result<Option<i64>, StoreError> {
    let mut statement = connection.prepare_cached("select n from scope where scope = ?1")?;
    Ok(statement.query_row([scope_bytes(scope)], |row| row.get(0)).optional()?)
}

/// The scope with this number.
pub(crate) fn scope_of(connection: &Connection, n: i64) -> Result<Scope, StoreError> {
    let mut statement = connection.prepare_cached("select scope from scope where n = ?1")?;
    let bytes: Vec<u8> = statement.query_row([n], |row| row.get(0))?;
    minicbor::decode(&bytes).map_err(|_| StoreError::Damaged { what: Damage::Structure })
}

/// What names the scope with this number among the rules.
pub(crate) fn scope_id(connection: &Connection, n: i64) -> Result<domain::ScopeId, StoreError> {
    Ok(domain::ScopeId(*scope_of(connection, n)?.id().as_bytes()))
}

pub(crate) fn scope_or_new(connection: &Connection, wanted: &Scope) -> Result<i64, StoreError> {
    if let Some(n) = scope(connection, wanted)? {
        return Ok(n);
    }
    connection.prepare_cached("insert into scope (scope) values (?1)")?.execute([scope_bytes(wanted)])?;
    Ok(connection.last_insert_rowid())
}

pub(crate) fn by_id(connection: &Connection, id: &FeedId) -> Result<Option<FeedRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{COLUMNS} where feed_id = ?1"))?;
    statement.query_row([id.as_bytes()], read).optional()?.transpose()
}

pub(crate) fn by_n(connection: &Connection, n: i64) -> Result<FeedRow, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{COLUMNS} where n = ?1"))?;
    statement.query_row([n], read)?
}

/// The feed a branch is of.
pub(crate) fn of_branch(connection: &Connection, branch: u32) -> Result<Option<FeedRow>, StoreError> {
    let mut statement =
        connection.prepare_cached(&format!("{COLUMNS} where n = (select feed from branch where n = ?1)"))?;
    statement.query_row([branch], read).optional()?.transpose()
}

pub(crate) fn all(connection: &Connection) -> Result<Vec<FeedRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{COLUMNS} order by n"))?;
    let rows = statement.query_map([], read)?.collect::<Result<Vec<_>, _>>()?;
    rows.into_iter().collect()
}

pub(crate) fn in_scope(connection: &Connection, scope: i64) -> Result<Vec<FeedRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{COLUMNS} where scope = ?1 order by n"))?;
    let rows = statement.query_map([scope], read)?.collect::<Result<Vec<_>, _>>()?;
    rows.into_iter().collect()
}

/// The feed this device writes to in a scope.
pub(crate) fn own(
    connection: &Connection,
    scope: i64,
    device: &DeviceKey,
) -> Result<Option<FeedRow>, StoreError> {
    let feeds = in_scope(connection, scope)?;
    Ok(feeds.into_iter().rev().find(|row| row.own == OWN && row.feed.device == *device))
}

pub(crate) fn insert(connection: &Connection, feed: &Feed, id: FeedId) -> Result<FeedRow, StoreError> {
    let scope = scope_or_new(connection, &feed.scope)?;
    connection.prepare_cached("insert into feed (feed_id, feed, scope) values (?1, ?2, ?3)")?.execute((
        id.as_bytes(),
        feed.to_bytes(),
        scope,
    ))?;
    Ok(FeedRow { n: connection.last_insert_rowid(), id, feed: feed.clone(), scope, own: 0 })
}

pub(crate) fn set_own(connection: &Connection, n: i64, own: i64) -> Result<(), StoreError> {
    connection.prepare_cached("update feed set own = ?2 where n = ?1")?.execute((n, own))?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Result<FeedRow, StoreError>> {
    let (n, id, bytes): (i64, [u8; 32], Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let (scope, own) = (row.get(3)?, row.get(4)?);
    Ok(Feed::from_bytes(&bytes)
        .map(|feed| FeedRow { n, id: FeedId::from_bytes(id), feed, scope, own })
        .map_err(|_| StoreError::Damaged { what: Damage::Structure }))
}

/// A branch: where it goes on from, if it is a fork.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BranchRow {
    pub n: u32,
    pub parent: Option<u32>,
    pub first_seq: i64,
}

pub(crate) fn branches(connection: &Connection, feed: i64) -> Result<Vec<BranchRow>, StoreError> {
    let mut statement =
        connection.prepare_cached("select n, parent, first_seq from branch where feed = ?1 order by n")?;
    let rows = statement.query_map([feed], |row| {
        Ok(BranchRow { n: row.get(0)?, parent: row.get(1)?, first_seq: row.get(2)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn insert_branch(
    connection: &Connection,
    feed: i64,
    parent: Option<u32>,
    first_seq: i64,
) -> Result<BranchRow, StoreError> {
    connection
        .prepare_cached("insert into branch (feed, parent, first_seq) values (?1, ?2, ?3)")?
        .execute((feed, parent, first_seq))?;
    let n = u32::try_from(connection.last_insert_rowid())
        .map_err(|_| StoreError::Damaged { what: Damage::Structure })?;
    Ok(BranchRow { n, parent, first_seq })
}
