//! The laptop's clock. It is shown and never obeyed: nothing is ordered or accepted by it.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Local, NaiveDate, NaiveTime, TimeDelta, TimeZone};
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

/// The day of a moment (UTC ms) where the laptop is: the day its person writes on paper.
pub(crate) fn day(ms: i64) -> Date {
    day_in(&Local, ms)
}

/// The first moment (UTC ms) of a moment's day where the laptop is.
pub(crate) fn start_of_day_ms(ms: i64) -> i64 {
    start_of_day_in(&Local, ms)
}

fn day_in(zone: &impl TimeZone, ms: i64) -> Date {
    let at = DateTime::from_timestamp_millis(ms);
    Date(at.map_or(NaiveDate::MIN, |at| at.with_timezone(zone).date_naive()))
}

fn start_of_day_in(zone: &impl TimeZone, ms: i64) -> i64 {
    let midnight = day_in(zone, ms).0.and_time(NaiveTime::MIN);
    // Where the clocks go forward at midnight there is none: the day starts an hour later.
    let starts = [midnight, midnight + TimeDelta::hours(1)];
    let start = starts.iter().find_map(|start| zone.from_local_datetime(start).earliest());
    start.map_or(ms, |start| start.timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::FixedOffset;

    #[test]
    fn a_day_is_the_day_where_the_person_is() {
        const HOUR_MS: i64 = 60 * 60 * 1000;
        let zone = |hours: i32| FixedOffset::east_opt(hours * 60 * 60).unwrap();
        // 1 July 2026, 00:00 UTC.
        let midnight = 1_782_864_000_000;
        let date = |day| Date(NaiveDate::from_ymd_opt(2026, 7, day).unwrap());
        let eve = Date(NaiveDate::from_ymd_opt(2026, 6, 30).unwrap());
        // Hours east of UTC and past its midnight; the day, and how many hours ago it began.
        for (east, past, day, ago) in [
            (0, 0, date(1), 0),
            (0, -1, eve, 23),
            (3, -1, date(1), 2),
            (3, 20, date(1), 23),
            (3, 21, date(2), 0),
            (-5, 4, eve, 23),
            (-5, 5, date(1), 0),
        ] {
            let now = midnight + past * HOUR_MS;
            assert_eq!(day_in(&zone(east), now), day, "{east} east, {past} past");
            assert_eq!(start_of_day_in(&zone(east), now), now - ago * HOUR_MS, "{east} east, {past} past");
        }
    }

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
