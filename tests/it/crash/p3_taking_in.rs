//! P3, by stick: all that another laptop holds is taken in at once, as the answer to a request is, and the disk is
//! full or fails on the way. Nothing of it is there then, and done again it is all there.

use feed::exchange::{Holdings, NoNames, decode_page};
use feed::{Scope, Verified};
use rusqlite::Connection;
use store::exchange::{Offer, keep_in};
use store::file::names;
use store::{Database, OwnFeeds, Settings, StoreError, local, state_hashes};

use super::bench::{Bench, none, on_every_thread};
use super::disk::{Fault, Trouble};
use super::hub::{Hub, key, take};
use super::p3_failing_disk::says_so;
use super::size;
use super::vfs::Vfs;

/// Entries of a page: few, so that there are several.
const PAGE: usize = 6;

/// What is set with the last page: that this laptop belongs somewhere.
const HOME: &str = "home";

/// What one laptop holds, in pages, and what it comes to.
struct Answer {
    pages: Vec<Vec<Verified>>,
    states: Vec<(Scope, [u8; 32])>,
}

impl Answer {
    fn of(acts: u64) -> Self {
        let bench = Bench::new();
        let hub = Hub::found(bench.path(), &Settings::default(), None).unwrap();
        (1..acts).for_each(|number| hub.act(number).unwrap());
        let written = hub.database.read(|connection| {
            let mut offer = Offer::to(connection, &Holdings::default(), PAGE)?;
            offer.without_names();
            let mut pages = Vec::new();
            while let Some(page) = offer.next(connection, &|_| true)? {
                pages.push(page.bytes);
            }
            Ok::<_, StoreError>((pages, state_hashes(connection)?))
        });
        let (pages, states) = written.unwrap();
        assert!(pages.len() > 1);
        let sound = |page: &Vec<u8>| {
            let spans = decode_page(page, &NoNames).unwrap();
            spans.into_iter().map(|span| feed::verify(span).unwrap()).collect()
        };
        Self { pages: pages.iter().map(sound).collect(), states }
    }
}

/// An empty store over a disk that is about to fail.
struct Waiting {
    database: Database,
    own: OwnFeeds,
    vfs: Vfs,
}

impl Waiting {
    fn begin(template: &Bench, bench: &Bench, fault: Fault) -> Self {
        let vfs = Vfs::register();
        bench.lay(&template.image(&[names::DATABASE]));
        let settings = Settings { checkpoint_pages: 100, vfs: Some(vfs.name()), ..Settings::default() };
        let database = Database::open(&take(bench.path()).unwrap(), &key(), &settings).unwrap();
        vfs.disk.arm(fault);
        Self { database, own: OwnFeeds::new(), vfs }
    }

    fn take_in(&self, answer: &Answer) -> Result<(), StoreError> {
        self.database.write(|transaction| {
            for page in &answer.pages {
                keep_in(transaction, &self.own, page)?;
            }
            local::set(transaction, HOME, &true)
        })
    }
}

fn empty() -> Bench {
    let template = Bench::new();
    let database = Database::create(&take(template.path()).unwrap(), &key(), &Settings::default()).unwrap();
    let own = OwnFeeds::new();
    database
        .write(|transaction| store::bring_up_to_date(transaction, own.remembered(), &mut |_, _| true))
        .unwrap();
    database.close().unwrap();
    template
}

/// Nothing of the answer is there.
fn is_empty(connection: &Connection) -> Result<bool, StoreError> {
    let entries: i64 = connection.query_row("select count(*) from entry", [], |row| row.get(0))?;
    Ok(entries == 0 && local::get::<bool>(connection, HOME)?.is_none())
}

/// All of it is, and nothing contradicts itself.
fn is_whole(connection: &Connection, answer: &Answer) -> Result<bool, StoreError> {
    let report = store::verify::verify(connection, &mut |_, _| true)?;
    let states = state_hashes(connection)?;
    let home = local::get::<bool>(connection, HOME)?;
    Ok(report.problems.is_empty() && states == answer.states && home == Some(true))
}

fn survives(template: &Bench, bench: &Bench, answer: &Answer, fault: Fault) -> Result<(), String> {
    let said = |error: StoreError| error.to_string();
    let waiting = Waiting::begin(template, bench, fault);
    if let Err(error) = waiting.take_in(answer) {
        says_so(&error, fault.trouble)?;
        if fault.sticky {
            let again = waiting.take_in(answer).err().ok_or("it was taken while the disk failed")?;
            says_so(&again, fault.trouble)?;
        }
        if !waiting.database.read(is_empty).map_err(said)? {
            return Err("some of it is there".to_owned());
        }
    }
    waiting.vfs.disk.lift();
    waiting.take_in(answer).map_err(|error| format!("once the disk works: {error}"))?;
    match waiting.database.read(|connection| is_whole(connection, answer)).map_err(said)? {
        true => Ok(()),
        false => Err("done again it is not all there".to_owned()),
    }
}

#[test]
fn p3_an_answer_that_meets_a_full_disk_is_taken_whole_or_not_at_all() {
    let (template, answer) = (empty(), Answer::of(size(12, 40) as u64));
    let never = Fault { trouble: Trouble::Full, at: u64::MAX, sticky: false };
    let bench = Bench::new();
    let waiting = Waiting::begin(&template, &bench, never);
    waiting.take_in(&answer).unwrap();
    let attempts = waiting.vfs.disk.attempts();
    drop(waiting);
    let ways =
        [(Trouble::Full, false), (Trouble::Full, true), (Trouble::Broken, false), (Trouble::Broken, true)];
    let findings = on_every_thread(attempts as usize * ways.len(), |bench, number| {
        let (trouble, sticky) = ways[number % ways.len()];
        let fault = Fault { trouble, at: (number / ways.len()) as u64, sticky };
        survives(&template, bench, &answer, fault).map_err(|wrong| format!("{fault:?}: {wrong}"))
    });
    println!("{attempts} writes, cuts and syncs, each failing in 4 ways");
    none(&findings);
}

/// The mutant: page by page, each in a transaction of its own.
#[test]
fn p3_mutant_an_answer_taken_page_by_page_is_noticed() {
    let (template, answer) = (empty(), Answer::of(12));
    let never = Fault { trouble: Trouble::Full, at: u64::MAX, sticky: false };
    let bench = Bench::new();
    let waiting = Waiting::begin(&template, &bench, never);
    let first = &answer.pages[0];
    waiting.database.write(|transaction| keep_in(transaction, &waiting.own, first).map(drop)).unwrap();
    assert!(!waiting.database.read(is_empty).unwrap(), "half an answer passes for none");
    assert!(!waiting.database.read(|connection| is_whole(connection, &answer)).unwrap());
}
