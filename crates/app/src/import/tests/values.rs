use chrono::NaiveDate;

use crate::import::values::{DateOrder, date, minor_units, number};

#[test]
fn numbers_are_read_as_they_are_written() {
    for (text, whole, fraction) in [
        ("12", 12, ""),
        ("1 234", 1234, ""),
        ("1\u{a0}234\u{a0}567", 1_234_567, ""),
        ("1,234", 1234, ""),
        ("1,234.50", 1234, "5"),
        ("1.234,50", 1234, "5"),
        ("12,5", 12, "5"),
        ("12.0", 12, ""),
        ("1.234", 1, "234"),
        ("0,125", 0, "125"),
        (",5", 0, "5"),
        ("+7", 7, ""),
        ("1'000", 1000, ""),
    ] {
        let number = number(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(
            (number.whole, number.fraction.as_str(), number.negative),
            (whole, fraction, false),
            "{text}"
        );
    }
    assert!(number("-3").unwrap().negative);
    for text in [
        "",
        "-",
        "twelve",
        "1,23,456",
        "12 34",
        "1.2.3",
        "0x10",
        "1e5",
        "=1",
        "99999999999999999999999",
        "١٢",
    ] {
        assert_eq!(number(text), None, "{text}");
    }
}

#[test]
fn money_is_kept_in_hundredths() {
    for (text, minor) in [
        ("499", Some(49_900)),
        ("58.71", Some(5_871)),
        ("$1,234.5", Some(123_450)),
        ("12,50 грн.", Some(1_250)),
        ("0.005", Some(1)),
        ("1 000 €", Some(100_000)),
        ("-5", None),
        ("free", None),
        ("999999999999999999", None),
    ] {
        assert_eq!(minor_units(text), minor, "{text}");
    }
}

#[test]
fn dates_are_read_in_the_order_of_the_file() {
    let day = NaiveDate::from_ymd_opt(2006, 5, 9);
    for (text, order) in [
        ("2006-05-09", DateOrder::Dmy),
        ("2006-05-09T10:00:00", DateOrder::Mdy),
        ("09.05.2006", DateOrder::Mdy),
        ("9.5.06", DateOrder::Dmy),
        ("5/9/2006 0:00:00", DateOrder::Mdy),
        ("9/5/2006", DateOrder::Dmy),
        ("38846", DateOrder::Dmy),
        ("38846.25", DateOrder::Ymd),
    ] {
        assert_eq!(date(text, order), day, "{text}");
    }
    for text in ["", "31.02.2020", "2020-13-01", "yesterday", "1/2", "1/2/3/4", "5/19/20061", "0-0-0", "7"] {
        assert_eq!(date(text, DateOrder::Mdy), None, "{text}");
    }
}
