//! What is wrong or odd about rows, and the reading of one row's fields.

use super::limits;
use super::mapping::Placed;
use super::sheet::{Cell, Row};
use super::values::{self, DateOrder};
use crate::api::import::{RowError, RowReason};
use domain::facts::Date;

/// Errors and warnings gathered row by row; the first thousand are kept, all are counted.
#[derive(Debug, Default)]
pub struct Findings {
    pub errors: Vec<RowError>,
    pub warnings: Vec<RowError>,
    pub error_rows: u32,
    last_error_row: Option<u32>,
}

impl Findings {
    pub fn error(&mut self, row: u32, field: Option<&str>, reason: RowReason) {
        if self.last_error_row != Some(row) {
            self.last_error_row = Some(row);
            self.error_rows += 1;
        }
        if self.errors.len() < limits::LISTED {
            self.errors.push(RowError { row, field: field.map(str::to_owned), reason });
        }
    }

    pub fn warn(&mut self, row: u32, field: &str, reason: RowReason) {
        if self.warnings.len() < limits::LISTED {
            self.warnings.push(RowError { row, field: Some(field.to_owned()), reason });
        }
    }
}

/// One row, its fields found by the mapping.
pub struct Fields<'a, 'f> {
    row: Row<'a>,
    placed: &'a Placed<'a>,
    dates: DateOrder,
    findings: &'f mut Findings,
    bad: bool,
}

impl<'a, 'f> Fields<'a, 'f> {
    /// The row's fields, or nothing where a formula makes the row unusable.
    pub fn of(
        row: Row<'a>,
        placed: &'a Placed<'a>,
        dates: DateOrder,
        findings: &'f mut Findings,
    ) -> Option<Self> {
        if let Some(column) = row.formulas().next() {
            findings.error(row.number(), placed.field_of(column), RowReason::Formula);
            return None;
        }
        Some(Self { row, placed, dates, findings, bad: false })
    }

    pub fn number(&self) -> u32 {
        self.row.number()
    }

    /// Something in this row was wrong.
    pub fn is_bad(&self) -> bool {
        self.bad
    }

    /// What the row's cell, or else the fixed value, says.
    pub fn text(&self, field: &str) -> Option<&'a str> {
        let cell = self.placed.column(field).and_then(|column| self.row.cell(column));
        match cell {
            Some(Cell::Text(text)) => Some(text),
            _ => self.placed.fixed(field),
        }
    }

    pub fn owned(&self, field: &str) -> Option<String> {
        self.text(field).map(str::to_owned)
    }

    pub fn error(&mut self, field: &str, reason: RowReason) {
        self.bad = true;
        self.findings.error(self.row.number(), Some(field), reason);
    }

    pub fn warn(&mut self, field: &str, reason: RowReason) {
        self.findings.warn(self.row.number(), field, reason);
    }

    /// A code of some table.
    pub fn code<T>(&mut self, field: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(field)?;
        let code = read(text);
        if code.is_none() {
            self.error(field, RowReason::NotACode { value: text.to_owned() });
        }
        code
    }

    pub fn date(&mut self, field: &str) -> Option<Date> {
        let text = self.text(field)?;
        let date = values::date(text, self.dates).map(Date);
        if date.is_none() {
            self.error(field, RowReason::NotADate { value: text.to_owned() });
        }
        date
    }

    /// A whole number that is not negative.
    pub fn whole(&mut self, field: &str) -> Option<u64> {
        let text = self.text(field)?;
        match values::number(text) {
            Some(number) if number.fraction.is_empty() && !number.negative => Some(number.whole),
            Some(_) => {
                self.error(field, RowReason::NotWhole { value: text.to_owned() });
                None
            }
            None => {
                self.error(field, RowReason::NotANumber { value: text.to_owned() });
                None
            }
        }
    }

    /// Money in hundredths.
    pub fn money(&mut self, field: &str) -> Option<u64> {
        let text = self.text(field)?;
        let amount = values::minor_units(text);
        if amount.is_none() {
            self.error(field, RowReason::NotANumber { value: text.to_owned() });
        }
        amount
    }
}
