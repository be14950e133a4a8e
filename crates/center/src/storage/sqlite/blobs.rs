//! Blobs and their parts.

use feed::{BlobId, Hash};
use rusqlite::{Connection, OptionalExtension, Row};
use wire::message::BlobName;

use super::super::blobs::{device_of, scope_bytes, scope_of};
use super::super::room::{Made, takes};
use super::super::{BlobRow, NewPart, PartKept, PartRow};
use super::read::{all, damage, signed, unsigned};
use super::room;
use crate::error::CenterError;

/// A row before its scope has been read.
type Found = (Vec<u8>, [u8; 32], u64, i64, u64, Vec<u8>);

/// Bytes held of a blob `b`.
pub(super) const HELD: &str = "(select coalesce(sum(length(p.bytes)), 0) from blob_part p
     where p.scope = b.scope and p.id = b.id)";

fn blobs(which: &str) -> String {
    format!("select b.scope, b.id, b.size, b.whole, {HELD}, b.device from blob b {which}")
}

fn found(row: &Row<'_>) -> Result<Found, rusqlite::Error> {
    Ok((row.get(0)?, row.get(1)?, unsigned(row, 2)?, row.get(3)?, unsigned(row, 4)?, row.get(5)?))
}

fn blob((scope, id, size, whole, held, device): Found) -> Result<BlobRow, CenterError> {
    let whole = match whole {
        0 => false,
        1 => true,
        _ => return Err(CenterError::Damaged { table: "blob" }),
    };
    let of = BlobName { scope: scope_of(&scope)?, blob: BlobId::from_bytes(id) };
    Ok(BlobRow { of, size, held, whole, by: device_of(&device)? })
}

pub(super) fn held(connection: &Connection, names: &[BlobName]) -> Result<Vec<BlobRow>, CenterError> {
    let mut rows = Vec::new();
    for name in names {
        rows.extend(one(connection, name)?);
    }
    Ok(rows)
}

fn one(connection: &Connection, of: &BlobName) -> Result<Option<BlobRow>, CenterError> {
    let mut statement = connection.prepare_cached(&blobs("where b.scope = ?1 and b.id = ?2"))?;
    let row = statement.query_row((scope_bytes(&of.scope), of.blob.as_bytes()), found).optional();
    row.map_err(|error| damage(error, "blob"))?.map(blob).transpose()
}

pub(super) fn after(
    connection: &Connection,
    after: Option<&BlobName>,
    most: usize,
) -> Result<Vec<BlobRow>, CenterError> {
    let which = blobs("where (b.scope, b.id) > (?1, ?2) order by b.scope, b.id limit ?3");
    let mut statement = connection.prepare_cached(&which)?;
    let scope = after.map_or_else(Vec::new, |of| scope_bytes(&of.scope));
    let id = after.map_or(&[][..], |of| &of.blob.as_bytes()[..]);
    let rows = statement.query_map((scope, id, signed(most as u64)), found)?;
    all(rows, "blob")?.into_iter().map(blob).collect()
}

pub(super) fn parts(
    connection: &Connection,
    of: &BlobName,
    from: u64,
    until: u64,
) -> Result<Vec<PartRow>, CenterError> {
    let mut statement = connection.prepare_cached(
        "select start, bytes, mac from blob_part
         where scope = ?1 and id = ?2 and start >= ?3 and start < ?4 order by start",
    )?;
    let read = |row: &Row<'_>| {
        let (bytes, mac) = (row.get(1)?, Hash::from_bytes(row.get(2)?));
        Ok(PartRow { of: *of, start: unsigned(row, 0)?, bytes, mac })
    };
    let key = (scope_bytes(&of.scope), of.blob.as_bytes(), signed(from), signed(until));
    let rows = statement.query_map(key, read)?;
    all(rows, "blob_part")
}

/// Inside the caller's transaction.
pub(super) fn keep(connection: &Connection, part: &NewPart) -> Result<PartKept, CenterError> {
    let PartRow { of, start, bytes, mac } = &part.row;
    let found = one(connection, of)?;
    let begins = part.begins(found.as_ref());
    if !begins && !found.is_some_and(|row| part.follows(&row)) {
        return Ok(part.passed_over(found));
    }
    match make_room(connection, part, found.as_ref())? {
        Made::Room(_) => {}
        Made::NotYet => return Ok(part.passed_over(found)),
        Made::NotAtAll => return Ok(PartKept::Full),
    }
    let scope = scope_bytes(&of.scope);
    if begins {
        let_go(connection, of)?;
        connection
            .prepare_cached("insert into blob (scope, id, size, whole) values (?1, ?2, ?3, 0)")?
            .execute((&scope, of.blob.as_bytes(), signed(part.size)))?;
    } else {
        room::give_back(connection, &scope, &of.blob)?;
    }
    connection
        .prepare_cached("insert into blob_part (scope, id, start, bytes, mac) values (?1, ?2, ?3, ?4, ?5)")?
        .execute((&scope, of.blob.as_bytes(), signed(*start), bytes, mac.as_bytes()))?;
    connection
        .prepare_cached("update blob set device = ?3, grown_at_ms = ?4 where scope = ?1 and id = ?2")?
        .execute((&scope, of.blob.as_bytes(), part.by.as_bytes(), part.at_ms))?;
    room::take(connection, &scope, &part.by, takes(start + bytes.len() as u64))?;
    Ok(part.kept())
}

/// Lets go what must give way to a part, and nothing in vain.
fn make_room(connection: &Connection, part: &NewPart, found: Option<&BlobRow>) -> Result<Made, CenterError> {
    let (taken, own) = room::taken(connection, &scope_bytes(&part.row.of.scope), &part.by)?;
    let room = part.room(taken, own, found);
    if room.suffices() {
        return Ok(Made::Room(0));
    }
    let quiet = room::quiet(connection, part, &room)?;
    let made = room.made_by(&quiet);
    let gone = match made {
        Made::Room(gone) => gone,
        Made::NotYet => quiet.len(),
        Made::NotAtAll => 0,
    };
    quiet[..gone].iter().try_for_each(|one| let_go(connection, &one.of))?;
    Ok(made)
}

/// Lets a blob go that is not whole. Inside the caller's transaction.
pub(super) fn let_go(connection: &Connection, of: &BlobName) -> Result<(), CenterError> {
    let key = (scope_bytes(&of.scope), of.blob.as_bytes());
    room::give_back(connection, &key.0, &of.blob)?;
    connection
        .prepare_cached(
            "delete from blob_part where scope = ?1 and id = ?2
             and exists (select 1 from blob b where b.scope = ?1 and b.id = ?2 and b.whole = 0)",
        )?
        .execute((&key.0, key.1))?;
    connection
        .prepare_cached("delete from blob where scope = ?1 and id = ?2 and whole = 0")?
        .execute((&key.0, key.1))?;
    Ok(())
}

/// All its parts are held and are what its id says. Inside the caller's transaction.
pub(super) fn make_whole(connection: &Connection, of: &BlobName) -> Result<(), CenterError> {
    let changed = connection
        .prepare_cached("update blob set whole = 1 where scope = ?1 and id = ?2")?
        .execute((scope_bytes(&of.scope), of.blob.as_bytes()))?;
    if changed == 1 { Ok(()) } else { Err(CenterError::Behind) }
}
