//! Every format, read back by somebody else's reader.
#![expect(clippy::unwrap_used, reason = "tests")]

mod samples;

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use exports::{Cell, Column, ColumnKind, ExportError, Format, Report, Table, render};

const FORMATS: [Format; 4] = [Format::Pdf, Format::Xlsx, Format::Csv, Format::Json];

fn one_column(kind: ColumnKind, cells: Vec<Cell>) -> Report {
    let columns = vec![Column { key: "value".into(), title: "Value".into(), kind, weight: 1 }];
    let rows = cells.into_iter().map(|cell| vec![cell]).collect();
    Report {
        title: "List".into(),
        language: "en".into(),
        table: Some(Table { columns, rows }),
        ..Report::default()
    }
}

fn sheet(report: &Report) -> calamine::Range<Data> {
    let bytes = render(report, Format::Xlsx).unwrap();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    workbook.worksheet_range_at(0).unwrap().unwrap()
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for (name, report) in samples::all() {
        for format in FORMATS {
            let (first, second) = (render(&report, format), render(&report, format));
            assert!(first.unwrap() == second.unwrap(), "{name} {format:?}");
        }
    }
}

#[test]
fn a_pdf_is_tagged_and_says_its_language() {
    for (name, report) in samples::all() {
        let pdf = render(&report, Format::Pdf).unwrap();
        assert!(pdf.starts_with(b"%PDF-1."), "{name}");
        assert!(pdf.ends_with(b"%%EOF") || pdf.ends_with(b"%%EOF\n"), "{name}");
        assert!(contains(&pdf, b"/StructTreeRoot"), "{name}");
        let language = format!("/Lang({})", report.language);
        assert!(contains(&pdf, language.as_bytes()), "{name}");
    }
}

#[test]
fn any_other_letter_gives_another_pdf() {
    let report = samples::hand_receipt();
    let mut other = report.clone();
    other.notes[0].push('.');
    let pdf = |report: &Report| render(report, Format::Pdf).unwrap();
    assert!(pdf(&report) != pdf(&other));
}

#[test]
fn paper_takes_any_text() {
    let odd = ["", " ", "\n\n", "\u{0}\u{1b}", "😀 漢字 العربية", "\u{202e}evil", "ﬁ\u{fffd}"];
    let mut cells: Vec<Cell> = odd.iter().map(|text| Cell::Text((*text).into())).collect();
    cells.push(Cell::Text("x".repeat(20_000)));
    let report = Report { qr: Some(String::new()), ..one_column(ColumnKind::Mono, cells) };
    assert!(render(&report, Format::Pdf).is_ok());
    let empty = Report { language: "uk".into(), ..Report::default() };
    for format in FORMATS {
        assert!(render(&empty, format).is_ok(), "{format:?}");
    }
}

#[test]
fn a_csv_reads_back_as_it_was_typed() {
    let typed = ["M4A1", "a,b", "say \"hi\"", "two\nlines", "Київ", "", "it's; fine"];
    let cells = typed.iter().map(|text| Cell::Text((*text).into())).collect();
    let bytes = render(&one_column(ColumnKind::Text, cells), Format::Csv).unwrap();
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap();
    assert!(contains(body, b"\r\n"));
    let mut reader = csv::Reader::from_reader(body);
    assert_eq!(reader.headers().unwrap(), vec!["Value"]);
    let read: Vec<String> = reader.records().map(|record| record.unwrap()[0].to_owned()).collect();
    assert_eq!(read, typed);
}

#[test]
fn no_csv_field_begins_a_formula() {
    let typed = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", "＠x", "a;=1"];
    let mut report =
        one_column(ColumnKind::Text, typed.iter().map(|text| Cell::Text((*text).into())).collect());
    report.table.as_mut().unwrap().columns[0].title = "=title".into();
    let bytes = render(&report, Format::Csv).unwrap();
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(body);
    for (record, typed) in reader.records().map(Result::unwrap).zip(["=title"].iter().chain(&typed)) {
        for piece in record[0].split(';').filter(|piece| *piece != "a") {
            assert!(piece.starts_with('\''), "{piece:?}");
        }
        assert_eq!(record[0].replace('\'', ""), *typed);
    }
}

