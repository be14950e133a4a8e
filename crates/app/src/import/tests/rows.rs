use domain::item::Tracking;
use domain::{Command, Facts, Quantity, Refusal};

use super::*;
use crate::api::import::{RowError, RowReason};

fn errors(planned: &Planned) -> Vec<(u32, Option<String>, RowReason)> {
    planned
        .report(None)
        .errors
        .into_iter()
        .map(|RowError { row, field, reason }| (row, field, reason))
        .collect()
}

#[test]
fn each_wrong_row_is_named_with_its_reason() {
    let text = "name,serial,quantity,condition,expiry,lot\n\
        Rifle,A1,1,A,,\n\
        ,B2,1,A,,\n\
        Rifle,B3,two,A,,\n\
        Rifle,B4,1.5,A,,\n\
        Rifle,B5,1,Z,,\n\
        Cartridge 5.56,,100,A,soon,L1\n\
        =Rifle,B6,1,A,,\n\
        Blanket,,0,A,,\n\
        Cartridge 7.62,,5,A,,\n\
        Rifle,a-1,1,A,,\n";
    let planned = guessed(ImportKind::Assets, text, &Books::default());
    let field = |field: &str| Some(field.to_owned());
    let value = |value: &str| value.to_owned();
    let refused = |refusal| RowReason::Refused { refusal };
    assert_eq!(
        errors(&planned),
        [
            (3, field("name"), RowReason::Missing),
            (4, field("quantity"), RowReason::NotANumber { value: value("two") }),
            (5, field("quantity"), RowReason::NotWhole { value: value("1.5") }),
            (6, field("condition"), RowReason::NotACode { value: value("Z") }),
            (7, field("expiresOn"), RowReason::NotADate { value: value("soon") }),
            (8, field("name"), RowReason::Formula),
            (9, field("quantity"), refused(Refusal::QuantityOutOfRange { most: Quantity::MAX })),
            (10, field("lot"), RowReason::Missing),
            (11, field("serial"), refused(Refusal::SerialRepeated { serial: value("a-1") })),
        ]
    );
    assert_eq!(planned.report(None).error_rows, 9);
    assert!(!planned.is_sound());
}

#[test]
fn one_row_may_hold_several_serials_or_none() {
    let mut books = Books::default();
    let text = "name;serial;quantity\nRifle;\"R-1, R-2\nR-3\";3\nPistol;б/н;2\nPistol;P-9;2\n";
    let planned = guessed(ImportKind::Assets, text, &books);
    assert_eq!(errors(&planned), []);
    books.execute_all(&planned).unwrap();
    let mut serials: Vec<_> = books.assets().map(|asset| asset.details.serial.clone()).collect();
    serials.sort();
    assert_eq!(serials, ["P-9", "R-1", "R-2", "R-3", "unmarked-1", "unmarked-2", "unmarked-3"]);
    assert_eq!(planned.report(None).unmarked, 3);
}

#[test]
fn made_up_serials_go_on_where_the_books_ended() {
    let mut books = Books::default();
    books.execute_all(&guessed(ImportKind::Assets, "name,quantity\nRifle,2\n", &books)).unwrap();
    books.execute_all(&guessed(ImportKind::Assets, "name,quantity\nRifle,3\n", &books)).unwrap();
    let mut serials: Vec<_> = books.assets().map(|asset| asset.details.serial.clone()).collect();
    serials.sort();
    assert_eq!(serials, (1..=5).map(|n| format!("unmarked-{n}")).collect::<Vec<_>>());
    assert_eq!(books.items().count(), 1);
}

