//! A day of a large hub goes to the center over a line of 64 kbit/s that takes 600 ms there and back and
//! breaks three times. By the clock: it takes less than a minute.

use std::time::{Duration, Instant};

use app::Command;
use app::api::problem::Problem;
use domain::command::{HandedAsset, IssueAssets, ReturnAssets};
use domain::condition::ConditionCode;
use domain::event::Particulars;
use domain::people::Holder;
use tests::world::{Laptop, World};

use crate::Scale;
use crate::act;
use crate::figure::{Figure, Measure};
use crate::holdings;
use crate::measure::Outcome;
use crate::thin_line::{BITS_A_SECOND, ThinLine};

/// Things the hub has, as far as a day touches them.
const ASSETS: usize = 1_000;
/// The first of them are carried about; the others go out and come back.
const CARRIED: usize = 900;
/// Of ten acts so many are moves, one an issue and one a return.
const MOVES_OF_TEN: usize = 8;
/// Bytes up after which the line breaks, an act: each in the middle of a page.
const CUTS: [u64; 3] = [3, 6, 9];
const MOST: Duration = Duration::from_secs(60);

pub fn figures(scale: Scale, tell: &mut dyn FnMut(Figure)) -> Outcome<()> {
    let mut line = None;
    let world = World::founded_behind(|center| {
        let opened = ThinLine::to(center).expect("the loopback address can be listened on");
        line.insert(opened).address
    });
    let line = line.ok_or("the center was named to nobody")?;
    let hub = world.hub("OAK");
    act::stock_up(&hub.komora, ASSETS)?;
    hub.meet();
    let acts = scale.of(3_000);
    let (kept_before, plain_before) = (world.center.entries_kept(), plain_bytes(&world)?);
    for number in 0..acts {
        hub.komora.execute(&of_the_day(number, &hub), None)?;
    }
    line.become_thin(CUTS.iter().map(|bytes| bytes * acts as u64).collect());
    let began = Instant::now();
    let breaks = met(&hub)?;
    let took = began.elapsed();
    let waiting = hub.network().waiting.acts;
    hub.komora.shut_down();
    let kept = world.center.entries_kept();
    let (came, fresh) = (kept.0 - kept_before.0, kept.1 - kept_before.1);
    if line.cuts_left() > 0 || waiting > 0 || came != fresh || fresh < acts as u64 {
        let left = line.cuts_left();
        return Err(format!("{left} breaks left, {breaks} noticed; {came} entries came, {fresh} new").into());
    }
    let plain = plain_bytes(&world)? - plain_before;
    let plain_time = Duration::from_secs_f64(plain as f64 * 8.0 / BITS_A_SECOND as f64);
    let (up, down) = line.bytes();
    let work = format!("a day of {acts} acts over 64 kbit/s and 600 ms, broken three times");
    tell(
        Figure::time(&work, took)
            .beside_time(plain_time, "its entries as they are kept, at 64 kbit/s")
            .within(Measure::Time(MOST)),
    );
    let bytes = usize::try_from(up + down)?;
    tell(
        Figure::of(format!("{work}: on the line"), Measure::Size(bytes))
            .beside_measure(Measure::Size(plain), "its entries as they are kept"),
    );
    Ok(())
}

/// Tries again whenever the line breaks, until all is handed over; gives how often it broke.
fn met(hub: &Laptop) -> Outcome<usize> {
    for breaks in 0..=2 * CUTS.len() {
        match hub.komora.sync_once(&|_, _| {}) {
            Ok(_) => return Ok(breaks),
            Err(Problem::Sync { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err("the line breaks and breaks".into())
}

/// Moves, and weapons that go out and come back, each signed for.
fn of_the_day(number: usize, hub: &Laptop) -> Command {
    let (ten, of_ten) = (number / 10, number % 10);
    let handed = HandedAsset {
        id: holdings::asset(CARRIED + ten % (ASSETS - CARRIED)),
        condition: ConditionCode::A,
        kit_missing: Vec::new(),
    };
    // Never to where a thing lies already: all began in one place, and each comes round with the place after.
    let place = holdings::place(2 + (number + number / CARRIED) % (act::PLACES - 2));
    let particulars = Particulars::default();
    match of_ten {
        of_ten if of_ten < MOVES_OF_TEN => Command::MoveAssets {
            assets: vec![holdings::asset(number * 7 % CARRIED)],
            to: place,
            particulars,
        },
        MOVES_OF_TEN => Command::IssueAssets(IssueAssets {
            assets: vec![handed],
            to: Holder::Person(hub.person()),
            witness: None,
            particulars,
        }),
        _ => Command::ReturnAssets(ReturnAssets { assets: vec![handed], to: place, particulars }),
    }
}

/// Of all entries the center holds, as it keeps them.
fn plain_bytes(world: &World) -> Outcome<usize> {
    let storage = world.center.books.storage();
    let mut bytes = 0;
    for branch in storage.branches()? {
        let entries = storage.entries(branch.n, 0, u64::MAX, usize::MAX)?;
        bytes += entries.iter().map(|entry| entry.body.len()).sum::<usize>();
    }
    Ok(bytes)
}
