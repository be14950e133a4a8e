//! What the books say of one thing, in the reader's words, for the command line.

use serde_json::Value;

use crate::named::named;
use crate::papers::{coded, moment};
use crate::words::{Words, kebab};

/// Parts of a card that say something of the thing itself, as a card is answered: its row in a list, what is
/// written down about it, and of a person what is personal.
const PARTS: [&str; 3] = ["row", "details", "personal"];

/// Each field of a card that says something: what it is called, and what it says. Ids of other things are
/// left out, for their names stand beside them.
pub fn record(card: &Value, words: &Words) -> Vec<(String, String)> {
    let mut told = Vec::new();
    for part in PARTS.iter().map(|part| &card[part]).chain([card]) {
        for key in part.as_object().into_iter().flat_map(|fields| fields.keys()) {
            if !PARTS.contains(&key.as_str()) && !is_told_elsewhere(key, &part[key]) {
                tell(None, key, named(part, key, words), words, &mut told);
            }
        }
    }
    told
}

/// The key of a stock line, names in other tongues, and how much of a kit is missing where the card says what.
fn is_told_elsewhere(key: &str, value: &Value) -> bool {
    match key {
        "key" => true,
        "kitMissing" => value.is_number(),
        _ => key.ends_with("In") && value.is_object(),
    }
}

fn tell(parent: Option<&str>, key: &str, value: &Value, words: &Words, told: &mut Vec<(String, String)>) {
    if let Value::Object(fields) = value
        && !fields.contains_key("type")
    {
        for (child, value) in fields {
            tell(Some(key), child, value, words, told);
        }
        return;
    }
    let one = (label(parent, key, words), text(key, value, words));
    // A row and what is written down about the thing often say the same.
    if !one.1.is_empty() && !told.contains(&one) {
        told.push(one);
    }
}

/// What lists, forms and papers call a field; the field itself where none of them knows it.
fn label(parent: Option<&str>, key: &str, words: &Words) -> String {
    let key = kebab(key);
    let within = parent.map(|parent| format!("field-{}-{key}", kebab(parent)));
    let known = [format!("record-{key}")].into_iter().chain(within);
    let mut known = known.chain([format!("field-{key}"), format!("column-{key}")]);
    known.find(|word| words.knows(word)).map_or(key, |word| words.say(&word))
}

/// What a field says; empty where that is nothing.
fn text(key: &str, value: &Value, words: &Words) -> String {
    match value {
        Value::Null | Value::Bool(false) => String::new(),
        Value::Bool(true) => words.say("record-yes"),
        Value::Number(number) => match number.as_i64() {
            Some(at) if key.ends_with("Ms") => moment(at),
            Some(mg) if key.ends_with("Mg") => format!("{mg} mg"),
            Some(minor) if key == "minor" => format!("{}.{:02}", minor / 100, minor % 100),
            _ => number.to_string(),
        },
        Value::String(id) if key != "id" && is_id(id) => String::new(),
        Value::String(text) => coded(key, text, words),
        Value::Array(several) => {
            let texts = several.iter().map(element);
            texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
        }
        Value::Object(fields) => {
            let word = fields.get("type").and_then(Value::as_str).unwrap_or_default();
            words.say(&format!("{}-{word}", kebab(key)))
        }
    }
}

/// One of several: a text, or a thing with a name and perhaps a quantity.
fn element(value: &Value) -> String {
    match (value.as_str(), value["name"].as_str(), value["quantity"].as_u64()) {
        (Some(text), ..) if !is_id(text) => text.to_owned(),
        (_, Some(name), Some(quantity)) => format!("{name} × {quantity}"),
        (_, Some(name), None) => name.to_owned(),
        _ => String::new(),
    }
}

