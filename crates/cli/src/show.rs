//! One thing and its story.

use app::Komora;
use app::api::problem::Problem;
use app::api::query::Query;
use serde_json::{Value, json};

use crate::attachments;
use crate::output::{Output, cell};

/// Finds `what` (a serial, an NSN, an id) and prints its record and timeline.
pub fn show(komora: &Komora, what: &str, output: &Output) -> Result<(), Problem> {
    let Thing { card, id, .. } = find(komora, what)?;
    let timeline = ask(komora, json!({ "query": "timeline", "subject": id, "window": { "limit": 1000 } }))?;
    let attached = attachments::of(komora, &id)?;
    if output.is_json() {
        output.document(&json!({ "record": card, "attachments": attached, "timeline": timeline["rows"] }));
        return Ok(());
    }
    print_record(&card, output);
    attachments::print_below(&attached, output);
    let headings = ["column-at", "column-event", "column-where", "column-actor", "column-device"];
    let headings: Vec<String> = headings.iter().map(|key| output.words.say(key)).collect();
    let rows: Vec<Vec<String>> =
        timeline["rows"].as_array().into_iter().flatten().map(|row| told(row, output)).collect();
    output.table(&headings, &rows);
    Ok(())
}

fn told(row: &Value, output: &Output) -> Vec<String> {
    let at = row["atMs"].as_i64().map(app::papers::moment).unwrap_or_default();
    let ids = row["names"].as_object().into_iter().flatten().map(|(id, _)| id);
    let names: Vec<String> = ids.map(|id| cell(app::named_id(row, id, output.words))).collect();
    vec![
        at,
        output.words.say(&format!("event-{}", cell(&row["what"]))),
        names.join(", "),
        cell(&row["actorName"]),
        cell(&row["device"]),
    ]
}

fn print_record(card: &Value, output: &Output) {
    let record = app::record(card, output.words);
    let width = record.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    for (name, text) in &record {
        output.line(&format!("{name:<width$}  {text}"));
    }
    output.line("");
}

/// Every card an id could name, asked in turn.
const CARDS: [&str; 7] = ["asset", "item", "lot", "place", "person", "unit", "stock-line"];

/// What somebody meant.
pub struct Thing {
    /// One of [`CARDS`].
    pub kind: &'static str,
    pub id: String,
    card: Value,
}

/// The thing a serial, an NSN or an id names.
pub fn find(komora: &Komora, what: &str) -> Result<Thing, Problem> {
    let id = if is_id(what) { what.to_owned() } else { best_match(komora, what)? };
    for kind in CARDS {
        match ask(komora, json!({ "query": kind, "id": id })) {
            Ok(Value::Null) => {}
            Ok(card) => return Ok(Thing { kind, id, card }),
            Err(Problem::Refused { .. }) => {}
            Err(problem) => return Err(problem),
        }
    }
    Err(unknown(what))
}

fn best_match(komora: &Komora, what: &str) -> Result<String, Problem> {
    let found = ask(komora, json!({ "query": "search", "text": what, "limit": 20 }))?;
    let found = found.as_array().cloned().unwrap_or_default();
    let exact: Vec<&Value> = found.iter().filter(|hit| hit["exact"] == true).collect();
    let meant = if exact.is_empty() { found.iter().collect() } else { exact };
    match meant.as_slice() {
        [] => Err(unknown(what)),
        [only] => Ok(cell(&only["id"])),
        several => Err(ambiguous(what, several)),
    }
}

fn ambiguous(what: &str, several: &[&Value]) -> Problem {
    let of_several_hubs = several.iter().any(|hit| hit["hub"] != several[0]["hub"]);
    let told = ["id", "title", "detail"].into_iter().chain(of_several_hubs.then_some("hub"));
    let list: Vec<String> = several
        .iter()
        .map(|hit| told.clone().map(|key| cell(&hit[key])).collect::<Vec<_>>().join(" "))
        .collect();
    Problem::BadRequest { detail: format!("{what} could be any of:\n{}", list.join("\n")) }
}

fn unknown(what: &str) -> Problem {
    Problem::Refused { refusal: app::Refusal::Unknown { subject: "thing".into(), id: what.to_owned() } }
}

fn is_id(text: &str) -> bool {
    text.len() == 36 && text.chars().all(|letter| letter.is_ascii_hexdigit() || letter == '-')
}

/// The answer to a question put as JSON.
pub fn ask(komora: &Komora, question: Value) -> Result<Value, Problem> {
    let query: Query = serde_json::from_value(question)
        .map_err(|error| Problem::BadRequest { detail: error.to_string() })?;
    komora.ask(&query)
}
