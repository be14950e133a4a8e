//! How wide each column of a table becomes, and in which size it is set.

use crate::{Column, ColumnKind};

use super::text::{mono_width, width};

/// Largest first; the smallest is still read without a glass.
const SIZES: [f64; 5] = [8.5, 8.0, 7.5, 7.0, SMALLEST];
const SMALLEST: f64 = 6.5;
/// Below this a line is not made smaller only to keep it whole.
const COMFORTABLE: f64 = 7.5;
/// Left and right of each cell together, in points.
pub const GUTTER: f64 = 10.0;
/// Titles are set smaller than cells, by this factor.
pub const TITLE_SIZE: f64 = 0.88;
/// What one cell may ask for before it has to wrap, in em.
const WIDEST_SHORT: f64 = 18.0;
const WIDEST_TEXT: f64 = 34.0;
const WIDEST_WORD: f64 = 12.0;

/// Widths in points, together exactly the width of the page.
#[derive(Debug)]
pub struct Plan {
    pub size: f64,
    pub widths: Vec<f64>,
}

/// What a column asks for, in points.
struct Wish {
    least: f64,
    /// Most of its cells stay on one line.
    usual: f64,
    natural: f64,
    weight: f64,
}

impl Plan {
    /// `rows` are the cells as they will be printed.
    ///
    /// The largest size in which most cells stay on one line; failing that, the largest in which no
    /// serial has to wrap; failing that, the smallest.
    pub fn of(columns: &[Column], rows: &[Vec<String>], page: f64) -> Self {
        let extents: Vec<Extent> = (0..columns.len())
            .map(|index| Extent::of(&columns[index], rows.iter().map(|row| row[index].as_str())))
            .collect();
        let wishes = |size: f64| -> Vec<Wish> {
            columns.iter().zip(&extents).map(|(column, extent)| extent.wish(column, size)).collect()
        };
        let fits = |size: f64, part: fn(&Wish) -> f64| wishes(size).iter().map(part).sum::<f64>() <= page;
        let size = SIZES
            .into_iter()
            .find(|size| *size >= COMFORTABLE && fits(*size, |wish| wish.usual))
            .or_else(|| SIZES.into_iter().find(|size| fits(*size, |wish| wish.least)))
            .unwrap_or(SMALLEST);
        Self { size, widths: shared(&wishes(size), page) }
    }

    /// Room for the words of one column, in em of the table's size.
    pub fn room(&self, index: usize) -> f64 {
        ((self.widths[index] - GUTTER) / self.size).max(0.0)
    }
}

/// How much the longest line and the longest word of a column take, in em.
struct Extent {
    line: f64,
    /// As long as three lines in four.
    usual: f64,
    word: f64,
    title_word: f64,
    title: f64,
}

impl Extent {
    fn of<'a>(column: &Column, cells: impl Iterator<Item = &'a str>) -> Self {
        let measure = measure(column.kind);
        let mut lines = Vec::new();
        let mut extent = Self {
            line: 0.0,
            usual: 0.0,
            word: 0.0,
            title_word: widest(column.title.split_whitespace(), width) * TITLE_SIZE,
            title: width(&column.title) * TITLE_SIZE,
        };
        for cell in cells {
            lines.push(widest(cell.lines(), measure));
            extent.word = extent.word.max(widest(cell.split_whitespace(), measure));
        }
        lines.sort_by(f64::total_cmp);
        extent.line = lines.last().copied().unwrap_or(0.0);
        extent.usual = lines.get(lines.len() * 3 / 4).copied().unwrap_or(0.0);
        extent
    }

    fn wish(&self, column: &Column, size: f64) -> Wish {
        let points = |em: f64| em * size + GUTTER;
        let (least, natural) = match column.kind {
            ColumnKind::Text => (self.word.min(WIDEST_WORD), self.line.min(WIDEST_TEXT)),
            _ => (self.line.min(WIDEST_SHORT), self.line.min(WIDEST_TEXT)),
        };
        let least = least.max(self.title_word.min(WIDEST_WORD));
        let natural = natural.max(self.title.min(WIDEST_WORD)).max(least);
        Wish {
            least: points(least),
            usual: points(self.usual.clamp(least, natural)),
            natural: points(natural),
            weight: f64::from(column.weight),
        }
    }
}

