//! What each subcommand does: one call of the app, and what it answers.

use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use app::api::import::{ImportPlan, ImportReport, Mapping};
use app::api::job::{Ended, Job, VerifyReport};
use app::api::operation::{ExportFormat, Operation, Outcome};
use app::api::problem::{FileProblem, Problem};
use app::api::query::Query;
use app::words::Value as Word;
use app::{ConditionCode, Komora};

use crate::arguments::{Arguments, Format, Kind, Work};
use crate::output::Output;
use crate::{attachments, bundles, discrepancies, lists, network, recovery, show, store};

pub fn run(arguments: Arguments, output: &Output) -> Result<(), Problem> {
    match &arguments.work {
        Work::Init { .. } => init(&arguments, output),
        Work::Import { .. } => import(&arguments, output),
        Work::List { list, filter, offset, limit } => {
            lists::check(*list, filter, *offset, *limit)?;
            let komora = store::open(&arguments)?;
            let (rows, total) = lists::rows(&komora, *list, filter, *offset, *limit, output.words.language)?;
            lists::print(&komora, *list, &rows, total, output);
            Ok(())
        }
        Work::Show { what } => show::show(&*store::open(&arguments)?, what, output),
        Work::Attach { what, file, shows, note } => {
            attachments::attach(&*store::open(&arguments)?, what, file, *shows, note.clone(), output)
        }
        Work::Attachments { what } => attachments::list(&*store::open(&arguments)?, what, output),
        Work::SaveAttachment { id, out } => attachments::save(&*store::open(&arguments)?, id, out, output),
        Work::Execute { file } => execute(&*store::open(&arguments)?, file, output),
        Work::Export { list, format, out, filter } => {
            let query = lists::question(*list, filter, 0, 0, output.words.language)?;
            export(&*store::open(&arguments)?, query, *format, out, output)
        }
        Work::Verify => verify(&*store::open(&arguments)?, output),
        Work::StateHash => state_hash(&*store::open(&arguments)?, output),
        Work::Training { dir } => {
            Komora::make_training(dir, &|progress| output.progress(progress))?;
            done(&Outcome::Saved { path: dir.display().to_string(), bytes: 0 }, output);
            if !output.is_json() {
                let told = [("passphrase", Word::Text(app::TRAINING_PASSPHRASE.to_owned()))];
                output.line(&output.words.say_with("cli-training-made", &told));
            }
            Ok(())
        }
        Work::Join { code, person, rank } => network::join(&arguments, code, person, rank.clone(), output),
        Work::Sync { at: Some(address), .. } => network::visit(&arguments, *address, output),
        Work::Sync { once, attachments, at: None } => network::sync(&arguments, *once, *attachments, output),
        Work::Network { work } => network::network(&arguments, work.as_ref(), output),
        Work::Bundle { work } => bundles::run(&*store::open(&arguments)?, work, output),
        Work::Heads => network::heads(&*store::open(&arguments)?, output),
        Work::Discrepancies { all } => discrepancies::list(&*store::open(&arguments)?, *all, output),
        Work::Settle { id, finding, whereabouts } => {
            discrepancies::settle(&*store::open(&arguments)?, id, finding, whereabouts.as_deref(), output)
        }
        Work::Backup { folder } => {
            let komora = store::open(&arguments)?;
            done(&komora.back_up_to(folder)?, output);
            Ok(())
        }
        Work::Restore { file } => {
            let path = file.display().to_string();
            done(&store::at(&arguments).operate(Operation::RestoreBackup { path })?, output);
            Ok(())
        }
        Work::Unlock { recovery_code_file } => recovery::unlock(&arguments, recovery_code_file, output),
        Work::Salvage { file, recovery_code_file } => {
            recovery::salvage(&arguments, file, recovery_code_file.as_deref(), output)
        }
        Work::ConfirmOrigin { origin } => recovery::confirm_origin(&arguments, *origin, output),
    }
}

fn init(arguments: &Arguments, output: &Output) -> Result<(), Problem> {
    let Work::Init { hub, name, person, classification } = &arguments.work else {
        unreachable!("called for init alone");
    };
    let komora = store::made(store::at(arguments));
    let created = komora.operate(Operation::CreateHub {
        code: hub.clone(),
        name: name.clone(),
        classification: classification.clone(),
        person: person.clone(),
        rank: None,
        passphrase: store::passphrase(arguments)?,
    })?;
    created_with(&created, output);
    Ok(())
}

/// The recovery code is shown once.
pub fn created_with(created: &Outcome, output: &Output) {
    match created {
        Outcome::Created { recovery_code } if !output.is_json() => {
            output.line(&output.words.say("cli-recovery-code"));
            output.line(recovery_code);
        }
        other => output.document(other),
    }
}

