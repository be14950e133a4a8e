//! P22: the center may end at any point of a commit. What it acknowledged is there, the rest is sent again and
//! harms nothing.

use std::process::{Command, Stdio};
use std::sync::Arc;

use center::books::Books;
use center::failpoint;
use center::scrub::Scrub;
use center::storage::{Postgres, Sqlite, Storage};
use feed::{BLOB_PART_BYTES, Verified};
use wire::message::{BlobName, PartBecame};

use crate::blobs::{name, parts, photograph, push, push_all};
use crate::databases::{Database, RUNTIME, postgres, sqlite};
use crate::world::{NOW, World};

const PUSHES: usize = 20;
const DATABASE: &str = "KOMORA_TEST_DATABASE";
/// The mutant: says "kept" before it is.
const EARLY: &str = "KOMORA_TEST_ACKNOWLEDGES_EARLY";

/// The same in every process: founded scopes, then one run for each push.
fn story() -> (World, Vec<Verified>) {
    let mut world = World::new();
    let mut runs = vec![world.begin_hub()];
    for _ in 1..PUSHES {
        runs.extend(world.hub.acts(world.hub_scope(), 40));
    }
    (world, runs)
}

fn open(place: &str) -> Arc<dyn Storage> {
    match place.starts_with("postgres:") {
        true => Arc::new(Postgres::open(place, RUNTIME.handle().clone()).unwrap()),
        false => Arc::new(Sqlite::open(place.as_ref()).unwrap()),
    }
}

/// Run by the tests below in a process of its own, which the failpoint ends.
#[test]
#[ignore = "a part of the tests beside it"]
fn child() {
    let Ok(place) = std::env::var(DATABASE) else { return };
    let (world, runs) = story();
    let books = world.books(open(&place));
    let early = std::env::var_os(EARLY).is_some();
    for (number, run) in runs.iter().enumerate() {
        if early {
            println!("kept {number}");
        }
        let pushed = books.push(world.hub.device(), std::slice::from_ref(run), NOW).unwrap();
        assert_eq!(pushed.answer.receipt.heads, [run.head()]);
        if !early {
            println!("kept {number}");
        }
    }
}

/// The same in every process: four photographs of two parts.
fn photographs(world: &World) -> Vec<(BlobName, Vec<u8>)> {
    let one = |number: usize| {
        let bytes = photograph(BLOB_PART_BYTES + number);
        (name(world.hub_scope(), &bytes), bytes)
    };
    (1..=4).map(one).collect()
}

#[test]
#[ignore = "a part of the tests beside it"]
fn child_with_blobs() {
    let Ok(place) = std::env::var(DATABASE) else { return };
    let (world, _) = story();
    let books = world.books(open(&place));
    for (number, (of, bytes)) in photographs(&world).iter().enumerate() {
        assert_eq!(push_all(&books, world.hub.device(), *of, bytes), PartBecame::Whole);
        println!("kept {number}");
    }
}

/// How many pushes the child said were kept before it ended.
fn crash(place: &str, failpoint: &str, early: bool, child: &str) -> usize {
    let name = format!("crashes::{child}");
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", &name, "--ignored", "--nocapture"]);
    child.env("KOMORA_CENTER_FAILPOINT", failpoint).env(DATABASE, place);
    if early {
        child.env(EARLY, "1");
    }
    let output = child.stderr(Stdio::null()).output().unwrap();
    assert!(!output.status.success(), "{failpoint} was passed without ending the process");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    // The test runner begins the first line.
    said.lines().filter(|line| line.contains("kept ")).count()
}

fn place(database: &Database) -> String {
    match (&database.folder, &database.url) {
        (Some(folder), _) => folder.path().join("center.db").to_string_lossy().into_owned(),
        (None, Some(url)) => url.clone(),
        (None, None) => panic!("a database is somewhere"),
    }
}

fn holds(books: &Books, run: &Verified) -> bool {
    let state = books.state();
    let tips = state.index.get(&run.feed_id()).map(|held| held.tips().map(|tip| tip.seq).max());
    tips.flatten().is_some_and(|tip| tip >= run.head().seq)
}

