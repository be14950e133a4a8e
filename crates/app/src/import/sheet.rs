//! A table as read from a file: header and rows of text, held in one piece however wide it is.

use super::limits;
use crate::api::problem::FileProblem;

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    Text(&'a str),
    /// Something to be calculated: never taken, because what it shows depends on where it is opened.
    Formula,
}

/// A table: a header, and the rows that are not empty.
#[derive(Debug, Default)]
pub struct Sheet {
    columns: Vec<String>,
    text: String,
    cells: Vec<Held>,
    rows: Vec<Start>,
}

/// One cell that is not empty; its text begins where the one before ends.
#[derive(Debug)]
struct Held {
    column: u16,
    formula: bool,
    end: u32,
}

#[derive(Debug)]
struct Start {
    number: u32,
    first: u32,
}

impl Sheet {
    /// Header texts, each one different; a column without one is named by its letter.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    pub fn row_count(&self) -> u32 {
        self.rows.len() as u32
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.rows.len()).map(|index| Row { sheet: self, index })
    }
}

/// One row of a [`Sheet`].
#[derive(Clone, Copy)]
pub struct Row<'a> {
    sheet: &'a Sheet,
    index: usize,
}

impl<'a> Row<'a> {
    /// From 1, the header included, as a spreadsheet numbers it.
    pub fn number(&self) -> u32 {
        self.sheet.rows[self.index].number
    }

    /// What stands in the column; nothing where the cell is empty or missing.
    pub fn cell(&self, column: usize) -> Option<Cell<'a>> {
        let (first, cells) = self.held();
        let at = cells.binary_search_by_key(&column, |cell| usize::from(cell.column)).ok()?;
        Some(self.sheet.at(first + at))
    }

    /// Columns that hold a formula.
    pub fn formulas(&self) -> impl Iterator<Item = usize> + use<'a> {
        self.held().1.iter().filter(|cell| cell.formula).map(|cell| usize::from(cell.column))
    }

    /// The row as plain text, one for each column.
    pub fn texts(&self) -> Vec<String> {
        let text = |column| match self.cell(column) {
            Some(Cell::Text(text)) => text.to_owned(),
            Some(Cell::Formula) => "=…".to_owned(),
            None => String::new(),
        };
        (0..self.sheet.columns.len()).map(text).collect()
    }

    fn held(&self) -> (usize, &'a [Held]) {
        let first = self.sheet.rows[self.index].first as usize;
        let end =
            self.sheet.rows.get(self.index + 1).map_or(self.sheet.cells.len(), |next| next.first as usize);
        (first, &self.sheet.cells[first..end])
    }
}

impl Sheet {
    fn at(&self, cell: usize) -> Cell<'_> {
        if self.cells[cell].formula {
            return Cell::Formula;
        }
        let start = if cell == 0 { 0 } else { self.cells[cell - 1].end as usize };
        Cell::Text(&self.text[start..self.cells[cell].end as usize])
    }
}

/// Takes cells in reading order and keeps to the limits.
#[derive(Default)]
pub struct SheetBuilder {
    sheet: Sheet,
    header: Option<u32>,
    width: usize,
    /// Row and column of the last cell taken.
    last: (u32, u32),
}

impl SheetBuilder {
    /// Puts text at a row (from 1) and column (from 0). Empty text is nothing.
    pub fn put(&mut self, row: u32, column: u32, text: &str) -> Result<(), FileProblem> {
        let text = trimmed(text);
        if text.is_empty() {
            return Ok(());
        }
        if text.len() > limits::CELL_BYTES as usize {
            return Err(FileProblem::CellTooLong { row, most: limits::CELL_BYTES });
        }
        self.hold(row, column, text, false)
    }

    /// Notes that a cell is to be calculated.
    pub fn put_formula(&mut self, row: u32, column: u32) -> Result<(), FileProblem> {
        self.hold(row, column, "", true)
    }

    /// Notes that all cells from one to another (row from 1, column from 0) are shown as one, which shows what
    /// the first of them holds.
    ///
    /// # Errors
    /// `MergedCells` where that reaches below the header: nobody can tell whether each of the rows has the
    /// value, or only the first, or all of them together.
    pub fn merged(&self, from: (u32, u32), to: (u32, u32)) -> Result<(), FileProblem> {
        let below_header = self.header.is_some_and(|header| to.0 > header);
        if from == to || !below_header || !self.holds(from) {
            return Ok(());
        }
        let name = |(row, column): (u32, u32)| format!("{}{row}", letters(column as usize));
        Err(FileProblem::MergedCells { row: from.0, cells: format!("{}:{}", name(from), name(to)) })
    }

    /// Whether anything stands in a cell.
    fn holds(&self, (row, column): (u32, u32)) -> bool {
        let column = column as usize;
        if self.header == Some(row) {
            return self.sheet.columns.get(column).is_some_and(|text| !text.is_empty());
        }
        let found = self.sheet.rows.binary_search_by_key(&row, |start| start.number);
        found.is_ok_and(|index| Row { sheet: &self.sheet, index }.cell(column).is_some())
    }

    /// The table; its first row that is not empty is the header.
    pub fn finish(mut self) -> Result<Sheet, FileProblem> {
        if self.sheet.rows.is_empty() {
            return Err(FileProblem::NoRows);
        }
        self.sheet.columns.resize(self.width, String::new());
        name_columns(&mut self.sheet.columns);
        Ok(self.sheet)
    }

    fn hold(&mut self, row: u32, column: u32, text: &str, formula: bool) -> Result<(), FileProblem> {
        if column >= limits::COLUMNS {
            return Err(FileProblem::TooManyColumns { most: limits::COLUMNS });
        }
        let started = self.header.is_some();
        if started && (row, column) <= self.last {
            return Err(FileProblem::Unreadable { detail: format!("row {row} is out of order") });
        }
        let new_row = !started || row != self.last.0;
        self.last = (row, column);
        self.width = self.width.max(column as usize + 1);
        let header = *self.header.get_or_insert(row);
        if row == header {
            self.sheet.columns.resize(column as usize, String::new());
            self.sheet.columns.push(text.to_owned());
            return Ok(());
        }
        if new_row {
            self.start(row)?;
        }
        if self.sheet.cells.len() >= limits::CELLS || self.sheet.text.len() + text.len() > limits::TEXT_BYTES
        {
            return Err(FileProblem::ExpandsTooFar { most_bytes: limits::UNPACKED_BYTES as u32 });
        }
        self.sheet.text.push_str(text);
        self.sheet.cells.push(Held { column: column as u16, formula, end: self.sheet.text.len() as u32 });
        Ok(())
    }

    fn start(&mut self, number: u32) -> Result<(), FileProblem> {
        if self.sheet.rows.len() >= limits::ROWS as usize {
            return Err(FileProblem::TooManyRows { most: limits::ROWS });
        }
        self.sheet.rows.push(Start { number, first: self.sheet.cells.len() as u32 });
        Ok(())
    }
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

fn name_columns(columns: &mut [String]) {
    let mut seen = std::collections::HashSet::new();
    for (index, column) in columns.iter_mut().enumerate() {
        if column.is_empty() {
            *column = format!("({})", letters(index));
        }
        let plain = column.clone();
        let mut nth = 2;
        while !seen.insert(column.clone()) {
            *column = format!("{plain} ({nth})");
            nth += 1;
        }
    }
}

/// The letters over a spreadsheet's column: 0 is A, 26 is AA.
fn letters(index: usize) -> String {
    let last = char::from(b'A' + (index % 26) as u8);
    match index / 26 {
        0 => last.to_string(),
        more => letters(more - 1) + &last.to_string(),
    }
}
