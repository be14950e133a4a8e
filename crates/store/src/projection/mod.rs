//! Tables the screens read, folded from the history: one file a subject. They can be dropped at any
//! time and are folded again when [`VERSION`] differs from the one they were folded by.

pub(crate) mod asset;
mod attachment;
mod described;
mod dictionary;
pub(crate) mod discrepancy;
pub(crate) mod find;
pub(crate) mod label;
mod mark;
pub(crate) mod place;
mod stock;
pub(crate) mod tally;

use domain::fold::{FOLD_VERSION, State};
use rusqlite::{Connection, OptionalExtension};

use crate::StoreError;
use crate::folding::Subjects;
use crate::folding::slots::Slot;
pub(crate) use mark::{Mark, discrepancies, keeper};

/// Raise the second part when these tables change, the first rises with the fold itself.
pub const VERSION: u32 = FOLD_VERSION * 1000 + 6;

const TABLES: &str = include_str!("tables.sql");
const INDEXES: &str = include_str!("indexes.sql");
const DROP: &str = include_str!("drop.sql");

/// Whether the tables are those of this version.
pub fn is_current(connection: &Connection) -> Result<bool, StoreError> {
    let found: Option<u32> =
        connection.query_row("select version from folded_by", [], |row| row.get(0)).optional()?;
    Ok(found == Some(VERSION))
}

/// Makes the tables, empty, without their indexes.
pub(crate) fn make_tables(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(DROP)?;
    connection.execute_batch(TABLES)?;
    Ok(())
}

/// The tables are full: indexes them and says by which version they were folded.
pub(crate) fn complete(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(INDEXES)?;
    connection.execute("insert into folded_by (version) values (?1)", [VERSION])?;
    Ok(())
}

/// Writes what is known of a subject into the tables of its kind.
pub(crate) fn write(
    connection: &Connection,
    subjects: &mut Subjects,
    n: i64,
    slot: &Slot,
    mark: &Mark,
    categories: &mut asset::Categories,
) -> Result<(), StoreError> {
    keep_state(connection, n, slot)?;
    if let Some(stored) = slot.stored.filter(|stored| *stored != slot.kind()) {
        forget(connection, n, stored)?;
    }
    let scope = slot.scope;
    match &slot.state {
        Some(State::Item(item)) => described::item(connection, scope, n, &item.details),
        Some(State::Place(place)) => place::write(connection, subjects, scope, n, &place.details),
        Some(State::Person(person)) => described::person(connection, subjects, scope, n, person),
        Some(State::Unit(unit)) => described::unit(connection, n, &unit.details),
        Some(State::Lot(lot)) => described::lot(connection, subjects, scope, n, &lot.details),
        Some(State::Asset(asset)) => {
            asset::write(connection, scope, n, asset, &slot.before, mark, categories)
        }
        Some(State::Stock(stock)) => stock::write(connection, subjects, scope, n, stock),
        Some(State::Attachment(attachment)) => attachment::write(connection, subjects, scope, n, attachment),
        Some(State::Hub(_) | State::Import(_) | State::Unfounded(_)) | None => Ok(()),
    }
}

fn keep_state(connection: &Connection, n: i64, slot: &Slot) -> Result<(), StoreError> {
    let Some((depth, entry)) = slot.last else {
        connection.prepare_cached("delete from state where n = ?1")?.execute([n])?;
        return Ok(());
    };
    let newer = slot.state.as_ref().is_some_and(State::needs_newer);
    let bytes = slot.state.as_ref().map(State::encode);
    let sql = match slot.stored {
        None => {
            "insert into state (n, kind, needs_newer, depth, entry, state) values (?1, ?2, ?3, ?4, ?5, ?6)"
        }
        Some(_) => {
            "update state set kind = ?2, needs_newer = ?3, depth = ?4, entry = ?5, state = ?6 where n = ?1"
        }
    };
    let depth = crate::history::signed(depth);
    connection.prepare_cached(sql)?.execute((n, slot.kind(), newer, depth, entry, bytes))?;
    Ok(())
}

/// Takes a subject out of the tables of the kind it was.
fn forget(connection: &Connection, n: i64, kind: u8) -> Result<(), StoreError> {
    use domain::fold::SubjectKind::*;
    let table = match domain::fold::SubjectKind::from_code(kind) {
        Some(Item) => "item",
        Some(Place) => "place",
        Some(Person) => "person",
        Some(Unit) => "unit",
        Some(Lot) => "lot",
        Some(Asset) => "asset",
        Some(Stock) => "stock",
        Some(Attachment) => "attachment",
        Some(Hub | Import | Unfounded) | None => return Ok(()),
    };
    connection.execute(&format!("delete from {table} where n = ?1"), [n])?;
    Ok(())
}

/// ISO 8601, as dates sort.
pub(crate) fn iso(date: &domain::facts::Date) -> String {
    date.0.format("%Y-%m-%d").to_string()
}
