//! Files that must be refused, fast and with the right reason.

use std::io::Write;
use std::time::Duration;

use proptest::prelude::*;

use super::workbooks::{BOOK, RELATIONS, archive, read_book, workbook};
use super::*;
use crate::import::limits;

/// What everything else about a bad file is measured against.
const MOST: Duration = Duration::from_secs(2);

/// What the processor spent on this thread: a busy machine makes no file slower by it.
fn busy() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(told.split(' ').next().unwrap().parse().unwrap())
}

fn refused(bytes: &[u8], name: &str) -> FileProblem {
    let started = busy();
    let problem =
        Source::of_bytes(bytes, name.to_owned(), None).err().unwrap_or_else(|| panic!("{name} was taken"));
    let took = busy() - started;
    assert!(took < MOST, "{name} took {took:?}");
    problem
}

fn sheet(rows: &str) -> Vec<u8> {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>").into_bytes()
}

const TOO_FAR: FileProblem = FileProblem::ExpandsTooFar { most_bytes: limits::UNPACKED_BYTES as u32 };
const TOO_WIDE: FileProblem = FileProblem::TooManyColumns { most: limits::COLUMNS };

#[test]
fn a_million_columns_are_too_many() {
    assert_eq!(refused(&b"a,".repeat(1_000_000), "wide.csv"), TOO_WIDE);
    assert_eq!(refused(&b",".repeat(30_000_000), "empty.csv"), TOO_WIDE);
    assert_eq!(refused(&[b"a,b\n".to_vec(), b"1,".repeat(1_000_000)].concat(), "later.csv"), TOO_WIDE);
    let cells = "<c><v>1</v></c>".repeat(1_000_000);
    assert_eq!(refused(&workbook(&sheet(&format!("<row>{cells}</row>")), b"<sst/>"), "wide.xlsx"), TOO_WIDE);
    let far = sheet(r#"<row r="1"><c r="ZZZZZ1"><v>1</v></c></row>"#);
    assert_eq!(refused(&workbook(&far, b"<sst/>"), "far.xlsx"), TOO_WIDE);
}

#[test]
fn a_dimension_or_count_that_lies_costs_nothing() {
    let claims = br#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>
        <row r="2"><c r="A2"><f t="shared" si="4294967295"/><v>1</v></c></row></sheetData></worksheet>"#;
    let source = read_book(&workbook(claims, br#"<sst uniqueCount="18446744073709551615"></sst>"#)).unwrap();
    assert_eq!(source.table.row_count(), 1);
}

#[test]
fn bombs_are_refused() {
    let zeros = vec![b' '; 200 << 20];
    let bomb = workbook(&[b"<worksheet>".to_vec(), zeros].concat(), b"<sst/>");
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refused(&bomb, "spaces.xlsx"), TOO_FAR);
    let rows = "<row><c><v>1</v></c></row>".repeat(4_000_000);
    assert_eq!(
        refused(&workbook(&sheet(&rows), b"<sst/>"), "rows.xlsx"),
        FileProblem::TooManyRows { most: limits::ROWS }
    );
    let texts = [b"<sst>".to_vec(), b"<si/>".repeat(8_000_000)].concat();
    assert_eq!(refused(&workbook(&sheet("<row><c><v>1</v></c></row>"), &texts), "texts.xlsx"), TOO_FAR);
    let deep = [b"<worksheet><sheetData>".to_vec(), b"<a>".repeat(1_000_000)].concat();
    assert!(matches!(refused(&workbook(&deep, b"<sst/>"), "deep.xlsx"), FileProblem::Unreadable { .. }));
    let entity = br#"<!DOCTYPE a [<!ENTITY b "bb">]><worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"#;
    assert!(matches!(refused(&workbook(entity, b"<sst/>"), "entity.xlsx"), FileProblem::Unreadable { .. }));
}

#[test]
fn a_size_the_archive_lies_about_is_counted_all_the_same() {
    let mut bomb = workbook(&[b"<worksheet>".to_vec(), vec![b' '; 100 << 20]].concat(), b"<sst/>");
    let claim = ((100 << 20) + 11_u32).to_le_bytes();
    let mut at = 0;
    while let Some(found) = bomb[at..].windows(4).position(|window| window == claim) {
        at += found;
        bomb[at..at + 4].copy_from_slice(&50_u32.to_le_bytes());
    }
    assert!(at > 0);
    let problem = refused(&bomb, "liar.xlsx");
    assert!(
        matches!(problem, FileProblem::ExpandsTooFar { .. } | FileProblem::Unreadable { .. }),
        "{problem:?}"
    );
}

#[test]
fn archives_in_archives_are_refused() {
    let inner = archive(&[("a.txt", b"a")]);
    let parts: &[(&str, &[u8])] = &[
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/embeddings/more.zip", &inner),
    ];
    assert_eq!(refused(&archive(parts), "nested.xlsx"), TOO_FAR);
    let names: Vec<String> = (0..20_000).map(|n| format!("{n}")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(refused(&archive(&many), "many.xlsx"), TOO_FAR);
}

#[test]
fn what_is_no_table_is_the_wrong_type() {
    let book = workbook(&sheet("<row><c><v>1</v></c></row>"), b"<sst/>");
    let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    let secret: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes, problem) in [
        ("report.pdf", b"%PDF-1.7\n".to_vec(), FileProblem::WrongType),
        ("report.csv", b"%PDF-1.7\n".to_vec(), FileProblem::WrongType),
        ("old.xls", ole.clone(), FileProblem::WrongType),
        ("secret.xlsx", [ole, secret].concat(), FileProblem::Encrypted),
        ("text.xlsx", b"name,quantity\na,1\n".to_vec(), FileProblem::WrongType),
        ("book.csv", book, FileProblem::WrongType),
        ("plain.xlsx", archive(&[("readme.txt", b"hello")]), FileProblem::WrongType),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), FileProblem::WrongType),
        ("bytes.csv", (0..=255).collect(), FileProblem::WrongType),
        ("empty.csv", Vec::new(), FileProblem::NoRows),
        ("header.csv", b"name,quantity\n\n\n".to_vec(), FileProblem::NoRows),
        ("blank.xlsx", workbook(&sheet(""), b"<sst/>"), FileProblem::NoRows),
    ] {
        assert_eq!(refused(&bytes, name), problem, "{name}");
    }
    let missing = Source::read(std::path::Path::new("/no/such/file.csv"), None);
    assert_eq!(missing.err(), Some(FileProblem::NotFound));
}

