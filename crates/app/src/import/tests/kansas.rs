use std::collections::HashSet;
use std::path::{Path, PathBuf};

use domain::item::{Category, Tracking};
use domain::{Command, Facts};

use super::*;
use crate::api::import::RowReason;
use crate::import::look_at;

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/kansas.csv")
}

fn kansas(books: &Books) -> Planned {
    let draft = look_at(&file(), ImportKind::Assets, None, &|_| None).unwrap();
    let source = Source::read(&file(), None).unwrap();
    planned(&source, &plan_of(ImportKind::Assets, draft.mapping), books)
}

#[test]
fn the_first_look_guesses_every_column_of_use() {
    let draft = look_at(&file(), ImportKind::Assets, None, &|_| None).unwrap();
    assert_eq!((draft.format.as_str(), draft.encoding.as_deref(), draft.rows), ("csv", Some("utf-8"), 1575));
    let columns = map(&[
        ("nsn", "nsn"),
        ("name", "item_name"),
        ("quantity", "quantity"),
        ("unit", "ui"),
        ("price", "acquisition_cost"),
        ("place", "county"),
        ("class", "federal_supply_class"),
    ]);
    assert_eq!(draft.mapping.columns, columns);
    assert_eq!(draft.mapping.fixed, map(&[("currency", "USD")]));
    assert_eq!(draft.sample[0][..4], ["KS", "ALLEN", "20001", "1005-00-073-9421"]);
    assert!(!draft.remembered);
}

#[test]
fn every_row_is_taken_by_the_rules() {
    let mut books = Books::default();
    let planned = kansas(&books);
    let report = planned.report(None);
    assert_eq!((report.rows, report.error_rows, &report.errors), (1575, 0, &Vec::new()));
    // 73 counties, in one site; rifles, pistols, vehicles, optics and radios one by one.
    assert_eq!((report.items, report.places, report.lots), (74, 74, 0));
    assert_eq!((report.assets, report.unmarked), (1520, 1520));
    books.execute_all(&planned).unwrap();
    assert_eq!(books.assets().count(), 1520);
    assert!(books.assets().all(|asset| asset.details.serial_unmarked && asset.opening));
}

#[test]
fn a_rifle_of_the_file_is_complete() {
    let mut books = Books::default();
    books.execute_all(&kansas(&books)).unwrap();
    let id = books.item_by_niin("000739421").unwrap();
    let rifle = books.item(id).unwrap().details;
    assert_eq!((rifle.name.as_str(), rifle.unit_of_issue.as_str()), ("RIFLE,5.56 MILLIMETER", "EA"));
    assert_eq!((rifle.category, rifle.tracking), (Category::Weapon, Tracking::Serial));
    assert_eq!(rifle.price.unwrap().minor, 49_900);
    let serials: HashSet<_> = books
        .assets()
        .filter(|asset| asset.details.item == id)
        .map(|asset| asset.details.serial.clone())
        .collect();
    assert_eq!(serials.len(), 360);
    assert!(serials.contains("unmarked-360"));
}

#[test]
fn what_has_no_serials_becomes_stock_and_what_has_no_number_a_local_code() {
    let mut books = Books::default();
    let planned = kansas(&books);
    books.execute_all(&planned).unwrap();
    let magazines = books.item_by_niin("009215004").unwrap();
    assert_eq!(books.on_hand_of(magazines), 50);
    let vest = books.item_by_local_code("8465-00-ACU-VEST").unwrap();
    assert_eq!(books.on_hand_of(vest), 25);
    // One invented number stands for a desk and for chairs.
    for (code, name, quantity) in [("7110-DS-OFF-URN", "DESK", 1), ("7110-DS-OFF-URN-2", "CHAIR OFFICE", 62)]
    {
        let item = books.item_by_local_code(code).unwrap();
        assert_eq!(
            (books.item(item).unwrap().details.name.as_str(), books.on_hand_of(item)),
            (name, quantity)
        );
    }
    let warnings = planned.report(None).warnings;
    let numbers = warnings.iter().filter(|warning| matches!(warning.reason, RowReason::NotAnNsn { .. }));
    assert_eq!(numbers.count(), 14);
}

#[test]
fn the_same_file_makes_the_same_things_and_only_once() {
    let mut books = Books::default();
    let (first, second) = (kansas(&books), kansas(&books));
    assert_eq!(first.acts, second.acts);
    assert!(matches!(first.acts[0].command, Command::RecordImport { .. }));
    books.execute_all(&first).unwrap();
    let again = kansas(&books);
    assert!(again.report(None).already && again.acts.is_empty());
}

#[test]
fn a_person_can_stop_it() {
    let source = Source::read(&file(), None).unwrap();
    let plan = plan_of(ImportKind::Assets, crate::import::mapping::guess(ImportKind::Assets, &source.table));
    let heard = std::cell::Cell::new(0);
    let stop = |_: &str, _: u32, _: u32| {
        heard.set(heard.get() + 1);
        heard.get() < 3
    };
    let stopped = crate::import::plan(&source, &plan, &Books::default(), &stop);
    assert_eq!(stopped.err(), Some(Problem::Cancelled));
}
