//! A laptop of the hub lets another one in: it opens the request with the words that were told, and writes the
//! answer.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use domain::Refusal;
use store::query::timeline::short_name;
use wire::{Asking, JoinRequest, RequestError};

use crate::api::exchange::{BundleExported, LaptopRequest};
use crate::api::job::Notice;
use crate::api::operation::Outcome;
use crate::api::problem::{Problem, SyncProblem};
use crate::books::{Books, role_number};
use crate::bundles::{self, Step, cannot_read};
use crate::komora::Komora;
use crate::sync;

/// Far beyond any request.
const MOST_BYTES: u64 = 64 << 10;

/// Who asks, so that a person can decide.
pub(crate) fn read_request(komora: &Komora, path: &Path, words: &str) -> Result<Outcome, Problem> {
    let books = komora.books()?;
    let request = opened(path, words)?;
    let Asking { device, made_at_ms, name, rank, .. } = request.asking();
    Ok(Outcome::Request {
        request: LaptopRequest {
            person: name.clone(),
            rank: rank.clone(),
            laptop: short_name(device),
            made_ms: *made_at_ms,
            admitted: books.may_admit(request.asking())?,
        },
    })
}

/// Lets the laptop in and writes the answer; again writes another answer and says nothing anew.
///
/// # Errors
/// The words, the request, or who is in do not allow it: nothing was written. The file could not be finished:
/// there is none, and doing it again is safe.
pub(crate) fn admit_laptop(
    komora: &Komora,
    books: &Books,
    asked: &Admission,
    step: Step<'_>,
) -> Result<BundleExported, Problem> {
    let Admission { request, words, role, answer } = asked;
    let not_valid = || Refusal::NotValid { field: "role".into(), value: role.clone() };
    let number = role_number(role).ok_or_else(not_valid)?;
    let request = opened(Path::new(request), words)?;
    let asking = request.asking();
    books.may_admit(asking)?;
    let welcome = books.welcome(request.id())?;
    let admit = || books.admit(asking, number);
    let written = bundles::answer(books, welcome, asking.device, Path::new(answer), admit, step);
    // Let in or not, the list of laptops is asked for anew: the answer may have failed after it.
    komora.tell(Notice::Topics { topics: vec![sync::TOPIC.to_owned()] });
    let written = written?;
    // Kyiv must know the new laptop before it can be met by it.
    komora.inner.keeper.call();
    Ok(written)
}

/// What a person decided: whom to let in, in what role, and where the answer goes.
pub(crate) struct Admission {
    pub request: String,
    pub words: String,
    pub role: String,
    pub answer: String,
}

fn opened(path: &Path, words: &str) -> Result<JoinRequest, Problem> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| cannot_read(&error))?;
    file.take(MOST_BYTES).read_to_end(&mut bytes).map_err(|error| cannot_read(&error))?;
    JoinRequest::open(&bytes, words).map_err(|error| refused(error).into())
}

fn refused(error: RequestError) -> SyncProblem {
    match error {
        RequestError::NotARequest => SyncProblem::NotARequest,
        RequestError::Newer { form } => SyncProblem::NewerRequest { form: form.into() },
        RequestError::WrongWords => SyncProblem::WrongWords,
        RequestError::Damaged => SyncProblem::RequestDamaged,
    }
}
