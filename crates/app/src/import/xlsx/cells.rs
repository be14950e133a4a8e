//! The cells of one worksheet.

use chrono::{Days, NaiveDate};

use super::archive::Archive;
use super::parts::{Shown, Texts};
use super::xml::{Step, Tag, Xml};
use crate::api::problem::FileProblem;
use crate::import::limits;
use crate::import::sheet::{Sheet, SheetBuilder};
use crate::import::values;

/// What is needed to understand a cell.
struct Book<'a> {
    texts: &'a Texts,
    styles: &'a [Shown],
    from_1904: bool,
}

/// A cell being read.
#[derive(Default)]
struct Open {
    row: u32,
    column: u32,
    kind: String,
    style: Option<usize>,
    value: String,
    formula: bool,
}

/// Where the next text belongs.
#[derive(Clone, Copy, PartialEq)]
enum Within {
    Nothing,
    Value,
    Spoken,
}

/// Reads the worksheet in the named part.
pub fn read(
    archive: &mut Archive<'_>,
    part: &str,
    texts: &Texts,
    styles: &[Shown],
    from_1904: bool,
) -> Result<Sheet, FileProblem> {
    let missing = || FileProblem::Unreadable { detail: format!("no part {part:?}") };
    let mut xml = Xml::new(archive.part(part)?.ok_or_else(missing)?);
    let book = Book { texts, styles, from_1904 };
    let mut builder = SheetBuilder::default();
    let mut cell = Open::default();
    let mut within = Within::Nothing;
    let mut in_sheet = false;
    loop {
        match xml.next()? {
            Step::Open(tag) if tag.is("sheetData") => in_sheet = true,
            Step::Open(tag) if in_sheet => within = open(&mut cell, &tag, within)?,
            // They follow the cells, which are all known by then.
            Step::Open(tag) if tag.is("mergeCell") => {
                let place = tag.get("ref")?.unwrap_or_default();
                let (from, to) = span(&place).ok_or_else(|| bad_place(&place))?;
                builder.merged(from, to)?;
            }
            Step::Text(text) if within == Within::Value => {
                cell.value.push_str(&text);
                if cell.value.len() > limits::CELL_BYTES as usize {
                    return Err(FileProblem::CellTooLong { row: cell.row, most: limits::CELL_BYTES });
                }
            }
            Step::Close(name) => match &*name {
                "sheetData" => in_sheet = false,
                "v" | "t" if within == Within::Value => within = Within::Nothing,
                "rPh" => within = Within::Nothing,
                "c" if in_sheet => take(&mut builder, &book, &mut cell)?,
                _ => {}
            },
            Step::End => return builder.finish(),
            _ => {}
        }
    }
}

fn open(cell: &mut Open, tag: &Tag<'_>, within: Within) -> Result<Within, FileProblem> {
    if tag.is("row") {
        cell.row = match tag.get("r")? {
            Some(number) => number.parse().map_err(|_| bad_place(&number))?,
            None => cell.row.saturating_add(1),
        };
        cell.column = 0;
    } else if tag.is("c") {
        if let Some(place) = tag.get("r")? {
            (cell.row, cell.column) = position(&place).ok_or_else(|| bad_place(&place))?;
        }
        cell.kind = tag.get("t")?.unwrap_or_default();
        cell.style = tag.get("s")?.and_then(|style| style.parse().ok());
    } else if tag.is("f") {
        cell.formula = true;
    } else if tag.is("rPh") {
        return Ok(Within::Spoken);
    } else if (tag.is("v") || tag.is("t")) && within != Within::Spoken {
        return Ok(Within::Value);
    }
    Ok(within)
}

fn take(builder: &mut SheetBuilder, book: &Book<'_>, cell: &mut Open) -> Result<(), FileProblem> {
    let (row, column) = (cell.row, cell.column);
    if cell.formula {
        builder.put_formula(row, column)?;
    } else if !cell.value.is_empty() {
        builder.put(row, column, &shown(book, cell)?)?;
    }
    cell.column = cell.column.saturating_add(1);
    cell.value.clear();
    cell.formula = false;
    Ok(())
}

/// The cell's value as text.
fn shown(book: &Book<'_>, cell: &Open) -> Result<String, FileProblem> {
    let value = cell.value.as_str();
    Ok(match cell.kind.as_str() {
        "s" => {
            let text = value.trim().parse().ok().and_then(|index| book.texts.get(index));
            text.ok_or_else(|| FileProblem::Unreadable { detail: format!("no shared text {value:?}") })?
                .replace("_x000D_", "")
        }
        "str" | "inlineStr" | "e" | "d" => value.replace("_x000D_", ""),
        "b" => if value == "1" { "true" } else { "false" }.to_owned(),
        _ => {
            let style = cell.style.and_then(|style| book.styles.get(style)).copied();
            number(value, style.unwrap_or_default(), book.from_1904)
        }
    })
}

/// A number as a person would write it: no exponent, no digits that only binary arithmetic put there, the
/// zeros in front that the cell shows.
fn number(value: &str, style: Shown, from_1904: bool) -> String {
    let whole = value.len() < 16 && value.bytes().all(|byte| byte.is_ascii_digit());
    match style {
        Shown::Digits(digits) if whole => return format!("{value:0>digits$}"),
        Shown::Plain | Shown::Digits(_) if whole => return value.to_owned(),
        _ => {}
    }
    let Ok(number) = value.trim().parse::<f64>() else {
        return value.to_owned();
    };
    match (style == Shown::Date).then(|| day(number, from_1904)).flatten() {
        Some(day) => day.to_string(),
        None if number.abs() < 1e21 => number.to_string(),
        None => value.to_owned(),
    }
}

fn day(serial: f64, from_1904: bool) -> Option<NaiveDate> {
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    values::epoch(from_1904)?.checked_add_days(Days::new(serial as u64))
}

/// Row (from 1) and column (from 0) of a place such as "AB12".
fn position(place: &str) -> Option<(u32, u32)> {
    let digits = place.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = place.split_at(digits);
    if letters.is_empty() || letters.len() > 6 {
        return None;
    }
    let mut column: u32 = 0;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    Some((row.parse().ok()?, column - 1))
}

/// The first and the last cell of places such as "B2:C5", or "B2".
fn span(places: &str) -> Option<((u32, u32), (u32, u32))> {
    let (from, to) = places.split_once(':').unwrap_or((places, places));
    Some((position(from)?, position(to)?))
}

fn bad_place(place: &str) -> FileProblem {
    FileProblem::Unreadable { detail: format!("no cell {place:?}") }
}
