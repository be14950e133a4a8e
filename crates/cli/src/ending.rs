//! How a run ends, for scripts.

use std::process::ExitCode;

use app::api::problem::{Problem, SyncProblem};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Done,
    Broken,
    Usage,
    Refused,
}

impl Ending {
    /// Which ending a problem is.
    pub fn of(problem: &Problem) -> Self {
        match problem {
            Problem::BadRequest { .. } => Ending::Usage,
            Problem::Refused { .. }
            | Problem::WrongPassphrase { .. }
            | Problem::WaitBeforeNextTry { .. }
            | Problem::WeakPassphrase { .. }
            | Problem::WrongRecoveryCode
            | Problem::File { .. }
            | Problem::StoreExists
            | Problem::OriginUnknown { .. }
            | Problem::RowsRefused { .. }
            | Problem::NoHub
            | Problem::NotHereYet
            | Problem::Cancelled => Ending::Refused,
            Problem::Sync { sync } => of_sync(sync),
            Problem::Locked
            | Problem::DiskFull
            | Problem::DiskFailed { .. }
            | Problem::Damaged { .. }
            | Problem::NewerStore { .. }
            | Problem::InUse
            | Problem::NoStore
            | Problem::Internal { .. } => Ending::Broken,
        }
    }

    pub fn code(self) -> ExitCode {
        ExitCode::from(match self {
            Ending::Done => 0,
            Ending::Broken => 1,
            Ending::Usage => 2,
            Ending::Refused => 3,
        })
    }
}

/// A line that is down is broken; what the other end, a code or a card says no to is a refusal.
fn of_sync(sync: &SyncProblem) -> Ending {
    match sync {
        SyncProblem::Unreachable
        | SyncProblem::BrokenOff
        | SyncProblem::TooSlow
        | SyncProblem::SlowDown { .. }
        | SyncProblem::CannotKeep
        | SyncProblem::BadAnswer { .. }
        | SyncProblem::Fault { .. } => Ending::Broken,
        _ => Ending::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::api::status::OriginFinding;

    #[test]
    fn scripts_can_tell_a_refusal_from_a_fault() {
        let refused = Problem::Refused { refusal: app::Refusal::NothingChanges };
        for (problem, ending) in [
            (refused, Ending::Refused),
            (Problem::WrongPassphrase { wait_seconds: 0 }, Ending::Refused),
            (Problem::OriginUnknown { finding: OriginFinding::Restored }, Ending::Refused),
            (Problem::BadRequest { detail: "x".into() }, Ending::Usage),
            (Problem::DiskFull, Ending::Broken),
            (Problem::NoStore, Ending::Broken),
        ] {
            assert_eq!(Ending::of(&problem), ending, "{problem:?}");
        }
    }
}
