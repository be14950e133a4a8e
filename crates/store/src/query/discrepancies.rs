//! What does not add up.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::StoreError;
use domain::discrepancy::Discrepancy;
use domain::fold::State;
use domain::*;

use super::called::{Called, Translated};
use super::known;
use super::page::{Page, Window};
use super::timeline;
use domain::discrepancy::{DiscrepancyKind, DiscrepancyStatus};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DiscrepancyRow {
    /// Hex.
    pub id: String,
    pub kind: DiscrepancyKind,
    pub status: DiscrepancyStatus,
    pub subject: SubjectId,
    /// "asset" or "stock"; others as they come.
    pub subject_kind: String,
    /// Serial and item, or item and place.
    pub subject_name: String,
    pub subject_name_in: Translated,
    /// The acts that disagree, with who did them.
    pub between: Vec<super::timeline::TimelineRow>,
    #[ts(as = "i64")]
    pub opened_ms: i64,
}

const ORDERS: [(&str, &str); 1] = [("openedMs", "d.kind, d.id")];

/// The list; the settled ones too where asked.
///
/// # Errors
/// The database's.
pub fn discrepancies(
    connection: &Connection,
    settled: bool,
    window: &Window,
) -> Result<Page<DiscrepancyRow>, StoreError> {
    let chosen = if settled { "" } else { " where d.settled = 0" };
    let total = connection
        .prepare_cached(&format!("select count(*) from discrepancy d{chosen}"))?
        .query_row([], |row| row.get(0))?;
    let sql = format!(
        "select d.subject, d.discrepancy from discrepancy d{chosen}{} limit {} offset {}",
        window.order(&ORDERS),
        window.rows(),
        window.offset
    );
    let found = read(connection, &sql, [])?;
    Ok(Page { total, offset: window.offset, rows: rows(connection, found)? })
}

/// Those of one subject.
pub(super) fn of_subject(connection: &Connection, n: i64) -> Result<Vec<DiscrepancyRow>, StoreError> {
    let sql =
        "select d.subject, d.discrepancy from discrepancy d where d.subject = ?1 order by d.settled, d.id";
    let found = read(connection, sql, [n])?;
    rows(connection, found)
}

fn read(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<(i64, Discrepancy)>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(values, |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
    rows.map(|row| {
        let (n, bytes) = row?;
        Ok((n, crate::projection::discrepancy::from_bytes(&bytes)?))
    })
    .collect()
}

fn rows(connection: &Connection, found: Vec<(i64, Discrepancy)>) -> Result<Vec<DiscrepancyRow>, StoreError> {
    found.into_iter().map(|(n, discrepancy)| row(connection, n, &discrepancy)).collect()
}

fn row(connection: &Connection, n: i64, discrepancy: &Discrepancy) -> Result<DiscrepancyRow, StoreError> {
    let mut between = Vec::new();
    for entry in &discrepancy.between {
        between.extend(timeline::of_entry(connection, entry, n)?);
    }
    let (subject_kind, subject_name) = subject(connection, n)?;
    let subject_name = subject_name.unwrap_or_default();
    let opened_ms = between.iter().map(|row| row.at_ms).max();
    Ok(DiscrepancyRow {
        id: hex(&discrepancy.id),
        kind: discrepancy.kind,
        status: discrepancy.status,
        subject: discrepancy.subject,
        subject_kind: subject_kind.to_owned(),
        subject_name: subject_name.text,
        subject_name_in: subject_name.others,
        between,
        opened_ms: match opened_ms {
            Some(ms) => ms,
            None => latest_ms(connection, n)?,
        },
    })
}

/// What kind of thing a subject is, and what people call it.
pub(super) fn subject(connection: &Connection, n: i64) -> Result<(&'static str, Option<Called>), StoreError> {
    let Some(known) = known::by_n(connection, n)? else { return Ok(("other", None)) };
    let kind = known.state.subject_kind().name();
    let name = match &known.state {
        State::Asset(asset) => {
            let item = known::called_of(connection, asset.details.item.as_bytes())?;
            let serial = Called::from(asset.details.serial.clone());
            Some(Called::line([Some(serial), item].into_iter().flatten()))
        }
        State::Stock(_) => {
            let line = super::stock::row(connection, n, &mut known::Items::default())?;
            line.map(|line| {
                let item = Called { text: line.item_name, others: line.item_name_in };
                let [lot, place] = [line.lot_number, line.where_name].map(|name| name.map(Called::from));
                Called::line([Some(item), lot, place].into_iter().flatten())
            })
        }
        _ => known::called(connection, n)?,
    };
    Ok((kind, name))
}

/// When the subject's latest event was done, as its writer claims.
fn latest_ms(connection: &Connection, n: i64) -> Result<i64, StoreError> {
    let mut statement = connection.prepare_cached(
        "select coalesce(max(e.at_ms), 0) from (select entry from event where subject = ?1
         order by depth desc, entry desc limit 20) v join entry e on e.n = v.entry",
    )?;
    Ok(statement.query_row([n], |row| row.get(0))?)
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
