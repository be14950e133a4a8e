//! Photographs and documents added to a thing: read from a file, kept with the act that names them, shown and
//! saved again.

mod jpeg;
mod media;
mod orientation;
mod png;
mod webp;

use std::path::Path;

use domain::attachment::{AttachedTo, Shows};
use domain::{ActId, AttachmentId, Refusal};
use store::Reading;
use store::query::attachments::{self, Attached};
use uuid::Uuid;

use crate::api::attachment::{AttachmentBytes, AttachmentRoom};
use crate::api::operation::Outcome;
use crate::api::problem::Problem;
use crate::books::Books;
use crate::export::write_file;
use crate::komora::Komora;
pub(crate) use media::{Prepared, ending, media_type};

/// Bytes in a mebibyte, in which the room for others' photographs is chosen.
const MEBIBYTE: u64 = 1024 * 1024;

/// A new attachment's id.
pub fn new_attachment() -> AttachmentId {
    AttachmentId(Uuid::now_v7())
}

/// What a person says of a file they attach.
pub(crate) struct Attaching {
    pub id: AttachmentId,
    pub to: AttachedTo,
    pub shows: Shows,
    pub note: Option<String>,
}

/// Attaches a file: its bytes and the act that names them, or neither.
pub(crate) fn attach(
    komora: &Komora,
    attaching: Attaching,
    path: &Path,
    act: Option<ActId>,
) -> Result<Outcome, Problem> {
    let books = komora.books()?;
    let prepared = media::read(path)?;
    let receipt = books.attach(attaching, prepared, act)?;
    komora.saved(&receipt);
    Ok(Outcome::Attached { receipt })
}

/// Writes an attachment where the person says.
pub(crate) fn save(books: &Books, id: AttachmentId, path: &Path) -> Result<Outcome, Problem> {
    let attached = books.read(|store| known(store, id))?;
    write_file(path, &attached.bytes.ok_or(Problem::NotHereYet)?)
}

/// An attachment as the window shows it.
pub(crate) fn shown(store: &Reading, id: AttachmentId) -> Result<AttachmentBytes, Problem> {
    use base64::Engine as _;
    let attached = known(store, id)?;
    let bytes = attached.bytes.ok_or(Problem::NotHereYet)?;
    media::may_be_shown(attached.details.media_type, &bytes)?;
    let base64 = base64::engine::general_purpose::STANDARD.encode(bytes);
    Ok(AttachmentBytes { media_type: attached.details.media_type, base64 })
}

/// How much room there is for what others attach, and what waits.
pub(crate) fn room(store: &Reading) -> Result<AttachmentRoom, Problem> {
    let room = store::blobs::room(store)?;
    let waiting = store::blobs::waiting(store)?;
    Ok(AttachmentRoom {
        mebibytes: u32::try_from(room.bytes / MEBIBYTE).unwrap_or(u32::MAX),
        used_bytes: room.used_bytes,
        waiting: waiting.blobs,
        waiting_bytes: waiting.bytes,
    })
}

/// Chooses how much of what others attach is kept here.
pub(crate) fn set_room(books: &Books, mebibytes: u32) -> Result<(), Problem> {
    let bytes = u64::from(mebibytes) * MEBIBYTE;
    Ok(books.database().write(|transaction| store::blobs::set_room(transaction, bytes))?)
}

fn known(store: &Reading, id: AttachmentId) -> Result<Attached, Problem> {
    let unknown = || Refusal::Unknown { subject: "attachment".into(), id: id.to_string() };
    Ok(attachments::attachment(store, id)?.ok_or_else(unknown)?)
}