/// Whether everything acknowledged was there after the crash.
fn survives(database: &Database, failpoint: &str, early: bool) -> bool {
    let (world, runs) = story();
    world.founded(database.storage.clone());
    let kept = crash(&place(database), failpoint, early, "child");
    let books = world.books(open(&place(database)));
    let all_there = runs[..kept].iter().all(|run| holds(&books, run));
    let check = || Scrub::new(&books).unwrap().run().unwrap();
    assert_eq!(check().wrong, 0, "{failpoint} on {}", database.name);
    for run in &runs {
        books.push(world.hub.device(), std::slice::from_ref(run), NOW).unwrap();
    }
    let report = check();
    let entries: usize = runs.iter().map(|run| run.entries().len()).sum();
    assert_eq!((report.wrong, report.entries), (0, entries as u64 + 6), "{failpoint} on {}", database.name);
    all_there
}

/// Every failpoint at each of the pushes: once, or until there were a thousand crashes.
fn crashes() -> impl Iterator<Item = String> {
    let once = failpoint::NAMES.len() * PUSHES;
    let rounds = if std::env::var_os("KOMORA_LONG").is_some() { 1_000_usize.div_ceil(once) } else { 1 };
    (0..rounds).flat_map(|_| {
        failpoint::NAMES.iter().flat_map(|name| (1..=PUSHES).map(move |time| format!("{name}:{time}")))
    })
}

/// The same for blobs: what was said to be whole is, and the rest goes on where it was.
fn blobs_survive(database: &Database, failpoint: &str) {
    let (world, _) = story();
    world.founded(database.storage.clone());
    let kept = crash(&place(database), failpoint, false, "child_with_blobs");
    let books = world.books(open(&place(database)));
    let wrong = || Scrub::new(&books).unwrap().run().unwrap().wrong;
    let case = format!("{failpoint} on {}", database.name);
    assert_eq!(wrong(), 0, "{case}");
    let (hub, photographs) = (world.hub.device(), photographs(&world));
    let whole = photographs.iter().take_while(|(of, _)| books.holds_blob(of).unwrap()).count();
    assert!(whole >= kept, "{whole} of {kept} acknowledged: {case}");
    for (of, bytes) in &photographs[whole..] {
        // From where they are held; of one that only was not compared with its id, the last part again.
        let request = wire::message::BlobsRequest { blobs: vec![*of] };
        let answer = books.blobs(&books.admission(&hub).unwrap(), &request).unwrap().unwrap();
        let from = answer.held.first().map_or(0, |held| held.held);
        let mut last = None;
        for part in parts(*of, bytes, usize::try_from(from).unwrap()) {
            last = Some(push(&books, hub, part).unwrap());
        }
        assert_eq!(last, Some(PartBecame::Whole), "{case}");
    }
    assert_eq!(wrong(), 0, "{case}");
}

const AMONG_BLOBS: [&str; 6] = [
    "before-part",
    "before-part-commit",
    "after-part-commit",
    "before-whole",
    "before-commit",
    "after-commit",
];

#[test]
fn p22_blobs_go_on_where_they_were_at_every_failpoint() {
    assert!(failpoint::NAMES_OF_PARTS.iter().all(|name| AMONG_BLOBS.contains(name)));
    for name in AMONG_BLOBS {
        for time in [1, 2, 4] {
            blobs_survive(&sqlite(), &format!("{name}:{time}"));
        }
        if let Some(database) = postgres() {
            blobs_survive(&database, &format!("{name}:2"));
        }
    }
}

#[test]
fn p22_sqlite_keeps_what_it_acknowledged_at_every_failpoint() {
    for failpoint in crashes() {
        assert!(survives(&sqlite(), &failpoint, false), "{failpoint}");
    }
}

#[test]
fn p22_postgres_keeps_what_it_acknowledged_at_every_failpoint() {
    for failpoint in crashes() {
        let Some(database) = postgres() else { return };
        assert!(survives(&database, &failpoint, false), "{failpoint}");
    }
}

#[test]
fn p22_the_mutant_that_acknowledges_early_is_caught() {
    let lost =
        failpoint::NAMES.iter().filter(|name| !survives(&sqlite(), &format!("{name}:5"), true)).count();
    assert!(lost > 0, "acknowledging before the commit must lose something");
}
