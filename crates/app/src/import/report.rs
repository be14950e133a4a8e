//! What an import did, or would do.

use domain::{ActId, Refusal};

use super::plan::Planned;
use crate::api::import::{ImportReport, RowReason};

impl Planned {
    /// The file was imported before: nothing to do.
    pub fn is_done_already(&self) -> bool {
        self.report.already
    }

    /// No row is wrong.
    pub fn is_sound(&self) -> bool {
        self.findings.error_rows == 0
    }

    /// The rules turned down the command with this index: an error of the row it comes from.
    pub fn refused(&mut self, act: usize, refusal: Refusal) {
        let row = self.acts.get(act).map_or(1, |act| act.row_of(&refusal));
        let refusal = match refusal {
            Refusal::AtRow { refusal, .. } => *refusal,
            other => other,
        };
        self.findings.error(row, None, RowReason::Refused { refusal });
    }

    /// The report; `act` is what the import was saved as, nothing where it was not saved.
    pub fn report(&self, act: Option<ActId>) -> ImportReport {
        let mut report = self.report.clone();
        report.saved = act.is_some();
        report.act = act;
        report.errors = self.findings.errors.clone();
        report.errors.sort_by_key(|error| error.row);
        report.error_rows = self.findings.error_rows;
        report.warnings = self.findings.warnings.clone();
        report.warnings.sort_by_key(|warning| warning.row);
        report
    }
}
