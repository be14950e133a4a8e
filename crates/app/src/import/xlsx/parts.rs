//! What a workbook says about itself: its sheets, its shared texts, and which formats are dates.

use std::collections::HashMap;

use super::archive::{Archive, too_far};
use super::xml::{Step, Xml};
use crate::api::problem::FileProblem;
use crate::import::limits;

/// The list of a workbook's sheets and where its common parts lie.
#[derive(Default)]
pub struct Book {
    pub sheets: Vec<Listed>,
    pub texts: Option<String>,
    pub styles: Option<String>,
    /// Dates count from 1904 instead of 1900.
    pub from_1904: bool,
}

/// One sheet of the workbook.
pub struct Listed {
    pub name: String,
    pub part: String,
}

/// Texts kept once, end to end.
#[derive(Default)]
pub struct Texts {
    text: String,
    ends: Vec<u32>,
}

impl Texts {
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        Some(&self.text[start..end])
    }
}

/// Reads the workbook part and its relations.
pub fn book(archive: &mut Archive<'_>) -> Result<Book, FileProblem> {
    let mut book = Book::default();
    let mut parts = HashMap::new();
    if let Some(part) = archive.part("xl/_rels/workbook.xml.rels")? {
        let mut xml = Xml::new(part);
        loop {
            match xml.next()? {
                Step::Open(tag) if tag.is("Relationship") => {
                    let target = located(&tag.get("Target")?.unwrap_or_default());
                    match tag.get("Type")?.unwrap_or_default().rsplit('/').next() {
                        Some("sharedStrings") => book.texts = Some(target),
                        Some("styles") => book.styles = Some(target),
                        Some("worksheet") => {
                            parts.insert(tag.get("Id")?.unwrap_or_default(), target);
                        }
                        _ => {}
                    }
                }
                Step::End => break,
                _ => {}
            }
        }
    }
    let part = archive.part("xl/workbook.xml")?.ok_or(FileProblem::WrongType)?;
    let mut xml = Xml::new(part);
    loop {
        match xml.next()? {
            Step::Open(tag) if tag.is("workbookPr") => {
                book.from_1904 = matches!(tag.get("date1904")?.as_deref(), Some("1" | "true"));
            }
            Step::Open(tag) if tag.is("sheet") => {
                // Chart sheets are listed too, but are no tables.
                if let Some(part) = tag.get("id")?.and_then(|id| parts.get(&id)) {
                    book.sheets
                        .push(Listed { name: tag.get("name")?.unwrap_or_default(), part: part.clone() });
                }
            }
            Step::End => return Ok(book),
            _ => {}
        }
    }
}

/// A relation's target as a part's name.
fn located(target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{}", target.trim_start_matches("./")),
    }
}

/// Reads the shared texts, leaving out how they are pronounced.
pub fn texts(archive: &mut Archive<'_>, part: &str) -> Result<Texts, FileProblem> {
    let mut texts = Texts::default();
    let Some(part) = archive.part(part)? else {
        return Ok(texts);
    };
    let mut xml = Xml::new(part);
    let (mut in_text, mut spoken) = (false, false);
    loop {
        match xml.next()? {
            Step::Open(tag) if tag.is("t") => in_text = !spoken,
            Step::Open(tag) if tag.is("rPh") => spoken = true,
            Step::Close(name) => match &*name {
                "t" => in_text = false,
                "rPh" => spoken = false,
                "si" => texts.ends.push(texts.text.len() as u32),
                _ => {}
            },
            Step::Text(text) if in_text => texts.text.push_str(&text),
            Step::End => return Ok(texts),
            _ => {}
        }
        if texts.text.len() > limits::TEXT_BYTES || texts.ends.len() > limits::SHARED_TEXTS {
            return Err(too_far());
        }
    }
}

/// How a cell style shows its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    #[default]
    Plain,
    Date,
    /// With zeros in front to this many digits: the zeros of a stock number or serial stand in the format
    /// alone.
    Digits(usize),
}

/// For each cell style, how its number is shown.
pub fn styles(archive: &mut Archive<'_>, part: &str) -> Result<Vec<Shown>, FileProblem> {
    let mut styles = Vec::new();
    let Some(part) = archive.part(part)? else {
        return Ok(styles);
    };
    let mut own = HashMap::new();
    let mut xml = Xml::new(part);
    let mut in_cell_styles = false;
    loop {
        match xml.next()? {
            Step::Open(tag) if tag.is("numFmt") => {
                let code = tag.get("formatCode")?.unwrap_or_default();
                own.insert(tag.get("numFmtId")?.unwrap_or_default(), shown_by(&code));
            }
            Step::Open(tag) if tag.is("cellXfs") => in_cell_styles = true,
            Step::Close(name) if name == "cellXfs" => in_cell_styles = false,
            Step::Open(tag) if in_cell_styles && tag.is("xf") => {
                let id = tag.get("numFmtId")?.unwrap_or_default();
                let built_in = matches!(id.parse::<u32>(), Ok(14..=22 | 27..=36 | 45..=47 | 50..=58));
                let built_in = if built_in { Shown::Date } else { Shown::Plain };
                styles.push(own.get(&id).copied().unwrap_or(built_in));
            }
            Step::End => return Ok(styles),
            _ => {}
        }
        if styles.len() > limits::SHARED_TEXTS || own.len() > limits::PARTS {
            return Err(too_far());
        }
    }
}

fn shown_by(code: &str) -> Shown {
    /// More digits than a number holds exactly are no format of ours.
    const MOST_DIGITS: usize = 15;
    let digits = code.chars().filter(|c| *c == '0').count();
    match digits {
        _ if is_date_format(code) => Shown::Date,
        2..=MOST_DIGITS if code.chars().all(|c| matches!(c, '0' | '-' | ' ' | '\\')) => Shown::Digits(digits),
        _ => Shown::Plain,
    }
}

/// Whether a number format shows days, months or years.
fn is_date_format(code: &str) -> bool {
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                characters.by_ref().find(|c| *c == '"');
            }
            '[' => {
                characters.by_ref().find(|c| *c == ']');
            }
            '\\' | '_' | '*' => {
                characters.next();
            }
            'd' | 'D' | 'y' | 'Y' | 'm' | 'M' => return true,
            _ => {}
        }
    }
    false
}
