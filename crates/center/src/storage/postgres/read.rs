//! Reading rows back.

use deadpool_postgres::GenericClient;
use feed::{DeviceKey, Hash};
use tokio_postgres::Row;

use super::super::{BranchRow, EntryRow, EvidenceRow, FeedRow, LedgerRow, SealRow, Strays, VoucherRow};
use super::room;
use crate::error::CenterError;

type Read<T> = Result<T, CenterError>;

pub(super) async fn newest(client: &impl GenericClient) -> Read<u64> {
    let statement = client.prepare_cached("select coalesce(max(number), 0) from ledger").await?;
    number(&client.query_one(&statement, &[]).await?, 0, "ledger")
}

pub(super) async fn ledger(client: &impl GenericClient, after: u64, most: usize) -> Read<Vec<LedgerRow>> {
    let statement = client
        .prepare_cached(
            "select number, at_ms, device, heads, mac from ledger where number > $1 order by number limit $2",
        )
        .await?;
    let rows = client.query(&statement, &[&signed(after), &signed(most as u64)]).await?;
    let read = |row: &Row| {
        Ok(LedgerRow {
            number: number(row, 0, "ledger")?,
            at_ms: row.get(1),
            device: DeviceKey::from_bytes(fixed(row, 2, "ledger")?),
            heads: row.get(3),
            mac: Hash::from_bytes(fixed(row, 4, "ledger")?),
        })
    };
    rows.iter().map(read).collect()
}

pub(super) async fn feeds(client: &impl GenericClient) -> Read<Vec<FeedRow>> {
    let statement = client.prepare_cached("select n, id, body from feed order by n").await?;
    let rows = client.query(&statement, &[]).await?;
    let read =
        |row: &Row| Ok(FeedRow { n: small(row, 0, "feed")?, id: fixed(row, 1, "feed")?, body: row.get(2) });
    rows.iter().map(read).collect()
}

pub(super) async fn branches(client: &impl GenericClient) -> Read<Vec<BranchRow>> {
    let statement =
        client.prepare_cached("select n, feed, parent, first, tip, hash from branch order by n").await?;
    let rows = client.query(&statement, &[]).await?;
    let read = |row: &Row| {
        let damaged = |_| CenterError::Damaged { table: "branch" };
        let parent = row.get::<_, Option<i64>>(2).map(u32::try_from).transpose();
        Ok(BranchRow {
            n: small(row, 0, "branch")?,
            feed: small(row, 1, "branch")?,
            parent: parent.map_err(damaged)?,
            first: number(row, 3, "branch")?,
            tip: number(row, 4, "branch")?,
            hash: Hash::from_bytes(fixed(row, 5, "branch")?),
        })
    };
    rows.iter().map(read).collect()
}

pub(super) async fn entries(
    client: &impl GenericClient,
    branch: u32,
    after: u64,
    until: u64,
    most: usize,
) -> Read<Vec<EntryRow>> {
    let statement = client
        .prepare_cached(
            "select seq, hash, body from entry where branch = $1 and seq > $2 and seq <= $3
             order by seq limit $4",
        )
        .await?;
    let limits = (i64::from(branch), signed(after), signed(until), signed(most as u64));
    let rows = client.query(&statement, &[&limits.0, &limits.1, &limits.2, &limits.3]).await?;
    let read = |row: &Row| {
        Ok(EntryRow {
            branch,
            seq: number(row, 0, "entry")?,
            hash: Hash::from_bytes(fixed(row, 1, "entry")?),
            body: row.get(2),
        })
    };
    rows.iter().map(read).collect()
}

pub(super) async fn hashes(
    client: &impl GenericClient,
    branch: u32,
    from: u64,
    most: usize,
) -> Read<Vec<(u64, Hash)>> {
    let statement = client
        .prepare_cached("select seq, hash from entry where branch = $1 and seq >= $2 order by seq limit $3")
        .await?;
    let rows = client.query(&statement, &[&i64::from(branch), &signed(from), &signed(most as u64)]).await?;
    let read = |row: &Row| Ok((number(row, 0, "entry")?, Hash::from_bytes(fixed(row, 1, "entry")?)));
    rows.iter().map(read).collect()
}

