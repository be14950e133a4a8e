//! Adding photographs and documents to a thing, and taking one out of sight that was added by mistake.

use super::text::{self, LONGEST_NOTE};
use super::{Decision, known};
use crate::attachment::{AttachedTo, AttachmentDetails, LARGEST_ATTACHMENT};
use crate::event::{AttachmentWithdrawn, Event};
use crate::facts::Facts;
use crate::ids::AttachmentId;
use crate::refusal::Refusal;

pub(super) fn attach(
    id: AttachmentId,
    details: &AttachmentDetails,
    facts: &dyn Facts,
) -> Result<Decision, Refusal> {
    known::fresh(facts, "attachment", id, facts.attachment(id).is_some())?;
    there(details.to, facts)?;
    let details = tidied(details)?;
    if facts.blob_size(&details.blob) != Some(details.size) {
        return Err(Refusal::BytesNotHere { blob: details.blob });
    }
    if let Some(attachment) = facts.attached(details.to.subject(), &details.blob) {
        return Err(Refusal::AttachedAlready { attachment });
    }
    Ok(Decision::of(id, Event::Attached(details)))
}

pub(super) fn withdraw(id: AttachmentId, reason: &str, facts: &dyn Facts) -> Result<Decision, Refusal> {
    if known::attachment(facts, id)?.withdrawn.is_some() {
        return Err(Refusal::WithdrawnAlready { attachment: id });
    }
    let mut reason = reason.to_owned();
    text::required(&mut reason, "reason", LONGEST_NOTE)?;
    Ok(Decision::of(id, Event::AttachmentWithdrawn(AttachmentWithdrawn { reason })))
}

/// What it is added to is known. A disputed thing takes photographs too, and so does a closed place: they
/// help to settle what is in question.
fn there(to: AttachedTo, facts: &dyn Facts) -> Result<(), Refusal> {
    match to {
        AttachedTo::Asset(id) => known::asset(facts, id).map(|_| ()),
        AttachedTo::Lot(id) => known::lot(facts, id).map(|_| ()),
        AttachedTo::Item(id) => known::item(facts, id).map(|_| ()),
        AttachedTo::Place(id) => known::place(facts, id).map(|_| ()),
    }
}

fn tidied(details: &AttachmentDetails) -> Result<AttachmentDetails, Refusal> {
    let mut attachment = details.clone();
    text::name(&mut attachment.file_name, "fileName")?;
    // A name that leads elsewhere must not choose where somebody's copy is saved.
    if attachment.file_name.contains(['/', '\\']) {
        return Err(text::not_valid("fileName", &attachment.file_name));
    }
    text::note(&mut attachment.note)?;
    match attachment.size {
        1..=LARGEST_ATTACHMENT => Ok(attachment),
        size => Err(text::not_valid("size", &size.to_string())),
    }
}
