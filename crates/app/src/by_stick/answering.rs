//! Back on the new laptop: the answer is taken in, all of it or nothing, and the books begin.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use wire::bundle::{Checked, Manifest, Met};
use wire::{EnrolmentCode, PeerKey};

use crate::api::exchange::BundleImported;
use crate::api::job::Notice;
use crate::api::problem::{Problem, SyncProblem};
use crate::books::{Books, Center, Home, all_topics};
use crate::bundles::{self, Step, cannot_read, reading};
use crate::komora::Komora;
use crate::sync;

/// Takes in the answer to this laptop's request. On one that waits no more it is a bundle like any other: what is
/// held already changes nothing.
///
/// # Errors
/// It answers another request, is not sound or does not let this laptop in: nothing changed, and it waits on.
pub(crate) fn take_answer(
    komora: &Komora,
    books: &Arc<Books>,
    path: &Path,
    step: Step<'_>,
) -> Result<BundleImported, Problem> {
    if !books.is_waiting() {
        return bundles::import(komora, path, step);
    }
    let request = books.request()?.id();
    let answers = |manifest: &Manifest| match &manifest.welcome {
        Some(welcome) if welcome.request == request => Ok(()),
        _ => Err(SyncProblem::ForeignAnswer),
    };
    let checked = bundles::check(books, path, step, &answers).map_err(|problem| match problem {
        // Made for another laptop, so it answers another request.
        Problem::Sync { sync: SyncProblem::BundleForOthers } => SyncProblem::ForeignAnswer.into(),
        other => other,
    })?;
    let taken = begin(books, path, &checked, step)?;
    // Locked meanwhile: the person is written into the books at the next unlocking.
    if komora.books().is_ok_and(|open| Arc::ptr_eq(&open, books)) {
        // It is done: what cannot be written now is written then, too.
        let _ = sync::introduce(komora, books);
    }
    komora.tell(Notice::Topics { topics: all_topics() });
    komora.tell(Notice::Status);
    komora.inner.keeper.call();
    Ok(taken)
}

fn begin(books: &Books, path: &Path, checked: &Checked, step: Step<'_>) -> Result<BundleImported, Problem> {
    let manifest = checked.manifest();
    let welcome = manifest.welcome.as_ref().ok_or(SyncProblem::ForeignAnswer)?;
    let home = Home {
        by: manifest.by,
        scope: welcome.scope,
        network: manifest.network,
        center: welcome.center.as_ref().map(|met| center(met, manifest.made_at_ms)).transpose()?,
    };
    let file = File::open(path).map_err(|error| cannot_read(&error))?;
    let mut pages = checked.read_again(file, books.device_key()).map_err(reading)?;
    let (mut done, all) = (0, checked.pages() as u64);
    let taken = books.settle_in(&home, &mut || {
        if !step("saving", done, all) {
            return Err(Problem::Cancelled);
        }
        done += 1;
        pages.next_page().map_err(reading)
    })?;
    let count = |entries: u64| u32::try_from(entries).unwrap_or(u32::MAX);
    Ok(BundleImported {
        made_by: manifest.by.to_string(),
        made_ms: manifest.made_at_ms,
        came: count(taken.entries),
        known: count(checked.entries().saturating_sub(taken.entries)),
        parked: books.parked()?,
        quarantined: count(taken.quarantined),
        // They come with the first meeting, neighbour or bundle.
        attachments: 0,
    })
}

/// The rule for addresses is the enrolment code's.
fn center(met: &Met, said_ms: i64) -> Result<Center, SyncProblem> {
    let key = *met.key.as_bytes();
    EnrolmentCode::new(&met.address, PeerKey::from_bytes(key), [0; 16], 0)
        .map_err(|error| SyncProblem::BadAnswer { detail: error.to_string() })?;
    Ok(Center { address: met.address.clone(), key, said_ms })
}
