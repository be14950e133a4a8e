//! What blobs take of their scope's room, and those that may give way. Inside the caller's transaction.

use deadpool_postgres::{GenericClient, Transaction};
use feed::{BlobId, DeviceKey};
use tokio_postgres::Row;
use wire::message::BlobName;

use super::super::NewPart;
use super::super::blobs::scope_bytes;
use super::super::room::{LEAST_ROOM_BYTES, MOST_GIVING_WAY, Quiet, Room, takes};
use super::blobs::HELD;
use super::read::{fixed, number, signed};
use crate::error::CenterError;

type Read<T> = Result<T, CenterError>;

/// Bytes taken of a scope's room, by all and by one device.
pub(super) async fn taken(client: &impl GenericClient, scope: &[u8], device: &DeviceKey) -> Read<(u64, u64)> {
    let statement = client
        .prepare_cached(
            "select coalesce(sum(bytes), 0)::bigint,
                 coalesce(sum(bytes) filter (where device = $2), 0)::bigint
             from blob_room where scope = $1",
        )
        .await?;
    let row = client.query_one(&statement, &[&scope, &&device.as_bytes()[..]]).await?;
    Ok((number(&row, 0, "blob_room")?, number(&row, 1, "blob_room")?))
}

/// What may give way to a part, longest quiet first: begun, not come to its end, not grown for a while, and brought
/// by whoever brings the part, by a device that takes more room, or by nobody knows whom.
pub(super) async fn quiet(client: &impl GenericClient, part: &NewPart, room: &Room) -> Read<Vec<Quiet>> {
    let statement = client
        .prepare_cached(&format!(
            "select b.id, {HELD}, b.device = $3 from blob b
             left join blob_room r on r.scope = b.scope and r.device = b.device
             where b.scope = $1 and not b.whole and b.grown_at_ms <= $2 and {HELD} < b.size and b.id <> $4
             and (b.device = $3 or b.device = ''::bytea or r.bytes > $5)
             order by b.grown_at_ms, b.id limit $6"
        ))
        .await?;
    let of = &part.row.of;
    let (scope, since) = (scope_bytes(&of.scope), part.quiet_since_ms());
    let (by, id) = (&part.by.as_bytes()[..], &of.blob.as_bytes()[..]);
    let (own, most) = (signed(room.own), signed(MOST_GIVING_WAY as u64));
    let rows = client.query(&statement, &[&scope, &since, &by, &id, &own, &most]).await?;
    let read = |row: &Row| {
        let of = BlobName { scope: of.scope, blob: BlobId::from_bytes(fixed(row, 0, "blob")?) };
        Ok(Quiet { of, takes: takes(number(row, 1, "blob")?), is_own: row.get(2) })
    };
    rows.iter().map(read).collect()
}

/// A blob takes its room in the name of whoever brought it.
pub(super) async fn take(
    transaction: &Transaction<'_>,
    scope: &[u8],
    device: &DeviceKey,
    bytes: u64,
) -> Read<()> {
    let statement = transaction
        .prepare_cached(
            "insert into blob_room (scope, device, bytes) values ($1, $2, $3)
             on conflict (scope, device) do update set bytes = blob_room.bytes + excluded.bytes",
        )
        .await?;
    transaction.execute(&statement, &[&scope, &&device.as_bytes()[..], &signed(bytes)]).await?;
    Ok(())
}

/// A blob that is not whole takes no room any more.
pub(super) async fn give_back(transaction: &Transaction<'_>, scope: &[u8], id: &BlobId) -> Read<()> {
    let statement = transaction
        .prepare_cached(
            "update blob_room set bytes = bytes - (
                 select greatest($3, coalesce(sum(octet_length(p.bytes)), 0)::bigint) from blob_part p
                 where p.scope = $1 and p.id = $2
             )
             where scope = $1
             and device = (select b.device from blob b where b.scope = $1 and b.id = $2 and not b.whole)",
        )
        .await?;
    transaction.execute(&statement, &[&scope, &&id.as_bytes()[..], &signed(LEAST_ROOM_BYTES)]).await?;
    Ok(())
}

/// Devices whose room is not what their blobs take.
pub(super) async fn miscounted(client: &impl GenericClient) -> Read<u64> {
    let statement = client
        .prepare_cached(&format!(
            "select count(*) from (
                 select scope, device from (
                     select b.scope, b.device, greatest($1::bigint, {HELD}) as bytes from blob b
                     union all select scope, device, -bytes from blob_room
                 ) as taken group by scope, device having sum(bytes) <> 0
             ) as miscounted"
        ))
        .await?;
    number(&client.query_one(&statement, &[&signed(LEAST_ROOM_BYTES)]).await?, 0, "blob_room")
}
