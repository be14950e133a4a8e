//! Photographs and documents: the bytes that attachments name. They lie encrypted in the same file as the
//! history, in parts, and come after the entries that name them. Local: no fold and no state hash sees them.
//!
//! Every function works in the caller's transaction.

mod keep;
mod reached;
mod room;

use feed::{BLOB_PART_BYTES, BlobHasher, BlobId, MAX_BLOB_BYTES, Scope};
use rusqlite::{Connection, OptionalExtension};

use crate::StoreError;
use crate::error::Damage;
use crate::history::{feeds, signed, unsigned};

pub use keep::{Kept, keep_own, keep_part, let_go};
pub use reached::{forget_held_there, held_there, unheld_by, waiting_for};
pub use room::{DEFAULT_ROOM_BYTES, Room, room, set_room};

/// A photograph or document of a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blob {
    pub scope: Scope,
    pub blob: BlobId,
    /// In bytes.
    pub size: u64,
}

/// One that is named here and not whole here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    pub of: Blob,
    /// Bytes already here, from the beginning.
    pub held: u64,
}

/// How much is on its way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    pub blobs: u32,
    pub bytes: u64,
}

/// Each blob that an attachment names and that is not whole here: with its scope's number, the most bytes any
/// attachment says it has, and what of it is here.
const MISSING: &str =
    "select a.scope as scope, a.blob as id, max(a.size) as size, coalesce(b.held, 0) as held,
       b.n is not null as begun
  from attachment a left join blob b on b.scope = a.scope and b.id = a.blob
 where coalesce(b.whole, 0) = 0 and a.size between 1 and ?1
 group by a.scope, a.blob";

/// Named by a folded attachment of a scope held here and not whole here; smallest first. Nothing that there is
/// no room for: what has begun is counted as a whole, what has not may never come and keeps no room.
///
/// # Errors
/// The database's.
pub fn wanted(connection: &Connection, limit: usize) -> Result<Vec<Wanted>, StoreError> {
    let left = room(connection)?.left();
    let mut wanted = Vec::new();
    let mut statement = connection.prepare_cached(&format!("{MISSING} order by size, id"))?;
    let mut rows = statement.query([signed(MAX_BLOB_BYTES)])?;
    while wanted.len() < limit
        && let Some(row) = rows.next()?
    {
        let size = unsigned(row.get(2)?);
        if size > left && !row.get::<_, bool>(4)? {
            continue;
        }
        let scope = feeds::scope_of(connection, row.get(0)?)?;
        let blob = BlobId::from_bytes(row.get(1)?);
        wanted.push(Wanted { of: Blob { scope, blob, size }, held: unsigned(row.get(3)?) });
    }
    Ok(wanted)
}

/// The same for one; `None` where no attachment names it, it is whole here, or there is no room for it.
///
/// # Errors
/// The database's.
pub fn wants(connection: &Connection, scope: &Scope, blob: &BlobId) -> Result<Option<Wanted>, StoreError> {
    let Some(n) = feeds::scope(connection, scope)? else { return Ok(None) };
    let Some(size) = named_sizes(connection, n, blob)?.last().copied() else { return Ok(None) };
    let held = match stored(connection, n, blob)? {
        Some(stored) if stored.whole => return Ok(None),
        Some(stored) => stored.held,
        None if room(connection)?.left() < size => return Ok(None),
        None => 0,
    };
    Ok(Some(Wanted { of: Blob { scope: *scope, blob: *blob, size }, held }))
}

/// A part of a blob that is whole here, at most [`BLOB_PART_BYTES`] from `offset`; `None` where it is not whole
/// here, or not of that scope.
///
/// # Errors
/// The database's.
pub fn part(
    connection: &Connection,
    scope: &Scope,
    blob: &BlobId,
    offset: u64,
) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(whole) = find_whole(connection, scope, blob)? else { return Ok(None) };
    let most = BLOB_PART_BYTES as u64;
    let mut statement = connection.prepare_cached(
        "select start, bytes from blob_part where blob = ?1 and start > ?2 and start < ?3 order by start",
    )?;
    let from = signed(offset).saturating_sub(signed(most));
    let mut rows = statement.query((whole.n, from, signed(offset.saturating_add(most))))?;
    let mut part = Vec::new();
    while let Some(row) = rows.next()? {
        let before = offset.saturating_sub(unsigned(row.get(0)?));
        let bytes = row.get_ref(1)?.as_blob()?;
        let rest = usize::try_from(before).ok().and_then(|before| bytes.get(before..));
        part.extend_from_slice(rest.unwrap_or_default());
    }
    part.truncate(BLOB_PART_BYTES);
    Ok(Some(part))
}

