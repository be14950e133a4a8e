//! Values of a row as cells of a table.

use chrono::{DateTime, FixedOffset, NaiveDate};
use exports::{Cell, ColumnKind};
use serde_json::Value;

use crate::words::Words;

/// A moment as every paper and list writes it: ISO 8601 to the minute, UTC.
pub fn moment(ms: i64) -> String {
    at(ms).map_or_else(String::new, |at| at.format("%Y-%m-%d %H:%M UTC").to_string())
}

pub(super) fn at(ms: i64) -> Option<DateTime<FixedOffset>> {
    DateTime::from_timestamp_millis(ms).map(|at| at.fixed_offset())
}

/// The cell of `value` under a column; codes become words where the locale files have them.
pub(super) fn cell(key: &str, kind: ColumnKind, value: &Value, words: &Words) -> Cell {
    match value {
        Value::Null => Cell::Empty,
        Value::Bool(true) => Cell::Text(words.say(&format!("flag-{}", super::words::kebab(key)))),
        Value::Bool(false) => Cell::Empty,
        Value::Number(number) => number.as_i64().map_or(Cell::Empty, |n| number_cell(key, n)),
        Value::String(text) => text_cell(key, kind, text, words),
        Value::Object(fields) => match fields.get("type").and_then(Value::as_str) {
            Some(word) => Cell::Text(words.say(&format!("{}-{word}", super::words::kebab(key)))),
            None => Cell::Empty,
        },
        Value::Array(several) => Cell::Integer(several.len() as i64),
    }
}

fn number_cell(key: &str, number: i64) -> Cell {
    if key.ends_with("Ms") {
        return at(number).map_or(Cell::Empty, Cell::DateTime);
    }
    Cell::Integer(number)
}

fn text_cell(key: &str, kind: ColumnKind, text: &str, words: &Words) -> Cell {
    if kind == ColumnKind::Date
        && let Ok(day) = text.parse::<NaiveDate>()
    {
        return Cell::Date(day);
    }
    Cell::Text(coded(key, text, words))
}

/// A code in words where the locale files have some; any other text as it is.
pub(crate) fn coded(key: &str, text: &str, words: &Words) -> String {
    let prefix = match key {
        "tracking" => "tracking",
        "category" => "category",
        "kind" => "place-kind",
        "status" => "discrepancy-status",
        _ => return text.to_owned(),
    };
    let word = format!("{prefix}-{text}");
    if words.knows(&word) { words.say(&word) } else { text.to_owned() }
}
