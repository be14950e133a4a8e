//! Acts: what people did, latest first.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::StoreError;
use crate::exchange::reached::Reach;
use domain::*;
use serde_json::Value;

use super::called::Translated;
use super::once::Once;
use super::page::{Page, Window};
use super::timeline::TimelineRow;
use super::{attachments, discrepancies, known, timeline};
use crate::history::{entries, feeds};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActRow {
    pub act: ActId,
    #[ts(as = "i64")]
    pub at_ms: i64,
    pub at_unsure: bool,
    pub actor: PersonId,
    pub actor_name: Option<String>,
    /// Kind of its first event.
    pub kind: u32,
    /// The kind's name ([`domain::kinds::name`]), "unknown" for one this Komora does not know.
    pub what: String,
    /// How many events of that kind.
    pub count: u32,
    /// The first subject, its name, and what kind of thing it is; of an attachment, what it was added to.
    pub subject: SubjectId,
    pub subject_kind: String,
    pub subject_name: Option<String>,
    pub subject_name_in: Translated,
    /// Where to or to whom, where the act says so.
    pub to_name: Option<String>,
    pub document: Option<String>,
    pub corrected_by: Option<ActId>,
    pub corrects: Option<ActId>,
    /// It stands and is one that can be taken back; what rests on it by now may still forbid it.
    pub undoable: bool,
    /// "folded", "parked" or "quarantined".
    pub status: String,
    pub own: bool,
    /// How far it has travelled; none where the hub stands alone.
    pub reach: Option<Reach>,
    /// The code name of the hub whose books it stands in; none where that has not said it.
    pub hub: Option<String>,
}

/// Acts, latest first, as their writers claim; from `since_ms` (UTC ms) on where given.
///
/// # Errors
/// The database's.
pub fn acts(
    connection: &Connection,
    since_ms: Option<i64>,
    window: &Window,
) -> Result<Page<ActRow>, StoreError> {
    let since = since_ms.unwrap_or(i64::MIN);
    let total = connection
        .prepare_cached("select count(*) from entry where lead = 1 and at_ms >= ?1")?
        .query_row([since], |row| row.get(0))?;
    let mut statement = connection.prepare_cached(
        "select n from entry where lead = 1 and at_ms >= ?1 order by at_ms desc, n desc limit ?2 offset ?3",
    )?;
    let leads = statement
        .query_map((since, window.rows(), window.offset), |row| row.get(0))?
        .collect::<Result<Vec<i64>, _>>()?;
    let mut once = Once::default();
    let mut rows = Vec::with_capacity(leads.len());
    for n in leads {
        rows.extend(row(connection, n, &mut once)?);
    }
    Ok(Page { total, offset: window.offset, rows })
}

/// Every event of one act.
///
/// # Errors
/// The database's.
pub fn act(connection: &Connection, act: ActId) -> Result<Vec<TimelineRow>, StoreError> {
    let mut rows = Vec::new();
    for (n, events) in pieces(connection, act)? {
        for idx in 0..events {
            rows.extend(timeline::row(connection, n, idx)?);
        }
    }
    Ok(rows)
}

/// The entries of an act and how many events each has.
fn pieces(connection: &Connection, act: ActId) -> Result<Vec<(i64, usize)>, StoreError> {
    let mut statement =
        connection.prepare_cached("select n from entry where act = ?1 and lead <> 2 order by n")?;
    let ns = statement.query_map([act.as_bytes()], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    ns.into_iter().map(|n| Ok((n, entries::whole(connection, n)?.2.header.events.len()))).collect()
}

fn row(connection: &Connection, n: i64, once: &mut Once) -> Result<Option<ActRow>, StoreError> {
    let Some(first) = timeline::row(connection, n, 0)? else { return Ok(None) };
    let (feed, _, entry) = entries::whole(connection, n)?;
    let scope = feeds::by_n(connection, feed)?.scope;
    let named = SubjectId::from_bytes(*entry.header.events[0].subject.as_bytes());
    let thing = attachments::thing_of(connection, named)?;
    let subject = thing.unwrap_or(named);
    let (subject_kind, subject_name) = match known::number(connection, subject.as_bytes())? {
        Some(n) => discrepancies::subject(connection, n)?,
        None => ("other", None),
    };
    let (subject_name, subject_name_in) = match subject_name {
        Some(name) => (Some(name.text), name.others),
        None => (None, Translated::default()),
    };
    let mut count = 0;
    for (piece, _) in pieces(connection, first.act)? {
        let (_, _, entry) = entries::whole(connection, piece)?;
        count += entry.header.events.iter().filter(|event| event.kind == first.kind).count();
    }
    let event = first.event.as_ref();
    let text = |pointer: &str| event.and_then(|event| event.pointer(pointer)).and_then(Value::as_str);
    let to = ["/to/id", "/to", "/place", "/at"].into_iter().find_map(text);
    Ok(Some(ActRow {
        to_name: to.filter(|_| thing.is_none()).and_then(|id| first.names.get(id).cloned()),
        document: text("/particulars/document").map(str::to_owned),
        corrects: ["/corrects", "/reason/id"]
            .into_iter()
            .find_map(text)
            .and_then(|id| id.parse().ok())
            .map(ActId),
        act: first.act,
        at_ms: first.at_ms,
        at_unsure: first.at_unsure,
        actor: first.actor,
        actor_name: first.actor_name,
        kind: first.kind,
        what: first.what,
        count: u32::try_from(count).unwrap_or(u32::MAX),
        subject,
        subject_kind: subject_kind.to_owned(),
        subject_name,
        subject_name_in,
        corrected_by: first.corrected_by,
        undoable: first.undoable,
        status: first.status,
        own: first.own,
        reach: first.reach,
        hub: once.hub(connection, scope)?,
    }))
}

/// When this device last did an act, as it claimed then (UTC ms).
///
/// # Errors
/// The database's.
pub fn latest_own_ms(connection: &Connection) -> Result<Option<i64>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select max(e.at_ms) from feed f
         join entry e on e.n = (select l.n from entry l where l.feed = f.n order by l.seq desc limit 1)
         where f.own = 1",
    )?;
    Ok(statement.query_row([], |row| row.get(0))?)
}
