//! Photographs and documents of a thing: added, listed, saved.

use std::path::Path;

use app::api::operation::{Operation, Outcome};
use app::api::problem::Problem;
use app::words::Value as Word;
use app::{AttachedTo, AttachmentId, Komora};
use serde_json::{Value, json};

use crate::arguments::Shows;
use crate::output::{Output, cell};
use crate::show::{ask, find};
use crate::work::done;

/// Bytes in a kibibyte.
const KIBIBYTE: u64 = 1024;

/// Adds a file to the thing `what` names.
pub fn attach(
    komora: &Komora,
    what: &str,
    file: &Path,
    shows: Shows,
    note: Option<String>,
    output: &Output,
) -> Result<(), Problem> {
    let thing = find(komora, what)?;
    let to = json!({ "type": thing.kind, "id": thing.id });
    let to: AttachedTo = serde_json::from_value(to).map_err(|_| Problem::BadRequest {
        detail: format!("{what} is neither an asset nor a lot, an item or a place"),
    })?;
    let id = app::new_attachment();
    let attached = komora.operate(Operation::Attach {
        id,
        to,
        path: file.display().to_string(),
        shows: kind(shows),
        note,
        act: None,
    })?;
    match attached {
        Outcome::Attached { receipt } if output.is_json() => {
            output.document(&json!({ "attachment": id, "receipt": receipt }));
        }
        _ => output.line(&id.to_string()),
    }
    Ok(())
}

/// Prints what is attached to the thing `what` names.
pub fn list(komora: &Komora, what: &str, output: &Output) -> Result<(), Problem> {
    let rows = of(komora, &find(komora, what)?.id)?;
    match output.is_json() {
        true => rows.iter().for_each(|row| output.document(row)),
        false => print(&rows, output),
    }
    Ok(())
}

/// Writes one to a file.
pub fn save(komora: &Komora, id: &str, out: &Path, output: &Output) -> Result<(), Problem> {
    let id: AttachmentId = serde_json::from_value(json!(id))
        .map_err(|_| Problem::BadRequest { detail: format!("{id} is no id of an attachment") })?;
    let path = out.display().to_string();
    done(&komora.operate(Operation::SaveAttachment { id, path })?, output);
    Ok(())
}

/// What is attached to the thing with this id.
pub fn of(komora: &Komora, id: &str) -> Result<Vec<Value>, Problem> {
    let rows = ask(komora, json!({ "query": "attachments", "thing": id }))?;
    Ok(rows.as_array().cloned().unwrap_or_default())
}

/// Below a record; nothing where nothing is attached.
pub fn print_below(rows: &[Value], output: &Output) {
    if !rows.is_empty() {
        print(rows, output);
        output.line("");
    }
}

fn print(rows: &[Value], output: &Output) {
    let headings = [
        "column-id",
        "column-at",
        "column-shows",
        "column-file-name",
        "column-size",
        "column-actor",
        "column-status",
    ];
    let headings: Vec<String> = headings.iter().map(|key| output.words.say(key)).collect();
    let rows: Vec<Vec<String>> = rows.iter().map(|row| told(row, output)).collect();
    output.table(&headings, &rows);
}

fn told(row: &Value, output: &Output) -> Vec<String> {
    let words = output.words;
    let kib = row["size"].as_u64().unwrap_or_default().div_ceil(KIBIBYTE);
    let kib = Word::Number(i64::try_from(kib).unwrap_or(i64::MAX));
    let standing = match (row["withdrawn"].is_null(), row["whole"].as_bool()) {
        (false, _) => "attachment-withdrawn",
        (true, Some(true)) => "attachment-here",
        (true, _) => "attachment-not-here",
    };
    vec![
        cell(&row["id"]),
        row["addedMs"].as_i64().map(app::papers::moment).unwrap_or_default(),
        words.say(&format!("shows-{}", cell(&row["shows"]))),
        cell(&row["fileName"]),
        words.say_with("file-size", &[("kib", kib)]),
        cell(&row["addedByName"]),
        words.say(standing),
    ]
}

fn kind(shows: Shows) -> app::Shows {
    match shows {
        Shows::Photograph => app::Shows::Photograph,
        Shows::Damage => app::Shows::Damage,
        Shows::Consent => app::Shows::Consent,
        Shows::Certificate => app::Shows::Certificate,
        Shows::Other => app::Shows::Other,
    }
}
