//! The lists a script can ask for.

use app::api::problem::Problem;
use app::api::query::Query;
use serde_json::{Map, Value, json};

use crate::arguments::List;
use crate::output::{Output, cell};

/// Columns shown on a terminal; JSON has all.
fn columns(list: List) -> &'static [&'static str] {
    match list {
        List::Items => &["nsn", "localCode", "name", "tracking", "unitOfIssue", "onHand", "issued"],
        List::Assets => &["serial", "itemName", "condition", "whereName", "owner", "id"],
        List::Stock => &["itemName", "lotNumber", "condition", "quantity", "unitOfIssue", "whereName"],
        List::Places => &["path", "name", "kind", "assetsBelow", "linesBelow", "id"],
        List::People => &["name", "rank", "unitName", "assets", "lines", "id"],
        List::Discrepancies => &["kind", "status", "subjectName", "id"],
    }
}

/// The question behind a list.
pub fn question(list: List, filters: &[String], offset: u32, limit: u32) -> Result<Query, Problem> {
    let window = json!({ "offset": offset, "limit": limit });
    let filter = filter(filters)?;
    let question = match list {
        List::Items => json!({ "query": "items", "filter": filter, "window": window }),
        List::Assets => json!({ "query": "assets", "filter": filter, "window": window }),
        List::Stock => json!({ "query": "stock", "filter": filter, "window": window }),
        List::People => json!({ "query": "people", "filter": filter, "window": window }),
        List::Places => json!({ "query": "places" }),
        List::Discrepancies => {
            json!({ "query": "discrepancies", "settled": filter.get("settled").is_some_and(|v| v == true), "window": window })
        }
    };
    serde_json::from_value(question).map_err(|error| Problem::BadRequest { detail: error.to_string() })
}

/// `k=v` pairs as a filter; true, false and whole numbers are taken as such.
fn filter(pairs: &[String]) -> Result<Map<String, Value>, Problem> {
    pairs
        .iter()
        .map(|pair| {
            let (key, value) = pair
                .split_once('=')
                .ok_or_else(|| Problem::BadRequest { detail: format!("--filter {pair}: not field=value") })?;
            let value = match value {
                "true" | "false" => json!(value == "true"),
                _ => value
                    .parse::<i64>()
                    .ok()
                    .filter(|_| key.ends_with("Ms"))
                    .map_or_else(|| json!(value), |n| json!(n)),
            };
            Ok((key.to_owned(), value))
        })
        .collect()
}

/// Prints rows and the total.
pub fn print(list: List, rows: &[Value], total: u64, output: &Output) {
    if output.is_json() {
        rows.iter().for_each(|row| output.document(row));
        return;
    }
    let columns = columns(list);
    let headings: Vec<String> = columns.iter().map(|key| output.words.say(&heading(key))).collect();
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| columns.iter().map(|key| cell(app::named(row, key, output.words))).collect())
        .collect();
    output.table(&headings, &cells);
    output.line(&output.words.say_with("cli-rows", &[("total", app::words::Value::Number(total as i64))]));
}

/// `onHand` is `column-on-hand` in the locale files.
fn heading(key: &str) -> String {
    let mut id = String::from("column-");
    for letter in key.chars() {
        if letter.is_ascii_uppercase() {
            id.push('-');
        }
        id.push(letter.to_ascii_lowercase());
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_field_equals_value() {
        assert!(question(List::Assets, &["condition=A".into(), "disputed=true".into()], 0, 10).is_ok());
        for bad in ["condition", "disputed=perhaps", "condition=Z"] {
            let asked = question(List::Assets, &[bad.into()], 0, 10);
            assert!(matches!(asked, Err(Problem::BadRequest { .. })), "{bad}");
        }
    }

    #[test]
    fn headings_are_locale_keys() {
        assert_eq!(heading("onHand"), "column-on-hand");
        assert_eq!(heading("serial"), "column-serial");
    }
}