#[test]
fn serials_the_books_have_are_refused_and_look_alikes_asked_about() {
    let mut books = Books::default();
    books.execute_all(&guessed(ImportKind::Assets, "name,serial\nRifle,AB 12\n", &books)).unwrap();
    let same = guessed(ImportKind::Assets, "name,serial\nRifle,XY 1\nRifle,AB 12\n", &books);
    assert!(matches!(
        errors(&same)[..],
        [(3, _, RowReason::Refused { refusal: Refusal::SerialExists { .. } })]
    ));
    // The letters are Cyrillic here.
    let alike = "name,serial\nPistol,АВ-12\n";
    let asked = guessed(ImportKind::Assets, alike, &books);
    assert!(matches!(
        errors(&asked)[..],
        [(2, _, RowReason::Refused { refusal: Refusal::SerialLooksLike { .. } })]
    ));
    let source = read(alike).unwrap();
    let mut plan =
        plan_of(ImportKind::Assets, crate::import::mapping::guess(ImportKind::Assets, &source.table));
    plan.mapping.fixed.insert("lookedAlike".to_owned(), "yes".to_owned());
    let looked = planned(&source, &plan, &books);
    books.execute_all(&looked).unwrap();
    assert_eq!(books.assets().count(), 2);
}

#[test]
fn a_refusal_of_the_rules_becomes_an_error_of_its_row() {
    let books = Books::default();
    let mut planned = guessed(ImportKind::Assets, "name,serial\nRifle,A1\nRifle,A2\nRifle,A3\n", &books);
    let receipt = planned.acts.len() - 1;
    planned.refused(receipt, Refusal::SerialRepeated { serial: "A3".to_owned() });
    let nested = Refusal::AtRow { row: 3, refusal: Box::new(Refusal::NothingNamed) };
    planned.refused(receipt, nested);
    let rows: Vec<_> = errors(&planned).into_iter().map(|(row, _, reason)| (row, reason)).collect();
    let refused = |refusal| RowReason::Refused { refusal };
    assert_eq!(
        rows,
        [
            (3, refused(Refusal::NothingNamed)),
            (4, refused(Refusal::SerialRepeated { serial: "A3".to_owned() })),
        ]
    );
}

#[test]
fn ammunition_comes_in_by_lot_and_lines_of_the_same_lot_add_up() {
    let mut books = Books::default();
    let text = "name;lot;quantity;expiry;place\n\
        Cartridge 5.56;L-1;1 000;31.12.2030;Igloo 1\n\
        Cartridge 5.56;L-1;500;31.12.2030;Igloo 1\n\
        Cartridge 5.56;L-2;10;;Igloo 2\n";
    let planned = guessed(ImportKind::Stock, text, &books);
    let report = planned.report(None);
    assert_eq!((report.lots, report.stock_lines, report.places, report.error_rows), (2, 2, 3, 0));
    books.execute_all(&planned).unwrap();
    let (item, state) = books.items().next().unwrap();
    assert_eq!((state.details.tracking, books.on_hand_of(item)), (Tracking::Lot, 1510));
}

#[test]
fn weapons_are_never_taken_as_mere_quantities() {
    let planned = guessed(ImportKind::Stock, "name,quantity\nRifle,5\n", &Books::default());
    let reason = &errors(&planned)[0].2;
    assert!(matches!(
        reason,
        RowReason::Refused { refusal: Refusal::WrongTracking { expected: Tracking::Bulk, .. } }
    ));
}

#[test]
fn a_catalogue_adds_and_changes_items_and_contradicts_itself_nowhere() {
    let mut books = Books::default();
    let text = "nsn,name,unit,tracking\n1005-00-073-9421,Rifle,EA,serial\n,Blanket,EA,bulk\n";
    books.execute_all(&guessed(ImportKind::Items, text, &books)).unwrap();
    let change = "nsn,name,unit,tracking\n1005-00-073-9421,Rifle M16A1,EA,serial\n,Blanket,EA,bulk\n";
    let planned = guessed(ImportKind::Items, change, &books);
    let changed = |act: &&crate::import::acts::Act| matches!(act.command, Command::ChangeItem { .. });
    assert_eq!(planned.acts.iter().filter(changed).count(), 1);
    books.execute_all(&planned).unwrap();
    let rifle = books.item_by_niin("000739421").unwrap();
    assert_eq!(books.item(rifle).unwrap().details.name, "Rifle M16A1");
    let twice = guessed(ImportKind::Items, "name,unit\nTent,EA\nStove,EA\nTent,BX\nTent,EA\n", &books);
    assert_eq!(errors(&twice), []);
    let contrary = guessed(ImportKind::Items, "nsn,name\n1005-00-073-9421,A\n1005-00-073-9421,B\n", &books);
    assert_eq!(errors(&contrary), [(3, Some("name".to_owned()), RowReason::Contradicts { row: 2 })]);
}

