//! The laptop's clock. It is shown and never obeyed: nothing is ordered or accepted by it.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDate};
use domain::facts::Date;

/// Before this a laptop's clock has lost its battery (2026-01-01, UTC ms).
const SURELY_PAST_MS: i64 = 1_767_225_600_000;

/// Now, in UTC ms.
pub(crate) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Whether a clock that says `now_ms` can be trusted, knowing when the latest act here was done:
/// time does not run backwards by more than a minute.
pub(crate) fn is_unsure(now_ms: i64, latest_ms: Option<i64>) -> bool {
    now_ms < SURELY_PAST_MS || latest_ms.is_some_and(|latest| now_ms < latest - 60_000)
}

/// The day of a moment, UTC.
pub(crate) fn day(ms: i64) -> Date {
    Date(DateTime::from_timestamp_millis(ms).map_or(NaiveDate::MIN, |at| at.date_naive()))
}

/// The first moment of a moment's day, UTC ms.
pub(crate) fn start_of_day_ms(ms: i64) -> i64 {
    const DAY_MS: i64 = 24 * 60 * 60 * 1000;
    ms - ms.rem_euclid(DAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_lost_its_battery_or_ran_backwards_is_unsure() {
        let now = SURELY_PAST_MS + 86_400_000;
        for (now_ms, latest, unsure) in [
            (0, None, true),
            (now, None, false),
            (now, Some(now - 1), false),
            (now, Some(now + 30_000), false),
            (now, Some(now + 90_000), true),
        ] {
            assert_eq!(is_unsure(now_ms, latest), unsure, "{now_ms} after {latest:?}");
        }
    }
}
