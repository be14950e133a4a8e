//! What breaks below becomes what a shell can say.

use exports::ExportError;
use store::StoreError;

use crate::api::problem::{FileProblem, Problem};

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::DiskFull => Problem::DiskFull,
            StoreError::DiskFailed { .. } | StoreError::Io(_) => {
                Problem::DiskFailed { detail: error.to_string() }
            }
            StoreError::NewerStore { found, known } => Problem::NewerStore { found, known },
            StoreError::InUse => Problem::InUse,
            StoreError::NoStore => Problem::NoStore,
            StoreError::AlreadyThere { .. } | StoreError::SlotTaken => Problem::StoreExists,
            StoreError::Damaged { .. } | StoreError::NotAStore | StoreError::WrongKey => {
                Problem::Damaged { detail: error.to_string() }
            }
            StoreError::WrongPassphrase => Problem::WrongPassphrase { wait_seconds: 0 },
            StoreError::TooManyTries { wait_ms } => {
                Problem::WaitBeforeNextTry { wait_seconds: seconds(wait_ms) }
            }
            StoreError::WrongRecoveryCode | StoreError::MistypedRecoveryCode => Problem::WrongRecoveryCode,
            StoreError::PassphraseTooShort { need, .. } => Problem::WeakPassphrase { at_least: need as u32 },
            StoreError::Stopped => Problem::Cancelled,
            StoreError::DamagedBackup { .. } => Problem::File { file: FileProblem::NotABackup },
            other => Problem::Internal { detail: other.to_string() },
        }
    }
}

impl From<ExportError> for Problem {
    fn from(error: ExportError) -> Self {
        Problem::Internal { detail: error.to_string() }
    }
}

impl From<FileProblem> for Problem {
    fn from(file: FileProblem) -> Self {
        Problem::File { file }
    }
}

/// Whole seconds, rounded up: a wait is never over too early.
pub(crate) fn seconds(ms: u64) -> u32 {
    u32::try_from(ms.div_ceil(1000)).unwrap_or(u32::MAX)
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Problem::Refused { refusal } => refusal.fmt(f),
            other => write!(f, "{other:?}"),
        }
    }
}

impl std::error::Error for Problem {}