#[test]
fn a_column_the_import_needs_must_be_mapped() {
    let source = read("name,quantity,cost\na,1,5\n").unwrap();
    for (kind, columns, missing) in [
        (ImportKind::Stock, vec![("name", "name")], "quantity"),
        (ImportKind::Assets, vec![("quantity", "quantity")], "name"),
        (ImportKind::Items, vec![("name", "gone")], "name"),
        (ImportKind::Items, vec![("name", "name"), ("price", "cost")], "currency"),
    ] {
        let mapping = Mapping { columns: map(&columns), ..Mapping::default() };
        let refused = plan(&source, &plan_of(kind, mapping), &Books::default(), &|_, _, _| true);
        let file = FileProblem::ColumnMissing { field: missing.to_owned() };
        assert_eq!(refused.err(), Some(Problem::File { file }));
    }
}

#[test]
fn a_name_in_a_mapping_that_means_nothing_is_refused() {
    let source = read("name,quantity\nBlanket,1\n").unwrap();
    let columns = [("name", "name"), ("quantity", "quantity")];
    for (kind, fixed, dates, refused) in [
        (ImportKind::Stock, ("place", "STORE"), Some("dmy"), false),
        (ImportKind::Stock, ("place", "STORE"), Some("nonsense"), true),
        (ImportKind::Stock, ("plaice", "STORE"), None, true),
        (ImportKind::Assets, ("serial", "A1"), None, false),
        (ImportKind::Stock, ("serial", "A1"), None, true),
    ] {
        let mapping =
            Mapping { columns: map(&columns), fixed: map(&[fixed]), dates: dates.map(str::to_owned) };
        let planned = plan(&source, &plan_of(kind, mapping), &Books::default(), &|_, _, _| true);
        let is_refused = matches!(planned.err(), Some(Problem::BadRequest { .. }));
        assert_eq!(is_refused, refused, "{kind:?} {fixed:?} {dates:?}");
    }
    for misspelt in [r#"{"colums":{}}"#, r#"{"columns":{},"date":"dmy"}"#] {
        assert!(serde_json::from_str::<Mapping>(misspelt).is_err(), "{misspelt}");
    }
}

#[test]
fn only_a_thousand_errors_are_listed_but_all_are_counted() {
    let rows = "Rifle,x,9\n".repeat(1_500);
    let planned = guessed(ImportKind::Assets, &format!("name,quantity,serial\n{rows}"), &Books::default());
    let report = planned.report(None);
    assert_eq!((report.errors.len(), report.error_rows), (1_000, 1_500));
}

/// A medium hub's whole armoury.
#[test]
fn many_assets_come_to_their_items_and_places() {
    let mut text = "nsn,name,serial,place,condition,year of manufacture,donor\n".to_owned();
    for n in 0..15_000 {
        let (item, place) = (n % 400, n % 90);
        text +=
            &format!("1005-00-{:03}-0{item:03},RIFLE {item},K{n:05}X,Rack {place},A,1988,USA\n", item % 900);
    }
    let report = guessed(ImportKind::Assets, &text, &Books::default()).report(None);
    assert_eq!((report.assets, report.items, report.places, report.error_rows), (15_000, 400, 91, 0));
}

#[test]
fn large_receipts_are_cut_into_bounded_acts() {
    let planned = guessed(ImportKind::Assets, "name,quantity\nRifle,2500\n", &Books::default());
    let sizes = planned.acts.iter().filter_map(|act| match &act.command {
        Command::ReceiveAssets(receipt) => Some(receipt.assets.len()),
        _ => None,
    });
    assert_eq!(sizes.collect::<Vec<_>>(), [1000, 1000, 500]);
}
