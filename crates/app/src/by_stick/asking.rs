//! The new laptop asks: it makes its keys, keeps them under the passphrase, and waits.

use std::path::Path;
use std::sync::Arc;

use store::Held;
use store::keys::{Machine, Passphrase};

use crate::api::job::Notice;
use crate::api::operation::Outcome;
use crate::api::problem::{Problem, SyncProblem};
use crate::api::status::Phase;
use crate::books::{Books, Introduction};
use crate::first_run::{filled, required};
use crate::komora::Komora;
use crate::opening;
use crate::sync::{Newcomer, fresh, leave_open};

/// Makes a store that waits. What it asks is written to a file by [`save_request`], as often as need be.
pub(crate) fn ask_to_join(
    komora: &Komora,
    person: &str,
    rank: Option<String>,
    passphrase: &str,
) -> Result<Outcome, Problem> {
    fresh(komora)?;
    let introduction = Introduction { name: required("person", person)?, rank: filled(rank) };
    let chosen = Passphrase::chosen(passphrase)?;
    let parameters = opening::derivation(komora)?;
    let folder = komora.inner.layout.hub.clone();
    let (held, machine) = (Held::take(&folder)?, Machine::at(&folder)?);
    let Newcomer { device, keys } = Newcomer::new()?;
    let (books, recovery) = Books::ask(held, keys, device, introduction, &chosen, &machine, parameters)?;
    Ok(leave_open(komora, books, recovery.text().to_string()))
}

/// Writes the request, again the same.
pub(crate) fn save_request(komora: &Komora, path: &Path) -> Result<Outcome, Problem> {
    let request = komora.on_the_table()?.request()?;
    crate::export::write_file(path, &request.to_file())
}

/// What the door of a laptop that waits shows; `None` once it does not.
pub(crate) fn phase(books: &Books) -> Option<Phase> {
    if !books.is_waiting() {
        return None;
    }
    Some(match books.request() {
        Ok(request) => Phase::Waiting {
            words: request.words(),
            person: request.asking().name.clone(),
            made_ms: request.asking().made_at_ms,
        },
        Err(problem) => Phase::Damaged { detail: problem.to_string() },
    })
}

/// Gives the request up: the keys it was made of are gone, and this laptop begins anew. An answer that is under
/// way opens nowhere then.
pub(crate) fn withdraw_request(komora: &Komora) -> Result<Outcome, Problem> {
    let books = komora.on_the_table()?;
    if !books.is_waiting() {
        return Err(SyncProblem::NothingAsked.into());
    }
    komora.inner.jobs.cancel_all();
    opening::lock(komora);
    // An answer that is being taken in has the books in its hands still.
    let books = Arc::into_inner(books).ok_or(Problem::InUse)?;
    if !books.is_waiting() {
        return Err(SyncProblem::NothingAsked.into());
    }
    books.forget()?;
    komora.tell(Notice::Status);
    Ok(Outcome::Done)
}
