//! Reading rows back.

use feed::{DeviceKey, Hash};
use rusqlite::{Connection, OptionalExtension, Row};

use super::super::{BranchRow, EntryRow, EvidenceRow, FeedRow, LedgerRow, SealRow, Strays, VoucherRow};
use super::room;
use crate::error::CenterError;

pub(super) fn newest(connection: &Connection) -> Result<u64, CenterError> {
    let mut statement = connection.prepare_cached("select max(number) from ledger")?;
    let newest: Option<i64> = statement.query_row([], |row| row.get(0))?;
    Ok(newest.unwrap_or(0).unsigned_abs())
}

pub(super) fn ledger(
    connection: &Connection,
    after: u64,
    most: usize,
) -> Result<Vec<LedgerRow>, CenterError> {
    let mut statement = connection.prepare_cached(
        "select number, at_ms, device, heads, mac from ledger where number > ?1 order by number limit ?2",
    )?;
    let rows = statement.query_map((signed(after), signed(most as u64)), |row| {
        Ok(LedgerRow {
            number: unsigned(row, 0)?,
            at_ms: row.get(1)?,
            device: DeviceKey::from_bytes(row.get(2)?),
            heads: row.get(3)?,
            mac: Hash::from_bytes(row.get(4)?),
        })
    })?;
    all(rows, "ledger")
}

pub(super) fn feeds(connection: &Connection) -> Result<Vec<FeedRow>, CenterError> {
    let mut statement = connection.prepare_cached("select n, id, body from feed order by n")?;
    let rows =
        statement.query_map([], |row| Ok(FeedRow { n: row.get(0)?, id: row.get(1)?, body: row.get(2)? }))?;
    all(rows, "feed")
}

pub(super) fn branches(connection: &Connection) -> Result<Vec<BranchRow>, CenterError> {
    let mut statement =
        connection.prepare_cached("select n, feed, parent, first, tip, hash from branch order by n")?;
    let rows = statement.query_map([], |row| {
        Ok(BranchRow {
            n: row.get(0)?,
            feed: row.get(1)?,
            parent: row.get(2)?,
            first: unsigned(row, 3)?,
            tip: unsigned(row, 4)?,
            hash: Hash::from_bytes(row.get(5)?),
        })
    })?;
    all(rows, "branch")
}

pub(super) fn entries(
    connection: &Connection,
    branch: u32,
    after: u64,
    until: u64,
    most: usize,
) -> Result<Vec<EntryRow>, CenterError> {
    let mut statement = connection.prepare_cached(
        "select seq, hash, body from entry where branch = ?1 and seq > ?2 and seq <= ?3
         order by seq limit ?4",
    )?;
    let rows = statement.query_map((branch, signed(after), signed(until), signed(most as u64)), |row| {
        Ok(EntryRow {
            branch,
            seq: unsigned(row, 0)?,
            hash: Hash::from_bytes(row.get(1)?),
            body: row.get(2)?,
        })
    })?;
    all(rows, "entry")
}

pub(super) fn hashes(
    connection: &Connection,
    branch: u32,
    from: u64,
    most: usize,
) -> Result<Vec<(u64, Hash)>, CenterError> {
    let mut statement = connection.prepare_cached(
        "select seq, hash from entry where branch = ?1 and seq >= ?2 order by seq limit ?3",
    )?;
    let rows = statement.query_map((branch, signed(from), signed(most as u64)), |row| {
        Ok((unsigned(row, 0)?, Hash::from_bytes(row.get(1)?)))
    })?;
    all(rows, "entry")
}

pub(super) fn seals(
    connection: &Connection,
    branch: u32,
    after: u64,
    until: u64,
) -> Result<Vec<SealRow>, CenterError> {
    let mut statement = connection.prepare_cached(
        "select seq, signature from seal where branch = ?1 and seq > ?2 and seq <= ?3 order by seq",
    )?;
    let rows = statement.query_map((branch, signed(after), signed(until)), |row| {
        Ok(SealRow { branch, seq: unsigned(row, 0)?, signature: row.get(1)? })
    })?;
    all(rows, "seal")
}

pub(super) fn evidence(
    connection: &Connection,
    branch: u32,
    after: u64,
    until: u64,
) -> Result<Vec<EvidenceRow>, CenterError> {
    let mut statement = connection.prepare_cached(
        "select seq, body from evidence where branch = ?1 and seq > ?2 and seq <= ?3 order by seq, body",
    )?;
    let rows = statement.query_map((branch, signed(after), signed(until)), |row| {
        Ok(EvidenceRow { branch, seq: unsigned(row, 0)?, body: row.get(1)? })
    })?;
    all(rows, "evidence")
}

const VOUCHER: &str = "select ticket, body, secret, issued_at_ms, mac from voucher";

pub(super) fn vouchers(connection: &Connection) -> Result<Vec<VoucherRow>, CenterError> {
    let mut statement = connection.prepare_cached(VOUCHER)?;
    let rows = statement.query_map([], voucher_row)?;
    all(rows, "voucher")
}

pub(super) fn voucher(connection: &Connection, ticket: &[u8; 32]) -> Result<Option<VoucherRow>, CenterError> {
    let mut statement = connection.prepare_cached(&format!("{VOUCHER} where ticket = ?1"))?;
    statement.query_row([ticket], voucher_row).optional().map_err(|error| damage(error, "voucher"))
}

fn voucher_row(row: &Row<'_>) -> Result<VoucherRow, rusqlite::Error> {
    Ok(VoucherRow {
        ticket: row.get(0)?,
        body: row.get(1)?,
        secret: row.get(2)?,
        issued_at_ms: row.get(3)?,
        mac: Hash::from_bytes(row.get(4)?),
    })
}

pub(super) fn strays(connection: &Connection) -> Result<Strays, CenterError> {
    let count =
        |sql: &str| -> Result<u64, rusqlite::Error> { connection.query_row(sql, [], |row| unsigned(row, 0)) };
    let outside = |table: &str| {
        count(&format!(
            "select count(*) from {table} t left join branch b on b.n = t.branch
             where b.n is null or t.seq < b.first or t.seq > b.tip"
        ))
    };
    Ok(Strays {
        branches: count("select count(*) from branch where feed not in (select n from feed)")?,
        entries: outside("entry")?,
        seals: outside("seal")?,
        evidence: outside("evidence")?,
        feeds: count("select count(*) from feed where n not in (select feed from branch)")?,
        parts: count(
            "select count(*) from blob_part p
             where not exists (select 1 from blob b where b.scope = p.scope and b.id = p.id)",
        )?,
        rooms: room::miscounted(connection)?,
    })
}

/// A row that does not even have its form was changed by somebody else.
pub(super) fn all<T>(
    rows: impl Iterator<Item = Result<T, rusqlite::Error>>,
    table: &'static str,
) -> Result<Vec<T>, CenterError> {
    rows.collect::<Result<_, _>>().map_err(|error| damage(error, table))
}

pub(super) fn damage(error: rusqlite::Error, table: &'static str) -> CenterError {
    match error {
        rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::IntegralValueOutOfRange(..) => CenterError::Damaged { table },
        other => CenterError::Sqlite(other),
    }
}

pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) fn unsigned(row: &Row<'_>, column: usize) -> Result<u64, rusqlite::Error> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, number))
}
