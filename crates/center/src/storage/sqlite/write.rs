//! Writing rows, inside the caller's transaction.

use rusqlite::Connection;

use super::super::{Batch, VoucherRow};
use super::blobs;
use super::read::signed;
use crate::error::CenterError;
use crate::failpoint;

pub(super) fn batch(connection: &Connection, batch: &Batch) -> Result<(), CenterError> {
    let mut feed = connection.prepare_cached("insert into feed (n, id, body) values (?1, ?2, ?3)")?;
    for row in &batch.feeds {
        feed.execute((row.n, row.id, &row.body))?;
    }
    let mut branch = connection.prepare_cached(
        "insert into branch (n, feed, parent, first, tip, hash) values (?1, ?2, ?3, ?4, ?5, ?6)
         on conflict (n) do update set tip = excluded.tip, hash = excluded.hash",
    )?;
    for row in &batch.branches {
        let (first, tip) = (signed(row.first), signed(row.tip));
        branch.execute((row.n, row.feed, row.parent, first, tip, row.hash.as_bytes()))?;
    }
    failpoint::pass("before-entries");
    // What is held was compared before; an entry that is there all the same fails the commit.
    let mut entry =
        connection.prepare_cached("insert into entry (branch, seq, hash, body) values (?1, ?2, ?3, ?4)")?;
    for (place, row) in batch.entries.iter().enumerate() {
        entry.execute((row.branch, signed(row.seq), row.hash.as_bytes(), &row.body))?;
        if place == batch.entries.len() / 2 {
            failpoint::pass("among-entries");
        }
    }
    failpoint::pass("before-seals");
    let mut seal = connection.prepare_cached(
        "insert into seal (branch, seq, signature) values (?1, ?2, ?3) on conflict (branch, seq) do nothing",
    )?;
    for row in &batch.seals {
        seal.execute((row.branch, signed(row.seq), row.signature))?;
    }
    let mut evidence = connection.prepare_cached(
        "insert into evidence (branch, seq, body) values (?1, ?2, ?3)
         on conflict (branch, seq, body) do nothing",
    )?;
    for row in &batch.evidence {
        evidence.execute((row.branch, signed(row.seq), &row.body))?;
    }
    for row in &batch.vouchers {
        voucher(connection, row)?;
    }
    for of in &batch.blobs {
        blobs::make_whole(connection, of)?;
    }
    failpoint::pass("before-ledger");
    let row = &batch.ledger;
    connection
        .prepare_cached("insert into ledger (number, at_ms, device, heads, mac) values (?1, ?2, ?3, ?4, ?5)")?
        .execute((signed(row.number), row.at_ms, row.device.as_bytes(), &row.heads, row.mac.as_bytes()))?;
    Ok(())
}

fn voucher(connection: &Connection, row: &VoucherRow) -> Result<(), CenterError> {
    connection
        .prepare_cached(
            "insert into voucher (ticket, body, secret, issued_at_ms, mac) values (?1, ?2, ?3, ?4, ?5)
             on conflict (ticket) do update
             set body = excluded.body, secret = excluded.secret, issued_at_ms = excluded.issued_at_ms,
                 mac = excluded.mac",
        )?
        .execute((row.ticket, &row.body, row.secret, row.issued_at_ms, row.mac.as_bytes()))?;
    Ok(())
}
