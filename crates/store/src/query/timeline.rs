//! The story of one thing: who, when, where, witness, on which machines.

use std::collections::BTreeMap;

use domain::{Event, kinds};
use feed::{DeviceKey, Entry, EvidenceRole, Feed, Hash, Scope};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;
use uuid::Uuid;

use super::called::{Called, Translated};
use super::page::{Page, Window};
use super::{attachments, known};
use crate::StoreError;
use crate::exchange::reached::{self, Reach};
use crate::history::{Status, entries, feeds, signed};
use domain::*;

/// One event of a subject, latest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimelineRow {
    /// The act it belongs to.
    pub act: ActId,
    pub subject: SubjectId,
    /// The entry's hash, hex.
    pub entry: String,
    pub kind: u32,
    /// The kind's name ([`domain::kinds::name`]), "unknown" for one this Komora does not know.
    pub what: String,
    /// The event as JSON, ids resolved in `names`; none for a kind this Komora does not know.
    #[ts(type = "unknown")]
    pub event: Option<serde_json::Value>,
    /// Names of the ids the event mentions.
    #[ts(as = "std::collections::HashMap<String, String>")]
    pub names: std::collections::BTreeMap<String, String>,
    /// The same names in other languages; only those that have any.
    #[ts(as = "std::collections::HashMap<String, Translated>")]
    pub names_in: std::collections::BTreeMap<String, Translated>,
    #[ts(as = "i64")]
    pub at_ms: i64,
    /// The machine's clock could not be trusted.
    pub at_unsure: bool,
    pub actor: PersonId,
    pub actor_name: Option<String>,
    /// The second person: who signed it beside the actor, or whom the act names.
    pub witness_name: Option<String>,
    /// Short name of the machine that wrote it.
    pub device: String,
    /// This machine wrote it.
    pub own: bool,
    /// "folded", "parked" or "quarantined".
    pub status: String,
    /// The actor's own signature stands beside it.
    pub signed: bool,
    /// This act was taken back later by that act.
    pub corrected_by: Option<ActId>,
    /// The act stands and is one that can be taken back; what rests on it by now may still forbid it.
    pub undoable: bool,
    /// How far the act has travelled; none where the hub stands alone.
    pub reach: Option<Reach>,
}

/// The story of a subject, latest first: what was attached to a thing is part of its story.
///
/// # Errors
/// The database's.
pub fn timeline(
    connection: &Connection,
    subject: SubjectId,
    window: &Window,
) -> Result<Page<TimelineRow>, StoreError> {
    let Some(n) = known::number(connection, subject.as_bytes())? else { return Ok(Page::empty(window)) };
    // Most things have none, and then the index gives the rows in their order.
    let told_of = match attachments::numbers(connection, n)?.is_empty() {
        true => "subject = ?1",
        false => "subject in (select ?1 union all select n from attachment where thing = ?1)",
    };
    let total = connection
        .prepare_cached(&format!("select count(*) from event where {told_of}"))?
        .query_row([n], |row| row.get(0))?;
    let mut statement = connection.prepare_cached(&format!(
        "select entry, idx from event where {told_of}
         order by depth desc, entry desc, idx desc limit ?2 offset ?3",
    ))?;
    let places = statement
        .query_map((n, window.rows(), window.offset), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<Vec<(i64, u32)>, _>>()?;
    let mut rows = Vec::with_capacity(places.len());
    for (entry, idx) in places {
        rows.extend(row(connection, entry, idx as usize)?);
    }
    Ok(Page { total, offset: window.offset, rows })
}

/// What one entry says of one subject.
pub(super) fn of_entry(
    connection: &Connection,
    entry: &EntryRef,
    subject: i64,
) -> Result<Option<TimelineRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select v.entry, v.idx from entry e join feed f on f.n = e.feed
         join event v on v.entry = e.n and v.subject = ?4 and v.depth = e.depth
         where f.feed_id = ?1 and e.seq = ?2 and e.hash = ?3 limit 1",
    )?;
    let found: Option<(i64, u32)> = statement
        .query_row((entry.feed, signed(entry.seq), entry.hash, subject), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match found {
        Some((entry, idx)) => row(connection, entry, idx as usize),
        None => Ok(None),
    }
}

