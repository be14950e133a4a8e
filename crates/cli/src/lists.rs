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

/// Refuses flags a list has not, and filters it does not know: passed over, they would show more than was
/// asked for.
///
/// # Errors
/// `BadRequest`.
pub fn check(list: List, filters: &[String], offset: u32, limit: Option<u32>) -> Result<(), Problem> {
    if list == List::Places && (offset > 0 || limit.is_some()) {
        let detail = "places are listed as a whole: no --offset and no --limit".to_owned();
        return Err(Problem::BadRequest { detail });
    }
    question(list, filters, offset, 0).map(drop)
}

/// The question behind a list.
///
/// # Errors
/// `BadRequest`, for a filter the list does not know or a value it cannot have.
pub fn question(list: List, filters: &[String], offset: u32, limit: u32) -> Result<Query, Problem> {
    let window = json!({ "offset": offset, "limit": limit });
    let filter = filter(filters)?;
    let question = match list {
        List::Items => json!({ "query": "items", "filter": filter, "window": window }),
        List::Assets => json!({ "query": "assets", "filter": filter, "window": window }),
        List::Stock => json!({ "query": "stock", "filter": filter, "window": window }),
        List::People => json!({ "query": "people", "filter": filter, "window": window }),
        List::Places => {
            only(&filter, &[])?;
            json!({ "query": "places" })
        }
        List::Discrepancies => {
            only(&filter, &["settled"])?;
            let settled = filter.get("settled").cloned().unwrap_or(Value::Bool(false));
            json!({ "query": "discrepancies", "settled": settled, "window": window })
        }
    };
    serde_json::from_value(question).map_err(|error| Problem::BadRequest { detail: error.to_string() })
}

/// Refuses what a list without a filter of its own cannot be narrowed by.
fn only(filter: &Map<String, Value>, known: &[&str]) -> Result<(), Problem> {
    match filter.keys().find(|field| !known.contains(&field.as_str())) {
        None => Ok(()),
        Some(field) => Err(Problem::BadRequest { detail: format!("this list has no filter `{field}`") }),
    }
}

/// `k=v` pairs as a filter; true, false and whole numbers are taken as such.
fn filter(pairs: &[String]) -> Result<Map<String, Value>, Problem> {
    let mut filter = Map::new();
    for pair in pairs {
        let bad = |what: &str| Problem::BadRequest { detail: format!("--filter {pair}: {what}") };
        let (key, value) = pair.split_once('=').ok_or_else(|| bad("not field=value"))?;
        let value = match value {
            "true" | "false" => json!(value == "true"),
            _ => value
                .parse::<i64>()
                .ok()
                .filter(|_| key.ends_with("Ms"))
                .map_or_else(|| json!(value), |n| json!(n)),
        };
        if filter.insert(key.to_owned(), value).is_some() {
            return Err(bad("given twice"));
        }
    }
    Ok(filter)
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
    fn a_list_takes_the_flags_it_has_and_no_others() {
        let all = [List::Items, List::Assets, List::Stock, List::Places, List::People, List::Discrepancies];
        for list in all {
            assert!(check(list, &[], 0, None).is_ok(), "{list:?}");
            assert_eq!(check(list, &[], 1, None).is_ok(), list != List::Places, "{list:?}");
            assert_eq!(check(list, &[], 0, Some(5)).is_ok(), list != List::Places, "{list:?}");
        }
        for (list, filters, taken) in [
            (List::Assets, &["condition=A", "disputed=true"][..], true),
            (List::Assets, &["notSeenSinceMs=1700000000000"], true),
            (List::Assets, &["condition"], false),
            (List::Assets, &["disputed=perhaps"], false),
            (List::Assets, &["condition=Z"], false),
            (List::Assets, &["condition=A", "condition=B"], false),
            (List::Assets, &["serial=ZZZ"], false),
            (List::Items, &["held=true"], true),
            (List::Items, &["hold=true"], false),
            (List::Stock, &["kept=holder"], true),
            (List::Stock, &["whereabouts=issued"], false),
            (List::People, &["left=true"], true),
            (List::People, &["rank=Major"], false),
            (List::Places, &["kind=bin"], false),
            (List::Discrepancies, &["settled=true"], true),
            (List::Discrepancies, &["settled=yes"], false),
            (List::Discrepancies, &["kind=issued-twice"], false),
        ] {
            let filters: Vec<String> = filters.iter().map(|filter| (*filter).to_owned()).collect();
            let checked = check(list, &filters, 0, None);
            assert_eq!(checked.is_ok(), taken, "{list:?} {filters:?}");
            assert!(matches!(checked, Ok(()) | Err(Problem::BadRequest { .. })), "{checked:?}");
        }
    }

    #[test]
    fn headings_are_locale_keys() {
        assert_eq!(heading("onHand"), "column-on-hand");
        assert_eq!(heading("serial"), "column-serial");
    }
}
