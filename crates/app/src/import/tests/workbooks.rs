//! Workbooks as spreadsheets write them, and as a stranger might.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// An archive of these parts, deflated.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub const BOOK: &[u8] =
    br#"<workbook xmlns:r="r"><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>"#;
pub const RELATIONS: &[u8] =
    br#"<Relationships><Relationship Id="r1" Type="t/worksheet" Target="worksheets/a.xml"/>
    <Relationship Id="r2" Type="t/sharedStrings" Target="/xl/texts.xml"/></Relationships>"#;

/// A workbook with this worksheet and these shared texts.
pub fn workbook(sheet: &[u8], texts: &[u8]) -> Vec<u8> {
    archive(&[
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/texts.xml", texts),
        ("xl/worksheets/a.xml", sheet),
    ])
}

pub fn read_book(bytes: &[u8]) -> Result<Source, FileProblem> {
    Source::of_bytes(bytes, "holdings.xlsx".to_owned(), None)
}

#[test]
fn a_workbook_reads_as_it_shows() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Cover").unwrap().write(0, 0, "Nothing here").unwrap();
    let sheet = book.add_worksheet().set_name("Склад").unwrap();
    for (column, header) in ["Назва", "Кількість", "Ціна, грн", "Придатний до"].into_iter().enumerate()
    {
        sheet.write(2, column as u16, header).unwrap();
    }
    sheet.write(3, 0, "Набої <5,45> & \"7,62\"").unwrap();
    sheet.write(3, 1, 1200).unwrap();
    sheet.write(3, 2, 58.71).unwrap();
    let date = ExcelDateTime::from_ymd(2030, 12, 31).unwrap();
    sheet.write_with_format(3, 3, &date, &Format::new().set_num_format("dd/mm/yyyy")).unwrap();
    sheet.write(5, 0, "Ящик").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let source = Source::of_bytes(&bytes, "склад.xlsx".to_owned(), Some("Склад")).unwrap();
    assert_eq!(
        (source.format, source.sheets.as_slice()),
        ("xlsx", &["Cover".to_owned(), "Склад".to_owned()][..])
    );
    assert_eq!(source.table.columns(), ["Назва", "Кількість", "Ціна, грн", "Придатний до"]);
    let rows: Vec<_> = source.table.rows().map(|row| (row.number(), row.texts())).collect();
    assert_eq!(rows[0].0, 4);
    assert_eq!(rows[0].1, ["Набої <5,45> & \"7,62\"", "1200", "58.71", "2030-12-31"]);
    assert_eq!(rows[1], (6, vec!["Ящик".to_owned(), String::new(), String::new(), String::new()]));
    assert!(matches!(
        Source::of_bytes(&bytes, "a.xlsx".to_owned(), Some("Gone")),
        Err(FileProblem::Unreadable { .. })
    ));
}

#[test]
fn zeros_that_stand_in_the_format_alone_are_read() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, (header, value, format)) in [
        ("serial", 4711.0, "0000000"),
        ("NIIN", 739_421.0, "00-000-0000"),
        ("nsn", 1_005_000_739_421.0, "0000-00-000-0000"),
        ("quantity", 12.0, "#,##0"),
        ("price", 5.5, "0.00"),
        ("long", 4_711_471_147_114_711.0, "0000000"),
    ]
    .into_iter()
    .enumerate()
    {
        sheet.write(0, column as u16, header).unwrap();
        sheet.write_with_format(1, column as u16, value, &Format::new().set_num_format(format)).unwrap();
    }
    let source = read_book(&book.save_to_buffer().unwrap()).unwrap();
    let texts = source.table.rows().next().unwrap().texts();
    assert_eq!(texts, ["0004711", "000739421", "1005000739421", "12", "5.5", "4711471147114711"]);
}

#[test]
fn a_calculated_cell_makes_its_row_wrong() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "name").unwrap();
    sheet.write(0, 1, "quantity").unwrap();
    sheet.write(1, 0, "Tent").unwrap();
    sheet.write_formula(1, 1, "=2+2").unwrap();
    let source = read_book(&book.save_to_buffer().unwrap()).unwrap();
    let plan = plan_of(ImportKind::Stock, crate::import::mapping::guess(ImportKind::Stock, &source.table));
    let errors = planned(&source, &plan, &Books::default()).report(None).errors;
    assert_eq!((errors[0].row, errors[0].field.as_deref()), (2, Some("quantity")));
    assert_eq!(errors[0].reason, crate::api::import::RowReason::Formula);
}

#[test]
fn cells_without_places_rich_texts_and_readings_are_understood() {
    let sheet = br#"<worksheet><sheetData>
        <row><c t="s"><v>0</v></c><c t="inlineStr"><is><r><t>quan</t></r><r><t>tity</t></r></is></c></row>
        <row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3"><v>1E3</v></c><c r="C3" t="b"><v>1</v></c></row>
        </sheetData></worksheet>"#;
    let texts = br#"<sst uniqueCount="99999999999999"><si><r><t>na</t></r><r><t>me</t></r><rPh><t>spoken</t></rPh></si>
        <si><t>A&amp;B&#x41;</t></si></sst>"#;
    let source = read_book(&workbook(sheet, texts)).unwrap();
    assert_eq!(source.table.columns(), ["name", "quantity", "(C)"]);
    assert_eq!(source.table.rows().next().unwrap().texts(), ["A&BA", "1000", "true"]);
}

#[test]
fn merged_cells_below_the_header_are_refused_by_row_and_others_do_no_harm() {
    let merged = |cells: &str| {
        let row = |number: u32, cells: &[(&str, &str)]| -> String {
            let cell = |(column, text): &(&str, &str)| {
                format!(r#"<c r="{column}{number}" t="str"><v>{text}</v></c>"#)
            };
            format!(r#"<row r="{number}">{}</row>"#, cells.iter().map(cell).collect::<String>())
        };
        let rows = [
            row(2, &[("A", "name"), ("B", "place")]),
            row(3, &[("A", "Tent"), ("B", "NORTH")]),
            row(4, &[("A", "Bed")]),
        ];
        let sheet = format!(
            r#"<worksheet><sheetData>{}</sheetData><mergeCells><mergeCell ref="{cells}"/></mergeCells></worksheet>"#,
            rows.concat()
        );
        read_book(&workbook(sheet.as_bytes(), b"<sst/>")).err()
    };
    for (cells, row) in [
        ("B3:B4", Some(3)),
        ("A3:B3", Some(3)),
        ("A4:C9", Some(4)),
        ("A2:A3", Some(2)),
        ("A2:B2", None),
        ("A1:B1", None),
        ("B3", None),
        ("B4:B5", None),
        ("D3:E9", None),
    ] {
        let expected = row.map(|row| FileProblem::MergedCells { row, cells: cells.to_owned() });
        assert_eq!(merged(cells), expected, "{cells}");
    }
    for cells in ["", "B", "B3:", "3:4", "B3:B4:B5"] {
        assert!(matches!(merged(cells), Some(FileProblem::Unreadable { .. })), "{cells:?}");
    }
}
