//! Numbers, money and dates as people write them.

use chrono::{Datelike, Days, NaiveDate};

/// A number written down, exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub negative: bool,
    /// Digits before the decimal sign.
    pub whole: u64,
    /// Digits after it, without closing zeros.
    pub fraction: String,
}

/// Whether the text is a number and nothing else.
pub fn is_number(text: &str) -> bool {
    number(text).is_some()
}

/// Reads "12", "1 234", "1,234.50", "1.234,50", "-3". A lone comma before three digits groups
/// thousands; a lone point is always the decimal sign.
pub fn number(text: &str) -> Option<Written> {
    let text = text.trim();
    let (negative, text) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let is_gap = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’');
    let digits: String = text.chars().filter(|c| !is_gap(*c)).collect();
    if !digits.starts_with(|c: char| c.is_ascii_digit()) && !digits.starts_with(['.', ',']) {
        return None;
    }
    if text.contains(is_gap) && !grouped(text.split([',', '.']).next().unwrap_or_default(), is_gap) {
        return None;
    }
    let (whole, fraction) = split(&digits)?;
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(&whole) || !all_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let whole = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    Some(Written { negative, whole, fraction: fraction.trim_end_matches('0').to_owned() })
}

/// Digits before and after the decimal sign.
fn split(digits: &str) -> Option<(String, &str)> {
    let Some(last) = digits.rfind([',', '.']) else {
        return Some((digits.to_owned(), ""));
    };
    let sign = digits[last..].chars().next()?;
    let (before, after) = (&digits[..last], &digits[last + 1..]);
    let other = if sign == ',' { '.' } else { ',' };
    let repeated = before.contains(sign);
    let lone_comma =
        sign == ',' && !before.contains(other) && after.len() == 3 && !before.trim_matches('0').is_empty();
    if repeated || lone_comma {
        return (grouped(digits, |c| c == sign)).then(|| (digits.replace(sign, ""), ""));
    }
    if before.contains(other) && !grouped(before, |c| c == other) {
        return None;
    }
    Some((before.replace(other, ""), after))
}

/// Whether separators stand every three digits from the right.
fn grouped(text: &str, separator: impl Fn(char) -> bool) -> bool {
    let mut groups = text.split(separator);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.chars().count()) && groups.all(|group| group.chars().count() == 3)
}

/// An amount of money in hundredths, rounded half up.
pub fn minor_units(text: &str) -> Option<u64> {
    let is_sign = |c: char| matches!(c, '$' | '€' | '₴' | '£') || c.is_alphabetic() || c.is_whitespace();
    let bare = text.trim().trim_end_matches('.').trim_matches(is_sign);
    let written = number(bare)?;
    if written.negative {
        return None;
    }
    let mut hundredths =
        written.fraction.bytes().chain(std::iter::repeat(b'0')).map(|byte| u64::from(byte - b'0'));
    let mut next = || hundredths.next().unwrap_or(0);
    let (tens, ones, rest) = (next(), next(), next());
    let minor = written.whole.checked_mul(100)?.checked_add(tens * 10 + ones + u64::from(rest >= 5))?;
    (minor < 1 << 53).then_some(minor)
}

/// The order of day, month and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
}

impl DateOrder {
    /// The order a mapping names: "dmy", "mdy" or "ymd".
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "dmy" => Some(DateOrder::Dmy),
            "mdy" => Some(DateOrder::Mdy),
            "ymd" => Some(DateOrder::Ymd),
            _ => None,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            DateOrder::Dmy => "dmy",
            DateOrder::Mdy => "mdy",
            DateOrder::Ymd => "ymd",
        }
    }
}

/// The first day of the two calendars spreadsheets count from.
pub const fn epoch(from_1904: bool) -> Option<NaiveDate> {
    if from_1904 { NaiveDate::from_ymd_opt(1904, 1, 1) } else { NaiveDate::from_ymd_opt(1899, 12, 30) }
}

/// Reads a date, whatever time of day follows it: ISO, day or month first, or a spreadsheet's number
/// of days. A year first needs no order; points mean day first.
pub fn date(text: &str, order: DateOrder) -> Option<NaiveDate> {
    let day = text.trim().split([' ', 'T', '\u{a0}']).next()?;
    if let Ok(serial) = day.parse::<f64>()
        && (10_000.0..80_000.0).contains(&serial)
    {
        return epoch(false)?.checked_add_days(Days::new(serial as u64));
    }
    let (sign, parts) = date_parts(day)?;
    let [a, b, c] = parts.map(|part| part.parse::<u32>().ok());
    let (a, b, c) = (a?, b?, c?);
    let found = if parts[0].len() == 4 {
        NaiveDate::from_ymd_opt(a as i32, b, c)
    } else if sign == '.' || order != DateOrder::Mdy {
        NaiveDate::from_ymd_opt(year(parts[2], c)?, b, a)
    } else {
        NaiveDate::from_ymd_opt(year(parts[2], c)?, a, b)
    };
    found.filter(|date| (1850..=2200).contains(&date.year()))
}

/// The order in which a column writes its dates, as far as it shows.
pub fn guess_order<'a>(texts: impl Iterator<Item = &'a str>) -> Option<DateOrder> {
    let mut guess = None;
    for text in texts {
        let Some((sign, parts)) = text.trim().split([' ', 'T']).next().and_then(date_parts) else { continue };
        let [first, second, _] = parts.map(|part| part.parse::<u32>().unwrap_or(0));
        match (parts[0].len(), sign, first, second) {
            (4, ..) => guess = guess.or(Some(DateOrder::Ymd)),
            (_, '.', ..) => return Some(DateOrder::Dmy),
            (_, _, 13.., _) => return Some(DateOrder::Dmy),
            (_, _, _, 13..) => return Some(DateOrder::Mdy),
            _ => {}
        }
    }
    guess
}

fn date_parts(day: &str) -> Option<(char, [&str; 3])> {
    let sign = day.chars().find(|c| matches!(c, '-' | '.' | '/'))?;
    let mut parts = day.trim_end_matches(',').split(sign);
    let three = [parts.next()?, parts.next()?, parts.next()?];
    let plausible =
        three.iter().all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    (parts.next().is_none() && plausible).then_some((sign, three))
}

fn year(written: &str, value: u32) -> Option<i32> {
    match written.len() {
        4 => Some(value as i32),
        2 if value < 70 => Some(2000 + value as i32),
        2 => Some(1900 + value as i32),
        _ => None,
    }
}
