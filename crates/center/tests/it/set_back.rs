//! A database that is set back under the feet of a running center, on both databases: it is noticed, everything is
//! told anew, and nothing is decided on what is remembered of another past.

use std::sync::Arc;

use center::books::{Books, Standing};
use center::error::CenterError;
use center::storage::Sqlite;
use feed::Verified;
use wire::message::{HeadsRequest, PartBecame};
use wire::server::Limits;
use wire::{Refused, WireError};

use crate::blobs::{name, photograph, push_all, wrong};
use crate::conformance::admission_of;
use crate::databases::{Database, every, sqlite};
use crate::served::{Served, push};
use crate::world::{NOW, World};

/// Network and Roster have a feed each, of one branch; what came after them is gone, as in a copy made before it.
fn set_back(database: &Database, commits: u64) {
    let of_rest = ["entry", "seal", "evidence"].map(|table| format!("delete from {table} where branch > 2;"));
    database.execute(&format!(
        "{} delete from branch where n > 2; delete from feed where n > 2;
         delete from blob_part; delete from blob; delete from blob_room;
         delete from ledger where number > {commits};",
        of_rest.concat()
    ));
}

fn begun(world: &mut World, acts: usize) -> Vec<Verified> {
    let mut runs = vec![world.begin_hub()];
    runs.extend(world.hub.acts(world.hub_scope(), acts));
    runs
}

fn keeps(books: &Books, world: &World, runs: &[Verified]) -> usize {
    books.push(world.hub.device(), runs, NOW).unwrap().fresh
}

#[test]
fn a_center_whose_database_was_set_back_goes_on_by_itself() {
    for database in every() {
        let mut world = World::new();
        let books = world.founded(database.storage.clone());
        let (before, case) = (database.storage.newest().unwrap(), database.name);
        let other = world.books(database.storage.clone());
        let runs = begun(&mut world, 50);
        assert_eq!(keeps(&books, &world, &runs), 51);
        let bytes = photograph(300);
        let of = name(world.hub_scope(), &bytes);
        assert_eq!(push_all(&books, world.hub.device(), of, &bytes), PartBecame::Whole);
        other.refresh().unwrap();
        let hub = admission_of(&books, world.hub.device());
        let heard = books.heads(&hub, &HeadsRequest::default()).unwrap();
        let generation = books.state().generation;

        set_back(&database, before);
        // Whoever is first to notice: one that reads, and one that writes.
        let request = HeadsRequest { since: Some(heard.now), ladders_wanted: Vec::new() };
        let told = books.heads(&hub, &request).unwrap();
        assert!(!told.changes_only, "{case}: all heads are told anew");
        assert_eq!(told.holdings.haves.0.len(), 2, "{case}");
        assert_ne!(books.state().generation, generation, "{case}");
        assert_eq!(keeps(&other, &world, &runs), 51, "{case}: offered again, kept again");
        assert_eq!(books.refresh().unwrap().last(), other.state().last(), "{case}");
        assert_eq!(push_all(&books, world.hub.device(), of, &bytes), PartBecame::Whole, "{case}");
        assert_eq!((wrong(&books), wrong(&other)), (0, 0), "{case}");
    }
}

/// The mutant that compares numbers alone would not see it, and break the chain of the ledger.
#[test]
fn another_past_that_has_come_as_far_is_told_by_its_hash() {
    for database in every() {
        let mut world = World::new();
        let books = world.founded(database.storage.clone());
        let before = database.storage.newest().unwrap();
        let runs = begun(&mut world, 10);
        keeps(&books, &world, &runs[..1]);
        keeps(&books, &world, &runs[..1]);
        let remembered = books.state().number;

        set_back(&database, before);
        let other = world.books(database.storage.clone());
        keeps(&other, &world, &runs);
        keeps(&other, &world, &runs);
        assert_eq!(database.storage.newest().unwrap(), remembered, "{}", database.name);
        assert_eq!(keeps(&books, &world, &runs), 0, "{}: it is all there", database.name);
        assert_eq!(wrong(&books), 0, "{}", database.name);
        assert_eq!(wrong(&world.books(database.storage.clone())), 0, "{}", database.name);
    }
}

