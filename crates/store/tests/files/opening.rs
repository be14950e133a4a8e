use rusqlite::Connection;
use store::error::Damage;
use store::file::names;
use store::witness::Witness;
use store::{Database, DatabaseKey, Held, Settings, StoreError};

use crate::fixture::{CANARY, Fixture, HERE, add, count, head};

#[test]
fn what_was_written_is_there_after_closing() {
    let fixture = Fixture::new();
    let database = fixture.create();
    (1..=20).for_each(|seq| add(&database, seq));
    database.close().unwrap();
    assert!(!fixture.file("komora.db-wal").exists(), "closing folds the log back");
    assert_eq!(count(&fixture.open().unwrap()), 20);
}

#[test]
fn nothing_in_the_files_reads_without_the_key() {
    let fixture = Fixture::new();
    let database = fixture.create();
    (1..=20).for_each(|seq| add(&database, seq));
    for file in std::fs::read_dir(fixture.path()).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.windows(CANARY.len()).any(|part| part == CANARY), "{path:?}");
        assert!(!bytes.starts_with(b"SQLite format 3"), "{path:?}");
    }
}

#[test]
fn another_key_opens_nothing_and_harms_nothing() {
    let fixture = Fixture::new();
    fixture.create().close().unwrap();
    let before = std::fs::read(fixture.file(names::DATABASE)).unwrap();
    let other = DatabaseKey::from_bytes([43; 32]);
    let opened = Database::open(&fixture.held(), &other, &Settings::default());
    assert!(matches!(opened, Err(StoreError::WrongKey)));
    assert_eq!(std::fs::read(fixture.file(names::DATABASE)).unwrap(), before);
}

#[test]
fn with_the_right_key_an_unreadable_first_page_is_damage() {
    let fixture = Fixture::new();
    fixture.create().close().unwrap();
    Witness::open(fixture.path(), &fixture.key, HERE).unwrap().keep(&[head(1)]).unwrap();
    let mut bytes = std::fs::read(fixture.file(names::DATABASE)).unwrap();
    bytes[100] ^= 4;
    std::fs::write(fixture.file(names::DATABASE), bytes).unwrap();
    assert!(matches!(fixture.open(), Err(StoreError::Damaged { what: Damage::DatabaseHeader })));
}

#[test]
fn a_missing_store_is_not_made_and_a_present_one_not_overwritten() {
    let fixture = Fixture::new();
    assert!(matches!(fixture.open(), Err(StoreError::NoStore)));
    assert!(!fixture.file(names::DATABASE).exists());
    let database = fixture.create();
    add(&database, 1);
    database.close().unwrap();
    let again = Database::create(&fixture.held(), &fixture.key, &Settings::default());
    assert!(matches!(again, Err(StoreError::AlreadyThere { .. })));
    assert_eq!(count(&fixture.open().unwrap()), 1);
}

#[test]
fn another_database_is_not_a_store() {
    let fixture = Fixture::new();
    fixture.create().close().unwrap();
    let path = fixture.file(names::DATABASE);
    let raw = Connection::open(&path).unwrap();
    raw.execute_batch(&format!("pragma key = \"x'{}'\"; pragma application_id = 1", "2a".repeat(32)))
        .unwrap();
    drop(raw);
    assert!(matches!(fixture.open(), Err(StoreError::NotAStore)));
    std::fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("create table plain (n)").unwrap();
    assert!(matches!(fixture.open(), Err(StoreError::WrongKey)));
}

#[test]
fn a_newer_store_is_refused_by_number_and_left_alone() {
    let fixture = Fixture::new();
    let database = fixture.create();
    database.write(|t| t.pragma_update(None, "user_version", 99).map_err(StoreError::from)).unwrap();
    database.close().unwrap();
    let before = std::fs::read(fixture.file(names::DATABASE)).unwrap();
    let known = store::file::KNOWN_VERSION;
    match fixture.open().map(|_| ()) {
        Err(StoreError::NewerStore { found, known: ours }) => assert_eq!((found, ours), (99, known)),
        other => panic!("{other:?}"),
    }
    assert_eq!(std::fs::read(fixture.file(names::DATABASE)).unwrap(), before);
}

#[test]
fn one_store_is_open_once() {
    let fixture = Fixture::new();
    let held = fixture.held();
    let database = Database::create(&held, &fixture.key, &Settings::default()).unwrap();
    drop(held);
    assert!(matches!(Held::take(fixture.path()), Err(StoreError::InUse)));
    database.close().unwrap();
    assert!(Held::take(fixture.path()).is_ok());
}

#[test]
fn a_store_whose_making_was_cut_short_can_be_made_or_opened() {
    let fixture = Fixture::new();
    std::fs::write(fixture.file(names::DATABASE), b"").unwrap();
    assert!(matches!(fixture.open(), Err(StoreError::NoStore)));
    fixture.create().close().unwrap();
    std::fs::remove_file(fixture.file(names::DATABASE)).unwrap();
    let raw = Connection::open(fixture.file(names::DATABASE)).unwrap();
    let key = "2a".repeat(32);
    raw.execute_batch(&format!("pragma key = \"x'{key}'\"; pragma application_id = {}", 0x4b6d_7261))
        .unwrap();
    drop(raw);
    let database = fixture.open().unwrap();
    add(&database, 1);
    assert_eq!(count(&database), 1);
}