/// All bytes of a blob that is whole here, checked against its hash; `None` where it is not whole here.
///
/// # Errors
/// The database's; [`StoreError::Damaged`] when they are not what the hash says.
pub fn bytes(connection: &Connection, scope: &Scope, blob: &BlobId) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(whole) = find_whole(connection, scope, blob)? else { return Ok(None) };
    let mut bytes = Vec::new();
    each_part(connection, whole.n, |part| bytes.extend_from_slice(part))?;
    if feed::blob_id(&bytes) != *blob {
        return Err(StoreError::Damaged { what: Damage::Blob });
    }
    Ok(Some(bytes))
}

/// Which of these are whole here.
///
/// # Errors
/// The database's.
pub fn whole(connection: &Connection, blobs: &[(Scope, BlobId)]) -> Result<Vec<Blob>, StoreError> {
    let mut whole = Vec::new();
    for (scope, blob) in blobs {
        if let Some(found) = find_whole(connection, scope, blob)? {
            whole.push(Blob { scope: *scope, blob: *blob, size: found.size });
        }
    }
    Ok(whole)
}

/// What is named here and not whole here, that for which there is no room too.
///
/// # Errors
/// The database's.
pub fn waiting(connection: &Connection) -> Result<Waiting, StoreError> {
    let sql = format!("select count(*), coalesce(sum(size - held), 0) from ({MISSING})");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row([signed(MAX_BLOB_BYTES)], |row| {
        Ok(Waiting { blobs: row.get(0)?, bytes: unsigned(row.get(1)?) })
    })?)
}

/// A row of the table.
pub(crate) struct Stored {
    n: i64,
    size: u64,
    held: u64,
    whole: bool,
}

/// What is here of a blob of the scope with this number.
pub(crate) fn stored(
    connection: &Connection,
    scope: i64,
    blob: &BlobId,
) -> Result<Option<Stored>, StoreError> {
    let mut statement =
        connection.prepare_cached("select n, size, held, whole from blob where scope = ?1 and id = ?2")?;
    let found = statement.query_row((scope, blob.as_bytes()), |row| {
        let (size, held) = (unsigned(row.get(1)?), unsigned(row.get(2)?));
        Ok(Stored { n: row.get(0)?, size, held, whole: row.get(3)? })
    });
    Ok(found.optional()?)
}

/// How many bytes a blob of the scope with this number has, if it is whole here.
pub(crate) fn whole_size(
    connection: &Connection,
    scope: i64,
    blob: &BlobId,
) -> Result<Option<u64>, StoreError> {
    let found = stored(connection, scope, blob)?;
    Ok(found.filter(|found| found.whole).map(|found| found.size))
}

fn find_whole(connection: &Connection, scope: &Scope, blob: &BlobId) -> Result<Option<Stored>, StoreError> {
    let Some(scope) = feeds::scope(connection, scope)? else { return Ok(None) };
    Ok(stored(connection, scope, blob)?.filter(|found| found.whole))
}

/// The sizes at which attachments name a blob, smallest first: one of them may be mistaken, or a lie.
fn named_sizes(connection: &Connection, scope: i64, blob: &BlobId) -> Result<Vec<u64>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select distinct size from attachment
         where scope = ?1 and blob = ?2 and size between 1 and ?3 order by size",
    )?;
    let sizes = statement
        .query_map((scope, blob.as_bytes(), signed(MAX_BLOB_BYTES)), |row| Ok(unsigned(row.get(0)?)))?
        .collect::<Result<_, _>>()?;
    Ok(sizes)
}

/// Hands over the parts of a blob in their order.
fn each_part(connection: &Connection, n: i64, mut each: impl FnMut(&[u8])) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare_cached("select bytes from blob_part where blob = ?1 order by start")?;
    let mut rows = statement.query([n])?;
    while let Some(row) = rows.next()? {
        each(row.get_ref(0)?.as_blob()?);
    }
    Ok(())
}

/// The hash and the length of all parts that are here.
pub(crate) fn hashed(connection: &Connection, n: i64) -> Result<(BlobId, u64), StoreError> {
    let (mut hasher, mut length) = (BlobHasher::default(), 0);
    each_part(connection, n, |part| {
        hasher.update(part);
        length += part.len() as u64;
    })?;
    Ok((hasher.finish(), length))
}