#[test]
fn a_workbook_holds_real_types() {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 6).unwrap();
    let range = sheet(&one_column(
        ColumnKind::Text,
        vec![
            Cell::Text("=1+1".into()),
            Cell::Text("00123".into()),
            Cell::Integer(-42),
            Cell::Integer(i64::MAX),
            Cell::Decimal { minor: 1250, places: 2 },
            Cell::Date(day),
            Cell::DateTime(samples::moment("2026-03-06T14:30:00+02:00")),
            Cell::Date(chrono::NaiveDate::from_ymd_opt(1812, 6, 24).unwrap()),
        ],
    ));
    let cell = |row: u32| range.get_value((row, 0)).unwrap().clone();
    assert_eq!(cell(0), Data::String("Value".into()));
    assert_eq!(cell(1), Data::String("=1+1".into()));
    assert_eq!(cell(2), Data::String("00123".into()));
    assert_eq!(cell(3), Data::Float(-42.0));
    assert_eq!(cell(4), Data::String(i64::MAX.to_string()));
    assert_eq!(cell(5), Data::Float(12.5));
    let Data::DateTime(date) = cell(6) else { panic!("{:?}", cell(6)) };
    assert_eq!(date.as_f64(), 46_087.0);
    let Data::DateTime(moment) = cell(7) else { panic!("{:?}", cell(7)) };
    assert!((moment.as_f64() - 46_087.604_166).abs() < 1e-5);
    assert!(matches!(cell(8), Data::String(text) if text.starts_with("1812-06-24")));
}

#[test]
fn a_workbook_has_the_list_first_and_the_rest_second() {
    let bytes = render(&samples::weapons(60), Format::Xlsx).unwrap();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(workbook.sheet_names(), ["Відомість наявності озброєння", "Про документ"]);
    assert_eq!(workbook.worksheet_range_at(0).unwrap().unwrap().height(), 61);
    let about = workbook.worksheet_range_at(1).unwrap().unwrap();
    let words: Vec<String> = about.cells().map(|(_, _, cell)| cell.to_string()).collect();
    for wanted in ["INV-2026-000317", "HUB-BIRCH", "60"] {
        assert!(words.iter().any(|word| word == wanted), "{wanted}");
    }
}

#[test]
fn two_sheets_never_share_a_name() {
    let mut report = samples::hand_receipt();
    report.labels.about = report.title.to_uppercase();
    assert!(render(&report, Format::Xlsx).is_ok());
    report.title = String::new();
    report.labels.about = "1".into();
    assert!(render(&report, Format::Xlsx).is_ok());
}

#[test]
fn json_rows_are_objects_by_key() {
    let bytes = render(&samples::weapons(2), Format::Json).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(json["documentNumber"], "INV-2026-000317");
    assert_eq!(json["columns"][1]["key"], "serial");
    assert_eq!(json["columns"][1]["kind"], "mono");
    let row = &json["rows"][0];
    assert_eq!(row["line"], 1);
    assert_eq!(row["serial"], "W10808");
    assert_eq!(row["holder"], serde_json::Value::Null);
    assert_eq!(row["received"], "2025-01-07");
    assert_eq!(row["price"], "647.00");
}

#[test]
fn json_keys_are_written_in_one_way() {
    fn keys(value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Array(several) => several.iter().for_each(|one| keys(one, found)),
            serde_json::Value::Object(fields) => {
                for (key, value) in fields {
                    found.push(key.clone());
                    keys(value, found);
                }
            }
            _ => {}
        }
    }
    for (name, report) in samples::all() {
        let bytes = render(&report, Format::Json).unwrap();
        let mut found = Vec::new();
        keys(&serde_json::from_slice(&bytes).unwrap(), &mut found);
        let other: Vec<_> = found.iter().filter(|key| !key.chars().all(char::is_alphanumeric)).collect();
        assert!(other.is_empty(), "{name}: {other:?}");
    }
}

#[test]
fn a_report_survives_json() {
    for (name, report) in samples::all() {
        let json = serde_json::to_string(&report).unwrap();
        assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report, "{name}");
    }
}

#[test]
fn what_cannot_be_drawn_truthfully_is_refused() {
    let mut report = samples::hand_receipt();
    report.qr = Some("x".repeat(3_000));
    assert!(matches!(render(&report, Format::Pdf), Err(ExportError::QrTooLong { bytes: 3_000 })));
    report.table.as_mut().unwrap().rows[1].pop();
    for format in FORMATS {
        let refused = render(&report, format);
        assert!(matches!(refused, Err(ExportError::RowLength { row: 2, .. })), "{format:?}");
    }
}
