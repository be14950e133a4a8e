//! Laptops of two hubs and of coordination work apart for weeks, meet over bad links, by stick, restored,
//! copied, destroyed and cut off, and come to the same state all the same. The real store, the real rules
//! and the real exchange; a schedule is data made from a seed, so that a failing one can be cut down to the
//! shortest that still fails. `KOMORA_SEED` repeats a run, `KOMORA_LONG` makes it long.

mod agreement;
mod commands;
mod first_day;
mod laptop;
mod meeting;
mod schedule;
mod shrink;
mod world;

use schedule::Step;
use world::{Fault, World};

/// Promises P6, P7, P8, P11 (by sequence), P16 and, with the coordination laptop in the center's place, P23.
const GATE: usize = 150;
const LONG: usize = 10_000;
const STEPS: usize = 60;

/// Runs a schedule and says what is wrong with how it ended.
fn run(steps: &[Step], fault: Option<Fault>) -> Result<(), String> {
    let mut world = World::new(fault);
    for step in steps {
        world.take(step);
    }
    world.heal();
    agreement::check(&mut world)
}

#[test]
fn whatever_happens_on_the_way_all_replicas_come_to_the_same_state() {
    let first = seed();
    for seed in first..first + runs() as u64 {
        let steps = schedule::made_from(seed, STEPS);
        if let Err(what) = run(&steps, None) {
            let shortest = shrink::shortest(steps, |steps| run(steps, None).is_err());
            let again = run(&shortest, None).err().unwrap_or(what);
            panic!("KOMORA_SEED={seed}: {again}\nshortest schedule: {shortest:#?}");
        }
    }
}

/// How many of thirty schedules a fault of the exchange makes fail.
fn failing(fault: Fault) -> usize {
    let failed = |seed: &u64| run(&schedule::made_from(*seed, STEPS), Some(fault)).is_err();
    (1..=30).filter(failed).count()
}

#[test]
fn a_receiver_that_counts_lost_pages_as_held_does_not_converge() {
    let failed = failing(Fault::CursorAheadOfData);
    assert!(failed >= 10, "{failed} of 30");
}

#[test]
fn a_receiver_that_drops_the_second_branch_of_a_fork_does_not_converge() {
    let failed = failing(Fault::SilentFork);
    assert!(failed >= 4, "{failed} of 30");
}

#[test]
fn every_command_of_the_books_is_tried_and_succeeds_somewhere() {
    let mut done = std::collections::BTreeSet::new();
    for seed in 500..900 {
        let mut world = World::new(None);
        for step in schedule::made_from(seed, STEPS) {
            world.take(&step);
        }
        done.extend(world.done);
        if done.len() == commands::KINDS {
            return;
        }
    }
    let missing: Vec<usize> = (0..commands::KINDS).filter(|kind| !done.contains(kind)).collect();
    panic!("commands that never succeeded, by their number in commands.rs: {missing:?}");
}

/// Printed, so that a failure can be repeated.
fn seed() -> u64 {
    let given = std::env::var("KOMORA_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = given.unwrap_or(1);
    println!("KOMORA_SEED={seed}");
    seed
}

fn runs() -> usize {
    if std::env::var_os("KOMORA_LONG").is_some() { LONG } else { GATE }
}
