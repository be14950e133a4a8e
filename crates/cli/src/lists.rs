//! The lists a script can ask for.

use app::Komora;
use app::api::problem::Problem;
use app::api::query::Query;
use app::words::{Language, kebab};
use serde_json::{Map, Value, json};

use crate::arguments::List;
use crate::output::{Output, cell};

/// Rows asked for at a time: no answer holds more.
const PAGE: u32 = 1_000;

/// Columns shown on a terminal, the hub first where the books of several are held; JSON has all.
fn columns(list: List, several_hubs: bool) -> Vec<&'static str> {
    let hub = several_hubs.then_some("hub");
    let own: &[&str] = match list {
        List::Items => &["nsn", "localCode", "name", "tracking", "unitOfIssue", "onHand", "issued"],
        List::Assets => &["serial", "itemName", "condition", "whereName", "owner", "id"],
        List::Stock => &["itemName", "lotNumber", "condition", "quantity", "unitOfIssue", "whereName"],
        List::Places => &["path", "name", "kind", "assetsBelow", "linesBelow", "id"],
        List::People => &["name", "rank", "unitName", "assets", "lines", "id"],
        List::Discrepancies => &["kind", "status", "subjectName", "id"],
    };
    hub.into_iter().chain(own.iter().copied()).collect()
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
    question(list, filters, offset, 0, Language::English).map(drop)
}