#[test]
fn what_is_cut_off_is_unreadable() {
    let book = workbook(&sheet("<row><c><v>1</v></c></row>"), b"<sst/>");
    for end in [30, book.len() / 2, book.len() - 1] {
        assert!(matches!(refused(&book[..end], "cut.xlsx"), FileProblem::Unreadable { .. }), "{end}");
    }
    assert!(matches!(refused(b"name\n\"never", "cut.csv"), FileProblem::Unreadable { .. }));
    let inside = b"<worksheet><sheetData><row><c><v>1</v></c></row>";
    assert!(matches!(refused(&workbook(inside, b"<sst/>"), "inside.xlsx"), FileProblem::Unreadable { .. }));
}

#[test]
fn a_cell_or_file_that_is_too_long_is_named() {
    let long = "x".repeat(limits::CELL_BYTES as usize + 1);
    let too_long = FileProblem::CellTooLong { row: 3, most: limits::CELL_BYTES };
    assert_eq!(refused(format!("name\na\n{long}\n").as_bytes(), "long.csv"), too_long);
    assert_eq!(refused(format!("name\na\n\"{long}\"\n").as_bytes(), "quoted.csv"), too_long);
    let rows =
        format!(r#"<row r="1"><c t="str"><v>a</v></c></row><row r="3"><c t="str"><v>{long}</v></c></row>"#);
    assert_eq!(refused(&workbook(&sheet(&rows), b"<sst/>"), "long.xlsx"), too_long);
    let rows = "a\n".repeat(limits::ROWS as usize + 2);
    assert_eq!(refused(rows.as_bytes(), "rows.csv"), FileProblem::TooManyRows { most: limits::ROWS });
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    file.write_all(b"name\n").unwrap();
    file.as_file().set_len(limits::FILE_BYTES + 1).unwrap();
    let problem = Source::read(file.path(), None).err();
    assert_eq!(problem, Some(FileProblem::TooLarge { most_bytes: limits::FILE_BYTES as u32 }));
}

/// Looks at the bytes as any kind of file, and plans whatever is read.
fn try_all(bytes: &[u8]) {
    for name in ["a.csv", "a.xlsx"] {
        if let Ok(source) = Source::of_bytes(bytes, name.to_owned(), None) {
            for kind in [ImportKind::Items, ImportKind::Assets, ImportKind::Stock] {
                let mapping = crate::import::mapping::guess(kind, &source.table);
                let _ = plan(&source, &plan_of(kind, mapping), &Books::default(), &|_, _, _| true);
            }
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        try_all(&bytes);
    }

    #[test]
    fn no_table_makes_it_panic(cells in "name;serial;quantity;nsn;price;unit;lot;expiry;place\n([^;]{0,12}[;\n]){0,60}") {
        try_all(cells.as_bytes());
    }

    #[test]
    fn no_worksheet_makes_it_panic(
        cells in "(<row( r=\"[0-9]{0,9}\")?>|</row>|<c( r=\"[A-Z]{0,4}[0-9]{0,7}\")?( t=\"(s|str|b|n|inlineStr)\")?( s=\"[0-9]\")?>|</c>|<v>|</v>|<f/>|[0-9.eE-]{1,9}|&#x?[0-9A-F]{1,6};){0,40}"
    ) {
        try_all(&workbook(&sheet(&cells), b"<sst><si><t>name</t></si></sst>"));
    }

    #[test]
    fn no_damage_makes_it_panic(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut book = workbook(&sheet(r#"<row><c t="s"><v>0</v></c></row><row><c><v>5</v></c></row>"#), b"<sst><si><t>name</t></si></sst>");
        let at = at.index(book.len());
        book[at] = byte;
        try_all(&book);
    }
}
