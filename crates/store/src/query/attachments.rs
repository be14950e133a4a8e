//! Photographs and documents of a thing.

use domain::attachment::{AttachmentDetails, MediaType, Shows};
use domain::fold::{AttachmentState, State};
use domain::{AttachmentId, PersonId, SubjectId};
use feed::BlobId;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::known::{self, Known};
use crate::history::{feeds, unsigned};
use crate::{StoreError, blobs};

/// A photograph or document, and how much of it is here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttachmentRow {
    pub id: AttachmentId,
    pub shows: Shows,
    pub media_type: MediaType,
    pub file_name: String,
    pub note: Option<String>,
    /// In bytes.
    #[ts(as = "i64")]
    pub size: u64,
    /// Bytes of it here; fewer than its size while it is on its way.
    #[ts(as = "i64")]
    pub held: u64,
    /// All bytes are here: it can be looked at and saved.
    pub whole: bool,
    #[ts(as = "i64")]
    pub added_ms: i64,
    /// The machine's clock could not be trusted.
    pub added_unsure: bool,
    pub added_by: PersonId,
    /// None once erased.
    pub added_by_name: Option<String>,
    /// It was added by mistake.
    pub withdrawn: Option<Withdrawn>,
    pub needs_newer: bool,
}

/// Who took an attachment out of sight, when and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Withdrawn {
    #[ts(as = "i64")]
    pub at_ms: i64,
    pub by_name: Option<String>,
    pub reason: String,
}

/// An attachment's description and its bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Attached {
    pub details: AttachmentDetails,
    /// None while they are not all here.
    pub bytes: Option<Vec<u8>>,
}

/// All of a thing, withdrawn ones included, latest first by their writers' clocks.
///
/// # Errors
/// The database's.
pub fn attachments(connection: &Connection, thing: SubjectId) -> Result<Vec<AttachmentRow>, StoreError> {
    let Some(thing) = known::number(connection, thing.as_bytes())? else { return Ok(Vec::new()) };
    let mut rows = Vec::new();
    for n in numbers(connection, thing)? {
        if let Some(Known { id, needs_newer, state: State::Attachment(attachment), .. }) =
            known::by_n(connection, n)?
        {
            rows.push(row(connection, n, AttachmentId(id.0), needs_newer, attachment)?);
        }
    }
    rows.sort_by_key(|row| (std::cmp::Reverse(row.added_ms), row.id));
    Ok(rows)
}

/// The numbers of the attachments of a thing, by its own number.
pub(super) fn numbers(connection: &Connection, thing: i64) -> Result<Vec<i64>, StoreError> {
    let mut statement = connection.prepare_cached("select n from attachment where thing = ?1 order by n")?;
    Ok(statement.query_map([thing], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// One attachment with its bytes, checked against their hash; none where nothing is known of it.
///
/// # Errors
/// The database's; [`StoreError::Damaged`] when the bytes are not what was attached.
pub fn attachment(connection: &Connection, id: AttachmentId) -> Result<Option<Attached>, StoreError> {
    let Some(Known { n, state: State::Attachment(AttachmentState { details, .. }), .. }) =
        known::by_id(connection, id.as_bytes())?
    else {
        return Ok(None);
    };
    let scope = feeds::scope_of(connection, scope_number(connection, n)?)?;
    let bytes = blobs::bytes(connection, &scope, &BlobId::from_bytes(details.blob.0))?;
    Ok(Some(Attached { details, bytes }))
}

/// The thing an attachment was added to; none for any other subject.
pub(super) fn thing_of(connection: &Connection, id: SubjectId) -> Result<Option<SubjectId>, StoreError> {
    Ok(match known::by_id(connection, id.as_bytes())? {
        Some(Known { state: State::Attachment(attachment), .. }) => Some(attachment.details.to.subject()),
        _ => None,
    })
}

/// What somebody called these bytes as they were attached, whatever the scope.
///
/// # Errors
/// The database's.
pub fn file_name(connection: &Connection, blob: &BlobId) -> Result<Option<String>, StoreError> {
    let mut statement = connection.prepare_cached("select n from attachment where blob = ?1 limit 1")?;
    let n: Option<i64> = statement.query_row([blob.as_bytes()], |row| row.get(0)).optional()?;
    match n {
        Some(n) => known::label(connection, n),
        None => Ok(None),
    }
}

fn row(
    connection: &Connection,
    n: i64,
    id: AttachmentId,
    needs_newer: bool,
    attachment: AttachmentState,
) -> Result<AttachmentRow, StoreError> {
    let AttachmentState { details, added, withdrawn, .. } = attachment;
    let name = |person: PersonId| known::label_of(connection, person.as_bytes());
    let withdrawn = match withdrawn {
        Some(one) => {
            Some(Withdrawn { at_ms: one.stamp.at_ms, by_name: name(one.stamp.actor)?, reason: one.reason })
        }
        None => None,
    };
    let (held, whole) = here(connection, n)?;
    Ok(AttachmentRow {
        id,
        shows: details.shows,
        media_type: details.media_type,
        file_name: details.file_name,
        note: details.note,
        size: details.size,
        held,
        whole,
        added_ms: added.at_ms,
        added_unsure: added.at_unsure,
        added_by: added.actor,
        added_by_name: name(added.actor)?,
        withdrawn,
        needs_newer,
    })
}

/// How many bytes of an attachment are here, and whether these are all.
fn here(connection: &Connection, n: i64) -> Result<(u64, bool), StoreError> {
    let mut statement = connection.prepare_cached(
        "select b.held, b.whole from attachment a join blob b on b.scope = a.scope and b.id = a.blob
         where a.n = ?1",
    )?;
    let found = statement.query_row([n], |row| Ok((unsigned(row.get(0)?), row.get(1)?))).optional()?;
    Ok(found.unwrap_or_default())
}

fn scope_number(connection: &Connection, n: i64) -> Result<i64, StoreError> {
    let mut statement = connection.prepare_cached("select scope from attachment where n = ?1")?;
    Ok(statement.query_row([n], |row| row.get(0))?)
}
