//! The report as the templates read it: every figure written out, every width decided.

use serde::Serialize;

use crate::figures::Figures;
use crate::{Cell, Column, ColumnKind, Fact, Orientation, Report, Table};

use super::columns::{GUTTER, Plan, TITLE_SIZE, measure};
use super::text::{fitted, mono_width, width};

/// A4 less 16 mm on either side, in points.
const PORTRAIT_WIDTH: f64 = 504.5;
const LANDSCAPE_WIDTH: f64 = 751.1;
/// Width kept for the QR code and the space beside it.
const QR_WIDTH: f64 = 110.0;

const TITLE_POINTS: f64 = 20.0;
const FEATURED_POINTS: f64 = 18.0;
const VALUE_POINTS: f64 = 9.5;
/// Between two facts side by side.
const ENTRY_GUTTER: f64 = 16.0;
/// A fact about the document needs at least this much.
const ENTRY_WIDTH: f64 = 125.0;

#[derive(Serialize)]
pub struct Sheet {
    language: String,
    landscape: bool,
    title: String,
    subtitle: String,
    classification: String,
    hub: String,
    document_number: String,
    /// Text and the marks `{page}` and `{pages}`, in the language's order.
    page: Vec<String>,
    about: Vec<Entry>,
    about_across: usize,
    featured: Option<Entry>,
    facts: Vec<Entry>,
    facts_across: usize,
    table: Option<Lines>,
    notes: Vec<String>,
    signatures: Vec<Hand>,
    signatures_across: usize,
    signature: String,
    date: String,
    name: String,
    qr: bool,
    scan: String,
}

/// A fact and how many columns it takes.
#[derive(Serialize)]
struct Entry {
    label: String,
    value: String,
    mono: bool,
    span: usize,
}

#[derive(Serialize)]
struct Lines {
    size: f64,
    title_size: f64,
    gutter: f64,
    columns: Vec<Head>,
    rows: Vec<Vec<String>>,
    total_label: String,
    total: String,
}

#[derive(Serialize)]
struct Head {
    title: String,
    width: f64,
    kind: ColumnKind,
}

#[derive(Serialize)]
struct Hand {
    role: String,
    name: String,
}

impl Sheet {
    pub fn of(report: &Report) -> Self {
        let landscape = report.orientation == Orientation::Landscape;
        let page = if landscape { LANDSCAPE_WIDTH } else { PORTRAIT_WIDTH };
        let beside_qr = if report.qr.is_some() { page - QR_WIDTH } else { page };
        let set = |text: &str, room: f64, points: f64| fitted(text, room / points, width);
        let about = about(report);
        let about_across = balanced(about.len(), (beside_qr / ENTRY_WIDTH) as usize);
        let facts_across = if landscape { 4 } else { 3 };
        Self {
            language: report.language.clone(),
            landscape,
            title: set(&report.title, beside_qr, TITLE_POINTS),
            subtitle: set(report.subtitle.as_deref().unwrap_or_default(), beside_qr, 10.0),
            classification: set(&report.classification, page, 8.0),
            hub: set(&report.hub, page / 4.0, 8.0),
            document_number: fitted(number(report), page / 4.0 / 8.0, mono_width),
            page: page_marks(&report.labels.page),
            about: entries(&about, beside_qr, about_across),
            about_across,
            featured: report.featured.as_ref().map(|it| entry(it, page - 32.0, FEATURED_POINTS)),
            facts: entries(&report.facts, page, facts_across),
            facts_across,
            table: report.table.as_ref().map(|table| Lines::of(table, report, page)),
            notes: report.notes.iter().map(|it| set(it, page, VALUE_POINTS)).collect(),
            signatures: hands(report, page / 2.0 - 30.0),
            signatures_across: if landscape { 3 } else { 2 },
            signature: report.labels.signature.clone(),
            date: report.labels.date.clone(),
            name: report.labels.name.clone(),
            qr: report.qr.is_some(),
            scan: set(&report.labels.scan, 74.0, 6.5),
        }
    }
}

