//! P3: a full or broken disk. The act says so, nothing of it is written, and the next one works once the
//! disk does.

use rusqlite::Connection;
use store::file::names;
use store::{Settings, StoreError};

use super::agreement::{disagreements, unlike_rebuilt};
use super::bench::{Bench, none, on_every_thread};
use super::disk::{Fault, Trouble};
use super::hub::{Hub, acts};
use super::is_long;
use super::vfs::Vfs;

/// Acts done before the disk fails.
const BEFORE: u64 = 9;

/// A stretch of work in which every write and sync fails once.
#[derive(Debug, Clone, Copy)]
struct Work {
    /// The first act and the one after the last; 37 is the large one.
    acts: (u64, u64),
    /// Pages in the log before it is folded back: few, so that this fails too.
    checkpoint_pages: u32,
}

const GATE: &[Work] = &[Work { acts: (BEFORE, BEFORE + 8), checkpoint_pages: 100 }];
const LONG: &[Work] = &[
    GATE[0],
    Work { acts: (BEFORE, BEFORE + 30), checkpoint_pages: 40 },
    Work { acts: (36, 39), checkpoint_pages: 4000 },
];

#[test]
fn p3_a_failing_disk_halves_nothing_and_the_next_act_works() {
    for work in if is_long() { LONG } else { GATE } {
        let template = Bench::new();
        let hub = Hub::found(template.path(), &Settings::default(), None).unwrap();
        (1..work.acts.0).for_each(|number| hub.act(number).unwrap());
        hub.close().unwrap();
        let attempts = attempts(&template, work);
        let findings = at_every_attempt(&template, work, attempts);
        println!("{work:?}: {attempts} writes, cuts and syncs, each failing in 4 ways");
        none(&findings);
    }
}

/// How many writes, cuts and syncs the work takes when all goes well.
fn attempts(template: &Bench, work: &Work) -> u64 {
    let never = Fault { trouble: Trouble::Full, at: u64::MAX, sticky: false };
    let Sitting { hub, vfs } = Sitting::begin(template, &Bench::new(), work, never);
    (work.acts.0..work.acts.1).for_each(|number| hub.act(number).unwrap());
    hub.close().unwrap();
    vfs.disk.attempts()
}

fn at_every_attempt(template: &Bench, work: &Work, attempts: u64) -> Vec<String> {
    let ways =
        [(Trouble::Full, false), (Trouble::Full, true), (Trouble::Broken, false), (Trouble::Broken, true)];
    on_every_thread(attempts as usize * ways.len(), |bench, number| {
        let (trouble, sticky) = ways[number % ways.len()];
        let fault = Fault { trouble, at: (number / ways.len()) as u64, sticky };
        survives(template, bench, work, fault).map_err(|wrong| format!("{fault:?}: {wrong}"))
    })
}

/// Open books over a disk that is about to fail.
struct Sitting {
    hub: Hub,
    vfs: Vfs,
}

impl Sitting {
    fn begin(template: &Bench, bench: &Bench, work: &Work, fault: Fault) -> Self {
        let vfs = Vfs::register();
        bench.lay(&template.image(&[names::DATABASE, names::HEADS]));
        let settings = Settings {
            checkpoint_pages: work.checkpoint_pages,
            vfs: Some(vfs.name()),
            ..Settings::default()
        };
        let hub = Hub::open(bench.path(), &settings, None).unwrap().hub;
        vfs.disk.arm(fault);
        Self { hub, vfs }
    }
}

fn survives(template: &Bench, bench: &Bench, work: &Work, fault: Fault) -> Result<(), String> {
    let Sitting { hub, vfs } = Sitting::begin(template, bench, work, fault);
    for number in work.acts.0..work.acts.1 {
        if let Err(error) = hub.act(number) {
            says_so(&error, fault.trouble)?;
            nothing_of(&hub, number)?;
            if fault.sticky {
                let again = hub.act(number).err().ok_or("an act was saved while the disk failed")?;
                says_so(&again, fault.trouble)?;
            }
            vfs.disk.lift();
            hub.act(number).map_err(|error| format!("act {number}, once the disk works: {error}"))?;
        }
    }
    // The fault may strike as the books are closed; they are closed all the same.
    if let Err(error) = hub.close() {
        says_so(&error, fault.trouble)?;
    }
    if !vfs.disk.struck() {
        return Err("the fault never struck".into());
    }
    whole_again(bench, work.acts.1)
}

pub(super) fn says_so(error: &StoreError, trouble: Trouble) -> Result<(), String> {
    match (trouble, error) {
        (Trouble::Full, StoreError::DiskFull) | (Trouble::Broken, StoreError::DiskFailed { .. }) => Ok(()),
        (_, other) => Err(format!("said: {other}")),
    }
}

/// What a person sees after "not saved" is what was there before.
fn nothing_of(hub: &Hub, number: u64) -> Result<(), String> {
    let (there, findings) = hub
        .database
        .read(|connection| Ok::<_, StoreError>((acts(connection)?, disagreements(connection)?)))
        .map_err(|error| format!("reading after act {number} failed: {error}"))?;
    if there.len() as u64 != number || there.contains_key(&number) {
        return Err(format!("after act {number} failed, {} acts are there", there.len()));
    }
    if findings.is_empty() { Ok(()) } else { Err(format!("act {number}: {}", findings.join("; "))) }
}

fn whole_again(bench: &Bench, acts: u64) -> Result<(), String> {
    let said = |error: StoreError| format!("reopened: {error}");
    let reopened = bench.open().map_err(said)?;
    if !reopened.acts.keys().copied().eq(0..acts) {
        return Err(format!("{} of {acts} acts are there", reopened.acts.len()));
    }
    let findings = reopened.hub.database.read(disagreements).map_err(said)?;
    let tables = reopened.hub.tried(unlike_rebuilt).map_err(said)?;
    if !findings.is_empty() || !tables.is_empty() {
        return Err(format!("{findings:?}, not as rebuilt: {tables:?}"));
    }
    reopened.hub.database.check_file().map_err(said)
}

/// The mutant: history and fold in two transactions, and the disk failed between them.
#[test]
fn p3_mutant_history_without_its_fold_is_noticed() {
    let bench = Bench::new();
    let hub = Hub::found(bench.path(), &Settings::default(), None).unwrap();
    (1..=BEFORE).for_each(|number| hub.act(number).unwrap());
    let before = hub.database.read(states).unwrap();
    hub.act(BEFORE + 1).unwrap();
    assert!(hub.database.read(disagreements).unwrap().is_empty());
    let put_back = |transaction: &Connection| {
        for (n, state) in &before {
            transaction.execute("update state set state = ?2 where n = ?1", (n, state))?;
        }
        disagreements(transaction)
    };
    assert!(!hub.tried(put_back).unwrap().is_empty());
}

type States = Vec<(i64, Option<Vec<u8>>)>;

fn states(connection: &Connection) -> Result<States, StoreError> {
    let mut statement = connection.prepare("select n, state from state")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
