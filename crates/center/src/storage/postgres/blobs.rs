//! Blobs and their parts.

use deadpool_postgres::{GenericClient, Transaction};
use feed::{BlobId, Hash};
use tokio_postgres::Row;
use wire::message::BlobName;

use super::super::blobs::{device_of, scope_bytes, scope_of};
use super::super::room::{Made, takes};
use super::super::{BlobRow, NewPart, PartKept, PartRow};
use super::read::{fixed, number, signed};
use super::room;
use crate::error::CenterError;

type Read<T> = Result<T, CenterError>;

/// Bytes held of a blob `b`.
pub(super) const HELD: &str = "(select coalesce(sum(octet_length(p.bytes)), 0)::bigint from blob_part p
    where p.scope = b.scope and p.id = b.id)";

fn blobs(which: &str) -> String {
    format!("select b.scope, b.id, b.size, b.whole, {HELD}, b.device from blob b {which}")
}

fn blob(row: &Row) -> Read<BlobRow> {
    Ok(BlobRow {
        of: BlobName {
            scope: scope_of(row.get::<_, &[u8]>(0))?,
            blob: BlobId::from_bytes(fixed(row, 1, "blob")?),
        },
        size: number(row, 2, "blob")?,
        held: number(row, 4, "blob")?,
        whole: row.get(3),
        by: device_of(row.get(5))?,
    })
}

pub(super) async fn held(client: &impl GenericClient, names: &[BlobName]) -> Read<Vec<BlobRow>> {
    let statement = client
        .prepare_cached(&blobs(
            "join unnest($1::bytea[], $2::bytea[]) as asked (scope, id)
             on asked.scope = b.scope and asked.id = b.id",
        ))
        .await?;
    let scope: Vec<Vec<u8>> = names.iter().map(|of| scope_bytes(&of.scope)).collect();
    let id: Vec<&[u8]> = names.iter().map(|of| &of.blob.as_bytes()[..]).collect();
    client.query(&statement, &[&scope, &id]).await?.iter().map(blob).collect()
}

pub(super) async fn after(
    client: &impl GenericClient,
    after: Option<&BlobName>,
    most: usize,
) -> Read<Vec<BlobRow>> {
    let statement = client
        .prepare_cached(&blobs(
            "where (b.scope, b.id) > ($1::bytea, $2::bytea) order by b.scope, b.id limit $3",
        ))
        .await?;
    let scope = after.map_or_else(Vec::new, |of| scope_bytes(&of.scope));
    let id = after.map_or_else(Vec::new, |of| of.blob.as_bytes().to_vec());
    client.query(&statement, &[&scope, &id, &signed(most as u64)]).await?.iter().map(blob).collect()
}

pub(super) async fn parts(
    client: &impl GenericClient,
    of: &BlobName,
    from: u64,
    until: u64,
) -> Read<Vec<PartRow>> {
    let statement = client
        .prepare_cached(
            "select start, bytes, mac from blob_part
             where scope = $1 and id = $2 and start >= $3 and start < $4 order by start",
        )
        .await?;
    let (scope, id) = (scope_bytes(&of.scope), &of.blob.as_bytes()[..]);
    let rows = client.query(&statement, &[&scope, &id, &signed(from), &signed(until)]).await?;
    let read = |row: &Row| {
        let mac = Hash::from_bytes(fixed(row, 2, "blob_part")?);
        Ok(PartRow { of: *of, start: number(row, 0, "blob_part")?, bytes: row.get(1), mac })
    };
    rows.iter().map(read).collect()
}

/// Inside the caller's transaction, and only one of these at a time.
pub(super) async fn keep(transaction: &Transaction<'_>, part: &NewPart) -> Read<PartKept> {
    let PartRow { of, start, bytes, mac } = &part.row;
    let found = held(transaction, std::slice::from_ref(of)).await?.first().copied();
    let begins = part.begins(found.as_ref());
    if !begins && !found.is_some_and(|row| part.follows(&row)) {
        return Ok(part.passed_over(found));
    }
    match make_room(transaction, part, found.as_ref()).await? {
        Made::Room(_) => {}
        Made::NotYet => return Ok(part.passed_over(found)),
        Made::NotAtAll => return Ok(PartKept::Full),
    }
    let (scope, id) = (scope_bytes(&of.scope), &of.blob.as_bytes()[..]);
    if begins {
        let_go(transaction, of).await?;
        let statement = transaction
            .prepare_cached("insert into blob (scope, id, size, whole) values ($1, $2, $3, false)")
            .await?;
        transaction.execute(&statement, &[&scope, &id, &signed(part.size)]).await?;
    } else {
        room::give_back(transaction, &scope, &of.blob).await?;
    }
    let statement = transaction
        .prepare_cached("insert into blob_part (scope, id, start, bytes, mac) values ($1, $2, $3, $4, $5)")
        .await?;
    let mac = &mac.as_bytes()[..];
    transaction.execute(&statement, &[&scope, &id, &signed(*start), bytes, &mac]).await?;
    let statement = transaction
        .prepare_cached("update blob set device = $3, grown_at_ms = $4 where scope = $1 and id = $2")
        .await?;
    transaction.execute(&statement, &[&scope, &id, &&part.by.as_bytes()[..], &part.at_ms]).await?;
    room::take(transaction, &scope, &part.by, takes(start + bytes.len() as u64)).await?;
    Ok(part.kept())
}

/// Lets go what must give way to a part, and nothing in vain.
async fn make_room(transaction: &Transaction<'_>, part: &NewPart, found: Option<&BlobRow>) -> Read<Made> {
    let (taken, own) = room::taken(transaction, &scope_bytes(&part.row.of.scope), &part.by).await?;
    let room = part.room(taken, own, found);
    if room.suffices() {
        return Ok(Made::Room(0));
    }
    let quiet = room::quiet(transaction, part, &room).await?;
    let made = room.made_by(&quiet);
    let gone = match made {
        Made::Room(gone) => gone,
        Made::NotYet => quiet.len(),
        Made::NotAtAll => 0,
    };
    for one in &quiet[..gone] {
        let_go(transaction, &one.of).await?;
    }
    Ok(made)
}

/// Lets a blob go that is not whole. Inside the caller's transaction.
pub(super) async fn let_go(transaction: &Transaction<'_>, of: &BlobName) -> Read<()> {
    let (scope, id) = (scope_bytes(&of.scope), &of.blob.as_bytes()[..]);
    room::give_back(transaction, &scope, &of.blob).await?;
    let parts = transaction
        .prepare_cached(
            "delete from blob_part where scope = $1 and id = $2
             and exists (select 1 from blob b where b.scope = $1 and b.id = $2 and not b.whole)",
        )
        .await?;
    transaction.execute(&parts, &[&scope, &id]).await?;
    let blob =
        transaction.prepare_cached("delete from blob where scope = $1 and id = $2 and not whole").await?;
    transaction.execute(&blob, &[&scope, &id]).await?;
    Ok(())
}

/// All its parts are held and are what its id says. Inside the caller's transaction.
pub(super) async fn make_whole(transaction: &Transaction<'_>, of: &BlobName) -> Read<()> {
    let statement =
        transaction.prepare_cached("update blob set whole = true where scope = $1 and id = $2").await?;
    let (scope, id) = (scope_bytes(&of.scope), &of.blob.as_bytes()[..]);
    let changed = transaction.execute(&statement, &[&scope, &id]).await?;
    if changed == 1 { Ok(()) } else { Err(CenterError::Behind) }
}
