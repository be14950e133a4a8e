//! How long to wait before the next meeting.

use std::time::Duration;

use crate::api::problem::{Problem, SyncProblem};

const FIRST: Duration = Duration::from_secs(2);
const LONGEST: Duration = Duration::from_secs(5 * 60);
/// Between meetings that end well, when nothing happens: the live channel tells of changes at once.
const QUIET: Duration = Duration::from_secs(2 * 60);
const METERED: Duration = Duration::from_secs(30 * 60);

/// After a meeting that came to `problem`, the last of `failures` in a row that came to any. `chance`, any number,
/// moves it by up to a fifth, so that a hub's laptops do not all come back at once: never to before the time that the
/// center asked for.
pub(super) fn after(problem: Option<&Problem>, failures: u32, metered: bool, chance: u32) -> Duration {
    let pause = match problem {
        // Somebody must do something first; nobody need then say that it is done.
        Some(problem) if !problem.may_pass() => LONGEST,
        _ => before_next(failures, metered),
    };
    let asked = match problem {
        Some(Problem::Sync { sync: SyncProblem::SlowDown { wait_seconds } }) => {
            Duration::from_secs((*wait_seconds).into())
        }
        _ => Duration::ZERO,
    };
    let chance = f64::from(chance) / f64::from(u32::MAX);
    pause.mul_f64(0.8 + 0.4 * chance).max(asked.mul_f64(1.0 + 0.2 * chance))
}

/// Between two tries of a background thread that broke down so many times in a row.
pub(crate) fn after_faults(faults: u32) -> Duration {
    before_next(faults, false)
}

/// Any number.
pub(super) fn chance() -> u32 {
    let mut bytes = [0; 4];
    // Without chance all laptops wait alike: no harm but a crowd.
    let _ = getrandom::fill(&mut bytes);
    u32::from_le_bytes(bytes)
}

/// After `failures` tries in a row that came to nothing the wait doubles from two seconds to five minutes.
fn before_next(failures: u32, metered: bool) -> Duration {
    match failures {
        0 if metered => METERED,
        0 => QUIET,
        _ => FIRST.saturating_mul(1 << (failures - 1).min(10)).min(LONGEST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sync(sync: SyncProblem) -> Option<Problem> {
        Some(sync.into())
    }

    #[test]
    fn the_wait_doubles_to_five_minutes_give_or_take_a_fifth() {
        let down = sync(SyncProblem::Unreachable);
        for (failures, seconds) in [(1, 2), (2, 4), (3, 8), (7, 128), (8, 256), (9, 300), (40, 300)] {
            let wait = |chance| after(down.as_ref(), failures, false, chance);
            let middle = Duration::from_secs(seconds);
            assert_eq!((wait(0), wait(u32::MAX)), (middle.mul_f64(0.8), middle.mul_f64(1.2)), "{failures}");
        }
        assert!(after(None, 0, true, 0) > after(None, 0, false, u32::MAX));
    }

    #[test]
    fn a_center_that_asks_for_time_is_given_it_and_what_does_not_pass_is_tried_seldom() {
        let busy = |wait_seconds| sync(SyncProblem::SlowDown { wait_seconds });
        for (problem, least, most) in [
            (busy(60), 60, 72),
            (busy(1), 1, 3),
            (busy(3_600), 3_600, 4_320),
            (sync(SyncProblem::Revoked), 240, 360),
            (sync(SyncProblem::NewerProtocol { newest: 2 }), 240, 360),
            (Some(Problem::Cancelled), 1, 3),
        ] {
            for chance in [0, u32::MAX / 2, u32::MAX] {
                let wait = after(problem.as_ref(), 1, false, chance).as_secs_f64();
                assert!((f64::from(least)..=f64::from(most)).contains(&wait), "{problem:?}: {wait}");
            }
        }
    }
}
