//! What is wrong with a bundle, as a person is told it.

use std::io;

use wire::bundle::BundleError;

use crate::api::problem::{FileProblem, Problem, SyncProblem};

/// While one is read.
pub(crate) fn reading(error: BundleError) -> Problem {
    match error {
        BundleError::Io(error) => cannot_read(&error),
        other => of(other),
    }
}

/// While one is written.
pub(super) fn writing(error: BundleError) -> Problem {
    match error {
        BundleError::Io(error) => cannot_write(&error),
        other => of(other),
    }
}

pub(crate) fn cannot_read(error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound => FileProblem::NotFound.into(),
        _ => FileProblem::Unreadable { detail: error.to_string() }.into(),
    }
}

pub(super) fn cannot_write(error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::StorageFull => Problem::DiskFull,
        _ => FileProblem::CannotWrite { detail: error.to_string() }.into(),
    }
}

fn of(error: BundleError) -> Problem {
    let sync = match error {
        BundleError::NotABundle => SyncProblem::NotABundle,
        BundleError::Newer { form } => SyncProblem::NewerBundle { form: form.into() },
        BundleError::NotForThisDevice => SyncProblem::BundleForOthers,
        BundleError::Truncated => SyncProblem::BundleCut,
        BundleError::Recipients => SyncProblem::NobodyToSendTo,
        BundleError::WrongBlob => SyncProblem::WrongAttachment,
        BundleError::Damaged
        | BundleError::TooLarge { .. }
        | BundleError::OutOfOrder
        | BundleError::Changed
        | BundleError::Io(_) => SyncProblem::BundleDamaged,
    };
    sync.into()
}
