//! A bundle is taken in: read to its end first, then page by page, each in a transaction of its own.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use wire::bundle::{BundleReader, Checked, Manifest};

use super::Step;
use super::problem::{cannot_read, reading};
use super::unpacking::Unpacking;
use crate::api::exchange::BundleImported;
use crate::api::job::Notice;
use crate::api::problem::{Problem, SyncProblem};
use crate::books::Books;
use crate::komora::Komora;
use crate::sync::{Carried, say_carried};

/// # Errors
/// It is no sound bundle for this laptop: nothing changed. Or the person cancelled, or a page is to blame: what
/// was taken by then stays, and taking it in again goes on from there.
pub(crate) fn import(komora: &Komora, path: &Path, step: Step<'_>) -> Result<BundleImported, Problem> {
    let books = komora.books()?;
    let ours = books.network()?;
    let checked = check(&books, path, step, &|manifest| match (manifest.network, ours) {
        (Some(theirs), Some(ours)) if theirs != ours => Err(SyncProblem::ForeignBundle),
        _ => Ok(()),
    })?;
    let mut imported = BundleImported {
        made_by: checked.manifest().by.to_string(),
        made_ms: checked.manifest().made_at_ms,
        came: 0,
        known: 0,
        parked: 0,
        quarantined: 0,
        attachments: 0,
    };
    let parked = books.parked()?;
    let taken = take(komora, &books, path, &checked, step, &mut imported);
    let held = u64::from(imported.came);
    imported.known = u32::try_from(checked.entries().saturating_sub(held)).unwrap_or(u32::MAX);
    // Some of those that had to wait found later what they rest on.
    imported.parked = books.parked()?.saturating_sub(parked);
    taken.map(|()| imported)
}

/// Reads a bundle to its end, if its manifest `fits`. Nothing of it is taken.
///
/// # Errors
/// It is no sound bundle for this laptop, or does not fit; or the person cancelled.
pub(crate) fn check(
    books: &Books,
    path: &Path,
    step: Step<'_>,
    fits: &dyn Fn(&Manifest) -> Result<(), SyncProblem>,
) -> Result<Checked, Problem> {
    let stopped = Cell::new(false);
    let checked = read_whole(books, path, step, fits, &stopped);
    if stopped.get() { Err(Problem::Cancelled) } else { checked }
}

fn read_whole(
    books: &Books,
    path: &Path,
    step: Step<'_>,
    fits: &dyn Fn(&Manifest) -> Result<(), SyncProblem>,
    stopped: &Cell<bool>,
) -> Result<Checked, Problem> {
    let file = File::open(path).map_err(|error| cannot_read(&error))?;
    let length = file.metadata().map_err(|error| cannot_read(&error))?.len();
    let watched = Watched { file, read: 0, length, step, stopped };
    let reader = BundleReader::open(watched, books.device_key()).map_err(reading)?;
    fits(reader.manifest())?;
    reader.check_all().map_err(reading)
}

fn take(
    komora: &Komora,
    books: &Books,
    path: &Path,
    checked: &Checked,
    step: Step<'_>,
    imported: &mut BundleImported,
) -> Result<(), Problem> {
    let file = File::open(path).map_err(|error| cannot_read(&error))?;
    let mut pages = checked.read_again(file, books.device_key()).map_err(reading)?;
    let count = |entries: u64| u32::try_from(entries).unwrap_or(u32::MAX);
    let (mut done, all) = (0, (checked.pages() + checked.parts()) as u64);
    loop {
        if !step("taking", done, all) {
            return Err(Problem::Cancelled);
        }
        let Some(page) = pages.next_page().map_err(reading)? else { break };
        done += 1;
        let recorded = books.take(&page.bytes)?;
        imported.came = imported.came.saturating_add(count(recorded.entries));
        imported.quarantined = imported.quarantined.saturating_add(count(recorded.quarantined));
        let mut topics: BTreeSet<String> = recorded.topics.iter().map(|topic| (*topic).to_owned()).collect();
        if recorded.entries > 0 {
            topics.insert("acts".to_owned());
            komora.tell(Notice::Topics { topics: topics.into_iter().collect() });
        }
    }
    let mut unpacking = Unpacking::new(books, checked.manifest().by);
    while let Some(part) = pages.next_part().map_err(reading)? {
        if !step("taking", done, all) {
            return Err(Problem::Cancelled);
        }
        done += 1;
        if unpacking.take(&part)? {
            imported.attachments += 1;
            say_carried(komora, &Carried { fetching: true, whole: true });
        }
    }
    Ok(())
}

/// Tells how far the first reading is, and ends it when the person cancels.
struct Watched<'a> {
    file: File,
    read: u64,
    length: u64,
    step: Step<'a>,
    stopped: &'a Cell<bool>,
}

impl Read for Watched<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if !(self.step)("checking", self.read, self.length) {
            self.stopped.set(true);
            return Err(io::Error::other("cancelled"));
        }
        let read = self.file.read(into)?;
        self.read += read as u64;
        Ok(read)
    }
}
