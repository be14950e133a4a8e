//! P4: a corrupt byte is never used silently. In the main file every page is authenticated; in the log a
//! damaged frame ends it without an error, and the head witness tells that acts are gone.

use std::sync::atomic::{AtomicUsize, Ordering};

use store::file::names;
use store::witness::Witnessed;
use store::{Settings, StoreError};

use super::agreement::disagreements;
use super::bench::{Bench, Reopened, none, on_every_thread};
use super::hub::Hub;
use super::media::Image;
use super::{seed, size};
use crate::dice::Dice;

const ACTS: u64 = 40;
/// Acts folded back into the main file; the others stand in the log.
const FOLDED_BACK: u64 = 20;
const LOG: &str = "komora.db-wal";

/// The files of a store in use, as a power cut leaves them.
fn in_use() -> Image {
    let bench = Bench::new();
    let hub = Hub::found(bench.path(), &Settings::default(), None).unwrap();
    for number in 1..ACTS {
        if number == FOLDED_BACK {
            hub.database.checkpoint().unwrap();
        }
        hub.act(number).unwrap();
    }
    bench.image(&[names::DATABASE, LOG, names::HEADS])
}

/// The files of a closed store.
fn closed() -> Image {
    let bench = Bench::new();
    bench.lay(&in_use());
    bench.open().unwrap().hub.close().unwrap();
    bench.image(&[names::DATABASE, names::HEADS])
}

fn flipped(image: &Image, file: &str, dice: &mut Dice) -> (Image, String) {
    let mut image = image.clone();
    let bytes = image.get_mut(file).unwrap();
    let (at, bit) = (dice.below(bytes.len() as u64) as usize, dice.below(8));
    bytes[at] ^= 1 << bit;
    (image, format!("bit {bit} of byte {at} of {file}"))
}

#[test]
fn p4_every_corrupt_byte_of_the_main_file_is_found() {
    let (image, dice) = (closed(), Dice::seeded(seed()));
    let findings = on_every_thread(size(1_500, 25_000), |bench, number| {
        let (image, place) = flipped(&image, names::DATABASE, &mut dice.branch(number as u64));
        bench.lay(&image);
        match bench.open().and_then(|reopened| reopened.hub.database.check_file()) {
            Err(_) => Ok(()),
            Ok(()) => Err(format!("{place} went unseen")),
        }
    });
    none(&findings);
}

#[test]
fn p4_every_corrupt_byte_of_the_log_that_costs_an_act_is_told() {
    let (image, dice) = (in_use(), Dice::seeded(seed()));
    let (lost, unseen_without_witness) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let findings = on_every_thread(size(1_500, 25_000), |bench, number| {
        let (image, place) = flipped(&image, LOG, &mut dice.branch(number as u64));
        bench.lay(&image);
        let Ok(reopened) = bench.open() else { return Ok(()) };
        let whole = reopened.acts.keys().copied().eq(0..ACTS);
        match &reopened.witnessed {
            Witnessed::DatabaseBehind { .. } if !whole => {
                lost.fetch_add(1, Ordering::Relaxed);
                let unseen = nothing_else_tells(&reopened).is_ok_and(|unseen| unseen);
                unseen_without_witness.fetch_add(usize::from(unseen), Ordering::Relaxed);
                Ok(())
            }
            Witnessed::Agrees if whole => match nothing_else_tells(&reopened) {
                Ok(false) => Err(format!("{place}: acts are there and wrong")),
                Ok(true) | Err(_) => Ok(()),
            },
            other => Err(format!("{place}: {} acts, {other:?}", reopened.acts.len())),
        }
    });
    none(&findings);
    let (lost, unseen) = (lost.into_inner(), unseen_without_witness.into_inner());
    println!(
        "{lost} flips cost acts; without the head witness {unseen} of them would pass for a whole store"
    );
    // The mutant: opening without the comparison.
    assert!(unseen * 10 > lost * 9 && lost > 100, "the flips do not show what the witness is for");
}

/// True when the file checks, chains, seals and folded tables find nothing wrong.
fn nothing_else_tells(reopened: &Reopened) -> Result<bool, StoreError> {
    let findings = reopened.hub.database.read(disagreements)?;
    reopened.hub.database.check_file()?;
    Ok(findings.is_empty())
}
