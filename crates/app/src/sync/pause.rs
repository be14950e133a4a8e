//! How long to wait before the next meeting.

use std::time::Duration;

const FIRST: Duration = Duration::from_secs(2);
const LONGEST: Duration = Duration::from_secs(5 * 60);
/// Between meetings that end well, when nothing happens: the live channel tells of changes at once.
const QUIET: Duration = Duration::from_secs(2 * 60);
const METERED: Duration = Duration::from_secs(30 * 60);

/// After `failures` tries in a row that came to nothing, the wait doubles from two seconds to five minutes.
/// `chance`, any number, moves it by up to a fifth, so that a hub's laptops do not all come back at once.
pub(super) fn before_next(failures: u32, metered: bool, chance: u32) -> Duration {
    let pause = match failures {
        0 if metered => METERED,
        0 => QUIET,
        _ => FIRST.saturating_mul(1 << (failures - 1).min(10)).min(LONGEST),
    };
    pause.mul_f64(0.8 + 0.4 * f64::from(chance) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_to_five_minutes_give_or_take_a_fifth() {
        for (failures, seconds) in [(1, 2), (2, 4), (3, 8), (7, 128), (8, 256), (9, 300), (40, 300)] {
            let (least, most) = (before_next(failures, false, 0), before_next(failures, false, u32::MAX));
            let middle = Duration::from_secs(seconds);
            assert_eq!((least, most), (middle.mul_f64(0.8), middle.mul_f64(1.2)), "{failures}");
        }
        assert!(before_next(0, true, 0) > before_next(0, false, u32::MAX));
    }
}
