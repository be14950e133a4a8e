use super::*;
use crate::import::sheet::Cell;

const TEXT: &str =
    "Назва;Серійний номер;Кількість\r\n\"Автомат; складаний\";АБ 1234;1\r\nЧохол для автомата;;12\r\n";

fn utf_16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

#[test]
fn the_same_table_is_read_from_every_encoding() {
    let with = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let little = utf_16(TEXT, u16::to_le_bytes);
    let big = utf_16(TEXT, u16::to_be_bytes);
    let files = [
        ("utf-8", TEXT.as_bytes().to_vec()),
        ("utf-8", with(b"\xef\xbb\xbf", TEXT.into())),
        ("utf-16le", with(b"\xff\xfe", little.clone())),
        ("utf-16be", with(b"\xfe\xff", big.clone())),
        ("utf-16le", little),
        ("utf-16be", big),
        ("windows-1251", encoding_rs::WINDOWS_1251.encode(TEXT).0.into_owned()),
    ];
    for (encoding, bytes) in files {
        let source = Source::of_bytes(&bytes, "облік.csv".to_owned(), None).unwrap();
        assert_eq!(source.encoding, Some(encoding));
        assert_eq!(source.table.columns(), ["Назва", "Серійний номер", "Кількість"], "{encoding}");
        let rows: Vec<_> = source.table.rows().map(|row| row.texts()).collect();
        assert_eq!(rows[0], ["Автомат; складаний", "АБ 1234", "1"], "{encoding}");
        assert_eq!(rows[1], ["Чохол для автомата", "", "12"], "{encoding}");
    }
}

#[test]
fn text_of_western_code_pages_is_not_taken_for_cyrillic() {
    let bytes = encoding_rs::WINDOWS_1252.encode("Désignation;Quantité\nMunition réelle;2\n").0.into_owned();
    let read = Source::of_bytes(&bytes, "a.csv".to_owned(), None);
    assert_eq!(read.err(), Some(FileProblem::UnknownEncoding));
}

#[test]
fn delimiters_are_found_out() {
    for (text, delimiter) in [
        ("a,b,c\n1,2,3\n", ','),
        ("a;b;c\n1,5;2;3\n4;5,5;6\n", ';'),
        ("a\tb\tc\n1, 2\t2\t3\n", '\t'),
        ("a|b|c\n1|2|3\n", '|'),
        ("sep=;\na;b;c\n1;2;3\n", ';'),
        ("a;b;c\n\"1\n,,,,,\";2;3\n", ';'),
    ] {
        assert_eq!(read(text).unwrap().table.columns(), ["a", "b", "c"], "{delimiter:?} in {text:?}");
    }
}

#[test]
fn quotes_line_ends_gaps_and_empty_rows_are_understood() {
    let text = "name,note,quantity\r\n\"say \"\"hi\"\"\",\"two\nlines\",1\r\n\r\n,,\nshort\rlast,,3";
    let source = read(text).unwrap();
    let rows: Vec<_> = source.table.rows().map(|row| (row.number(), row.texts())).collect();
    assert_eq!(rows[0], (2, vec!["say \"hi\"".to_owned(), "two\nlines".to_owned(), "1".to_owned()]));
    assert_eq!(rows[1].0, 5);
    assert_eq!(rows[2], (6, vec!["last".to_owned(), String::new(), "3".to_owned()]));
}

#[test]
fn columns_without_a_name_or_with_the_same_get_one_of_their_own() {
    let source = read("name,,name\na,b,c,d\n").unwrap();
    assert_eq!(source.table.columns(), ["name", "(B)", "name (2)", "(D)"]);
}

#[test]
fn formulas_are_marked_and_guarded_words_are_words() {
    let source = read("name,a,b,c,d\nx,=1+1,-5,'=quoted,@SUM(A1)\n").unwrap();
    let row = source.table.rows().next().unwrap();
    let expected =
        [Cell::Text("x"), Cell::Formula, Cell::Text("-5"), Cell::Text("=quoted"), Cell::Formula].map(Some);
    assert_eq!([0, 1, 2, 3, 4].map(|column| row.cell(column)), expected);
}
