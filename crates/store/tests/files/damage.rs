//! A corrupt byte is never used silently: flips in the main file are found by the page checks, flips in
//! the write-ahead log by the head witness.

use std::fs;
use std::path::Path;

use store::file::names;
use store::witness::{Witness, Witnessed};
use store::{Database, Held, Settings, StoreError};

use crate::fixture::{Dice, Fixture, HERE, add, copy_files, hash_at, head, own_heads};

const WAL: &str = "komora.db-wal";

fn flip(path: &Path, dice: &mut Dice) -> (u64, u64) {
    let mut bytes = fs::read(path).unwrap();
    let (place, bit) = (dice.below(bytes.len() as u64), dice.below(8));
    bytes[place as usize] ^= 1 << bit;
    fs::write(path, bytes).unwrap();
    (place, bit)
}

fn opened(directory: &Path, fixture: &Fixture) -> Result<Database, StoreError> {
    Database::open(&Held::take(directory)?, &fixture.key, &Settings::default())
}

/// What opening finds: an error of the file, or what the witness says.
fn found(directory: &Path, fixture: &Fixture) -> Result<Witnessed, StoreError> {
    let database = opened(directory, fixture)?;
    let witness = Witness::open(directory, &fixture.key, HERE)?;
    database.read(|c| witness.compare(&own_heads(c)?, |_, seq| hash_at(c, seq)))
}

/// A store whose last twenty acts stand in the log only, each witnessed; returns a copy made while it
/// runs, which is what a power cut leaves.
fn with_a_log(fixture: &Fixture) -> std::path::PathBuf {
    let database = fixture.create();
    (1..=20).for_each(|seq| add(&database, seq));
    database.checkpoint().unwrap();
    let witness = Witness::open(fixture.path(), &fixture.key, HERE).unwrap();
    for seq in 21..=40 {
        add(&database, seq);
        witness.keep(&[head(seq)]).unwrap();
    }
    let copy = fixture.file("cut");
    fs::create_dir(&copy).unwrap();
    for name in [names::DATABASE, WAL, names::HEADS] {
        fs::copy(fixture.file(name), copy.join(name)).unwrap();
    }
    copy
}

#[test]
fn every_flip_in_the_main_file_is_found() {
    let fixture = Fixture::new();
    let database = fixture.create();
    (1..=200).for_each(|seq| add(&database, seq));
    database.close().unwrap();
    opened(fixture.path(), &fixture).unwrap().check_file().unwrap();
    let good = fs::read(fixture.file(names::DATABASE)).unwrap();
    let mut dice = Dice::seeded(1);
    for _ in 0..2000 {
        let at = flip(&fixture.file(names::DATABASE), &mut dice);
        let checked = opened(fixture.path(), &fixture).and_then(|database| database.check_file());
        assert!(checked.is_err(), "flip at {at:?} went unseen");
        let _ = fs::remove_file(fixture.file(WAL));
        fs::write(fixture.file(names::DATABASE), &good).unwrap();
    }
}

#[test]
fn an_untouched_log_agrees_with_its_witness() {
    let fixture = Fixture::new();
    let copy = with_a_log(&fixture);
    assert_eq!(found(&copy, &fixture).unwrap(), Witnessed::Agrees);
}

#[test]
fn every_flip_in_the_log_is_found() {
    let fixture = Fixture::new();
    let copy = with_a_log(&fixture);
    let mut dice = Dice::seeded(2);
    let mut unseen_without_witness = 0;
    for round in 0..1000 {
        let damaged = fixture.file(&format!("flipped-{round}"));
        copy_files(&copy, &damaged);
        let at = flip(&damaged.join(WAL), &mut dice);
        match found(&damaged, &fixture) {
            Err(_) => {}
            Ok(Witnessed::DatabaseBehind { lost }) => {
                assert_eq!(lost, [head(40)]);
                // The mutant: without the witness nothing would have been said.
                let database = opened(&damaged, &fixture).unwrap();
                unseen_without_witness += u32::from(database.check_file().is_ok());
            }
            Ok(other) => panic!("flip at {at:?} went unseen: {other:?}"),
        }
        fs::remove_dir_all(&damaged).unwrap();
    }
    assert!(unseen_without_witness > 800, "only {unseen_without_witness} flips needed the witness");
}

#[test]
fn a_log_cut_off_or_gone_is_found() {
    let fixture = Fixture::new();
    let copy = with_a_log(&fixture);
    let log = fs::read(copy.join(WAL)).unwrap();
    for length in (0..log.len()).step_by(2999) {
        fs::write(copy.join(WAL), &log[..length]).unwrap();
        let cut = fixture.file(&format!("cut-{length}"));
        copy_files(&copy, &cut);
        let said = found(&cut, &fixture).unwrap();
        assert!(matches!(said, Witnessed::DatabaseBehind { .. }), "cut at {length}: {said:?}");
    }
}

#[test]
fn a_commit_without_its_witness_is_adopted() {
    let fixture = Fixture::new();
    let copy = with_a_log(&fixture);
    let database = opened(&copy, &fixture).unwrap();
    add(&database, 41);
    database.close().unwrap();
    assert_eq!(found(&copy, &fixture).unwrap(), Witnessed::DatabaseAhead);
    Witness::open(&copy, &fixture.key, HERE).unwrap().keep(&[head(41)]).unwrap();
    assert_eq!(found(&copy, &fixture).unwrap(), Witnessed::Agrees);
}

#[test]
fn an_older_copy_put_back_is_behind() {
    let fixture = Fixture::new();
    let database = fixture.create();
    let witness = Witness::open(fixture.path(), &fixture.key, HERE).unwrap();
    add(&database, 1);
    witness.keep(&[head(1)]).unwrap();
    database.checkpoint().unwrap();
    let old = fs::read(fixture.file(names::DATABASE)).unwrap();
    add(&database, 2);
    witness.keep(&[head(2)]).unwrap();
    database.close().unwrap();
    fs::write(fixture.file(names::DATABASE), old).unwrap();
    let said = found(fixture.path(), &fixture).unwrap();
    assert_eq!(said, Witnessed::DatabaseBehind { lost: vec![head(2)] });
}

#[test]
fn reading_a_damaged_page_says_damaged() {
    let fixture = Fixture::new();
    let database = fixture.create();
    (1..=200).for_each(|seq| add(&database, seq));
    database.close().unwrap();
    let path = fixture.file(names::DATABASE);
    let mut bytes = fs::read(&path).unwrap();
    let pages = bytes.len() / 4096;
    // The last of them hold entries; what opening reads was made first.
    (pages * 3 / 4..pages).for_each(|page| bytes[page * 4096 + 50] ^= 1);
    fs::write(&path, bytes).unwrap();
    let read = opened(fixture.path(), &fixture).unwrap().read(|connection| {
        let mut statement = connection.prepare("select payload from entry")?;
        let mut rows = statement.query([])?;
        while rows.next()?.is_some() {}
        Ok::<_, StoreError>(())
    });
    assert!(matches!(read, Err(StoreError::Damaged { .. })), "{read:?}");
}
