//! `backup`, `restore` and `verify`.

use std::fs;
use std::io;
use std::path::Path;

use super::output::{Output, Problem};
use super::run::Desk;
use crate::center::now_ms;
use crate::error::CenterError;
use crate::keys::sync_folder;
use crate::scrub::{Place, Scrub};

/// To a temporary name first, so that a backup that broke off is never mistaken for one.
pub fn backup(desk: &Desk, to: &Path, output: &Output) -> Result<(), Problem> {
    if !desk.is_sqlite() {
        return Err(Problem::OnlySqlite);
    }
    if to.exists() {
        return Err(CenterError::FileExists { path: to.to_owned() }.into());
    }
    let books = desk.books()?;
    let partial = to.with_extension("partial");
    if partial.exists() {
        fs::remove_file(&partial).map_err(|error| file(&partial, error))?;
    }
    books.storage().backup(&partial)?;
    fs::File::open(&partial).and_then(|written| written.sync_all()).map_err(|error| file(&partial, error))?;
    fs::rename(&partial, to).map_err(|error| file(to, error))?;
    sync_folder(folder_of(to))?;
    let bytes = fs::metadata(to).map_err(|error| file(to, error))?.len();
    output.say(&serde_json::json!({ "bytes": bytes }), || vec![format!("{bytes} bytes")]);
    Ok(())
}

/// A restored database is a new generation: everything is told anew, so that laptops offer what it lacks.
pub fn restore(desk: &Desk, from: &Path, output: &Output) -> Result<(), Problem> {
    if !desk.is_sqlite() {
        return Err(Problem::OnlySqlite);
    }
    let to = desk.database_file();
    let journal = to.with_extension("db-wal");
    if to.exists() || journal.exists() {
        return Err(Problem::DatabaseThere);
    }
    let partial = to.with_extension("partial");
    fs::copy(from, &partial).map_err(|error| file(from, error))?;
    fs::File::open(&partial).and_then(|written| written.sync_all()).map_err(|error| file(&partial, error))?;
    fs::rename(&partial, &to).map_err(|error| file(&to, error))?;
    sync_folder(desk.data())?;
    let books = desk.books()?;
    books.begin_generation(now_ms())?;
    verify(desk, output)
}

pub fn verify(desk: &Desk, output: &Output) -> Result<(), Problem> {
    let books = desk.books()?;
    let report = Scrub::new(&books)?.run()?;
    output.say(&report, || {
        let mut lines = vec![format!(
            "{} entries, {} seals, {} blobs, {} commits checked; {} wrong",
            report.entries, report.seals, report.blobs, report.commits, report.wrong
        )];
        lines.extend(report.places.iter().map(place));
        lines
    });
    if report.wrong > 0 { Err(Problem::Damaged(report.wrong)) } else { Ok(()) }
}

fn place(place: &Place) -> String {
    let feed = place.feed.as_deref().unwrap_or("-");
    let seq = place.seq.map_or_else(String::new, |seq| format!(" entry {seq}"));
    let blob = place.blob.as_deref().map_or_else(String::new, |blob| format!(" blob {blob}"));
    format!("{}: feed {feed}{seq}{blob}", place.table)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn file(path: &Path, source: io::Error) -> CenterError {
    CenterError::File { path: path.to_owned(), source }
}