fn import(arguments: &Arguments, output: &Output) -> Result<(), Problem> {
    let Work::Import { file, kind, map, sheet, place, condition, dry_run } = &arguments.work else {
        unreachable!("called for import alone");
    };
    let condition = ConditionCode::from_letter(condition)
        .ok_or_else(|| Problem::BadRequest { detail: format!("{condition} is no condition code") })?;
    let komora = store::open(arguments)?;
    let kind = match kind {
        Kind::Items => app::api::import::ImportKind::Items,
        Kind::Assets => app::api::import::ImportKind::Assets,
        Kind::Stock => app::api::import::ImportKind::Stock,
    };
    let path = file.display().to_string();
    let mapping = match map {
        Some(map) => read_mapping(map)?,
        None => guessed(&komora, &path, kind, sheet)?,
    };
    let plan = ImportPlan {
        path,
        kind,
        sheet: sheet.clone(),
        mapping,
        place: place.clone(),
        condition,
        dry_run: *dry_run,
    };
    let ended = komora.run(Job::Import { plan }, &|progress| output.progress(progress))?;
    match ended {
        Ended::Imported { report, .. } => imported(&report, output),
        other => Err(Problem::Internal { detail: format!("{other:?}") }),
    }
}

fn read_mapping(map: &Path) -> Result<Mapping, Problem> {
    let text = fs::read(map).map_err(|_| Problem::File { file: FileProblem::NotFound })?;
    serde_json::from_slice(&text).map_err(|error| Problem::BadRequest { detail: error.to_string() })
}

fn guessed(
    komora: &Komora,
    path: &str,
    kind: app::api::import::ImportKind,
    sheet: &Option<String>,
) -> Result<Mapping, Problem> {
    let asked = Operation::ReadImport { path: path.to_owned(), kind, sheet: sheet.clone() };
    match komora.operate(asked)? {
        Outcome::Import { draft } => Ok(draft.mapping),
        other => Err(Problem::Internal { detail: format!("{other:?}") }),
    }
}

/// An import with bad rows saved nothing: a refusal.
fn imported(report: &ImportReport, output: &Output) -> Result<(), Problem> {
    if output.is_json() {
        output.document(report);
    } else if report.already {
        output.line(&output.words.say("import-already"));
    } else {
        let numbers = [
            ("rows", report.rows),
            ("items", report.items),
            ("assets", report.assets),
            ("lines", report.stock_lines),
            ("errors", report.error_rows),
        ];
        let values: Vec<(&str, Word)> = numbers.map(|(name, n)| (name, Word::Number(n.into()))).to_vec();
        output.line(&output.words.say_with("cli-imported", &values));
        for error in &report.errors {
            output.line(&app::explain_row(error, output.words));
        }
    }
    if report.error_rows == 0 {
        return Ok(());
    }
    Err(Problem::RowsRefused { rows: report.error_rows })
}

/// One command, or one a line; stops at the first that is refused.
fn execute(komora: &Komora, file: &Path, output: &Output) -> Result<(), Problem> {
    let reader: Box<dyn BufRead> = if file == Path::new("-") {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::new(
            fs::File::open(file).map_err(|_| Problem::File { file: FileProblem::NotFound })?,
        ))
    };
    for command in serde_json::Deserializer::from_reader(reader).into_iter::<app::Command>() {
        let command = command.map_err(|error| Problem::BadRequest { detail: error.to_string() })?;
        output.document(&komora.execute(&command, None)?);
    }
    Ok(())
}

fn export(komora: &Komora, list: Query, format: Format, out: &Path, output: &Output) -> Result<(), Problem> {
    let format = match format {
        Format::Csv => ExportFormat::Csv,
        Format::Xlsx => ExportFormat::Xlsx,
        Format::Pdf => ExportFormat::Pdf,
        Format::Json => ExportFormat::Json,
    };
    let saved = komora.operate(Operation::Export {
        list,
        format,
        path: out.display().to_string(),
        language: output.words.language.code().to_owned(),
        columns: Vec::new(),
    })?;
    done(&saved, output);
    Ok(())
}

fn verify(komora: &Komora, output: &Output) -> Result<(), Problem> {
    let report = match komora.run(Job::Verify, &|progress| output.progress(progress))? {
        Ended::Verified { report, .. } => report,
        other => return Err(Problem::Internal { detail: format!("{other:?}") }),
    };
    if output.is_json() {
        output.document(&report);
    } else {
        print_verified(&report, output);
    }
    match report.problems.first() {
        None => Ok(()),
        Some(first) => Err(Problem::Damaged { detail: app::explain_fault(first, output.words) }),
    }
}

fn print_verified(report: &VerifyReport, output: &Output) {
    let values = [
        ("entries", Word::Number(report.entries as i64)),
        ("feeds", Word::Number(report.feeds.into())),
        ("problems", Word::Number(report.problems.len() as i64)),
    ];
    output.line(&output.words.say_with("cli-verified", &values));
    report.problems.iter().for_each(|problem| output.line(&app::explain_fault(problem, output.words)));
}

fn state_hash(komora: &Komora, output: &Output) -> Result<(), Problem> {
    for (scope, hash) in komora.state_hashes()? {
        if output.is_json() {
            output.document(&serde_json::json!({ "scope": scope, "hash": hash }));
        } else {
            output.line(&format!("{hash}  {scope}"));
        }
    }
    Ok(())
}

pub fn done(outcome: &Outcome, output: &Output) {
    match outcome {
        Outcome::Saved { path, .. } if !output.is_json() => output.line(path),
        other if output.is_json() => output.document(other),
        _ => output.line(&output.words.say("cli-done")),
    }
}
