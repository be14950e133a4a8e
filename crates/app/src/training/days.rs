//! Day after day: receipts, moves, issues, returns, counts and mishaps, fewer on weekends.

use chrono::{Datelike, Weekday};
use domain::PlaceId;

use super::holdings::{Batch, incoming, shelf_for, take_in};
use super::world::World;
use super::{handing, mishaps, storekeeping};

/// When work begins and how long it goes on, UTC.
const BEGINS_MINUTE: i64 = 6 * 60;
const LASTS_MINUTES: i64 = 10 * 60;
/// A third or so of the things is out on hand receipt.
const ISSUED_PERCENT: std::ops::Range<usize> = 18..34;

/// What the days still bring.
struct ToCome {
    batches: Vec<Batch>,
    uncounted: Vec<PlaceId>,
    lost: Vec<usize>,
}

/// Keeps the books from the first day of work until yesterday.
pub(super) fn work(world: &mut World, batches: Vec<Batch>) {
    let uncounted = world.places.all().collect();
    let mut to_come = ToCome { batches, uncounted, lost: Vec::new() };
    for days_ago in (1..=world.profile.days as i64).rev() {
        world.turn_to(days_ago, BEGINS_MINUTE);
        let lines = lines_of(world);
        special(world, days_ago, &mut to_come);
        let mut moved = arrivals(world, days_ago, &mut to_come.batches);
        moved += counts(world, days_ago, &mut to_come.uncounted);
        let mut idle = 0;
        while moved < lines && idle < 50 {
            world.turn_to(days_ago, BEGINS_MINUTE + LASTS_MINUTES * moved as i64 / lines as i64);
            let done = one_act(world);
            moved += done;
            idle = if done == 0 { idle + 1 } else { 0 };
        }
    }
    storekeeping::fill_up(world);
}

fn lines_of(world: &mut World) -> usize {
    let usual = world.profile.lines_per_day;
    let today = match world.date().0.weekday() {
        Weekday::Sat => usual * 35 / 100,
        Weekday::Sun => usual * 15 / 100,
        _ => usual,
    };
    today * world.random.within(85, 115) / 100
}

/// Deliveries of serial-numbered things, spread over the days but the last two.
fn arrivals(world: &mut World, days_ago: i64, batches: &mut Vec<Batch>) -> usize {
    let share = batches.len() / (days_ago - 2).max(1) as usize;
    let share = if days_ago <= 3 { batches.len() } else { share + usize::from(world.random.percent(30)) };
    let mut moved = 0;
    for batch in batches.split_off(batches.len() - share.min(batches.len())) {
        let incoming = incoming(world, batch);
        let place = shelf_for(world, batch.item);
        moved += take_in(world, incoming, batch.item, place, false).len();
        world.wait_minutes(3);
    }
    moved
}

/// The count by serial: every rack once, on working days in the middle of the time.
fn counts(world: &mut World, days_ago: i64, uncounted: &mut Vec<PlaceId>) -> usize {
    let days = world.profile.days as i64;
    let (first, last) = (days * 2 / 3, days / 9);
    let weekend = matches!(world.date().0.weekday(), Weekday::Sat | Weekday::Sun);
    if days_ago > first || days_ago < last || (weekend && days_ago > last) {
        return 0;
    }
    let share = uncounted.len().div_ceil((days_ago - last + 1) as usize);
    let mut moved = 0;
    for place in uncounted.split_off(uncounted.len() - share.min(uncounted.len())) {
        moved += handing::count_place(world, place);
        world.wait_minutes(4);
    }
    moved
}

/// Things lost, all but the last two of them found again; slips; a number read after all.
fn special(world: &mut World, days_ago: i64, to_come: &mut ToCome) {
    let days = world.profile.days as i64;
    if days_ago % (days / 7).max(1) == 1 {
        to_come.lost.extend(mishaps::lose(world));
    }
    if to_come.lost.len() > 2 && days_ago % 3 == 0 {
        let number = to_come.lost.remove(0);
        mishaps::find(world, number);
    }
    if days_ago % 2 == 0 {
        mishaps::slip(world);
    }
    if days_ago == days / 4 {
        mishaps::read_number(world);
    }
}

fn one_act(world: &mut World) -> usize {
    let most_lines = world.profile.bulk_lines * 97 / 100;
    let issued = world.assets.issued_percent();
    match world.random.below(100) {
        0..=27 if issued >= ISSUED_PERCENT.end => handing::take_back(world),
        28..=45 if issued < ISSUED_PERCENT.start => handing::issue_to_unit(world),
        0..=15 => handing::issue_to_person(world),
        16..=27 => handing::issue_to_unit(world),
        28..=45 => handing::take_back(world),
        46..=57 => handing::move_some(world),
        58..=61 => handing::change_condition(world),
        62..=71 => storekeeping::delivery(world, most_lines),
        72..=83 => storekeeping::issue(world),
        84..=90 => storekeeping::move_some(world, most_lines),
        91..=93 => storekeeping::take_back(world),
        94..=96 => storekeeping::change_condition(world, most_lines),
        _ => handing::spot_check(world),
    }
}

/// What was out on hand receipt when the books began.
pub(super) fn first_issues(world: &mut World) {
    for _ in 0..world.profile.assets {
        if world.assets.issued_percent() >= ISSUED_PERCENT.start {
            break;
        }
        match world.random.percent(60) {
            true => handing::issue_to_person(world),
            false => handing::issue_to_unit(world),
        };
        world.go_on();
    }
}