/// The face a column is set in decides how its text is measured.
pub fn measure(kind: ColumnKind) -> fn(&str) -> f64 {
    if kind == ColumnKind::Mono { mono_width } else { width }
}

fn widest<'a>(pieces: impl Iterator<Item = &'a str>, measure: fn(&str) -> f64) -> f64 {
    pieces.map(measure).fold(0.0, f64::max)
}

/// The spare width goes by weight to columns that would usually wrap, then to those that ever would,
/// then to all; where nothing has a weight, everything has the same.
fn shared(wishes: &[Wish], page: f64) -> Vec<f64> {
    let least: f64 = wishes.iter().map(|wish| wish.least).sum();
    if least > page {
        return wishes.iter().map(|wish| wish.least * page / least).collect();
    }
    let weightless = wishes.iter().all(|wish| wish.weight == 0.0);
    let weight = |wish: &Wish| if weightless { 1.0 } else { wish.weight };
    let weights: Vec<f64> = wishes.iter().map(weight).collect();
    let mut widths: Vec<f64> = wishes.iter().map(|wish| wish.least).collect();
    let mut spare = page - least;
    for goal in [|wish: &Wish| wish.usual, |wish: &Wish| wish.natural] {
        let goals: Vec<f64> = wishes.iter().map(goal).collect();
        spare = filled(&mut widths, &goals, &weights, spare);
    }
    let total: f64 = weights.iter().sum();
    for (column, weight) in widths.iter_mut().zip(&weights) {
        *column += spare * weight / total;
    }
    widths
}

/// Widens columns towards their goals, by weight; returns what is left over.
fn filled(widths: &mut [f64], goals: &[f64], weights: &[f64], mut spare: f64) -> f64 {
    // Each round either brings a column to its goal for good or gives everything away.
    for _ in 0..widths.len() {
        let short = |index: &usize| weights[*index] > 0.0 && goals[*index] - widths[*index] > 0.01;
        let open: Vec<usize> = (0..widths.len()).filter(short).collect();
        let total: f64 = open.iter().map(|index| weights[*index]).sum();
        let round = spare;
        for index in open {
            let taken = (round * weights[index] / total).min(goals[index] - widths[index]);
            widths[index] += taken;
            spare -= taken;
        }
    }
    spare.max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(kind: ColumnKind, weight: u16) -> Column {
        Column { key: weight.to_string(), title: "Title".into(), kind, weight }
    }

    fn plan(kinds: &[(ColumnKind, u16, &str)]) -> Plan {
        let columns: Vec<Column> = kinds.iter().map(|(kind, weight, _)| column(*kind, *weight)).collect();
        let row = kinds.iter().map(|(_, _, text)| (*text).to_owned()).collect();
        Plan::of(&columns, &[row], 500.0)
    }

    #[test]
    fn a_table_is_exactly_as_wide_as_its_page() {
        let long = "x".repeat(200);
        for kinds in [
            vec![(ColumnKind::Text, 0, "")],
            vec![(ColumnKind::Text, 1, "Rifle"), (ColumnKind::Mono, 0, "W123456")],
            vec![(ColumnKind::Mono, 0, long.as_str()); 12],
            vec![(ColumnKind::Text, 3, long.as_str()); 40],
        ] {
            let plan = plan(&kinds);
            let sum: f64 = plan.widths.iter().sum();
            assert!((sum - 500.0).abs() < 0.1, "{plan:?}");
        }
    }

    #[test]
    fn a_serial_is_not_wrapped_while_text_can_give_way() {
        let words = "a long remark of many words ".repeat(10);
        let plan = plan(&[(ColumnKind::Mono, 0, "1005-01-231-0973"), (ColumnKind::Text, 1, words.as_str())]);
        assert!(plan.room(0) >= mono_width("1005-01-231-0973") - 1e-9);
        assert_eq!(plan.size, SIZES[0]);
    }
}
