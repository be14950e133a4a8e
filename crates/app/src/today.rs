//! What needs the person now, and what was done today.

use domain::decide::{EXPIRING_DAYS, expiring_until};
use domain::tables::Tables;
use store::query::assets::{AssetFilter, WhereaboutsKind};
use store::query::page::Window;
use store::query::{acts, assets, discrepancies, numbers};

use crate::api::problem::Problem;
use crate::api::today::{Counts, Task, TodayAnswer};
use crate::books::Books;
use crate::clock::{day, now_ms, start_of_day_ms};

/// Discrepancies shown one by one; the rest stand in their own list.
const DISCREPANCIES_SHOWN: u32 = 10;
/// Acts of today shown.
const DONE_SHOWN: u32 = 50;

/// The Today screen.
pub(crate) fn today(books: &Books) -> Result<TodayAnswer, Problem> {
    let now = now_ms();
    let counts = counts(books)?;
    let backup = crate::backups::status(books)?;
    let tables = Tables::builtin();
    let mut tasks = Vec::new();
    books.read(|store| {
        let open = discrepancies::discrepancies(store, false, None, &first(DISCREPANCIES_SHOWN))?;
        tasks.extend(open.rows.into_iter().map(|row| Task::SettleDiscrepancy { row }));
        if counts.lost_assets > 0 {
            tasks.push(Task::Lost { count: counts.lost_assets });
        }
        if counts.parked + counts.quarantined > 0 {
            tasks.push(Task::ParkedOrQuarantined { parked: counts.parked, quarantined: counts.quarantined });
        }
        let expiring = numbers::lots_expiring(store, expiring_until(day(now)))?;
        if expiring > 0 {
            tasks.push(Task::ExpiringLots { count: expiring, days: EXPIRING_DAYS });
        }
        let unseen = count(
            store,
            AssetFilter {
                not_seen_since_ms: Some(tables.sighting_due_since_ms(now)),
                whereabouts: Some(WhereaboutsKind::Stored),
                ..AssetFilter::default()
            },
        )?;
        if unseen > 0 {
            tasks.push(Task::SightAssets { count: unseen, days: tables.sighting_due_days() });
        }
        let unmarked = count(store, AssetFilter { unmarked: Some(true), ..AssetFilter::default() })?;
        if unmarked > 0 {
            tasks.push(Task::CheckUnmarked { count: unmarked });
        }
        Ok::<(), Problem>(())
    })?;
    let empty = counts.assets == 0 && counts.stock_lines == 0;
    if empty {
        tasks.insert(0, Task::BringIn);
    } else if backup.overdue && !books.is_training() {
        tasks.push(Task::BackUp { newest_ms: backup.newest_ms });
    }
    let done = books
        .read(|store| Ok::<_, Problem>(acts::acts(store, Some(start_of_day_ms(now)), &first(DONE_SHOWN))?))?;
    Ok(TodayAnswer { tasks, done: done.rows, done_total: done.total, counts })
}

/// Numbers for the rail and the heads of screens.
pub(crate) fn counts(books: &Books) -> Result<Counts, Problem> {
    books.read(|store| Ok(numbers::numbers(store)?))
}

fn first(limit: u32) -> Window {
    Window { limit, ..Window::default() }
}

fn count(store: &store::Reading, filter: AssetFilter) -> Result<u32, Problem> {
    Ok(assets::count(store, &filter)?)
}