/// The question behind a list, whose items stand by their names in `language`.
///
/// # Errors
/// `BadRequest`, for a filter the list does not know or a value it cannot have.
pub fn question(
    list: List,
    filters: &[String],
    offset: u32,
    limit: u32,
    language: Language,
) -> Result<Query, Problem> {
    let window = json!({ "offset": offset, "limit": limit, "namesIn": language.in_catalogue() });
    let filter = filter(filters)?;
    let question = match list {
        List::Items => json!({ "query": "items", "filter": filter, "window": window }),
        List::Assets => json!({ "query": "assets", "filter": filter, "window": window }),
        List::Stock => json!({ "query": "stock", "filter": filter, "window": window }),
        List::People => json!({ "query": "people", "filter": filter, "window": window }),
        List::Places => {
            only(&filter, &["hub"])?;
            json!({ "query": "places", "hub": filter.get("hub") })
        }
        List::Discrepancies => {
            only(&filter, &["settled", "hub"])?;
            let settled = filter.get("settled").cloned().unwrap_or(Value::Bool(false));
            json!({ "query": "discrepancies", "settled": settled, "hub": filter.get("hub"), "window": window })
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

/// The rows from `offset` on, as many as the limit says or all, and how many there are in the books; items
/// stand by their names in `language`.
pub fn rows(
    komora: &Komora,
    list: List,
    filters: &[String],
    offset: u32,
    limit: Option<u32>,
    language: Language,
) -> Result<(Vec<Value>, u64), Problem> {
    paged(offset, limit, &mut |offset, rows| komora.ask(&question(list, filters, offset, rows, language)?))
}

/// Asks for page after page (first row, rows); a list that comes as a whole is taken as it is.
fn paged(
    offset: u32,
    limit: Option<u32>,
    ask: &mut dyn FnMut(u32, u32) -> Result<Value, Problem>,
) -> Result<(Vec<Value>, u64), Problem> {
    let most = limit.map_or(usize::MAX, |limit| limit as usize);
    let mut rows: Vec<Value> = Vec::new();
    loop {
        // Of a list of which no row is wanted the total still is.
        let left = u32::try_from(most - rows.len()).unwrap_or(PAGE).clamp(1, PAGE);
        let from = offset.saturating_add(rows.len() as u32);
        let answer = ask(from, left)?;
        if let Value::Array(all) = answer {
            let total = all.len() as u64;
            return Ok((all, total));
        }
        let total = answer["total"].as_u64().unwrap_or_default();
        let page = answer["rows"].as_array().cloned().unwrap_or_default();
        let is_last = page.is_empty();
        rows.extend(page);
        rows.truncate(most);
        if is_last || rows.len() == most || u64::from(offset) + rows.len() as u64 >= total {
            return Ok((rows, total));
        }
    }
}

/// Prints rows of these books and the total.
pub fn print(komora: &Komora, list: List, rows: &[Value], total: u64, output: &Output) {
    if output.is_json() {
        rows.iter().for_each(|row| output.document(row));
        return;
    }
    let several_hubs = komora.status().hub.is_some_and(|hub| hub.coordination);
    let columns = columns(list, several_hubs);
    let headings: Vec<String> = columns.iter().map(|key| output.words.say(&heading(key))).collect();
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| columns.iter().map(|key| cell(app::named(row, key, output.words))).collect())
        .collect();
    output.table(&headings, &cells);
    output.line(&output.words.say_with("cli-rows", &[("total", app::words::Value::Number(total as i64))]));
}

/// A column's key in the locale files.
fn heading(key: &str) -> String {
    format!("column-{}", kebab(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::words::Words;

    const ALL: [List; 6] =
        [List::Items, List::Assets, List::Stock, List::Places, List::People, List::Discrepancies];

    #[test]
    fn a_list_takes_the_flags_it_has_and_no_others() {
        for list in ALL {
            assert!(check(list, &[], 0, None).is_ok(), "{list:?}");
            assert_eq!(check(list, &[], 1, None).is_ok(), list != List::Places, "{list:?}");
            assert_eq!(check(list, &[], 0, Some(5)).is_ok(), list != List::Places, "{list:?}");
        }
        for (list, filters, taken) in [
            (List::Assets, &["condition=A", "disputed=true"][..], true),
            (List::Assets, &["notSeenSinceMs=1700000000000"], true),
            (List::Assets, &["condition"], false),
            (List::Assets, &["disputed=perhaps"], false),
            (List::Assets, &["whereabouts=entered-in-error"], true),
            (List::Assets, &["whereabouts=nonsense"], false),
            (List::Assets, &["whereabouts="], false),
            (List::Assets, &["condition=Z"], false),
            (List::Assets, &["condition=A", "condition=B"], false),
            (List::Assets, &["serial=ZZZ"], false),
            (List::Items, &["held=true"], true),
            (List::Items, &["hold=true"], false),
            (List::Stock, &["kept=holder"], true),
            (List::Stock, &["kept=nonsense"], false),
            (List::Stock, &["whereabouts=issued"], false),
            (List::People, &["left=true"], true),
            (List::People, &["rank=Major"], false),
            (List::Places, &["kind=bin"], false),
            (List::Places, &["hub=HUB-OAK"], true),
            (List::Assets, &["hub=HUB-OAK"], true),
            (List::Items, &["hub=HUB-OAK"], true),
            (List::Stock, &["hub=HUB-OAK"], true),
            (List::People, &["hub=HUB-OAK"], true),
            (List::Discrepancies, &["hub=HUB-OAK"], true),
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
    fn items_stand_by_their_names_in_the_language_they_are_read_in() {
        for (language, expected) in [
            (Language::Ukrainian, json!("uk")),
            (Language::French, json!("fr")),
            (Language::English, Value::Null),
        ] {
            for list in ALL.into_iter().filter(|list| *list != List::Places) {
                let asked = serde_json::to_value(question(list, &[], 0, 5, language).unwrap()).unwrap();
                assert_eq!(asked["window"]["namesIn"], expected, "{list:?}");
            }
        }
    }

    #[test]
    fn long_lists_are_asked_for_page_after_page() {
        for (held, offset, limit, expected, asked) in [
            (2_500, 0, None, 2_500, 3),
            (2_000, 0, None, 2_000, 2),
            (2_500, 2_400, None, 100, 1),
            (2_500, 0, Some(1_200), 1_200, 2),
            (2_500, 0, Some(5), 5, 1),
            (2_500, 0, Some(0), 0, 1),
            (2_500, 9_000, None, 0, 1),
            (0, 0, None, 0, 1),
        ] {
            let mut times = 0;
            let (rows, total) = paged(offset, limit, &mut |from, rows| {
                times += 1;
                assert!((1..=PAGE).contains(&rows), "{rows} rows asked for");
                let page: Vec<u32> = (from..held.min(from + rows)).collect();
                Ok(json!({ "total": held, "rows": page }))
            })
            .unwrap();
            let case = format!("{limit:?} of {held} from {offset}");
            assert_eq!((rows.len(), total, times), (expected, u64::from(held), asked), "{case}");
            assert!(rows.iter().zip(offset..).all(|(row, n)| row == n), "{case}");
        }
    }

    #[test]
    fn every_heading_has_a_word_in_every_language() {
        for words in Language::ALL.map(Words::of) {
            for key in ALL.into_iter().flat_map(|list| columns(list, true)) {
                assert!(words.knows(&heading(key)), "{key} in {:?}", words.language);
            }
        }
        assert_eq!(heading("onHand"), "column-on-hand");
    }
}
