use domain::facts::Date;
use domain::{Command, Facts};

use super::*;
use crate::api::import::{RowError, RowReason};

const HEAD: &str = "name,lot,quantity,expiry,maker,note\n";

fn told(found: Vec<RowError>) -> Vec<(u32, String, RowReason)> {
    found.into_iter().map(|RowError { row, field, reason }| (row, field.unwrap(), reason)).collect()
}

fn day(year: i32) -> Date {
    Date(chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap())
}

/// The lot L1 as it is added or changed by the plan.
fn lot(planned: &Planned) -> Option<domain::lot::LotDetails> {
    planned.acts.iter().find_map(|act| match &act.command {
        Command::AddLot { details, .. } | Command::ChangeLot { details, .. } => Some(details.clone()),
        _ => None,
    })
}

#[test]
fn every_row_of_a_lot_says_the_same_of_it() {
    let not_a_date = RowReason::NotADate { value: "notadate".to_owned() };
    let contradicts = |row| RowReason::Contradicts { row };
    // What the rows say of expiry and maker; the errors.
    let rows = [
        (vec![("2027-01-01", "M"), ("2027-01-01", "M")], vec![]),
        (vec![("2027-01-01", "M"), ("", ""), ("2027-01-01", "")], vec![]),
        (
            vec![("2027-01-01", ""), ("2024-01-01", ""), ("notadate", "")],
            vec![(3, "expiresOn", contradicts(2)), (4, "expiresOn", not_a_date)],
        ),
        (vec![("2027-01-01", "M"), ("2027-01-01", "N")], vec![(3, "maker", contradicts(2))]),
        (vec![("", ""), ("2027-01-01", ""), ("2028-01-01", "")], vec![(4, "expiresOn", contradicts(3))]),
        (
            vec![("", "M"), ("2027-01-01", "N"), ("2028-01-01", "M")],
            vec![(3, "maker", contradicts(2)), (4, "expiresOn", contradicts(3))],
        ),
    ];
    for (given, expected) in rows {
        let lines = given.iter().map(|(expiry, maker)| format!("Cartridge 5.56,L1,100,{expiry},{maker},\n"));
        let planned =
            guessed(ImportKind::Stock, &(HEAD.to_owned() + &lines.collect::<String>()), &Books::default());
        let expected: Vec<_> =
            expected.into_iter().map(|(row, field, reason)| (row, field.to_owned(), reason)).collect();
        assert_eq!(planned.is_sound(), expected.is_empty(), "{given:?}");
        assert_eq!(told(planned.report(None).errors), expected, "{given:?}");
        assert_eq!(lot(&planned).unwrap().expires_on, Some(day(2027)), "{given:?}");
    }
}

#[test]
fn a_lot_the_books_know_is_not_dated_anew_by_a_file() {
    let mut books = Books::default();
    let first = format!("{HEAD}Cartridge 5.56,L1,100,2027-01-01,,dry\n");
    books.execute_all(&guessed(ImportKind::Stock, &first, &books)).unwrap();
    let second = |expiry: &str, maker: &str, note: &str| {
        guessed(ImportKind::Stock, &format!("{HEAD}Cartridge 5.56,L1,50,{expiry},{maker},{note}\n"), &books)
    };
    let against = |field: &str| vec![(2, field.to_owned(), RowReason::ContradictsBooks)];
    let otherwise = second("2031-01-01", "", "").report(None);
    assert_eq!((otherwise.lots, told(otherwise.errors)), (0, against("expiresOn")));
    let bad = second("notadate", "", "").report(None).errors;
    assert_eq!(bad[0].reason, RowReason::NotADate { value: "notadate".to_owned() });

    // The same, nothing at all, or another note: the lot stays as it is.
    for (expiry, note, warned) in [("2027-01-01", "dry", 0), ("", "", 0), ("", "wet", 1)] {
        let planned = second(expiry, "", note);
        let report = planned.report(None);
        assert_eq!((report.error_rows, report.warnings.len(), lot(&planned)), (0, warned, None), "{note}");
    }
    // What the books left open is written down.
    let filled = second("", "M", "");
    let details = lot(&filled).unwrap();
    assert_eq!((details.maker.as_deref(), details.expires_on), (Some("M"), Some(day(2027))));
    assert_eq!(filled.report(None).lots, 0);
    books.execute_all(&filled).unwrap();
    let item = books.items().next().unwrap().0;
    let known = books.lot(books.lot_by_number(item, "L1").unwrap()).unwrap().details;
    assert_eq!((known.maker.as_deref(), books.on_hand_of(item)), (Some("M"), 150));
}
