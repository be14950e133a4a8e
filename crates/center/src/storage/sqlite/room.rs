//! What blobs take of their scope's room, and those that may give way. Inside the caller's transaction.

use feed::{BlobId, DeviceKey};
use rusqlite::Connection;
use wire::message::BlobName;

use super::super::NewPart;
use super::super::blobs::scope_bytes;
use super::super::room::{LEAST_ROOM_BYTES, MOST_GIVING_WAY, Quiet, Room, takes};
use super::blobs::HELD;
use super::read::{all, damage, signed, unsigned};
use crate::error::CenterError;

/// Bytes taken of a scope's room, by all and by one device.
pub(super) fn taken(
    connection: &Connection,
    scope: &[u8],
    device: &DeviceKey,
) -> Result<(u64, u64), CenterError> {
    let mut statement = connection.prepare_cached(
        "select coalesce(sum(bytes), 0), coalesce(sum(bytes) filter (where device = ?2), 0)
         from blob_room where scope = ?1",
    )?;
    let row =
        statement.query_row((scope, device.as_bytes()), |row| Ok((unsigned(row, 0)?, unsigned(row, 1)?)));
    row.map_err(|error| damage(error, "blob_room"))
}

/// What may give way to a part, longest quiet first: begun, not come to its end, not grown for a while, and brought
/// by whoever brings the part, by a device that takes more room, or by nobody knows whom.
pub(super) fn quiet(connection: &Connection, part: &NewPart, room: &Room) -> Result<Vec<Quiet>, CenterError> {
    let (of, by) = (&part.row.of, part.by.as_bytes());
    let mut statement = connection.prepare_cached(&format!(
        "select b.id, {HELD} as held, b.device = ?3 from blob b
         left join blob_room r on r.scope = b.scope and r.device = b.device
         where b.scope = ?1 and b.whole = 0 and b.grown_at_ms <= ?2 and held < b.size and b.id <> ?4
         and (b.device = ?3 or b.device = x'' or r.bytes > ?5)
         order by b.grown_at_ms, b.id limit ?6",
    ))?;
    let key = (
        scope_bytes(&of.scope),
        part.quiet_since_ms(),
        by,
        of.blob.as_bytes(),
        signed(room.own),
        signed(MOST_GIVING_WAY as u64),
    );
    let rows = statement.query_map(key, |row| {
        let of = BlobName { scope: of.scope, blob: BlobId::from_bytes(row.get(0)?) };
        Ok(Quiet { of, takes: takes(unsigned(row, 1)?), is_own: row.get(2)? })
    })?;
    all(rows, "blob")
}

/// A blob takes its room in the name of whoever brought it.
pub(super) fn take(
    connection: &Connection,
    scope: &[u8],
    device: &DeviceKey,
    bytes: u64,
) -> Result<(), CenterError> {
    connection
        .prepare_cached(
            "insert into blob_room (scope, device, bytes) values (?1, ?2, ?3)
             on conflict (scope, device) do update set bytes = blob_room.bytes + excluded.bytes",
        )?
        .execute((scope, device.as_bytes(), signed(bytes)))?;
    Ok(())
}

/// A blob that is not whole takes no room any more.
pub(super) fn give_back(connection: &Connection, scope: &[u8], id: &BlobId) -> Result<(), CenterError> {
    connection
        .prepare_cached(
            "update blob_room set bytes = bytes - (
                 select max(?3, coalesce(sum(length(p.bytes)), 0)) from blob_part p
                 where p.scope = ?1 and p.id = ?2
             )
             where scope = ?1
             and device = (select b.device from blob b where b.scope = ?1 and b.id = ?2 and b.whole = 0)",
        )?
        .execute((scope, id.as_bytes(), signed(LEAST_ROOM_BYTES)))?;
    Ok(())
}

/// Devices whose room is not what their blobs take.
pub(super) fn miscounted(connection: &Connection) -> Result<u64, CenterError> {
    let mut statement = connection.prepare_cached(&format!(
        "select count(*) from (
             select scope, device from (
                 select b.scope, b.device, max(?1, {HELD}) as bytes from blob b
                 union all select scope, device, -bytes from blob_room
             ) group by scope, device having sum(bytes) <> 0
         )",
    ))?;
    Ok(statement.query_row([signed(LEAST_ROOM_BYTES)], |row| unsigned(row, 0))?)
}