/// How a subject came into the books.
pub(super) fn first_of(connection: &Connection, subject: i64) -> Result<Option<TimelineRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select entry, idx from event where subject = ?1 order by depth, entry, idx limit 1",
    )?;
    let found: Option<(i64, u32)> =
        statement.query_row([subject], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    match found {
        Some((entry, idx)) => row(connection, entry, idx as usize),
        None => Ok(None),
    }
}

/// One event of an entry.
pub(super) fn row(
    connection: &Connection,
    entry_n: i64,
    idx: usize,
) -> Result<Option<TimelineRow>, StoreError> {
    let (feed, hash, entry) = entries::whole(connection, entry_n)?;
    let Some(head) = entry.header.events.get(idx) else { return Ok(None) };
    let (device, own): (Vec<u8>, i64) = connection
        .prepare_cached("select feed, own from feed where n = ?1")?
        .query_row([feed], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let Feed { device, scope, .. } = Feed::from_bytes(&device).map_err(|_| entries::damaged())?;
    let (status, reason): (i64, i64) = connection
        .prepare_cached("select status, reason from entry where n = ?1")?
        .query_row([entry_n], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let personal = match entry.personal.part(idx) {
        Some(part) if !is_erased(connection, scope, &hash)? => Some(part),
        _ => None,
    };
    let event = Event::decode(head.kind, &entry.payload[idx], personal).ok();
    let event = event.as_ref().map(told);
    let mut named = names(connection, event.as_ref())?;
    if matches!(head.kind, kinds::ATTACHED | kinds::ATTACHMENT_WITHDRAWN)
        && let Some(name) = known::called_of(connection, head.subject.as_bytes())?
    {
        named.insert(SubjectId::from_bytes(*head.subject.as_bytes()).to_string(), name);
    }
    let translated = named.iter().filter(|(_, name)| !name.others.is_empty());
    let evidence = entries::evidence(connection, entry_n)?;
    let actor = PersonId::from_bytes(*entry.header.actor.as_bytes());
    let witness = evidence.iter().find(|one| one.role == EvidenceRole::Witness);
    let witness_name = match witness {
        Some(witness) => known::label_of(connection, witness.person.as_bytes())?,
        // Named by who acted; who signs for themselves goes before.
        None => named_witness(event.as_ref()).and_then(|id| named.get(id)).map(|name| name.text.clone()),
    };
    let act = ActId::from_bytes(*entry.header.act.as_bytes());
    let status = Status::from_codes(status, reason);
    let corrected_by = corrected_by(connection, act)?;
    let stands = status.is_folded() && corrected_by.is_none();
    Ok(Some(TimelineRow {
        act,
        subject: SubjectId::from_bytes(*head.subject.as_bytes()),
        entry: super::discrepancies::hex(hash.as_bytes()),
        kind: head.kind,
        what: kinds::name(head.kind).unwrap_or("unknown").to_owned(),
        names_in: translated.map(|(id, name)| (id.clone(), name.others.clone())).collect(),
        names: named.into_iter().map(|(id, name)| (id, name.text)).collect(),
        event,
        at_ms: entry.header.at.ms,
        at_unsure: entry.header.at.unsure,
        actor,
        actor_name: known::label_of(connection, actor.as_bytes())?,
        witness_name,
        device: short_name(&device),
        own: own != 0,
        status: status.name().to_owned(),
        signed: evidence.iter().any(|one| one.role == EvidenceRole::Actor),
        corrected_by,
        undoable: stands && can_be_taken_back(connection, entry_n, &entry)?,
        reach: reach(connection, act)?,
    }))
}

/// Whether the act of an entry can be taken back, as this piece of it and its first one tell: what brings
/// in a file says so first.
fn can_be_taken_back(connection: &Connection, n: i64, entry: &Entry) -> Result<bool, StoreError> {
    let undoable =
        |entry: &Entry| kinds::can_be_taken_back(entry.header.events.iter().map(|event| event.kind));
    if !undoable(entry) {
        return Ok(false);
    }
    let mut statement =
        connection.prepare_cached("select n from entry where act = ?1 and lead = 1 and n <> ?2")?;
    let leads = statement.query_map((entry.header.act.as_bytes(), n), |row| row.get(0))?;
    for lead in leads {
        if !undoable(&entries::whole(connection, lead?)?.2) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// How far an act has travelled, if there is anybody to travel to.
fn reach(connection: &Connection, act: ActId) -> Result<Option<Reach>, StoreError> {
    if crate::network::trusted(connection)?.is_none() {
        return Ok(None);
    }
    reached::of_act(connection, &feed::ActId::from_bytes(*act.as_bytes())).map(Some)
}

/// Whether nobody is to see the personal fields of an entry of this scope any more.
fn is_erased(connection: &Connection, scope: Scope, hash: &Hash) -> Result<bool, StoreError> {
    let mut statement = connection
        .prepare_cached("select exists (select 1 from erased where hash = ?1 and governor = ?2)")?;
    for governor in scope.governors() {
        let Some(n) = feeds::scope(connection, &governor)? else { continue };
        if statement.query_row((hash.as_bytes(), n), |row| row.get(0))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A machine as people can tell it from another: the first six digits of its key.
pub fn short_name(device: &DeviceKey) -> String {
    super::discrepancies::hex(&device.as_bytes()[..3]).to_uppercase()
}

/// The act that took this one back.
pub(super) fn corrected_by(connection: &Connection, act: ActId) -> Result<Option<ActId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select c.act from correction c join entry e on e.n = c.entry
             where c.corrects = ?1 and e.status = 0 limit 1",
    )?;
    Ok(statement.query_row([act.as_bytes()], |row| Ok(ActId::from_bytes(row.get(0)?))).optional()?)
}

/// The event as JSON; a change tells which fields it touched.
pub(crate) fn told(event: &Event) -> Value {
    use Event::*;
    let json = match event {
        HubDescribed(event) => serde_json::to_value(event),
        ItemAdded(event) => serde_json::to_value(event),
        PlaceAdded(event) => serde_json::to_value(event),
        UnitAdded(event) => serde_json::to_value(event),
        LotAdded(event) => serde_json::to_value(event),
        PersonAdded(details, personal) => Ok(json!({ "details": details, "personal": personal })),
        PersonChanged(changes, _) => Ok(json!({ "fields": changes.keys().collect::<Vec<_>>() })),
        ItemChanged(changes)
        | PlaceChanged(changes)
        | UnitChanged(changes)
        | LotChanged(changes)
        | AssetChanged(changes) => Ok(json!({ "fields": changes.keys().collect::<Vec<_>>() })),
        AssetReceived(event) => serde_json::to_value(event),
        AssetMoved(event) => serde_json::to_value(event),
        AssetIssued(event) => serde_json::to_value(event),
        AssetReturned(event) => serde_json::to_value(event),
        AssetConditionChanged(event) => serde_json::to_value(event),
        AssetLost(event) => serde_json::to_value(event),
        AssetFound(event) => serde_json::to_value(event),
        AssetSighted(event) => serde_json::to_value(event),
        AssetCorrected(event) => serde_json::to_value(event),
        StockChanged(event) => serde_json::to_value(event),
        DiscrepancySettled(event) => serde_json::to_value(event),
        FileImported(event) => serde_json::to_value(event),
        Attached(event) => serde_json::to_value(event),
        AttachmentWithdrawn(event) => serde_json::to_value(event),
    };
    json.unwrap_or(Value::Null)
}

/// The id of the second person an event names.
fn named_witness(event: Option<&Value>) -> Option<&str> {
    event?.get("witness")?.as_str()
}

/// What the ids an event mentions are called.
fn names(connection: &Connection, event: Option<&Value>) -> Result<BTreeMap<String, Called>, StoreError> {
    let mut names = BTreeMap::new();
    let mut left: Vec<&Value> = event.into_iter().collect();
    while let Some(value) = left.pop() {
        match value {
            Value::Array(several) => left.extend(several),
            Value::Object(fields) => left.extend(fields.values()),
            Value::String(text) if text.len() == 36 => {
                let Ok(id) = text.parse::<Uuid>() else { continue };
                if let Some(name) = known::called_of(connection, id.as_bytes())? {
                    names.insert(text.clone(), name);
                }
            }
            _ => {}
        }
    }
    Ok(names)
}
