//! Draws a [`Report`] as PDF, XLSX, CSV or JSON.
//!
//! Pure: the same report gives the same bytes on every machine and every day. It knows no stock, no
//! database, no clock and no network, and it holds no word a reader sees: every word comes in with the
//! report. Text is data in every format; it never runs as markup on paper nor as a formula in a sheet.

mod delimited;
mod error;
mod figures;
mod objects;
mod paper;
mod report;
mod workbook;

pub use error::ExportError;
pub use report::{Cell, Column, ColumnKind, Fact, Labels, Orientation, Report, SignatureBox, Table};

use serde::{Deserialize, Serialize};

/// What a report is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Pdf,
    Xlsx,
    Csv,
    Json,
}

impl Format {
    /// The file name ending, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// Draws `report` as one whole file.
///
/// # Errors
/// A report that contradicts itself (a row of another length than its columns, two columns with one
/// key, no language) is turned down in every format; a QR text or a cell too long for its carrier in
/// the formats that carry it.
pub fn render(report: &Report, format: Format) -> Result<Vec<u8>, ExportError> {
    report.check()?;
    match format {
        Format::Pdf => paper::print(report),
        Format::Xlsx => workbook::write(report),
        Format::Csv => delimited::write(report),
        Format::Json => objects::write(report),
    }
}
