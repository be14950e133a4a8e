//! Numbers, dates and times: exact for machines, in the reader's way for people.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike};

/// How one language writes figures.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    group: &'static str,
    mark: char,
    date: DateOrder,
}

#[derive(Debug, Clone, Copy)]
enum DateOrder {
    /// 2026-03-06: the one all-figure form English readers on both sides of the ocean read alike.
    YearFirst,
    /// 06.03.2026
    Dots,
    /// 06/03/2026
    Slashes,
}

impl Figures {
    /// Unknown languages get the international forms of ISO 31-0 and ISO 8601.
    pub fn of(language: &str) -> Self {
        match language {
            "uk" => Self { group: "\u{a0}", mark: ',', date: DateOrder::Dots },
            "fr" => Self { group: "\u{202f}", mark: ',', date: DateOrder::Slashes },
            "en" => Self { group: ",", mark: '.', date: DateOrder::YearFirst },
            _ => Self { group: "\u{a0}", mark: '.', date: DateOrder::YearFirst },
        }
    }

    pub fn integer(self, value: i64) -> String {
        self.decimal(value, 0)
    }

    /// A true minus sign, grouped thousands and the language's decimal mark.
    pub fn decimal(self, minor: i64, places: u8) -> String {
        let (whole, fraction) = split(minor, places);
        let sign = if minor < 0 { "\u{2212}" } else { "" };
        let whole = self.grouped(&whole);
        if fraction.is_empty() {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}{}{fraction}", self.mark)
        }
    }

    pub fn date(self, date: NaiveDate) -> String {
        let (year, month, day) = (date.year(), date.month(), date.day());
        match self.date {
            DateOrder::YearFirst => format!("{year:04}-{month:02}-{day:02}"),
            DateOrder::Dots => format!("{day:02}.{month:02}.{year:04}"),
            DateOrder::Slashes => format!("{day:02}/{month:02}/{year:04}"),
        }
    }

    pub fn date_time(self, moment: DateTime<FixedOffset>) -> String {
        let date = self.date(moment.date_naive());
        format!("{date}\u{a0}{:02}:{:02}", moment.hour(), moment.minute())
    }

    /// Four figures stay together, as in print; five and more are grouped.
    fn grouped(self, digits: &str) -> String {
        if digits.len() < 5 {
            return digits.to_owned();
        }
        let mut text = String::with_capacity(digits.len() * 2);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push_str(self.group);
            }
            text.push(digit);
        }
        text
    }
}

/// The exact value with a decimal point and nothing else: `-12.50`.
pub fn plain_decimal(minor: i64, places: u8) -> String {
    let (whole, fraction) = split(minor, places);
    let sign = if minor < 0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

fn split(minor: i64, places: u8) -> (String, String) {
    let places = usize::from(places);
    let digits = format!("{:0>width$}", minor.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    (whole.to_owned(), fraction.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_follow_the_language() {
        for (language, minor, places, expected) in [
            ("en", 0, 0, "0"),
            ("en", 9_999, 0, "9999"),
            ("en", 1_234_567, 0, "1,234,567"),
            ("en", 123_456_789, 2, "1,234,567.89"),
            ("uk", 123_456_789, 2, "1\u{a0}234\u{a0}567,89"),
            ("fr", -1_250_000, 2, "\u{2212}12\u{202f}500,00"),
            ("uk", 5, 3, "0,005"),
            ("en", i64::MIN, 0, "\u{2212}9,223,372,036,854,775,808"),
        ] {
            assert_eq!(Figures::of(language).decimal(minor, places), expected);
        }
    }

    #[test]
    fn machines_get_the_exact_value() {
        for (minor, places, expected) in
            [(1_250, 2, "12.50"), (-5, 2, "-0.05"), (7, 0, "7"), (i64::MIN, 2, "-92233720368547758.08")]
        {
            assert_eq!(plain_decimal(minor, places), expected);
        }
    }

    #[test]
    fn dates_follow_the_language() {
        let date = NaiveDate::from_ymd_opt(2026, 3, 6).unwrap();
        let shown = ["uk", "fr", "en"].map(|language| Figures::of(language).date(date));
        assert_eq!(shown, ["06.03.2026", "06/03/2026", "2026-03-06"]);
        let moment = DateTime::parse_from_rfc3339("2026-03-06T01:05:59+02:00").unwrap();
        assert_eq!(Figures::of("uk").date_time(moment), "06.03.2026\u{a0}01:05");
    }
}
