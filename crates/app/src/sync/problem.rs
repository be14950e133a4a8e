//! What breaks between two ends, as a person is told it.

use store::exchange::NotTaken;
use wire::{BadCode, Refused, WireError};

use crate::api::problem::{Problem, SyncProblem};

impl From<SyncProblem> for Problem {
    fn from(sync: SyncProblem) -> Self {
        Problem::Sync { sync }
    }
}

impl From<BadCode> for Problem {
    fn from(bad: BadCode) -> Self {
        match bad {
            BadCode::Newer => SyncProblem::NewerCode.into(),
            BadCode::Mistyped | BadCode::Address => SyncProblem::MistypedCode.into(),
        }
    }
}

impl From<WireError> for Problem {
    fn from(error: WireError) -> Self {
        let sync = match error {
            WireError::Unreachable(_) => SyncProblem::Unreachable,
            WireError::BrokenOff(_) => SyncProblem::BrokenOff,
            WireError::NotThePinnedKey => SyncProblem::NotTheCenter,
            WireError::TooSlow => SyncProblem::TooSlow,
            WireError::Cancelled => return Problem::Cancelled,
            WireError::Refused(refused) => of_refusal(refused),
            WireError::BadAnswer | WireError::AnswerTooLarge { .. } => {
                SyncProblem::BadAnswer { detail: error.to_string() }
            }
        };
        sync.into()
    }
}

fn of_refusal(refused: Refused) -> SyncProblem {
    match refused {
        Refused::UnknownDevice => SyncProblem::UnknownDevice,
        Refused::Revoked => SyncProblem::Revoked,
        Refused::WrongCode => SyncProblem::WrongCode,
        Refused::ExpiredCode => SyncProblem::ExpiredCode,
        Refused::NewerProtocol { newest } => SyncProblem::NewerProtocol { newest },
        Refused::SlowDown { after_ms } => {
            SyncProblem::SlowDown { wait_seconds: crate::problems::seconds(after_ms) }
        }
        Refused::TooSlow { .. } => SyncProblem::TooSlow,
        Refused::CannotKeep => SyncProblem::CannotKeep,
        Refused::Other { .. }
        | Refused::TooLarge { .. }
        | Refused::Malformed
        | Refused::OutOfScope
        | Refused::Gap
        | Refused::TooManyForks
        | Refused::NotFound
        | Refused::Names => SyncProblem::BadAnswer { detail: refused.to_string() },
    }
}

impl From<NotTaken> for Problem {
    fn from(error: NotTaken) -> Self {
        match error {
            NotTaken::Store(error) => error.into(),
            other => SyncProblem::BadAnswer { detail: other.to_string() }.into(),
        }
    }
}

impl Problem {
    /// Whether trying again later, with nothing changed here, may help.
    pub(super) fn may_pass(&self) -> bool {
        match self {
            Problem::Sync { sync } => !matches!(
                sync,
                SyncProblem::Revoked | SyncProblem::NewerProtocol { .. } | SyncProblem::NotJoined
            ),
            _ => true,
        }
    }
}
