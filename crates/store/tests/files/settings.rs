use rusqlite::Connection;
use store::{Database, Settings, StoreError, Synchronous};

use crate::fixture::Fixture;

fn number(connection: &Connection, setting: &str) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, setting, |row| row.get(0))?)
}

#[test]
fn the_real_settings_are_the_default_and_are_taken() {
    let fixture = Fixture::new();
    let database = fixture.create();
    for (setting, writer, reader) in [
        ("synchronous", 2, 2),
        ("foreign_keys", 1, 1),
        ("trusted_schema", 0, 0),
        ("cell_size_check", 1, 1),
        ("temp_store", 2, 2),
        ("cache_size", -262_144, -65_536),
        ("wal_autocheckpoint", 4000, 4000),
        ("query_only", 0, 1),
        ("application_id", 0x4b6d_7261, 0x4b6d_7261),
        ("user_version", i64::from(store::file::KNOWN_VERSION), i64::from(store::file::KNOWN_VERSION)),
    ] {
        assert_eq!(database.write(|t| number(t, setting)).unwrap(), writer, "{setting} of the writer");
        assert_eq!(database.read(|c| number(c, setting)).unwrap(), reader, "{setting} of a reader");
    }
    let mode = |c: &Connection| -> Result<String, StoreError> {
        Ok(c.pragma_query_value(None, "journal_mode", |row| row.get(0))?)
    };
    assert_eq!(database.read(mode).unwrap(), "wal");
    let version: String = database
        .read(|c| Ok::<_, StoreError>(c.pragma_query_value(None, "cipher_version", |row| row.get(0))?))
        .unwrap();
    assert!(version.starts_with('4'), "{version}");
}

/// The mutant of the crash tests can be made, and is not the real thing.
#[test]
fn a_test_can_open_with_normal_and_it_shows() {
    let fixture = Fixture::new();
    let weak = Settings { synchronous: Synchronous::Normal, ..Settings::default() };
    assert_ne!(weak, Settings::default());
    let database = Database::create(&fixture.held(), &fixture.key, &weak).unwrap();
    assert_eq!(database.write(|t| number(t, "synchronous")).unwrap(), 1);
}

#[test]
fn an_unknown_vfs_is_an_error_not_the_usual_one() {
    let fixture = Fixture::new();
    let settings = Settings { vfs: Some("no such vfs".into()), ..Settings::default() };
    assert!(Database::create(&fixture.held(), &fixture.key, &settings).is_err());
}

#[test]
fn a_key_of_another_table_must_exist() {
    let fixture = Fixture::new();
    let database = fixture.create();
    let refused = database.write(|t| {
        t.execute_batch(
            "create table shelf (n integer primary key);
             create table box (shelf integer references shelf);
             insert into box values (7);",
        )
        .map_err(StoreError::from)
    });
    assert!(refused.is_err());
}
