//! P9: whatever somebody changes in the center's database is noticed by whoever reads the row, or by the scrub.

use std::path::Path;
use std::sync::Arc;

use center::books::Books;
use center::error::CenterError;
use center::scrub::Scrub;
use center::storage::Sqlite;
use feed::{BLOB_PART_BYTES, DeviceKey, Evidence, EvidenceRole, Scope};
use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::TempDir;

use crate::blobs::{name, parts, photograph, push, push_all};
use crate::enrolling::{LATER, SECRET, voucher};
use crate::world::{NOW, World};

/// A small database with a row of every kind: a fork, evidence, a voucher, blobs.
fn original(folder: &Path) -> World {
    let mut world = World::new();
    let storage = Arc::new(Sqlite::open(&folder.join("original.db")).unwrap());
    let books = world.founded(storage);
    books.keep_voucher(&voucher(&world, world.roster_scope(), LATER, &SECRET), SECRET, NOW).unwrap();
    let (scope, device) = (world.hub_scope(), world.hub.device());
    let mut runs = vec![world.begin_hub()];
    let fork_from = world.hub.head(scope);
    let signed = world.hub.acts(scope, 6).remove(0);
    let hash = signed.entries()[2].hash;
    let evidence = Evidence::sign(&crate::world::key(55), EvidenceRole::Witness, [8; 16].into_person(), hash);
    let feed = signed.feed().clone();
    runs.push(signed.with_evidence(2, evidence).unwrap());
    books.push(device, &runs, NOW).unwrap();
    *world.hub.writer(scope) = feed::Writer::resume(feed, world.hub.key.clone(), fork_from);
    books.push(device, &world.hub.acts(scope, 5), NOW).unwrap();
    with_blobs(&books, device, scope);
    assert_eq!(Scrub::new(&books).unwrap().run().unwrap().wrong, 0);
    world
}

/// Two that are whole, and one that has begun.
fn with_blobs(books: &Books, device: DeviceKey, scope: Scope) {
    for length in [90, 70] {
        let bytes = photograph(length);
        push_all(books, device, name(scope, &bytes), &bytes);
    }
    let bytes = photograph(BLOB_PART_BYTES + 5);
    push(books, device, parts(name(scope, &bytes), &bytes, 0).remove(0)).unwrap();
}

trait IntoPerson {
    fn into_person(self) -> feed::PersonId;
}

impl IntoPerson for [u8; 16] {
    fn into_person(self) -> feed::PersonId {
        feed::PersonId::from_bytes(self)
    }
}

/// A step of a generator with a seed, so that a failure can be told again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

const TABLES: &[(&str, &[&str])] = &[
    ("feed", &["n", "id", "body"]),
    ("branch", &["n", "feed", "parent", "first", "tip", "hash"]),
    ("entry", &["branch", "seq", "hash", "body"]),
    ("seal", &["branch", "seq", "signature"]),
    ("evidence", &["branch", "seq", "body"]),
    ("ledger", &["number", "at_ms", "device", "heads", "mac"]),
    ("voucher", &["ticket", "body", "secret", "issued_at_ms", "mac"]),
    // When one last grew is not among these: by it they give way to each other, and begin again elsewhere.
    ("blob", &["scope", "id", "size", "whole", "device"]),
    ("blob_part", &["scope", "id", "start", "bytes", "mac"]),
    ("blob_room", &["scope", "device", "bytes"]),
];

fn rows(connection: &Connection, table: &str, columns: &[&str]) -> Vec<Vec<Value>> {
    let mut statement =
        connection.prepare(&format!("select {} from {table} order by 1, 2", columns.join(", "))).unwrap();
    let width = columns.len();
    let rows = statement.query_map([], |row| (0..width).map(|at| row.get(at)).collect()).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn write(connection: &Connection, table: &str, columns: &[&str], rows: &[Vec<Value>]) -> bool {
    connection.execute(&format!("delete from {table}"), []).unwrap();
    let marks: Vec<String> = (1..=columns.len()).map(|number| format!("?{number}")).collect();
    let insert = format!("insert into {table} ({}) values ({})", columns.join(", "), marks.join(", "));
    rows.iter().all(|row| connection.execute(&insert, rusqlite::params_from_iter(row)).is_ok())
}

fn altered(value: &Value, dice: &mut Dice) -> Value {
    match value {
        Value::Blob(bytes) if !bytes.is_empty() => {
            let mut bytes = bytes.clone();
            let at = dice.below(bytes.len());
            bytes[at] ^= 1 << dice.below(8);
            Value::Blob(bytes)
        }
        Value::Integer(number) => Value::Integer(number + 1 + dice.below(3) as i64),
        _ => Value::Integer(1 + dice.below(1000) as i64),
    }
}

/// Changes one thing; says what, or `None` where the database itself will not have it.
fn mutate(connection: &Connection, dice: &mut Dice) -> Option<String> {
    let (table, columns) = TABLES[dice.below(TABLES.len())];
    let before = rows(connection, table, columns);
    let (row, other) = (dice.below(before.len()), dice.below(before.len()));
    let column = dice.below(columns.len());
    let mut after = before.clone();
    let what = match dice.below(4) {
        0 | 1 => {
            after[row][column] = altered(&before[row][column], dice);
            format!("{table}.{} of row {row} changed", columns[column])
        }
        2 => {
            after.remove(row);
            format!("row {row} of {table} deleted")
        }
        _ => {
            after[row][column] = before[other][column].clone();
            after[other][column] = before[row][column].clone();
            format!("{table}.{} of rows {row} and {other} exchanged", columns[column])
        }
    };
    (after != before && write(connection, table, columns, &after)).then_some(what)
}

/// Opening, or a scrub after it, says that something is wrong.
fn is_noticed(world: &World, database: &Path) -> bool {
    let opened =
        Sqlite::open(database).and_then(|storage| Books::open(Arc::new(storage), world.keys.clone(), NOW));
    match opened.and_then(|books| Scrub::new(&books)?.run()) {
        Ok(report) => report.wrong > 0,
        Err(CenterError::Damaged { .. }) => true,
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn p9_every_changed_deleted_or_exchanged_row_is_noticed() {
    // In memory where there is such a place: two thousand copies, none of which must survive anything.
    let folder = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap();
    let world = original(folder.path());
    let (original, copy) = (folder.path().join("original.db"), folder.path().join("copy.db"));
    Connection::open(&original).unwrap().execute_batch("pragma wal_checkpoint(truncate)").unwrap();
    let wanted = if std::env::var_os("KOMORA_LONG").is_some() { 20_000 } else { 2_000 };
    let seed = 0x9e37_79b9_7f4a_7c15;
    println!("seed {seed:#x}");
    let (mut dice, mut done) = (Dice(seed), 0);
    while done < wanted {
        for leftover in ["copy.db-wal", "copy.db-shm"] {
            let _ = std::fs::remove_file(folder.path().join(leftover));
        }
        std::fs::copy(&original, &copy).unwrap();
        let connection = Connection::open(&copy).unwrap();
        connection.execute_batch("pragma foreign_keys = off; pragma synchronous = off").unwrap();
        let Some(what) = mutate(&connection, &mut dice) else { continue };
        drop(connection);
        assert!(is_noticed(&world, &copy), "{what}");
        done += 1;
    }
    assert!(!is_noticed(&world, &original));
}