#[test]
fn who_was_cut_stays_out_though_the_cut_was_lost() {
    for database in every() {
        let world = World::new();
        let books = world.founded(database.storage.clone());
        let before = database.storage.newest().unwrap();
        let hub = world.hub.device();
        books.cut(world.roster_scope(), hub, None, NOW).unwrap();
        let generation = books.state().generation;
        set_back(&database, before);
        let state = books.refresh().unwrap();
        assert_ne!(state.generation, generation);
        assert_eq!(state.roll.standing(&hub), &Standing::Cut, "{}", database.name);
        assert_eq!(state.roll.cut().collect::<Vec<_>>(), [hub], "{}", database.name);
        assert!(books.admission(&hub).is_none());
        // The registrar says it again, in a feed of the new generation, and nothing forks.
        books.cut(world.roster_scope(), hub, None, NOW).unwrap();
        assert_eq!(wrong(&books), 0, "{}", database.name);
        assert_eq!(books.state().roll.cut().collect::<Vec<_>>(), [hub]);
    }
}

#[test]
fn laptops_go_on_over_the_wire() {
    for database in every() {
        let mut world = World::new();
        let books = world.founded(database.storage.clone());
        let before = database.storage.newest().unwrap();
        let served = Served::start(books, Limits::default());
        let mut hub = served.client(&world.hub.key);
        let runs = begun(&mut world, 5);
        push(&mut hub, &runs).unwrap();
        set_back(&database, before);
        let answer = push(&mut hub, &runs).unwrap();
        assert_eq!(answer.receipt.heads.len(), runs.len(), "{}", database.name);
        assert!(answer.not_allowed.is_empty() && answer.damage.is_none(), "{}", database.name);
        assert!(served.operator("/ready").starts_with("HTTP/1.1 200"), "{}", database.name);
    }
}

#[test]
fn a_ledger_that_does_not_hold_together_is_served_by_nobody() {
    for database in every() {
        let mut world = World::new();
        let books = world.founded(database.storage.clone());
        let served = Served::start(Arc::clone(&books), Limits::default());
        let mut hub = served.client(&world.hub.key);
        let runs = begun(&mut world, 5);
        push(&mut hub, &runs).unwrap();
        // Set back, and not by a copy of it.
        database.execute("delete from ledger where number > 1; update ledger set at_ms = at_ms + 1;");
        let kept = books.push(world.hub.device(), &runs, NOW);
        assert!(matches!(kept, Err(CenterError::Damaged { table: "ledger" })), "{}", database.name);
        let refused = push(&mut hub, &runs);
        assert!(matches!(refused, Err(WireError::Refused(Refused::CannotKeep))), "{}", database.name);
        assert!(served.operator("/ready").starts_with("HTTP/1.1 503"), "{}", database.name);
    }
}

#[cfg(unix)]
#[test]
fn another_file_in_the_place_of_the_database_takes_nothing() {
    let mut world = World::new();
    let database = sqlite();
    let books = world.founded(database.storage.clone());
    let folder = database.folder.as_ref().unwrap().path();
    let copy = folder.join("copy.db");
    database.storage.backup(&copy).unwrap();
    let served = Served::start(Arc::clone(&books), Limits::default());
    let runs = begun(&mut world, 5);
    std::fs::rename(&copy, folder.join("center.db")).unwrap();
    // Written to the file that was moved away, they would be gone with the process.
    let kept = books.push(world.hub.device(), &runs, NOW);
    assert!(matches!(kept, Err(CenterError::Replaced { .. })));
    let refused = push(&mut served.client(&world.hub.key), &runs);
    assert!(matches!(refused, Err(WireError::Refused(Refused::CannotKeep))), "{refused:?}");
    assert!(served.operator("/ready").starts_with("HTTP/1.1 503"));
    drop(served);
    // Started anew as the pages for operators say, over the copy alone.
    for leftover in ["center.db-wal", "center.db-shm"] {
        let _ = std::fs::remove_file(folder.join(leftover));
    }
    let started = world.books(Arc::new(Sqlite::open(&folder.join("center.db")).unwrap()));
    assert_eq!(keeps(&started, &world, &runs), 6);
    assert_eq!(wrong(&started), 0);
}
