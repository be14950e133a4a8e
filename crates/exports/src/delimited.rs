//! CSV after RFC 4180 with a byte order mark, so that spreadsheets read Cyrillic.

use crate::figures::plain_decimal;
use crate::{Cell, ExportError, Report, Table};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The table, or the facts as two columns when there is none.
pub fn write(report: &Report) -> Result<Vec<u8>, ExportError> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
    match &report.table {
        Some(table) => write_table(&mut writer, table)?,
        None => write_facts(&mut writer, report)?,
    }
    Ok(writer.into_inner().expect("writing to memory cannot fail to flush"))
}

fn write_table(writer: &mut csv::Writer<Vec<u8>>, table: &Table) -> Result<(), csv::Error> {
    writer.write_record(table.columns.iter().map(|column| guarded(&column.title)))?;
    for row in &table.rows {
        writer.write_record(row.iter().map(field))?;
    }
    Ok(())
}

fn write_facts(writer: &mut csv::Writer<Vec<u8>>, report: &Report) -> Result<(), csv::Error> {
    for fact in report.featured.iter().chain(&report.facts) {
        writer.write_record([guarded(&fact.label), guarded(&fact.value)])?;
    }
    Ok(())
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guarded(text),
        Cell::Integer(value) => value.to_string(),
        Cell::Decimal { minor, places } => plain_decimal(*minor, *places),
        Cell::Date(date) => date.format("%Y-%m-%d").to_string(),
        Cell::DateTime(moment) => moment.to_rfc3339(),
    }
}

/// Text no spreadsheet takes for a formula (OWASP, "CSV injection").
///
/// An apostrophe goes before every piece that would begin one. A semicolon, tab or line break begins a
/// piece too: a spreadsheet whose country separates fields by semicolons cuts there, quotes or not.
fn guarded(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 1);
    for piece in text.split_inclusive([';', '\t', '\r', '\n']) {
        if begins_formula(piece) {
            safe.push('\'');
        }
        safe.push_str(piece);
    }
    safe
}

fn begins_formula(piece: &str) -> bool {
    if piece.starts_with(['\t', '\r']) {
        return true;
    }
    piece.trim_start_matches(is_skipped).starts_with([
        '=', '+', '-', '@', '＝', '＋', '－', '＠', '\u{2212}', '\u{fe62}', '\u{fe63}', '\u{fe66}',
        '\u{fe6b}',
    ])
}

/// What a spreadsheet may drop before it looks at the first character.
fn is_skipped(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '"' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_never_begins_a_formula() {
        for (typed, written) in [
            ("M4A1", "M4A1"),
            ("", ""),
            ("=1+1", "'=1+1"),
            ("+380", "'+380"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t'=1"),
            ("\r=1", "'\r'=1"),
            ("   =1", "'   =1"),
            ("\u{a0}\u{200b}=1", "'\u{a0}\u{200b}=1"),
            ("＝cmd", "'＝cmd"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠x", "'＠x"),
            ("\"=1", "'\"=1"),
            ("a;=cmd|' /C calc'!A0", "a;'=cmd|' /C calc'!A0"),
            ("a\n=1", "a\n'=1"),
            ("5-6", "5-6"),
            ("HUB-BIRCH", "HUB-BIRCH"),
        ] {
            assert_eq!(guarded(typed), written, "{typed:?}");
        }
    }

    #[test]
    fn numbers_stay_numbers() {
        assert_eq!(field(&Cell::Integer(-5)), "-5");
        assert_eq!(field(&Cell::Decimal { minor: -1250, places: 2 }), "-12.50");
    }
}
