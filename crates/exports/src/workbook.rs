//! XLSX: the table on one sheet, ready to filter; everything else on a second.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::figures::plain_decimal;
use crate::{Cell, Column, ColumnKind, ExportError, Orientation, Report, Table};

/// A sheet holds binary floats; beyond fifteen figures it would change the number.
const EXACT_IN_A_SHEET: u64 = 999_999_999_999_999;
const SHEET_NAME_LENGTH: usize = 31;
/// A header holds 255 characters, codes and doubled ampersands included.
const HEADER_TEXT_LENGTH: usize = 50;
const WIDEST_COLUMN: usize = 60;
const A4: u8 = 9;

pub fn write(report: &Report) -> Result<Vec<u8>, ExportError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(report)?);
    let title = sheet_name(&report.title, "1");
    if let Some(table) = &report.table {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&title)?;
        write_table(sheet, table)?;
        print_setup(sheet, report)?;
    }
    let about = if report.table.is_none() { title.clone() } else { about_name(report, &title) };
    let sheet = workbook.add_worksheet();
    sheet.set_name(about)?;
    write_about(sheet, report)?;
    print_setup(sheet, report)?;
    Ok(workbook.save_to_buffer()?)
}

/// Neither author nor machine; the time is the report's own, or the zip epoch, never the clock's.
fn properties(report: &Report) -> Result<DocProperties, XlsxError> {
    let made = report.made_at.map(|moment| moment.naive_utc());
    let made = made.unwrap_or_else(|| NaiveDate::default().into());
    let year = u16::try_from(made.year()).unwrap_or(0).clamp(1980, 9999);
    let (month, day) = (small(made.month()), small(made.day()));
    let (hour, minute) = (u16::from(small(made.hour())), small(made.minute()));
    let created = ExcelDateTime::from_ymd(year, month, day)?.and_hms(hour, minute, 0)?;
    Ok(DocProperties::new()
        .set_title(&report.title)
        .set_subject(report.subtitle.clone().unwrap_or_default())
        .set_creation_datetime(&created))
}

fn small(figure: u32) -> u8 {
    u8::try_from(figure).expect("months, days, hours and minutes are below 60")
}

fn write_table(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let header = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0xF1_F3F5))
        .set_border_bottom(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter);
    for (index, column) in (0u16..).zip(&table.columns) {
        sheet.write_string_with_format(0, index, &column.title, &header)?;
        sheet.set_column_width(index, width(table, usize::from(index)))?;
    }
    for (row, cells) in (1u32..).zip(&table.rows) {
        for (index, (column, cell)) in (0u16..).zip(table.columns.iter().zip(cells)) {
            write_cell(sheet, (row, index), column, cell)?;
        }
    }
    let last_row = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    let last_column = u16::try_from(table.columns.len() - 1).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, last_row, last_column)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, index): (u32, u16),
    column: &Column,
    cell: &Cell,
) -> Result<(), XlsxError> {
    let base = column_format(column.kind);
    let text = base.clone().set_num_format("@");
    match cell {
        Cell::Empty => sheet.write_blank(row, index, &base)?,
        Cell::Text(value) => sheet.write_string_with_format(row, index, value, &text)?,
        Cell::Integer(value) if value.unsigned_abs() <= EXACT_IN_A_SHEET => {
            let format = base.set_num_format(number_format(column.kind, 0));
            sheet.write_number_with_format(row, index, *value as f64, &format)?
        }
        Cell::Decimal { minor, places } if minor.unsigned_abs() <= EXACT_IN_A_SHEET => {
            let value = *minor as f64 / 10f64.powi(i32::from(*places));
            let format = base.set_num_format(number_format(column.kind, *places));
            sheet.write_number_with_format(row, index, value, &format)?
        }
        Cell::Integer(value) => sheet.write_string_with_format(row, index, value.to_string(), &text)?,
        Cell::Decimal { minor, places } => {
            sheet.write_string_with_format(row, index, plain_decimal(*minor, *places), &text)?
        }
        Cell::Date(date) => {
            let day = date.and_time(NaiveTime::MIN);
            write_moment(sheet, (row, index), day, &base.set_num_format("yyyy-mm-dd"))?
        }
        Cell::DateTime(moment) => {
            let format = base.set_num_format("yyyy-mm-dd hh:mm");
            write_moment(sheet, (row, index), moment.naive_local(), &format)?
        }
    };
    Ok(())
}

/// Days since 1899-12-30; a sheet miscounts before March 1900, so older dates stay text.
fn write_moment<'a>(
    sheet: &'a mut Worksheet,
    (row, index): (u32, u16),
    moment: NaiveDateTime,
    format: &Format,
) -> Result<&'a mut Worksheet, XlsxError> {
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30).expect("a calendar date");
    let days = (moment.date() - epoch).num_days();
    if !(61..=2_958_465).contains(&days) {
        return sheet.write_string_with_format(row, index, moment.to_string(), format);
    }
    let seconds = f64::from(moment.time().num_seconds_from_midnight());
    sheet.write_number_with_format(row, index, days as f64 + seconds / 86_400.0, format)
}

fn column_format(kind: ColumnKind) -> Format {
    let format = Format::new().set_align(FormatAlign::Top);
    match kind {
        ColumnKind::Mono => format.set_font_name("Consolas"),
        ColumnKind::Number | ColumnKind::Money => format.set_align(FormatAlign::Right),
        ColumnKind::Date => format.set_align(FormatAlign::Left),
        ColumnKind::Text | ColumnKind::Status => format,
    }
}

