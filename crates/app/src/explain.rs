//! Problems in the reader's words, for the command line.

use serde_json::Value as Json;

use crate::api::import::RowError;
use crate::api::job::VerifyProblem;
use crate::api::network::{AwaitedActs, Untaken};
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

/// What the center does not take of a laptop, and why.
pub fn explain_untaken(untaken: &Untaken, words: &Words) -> String {
    let json = serde_json::to_value(untaken).expect("what is not taken is JSON");
    let values = [
        ("name", Value::Text(untaken.name.clone())),
        ("acts", Value::Number(untaken.acts.into())),
        ("entries", Value::Number(untaken.entries.into())),
    ];
    let what = words.say_with(untaken.what(), &values);
    format!("{what}. {}", named("untaken-why", "why", &json, words))
}

/// What acts wait for, who has held it, and how it comes.
pub fn explain_awaited(awaited: &AwaitedActs, words: &Words) -> String {
    let values = [
        ("name", Value::Text(awaited.name.clone().unwrap_or_default())),
        ("holders", Value::Text(awaited.held_by.join(", "))),
    ];
    format!("{} {}", words.say_with(awaited.what(), &values), words.say("awaited-text"))
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
        .map(|(key, value)| match (key.as_str(), value) {
            ("field", Json::String(field)) => ("field", Value::Text(field_word(field, words))),
            // One refusal within another: that of a row.
            ("refusal", Json::Object(_)) => ("refusal", Value::Text(named("refusal", "kind", value, words))),
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
        other => Value::Text(text(other)),
    }
}

/// A thing goes by what is marked on it; of several each is named.
fn text(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(several) => several.iter().map(text).collect::<Vec<_>>().join(", "),
        Json::Object(fields) => match fields.get("serial") {
            Some(serial) => text(serial),
            None => value.to_string(),
        },
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::network::WhyUntaken;
    use crate::words::Language;
    use domain::refusal::LookAlike;
    use domain::{AssetId, ItemId, Refusal};

    #[test]
    fn what_kyiv_does_not_take_is_told_with_whose_it_is_and_why() {
        let untaken = |membership, acts| Untaken {
            key: "4f".repeat(32),
            name: "4F4F4F".to_owned(),
            membership,
            acts,
            entries: 4,
            why: WhyUntaken::UnknownLaptop,
        };
        let english = explain_untaken(&untaken(false, 3), Words::of(Language::English));
        assert!(
            english.starts_with("Kyiv did not take 3 acts of laptop 4F4F4F. That laptop belongs"),
            "{english}"
        );
        for words in Language::ALL.map(Words::of) {
            for (membership, acts) in [(false, 1), (false, 0), (true, 0)] {
                let said = explain_untaken(&untaken(membership, acts), words);
                assert!(said.contains("4F4F4F") && !said.contains(['{', '[', '"']), "{said}");
                assert!(!said.contains("untaken"), "{said}");
            }
        }
    }

    #[test]
    fn what_is_awaited_is_told_with_whose_it_is_and_who_has_held_it() {
        for words in Language::ALL.map(Words::of) {
            for name in [Some("4F4F4F".to_owned()), None] {
                let held_by = vec!["3C3C3C".to_owned(), "5A5A5A".to_owned()];
                let awaited = AwaitedActs { name: name.clone(), held_by, entries: 1 };
                let said = explain_awaited(&awaited, words);
                assert_eq!(said.contains("4F4F4F"), name.is_some(), "{said}");
                assert!(said.contains("3C3C3C, 5A5A5A") && !said.contains(['{', '[', '"']), "{said}");
                assert!(!said.contains("awaited-"), "{said}");
            }
        }
    }

    #[test]
    fn a_refusal_is_told_without_a_bracket_of_its_document() {
        let alike = |serial: &str| LookAlike {
            asset: AssetId::from_bytes([1; 16]),
            item: ItemId::from_bytes([2; 16]),
            serial: serial.to_owned(),
        };
        let alike = Refusal::SerialLooksLike {
            serial: "AB1".to_owned(),
            similar: vec![alike("АВ-1"), alike("A8 1")],
        };
        let of_a_row = Refusal::AtRow { row: 7, refusal: Box::new(alike.clone()) };
        for (refusal, expected) in [(alike, "AB1 looks like АВ-1, A8 1"), (of_a_row, "Row 7: AB1 looks like")]
        {
            let problem = Problem::Refused { refusal };
            let said = explain(&problem, Words::of(Language::English));
            assert!(said.contains(expected), "{said}");
            for words in Language::ALL.map(Words::of) {
                let said = explain(&problem, words);
                assert!(!said.contains(['{', '[', '"']), "{said}");
            }
        }
    }
}
