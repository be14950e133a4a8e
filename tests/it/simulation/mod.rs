//! Laptops of two hubs and of coordination work apart for weeks, meet the center over bad lines, each other on
//! a cable, and by stick; they are restored, copied, destroyed and cut off, the center is killed and set back;
//! and all come to the same state all the same. The real store, the real rules, the real exchange and the real
//! center, without sockets. A schedule is data made from a seed, so that a failing one can be cut down to the
//! shortest that still fails.
//!
//! `KOMORA_SEED` repeats a run. The gate runs 1,000 schedules of 200 steps of work in four parts, and 300 of 60
//! steps about copies, about a center that is set back and about cuts; `KOMORA_LONG` runs 100,000, 3,000, 3,000
//! and 1,000, and says in files of `target/tmp` how far it is and from which seed to go on if it is stopped.

mod agreement;
mod carrying;
mod commands;
mod cuts;
mod fates;
mod first_day;
mod healing;
mod holdings;
mod kyiv;
mod laptop;
mod link;
mod meeting;
mod mutants;
mod photographs;
mod plain;
mod progress;
mod schedule;
mod shrink;
mod standing;
mod stick;
mod told;
mod visit;
mod world;

use progress::Progress;
use schedule::{Mostly, Step};
use world::{Fault, World};

/// The tests of P6 share its schedules, so that they run side by side.
const PARTS: usize = 4;

/// What must hold after every step.
type Watch = fn(&World, &Step) -> Result<(), String>;

/// Runs a schedule and says what is wrong with how it ended.
fn run(steps: &[Step], fault: Option<Fault>) -> Result<(), String> {
    watched(steps, fault, |_, _| Ok(()))
}

/// The same, and what was wrong on the way.
fn watched(steps: &[Step], fault: Option<Fault>, watch: Watch) -> Result<(), String> {
    let mut world = World::new(fault);
    for step in steps {
        world.take(step);
        watch(&world, step)?;
    }
    healing::heal(&mut world);
    agreement::check(&world)
}

/// So many schedules, from the given seed on.
fn all_agree(mostly: Mostly, first: u64, runs: usize, steps: usize, watch: Watch) {
    let progress = Progress::of(first, runs, &format!("{mostly:?}"));
    for (done, seed) in (first..first + runs as u64).enumerate() {
        progress.tell(done, seed);
        let steps = schedule::made_from(seed, steps, mostly);
        if let Err(what) = watched(&steps, None, watch) {
            let shortest = shrink::shortest(steps, |steps| watched(steps, None, watch).is_err());
            let again = watched(&shortest, None, watch).err().unwrap_or(what);
            panic!("KOMORA_SEED={seed}: {again}\nshortest schedule: {shortest:#?}");
        }
    }
}

/// Promises P5, P6, P7, P16.
fn part_agrees(part: usize) {
    let runs = sized(1_000, 100_000) / PARTS;
    all_agree(Mostly::Work, seed() + (part * runs) as u64, runs, 200, |_, _| Ok(()));
}

#[test]
fn p6_all_replicas_come_to_the_same_state_part_1() {
    part_agrees(0);
}

#[test]
fn p6_all_replicas_come_to_the_same_state_part_2() {
    part_agrees(1);
}

#[test]
fn p6_all_replicas_come_to_the_same_state_part_3() {
    part_agrees(2);
}

#[test]
fn p6_all_replicas_come_to_the_same_state_part_4() {
    part_agrees(3);
}

#[test]
fn p8_restored_and_cloned_laptops_are_noticed_and_nothing_of_them_is_lost() {
    all_agree(Mostly::Copies, seed(), sized(300, 3_000), 60, told::at_first_contact);
}

#[test]
fn p11_who_is_cut_off_gets_nothing_and_counts_for_nothing_from_there_on() {
    all_agree(Mostly::Cuts, seed(), sized(300, 1_000), 60, |_, _| Ok(()));
}

#[test]
fn p23_a_center_that_is_set_back_gets_everything_again() {
    all_agree(Mostly::SetBacks, seed(), sized(300, 3_000), 60, |_, _| Ok(()));
}

/// A simulation in which nothing goes wrong would agree with anything.
#[test]
fn much_goes_wrong_in_most_schedules() {
    let (mut forked, mut apart, mut set_back, mut cut) = (0, 0, 0, 0);
    for seed in 1..=20 {
        let mut world = World::new(None);
        for step in schedule::made_from(seed, 200, Mostly::Work) {
            world.take(&step);
        }
        healing::heal(&mut world);
        let one = |laptop: &laptop::Laptop| laptop.books().read(store::history::aside).unwrap();
        forked += usize::from(world.laptops.iter().any(|laptop| !told::fork_places(laptop).is_empty()));
        apart += usize::from(world.laptops.iter().any(|laptop| one(laptop).quarantined > 0));
        set_back += usize::from(world.kyiv.was_set_back);
        cut += usize::from(world.laptops.iter().any(|laptop| world.kyiv.knows_cut(&laptop.device())));
    }
    let seen = [forked, apart, set_back, cut];
    assert!(seen.iter().all(|schedules| *schedules >= 8), "{seen:?} of 20");
}

/// Without this a seed would be worth nothing.
#[test]
fn the_same_schedule_comes_to_the_same_heads() {
    let ends = || {
        let mut world = World::new(None);
        for step in schedule::made_from(11, 200, Mostly::Work) {
            world.take(&step);
        }
        world.kyiv.tips()
    };
    assert_eq!(ends(), ends());
}

#[test]
fn every_command_of_the_books_is_tried_and_succeeds_somewhere() {
    let mut done = std::collections::BTreeSet::new();
    for seed in 500..900 {
        let mut world = World::new(None);
        for step in schedule::made_from(seed, 100, Mostly::Work) {
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

fn sized(gate: usize, long: usize) -> usize {
    if std::env::var_os("KOMORA_LONG").is_some() { long } else { gate }
}
