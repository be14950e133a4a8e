//! From rows to commands. Nothing is done here: the commands go the way of any other command, all of
//! them in one transaction.

use domain::{Command, Facts, ImportId};

use super::acts::Act;
use super::findings::{Fields, Findings};
use super::holdings::Holdings;
use super::identity::Origin;
use super::items::Items;
use super::mapping::{self, Placed};
use super::places::Places;
use super::sheet::Row;
use super::source::Source;
use super::values::DateOrder;
use crate::api::import::{ImportKind, ImportPlan, ImportReport, RowReason};
use crate::api::problem::Problem;

/// Rows between two tellings of progress.
const STEP: u32 = 500;

/// Hears how far the work is (stage, done, total); answers whether to go on.
pub type Watch<'a> = &'a dyn Fn(&str, u32, u32) -> bool;

/// What an import would do.
pub struct Planned {
    pub import: ImportId,
    /// In this order, all or none. Empty where the file was imported before.
    pub acts: Vec<Act>,
    pub(super) report: ImportReport,
    pub(super) findings: Findings,
}

/// Plans the import of a file read before.
///
/// # Errors
/// A column the kind needs is missing, the mapping names what is none, or the person cancelled.
pub fn plan(
    source: &Source,
    plan: &ImportPlan,
    facts: &dyn Facts,
    watch: Watch<'_>,
) -> Result<Planned, Problem> {
    mapping::check(plan.kind, &plan.mapping)?;
    let table = &source.table;
    let placed = Placed::new(plan.kind, &plan.mapping, table).map_err(|file| Problem::File { file })?;
    let origin = Origin::new(&source.hash, plan.kind, source.sheet.as_deref());
    let import = ImportId(origin.id("import", 0, 0));
    let rows = table.row_count();
    let report = ImportReport { dry_run: plan.dry_run, rows, ..ImportReport::default() };
    let mut planned = Planned { import, acts: Vec::new(), report, findings: Findings::default() };
    if facts.import(import) {
        planned.report.already = true;
        return Ok(planned);
    }
    let mut work = Work {
        kind: plan.kind,
        placed: &placed,
        dates: dates(plan, source, &placed),
        items: Items::new(facts, origin, plan.kind),
        places: Places::new(facts, origin, &plan.place),
        holdings: Holdings::new(facts, origin, plan.kind, plan.condition),
        findings: Findings::default(),
    };
    let total = rows.saturating_mul(2);
    let tell = |done: u32| match done.is_multiple_of(STEP) && !watch("checking", done, total) {
        true => Err(Problem::Cancelled),
        false => Ok(()),
    };
    // How an item is tracked may show only in its last row, so items are known before holdings.
    let mut known = Vec::with_capacity(rows as usize);
    for (done, row) in (0..).zip(table.rows()) {
        tell(done)?;
        known.push(work.item(row));
    }
    for (done, (row, item)) in (rows..).zip(table.rows().zip(known)) {
        tell(done)?;
        if let Some(item) = item {
            work.holding(row, item);
        }
    }
    let file_hash = blake3::Hash::from_bytes(source.hash).to_hex().to_string();
    let file_name = source.file_name.chars().take(domain::decide::LONGEST_NAME).collect();
    let record = Command::RecordImport { id: import, file_name, file_hash, rows };
    work.finish(&mut planned, Act::one(1, record));
    Ok(planned)
}

/// Everything one pass through the rows fills.
struct Work<'a> {
    kind: ImportKind,
    placed: &'a Placed<'a>,
    dates: DateOrder,
    items: Items<'a>,
    places: Places<'a>,
    holdings: Holdings<'a>,
    findings: Findings,
}

impl<'a> Work<'a> {
    fn item(&mut self, row: Row<'a>) -> Option<usize> {
        let mut fields = Fields::of(row, self.placed, self.dates, &mut self.findings)?;
        self.items.of(&mut fields)
    }

    fn holding(&mut self, row: Row<'a>, item: usize) {
        if self.kind == ImportKind::Items {
            return;
        }
        let Some(mut fields) = Fields::of(row, self.placed, self.dates, &mut self.findings) else { return };
        let Some(place) = self.places.of(fields.text("place"), row.number()) else {
            return fields.error("place", RowReason::Missing);
        };
        self.holdings.take(self.items.get(item), place, &mut fields);
    }

    fn finish(self, planned: &mut Planned, record: Act) {
        let items = self.items.acts();
        let report = &mut planned.report;
        report.items = items.len() as u32;
        report.places = self.places.new.len() as u32;
        report.lots = self.holdings.lot_count();
        report.assets = self.holdings.asset_count;
        report.unmarked = self.holdings.unmarked;
        report.stock_lines = self.holdings.line_count();
        planned.findings = self.findings;
        planned.acts.push(record);
        planned.acts.extend(self.places.new);
        planned.acts.extend(items);
        planned.acts.extend(self.holdings.acts());
    }
}

fn dates(plan: &ImportPlan, source: &Source, placed: &Placed<'_>) -> DateOrder {
    let chosen = plan.mapping.dates.as_deref().and_then(DateOrder::named);
    chosen.or_else(|| placed.guess_dates(&source.table)).unwrap_or(DateOrder::Dmy)
}
