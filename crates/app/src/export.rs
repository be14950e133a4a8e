//! Lists and hand receipts written to files.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use exports::{Format, Report};
use serde_json::Value;

use crate::api::operation::{ExportFormat, Outcome, ReceiptOf};
use crate::api::problem::{FileProblem, Problem};
use crate::api::query::Query;
use crate::books::Books;
use crate::data_folder::is_of_a_store;
use crate::papers::{self, Letterhead};
use crate::questions;
use crate::words::{Language, Words};

/// Rows asked for at a time.
const PAGE: u32 = 1000;

/// Writes a whole list as the person sees it: the same filter and order, all rows.
pub(crate) fn list(
    books: &Books,
    query: &Query,
    format: ExportFormat,
    path: &str,
    language: &str,
    columns: &[String],
) -> Result<Outcome, Problem> {
    let words = words(language)?;
    let mut query = query.clone();
    if let Some(window) = questions::window_of(&mut query) {
        window.names_in = words.language.in_catalogue();
    }
    let rows = all_rows(books, &query)?;
    let report = papers::list(&query, columns, &rows, &letterhead(books)?, words)
        .ok_or_else(|| Problem::BadRequest { detail: "this question asks for no list".into() })?;
    let report = match format {
        ExportFormat::Pdf => papers::on_paper(report, words),
        ExportFormat::Csv | ExportFormat::Xlsx | ExportFormat::Json => report,
    };
    save(&report, format, path, Seen::ByAll)
}

/// Writes the hand receipt of an act, or of all a holder has.
pub(crate) fn hand_receipt(
    books: &Books,
    of: &ReceiptOf,
    path: &str,
    language: &str,
) -> Result<Outcome, Problem> {
    let words = words(language)?;
    let handed = books.handed(of)?;
    let report = papers::hand_receipt(&handed, &letterhead(books)?, words);
    save(&report, ExportFormat::Pdf, path, Seen::ByAll)
}

/// Writes the sheet with the code that opens the books: for its owner's eyes alone.
pub(crate) fn recovery_sheet(
    books: &Books,
    code: &str,
    path: &str,
    language: &str,
) -> Result<Outcome, Problem> {
    let report = papers::recovery_sheet(code, &letterhead(books)?, words(language)?);
    save(&report, ExportFormat::Pdf, path, Seen::ByOwner)
}

fn words(language: &str) -> Result<&'static Words, Problem> {
    Language::from_tag(language)
        .map(Words::of)
        .ok_or_else(|| Problem::BadRequest { detail: format!("no language {language}") })
}

fn letterhead(books: &Books) -> Result<Letterhead, Problem> {
    let hub = books.hub_status()?;
    Ok(Letterhead {
        hub: hub.code,
        classification: hub.classification.unwrap_or_default(),
        made_by: books.person_name()?.unwrap_or_default(),
        now_ms: crate::clock::now_ms(),
        several_hubs: hub.coordination,
    })
}

/// Every row of the list, page after page.
pub(crate) fn all_rows(books: &Books, query: &Query) -> Result<Vec<Value>, Problem> {
    let mut rows = Vec::new();
    loop {
        let mut page = query.clone();
        let Some(window) = questions::window_of(&mut page) else {
            return match questions::answer(books, query)? {
                Value::Array(all) => Ok(all),
                _ => Ok(Vec::new()),
            };
        };
        window.offset = rows.len() as u32;
        window.limit = PAGE;
        let answer = questions::answer(books, &page)?;
        let Value::Array(more) = answer["rows"].clone() else { return Ok(rows) };
        let end = more.len() < PAGE as usize;
        rows.extend(more);
        if end {
            return Ok(rows);
        }
    }
}

fn save(report: &Report, format: ExportFormat, path: &str, seen: Seen) -> Result<Outcome, Problem> {
    let format = match format {
        ExportFormat::Csv => Format::Csv,
        ExportFormat::Xlsx => Format::Xlsx,
        ExportFormat::Pdf => Format::Pdf,
        ExportFormat::Json => Format::Json,
    };
    let bytes = exports::render(report, format)?;
    write(Path::new(path), &bytes, seen)?;
    Ok(Outcome::Saved { path: path.to_owned(), bytes: bytes.len() as u64 })
}

/// Writes a file that is no report.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<Outcome, Problem> {
    write(path, bytes, Seen::ByAll)?;
    Ok(Outcome::Saved { path: path.display().to_string(), bytes: bytes.len() as u64 })
}

/// The same for secrets: nobody else on the machine may read the file.
pub(crate) fn write_secret(path: &Path, bytes: &[u8]) -> Result<Outcome, Problem> {
    write(path, bytes, Seen::ByOwner)?;
    Ok(Outcome::Saved { path: path.display().to_string(), bytes: bytes.len() as u64 })
}

/// Who on this machine may read a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    ByAll,
    ByOwner,
}

#[cfg(unix)]
fn create(path: &Path, seen: Seen) -> std::io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    let mode = if seen == Seen::ByOwner { 0o600 } else { 0o666 };
    fs::OpenOptions::new().write(true).create(true).truncate(true).mode(mode).open(path)
}

/// Elsewhere a person's own folders are closed to others.
#[cfg(not(unix))]
fn create(path: &Path, _seen: Seen) -> std::io::Result<fs::File> {
    fs::File::create(path)
}

fn write(path: &Path, bytes: &[u8], seen: Seen) -> Result<(), Problem> {
    write_by(path, seen, |file| file.write_all(bytes))
}

/// Writes a secret that does not lie in memory as a whole.
pub(crate) fn write_secret_by<T>(
    path: &Path,
    writing: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<T>,
) -> Result<T, Problem> {
    write_by(path, Seen::ByOwner, |file| {
        let mut file = std::io::BufWriter::new(file);
        let written = writing(&mut file)?;
        file.flush()?;
        Ok(written)
    })
}

/// No store is ever written over.
pub(crate) fn not_a_store(path: &Path) -> Result<(), Problem> {
    match is_of_a_store(path) {
        true => Err(FileProblem::CannotWrite { detail: "a store lies there".to_owned() }.into()),
        false => Ok(()),
    }
}

/// Whole or not at all: a half-written export is worse than none.
fn write_by<T>(
    path: &Path,
    seen: Seen,
    writing: impl FnOnce(&mut fs::File) -> std::io::Result<T>,
) -> Result<T, Problem> {
    not_a_store(path)?;
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::StorageFull => Problem::DiskFull,
        _ => Problem::File { file: FileProblem::CannotWrite { detail: error.to_string() } },
    };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let new = path.with_file_name(name);
    let written = create(&new, seen).and_then(|mut file| {
        let written = writing(&mut file)?;
        file.sync_all()?;
        Ok(written)
    });
    written.and_then(|written| fs::rename(&new, path).map(|()| written)).map_err(|error| {
        let _ = fs::remove_file(&new);
        failed(error)
    })
}
