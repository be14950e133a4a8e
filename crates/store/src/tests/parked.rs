//! Two feeds, each of which waits for earlier entries of the other: in whatever order they come, what cannot be
//! placed yet is kept and counted, and in the end all is folded and comes to the same.

use std::collections::BTreeSet;

use feed::{Hash, Scope, Verified};

use super::converge::Replica;
use super::world::World;
use crate::StoreError;
use crate::history::aside;
use crate::mutant::{self, Mutant};

/// Two laptops that act apart, meet, and act apart again, each knowing what the other did before they met: what
/// came before all that, and the acts, one run each.
fn in_rounds(seed: u64, acts: usize) -> (Vec<Verified>, Vec<Verified>) {
    let mut world = World::found(seed);
    world.meet(0, 1);
    world.meet(0, 2);
    let before = world.written.clone();
    for act in 0..acts {
        world.act(1 + act % 2);
        if act % 2 == 1 {
            world.meet(1, 2);
        }
    }
    let mut done: Vec<Verified> = Vec::new();
    for run in &world.written[before.len()..] {
        // With the signature that came later, if one did.
        match done.iter_mut().find(|held| held.head() == run.head()) {
            Some(held) => *held = run.clone(),
            None => done.push(run.clone()),
        }
    }
    assert_eq!(done.len(), acts);
    (before, done)
}

/// How many entries of the runs that have come cannot be placed, by what each names: an entry has its place once
/// all it names have theirs.
fn waiting(before: &[Verified], come: &[&Verified]) -> u32 {
    let mut placed: BTreeSet<Hash> =
        before.iter().flat_map(|run| run.entries()).map(|one| one.hash).collect();
    let mut left: Vec<_> = come.iter().flat_map(|run| run.entries()).collect();
    loop {
        let known = left.len();
        left.retain(|one| {
            let header = &one.entry.header;
            let mut named = header.seen.iter().map(|head| head.hash).chain([header.previous]);
            let stands = named.all(|hash| hash == Hash::ZERO || placed.contains(&hash));
            if stands {
                placed.insert(one.hash);
            }
            !stands
        });
        if left.len() == known {
            return u32::try_from(known).unwrap();
        }
    }
}

/// What came of an order; the transaction is rolled back for the next.
enum Undone {
    Came(Vec<(Scope, [u8; 32])>),
    Broken(StoreError),
}

impl From<StoreError> for Undone {
    fn from(error: StoreError) -> Self {
        Self::Broken(error)
    }
}

/// Records the runs in this order, and gives the state they come to.
fn recorded_in(replica: &Replica, before: &[Verified], order: &[&Verified]) -> Vec<(Scope, [u8; 32])> {
    let undone = replica.database.write(|transaction| {
        for end in 1..=order.len() {
            crate::record(transaction, &replica.remembered, order[end - 1])?;
            assert_eq!(aside(transaction)?.parked, waiting(before, &order[..end]), "counted while it waits");
        }
        Err::<(), _>(Undone::Came(crate::state_hashes(transaction)?))
    });
    match undone {
        Err(Undone::Came(states)) => states,
        Err(Undone::Broken(error)) => panic!("{error}"),
        Ok(()) => unreachable!("always rolled back"),
    }
}

/// Every order of so many things.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let mut orders = vec![Vec::new()];
    for next in 0..count {
        let longer = orders.iter().flat_map(|order: &Vec<usize>| {
            (0..=order.len()).map(move |at| {
                let mut order = order.clone();
                order.insert(at, next);
                order
            })
        });
        orders = longer.collect();
    }
    orders
}

/// In how many of all orders the state differs from that of the order in which it happened.
fn differing(seed: u64, acts: usize) -> usize {
    let (before, done) = in_rounds(seed, acts);
    let replica = Replica::new();
    replica.record(&before.iter().collect::<Vec<_>>());
    let in_order: Vec<&Verified> = done.iter().collect();
    let expected = recorded_in(&replica, &before, &in_order);
    let differs = |order: &Vec<usize>| {
        let order: Vec<&Verified> = order.iter().map(|at| &done[*at]).collect();
        recorded_in(&replica, &before, &order) != expected
    };
    orders(acts).iter().filter(|order| differs(order)).count()
}

#[test]
fn entries_of_two_feeds_that_wait_for_each_other_come_to_the_same_in_every_order() {
    for (seed, acts) in [(1, 6), (2, 5), (3, 5), (4, 5), (5, 5)] {
        assert_eq!(differing(seed, acts), 0, "seed {seed}: of {} orders", orders(acts).len());
    }
}

#[test]
fn what_waits_shows_nothing_before_it_has_its_place() {
    let (before, done) = in_rounds(7, 6);
    let replica = Replica::new();
    replica.record(&before.iter().collect::<Vec<_>>());
    let subjects = || {
        let counted = replica.database.read(|connection| {
            let sql = "select count(*) from state where state is not null";
            Ok::<i64, StoreError>(connection.query_row(sql, [], |row| row.get(0))?)
        });
        counted.unwrap()
    };
    let parked = || replica.database.read(aside).unwrap().parked;
    let founded = subjects();
    let later: Vec<&Verified> = done[2..].iter().rev().collect();
    replica.record(&later);
    let entries: usize = later.iter().map(|run| run.entries().len()).sum();
    assert_eq!((parked() as usize, subjects()), (entries, founded));
    replica.record(&done[..2].iter().collect::<Vec<_>>());
    assert_eq!(parked(), 0);
    assert!(subjects() > founded);
    assert_eq!(replica.verified().problems, []);
}

#[test]
fn a_store_that_folds_what_came_late_on_top_is_noticed() {
    mutant::set(Some(Mutant::FoldsLateOnTop));
    let differing: usize = (1..=20).map(|seed| differing(seed, 4)).sum();
    mutant::set(None);
    assert!(differing > 0);
}
