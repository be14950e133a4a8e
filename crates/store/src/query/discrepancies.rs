//! What does not add up.

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::StoreError;
use crate::history::signed;
use domain::discrepancy::Discrepancy;
use domain::fold::State;
use domain::*;

use super::called::{Called, Translated};
use super::filter::Where;
use super::hubs::Hubs;
use super::known;
use super::once::Once;
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
    /// "asset", "stock", or "serial" where two things bear one; others as they come.
    pub subject_kind: String,
    /// Serial and item, or item and place.
    pub subject_name: String,
    pub subject_name_in: Translated,
    /// The acts that disagree, with who did them.
    pub between: Vec<super::timeline::TimelineRow>,
    #[ts(as = "i64")]
    pub opened_ms: i64,
    /// The code name of the hub whose books it stands in; none where that has not said it.
    pub hub: Option<String>,
}

/// The list, the oldest first; the settled ones too where asked, and where a code name is given only those
/// of the hub called so.
///
/// # Errors
/// The database's.
pub fn discrepancies(
    connection: &Connection,
    settled: bool,
    hub: Option<&str>,
    window: &Window,
) -> Result<Page<DiscrepancyRow>, StoreError> {
    let hubs = Hubs::held(connection)?;
    let mut conditions = Where::default();
    conditions.is("d.settled", (!settled).then_some(0));
    conditions.is_of_hub("d.scope", &hubs, hub);
    let found = read(connection, &format!("{STANDING}{}", conditions.sql()), conditions.values().as_slice())?;
    // There are few, and when each opened stands in the history alone.
    let opened = found.into_iter().map(|one| Ok((opened_ms(connection, one.n, &one.discrepancy)?, one)));
    let mut found = opened.collect::<Result<Vec<_>, StoreError>>()?;
    let by_hub = window.sort.as_deref() == Some("hub");
    found.sort_by_key(|(opened_ms, one)| {
        (by_hub.then(|| hubs.place(one.scope)), *opened_ms, one.discrepancy.id)
    });
    if window.descending {
        found.reverse();
    }
    let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let shown = found.into_iter().skip(window.offset as usize).take(window.rows() as usize);
    let mut once = Once::default();
    let rows = shown.map(|(_, one)| row(connection, &one, &mut once)).collect::<Result<_, _>>()?;
    Ok(Page { total, offset: window.offset, rows })
}

/// Those of one subject; of an asset also those of its serial.
pub(super) fn of_subject(connection: &Connection, n: i64) -> Result<Vec<DiscrepancyRow>, StoreError> {
    let sql = format!(
        "{STANDING} where d.subject = ?1 or d.subject in (
             select g.subject from asset a
             join serial_group g on g.item = a.item and g.serial_key = a.serial_key where a.n = ?1)
         order by d.settled, d.id"
    );
    let mut once = Once::default();
    read(connection, &sql, [n])?.iter().map(|one| row(connection, one, &mut once)).collect()
}

const STANDING: &str = "select d.subject, d.scope, d.discrepancy from discrepancy d";

/// A discrepancy as it stands in its table.
struct Standing {
    /// The number of its subject.
    n: i64,
    /// The number of the scope it belongs to.
    scope: i64,
    discrepancy: Discrepancy,
}

fn read(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<Standing>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(values, |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, Vec<u8>>(2)?))
    })?;
    rows.map(|row| {
        let (n, scope, bytes) = row?;
        Ok(Standing { n, scope, discrepancy: crate::projection::discrepancy::from_bytes(&bytes)? })
    })
    .collect()
}

fn row(connection: &Connection, standing: &Standing, once: &mut Once) -> Result<DiscrepancyRow, StoreError> {
    let Standing { n, scope, discrepancy } = standing;
    let n = *n;
    let mut between = Vec::new();
    for entry in &discrepancy.between {
        between.extend(timeline::of_entry(connection, entry, n)?);
    }
    let doubled = doubled(connection, n)?;
    for asset in &doubled {
        between.extend(timeline::first_of(connection, *asset)?);
    }
    let (subject_kind, subject_name) = match doubled.first() {
        Some(asset) => subject(connection, *asset)?,
        None => subject(connection, n)?,
    };
    let subject_name = subject_name.unwrap_or_default();
    Ok(DiscrepancyRow {
        id: hex(&discrepancy.id),
        kind: discrepancy.kind,
        status: discrepancy.status,
        subject: discrepancy.subject,
        subject_kind: if doubled.is_empty() { subject_kind } else { "serial" }.to_owned(),
        subject_name: subject_name.text,
        subject_name_in: subject_name.others,
        between,
        opened_ms: opened_ms(connection, n, discrepancy)?,
        hub: once.hub(connection, *scope)?,
    })
}

/// The live assets that claim the doubled serial a subject stands for; none for any other subject.
fn doubled(connection: &Connection, n: i64) -> Result<Vec<i64>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select a.n from serial_group g
         join asset a on a.serial_key = g.serial_key and a.item = g.item and a.live = 1
         where g.subject = ?1 order by a.n limit 20",
    )?;
    Ok(statement.query_map([n], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// When the later of the acts that disagree was done, as its writer claims (UTC ms).
fn opened_ms(connection: &Connection, n: i64, discrepancy: &Discrepancy) -> Result<i64, StoreError> {
    let mut of_entry = connection.prepare_cached(
        "select e.at_ms from entry e join feed f on f.n = e.feed
         where f.feed_id = ?1 and e.seq = ?2 and e.hash = ?3",
    )?;
    let mut latest = None;
    for EntryRef { feed, seq, hash } in &discrepancy.between {
        let at = of_entry.query_row((feed, signed(*seq), hash), |row| row.get(0)).optional()?;
        latest = latest.max(at);
    }
    for asset in doubled(connection, n)? {
        latest = latest.max(Some(first_ms(connection, asset)?));
    }
    latest.map_or_else(|| latest_ms(connection, n), Ok)
}

/// When an asset came into the books, as the writer of that claims.
fn first_ms(connection: &Connection, n: i64) -> Result<i64, StoreError> {
    let mut statement = connection.prepare_cached("select received_ms from asset where n = ?1")?;
    Ok(statement.query_row([n], |row| row.get(0))?)
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
            let line = super::stock::row(connection, n, &mut Once::default())?;
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
