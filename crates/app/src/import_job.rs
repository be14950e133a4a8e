//! Importing a file: read, planned, decided and saved in one transaction, or not at all.

use std::path::Path;

use domain::{ActId, Command};

use crate::api::import::{ImportDraft, ImportKind, ImportPlan, ImportReport, Mapping};
use crate::api::problem::Problem;
use crate::books::{Acts, Books};
use crate::import::{self, Planned, Source};

/// Told how far the work is; false asks it to stop.
type Step<'a> = &'a (dyn Fn(&str, u32, u32) -> bool + 'a);

/// A first look at a file, with the mapping guessed or remembered.
pub(crate) fn look_at(
    books: &Books,
    path: &Path,
    kind: ImportKind,
    sheet: Option<&str>,
) -> Result<ImportDraft, Problem> {
    let remembered = |key: &str| books.setting::<Mapping>(&setting(key)).ok().flatten();
    Ok(import::look_at(path, kind, sheet, &remembered)?)
}

/// Brings a file in. Rows with errors leave everything as it was.
pub(crate) fn import(books: &Books, plan: &ImportPlan, step: Step<'_>) -> Result<ImportReport, Problem> {
    if !step("reading", 0, 1) {
        return Err(Problem::Cancelled);
    }
    let source = Source::read(Path::new(&plan.path), plan.sheet.as_deref())?;
    let mut report = None;
    let at = books.claimed()?;
    let saved = books.many(|acts| {
        let facts = acts.facts()?;
        let mut planned = import::plan(&source, plan, &facts, step)?;
        facts.finish()?;
        let act = ActId(planned.import.0);
        if planned.is_sound() && !planned.is_done_already() {
            save(acts, &mut planned, act, at, step)?;
        }
        let keep = planned.is_sound() && !plan.dry_run && !planned.is_done_already();
        report = Some(planned.report(keep.then_some(act)));
        // Nothing is kept of a dry run, nor of a file with an error in it: roll back.
        if keep { Ok(()) } else { Err(Problem::Cancelled) }
    });
    ended(saved, report, || {
        let key = import::source_key(plan.kind, source.table.columns());
        books.set_setting(&setting(&key), &plan.mapping)
    })
}

/// What an import came to. What it saved is on disk by now: a mapping that could not be remembered is
/// guessed again next time, and makes nothing undone.
fn ended(
    saved: Result<(), Problem>,
    report: Option<ImportReport>,
    remember: impl FnOnce() -> Result<(), Problem>,
) -> Result<ImportReport, Problem> {
    match (saved, report) {
        (Ok(()), Some(report)) => {
            if let Err(error) = remember() {
                eprintln!("komora: the mapping was not remembered: {error}");
            }
            Ok(report)
        }
        (Err(Problem::Cancelled), Some(report)) => Ok(report),
        (Err(problem), _) => Err(problem),
        (Ok(()), None) => unreachable!("the report is made before the transaction ends"),
    }
}

/// Does every command. One that is refused becomes an error of its row; the rest is still tried, so that
/// the person hears of all errors at once, unless what was refused is what later rows rest on.
fn save(
    acts: &mut Acts<'_>,
    planned: &mut Planned,
    act: ActId,
    at: feed::Claimed,
    step: Step<'_>,
) -> Result<(), Problem> {
    let total = u32::try_from(planned.acts.len()).unwrap_or(u32::MAX);
    for index in 0..planned.acts.len() {
        if !step("saving", index as u32, total) {
            return Err(Problem::Cancelled);
        }
        let command = planned.acts[index].command.clone();
        match acts.execute(&command, act, at) {
            Ok(()) => {}
            Err(Problem::Refused { refusal }) => {
                planned.refused(index, refusal);
                if !matches!(command, Command::ReceiveAssets(_) | Command::ReceiveStock(_)) {
                    return Ok(());
                }
            }
            Err(problem) => return Err(problem),
        }
    }
    step("saving", total, total);
    Ok(())
}

fn setting(key: &str) -> String {
    format!("mapping:{key}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_saved_is_told_as_saved_whatever_comes_after() {
        let report = || ImportReport { saved: true, rows: 3, assets: 3, ..ImportReport::default() };
        let full = || Err(Problem::DiskFull);
        let never = || -> Result<(), Problem> { panic!("nothing was saved, nothing is remembered") };
        assert_eq!(ended(Ok(()), Some(report()), full), Ok(report()));
        assert_eq!(ended(Err(Problem::Cancelled), Some(report()), never), Ok(report()));
        assert_eq!(ended(Err(Problem::Cancelled), None, never), Err(Problem::Cancelled));
        assert_eq!(ended(Err(Problem::DiskFull), Some(report()), never), Err(Problem::DiskFull));
    }
}
