//! Problems in the reader's words, for the command line.

use serde_json::Value as Json;

use crate::api::import::RowError;
use crate::api::job::VerifyProblem;
use crate::api::problem::Problem;
use crate::words::{Value, Words, kebab};

/// What happened and what would help, in words.
pub fn explain(problem: &Problem, words: &Words) -> String {
    let json = serde_json::to_value(problem).expect("a problem is JSON");
    match problem {
        Problem::Refused { .. } => named("refusal", "kind", &json["refusal"], words),
        Problem::File { .. } => named("file", "reason", &json["file"], words),
        Problem::Sync { .. } => named("sync", "kind", &json["sync"], words),
        // What was found, and what to do about it.
        Problem::OriginUnknown { .. } => {
            let found = named("origin-found", "finding", &json, words);
            format!("{found} {}", words.say("problem-origin-unknown"))
        }
        // A script's mistake is explained in the words of the parser.
        Problem::BadRequest { detail } => detail.clone(),
        _ => named("problem", "problem", &json, words),
    }
}

/// One fault that a check of the books found.
pub fn explain_fault(fault: &VerifyProblem, words: &Words) -> String {
    let json = serde_json::to_value(fault).expect("a fault is JSON");
    named("verify-problem", "kind", &json, words)
}

/// One row an import could not take.
pub fn explain_row(error: &RowError, words: &Words) -> String {
    let json = serde_json::to_value(&error.reason).expect("a reason is JSON");
    let reason = match &error.reason {
        crate::api::import::RowReason::Refused { .. } => named("refusal", "kind", &json["refusal"], words),
        _ => named("row", "reason", &json, words),
    };
    let field = error.field.as_deref().map(|field| field_word(field, words)).unwrap_or_default();
    let row = words.say_with("row-number", &[("row", Value::Number(error.row.into()))]);
    [row, field, reason].iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
}

/// The message `<family>-<tag>` with the document's fields as its variables.
fn named(family: &str, tag: &str, document: &Json, words: &Words) -> String {
    let kind = document[tag].as_str().unwrap_or("unknown");
    let fields = document.as_object().cloned().unwrap_or_default();
    let values: Vec<(&str, Value)> = fields
        .iter()
        .map(|(key, value)| match (key.as_str(), value.as_str()) {
            ("field", Some(field)) => ("field", Value::Text(field_word(field, words))),
            (key, _) => (key, told(value)),
        })
        .collect();
    words.say_with(&format!("{family}-{kind}"), &values)
}

/// What a form calls a field: `hazard.unNumber` is `field-un-number`.
fn field_word(field: &str, words: &Words) -> String {
    let name = field.rsplit('.').next().unwrap_or(field);
    let key = format!("field-{}", kebab(name));
    if words.knows(&key) { words.say(&key) } else { field.to_owned() }
}

fn told(value: &Json) -> Value {
    match value {
        Json::Number(number) => {
            number.as_i64().map_or_else(|| Value::Text(number.to_string()), Value::Number)
        }
        Json::String(text) => Value::Text(text.clone()),
        Json::Null => Value::Text(String::new()),
        other => Value::Text(other.to_string()),
    }
}
