//! From one laptop to another in pages: how many bytes a hub's work takes on the line.

use std::collections::BTreeSet;
use std::path::Path;

use domain::NewEvent;
use feed::{Entry, Scope};
use store::exchange::{Offer, holdings, take};
use store::{Database, OwnFeeds};

use crate::Scale;
use crate::device::{must_stand, take_in};
use crate::figure::{Figure, Measure};
use crate::holdings::Holdings;
use crate::measure::Outcome;
use crate::received::{self, Store};

/// Entries of a page.
const PAGE: usize = 1_000;
/// Of zstd, for the reference: more takes longer than the line saves.
const LEVEL: i32 = 3;

/// What was written, without a wire.
#[derive(Default)]
struct Plain {
    /// Of the entries' canonical form.
    bytes: usize,
    /// The same, each page pressed by itself.
    pressed_bytes: usize,
}

pub fn figures(folder: &Path, scale: Scale, tell: &mut dyn FnMut(Figure)) -> Outcome<()> {
    let mut here = Store::fresh(&folder.join("here"))?;
    let there = received::empty(&folder.join("there"))?;
    carried(&here.database, &there)?;
    let (assets, moves) = (scale.of(100_000), scale.of(20_000));
    let most = |bytes| Measure::Size(scale.of(bytes));
    let plain = written(&mut here, assets, Holdings::received)?;
    let bytes = carried(&here.database, &there)?;
    told(format!("wire, {assets} new assets"), bytes, &plain, most(3_600_000), tell);
    let plain = written(&mut here, moves, |holdings, _| holdings.moved(assets))?;
    let bytes = carried(&here.database, &there)?;
    told(format!("wire, {moves} moves, ten things that lie together"), bytes, &plain, most(250_000), tell);
    let plain = written(&mut here, moves, |holdings, _| holdings.moved_alone(assets))?;
    let bytes = carried(&here.database, &there)?;
    told(format!("wire, {moves} moves of things picked at random"), bytes, &plain, most(250_000), tell);
    Ok(())
}

fn told(work: String, bytes: usize, plain: &Plain, most: Measure, tell: &mut dyn FnMut(Figure)) {
    let bytes = Measure::Size(bytes);
    let pressed = Measure::Size(plain.pressed_bytes);
    tell(Figure::of(&work, bytes).beside_measure(pressed, "its entries, pressed with zstd -3").within(most));
    let plain = Measure::Size(plain.bytes);
    tell(Figure::of(work, bytes).beside_measure(plain, "its entries as they are kept"));
}

/// Writes so many entries, a page's at a time.
fn written(
    here: &mut Store,
    count: usize,
    next: impl Fn(&mut Holdings, usize) -> NewEvent,
) -> Outcome<Plain> {
    let mut plain = Plain::default();
    for start in (0..count).step_by(PAGE) {
        let events = (start..count.min(start + PAGE)).map(|n| next(&mut here.holdings, n)).collect();
        let page = here.device.page(events)?;
        let entries = page.iter().flat_map(|span| &span.entries);
        let bytes: Vec<u8> = entries.flat_map(Entry::to_bytes).collect();
        plain.bytes += bytes.len();
        plain.pressed_bytes += zstd::bulk::compress(&bytes, LEVEL)?.len();
        must_stand(&take_in(&here.database, &here.own, page)?)?;
    }
    Ok(plain)
}

/// Hands over what the other lacks, as any two laptops do; gives the bytes of the pages.
fn carried(here: &Database, there: &(Database, OwnFeeds)) -> Outcome<usize> {
    let all = |_: &Scope| true;
    let (database, own) = there;
    let said = database.read(|connection| holdings(connection, &all, &BTreeSet::new()))?;
    let mut offer = here.read(|connection| Offer::to(connection, &said, PAGE))?;
    let mut bytes = 0;
    while let Some(page) = here.read(|connection| offer.next(connection, &all))? {
        bytes += page.bytes.len();
        must_stand(&take(database, own, &page.bytes, &all)?)?;
    }
    Ok(bytes)
}
