//! Received history: taken in, folded again, searched. One store grows through all three lines.

use std::path::Path;
use std::time::Duration;

use domain::NewEvent;
use store::{Database, DatabaseKey, Held, OwnFeeds, Settings, rebuild};

use crate::bare::Bare;
use crate::device::{Device, must_stand, take_in};
use crate::figure::{Figure, Measure};
use crate::holdings::{Holdings, Size, item_name, serial};
use crate::measure::{Cost, Outcome, timed, warm};
use crate::{Scale, Wanted};

/// Entries a page, and so a transaction.
const PAGE: usize = 5_000;
/// What an entry takes in the file, about: header, payload, hash and the rows folded from it.
const ENTRY_BYTES: usize = 450;
const DAY_MS: i64 = 86_400_000;
const BEGAN_MS: i64 = 1_700_000_000_000;

/// A hub's books on a laptop that received them all.
pub struct Store {
    pub database: Database,
    pub own: OwnFeeds,
    pub device: Device,
    pub holdings: Holdings,
    assets: usize,
    events: usize,
}

impl Store {
    /// With its places and items, and nothing in them.
    pub fn fresh(folder: &Path) -> Outcome<Self> {
        let (database, own) = empty(folder)?;
        let (device, founding) = Device::founder(BEGAN_MS, DAY_MS / 2_000)?;
        must_stand(&take_in(&database, &own, vec![founding.into_span()])?)?;
        let holdings = Holdings::of(Size { items: 500, places: 200, people: 20, lots: 0 });
        let mut store = Self { database, own, device, holdings, assets: 0, events: 0 };
        let catalogue = store.holdings.catalogue();
        store.take(catalogue)?;
        Ok(store)
    }

    /// Time to check, keep, fold and commit; writing the entries on the other laptop is not in it.
    fn take(&mut self, events: Vec<NewEvent>) -> Outcome<Cost> {
        self.events += events.len();
        let page = self.device.page(events)?;
        let (time, recorded) = timed(|| take_in(&self.database, &self.own, page))?;
        must_stand(&recorded)?;
        Ok(time)
    }

    fn receive(&mut self, assets: usize) -> Outcome<Cost> {
        let mut time = Cost::default();
        let end = self.assets + assets;
        while self.assets < end {
            let next = end.min(self.assets + PAGE);
            let page = (self.assets..next).map(|n| self.holdings.received(n)).collect();
            self.assets = next;
            time += self.take(page)?;
        }
        Ok(time)
    }

    fn move_about(&mut self, moves: usize, moved: fn(&mut Holdings, usize) -> NewEvent) -> Outcome<Cost> {
        let mut time = Cost::default();
        for start in (0..moves).step_by(PAGE) {
            let count = PAGE.min(moves - start);
            let page = (0..count).map(|_| moved(&mut self.holdings, self.assets)).collect();
            time += self.take(page)?;
        }
        Ok(time)
    }
}

/// A store that has heard of nothing.
pub fn empty(folder: &Path) -> Outcome<(Database, OwnFeeds)> {
    let held = Held::take(folder)?;
    let database = Database::create(&held, &DatabaseKey::random()?, &Settings::default())?;
    let own = OwnFeeds::new();
    database.write(|transaction| store::bring_up_to_date(transaction, own.remembered(), &mut |_, _| true))?;
    Ok((database, own))
}

/// Taking in, folding again and searching, as far as wanted.
pub fn figures(folder: &Path, scale: Scale, wanted: &Wanted, tell: &mut dyn FnMut(Figure)) -> Outcome<()> {
    if !["apply", "rebuild", "search"].iter().any(|line| wanted.has(line)) {
        return Ok(());
    }
    let (assets, moves) = (scale.of(100_000), scale.of(200_000));
    let mut bare = Bare::create(folder, ENTRY_BYTES)?;
    let reference = bare.fill(assets, PAGE)?;
    let mut store = Store::fresh(&folder.join("received"))?;
    let receiving = store.receive(assets)?;
    let moving = store.move_about(moves, Holdings::moved)?;
    if wanted.has("apply") {
        let mut all = receiving;
        all += moving;
        let work = format!("verified apply, {assets} new assets and {moves} moves");
        let least = Measure::Rate(80_000.0, "events");
        let alone = moves / 4;
        let scattered = store.move_about(alone, Holdings::moved_alone)?;
        for figure in [
            Figure::rate("of which new assets", assets, "events", receiving),
            Figure::rate("of which moves, ten things that lie together", moves, "events", moving),
            Figure::rate(work, assets + moves, "events", all).within(least),
            Figure::rate("moves of things picked at random", alone, "events", scattered),
        ] {
            tell(figure.beside_rate(assets, "rows", reference, "inserted in bulk, bare"));
        }
    }
    if wanted.has("rebuild") {
        tell(folded_again(&mut store, scale, &bare, assets)?);
    }
    if wanted.has("search") {
        store.receive(scale.of(1_000_000) - assets)?;
        typed(&store, &bare, assets, tell)?;
    }
    Ok(())
}

fn folded_again(store: &mut Store, scale: Scale, bare: &Bare, rows: usize) -> Outcome<Figure> {
    let events = scale.of(1_000_000);
    store.move_about(events.saturating_sub(store.events), Holdings::moved)?;
    let (time, ()) = timed(|| {
        store.database.write(|transaction| rebuild(transaction, store.own.remembered(), &mut |_, _| true))?;
        Ok(())
    })?;
    let reading = bare.scan()?.times(events as f64 / rows as f64);
    let within = Duration::from_secs(10).mul_f64(events as f64 / 1e6);
    Ok(Figure::cost(format!("rebuild of all projections, {} events", store.events), time)
        .beside(reading, "to read as many bare rows")
        .within(Measure::Time(within)))
}

/// Every prefix of what a person types, as they type it; the slowest counts.
fn typed(store: &Store, bare: &Bare, rows: usize, tell: &mut dyn FnMut(Figure)) -> Outcome<()> {
    let reference = warm(9, || bare.read(20, rows))?;
    let words = [
        ("serials", vec![serial(123_456 % store.assets), serial(store.assets - 1)]),
        ("names", vec![item_name(3), "machine gun heavy".to_owned(), "radio".to_owned()]),
    ];
    for (what, texts) in words {
        let mut slowest = (Cost::default(), String::new());
        for text in texts {
            for length in 1..=text.len() {
                let typed = &text[..length];
                let time = warm(5, || {
                    store.database.read(|books| store::query::search::search(books, typed, 20))?;
                    Ok(())
                })?;
                slowest = slowest.max((time, typed.to_owned()));
            }
        }
        let (time, slow) = slowest;
        let work = format!("search as you type, {} assets, {what} (slowest: “{slow}”)", store.assets);
        tell(
            Figure::cost(work, time)
                .beside(reference, "to read 20 bare rows")
                .within(Measure::Time(Duration::from_millis(50))),
        );
    }
    Ok(())
}