fn is_id(text: &str) -> bool {
    text.len() == 36 && text.bytes().all(|letter| letter.is_ascii_hexdigit() || letter == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;
    use serde_json::json;

    const ID: &str = "0198f000-0000-7000-8000-000000000001";

    fn cards() -> Vec<Value> {
        let provenance = json!({
            "owner": "POL", "donor": "POL", "originalExporter": "USA", "conditionsOfUse": "training only",
            "retransferConsent": "12/3",
        });
        let asset = json!({
            "row": {
                "id": ID, "serial": "A1", "serialUnmarked": true, "mixedAlphabets": true, "item": ID,
                "itemName": "Rifle", "itemNameIn": { "uk": "Гвинтівка", "fr": null }, "category": "weapon",
                "nsn": "1005-00-073-9421", "condition": "A", "whereabouts": { "type": "stored", "id": ID },
                "whereName": "STORE", "owner": "POL", "disputed": true, "kitMissing": 1,
                "lastSeenMs": 1_700_000_000_000_i64, "receivedMs": 1_700_000_000_000_i64,
            },
            "details": {
                "item": ID, "serial": "A1", "serialUnmarked": true, "maker": "FB", "madeIn": "POL",
                "madeYear": 1999, "model": "96", "calibre": "5.56", "markingLocation": "receiver",
                "importMark": "x", "provenance": provenance, "note": "worn",
            },
            "kit": [{ "name": "sling", "quantity": 1 }, { "name": "magazine", "quantity": 4 }],
            "kitMissing": [{ "name": "sling", "quantity": 1 }], "discrepancies": [], "needsNewer": true,
        });
        let item = json!({
            "row": { "onHand": 3, "issued": 1, "hazardCode": "1.4S", "supplyClass": "V", "tracking": "lot" },
            "details": {
                "name": "Cartridge", "nameUk": "Набій", "nameFr": "Cartouche", "localCode": "C",
                "partNumbers": ["P1", "P2"], "unitOfIssue": "EA",
                "price": { "minor": 1205, "currency": "EUR", "on": "2026-01-02" },
                "hazard": { "unNumber": "0012", "code": "1.4S", "netExplosiveMg": 1600, "inert": true },
            },
        });
        let place = json!({
            "row": {
                "code": "B", "kind": "arms-room", "path": "A › B", "closed": true, "assets": 1, "lines": 2,
                "assetsBelow": 3, "linesBelow": 4, "custodianName": "Kovalenko", "parent": ID,
            },
        });
        let lot = json!({
            "row": { "number": "L1", "madeOn": "2026-01-02", "expiresOn": "2027-01-02" },
            "details": { "testDueOn": "2026-07-02" }, "itemName": "Cartridge",
        });
        let stock = json!({ "row": { "key": { "lot": ID }, "lotNumber": "L1", "quantity": 5 } });
        let person = json!({
            "row": { "name": "Kovalenko", "rank": "Major", "unitName": "U1", "duty": "QM", "left": true },
            "personal": { "number": "17", "contact": "radio" },
        });
        let unit = json!({
            "row": { "codeName": "U1", "nation": "UKR", "parentName": "U0", "disbanded": true },
            "recipients": [{ "id": ID, "name": "Kovalenko" }],
        });
        vec![asset, item, place, lot, stock, person, unit]
    }

    #[test]
    fn every_field_is_called_by_a_word_of_the_language() {
        for words in Language::ALL.map(Words::of) {
            for card in cards() {
                let told = record(&card, words);
                for (name, text) in &told {
                    let known = name.chars().next().is_some_and(char::is_uppercase);
                    assert!(known, "{:?}: {name} has no word ({text})", words.language);
                    assert!(!text.contains(['{', '[']), "{name}: {text}");
                }
                assert!(told.iter().filter(|(_, text)| text == ID).count() <= 1, "{told:?}");
            }
        }
    }

    #[test]
    fn values_are_told_as_people_write_them() {
        let words = Words::of(Language::English);
        let told: Vec<(String, String)> = cards().iter().flat_map(|card| record(card, words)).collect();
        for (name, text) in [
            ("Whereabouts", "In the store"),
            ("Received", "2023-11-14 22:13 UTC"),
            ("Kit", "sling × 1, magazine × 4"),
            ("Unit price", "12.05"),
            ("Net explosive per unit", "1600 mg"),
            ("Part numbers", "P1, P2"),
            ("Kind", "Arms room"),
            ("In dispute", "yes"),
        ] {
            let is_told = told.iter().any(|one| (one.0.as_str(), one.1.as_str()) == (name, text));
            assert!(is_told, "{name} {text}: {told:?}");
        }
        let serials = told.iter().filter(|(name, _)| name == "Serial").count();
        assert_eq!(serials, 1, "what two parts say alike is told once");
        let ukrainian = record(&cards()[0], Words::of(Language::Ukrainian));
        assert!(ukrainian.iter().any(|(_, text)| text == "Гвинтівка"), "{ukrainian:?}");
    }
}
