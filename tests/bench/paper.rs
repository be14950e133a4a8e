//! A list of 500 lines with a QR code, as PDF.

use std::time::Duration;

use exports::{Cell, Column, ColumnKind, Format, Labels, Orientation, Report, Table, render};

use crate::figure::{Figure, Measure};
use crate::holdings;
use crate::measure::{Outcome, timed, warm};

const LINES: usize = 500;

pub fn figures(tell: &mut dyn FnMut(Figure)) -> Outcome<()> {
    let report = report();
    let print = |format| {
        let bytes = render(&report, format)?;
        if bytes.is_empty() { Err("an empty file was drawn".into()) } else { Ok(()) }
    };
    let (first, ()) = timed(|| print(Format::Pdf))?;
    let pdf = warm(5, || print(Format::Pdf))?;
    let csv = warm(5, || print(Format::Csv))?;
    let most = Measure::Time(Duration::from_millis(500));
    tell(Figure::cost(format!("PDF of {LINES} lines with QR, first"), first).beside(csv, "as CSV"));
    tell(Figure::cost(format!("PDF of {LINES} lines with QR"), pdf).beside(csv, "as CSV").within(most));
    let xlsx = warm(5, || print(Format::Xlsx))?;
    tell(Figure::cost(format!("XLSX of {LINES} lines"), xlsx).beside(csv, "as CSV"));
    Ok(())
}

fn report() -> Report {
    let column =
        |key: &str, title: &str, kind, weight| Column { key: key.into(), title: title.into(), kind, weight };
    let columns = vec![
        column("line", "№", ColumnKind::Number, 0),
        column("serial", "Серійний номер", ColumnKind::Mono, 0),
        column("name", "Найменування", ColumnKind::Text, 3),
        column("place", "Місце", ColumnKind::Text, 2),
        column("price", "Ціна", ColumnKind::Money, 0),
    ];
    let rows = (0..LINES).map(|n| {
        vec![
            Cell::Integer(n as i64 + 1),
            Cell::Text(holdings::serial(n)),
            Cell::Text(holdings::item_name(n)),
            Cell::Text(format!("P001 › P{:03}", n % 200)),
            Cell::Decimal { minor: 125_050 + n as i64, places: 2 },
        ]
    });
    Report {
        title: "Відомість наявності".into(),
        language: "uk".into(),
        classification: "ДЛЯ СЛУЖБОВОГО КОРИСТУВАННЯ".into(),
        hub: "HUB-OAK".into(),
        as_of: "22 листопада 2026 р.".into(),
        made_by: "Начальник складу".into(),
        table: Some(Table { columns, rows: rows.collect() }),
        qr: Some("komora:1:INV-2026-000317".into()),
        labels: Labels { page: "Сторінка {page} з {pages}".into(), ..Labels::default() },
        orientation: Orientation::Landscape,
        ..Report::default()
    }
}
