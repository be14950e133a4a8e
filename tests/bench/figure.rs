//! One line of the table: our figure, its reference of the same run, the budget.

use std::fmt;
use std::time::Duration;

use crate::measure::Cost;

/// A time, how many things a second, or bytes.
#[derive(Debug, Clone, Copy)]
pub enum Measure {
    Time(Duration),
    Rate(f64, &'static str),
    /// Bytes on a line.
    Size(usize),
    /// Bytes of memory.
    Memory(usize),
}

impl Measure {
    pub fn rate(count: usize, time: Duration, unit: &'static str) -> Self {
        Self::Rate(count as f64 / time.as_secs_f64().max(1e-9), unit)
    }

    /// Whether it is long enough for the kernel's count of the processor's time, which goes by ticks of milliseconds.
    fn is_told_by_ticks(self) -> bool {
        match self {
            Self::Time(time) => time >= Duration::from_millis(10),
            Self::Rate(..) | Self::Size(_) | Self::Memory(_) => true,
        }
    }
}

/// What a figure is held against.
#[derive(Debug, Clone, Copy)]
pub struct Reference {
    ours: Measure,
    busy: Option<Measure>,
    what: &'static str,
}

/// What a piece of work costs.
#[derive(Debug, Clone)]
pub struct Figure {
    pub work: String,
    pub ours: Measure,
    /// The same by the processor's own clock: steadier on a machine that does other things as well.
    pub busy: Option<Measure>,
    /// What the same machine does in the same minute with the least that could do.
    pub reference: Option<Reference>,
    /// A time to stay below, or a rate to reach: depends on the machine, so it never fails the run.
    pub budget: Option<Measure>,
    /// How many times the reference it may cost: this fails the run.
    pub most_times: Option<f64>,
}

impl Figure {
    pub fn of(work: impl Into<String>, ours: Measure) -> Self {
        Self { work: work.into(), ours, busy: None, reference: None, budget: None, most_times: None }
    }

    /// A time by the clock alone.
    pub fn time(work: impl Into<String>, ours: Duration) -> Self {
        Self::of(work, Measure::Time(ours))
    }

    pub fn cost(work: impl Into<String>, ours: Cost) -> Self {
        Self { busy: Some(Measure::Time(ours.busy)), ..Self::time(work, ours.wall) }
    }

    pub fn rate(work: impl Into<String>, count: usize, unit: &'static str, ours: Cost) -> Self {
        let rate = |time| Measure::rate(count, time, unit);
        Self { ours: rate(ours.wall), busy: Some(rate(ours.busy)), ..Self::time(work, ours.wall) }
    }

    pub fn beside_measure(mut self, reference: Measure, what: &'static str) -> Self {
        self.reference = Some(Reference { ours: reference, busy: None, what });
        self
    }

    /// Held against a time by the clock alone.
    pub fn beside_time(self, reference: Duration, what: &'static str) -> Self {
        self.beside_measure(Measure::Time(reference), what)
    }

    pub fn beside(mut self, reference: Cost, what: &'static str) -> Self {
        let (ours, busy) = (Measure::Time(reference.wall), Some(Measure::Time(reference.busy)));
        self.reference = Some(Reference { ours, busy, what });
        self
    }

    pub fn beside_rate(mut self, count: usize, unit: &'static str, cost: Cost, what: &'static str) -> Self {
        let rate = |time| Measure::rate(count, time, unit);
        self.reference = Some(Reference { ours: rate(cost.wall), busy: Some(rate(cost.busy)), what });
        self
    }

    pub fn within(mut self, budget: Measure) -> Self {
        self.budget = Some(budget);
        self
    }

    pub fn at_most_times(mut self, times: f64) -> Self {
        self.most_times = Some(times);
        self
    }