pub(super) async fn seals(
    client: &impl GenericClient,
    branch: u32,
    after: u64,
    until: u64,
) -> Read<Vec<SealRow>> {
    let statement = client
        .prepare_cached(
            "select seq, signature from seal where branch = $1 and seq > $2 and seq <= $3 order by seq",
        )
        .await?;
    let rows = client.query(&statement, &[&i64::from(branch), &signed(after), &signed(until)]).await?;
    let read =
        |row: &Row| Ok(SealRow { branch, seq: number(row, 0, "seal")?, signature: fixed(row, 1, "seal")? });
    rows.iter().map(read).collect()
}

pub(super) async fn evidence(
    client: &impl GenericClient,
    branch: u32,
    after: u64,
    until: u64,
) -> Read<Vec<EvidenceRow>> {
    let statement = client
        .prepare_cached(
            "select seq, body from evidence where branch = $1 and seq > $2 and seq <= $3
             order by seq, body",
        )
        .await?;
    let rows = client.query(&statement, &[&i64::from(branch), &signed(after), &signed(until)]).await?;
    let read = |row: &Row| Ok(EvidenceRow { branch, seq: number(row, 0, "evidence")?, body: row.get(1) });
    rows.iter().map(read).collect()
}

const VOUCHER: &str = "select ticket, body, secret, issued_at_ms, mac from voucher";

pub(super) async fn vouchers(client: &impl GenericClient) -> Read<Vec<VoucherRow>> {
    let statement = client.prepare_cached(VOUCHER).await?;
    client.query(&statement, &[]).await?.iter().map(voucher_row).collect()
}

pub(super) async fn voucher(client: &impl GenericClient, ticket: &[u8; 32]) -> Read<Option<VoucherRow>> {
    let statement = client.prepare_cached(&format!("{VOUCHER} where ticket = $1")).await?;
    let row = client.query_opt(&statement, &[&&ticket[..]]).await?;
    row.as_ref().map(voucher_row).transpose()
}

fn voucher_row(row: &Row) -> Read<VoucherRow> {
    let secret = row.get::<_, Option<&[u8]>>(2).map(<[u8; 16]>::try_from).transpose();
    Ok(VoucherRow {
        ticket: fixed(row, 0, "voucher")?,
        body: row.get(1),
        secret: secret.map_err(|_| CenterError::Damaged { table: "voucher" })?,
        issued_at_ms: row.get(3),
        mac: Hash::from_bytes(fixed(row, 4, "voucher")?),
    })
}

pub(super) async fn strays(client: &impl GenericClient) -> Read<Strays> {
    let outside = |table: &str| {
        format!(
            "select count(*) from {table} t left join branch b on b.n = t.branch
             where b.n is null or t.seq < b.first or t.seq > b.tip"
        )
    };
    let mut counts = [0; 6];
    let queries = [
        "select count(*) from branch where feed not in (select n from feed)".to_owned(),
        outside("entry"),
        outside("seal"),
        outside("evidence"),
        "select count(*) from feed where n not in (select feed from branch)".to_owned(),
        "select count(*) from blob_part p
         where not exists (select 1 from blob b where b.scope = p.scope and b.id = p.id)"
            .to_owned(),
    ];
    for (count, query) in counts.iter_mut().zip(&queries) {
        *count = number(&client.query_one(query, &[]).await?, 0, "branch")?;
    }
    let [branches, entries, seals, evidence, feeds, parts] = counts;
    let rooms = room::miscounted(client).await?;
    Ok(Strays { branches, entries, seals, evidence, feeds, parts, rooms })
}

pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) fn number(row: &Row, column: usize, table: &'static str) -> Read<u64> {
    u64::try_from(row.get::<_, i64>(column)).map_err(|_| CenterError::Damaged { table })
}

fn small(row: &Row, column: usize, table: &'static str) -> Read<u32> {
    u32::try_from(row.get::<_, i64>(column)).map_err(|_| CenterError::Damaged { table })
}

/// A row that does not even have its form was changed by somebody else.
pub(super) fn fixed<const N: usize>(row: &Row, column: usize, table: &'static str) -> Read<[u8; N]> {
    row.get::<_, &[u8]>(column).try_into().map_err(|_| CenterError::Damaged { table })
}
