//! Taking bytes in: whole from this laptop's own files, part by part from others.

use feed::{BLOB_PART_BYTES, BlobId, Scope, blob_id};
use rusqlite::Connection;

use super::{hashed, named_sizes, room, stored};
use crate::StoreError;
use crate::history::{feeds, signed};

/// What became of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Kept, and more is to come; the bytes here now.
    More(u64),
    /// It was the last: all bytes are here and are what the hash says.
    Whole,
    /// No attachment names it, or it is whole already, or there is no room for it.
    Unwanted,
    /// Not the next bytes: this many are here.
    OutOfStep(u64),
    /// All came and are not what the hash says: every part was dropped.
    Spoilt,
}

/// Keeps the next bytes of a blob that an attachment names. What breaks off goes on where it was.
///
/// # Errors
/// The database's: roll back.
pub fn keep_part(
    connection: &Connection,
    scope: &Scope,
    blob: &BlobId,
    offset: u64,
    bytes: &[u8],
) -> Result<Kept, StoreError> {
    let Some(scope) = feeds::scope(connection, scope)? else { return Ok(Kept::Unwanted) };
    let sizes = named_sizes(connection, scope, blob)?;
    let Some(most) = sizes.last().copied() else { return Ok(Kept::Unwanted) };
    let begun = stored(connection, scope, blob)?;
    if begun.as_ref().is_some_and(|begun| begun.whole) {
        return Ok(Kept::Unwanted);
    }
    let held = begun.as_ref().map_or(0, |begun| begun.held);
    if offset != held || bytes.is_empty() || bytes.len() > BLOB_PART_BYTES {
        return Ok(Kept::OutOfStep(held));
    }
    let n = match begun {
        Some(begun) => begun.n,
        None if room(connection)?.left() < most => return Ok(Kept::Unwanted),
        None => begin(connection, scope, blob, false)?,
    };
    add(connection, n, held, bytes)?;
    let held = held + bytes.len() as u64;
    if sizes.contains(&held) && hashed(connection, n)?.0 == *blob {
        end(connection, n, held, held, true)?;
        return Ok(Kept::Whole);
    }
    if held >= most {
        drop_parts(connection, n)?;
        return Ok(Kept::Spoilt);
    }
    end(connection, n, most, held, false)?;
    Ok(Kept::More(held))
}

/// Drops what is here of a blob that is not whole: its parts are not what others have of it.
///
/// # Errors
/// The database's: roll back.
pub fn let_go(connection: &Connection, scope: &Scope, blob: &BlobId) -> Result<(), StoreError> {
    let Some(scope) = feeds::scope(connection, scope)? else { return Ok(()) };
    match stored(connection, scope, blob)? {
        Some(begun) if !begun.whole => drop_parts(connection, begun.n),
        _ => Ok(()),
    }
}

/// Keeps all bytes of what is added on this laptop, whatever the room. At most [`feed::MAX_BLOB_BYTES`]: the
/// rules refuse an act that names more. What is here already stays as it is.
///
/// # Errors
/// The database's: roll back.
pub fn keep_own(connection: &Connection, scope: &Scope, bytes: &[u8]) -> Result<BlobId, StoreError> {
    let blob = blob_id(bytes);
    let scope = feeds::scope_or_new(connection, scope)?;
    match stored(connection, scope, &blob)? {
        Some(found) if found.whole => {
            connection.prepare_cached("update blob set own = 1 where n = ?1")?.execute([found.n])?;
            return Ok(blob);
        }
        Some(begun) => drop_parts(connection, begun.n)?,
        None => {}
    }
    let n = begin(connection, scope, &blob, true)?;
    let mut start = 0;
    for part in bytes.chunks(BLOB_PART_BYTES) {
        add(connection, n, start, part)?;
        start += part.len() as u64;
    }
    end(connection, n, start, start, true)?;
    Ok(blob)
}

fn begin(connection: &Connection, scope: i64, blob: &BlobId, own: bool) -> Result<i64, StoreError> {
    connection
        .prepare_cached("insert into blob (scope, id, size, held, whole, own) values (?1, ?2, 0, 0, 0, ?3)")?
        .execute((scope, blob.as_bytes(), own))?;
    Ok(connection.last_insert_rowid())
}

fn add(connection: &Connection, n: i64, start: u64, bytes: &[u8]) -> Result<(), StoreError> {
    connection
        .prepare_cached("insert into blob_part (blob, start, bytes) values (?1, ?2, ?3)")?
        .execute((n, signed(start), bytes))?;
    Ok(())
}

fn end(connection: &Connection, n: i64, size: u64, held: u64, whole: bool) -> Result<(), StoreError> {
    connection.prepare_cached("update blob set size = ?2, held = ?3, whole = ?4 where n = ?1")?.execute((
        n,
        signed(size),
        signed(held),
        whole,
    ))?;
    Ok(())
}

fn drop_parts(connection: &Connection, n: i64) -> Result<(), StoreError> {
    connection.prepare_cached("delete from blob_part where blob = ?1")?.execute([n])?;
    connection.prepare_cached("delete from blob where n = ?1")?.execute([n])?;
    Ok(())
}
