//! Bringing in holdings from a file.

use domain::Refusal;
use domain::condition::ConditionCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What the rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ImportKind {
    /// Catalogue lines.
    Items,
    /// Weapons and equipment on hand: rows of serial-tracked items become assets, one a serial (or
    /// as many as the quantity says, "unmarked-n" where no serial is given); the rest becomes stock.
    Assets,
    /// Quantities on hand.
    Stock,
}

/// A file looked at, not yet imported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportDraft {
    pub path: String,
    pub file_name: String,
    pub kind: ImportKind,
    /// "csv" or "xlsx".
    pub format: String,
    /// "utf-8", "utf-16le", "utf-16be", "windows-1251" for CSV.
    pub encoding: Option<String>,
    pub sheets: Vec<String>,
    pub sheet: Option<String>,
    /// Header cells in order.
    pub columns: Vec<String>,
    /// The first rows, as text.
    pub sample: Vec<Vec<String>>,
    pub rows: u32,
    /// Guess, or what was chosen last time for a file with these columns.
    pub mapping: Mapping,
    /// The mapping comes from an earlier import of such a file.
    pub remembered: bool,
    /// Fields this kind knows, and whether each is needed.
    pub fields: Vec<ImportField>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportField {
    /// "name", "nsn", "serial", "quantity", "place", "condition", "lot", "maker", "price" …
    pub key: String,
    pub required: bool,
}

/// Which column feeds which field (by header text), and what to take where there is none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Mapping {
    /// Field key to column header.
    #[ts(as = "std::collections::HashMap<String, String>")]
    pub columns: BTreeMap<String, String>,
    /// Field key to a fixed value for all rows.
    #[ts(as = "std::collections::HashMap<String, String>")]
    pub fixed: BTreeMap<String, String>,
    /// Day-first, month-first or ISO: "dmy", "mdy", "ymd".
    pub dates: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportPlan {
    pub path: String,
    pub kind: ImportKind,
    pub sheet: Option<String>,
    pub mapping: Mapping,
    /// Code of the place for rows that name none; made if it does not exist.
    pub place: String,
    pub condition: ConditionCode,
    /// Check everything, save nothing.
    pub dry_run: bool,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    pub dry_run: bool,
    /// Saved: all rows, or none.
    pub saved: bool,
    /// This file was imported before: nothing to do.
    pub already: bool,
    pub rows: u32,
    pub items: u32,
    pub places: u32,
    pub lots: u32,
    pub assets: u32,
    /// Assets without a serial, given "unmarked-n" and flagged for checking.
    pub unmarked: u32,
    pub stock_lines: u32,
    /// At most 1,000 are listed.
    pub errors: Vec<RowError>,
    pub error_rows: u32,
    pub warnings: Vec<RowError>,
    pub act: Option<domain::ActId>,
}

/// A row that cannot be taken as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RowError {
    /// From 1, the header included.
    pub row: u32,
    pub field: Option<String>,
    pub reason: RowReason,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "reason")]
pub enum RowReason {
    Missing,
    NotANumber {
        value: String,
    },
    NotWhole {
        value: String,
    },
    NotADate {
        value: String,
    },
    NotACode {
        value: String,
    },
    Formula,
    /// Says otherwise than an earlier row about the same item or lot.
    Contradicts {
        row: u32,
    },
    /// Says otherwise than the books about the same lot.
    ContradictsBooks,
    /// The rules say no.
    Refused {
        refusal: Refusal,
    },
    /// Warning: an NSN that is not one was kept as a local code.
    NotAnNsn {
        value: String,
    },
    UnknownUnitOfIssue {
        value: String,
    },
}
