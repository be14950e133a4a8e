//! What subjects are called in lists.

use domain::fold::State;
use rusqlite::Connection;

use crate::StoreError;

/// Labels that are sorted among each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    /// Places, people and units: they keep things.
    Keepers = 1,
    Items = 2,
    Others = 3,
}

/// A place's label is its path, which hangs on other places: it is written by
/// [`place::write_paths`](super::place::write_paths).
pub(crate) fn of(state: &State) -> Option<(List, String)> {
    match state {
        State::Item(item) => Some((List::Items, item.details.name.clone())),
        State::Person(person) => {
            person.personal.as_ref().map(|personal| (List::Keepers, personal.name.clone()))
        }
        State::Unit(unit) => Some((List::Keepers, unit.details.code_name.clone())),
        State::Lot(lot) => Some((List::Others, lot.details.number.clone())),
        State::Hub(hub) => Some((List::Others, hub.details.code.clone())),
        State::Import(import) => Some((List::Others, import.details.file_name.clone())),
        State::Place(_) | State::Asset(_) | State::Stock(_) | State::Unfounded(_) => None,
    }
}

pub(crate) fn write(connection: &Connection, n: i64, list: List, text: &str) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "insert into label (n, list, text) values (?1, ?2, ?3)
             on conflict (n) do update set list = ?2, text = ?3",
        )?
        .execute((n, list as i64, text))?;
    Ok(())
}

pub(crate) fn remove(connection: &Connection, n: i64) -> Result<(), StoreError> {
    connection.prepare_cached("delete from label where n = ?1")?.execute([n])?;
    Ok(())
}
