//! An exchange or a store that is wrong is noticed, in at least the share of schedules stated here.
#![cfg(debug_assertions)]

use store::mutant::{self, Mutant};

use super::schedule::{Mostly, made_from};
use super::world::{Fault, World};
use super::{first_day, healing, plain, run};

const SCHEDULES: u64 = 20;
const STEPS: usize = 200;

/// How many of the schedules a fault makes fail.
fn failing(mostly: Mostly, fault: Option<Fault>, mutant: Option<Mutant>) -> usize {
    // Made without the fault, whoever makes it.
    first_day::first_day();
    mutant::set(mutant);
    let failed = |seed: &u64| run(&made_from(*seed, STEPS, mostly), fault).is_err();
    let count = (1..=SCHEDULES).filter(failed).count();
    mutant::set(None);
    count
}

#[test]
fn a_receiver_that_counts_lost_pages_as_held_is_noticed_in_a_third_of_the_schedules() {
    let failed = failing(Mostly::Work, Some(Fault::CursorAheadOfData), None);
    assert!(failed >= 7, "{failed} of {SCHEDULES}");
}

#[test]
fn a_receiver_that_drops_the_second_branch_of_a_fork_is_noticed_in_half_of_the_schedules() {
    let failed = failing(Mostly::Copies, Some(Fault::SilentFork), None);
    assert!(failed >= 10, "{failed} of {SCHEDULES}");
}

#[test]
fn a_store_that_takes_twice_what_comes_twice_is_noticed_in_half_of_the_schedules() {
    let failed = failing(Mostly::Work, None, Some(Mutant::FoldsTwice));
    assert!(failed >= 10, "{failed} of {SCHEDULES}");
}

#[test]
fn a_store_that_orders_by_clock_is_noticed_in_half_of_the_schedules() {
    let failed = failing(Mostly::Work, None, Some(Mutant::OrdersByClock));
    assert!(failed >= 10, "{failed} of {SCHEDULES}");
}

#[test]
fn a_store_whose_cuts_do_not_reach_back_is_noticed_in_a_third_of_the_schedules() {
    let failed = failing(Mostly::Cuts, None, Some(Mutant::CutsForwardOnly));
    assert!(failed >= 7, "{failed} of {SCHEDULES}");
}

/// In how many of the schedules some laptop says otherwise than the plain model, which no other look would notice
/// where all laptops are wrong alike.
fn unlike_the_plain_model(mutant: Option<Mutant>) -> usize {
    first_day::first_day();
    mutant::set(mutant);
    let differs = |seed: &u64| {
        let mut world = World::new(None);
        made_from(*seed, STEPS, Mostly::Work).iter().for_each(|step| world.take(step));
        healing::heal(&mut world);
        world.laptops.iter().any(|laptop| plain::agrees(laptop).is_err())
    };
    let count = (1..=SCHEDULES).filter(differs).count();
    mutant::set(None);
    count
}

#[test]
fn the_plain_model_notices_what_is_taken_twice_and_what_is_folded_out_of_order() {
    assert_eq!(unlike_the_plain_model(None), 0);
    for (fault, at_least) in [(Mutant::FoldsTwice, 5), (Mutant::FoldsLateOnTop, 3)] {
        let count = unlike_the_plain_model(Some(fault));
        assert!(count >= at_least, "{fault:?}: {count} of {SCHEDULES}");
    }
}
