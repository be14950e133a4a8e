//! P1: what a person saw confirmed survives a killed process and a power cut. P2: history, folded tables
//! and what waits to be sent change together or not at all.

use std::sync::atomic::{AtomicUsize, Ordering};

use store::witness::Witnessed;
use store::{StoreError, Synchronous};

use super::agreement::{disagreements, unlike_rebuilt};
use super::bench::{Bench, Crash, Reopened, crash_everywhere, none};
use super::hub::Hub;
use super::story::{Story, fast_folder};
use super::{seed, size};
use crate::dice::Dice;

/// Few enough that every operation gets its share of the images, more than a round of the work.
const ACTS: u64 = 60;
/// Small, so that the log is folded back several times on the way.
const CHECKPOINT_PAGES: u32 = 150;
/// Of how many images one is compared with a rebuild to the last column: that costs more than the rest.
const ONE_REBUILT_IN: u64 = 8;

#[test]
fn p1_p2_a_crash_at_every_operation_loses_nothing_confirmed_and_halves_nothing() {
    let (story, seed) = (Story::of(ACTS, Synchronous::Full, CHECKPOINT_PAGES), seed());
    let dice = Dice::seeded(seed ^ 1);
    let (images, findings) = crash_everywhere(&story, size(10_000, 100_000), seed, |bench, crash| {
        let Some(reopened) = confirmed_acts_are_there(bench, story.confirmed_by(crash.operations))? else {
            return Ok(());
        };
        let rebuilt = dice.branch(number(crash)).one_in(ONE_REBUILT_IN);
        all_tables_agree(&reopened.hub, rebuilt)
    });
    println!("{images} images of {} operations", story.operations.len());
    none(&findings);
}

fn number(crash: Crash) -> u64 {
    crash.operations as u64 * 1_000 + crash.power.map_or(0, |cut| cut + 1)
}

/// P1. `None` before there is anything to lose.
fn confirmed_acts_are_there(bench: &Bench, confirmed: u64) -> Result<Option<Reopened>, String> {
    let reopened = match bench.open() {
        Err(StoreError::NoStore) if confirmed == 0 => return Ok(None),
        opened => opened.map_err(|error| format!("does not open: {error}"))?,
    };
    if let Some(gone) = (0..confirmed).find(|number| !reopened.acts.contains_key(number)) {
        return Err(format!("act {gone} of {confirmed} is gone, {:?}", reopened.witnessed));
    }
    match reopened.witnessed {
        Witnessed::Agrees | Witnessed::DatabaseAhead => {}
        Witnessed::Missing if confirmed == 0 => {}
        other => return Err(format!("all acts are there, but {other:?}")),
    }
    reopened.hub.database.check_file().map_err(|error| error.to_string())?;
    Ok(Some(reopened))
}

/// P2.
fn all_tables_agree(hub: &Hub, rebuilt: bool) -> Result<(), String> {
    let mut findings = hub.database.read(disagreements).map_err(|error| error.to_string())?;
    if rebuilt {
        let tables = hub.tried(unlike_rebuilt).map_err(|error| error.to_string())?;
        findings.extend(tables.iter().map(|table| format!("{table} is not what a rebuild makes")));
    }
    if findings.is_empty() { Ok(()) } else { Err(findings.join("; ")) }
}

/// The mutant: without waiting for the disk at each commit, power cuts take confirmed acts.
#[test]
fn p1_mutant_without_waiting_for_the_disk_loses_confirmed_acts() {
    let story = Story::of(ACTS, Synchronous::Normal, 4000);
    let (lost, cuts) = (AtomicUsize::new(0), AtomicUsize::new(0));
    crash_everywhere(&story, size(1_500, 10_000), seed(), |bench, crash| {
        let confirmed = story.confirmed_by(crash.operations);
        if confirmed == 0 || crash.power.is_none() {
            return Ok(());
        }
        cuts.fetch_add(1, Ordering::Relaxed);
        let all_there =
            bench.open().is_ok_and(|found| (0..confirmed).all(|act| found.acts.contains_key(&act)));
        lost.fetch_add(usize::from(!all_there), Ordering::Relaxed);
        Ok(())
    });
    let (lost, cuts) = (lost.into_inner(), cuts.into_inner());
    println!("{lost} of {cuts} power cuts lost a confirmed act");
    assert!(lost * 10 >= cuts * 3, "only {lost} of {cuts}: the images are too kind");
}

/// The mutants: had any part of an act been left out, the comparison would say so.
#[test]
fn p2_mutant_an_act_written_in_part_is_noticed() {
    let folder = fast_folder();
    let hub = Hub::found(folder.path(), &Default::default(), None).unwrap();
    (1..=8).for_each(|number| hub.act(number).unwrap());
    all_tables_agree(&hub, true).unwrap();
    for left_out in [
        "delete from entry where n = (select max(n) from entry)",
        "delete from event where entry = (select max(n) from entry)",
        "update entry set seal = null",
        "delete from evidence",
        "delete from state where n = (select max(n) from state)",
        "update stock set quantity = quantity - 1",
        "update asset set whereabouts = whereabouts + 1",
        "update tally set issued = issued + 1",
        "delete from label where n = (select max(n) from label)",
        "delete from find_asset where rowid = (select max(n) from asset)",
    ] {
        let noticed = hub.tried(|transaction| {
            transaction.execute_batch(left_out)?;
            Ok(!disagreements(transaction)?.is_empty() || !unlike_rebuilt(transaction)?.is_empty())
        });
        assert!(noticed.unwrap(), "went unseen: {left_out}");
    }
    all_tables_agree(&hub, true).unwrap();
}
