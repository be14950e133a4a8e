//! The list of assets: in an order an index has, or sorted here.

use std::cmp::Ordering;

use rusqlite::{Connection, Row};

use super::filter::conditions;
use super::{AssetFilter, AssetRow, row};
use crate::StoreError;
use crate::query::filter::Where;
use crate::query::known::Items;
use crate::query::page::{Page, Window};

/// Orders that are walked as the tables have them.
const WALKED: [(&str, &str); 3] = [
    ("serial", "a.serial_key, a.item, a.n"),
    ("itemName", "i.text, i.n, a.serial_key, a.n"),
    ("whereName", "w.text, w.n, a.serial_key, a.n"),
];

/// Orders no index keeps, because each would cost every act that touches an asset: by a number, a text,
/// then the serial, then the order of arrival.
const SORTED: [(&str, [&str; 3]); 5] = [
    ("condition", ["a.condition", "null", "a.serial_key"]),
    ("whereabouts", ["a.whereabouts", "null", "a.serial_key"]),
    ("owner", ["0", "a.owner", "a.serial_key"]),
    ("lastSeenMs", ["a.last_seen_ms", "null", "null"]),
    ("receivedMs", ["a.received_ms", "null", "null"]),
];

/// By serial where the index of serials would have to look every asset up to know whether it is wanted.
const BY_SERIAL: [&str; 3] = ["0", "null", "a.serial_key"];

/// What to sort by, where the order asked for is not walked.
fn sorting(filter: &AssetFilter, window: &Window) -> Option<&'static [&'static str; 3]> {
    let is = |key: &str| window.sort.as_deref() == Some(key);
    if let Some((_, by)) = SORTED.iter().find(|(key, _)| is(key)) {
        return Some(by);
    }
    let by_name = is("itemName") || is("whereName");
    (!by_name && !filter.leaves_few() && filter.looks_at_columns()).then_some(&BY_SERIAL)
}

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
    let (total, ns) = match sorting(filter, window) {
        Some(by) => sorted_by(connection, filter, &conditions, by, window)?,
        None => walked(connection, filter, &conditions, window)?,
    };
    let mut items = Items::default();
    let mut rows = Vec::with_capacity(ns.len());
    for n in ns {
        rows.extend(row(connection, n, &mut items)?);
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

fn walked(
    connection: &Connection,
    filter: &AssetFilter,
    conditions: &Where,
    window: &Window,
) -> Result<(u32, Vec<i64>), StoreError> {
    let sql = format!(
        "select a.n from {}{}{} limit {} offset {}",
        ordered_source(filter, window),
        conditions.sql(),
        window.order(&WALKED),
        window.rows(),
        window.offset
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let ns = statement.query_map(conditions.values().as_slice(), |row| row.get(0))?;
    Ok((counted(connection, filter, conditions)?, ns.collect::<Result<_, _>>()?))
}

/// The tables a list in this order reads. Names are walked in their own order, each with its assets, so
/// that nothing need be sorted; unless the filter leaves so few that sorting those is quicker.
fn ordered_source(filter: &AssetFilter, window: &Window) -> &'static str {
    match (window.sort.as_deref(), filter.leaves_few()) {
        (Some("itemName"), false) => "label i cross join asset a on a.item = i.n and i.list = 2",
        (Some("itemName"), true) => "asset a join label i on i.n = a.item",
        (Some("whereName"), false) => "label w cross join asset a on a.at = w.n and w.list = 1",
        (Some("whereName"), true) => "asset a join label w on w.n = a.at",
        _ => "asset a",
    }
}

/// What one row is sorted by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    number: i64,
    text: Option<Box<str>>,
    serial: Option<Box<str>>,
    n: i64,
}

/// Walks the table once, counts, and sorts no more than the window: far down a list the database would
/// sort all that stands above it.
fn sorted_by(
    connection: &Connection,
    filter: &AssetFilter,
    conditions: &Where,
    by: &[&str; 3],
    window: &Window,
) -> Result<(u32, Vec<i64>), StoreError> {
    let sql = format!("select a.n, {} from {}{}", by.join(", "), filter.table(), conditions.sql());
    let mut statement = connection.prepare_cached(&sql)?;
    let keys = statement.query_map(conditions.values().as_slice(), key)?;
    let mut keys = keys.collect::<Result<Vec<Key>, _>>()?;
    let total = u32::try_from(keys.len()).unwrap_or(u32::MAX);
    let order = |one: &Key, other: &Key| match window.descending {
        true => other.cmp(one),
        false => one.cmp(other),
    };
    let shown = part(&mut keys, window.offset as usize, window.rows() as usize, order);
    Ok((total, shown.iter().map(|key| key.n).collect()))
}

fn key(row: &Row<'_>) -> rusqlite::Result<Key> {
    let text = |column| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_str_or_null()?.map(Into::into));
    Ok(Key { n: row.get(0)?, number: row.get(1)?, text: text(2)?, serial: text(3)? })
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
