//! Writing rows, inside the caller's transaction: entries by COPY, the rest by `unnest`.

use std::pin::pin;

use deadpool_postgres::Transaction;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::Type;

use super::super::{Batch, VoucherRow};
use super::blobs;
use super::read::signed;
use crate::error::CenterError;
use crate::failpoint;

pub(super) async fn batch(transaction: &Transaction<'_>, batch: &Batch) -> Result<(), CenterError> {
    feeds_and_branches(transaction, batch).await?;
    failpoint::pass("before-entries");
    entries(transaction, batch).await?;
    failpoint::pass("before-seals");
    signatures(transaction, batch).await?;
    for row in &batch.vouchers {
        voucher(transaction, row).await?;
    }
    for of in &batch.blobs {
        blobs::make_whole(transaction, of).await?;
    }
    failpoint::pass("before-ledger");
    let row = &batch.ledger;
    let statement = transaction
        .prepare_cached("insert into ledger (number, at_ms, device, heads, mac) values ($1, $2, $3, $4, $5)")
        .await?;
    let (device, mac) = (&row.device.as_bytes()[..], &row.mac.as_bytes()[..]);
    transaction.execute(&statement, &[&signed(row.number), &row.at_ms, &device, &row.heads, &mac]).await?;
    Ok(())
}

async fn feeds_and_branches(transaction: &Transaction<'_>, batch: &Batch) -> Result<(), CenterError> {
    if !batch.feeds.is_empty() {
        let statement = transaction
            .prepare_cached(
                "insert into feed (n, id, body)
                 select * from unnest($1::bigint[], $2::bytea[], $3::bytea[])",
            )
            .await?;
        let n: Vec<i64> = batch.feeds.iter().map(|row| i64::from(row.n)).collect();
        let id: Vec<&[u8]> = batch.feeds.iter().map(|row| &row.id[..]).collect();
        let body: Vec<&[u8]> = batch.feeds.iter().map(|row| &row.body[..]).collect();
        transaction.execute(&statement, &[&n, &id, &body]).await?;
    }
    if batch.branches.is_empty() {
        return Ok(());
    }
    let statement = transaction
        .prepare_cached(
            "insert into branch (n, feed, parent, first, tip, hash)
             select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[],
                                  $6::bytea[])
             on conflict (n) do update set tip = excluded.tip, hash = excluded.hash",
        )
        .await?;
    let rows = &batch.branches;
    let n: Vec<i64> = rows.iter().map(|row| i64::from(row.n)).collect();
    let feed: Vec<i64> = rows.iter().map(|row| i64::from(row.feed)).collect();
    let parent: Vec<Option<i64>> = rows.iter().map(|row| row.parent.map(i64::from)).collect();
    let first: Vec<i64> = rows.iter().map(|row| signed(row.first)).collect();
    let tip: Vec<i64> = rows.iter().map(|row| signed(row.tip)).collect();
    let hash: Vec<&[u8]> = rows.iter().map(|row| &row.hash.as_bytes()[..]).collect();
    transaction.execute(&statement, &[&n, &feed, &parent, &first, &tip, &hash]).await?;
    Ok(())
}

/// What is held was compared before; an entry that is there all the same fails the commit.
async fn entries(transaction: &Transaction<'_>, batch: &Batch) -> Result<(), CenterError> {
    if batch.entries.is_empty() {
        failpoint::pass("among-entries");
        return Ok(());
    }
    let sink = transaction.copy_in("copy entry (branch, seq, hash, body) from stdin binary").await?;
    let types = [Type::INT8, Type::INT8, Type::BYTEA, Type::BYTEA];
    let mut writer = pin!(BinaryCopyInWriter::new(sink, &types));
    for (place, row) in batch.entries.iter().enumerate() {
        let (branch, seq, hash) = (i64::from(row.branch), signed(row.seq), &row.hash.as_bytes()[..]);
        writer.as_mut().write(&[&branch, &seq, &hash, &row.body]).await?;
        if place == batch.entries.len() / 2 {
            failpoint::pass("among-entries");
        }
    }
    writer.finish().await?;
    Ok(())
}

/// A signature that is there already stays: its key holds all that could differ.
async fn signatures(transaction: &Transaction<'_>, batch: &Batch) -> Result<(), CenterError> {
    let statement = transaction
        .prepare_cached(
            "insert into seal (branch, seq, signature)
             select * from unnest($1::bigint[], $2::bigint[], $3::bytea[])
             on conflict (branch, seq) do nothing",
        )
        .await?;
    let branch: Vec<i64> = batch.seals.iter().map(|row| i64::from(row.branch)).collect();
    let seq: Vec<i64> = batch.seals.iter().map(|row| signed(row.seq)).collect();
    let signature: Vec<&[u8]> = batch.seals.iter().map(|row| &row.signature[..]).collect();
    transaction.execute(&statement, &[&branch, &seq, &signature]).await?;
    if batch.evidence.is_empty() {
        return Ok(());
    }
    let statement = transaction
        .prepare_cached(
            "insert into evidence (branch, seq, body)
             select * from unnest($1::bigint[], $2::bigint[], $3::bytea[])
             on conflict (branch, seq, body) do nothing",
        )
        .await?;
    let branch: Vec<i64> = batch.evidence.iter().map(|row| i64::from(row.branch)).collect();
    let seq: Vec<i64> = batch.evidence.iter().map(|row| signed(row.seq)).collect();
    let body: Vec<&[u8]> = batch.evidence.iter().map(|row| &row.body[..]).collect();
    transaction.execute(&statement, &[&branch, &seq, &body]).await?;
    Ok(())
}

async fn voucher(client: &Transaction<'_>, row: &VoucherRow) -> Result<(), CenterError> {
    let statement = client
        .prepare_cached(
            "insert into voucher (ticket, body, secret, issued_at_ms, mac) values ($1, $2, $3, $4, $5)
             on conflict (ticket) do update
             set body = excluded.body, secret = excluded.secret, issued_at_ms = excluded.issued_at_ms,
                 mac = excluded.mac",
        )
        .await?;
    let (ticket, mac) = (&row.ticket[..], &row.mac.as_bytes()[..]);
    let secret = row.secret.as_ref().map(|secret| &secret[..]);
    client.execute(&statement, &[&ticket, &row.body, &secret, &row.issued_at_ms, &mac]).await?;
    Ok(())
}
