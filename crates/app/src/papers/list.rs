//! Any list as a report.

use exports::{Column, ColumnKind, Orientation, Report, Table};
use serde_json::Value;

use super::columns::{self, Shape};
use super::words::kebab;
use super::{Letterhead, cells};
use crate::api::query::Query;
use crate::named::named;
use crate::words::{Value as Word, Words};

/// The rows of a list as a report; `chosen` names the columns wanted, in order (all where empty).
/// None if the question asks for no list.
pub(crate) fn list(
    query: &Query,
    chosen: &[String],
    rows: &[Value],
    letterhead: &Letterhead,
    words: &Words,
) -> Option<Report> {
    let (name, all) = columns::of(query)?;
    let shapes = pick(all, chosen, letterhead.several_hubs);
    let table = Table {
        columns: shapes.iter().map(|shape| column(shape, words)).collect(),
        rows: rows
            .iter()
            .map(|row| shapes.iter().map(|shape| cell(row, shape, name, words)).collect())
            .collect(),
    };
    Some(Report {
        table: Some(table),
        orientation: Orientation::Landscape,
        ..letterhead.paper(&format!("paper-list-{name}"), words)
    })
}

/// On a hub's own laptop no column says whose books these are: the head of the paper does.
fn pick(all: &'static [Shape], chosen: &[String], several_hubs: bool) -> Vec<&'static Shape> {
    let offered: Vec<&Shape> =
        all.iter().filter(|(key, ..)| several_hubs || *key != columns::HUB.0).collect();
    let wanted: Vec<&Shape> =
        chosen.iter().filter_map(|key| offered.iter().copied().find(|(known, ..)| known == key)).collect();
    if wanted.is_empty() { offered } else { wanted }
}

/// A column of moments says whose time it is in: the paper is read elsewhere than where it was made.
fn column((key, kind, weight): &Shape, words: &Words) -> Column {
    let mut title = words.say(&format!("column-{}", kebab(key)));
    if key.ends_with("Ms") {
        title = words.say_with("paper-in-utc", &[("column", Word::Text(title))]);
    }
    Column { key: (*key).to_owned(), title, kind: *kind, weight: *weight }
}

fn cell(row: &Value, (key, kind, _): &Shape, list: &str, words: &Words) -> exports::Cell {
    let value = named(row, key, words);
    match (list, *key, value.as_str()) {
        ("acts", "what", Some(what)) => exports::Cell::Text(words.say(&format!("event-{what}"))),
        ("discrepancies", "kind", Some(what)) => {
            exports::Cell::Text(words.say(&format!("discrepancy-{what}")))
        }
        (_, "condition", Some(letter)) => exports::Cell::Text(letter.to_owned()),
        _ => cells::cell(key, kind_for_cell(*kind), value, words),
    }
}

/// A moment comes as a date column; a status is text.
fn kind_for_cell(kind: ColumnKind) -> ColumnKind {
    match kind {
        ColumnKind::Status => ColumnKind::Text,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn a_column_of_moments_names_its_zone_and_no_other_does() {
        let lists = [
            Query::Assets { filter: Default::default(), window: Default::default() },
            Query::Stock { filter: Default::default(), window: Default::default() },
            Query::Discrepancies { settled: false, hub: None, window: Default::default() },
            Query::Acts { since_ms: None, window: Default::default() },
        ];
        for words in Language::ALL.map(Words::of) {
            for list in &lists {
                let (_, shapes) = columns::of(list).unwrap();
                for shape in shapes {
                    let title = column(shape, words).title;
                    assert_eq!(title.ends_with("(UTC)"), shape.0.ends_with("Ms"), "{title}");
                }
            }
        }
    }

    #[test]
    fn only_where_several_hubs_books_are_held_a_column_says_whose_a_row_is() {
        let all = columns::of(&Query::Places { hub: None }).unwrap().1;
        let keys = |chosen: &[&str], several_hubs| -> Vec<&str> {
            let chosen: Vec<String> = chosen.iter().map(|key| (*key).to_owned()).collect();
            pick(all, &chosen, several_hubs).into_iter().map(|(key, ..)| *key).collect()
        };
        for (chosen, several_hubs, expected) in [
            (&["name", "hub"][..], true, vec!["name", "hub"]),
            (&["name", "hub"], false, vec!["name"]),
            (&["hub"], false, vec!["path", "name", "kind", "assetsBelow", "linesBelow", "custodianName"]),
            (&[], true, vec!["hub", "path", "name", "kind", "assetsBelow", "linesBelow", "custodianName"]),
        ] {
            assert_eq!(keys(chosen, several_hubs), expected, "{chosen:?} {several_hubs}");
        }
    }
}
