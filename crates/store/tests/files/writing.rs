use std::panic::{AssertUnwindSafe, catch_unwind};

use rusqlite::Transaction;
use store::{Database, StoreError};

use crate::fixture::{Fixture, add, count, insert};

#[derive(Debug, thiserror::Error)]
enum Outcome {
    #[error("refused")]
    Refused,
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[test]
fn a_refused_change_leaves_nothing() {
    let fixture = Fixture::new();
    let database = fixture.create();
    add(&database, 1);
    let refused: Result<(), Outcome> = database.write(|transaction| {
        insert(transaction, 2)?;
        Err(Outcome::Refused)
    });
    assert!(matches!(refused, Err(Outcome::Refused)));
    assert_eq!(count(&database), 1);
}

#[test]
fn a_panic_rolls_back_and_the_next_write_works() {
    let fixture = Fixture::new();
    let database = fixture.create();
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        database.write(|transaction: &Transaction<'_>| -> Result<(), StoreError> {
            insert(transaction, 1)?;
            panic!("in the middle");
        })
    }));
    assert!(panicked.is_err());
    add(&database, 2);
    assert_eq!(count(&database), 1);
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        database.read(|_| -> Result<(), StoreError> { panic!("while reading") })
    }));
    assert!(panicked.is_err());
    assert_eq!(count(&database), 1);
}

#[test]
fn a_reader_sees_one_state_and_cannot_write() {
    let fixture = Fixture::new();
    let database = fixture.create();
    add(&database, 1);
    database
        .read(|connection| {
            let count = || connection.query_row("select count(*) from entry", [], |row| row.get::<_, i64>(0));
            assert_eq!(count()?, 1);
            add(&database, 2);
            assert_eq!(count()?, 1);
            assert!(insert(connection, 3).is_err());
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(count(&database), 2);
}

#[test]
fn many_threads_read_while_one_writes() {
    let fixture = Fixture::new();
    let database = fixture.create();
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                let mut last = 0;
                while last < 50 {
                    let now = count(&database);
                    assert!(now >= last);
                    last = now;
                }
            });
        }
        (1..=50).for_each(|seq| add(&database, seq));
    });
}

#[test]
fn a_checkpoint_empties_the_log() {
    let fixture = Fixture::new();
    let database = fixture.create();
    (1..=30).for_each(|seq| add(&database, seq));
    let log = || std::fs::metadata(fixture.file("komora.db-wal")).unwrap().len();
    assert!(log() > 0);
    assert!(database.checkpoint().unwrap());
    assert_eq!(log(), 0);
    assert_eq!(count(&database), 30);
}

#[test]
fn a_checkpoint_behind_a_reader_says_so() {
    let fixture = Fixture::new();
    let settings = store::Settings { busy_ms: 20, ..store::Settings::default() };
    let database = Database::create(&fixture.held(), &fixture.key, &settings).unwrap();
    add(&database, 1);
    database
        .read(|connection| {
            connection.query_row("select count(*) from entry", [], |_| Ok(()))?;
            assert!(!database.checkpoint()?);
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert!(database.checkpoint().unwrap());
}

#[test]
fn a_full_disk_is_named_nothing_is_kept_and_the_next_write_works() {
    let fixture = Fixture::new();
    let database = fixture.create();
    add(&database, 1);
    let limit = |pages: i64| {
        database
            .write(|t| {
                t.pragma_query_value(None, "page_count", |row| row.get::<_, i64>(0))
                    .and_then(|now| {
                        t.query_row(&format!("pragma max_page_count = {}", now + pages), [], |_| Ok(()))
                    })
                    .map_err(StoreError::from)
            })
            .unwrap();
    };
    let many = |last| database.write(|t| (2..=last).try_for_each(|seq| insert(t, seq)));
    limit(3);
    assert!(matches!(many(100), Err(StoreError::DiskFull)));
    assert_eq!(count(&database), 1);
    add(&database, 101);
    limit(1_000_000);
    many(100).unwrap();
    assert_eq!(count(&database), 101);
}
