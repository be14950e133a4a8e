//! How the hub describes itself, and which files it took in.

use super::text::{self, LONGEST_NAME};
use super::{Decision, known};
use crate::event::{Event, FileImported, HubDescription};
use crate::facts::Facts;
use crate::ids::{ImportId, SubjectId};
use crate::refusal::Refusal;

/// Most characters of a hub's code name, `HUB-` included.
const LONGEST_HUB_CODE: usize = 24;

/// The one subject under which a hub describes itself.
pub fn hub_subject() -> SubjectId {
    SubjectId::from_bytes(*b"komora/1/the-hub")
}

/// `HUB-OAK` from what was typed: capital Latin letters, digits and hyphens after `HUB-`, which may be
/// left out. A code name is printed on every page that leaves the hub: it has no room for where it is.
///
/// # Errors
/// [`Refusal::Missing`], [`Refusal::TooLong`] or [`Refusal::NotValid`] of `hubCode`.
pub fn hub_code(typed: &str) -> Result<String, Refusal> {
    let mut code = typed.to_owned();
    text::code(&mut code, "hubCode")?;
    code = code.to_uppercase();
    let tail = code.strip_prefix("HUB-").unwrap_or(&code);
    let plain = |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '-';
    let fits = "HUB-".len() + tail.len() <= LONGEST_HUB_CODE;
    if !tail.is_empty() && fits && tail.chars().all(plain) {
        Ok(format!("HUB-{tail}"))
    } else {
        Err(text::not_valid("hubCode", typed))
    }
}

pub(super) fn describe(description: &HubDescription, facts: &dyn Facts) -> Result<Decision, Refusal> {
    known::understood(facts, hub_subject())?;
    let mut new = description.clone();
    new.code = hub_code(&new.code)?;
    text::optional(&mut new.classification, "classification", LONGEST_NAME)?;
    text::optional(&mut new.name, "name", LONGEST_NAME)?;
    if let Some(old) = facts.hub() {
        // A sandbox never becomes the real thing, nor the real thing a sandbox.
        if old.details.training != new.training {
            return Err(text::not_valid("training", &new.training.to_string()));
        }
        if old.details == new {
            return Err(Refusal::NothingChanges);
        }
    }
    Ok(Decision::of(hub_subject(), Event::HubDescribed(new)))
}

pub(super) fn record_import(
    id: ImportId,
    file_name: &str,
    file_hash: &str,
    rows: u32,
    facts: &dyn Facts,
) -> Result<Decision, Refusal> {
    if facts.import(id) {
        return Err(Refusal::AlreadyImported { import: id });
    }
    known::understood(facts, id)?;
    let mut file_name = file_name.to_owned();
    text::name(&mut file_name, "fileName")?;
    let file_hash = hash(file_hash).ok_or_else(|| text::not_valid("fileHash", file_hash))?;
    Ok(Decision::of(id, Event::FileImported(FileImported { import: id, file_name, file_hash, rows })))
}

/// Thirty-two bytes written as hexadecimal digits.
pub(super) fn hash(hex: &str) -> Option<[u8; 32]> {
    let digits = hex.as_bytes();
    if digits.len() != 64 || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}
