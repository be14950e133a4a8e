//! Delimited text: RFC 4180 with the freedoms spreadsheets take (other delimiters, any line end,
//! rows cut short). Read cell by cell, so that no row is ever held whole.

use std::borrow::Cow;

use super::sheet::{Sheet, SheetBuilder};
use super::values::is_number;
use super::{limits, sheet};
use crate::api::problem::FileProblem;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Reads the text of a delimited file.
///
/// # Errors
/// The limits, `NoRows`, and `Unreadable` where a quoted cell never ends.
pub fn read(text: &str) -> Result<Sheet, FileProblem> {
    let (declared, skip) = declared_delimiter(text);
    let delimiter = declared.unwrap_or_else(|| sniff(text));
    let mut cells = Cells { text, at: skip, delimiter, row: if skip > 0 { 2 } else { 1 }, column: 0 };
    let mut builder = SheetBuilder::default();
    while let Some(cell) = cells.next()? {
        if cell.column >= limits::COLUMNS {
            return Err(FileProblem::TooManyColumns { most: limits::COLUMNS });
        }
        put(&mut builder, &cell)?;
    }
    builder.finish()
}

fn put(builder: &mut sheet::SheetBuilder, cell: &Found<'_>) -> Result<(), FileProblem> {
    let text = cell.text.trim_start();
    // Exports guard such text with an apostrophe; it was words all along.
    if let Some(guarded) = text.strip_prefix('\'')
        && guarded.starts_with(['=', '+', '-', '@'])
    {
        return builder.put(cell.row, cell.column, guarded);
    }
    if text.starts_with(['=', '+', '@']) && !is_number(text) {
        return builder.put_formula(cell.row, cell.column);
    }
    builder.put(cell.row, cell.column, text)
}

/// A first line "sep=;" names the delimiter, as one spreadsheet program writes it.
fn declared_delimiter(text: &str) -> (Option<u8>, usize) {
    let line = text.split_inclusive('\n').next().unwrap_or_default();
    match line.trim_end().strip_prefix("sep=").map(str::as_bytes) {
        Some([delimiter]) if DELIMITERS.contains(delimiter) => (Some(*delimiter), line.len()),
        _ => (None, 0),
    }
}

/// The delimiter that cuts the first rows into the same number of cells, and into the most.
fn sniff(text: &str) -> u8 {
    let rated = DELIMITERS.map(|delimiter| (rate(text, delimiter), delimiter));
    rated.into_iter().rev().max_by_key(|(rate, _)| *rate).map_or(b',', |(_, delimiter)| delimiter)
}

fn rate(text: &str, delimiter: u8) -> (usize, u32) {
    let mut cells = Cells { text, at: 0, delimiter, row: 1, column: 0 };
    let mut widths: Vec<u32> = Vec::new();
    while let Ok(Some(cell)) = cells.next() {
        if cell.row > 20 || cell.column >= limits::COLUMNS || cells.at > 1 << 20 {
            break;
        }
        widths.resize(cell.row as usize, 0);
        widths[cell.row as usize - 1] = cell.column + 1;
    }
    let width = widths.iter().copied().max().unwrap_or(0);
    if width < 2 {
        return (0, 0);
    }
    let first = widths.iter().copied().find(|width| *width > 1).unwrap_or(0);
    (widths.iter().filter(|width| **width == first).count(), width)
}

struct Found<'a> {
    row: u32,
    column: u32,
    text: Cow<'a, str>,
}

struct Cells<'a> {
    text: &'a str,
    at: usize,
    delimiter: u8,
    row: u32,
    column: u32,
}

impl<'a> Cells<'a> {
    fn next(&mut self) -> Result<Option<Found<'a>>, FileProblem> {
        if self.at >= self.text.len() {
            return Ok(None);
        }
        let (row, column) = (self.row, self.column);
        let text = self.cell()?;
        self.end();
        Ok(Some(Found { row, column, text }))
    }

    fn cell(&mut self) -> Result<Cow<'a, str>, FileProblem> {
        let rest = &self.text[self.at..];
        if !rest.starts_with('"') {
            let length = self.plain(rest);
            self.at += length;
            return Ok(Cow::Borrowed(&rest[..length]));
        }
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = &self.text[self.at..];
            let Some(quote) =
                rest.bytes().take(limits::CELL_BYTES as usize * 2).position(|byte| byte == b'"')
            else {
                return Err(self.unclosed(rest.len()));
            };
            text.push_str(&rest[..quote]);
            self.at += quote + 1;
            if text.len() > limits::CELL_BYTES as usize {
                return Err(FileProblem::CellTooLong { row: self.row, most: limits::CELL_BYTES });
            }
            let rest = &self.text[self.at..];
            if !rest.starts_with('"') {
                let length = self.plain(rest);
                text.push_str(&rest[..length]);
                self.at += length;
                return Ok(Cow::Owned(text));
            }
            text.push('"');
            self.at += 1;
        }
    }

    fn unclosed(&self, rest: usize) -> FileProblem {
        if rest > limits::CELL_BYTES as usize {
            return FileProblem::CellTooLong { row: self.row, most: limits::CELL_BYTES };
        }
        FileProblem::Unreadable { detail: format!("the quoted cell in row {} never ends", self.row) }
    }

    fn plain(&self, rest: &str) -> usize {
        let ends = |byte: u8| byte == self.delimiter || byte == b'\n' || byte == b'\r';
        rest.bytes().position(ends).unwrap_or(rest.len())
    }

    /// Steps over what ends a cell.
    fn end(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        match rest {
            [b'\r', b'\n', ..] => self.next_row(2),
            [b'\r' | b'\n', ..] => self.next_row(1),
            [_, ..] => {
                self.at += 1;
                self.column += 1;
            }
            [] => {}
        }
    }

    fn next_row(&mut self, length: usize) {
        self.at += length;
        self.row += 1;
        self.column = 0;
    }
}
