//! JSON: the report as data, each row an object by column key.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::figures::plain_decimal;
use crate::{Cell, Column, ExportError, Fact, Report, Table};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    title: &'a str,
    subtitle: Option<&'a str>,
    language: &'a str,
    classification: &'a str,
    hub: &'a str,
    document_number: Option<&'a str>,
    as_of: &'a str,
    made_by: &'a str,
    made_at: Option<String>,
    featured: Option<&'a Fact>,
    facts: &'a [Fact],
    columns: &'a [Column],
    rows: Vec<Map<String, Value>>,
    notes: &'a [String],
}

pub fn write(report: &Report) -> Result<Vec<u8>, ExportError> {
    let table = report.table.as_ref();
    let document = Document {
        title: &report.title,
        subtitle: report.subtitle.as_deref(),
        language: &report.language,
        classification: &report.classification,
        hub: &report.hub,
        document_number: report.document_number.as_deref(),
        as_of: &report.as_of,
        made_by: &report.made_by,
        made_at: report.made_at.map(|moment| moment.to_rfc3339()),
        featured: report.featured.as_ref(),
        facts: &report.facts,
        columns: table.map_or(&[], |table| &table.columns),
        rows: table.map_or_else(Vec::new, objects),
        notes: &report.notes,
    };
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn objects(table: &Table) -> Vec<Map<String, Value>> {
    let keys = || table.columns.iter().map(|column| column.key.clone());
    table.rows.iter().map(|row| keys().zip(row.iter().map(value)).collect()).collect()
}

/// Decimals are strings: a JSON number is read as a binary float, which would bend the last digit.
fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => text.as_str().into(),
        Cell::Integer(value) => (*value).into(),
        Cell::Decimal { minor, places } => plain_decimal(*minor, *places).into(),
        Cell::Date(date) => date.format("%Y-%m-%d").to_string().into(),
        Cell::DateTime(moment) => moment.to_rfc3339().into(),
    }
}
