//! The list of assets, sorted here.

use std::cmp::Ordering;
use std::collections::HashMap;

use rusqlite::{Connection, Row};

use super::filter::conditions;
use super::{AssetFilter, AssetRow, row};
use crate::StoreError;
use crate::projection::label::List;
use crate::query::filter::Where;
use crate::query::hubs::Hubs;
use crate::query::natural::Serial;
use crate::query::once::Once;
use crate::query::page::{Page, Window, names_in};

/// What a list is sorted by: a number, a text, then the serial, then the order of arrival. No index keeps any
/// of these orders, because each would cost every act that touches an asset.
struct By {
    number: &'static str,
    text: &'static str,
    serial: &'static str,
    /// The number counts by where what it names stands.
    named: Option<Named>,
    /// An index of live assets holds all that is asked for.
    indexed: bool,
}

/// What a number names.
#[derive(Clone, Copy)]
enum Named {
    /// A subject, by its label in this list.
    Subject(List),
    /// A scope, by the code name of its hub.
    Hub,
}

const BY_SERIAL: By = By { number: "0", text: "null", serial: "a.serial_key", named: None, indexed: true };
const BY_TIME: By = By { serial: "null", indexed: false, ..BY_SERIAL };

const ORDERS: [(&str, By); 9] = [
    ("serial", BY_SERIAL),
    ("itemName", By { number: "a.item", named: Some(Named::Subject(List::Items)), ..BY_SERIAL }),
    ("whereName", By { number: "a.at", named: Some(Named::Subject(List::Keepers)), ..BY_SERIAL }),
    ("condition", By { number: "a.condition", indexed: false, ..BY_SERIAL }),
    ("whereabouts", By { number: "a.whereabouts", indexed: false, ..BY_SERIAL }),
    ("owner", By { text: "a.owner", indexed: false, ..BY_SERIAL }),
    ("lastSeenMs", By { number: "a.last_seen_ms", ..BY_TIME }),
    ("receivedMs", By { number: "a.received_ms", ..BY_TIME }),
    ("hub", By { number: "a.scope", named: Some(Named::Hub), indexed: false, ..BY_SERIAL }),
];

/// The list.
///
/// # Errors
/// The database's.
pub fn assets(
    connection: &Connection,
    filter: &AssetFilter,
    window: &Window,
) -> Result<Page<AssetRow>, StoreError> {
    let Some(conditions) = conditions(connection, filter)? else { return Ok(Page::empty(window)) };
    let wanted = ORDERS.iter().find(|(key, _)| window.sort.as_deref() == Some(*key));
    let by = wanted.map_or(&BY_SERIAL, |(_, by)| by);
    let (total, ns) = sorted_by(connection, filter, &conditions, by, window)?;
    let mut once = Once::default();
    let mut rows = Vec::with_capacity(ns.len());
    for n in ns {
        rows.extend(row(connection, n, &mut once)?);
    }
    Ok(Page { total, offset: window.offset, rows })
}

/// How long the list is.
///
/// # Errors
/// The database's.
pub fn count(connection: &Connection, filter: &AssetFilter) -> Result<u32, StoreError> {
    match conditions(connection, filter)? {
        Some(conditions) => counted(connection, filter, &conditions),
        None => Ok(0),
    }
}

fn counted(connection: &Connection, filter: &AssetFilter, conditions: &Where) -> Result<u32, StoreError> {
    // Live assets alone are counted from the smallest index, without looking at them.
    let table = if filter.looks_at_columns() { filter.table() } else { "asset a" };
    let sql = format!("select count(*) from {table}{}", conditions.sql());
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row(conditions.values().as_slice(), |row| row.get(0))?)
}

/// What one row is sorted by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    number: i64,
    text: Option<Box<str>>,
    serial: Option<Serial>,
    n: i64,
}

/// Walks the table once, counts, and sorts no more than the window: far down a list the database would
/// sort all that stands above it.
fn sorted_by(
    connection: &Connection,
    filter: &AssetFilter,
    conditions: &Where,
    by: &By,
    window: &Window,
) -> Result<(u32, Vec<i64>), StoreError> {
    let table = if by.indexed && !filter.looks_at_columns() { "asset a" } else { filter.table() };
    let sql =
        format!("select a.n, {}, {}, {} from {table}{}", by.number, by.text, by.serial, conditions.sql());
    let mut statement = connection.prepare_cached(&sql)?;
    let keys = statement.query_map(conditions.values().as_slice(), key)?;
    let mut keys = keys.collect::<Result<Vec<Key>, _>>()?;
    if let Some(named) = by.named {
        let places = match named {
            Named::Subject(list) => places(connection, list, window)?,
            Named::Hub => Hubs::held(connection)?.places(),
        };
        keys.iter_mut().for_each(|key| key.number = places.get(&key.number).copied().unwrap_or(-1));
    }
    let total = u32::try_from(keys.len()).unwrap_or(u32::MAX);
    let order = |one: &Key, other: &Key| match window.descending {
        true => other.cmp(one),
        false => one.cmp(other),
    };
    let shown = part(&mut keys, window.offset as usize, window.rows() as usize, order);
    Ok((total, shown.iter().map(|key| key.n).collect()))
}

fn key(row: &Row<'_>) -> rusqlite::Result<Key> {
    let text = |column| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_str_or_null()?.map(Box::from));
    Ok(Key { n: row.get(0)?, number: row.get(1)?, text: text(2)?, serial: text(3)?.map(Serial) })
}

/// Where each subject of a list of labels stands in it.
fn places(connection: &Connection, list: List, window: &Window) -> Result<HashMap<i64, i64>, StoreError> {
    let sql = match window.names_in {
        Some(_) => format!(
            "select l.n from label l {} where l.list = ?1 order by ifnull(x.sort, l.sort), l.n",
            names_in(window, "l.n")
        ),
        None => "select n from label where list = ?1 order by sort, n".to_owned(),
    };
    let mut statement = connection.prepare_cached(&sql)?;
    let ns = statement.query_map([list as i64], |row| row.get::<_, i64>(0))?;
    ns.zip(0..).map(|(n, place)| Ok((n?, place))).collect()
}

/// `rows` of what would stand from `offset` on if all were sorted, in order.
fn part<T>(all: &mut [T], offset: usize, rows: usize, order: impl Fn(&T, &T) -> Ordering) -> &[T] {
    let offset = offset.min(all.len());
    if (1..all.len()).contains(&offset) {
        all.select_nth_unstable_by(offset, &order);
    }
    let after = &mut all[offset..];
    let rows = rows.min(after.len());
    if (1..after.len()).contains(&rows) {
        after.select_nth_unstable_by(rows, &order);
    }
    let shown = &mut after[..rows];
    shown.sort_unstable_by(&order);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_part_is_what_sorting_all_of_it_gives(
            all in prop::collection::vec(0u8..40, 0..60),
            offset in 0usize..70,
            rows in 0usize..70,
        ) {
            let mut sorted = all.clone();
            sorted.sort_unstable();
            let expected: Vec<u8> = sorted.into_iter().skip(offset).take(rows).collect();
            let mut all = all;
            prop_assert_eq!(part(&mut all, offset, rows, u8::cmp), &expected[..]);
        }
    }
}