impl Lines {
    fn of(table: &Table, report: &Report, page: f64) -> Self {
        let figures = Figures::of(&report.language);
        let written: Vec<Vec<String>> =
            table.rows.iter().map(|row| row.iter().map(|cell| written(cell, figures)).collect()).collect();
        let plan = Plan::of(&table.columns, &written, page);
        let fit =
            |index: usize, text: &str| fitted(text, plan.room(index), measure(table.columns[index].kind));
        let rows = written
            .iter()
            .map(|row| row.iter().enumerate().map(|(index, text)| fit(index, text)).collect())
            .collect();
        let head = |(index, column): (usize, &Column)| Head {
            title: fitted(&column.title, plan.room(index) / TITLE_SIZE, width),
            width: plan.widths[index],
            kind: column.kind,
        };
        Self {
            size: plan.size,
            title_size: plan.size * TITLE_SIZE,
            gutter: GUTTER / 2.0,
            columns: table.columns.iter().enumerate().map(head).collect(),
            rows,
            total_label: report.labels.total_rows.clone(),
            total: figures.integer(i64::try_from(table.rows.len()).unwrap_or(i64::MAX)),
        }
    }
}

fn written(cell: &Cell, figures: Figures) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Integer(value) => figures.integer(*value),
        Cell::Decimal { minor, places } => figures.decimal(*minor, *places),
        Cell::Date(date) => figures.date(*date),
        Cell::DateTime(moment) => figures.date_time(*moment),
    }
}

fn number(report: &Report) -> &str {
    report.document_number.as_deref().unwrap_or_default()
}

/// Where the document comes from, in the strip under the title; what is empty is left out.
fn about(report: &Report) -> Vec<Fact> {
    let labels = &report.labels;
    let fact =
        |label: &str, value: &str, mono| Fact { label: label.to_owned(), value: value.to_owned(), mono };
    let facts = [
        fact(&labels.hub, &report.hub, false),
        fact(&labels.document, number(report), true),
        fact(&labels.as_of, &report.as_of, false),
        fact(&labels.made_by, &report.made_by, false),
    ];
    facts.into_iter().filter(|fact| !fact.value.is_empty()).collect()
}

/// As many columns as give rows of equal length, four facts in two and two rather than three and one.
fn balanced(facts: usize, most: usize) -> usize {
    let rows = facts.div_ceil(most).max(1);
    facts.div_ceil(rows).max(1)
}

/// What would not fit on two lines of one column takes more columns.
fn entries(facts: &[Fact], page: f64, across: usize) -> Vec<Entry> {
    let column = page / across as f64;
    let spanning = |fact: &Fact| {
        let measure = if fact.mono { mono_width } else { width };
        let word = fact.value.split_whitespace().map(measure).fold(0.0, f64::max);
        let needed = word.max(measure(&fact.value) / 2.0) * VALUE_POINTS;
        let span = ((needed + ENTRY_GUTTER) / column).ceil().clamp(1.0, across as f64);
        Entry { span: span as usize, ..entry(fact, column * span - ENTRY_GUTTER, VALUE_POINTS) }
    };
    facts.iter().map(spanning).collect()
}

fn entry(fact: &Fact, room: f64, points: f64) -> Entry {
    let measure = if fact.mono { mono_width } else { width };
    Entry {
        label: fitted(&fact.label, room / 7.5, width),
        value: fitted(&fact.value, room / points, measure),
        mono: fact.mono,
        span: 1,
    }
}

fn hands(report: &Report, room: f64) -> Vec<Hand> {
    let hand = |signature: &crate::SignatureBox| Hand {
        role: fitted(&signature.role, room / 9.0, width),
        name: fitted(signature.name.as_deref().unwrap_or_default(), room / 9.0, width),
    };
    report.signatures.iter().map(hand).collect()
}

fn page_marks(pattern: &str) -> Vec<String> {
    let mut marks = Vec::new();
    let mut rest = pattern;
    while let Some(start) = rest.find('{') {
        let mark = ["{page}", "{pages}"].into_iter().find(|mark| rest[start..].starts_with(mark));
        let end = start + mark.map_or(1, str::len);
        if mark.is_some() {
            marks.push(rest[..start].to_owned());
            marks.push(rest[start..end].to_owned());
        } else {
            marks.push(rest[..end].to_owned());
        }
        rest = &rest[end..];
    }
    marks.push(rest.to_owned());
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_stand_where_the_language_puts_them() {
        assert_eq!(page_marks("Page {page} of {pages}"), ["Page ", "{page}", " of ", "{pages}", ""]);
        assert_eq!(page_marks("{pages}/{page}"), ["", "{pages}", "/", "{page}", ""]);
        assert_eq!(page_marks("{x} {"), ["{", "x} {", ""]);
        assert_eq!(page_marks(""), [""]);
    }
}
