//! Photographs that laptops attach: everybody makes up the same few by number, and has their bytes as they attach
//! them.

use domain::attachment::{AttachedTo, AttachmentDetails, BlobHash, MediaType, Shows};
use domain::{AttachmentId, Command};

use super::commands::{asset, id, place};
use crate::dice::Dice;

/// How many there are.
const PHOTOGRAPHS: u64 = 6;

/// One added to a thing or a place.
pub fn attach(dice: &mut Dice) -> Command {
    let bytes = photograph(dice.below(PHOTOGRAPHS));
    let to = match dice.one_in(3) {
        true => AttachedTo::Place(place(dice)),
        false => AttachedTo::Asset(asset(dice)),
    };
    let details = AttachmentDetails {
        to,
        blob: BlobHash(*feed::blob_id(&bytes).as_bytes()),
        size: bytes.len() as u64,
        media_type: MediaType::Jpeg,
        file_name: "photo.jpg".into(),
        shows: Shows::Damage,
        note: None,
    };
    Command::Attach { id: attachment(dice), details }
}

/// One that was a mistake.
pub fn withdraw(dice: &mut Dice) -> Command {
    Command::WithdrawAttachment { id: attachment(dice), reason: "of another thing".into() }
}

/// The bytes a command names.
pub fn bytes_named(command: &Command) -> Option<Vec<u8>> {
    let Command::Attach { details, .. } = command else { return None };
    (0..PHOTOGRAPHS).map(photograph).find(|bytes| feed::blob_id(bytes).as_bytes() == &details.blob.0)
}

fn photograph(number: u64) -> Vec<u8> {
    format!("photograph {number}").repeat(40).into_bytes()
}

fn attachment(dice: &mut Dice) -> AttachmentId {
    AttachmentId::from_bytes(id(7, dice.below(6)))
}
