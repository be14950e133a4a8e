//! Counts for the rail, the heads of screens and the Today screen.

use domain::facts::Date;
use domain::item::Category;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::StoreError;
use crate::history::unsigned;

/// Numbers for the rail and the heads of screens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    pub assets: u32,
    pub weapons: u32,
    pub stock_lines: u32,
    pub issued_assets: u32,
    pub lost_assets: u32,
    pub open_discrepancies: u32,
    pub items: u32,
    pub people: u32,
    pub places: u32,
    pub parked: u32,
    pub quarantined: u32,
    /// Entries on this laptop in all, and when the latest act was written.
    #[ts(as = "i64")]
    pub entries: u64,
    #[ts(as = "Option<i64>")]
    pub latest_ms: Option<i64>,
}

/// How much there is of everything.
///
/// # Errors
/// The database's.
pub fn numbers(connection: &Connection) -> Result<Counts, StoreError> {
    let count = |sql: &str| -> Result<u32, StoreError> {
        Ok(connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    };
    let (assets, weapons, issued_assets, lost_assets) = connection
        .prepare_cached(
            "select count(*), sum(category = ?1), sum(whereabouts = 1), sum(whereabouts = 2)
             from asset not indexed where live = 1",
        )?
        .query_row([Category::Weapon as i64], |row| {
            let whole = |column| Ok::<u32, rusqlite::Error>(row.get::<_, Option<u32>>(column)?.unwrap_or(0));
            Ok((row.get(0)?, whole(1)?, whole(2)?, whole(3)?))
        })?;
    let entries: i64 = connection
        .prepare_cached("select coalesce(max(n), 0) from entry")?
        .query_row([], |row| row.get(0))?;
    let latest_ms = connection
        .prepare_cached("select max(at_ms) from entry where lead = 1")?
        .query_row([], |row| row.get(0))?;
    Ok(Counts {
        assets,
        weapons,
        stock_lines: count("select count(*) from stock where quantity <> 0 and held = 0")?,
        issued_assets,
        lost_assets,
        open_discrepancies: count("select count(*) from discrepancy where settled = 0")?,
        items: count("select count(*) from item")?,
        people: count("select count(*) from person")?,
        places: count("select count(*) from place")?,
        parked: count("select count(*) from entry where status = 1 and status <> 0")?,
        quarantined: count("select count(*) from entry where status = 2 and status <> 0")?,
        entries: unsigned(entries),
        latest_ms,
    })
}

/// Lots of which something lies in store and which expire by the end of `until`, or have.
///
/// # Errors
/// The database's.
pub fn lots_expiring(connection: &Connection, until: Date) -> Result<u32, StoreError> {
    let mut statement = connection.prepare_cached(
        "select count(*) from lot join tally on tally.n = lot.n
         where lot.expires_on <= ?1 and tally.on_hand > 0",
    )?;
    Ok(statement.query_row([until.0.to_string()], |row| row.get(0))?)
}
