//! Typed text: trimmed, bounded, free of control and invisible characters.

use crate::event::Particulars;
use crate::item::KitPart;
use crate::quantity::Quantity;
use crate::refusal::Refusal;
use crate::serial::is_invisible;

/// Most characters of a name.
pub const LONGEST_NAME: usize = 200;
/// Most characters of a note, which may have lines.
pub const LONGEST_NOTE: usize = 2_000;
/// Most characters of a code.
pub const LONGEST_CODE: usize = 40;
/// Most parts of a kit, part numbers of an item, recipients of a unit.
const LONGEST_LIST: usize = 200;

pub(super) fn name(text: &mut String, field: &str) -> Result<(), Refusal> {
    required(text, field, LONGEST_NAME)
}

pub(super) fn code(text: &mut String, field: &str) -> Result<(), Refusal> {
    required(text, field, LONGEST_CODE)
}

pub(super) fn note(text: &mut Option<String>) -> Result<(), Refusal> {
    optional(text, "note", LONGEST_NOTE)
}

pub(super) fn required(text: &mut String, field: &str, most: usize) -> Result<(), Refusal> {
    tidy(text, field, most)?;
    if text.is_empty() { Err(missing(field)) } else { Ok(()) }
}

/// Text that may be absent; blank is absent.
pub(super) fn optional(text: &mut Option<String>, field: &str, most: usize) -> Result<(), Refusal> {
    if let Some(given) = text {
        tidy(given, field, most)?;
        if given.is_empty() {
            *text = None;
        }
    }
    Ok(())
}

/// ISO 3166-1 alpha-3: the form only, for the list of nations is not the program's to close.
pub(super) fn nation(text: &mut String, field: &str) -> Result<(), Refusal> {
    three_letters(text, field)
}

/// ISO 4217: the form only, as for nations.
pub(super) fn currency(text: &mut String, field: &str) -> Result<(), Refusal> {
    three_letters(text, field)
}

fn three_letters(text: &mut String, field: &str) -> Result<(), Refusal> {
    required(text, field, LONGEST_CODE)?;
    text.make_ascii_uppercase();
    if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        Ok(())
    } else {
        Err(not_valid(field, text))
    }
}

pub(super) fn optional_nation(text: &mut Option<String>, field: &str) -> Result<(), Refusal> {
    optional(text, field, LONGEST_CODE)?;
    text.as_mut().map_or(Ok(()), |given| nation(given, field))
}

pub(super) fn kit(parts: &mut [KitPart], field: &str) -> Result<(), Refusal> {
    list(parts)?;
    for part in parts {
        name(&mut part.name, field)?;
        quantity(part.quantity)?;
    }
    Ok(())
}

pub(super) fn list<T>(things: &[T]) -> Result<(), Refusal> {
    if things.len() > LONGEST_LIST {
        return Err(Refusal::TooMany { most: LONGEST_LIST as u32 });
    }
    Ok(())
}

pub(super) fn quantity(quantity: Quantity) -> Result<i64, Refusal> {
    match quantity.signed() {
        Some(signed) if signed > 0 => Ok(signed),
        _ => Err(Refusal::QuantityOutOfRange { most: Quantity::MAX }),
    }
}

pub(super) fn particulars(given: &Particulars) -> Result<Particulars, Refusal> {
    let mut tidy = given.clone();
    optional(&mut tidy.document, "document", LONGEST_NAME)?;
    optional(&mut tidy.remark, "remark", LONGEST_NOTE)?;
    Ok(tidy)
}

pub(super) fn missing(field: &str) -> Refusal {
    Refusal::Missing { field: field.to_owned() }
}

/// Refuses a value, quoting no more of it than fits a message.
pub(super) fn not_valid(field: &str, value: &str) -> Refusal {
    Refusal::NotValid { field: field.to_owned(), value: value.chars().take(LONGEST_CODE).collect() }
}

fn tidy(text: &mut String, field: &str, most: usize) -> Result<(), Refusal> {
    text.retain(|c| !is_invisible(c));
    if text.trim().len() != text.len() {
        *text = text.trim().to_owned();
    }
    if text.chars().count() > most {
        return Err(Refusal::TooLong { field: field.to_owned(), most: most as u32 });
    }
    let lines = most > LONGEST_NAME;
    if text.chars().any(|c| c.is_control() && !(lines && matches!(c, '\n' | '\r' | '\t'))) {
        return Err(not_valid(field, text));
    }
    Ok(())
}