fn number_format(kind: ColumnKind, places: u8) -> String {
    let whole = if kind == ColumnKind::Mono { "0" } else { "#,##0" };
    match places {
        0 => whole.to_owned(),
        _ => format!("{whole}.{}", "0".repeat(usize::from(places))),
    }
}

fn width(table: &Table, index: usize) -> f64 {
    let longest = |text: &str| text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    let cells = table.rows.iter().map(|row| match &row[index] {
        Cell::Empty => 0,
        Cell::Text(text) => longest(text),
        Cell::Integer(value) => value.to_string().len() * 4 / 3,
        Cell::Decimal { minor, places } => plain_decimal(*minor, *places).len() * 4 / 3,
        Cell::Date(_) => 10,
        Cell::DateTime(_) => 16,
    });
    // The filter button covers the end of the title.
    let title = longest(&table.columns[index].title) + 3;
    let characters = cells.chain([title]).max().unwrap_or(title);
    characters.clamp(6, WIDEST_COLUMN) as f64 + 1.5
}

fn write_about(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    let label = Format::new().set_font_color(Color::RGB(0x5B_6470)).set_align(FormatAlign::Top);
    let value = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    let mono = value.clone().set_font_name("Consolas");
    let title = Format::new().set_bold().set_font_size(16);
    sheet.set_column_width(0, 28)?;
    sheet.set_column_width(1, 64)?;
    sheet.write_string_with_format(0, 0, &report.title, &title)?;
    sheet.write_string(1, 0, report.subtitle.as_deref().unwrap_or_default())?;
    let mut row = 3;
    for (name, text, is_mono) in about_lines(report) {
        let format = if is_mono { &mono } else { &value };
        sheet.write_string_with_format(row, 0, name, &label)?;
        sheet.write_string_with_format(row, 1, text, format)?;
        row += 1;
    }
    for note in &report.notes {
        row += 1;
        sheet.write_string_with_format(row, 1, note, &value)?;
    }
    Ok(())
}

fn about_lines(report: &Report) -> Vec<(&str, String, bool)> {
    let labels = &report.labels;
    let mut lines = vec![(labels.hub.as_str(), report.hub.clone(), false)];
    if let Some(number) = &report.document_number {
        lines.push((&labels.document, number.clone(), true));
    }
    lines.push((&labels.as_of, report.as_of.clone(), false));
    lines.push((&labels.made_by, report.made_by.clone(), false));
    for fact in report.featured.iter().chain(&report.facts) {
        lines.push((&fact.label, fact.value.clone(), fact.mono));
    }
    if let Some(table) = &report.table {
        lines.push((&labels.total_rows, table.rows.len().to_string(), false));
    }
    lines
}

fn print_setup(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    sheet.set_paper_size(A4);
    if report.orientation == Orientation::Landscape {
        sheet.set_landscape();
    }
    sheet.set_print_fit_to_pages(1, 0);
    let banner = header_text(&report.classification);
    let number = header_text(report.document_number.as_deref().unwrap_or(&report.hub));
    sheet.set_header(format!("&C&\"Arial,Bold\"{banner}"));
    sheet.set_footer(format!("&L{number}&C&\"Arial,Bold\"{banner}&R&P / &N"));
    Ok(())
}

/// An ampersand begins a field code in a header; doubled it is itself.
fn header_text(text: &str) -> String {
    clip(&text.replace(['\r', '\n'], " "), HEADER_TEXT_LENGTH).replace('&', "&&")
}

fn about_name(report: &Report, title: &str) -> String {
    let name = sheet_name(&report.labels.about, "2");
    if name.to_lowercase() == title.to_lowercase() {
        return format!("{} 2", clip(&name, SHEET_NAME_LENGTH - 2).trim_end());
    }
    name
}

/// What a sheet may be called: 31 UTF-16 units, no `[]:*?/\`, no apostrophe at either end.
fn sheet_name(wanted: &str, otherwise: &str) -> String {
    let replaced: String = wanted
        .chars()
        .map(|character| match character {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' => '-',
            character if character.is_control() => ' ',
            character => character,
        })
        .collect();
    let edges = |character: char| character == '\'' || character.is_whitespace();
    let name = clip(replaced.trim_matches(edges), SHEET_NAME_LENGTH).trim_end_matches(edges);
    match name.to_lowercase().as_str() {
        // "History" is taken by Excel itself.
        "" | "history" => format!("{name}{otherwise}"),
        _ => name.to_owned(),
    }
}

/// At most `units` UTF-16 units, never half a character.
fn clip(text: &str, units: usize) -> &str {
    let mut used = 0;
    for (index, character) in text.char_indices() {
        used += character.len_utf16();
        if used > units {
            return &text[..index];
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_keep_to_the_rules() {
        for (wanted, name) in [
            ("Weapons", "Weapons"),
            ("", "1"),
            ("  ''  ", "1"),
            ("History", "History1"),
            ("a/b\\c[d]:*?", "a-b-c-d----"),
            ("'quoted'", "quoted"),
            ("Відомість наявності озброєння на складі", "Відомість наявності озброєння н"),
        ] {
            assert_eq!(sheet_name(wanted, "1"), name, "{wanted:?}");
        }
        assert_eq!(sheet_name(&"😀".repeat(40), "1").encode_utf16().count(), 30);
    }

    #[test]
    fn an_ampersand_in_a_header_is_not_a_field_code() {
        assert_eq!(header_text("A&B\n&D"), "A&&B &&D");
    }
}
