use std::collections::HashSet;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::ExportError;

/// One document: what is said, by whom, as of when. All words are in the reader's language already.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    pub title: String,
    pub subtitle: Option<String>,
    /// ISO 639 code ("uk", "en", "fr"): how numbers and dates are written, and what a screen reader speaks.
    pub language: String,
    /// Printed at the top and bottom of every page; nothing is printed when empty.
    pub classification: String,
    pub hub: String,
    pub document_number: Option<String>,
    /// The moment the content was true, as the reader should see it.
    pub as_of: String,
    pub made_by: String,
    /// The moment for the file's own properties; none is written when absent.
    pub made_at: Option<DateTime<FixedOffset>>,
    /// One thing the page is about, set large, such as a recovery code.
    pub featured: Option<Fact>,
    pub facts: Vec<Fact>,
    pub table: Option<Table>,
    pub notes: Vec<String>,
    pub signatures: Vec<SignatureBox>,
    /// Carried by a QR code in the corner of the first page of a PDF; at most 2,953 bytes.
    pub qr: Option<String>,
    pub labels: Labels,
    pub orientation: Orientation,
}

/// A named value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub label: String,
    pub value: String,
    /// Set with slashed zeros and equal widths: serials, stock numbers, document numbers.
    #[serde(default)]
    pub mono: bool,
}

/// A place for one hand to sign.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureBox {
    /// In which role, for example "Received by".
    pub role: String,
    /// Printed when known; otherwise a line to write on.
    pub name: Option<String>,
}

/// The words around the content.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Labels {
    /// With `{page}` and `{pages}` where the numbers go: "Page {page} of {pages}".
    pub page: String,
    pub document: String,
    pub as_of: String,
    pub made_by: String,
    pub hub: String,
    /// Before the number of rows under a table; nothing is printed when empty.
    pub total_rows: String,
    pub signature: String,
    pub date: String,
    pub name: String,
    /// Under the QR code, and what a screen reader says in its place.
    pub scan: String,
    /// Names the sheet of a workbook that holds what is not in the table.
    pub about: String,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Orientation {
    #[default]
    Portrait,
    Landscape,
}

/// Rows under typed columns; every row is as long as `columns`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Names the field in JSON; unique in its table.
    pub key: String,
    pub title: String,
    pub kind: ColumnKind,
    /// Share of the width that is left when every column has what it needs; 0 stays narrow.
    #[serde(default)]
    pub weight: u16,
}

/// How a column is set and aligned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnKind {
    #[default]
    Text,
    /// Serials and stock numbers.
    Mono,
    Number,
    Money,
    Date,
    Status,
}

/// One value of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "type", content = "value")]
pub enum Cell {
    #[default]
    Empty,
    Text(String),
    Integer(i64),
    /// `minor` counts units of 10^-`places`: 1250 with 2 places is 12.50.
    Decimal {
        minor: i64,
        places: u8,
    },
    Date(NaiveDate),
    /// Shown at its own offset from UTC.
    DateTime(DateTime<FixedOffset>),
}

impl Report {
    /// Turns down a report no format could draw truthfully.
    pub(crate) fn check(&self) -> Result<(), ExportError> {
        let letters = self.language.bytes().all(|byte| byte.is_ascii_lowercase());
        if !letters || !(2..=3).contains(&self.language.len()) {
            return Err(ExportError::Language { language: self.language.clone() });
        }
        self.table.as_ref().map_or(Ok(()), Table::check)
    }
}

impl Table {
    fn check(&self) -> Result<(), ExportError> {
        if self.columns.is_empty() {
            return Err(ExportError::NoColumns);
        }
        let mut keys = HashSet::new();
        for column in &self.columns {
            if !keys.insert(column.key.as_str()) {
                return Err(ExportError::DuplicateColumn { key: column.key.clone() });
            }
        }
        for (index, row) in self.rows.iter().enumerate() {
            if row.len() != self.columns.len() {
                return Err(ExportError::RowLength {
                    row: index + 1,
                    cells: row.len(),
                    columns: self.columns.len(),
                });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(key: &str) -> Column {
        Column { key: key.into(), ..Column::default() }
    }

    #[test]
    fn a_report_that_contradicts_itself_is_turned_down() {
        let mut report = Report { language: "uk".into(), ..Report::default() };
        assert!(report.check().is_ok());
        report.table = Some(Table::default());
        assert!(matches!(report.check(), Err(ExportError::NoColumns)));
        report.table = Some(Table { columns: vec![column("serial"), column("serial")], rows: vec![] });
        assert!(matches!(report.check(), Err(ExportError::DuplicateColumn { .. })));
        report.table = Some(Table {
            columns: vec![column("serial"), column("place")],
            rows: vec![vec![Cell::Empty, Cell::Empty], vec![Cell::Empty]],
        });
        assert!(matches!(report.check(), Err(ExportError::RowLength { row: 2, cells: 1, columns: 2 })));
        for language in ["", "e", "EN", "english", "e\"", "§§"] {
            report.table = None;
            report.language = language.into();
            assert!(matches!(report.check(), Err(ExportError::Language { .. })), "{language}");
        }
    }
}
