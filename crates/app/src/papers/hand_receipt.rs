//! The hand receipt: who answers for what, with both signatures.

use exports::{Cell, Column, ColumnKind, Fact, Report, SignatureBox, Table};
use serde_json::Value;

use super::words::kebab;
use super::{Letterhead, cells, units};
use crate::named::named;
use crate::words::Words;

/// What is handed over and to whom.
pub(crate) struct Handed {
    pub to: String,
    pub from: String,
    pub document: Option<String>,
    /// UTC ms.
    pub at_ms: i64,
    /// Rows of the assets list, with the item's `unitOfIssue` and the parts of the kit `missing`.
    pub assets: Vec<Value>,
    /// Rows of the stock list.
    pub lines: Vec<Value>,
    pub remark: Option<String>,
}

const COLUMNS: [(&str, ColumnKind, u16); 8] = [
    ("number", ColumnKind::Number, 0),
    ("itemName", ColumnKind::Text, 4),
    ("nsn", ColumnKind::Mono, 0),
    ("serial", ColumnKind::Mono, 2),
    ("condition", ColumnKind::Status, 0),
    ("missingKit", ColumnKind::Text, 2),
    ("quantity", ColumnKind::Number, 0),
    ("unitOfIssue", ColumnKind::Text, 0),
];

/// The paper both sign (the part DA Form 2062 plays).
pub(crate) fn hand_receipt(handed: &Handed, letterhead: &Letterhead, words: &Words) -> Report {
    let fact = |key: &str, value: &str, mono| Fact { label: words.say(key), value: value.to_owned(), mono };
    let rows: Vec<Vec<Cell>> = handed
        .assets
        .iter()
        .chain(&handed.lines)
        .enumerate()
        .map(|(index, row)| cells_of(index, row, words))
        .collect();
    Report {
        document_number: handed.document.clone(),
        as_of: cells::moment(handed.at_ms),
        facts: vec![
            fact("paper-handed-to", &handed.to, false),
            fact("paper-handed-from", &handed.from, false),
        ],
        table: Some(Table { columns: COLUMNS.iter().map(|shape| column(shape, words)).collect(), rows }),
        notes: handed.remark.iter().cloned().chain([words.say("paper-hand-receipt-duty")]).collect(),
        signatures: vec![
            SignatureBox { role: words.say("paper-issued-by"), name: Some(handed.from.clone()) },
            SignatureBox { role: words.say("paper-received-by"), name: Some(handed.to.clone()) },
        ],
        ..letterhead.paper("paper-hand-receipt", words)
    }
}

fn column((key, kind, weight): &(&str, ColumnKind, u16), words: &Words) -> Column {
    let title = words.say(&format!("column-{}", kebab(key)));
    Column { key: (*key).to_owned(), title, kind: *kind, weight: *weight }
}

fn cells_of(index: usize, row: &Value, words: &Words) -> Vec<Cell> {
    let text =
        |key: &str| named(row, key, words).as_str().map_or(Cell::Empty, |text| Cell::Text(text.to_owned()));
    let quantity = row["quantity"].as_i64().unwrap_or(1);
    let serial = if row["serial"].is_string() { text("serial") } else { text("lotNumber") };
    vec![
        Cell::Integer(index as i64 + 1),
        text("itemName"),
        text("nsn"),
        serial,
        text("condition"),
        missing(&row["missing"]),
        Cell::Integer(quantity),
        row["unitOfIssue"].as_str().map_or(Cell::Empty, |code| Cell::Text(units::short(code, words))),
    ]
}

/// "sling, magazine × 3"; nothing where nothing is missing.
fn missing(parts: &Value) -> Cell {
    let told = |part: &Value| match (part["name"].as_str().unwrap_or_default(), part["quantity"].as_u64()) {
        (name, Some(quantity)) if quantity > 1 => format!("{name} × {quantity}"),
        (name, _) => name.to_owned(),
    };
    match parts.as_array() {
        Some(parts) if !parts.is_empty() => Cell::Text(parts.iter().map(told).collect::<Vec<_>>().join(", ")),
        _ => Cell::Empty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;
    use serde_json::json;

    #[test]
    fn a_line_says_its_unit_and_what_is_missing() {
        let text = |text: &str| Cell::Text(text.to_owned());
        let parts = |parts: Value| json!({ "serial": "AB-1", "unitOfIssue": "SE", "missing": parts });
        for (row, missing) in [
            (parts(json!([])), Cell::Empty),
            (parts(Value::Null), Cell::Empty),
            (parts(json!([{ "name": "sling", "quantity": 1 }])), text("sling")),
            (
                parts(json!([{ "name": "sling", "quantity": 1 }, { "name": "magazine", "quantity": 3 }])),
                text("sling, magazine × 3"),
            ),
        ] {
            let cells = cells_of(0, &row, Words::of(Language::English));
            assert_eq!(cells.len(), COLUMNS.len());
            assert_eq!((&cells[5], &cells[7]), (&missing, &text("set(s)")), "{row}");
        }
    }
}
