//! Whether the tables that lists and rules read are, to the last column and search word, those a rebuild makes.

use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::StoreError;
use crate::rebuild::{GoOn, rebuild};
use crate::record::Remembered;

const FOLDED: [&str; 16] = [
    "state",
    "item",
    "asset",
    "place",
    "person",
    "unit",
    "lot",
    "stock",
    "attachment",
    "label",
    "label_in",
    "discrepancy",
    "serial_group",
    "fork_point",
    "correction",
    "erased",
];

/// A count that came to nothing may have a row or none.
const TALLY: &str = "tally";

/// Tables with a row order and numbering of their own are read through their words instead.
const FOUND_BY: [&str; 2] = ["find_asset", "find_name"];

/// Tables that differ. Rebuilds them in the caller's transaction, which is to be rolled back.
///
/// # Errors
/// [`StoreError::Stopped`], or what [`rebuild`] meets.
pub fn unlike_rebuilt(transaction: &Connection, progress: GoOn<'_>) -> Result<Vec<&'static str>, StoreError> {
    let before = folded(transaction)?;
    rebuild(transaction, &Remembered::default(), progress)?;
    let after = folded(transaction)?;
    Ok(before.keys().filter(|table| before.get(*table) != after.get(*table)).copied().collect())
}

fn folded(connection: &Connection) -> Result<BTreeMap<&'static str, Rows>, StoreError> {
    let mut tables = BTreeMap::new();
    for table in FOLDED {
        tables.insert(table, rows(connection, &format!("select * from {table}"))?);
    }
    let something = "on_hand <> 0 or issued <> 0 or assets <> 0 or lines <> 0";
    tables.insert(TALLY, rows(connection, &format!("select * from {TALLY} where {something}"))?);
    for table in FOUND_BY {
        let words = format!("words_of_{table}");
        connection.execute_batch(&format!(
            "create virtual table if not exists temp.{words} using fts5vocab(main, {table}, instance)"
        ))?;
        tables.insert(table, rows(connection, &format!("select term, doc from temp.{words}"))?);
        connection.execute_batch(&format!("drop table temp.{words}"))?;
    }
    Ok(tables)
}

/// The rows of a table, in whatever order they stand: how many, and the sum of their hashes.
#[derive(Debug, Default, PartialEq, Eq)]
struct Rows {
    count: u64,
    sum: [u128; 2],
}

fn rows(connection: &Connection, sql: &str) -> Result<Rows, StoreError> {
    let mut statement = connection.prepare(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    let mut sum = Rows::default();
    while let Some(row) = rows.next()? {
        let mut hasher = blake3::Hasher::new();
        for column in 0..columns {
            match row.get_ref(column)? {
                ValueRef::Null => hasher.update(&[0]),
                ValueRef::Integer(number) => hasher.update(&[1]).update(&number.to_le_bytes()),
                ValueRef::Real(number) => hasher.update(&[2]).update(&number.to_le_bytes()),
                ValueRef::Text(bytes) => hasher.update(&[3]).update(&bytes.len().to_le_bytes()).update(bytes),
                ValueRef::Blob(bytes) => hasher.update(&[4]).update(&bytes.len().to_le_bytes()).update(bytes),
            };
        }
        let hash = hasher.finalize();
        let (low, high) = hash.as_bytes().split_at(16);
        for (sum, part) in sum.sum.iter_mut().zip([low, high]) {
            *sum = sum.wrapping_add(u128::from_le_bytes(part.try_into().expect("half of 32 bytes")));
        }
        sum.count += 1;
    }
    Ok(sum)
}
