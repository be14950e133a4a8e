//! Blobs and their parts.

use deadpool_postgres::{GenericClient, Transaction};
use feed::{BlobId, Hash};
use tokio_postgres::Row;
use wire::message::BlobName;

use super::super::blobs::{scope_bytes, scope_of};
use super::super::{BlobRow, NewPart, PartKept, PartRow};
use super::read::{fixed, number, signed};
use crate::error::CenterError;

type Read<T> = Result<T, CenterError>;

const BLOB: &str = "select b.scope, b.id, b.size, b.whole,
    coalesce((select sum(octet_length(p.bytes)) from blob_part p where p.scope = b.scope and p.id = b.id), 0)
    from blob b";

fn blob(row: &Row) -> Read<BlobRow> {
    Ok(BlobRow {
        of: BlobName {
            scope: scope_of(row.get::<_, &[u8]>(0))?,
            blob: BlobId::from_bytes(fixed(row, 1, "blob")?),
        },
        size: number(row, 2, "blob")?,
        held: number(row, 4, "blob")?,
        whole: row.get(3),
    })
}

pub(super) async fn held(client: &impl GenericClient, names: &[BlobName]) -> Read<Vec<BlobRow>> {
    let statement = client
        .prepare_cached(&format!(
            "{BLOB} join unnest($1::bytea[], $2::bytea[]) as asked (scope, id)
             on asked.scope = b.scope and asked.id = b.id"
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
        .prepare_cached(&format!(
            "{BLOB} where (b.scope, b.id) > ($1::bytea, $2::bytea) order by b.scope, b.id limit $3"
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
    let (scope, id) = (scope_bytes(&of.scope), &of.blob.as_bytes()[..]);
    if part.begins(found.as_ref()) {
        let begun_wrongly = found.map_or(0, |row| row.size);
        let taken = taken(transaction, &scope).await?.saturating_sub(begun_wrongly);
        if taken.saturating_add(part.size) > part.room_bytes {
            return Ok(PartKept::Full);
        }
        let_go(transaction, of).await?;
        let statement = transaction
            .prepare_cached("insert into blob (scope, id, size, whole) values ($1, $2, $3, false)")
            .await?;
        transaction.execute(&statement, &[&scope, &id, &signed(part.size)]).await?;
    } else if !found.is_some_and(|row| part.follows(&row)) {
        return Ok(part.passed_over(found));
    }
    let statement = transaction
        .prepare_cached("insert into blob_part (scope, id, start, bytes, mac) values ($1, $2, $3, $4, $5)")
        .await?;
    let (start, mac) = (signed(*start), &mac.as_bytes()[..]);
    transaction.execute(&statement, &[&scope, &id, &start, bytes, &mac]).await?;
    Ok(part.kept())
}

/// Bytes all blobs of a scope take, or will.
async fn taken(client: &impl GenericClient, scope: &[u8]) -> Read<u64> {
    let statement =
        client.prepare_cached("select coalesce(sum(size), 0)::bigint from blob where scope = $1").await?;
    number(&client.query_one(&statement, &[&scope]).await?, 0, "blob")
}

/// Lets a blob go that is not whole. Inside the caller's transaction.
pub(super) async fn let_go(transaction: &Transaction<'_>, of: &BlobName) -> Read<()> {
    let (scope, id) = (scope_bytes(&of.scope), &of.blob.as_bytes()[..]);
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
