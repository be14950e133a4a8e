//! Units of issue on paper: the short word a person reads beside a number, where a table has a code.

use exports::{Cell, Report};

use crate::words::Words;

/// The field of a row, and so the column.
const UNIT: &str = "unitOfIssue";

/// A list for whoever reads it on paper. A spreadsheet keeps the codes, for whoever reads it in again.
pub(crate) fn on_paper(mut report: Report, words: &Words) -> Report {
    let Some(table) = &mut report.table else { return report };
    let Some(at) = table.columns.iter().position(|column| column.key == UNIT) else { return report };
    for row in &mut table.rows {
        if let Some(Cell::Text(code)) = row.get_mut(at) {
            *code = short(code, words);
        }
    }
    report
}

/// "шт." for "EA", whatever the number is; a code the tables do not know stays as it is.
pub(super) fn short(code: &str, words: &Words) -> String {
    let word = format!("unit-of-issue-{code}.short");
    if words.knows(&word) { words.say(&word) } else { code.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;
    use exports::{Column, Table};

    #[test]
    fn paper_says_units_in_words_and_keeps_codes_nobody_knows() {
        let text = |text: &str| Cell::Text(text.to_owned());
        let column = |key: &str| Column { key: key.to_owned(), ..Column::default() };
        for (language, each) in
            [(Language::Ukrainian, "шт."), (Language::English, "ea"), (Language::French, "pce")]
        {
            let rows = [text("EA"), text("ZZ"), Cell::Empty].map(|unit| vec![text("EA"), unit]).to_vec();
            let table = Table { columns: ["name", UNIT].map(column).to_vec(), rows };
            let report = Report { table: Some(table), ..Report::default() };
            let rows = on_paper(report, Words::of(language)).table.unwrap().rows;
            let units: Vec<&Cell> = rows.iter().map(|row| &row[1]).collect();
            assert_eq!(units, [&text(each), &text("ZZ"), &Cell::Empty]);
            assert!(rows.iter().all(|row| row[0] == text("EA")), "other columns stay");
        }
    }
}