    /// Our cost in units of the reference's: by the processor's clock where both are known by it, and long enough.
    pub fn ratio(&self) -> Option<f64> {
        let reference = self.reference?;
        let (ours, reference) = match (self.busy, reference.busy) {
            (Some(ours), Some(reference)) if reference.is_told_by_ticks() => (ours, reference),
            _ => (self.ours, reference.ours),
        };
        match (ours, reference) {
            (Measure::Time(ours), Measure::Time(reference)) => {
                Some(ours.as_secs_f64() / reference.as_secs_f64().max(1e-9))
            }
            (Measure::Rate(ours, _), Measure::Rate(reference, _)) => Some(reference / ours.max(1e-9)),
            (Measure::Size(ours), Measure::Size(reference))
            | (Measure::Memory(ours), Measure::Memory(reference)) => {
                Some(ours as f64 / reference.max(1) as f64)
            }
            _ => None,
        }
    }

    /// The ratio that must hold on every machine.
    pub fn keeps_ratio(&self) -> bool {
        match (self.ratio(), self.most_times) {
            (Some(ratio), Some(most)) => ratio <= most,
            _ => true,
        }
    }

    fn keeps_budget(&self) -> bool {
        match (self.ours, self.budget) {
            (Measure::Time(ours), Some(Measure::Time(most))) => ours <= most,
            (Measure::Rate(ours, _), Some(Measure::Rate(least, _))) => ours >= least,
            (Measure::Size(ours), Some(Measure::Size(most)))
            | (Measure::Memory(ours), Some(Measure::Memory(most))) => ours <= most,
            _ => true,
        }
    }

    fn verdict(&self) -> &'static str {
        match (self.budget, self.most_times) {
            (None, None) => "–",
            _ if self.keeps_ratio() && self.keeps_budget() => "ok",
            _ => "MISSED",
        }
    }

    /// The cells of its row.
    pub fn cells(&self) -> [String; 7] {
        let reference = self.reference.map_or("–".into(), |found| match found.busy {
            Some(busy) => format!("{} ({busy}) {}", found.ours, found.what),
            None => format!("{} {}", found.ours, found.what),
        });
        let ratio = self.ratio().map_or("–".into(), |ratio| format!("{ratio:.2}"));
        let mut budgets = Vec::new();
        budgets.extend(self.most_times.map(|times| format!("≤ {times} × the reference")));
        budgets.extend(self.budget.map(|budget| match budget {
            Measure::Rate(..) => format!("≥ {budget}"),
            _ => format!("≤ {budget}"),
        }));
        let budget = if budgets.is_empty() { "–".into() } else { budgets.join(", ") };
        let busy = self.busy.map_or("–".into(), |busy| busy.to_string());
        [self.work.clone(), self.ours.to_string(), busy, reference, ratio, budget, self.verdict().into()]
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rate(count, unit) => write!(f, "{} {unit}/s", grouped(*count)),
            Self::Size(bytes) => write!(f, "{:.3} MB", *bytes as f64 / 1e6),
            Self::Memory(bytes) => write!(f, "{} MiB", bytes >> 20),
            Self::Time(time) => match time.as_secs_f64() * 1000.0 {
                ms if ms < 1.0 => write!(f, "{ms:.3} ms"),
                ms if ms < 10.0 => write!(f, "{ms:.2} ms"),
                ms if ms < 1000.0 => write!(f, "{ms:.0} ms"),
                ms => write!(f, "{:.2} s", ms / 1000.0),
            },
        }
    }
}

/// Thousands set apart, as people read them.
fn grouped(count: f64) -> String {
    let digits = format!("{count:.0}");
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Markdown that also reads well in a terminal.
pub fn table(figures: &[Figure]) -> String {
    let head = [
        "work",
        "figure",
        "by processor time",
        "reference, same run (by processor time)",
        "ratio",
        "budget",
        "result",
    ]
    .map(str::to_owned);
    let rows: Vec<[String; 7]> = std::iter::once(head).chain(figures.iter().map(Figure::cells)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..7).map(width).collect();
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate() {
        let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:<width$}"));
        text.push_str(&format!("| {} |\n", cells.collect::<Vec<_>>().join(" | ")));
        if at == 0 {
            let rule = widths.iter().map(|width| "-".repeat(*width));
            text.push_str(&format!("| {} |\n", rule.collect::<Vec<_>>().join(" | ")));
        }
    }
    text
}
