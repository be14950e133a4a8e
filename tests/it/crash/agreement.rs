//! Whether history, folded tables and what waits to be sent tell the same story.

use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::types::Value;
use store::verify::verify;
use store::{Remembered, StoreError, rebuild};

use super::hub::acts;
use super::work;

/// Tables with a row order and numbering of their own are read through their words instead.
const FOUND_BY: [&str; 2] = ["find_asset", "find_name"];
const FOLDED: [&str; 13] = [
    "state",
    "item",
    "asset",
    "place",
    "person",
    "unit",
    "lot",
    "stock",
    "label",
    "discrepancy",
    "serial_group",
    "fork_point",
    "correction",
];

/// A count that came to nothing may have a row or none.
const TALLY: &str = "tally";

/// Rows of a table, in an order of their own.
type Rows = Vec<Vec<Value>>;

/// What disagrees: chains, seals, signatures and folded states against the history, and acts that are
/// there in part.
pub fn disagreements(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let report = verify(connection, &mut |_, _| {})?;
    let mut findings: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    for (number, events) in acts(connection)? {
        let whole = work::events(number).len();
        // The first act brings the session with it.
        if events != whole && (number > 0 || events < whole) {
            findings.push(format!("act {number} has {events} of {whole} events"));
        }
    }
    Ok(findings)
}

/// Tables that differ from what a rebuild makes, to the last column and search word. Rebuilds in the
/// caller's transaction.
pub fn unlike_rebuilt(transaction: &Connection) -> Result<Vec<&'static str>, StoreError> {
    let before = folded(transaction)?;
    rebuild(transaction, &Remembered::default(), &mut |_, _| {})?;
    let after = folded(transaction)?;
    let different = |table: &&str| before.get(table) != after.get(table);
    Ok(FOLDED.into_iter().chain(FOUND_BY).chain([TALLY]).filter(different).collect())
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

fn rows(connection: &Connection, sql: &str) -> Result<Rows, StoreError> {
    let mut statement = connection.prepare(sql)?;
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| (0..columns).map(|column| row.get(column)).collect())?;
    let mut rows: Rows = rows.collect::<Result<_, _>>()?;
    rows.sort_by_cached_key(|row| format!("{row:?}"));
    Ok(rows)
}
