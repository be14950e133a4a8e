//! Opening and locking a store, and what the window shows before that.

use std::path::Path;
use std::sync::Arc;

use store::error::Damage;
use store::keys::{KeyFile, Machine, Passphrase, RecoveryCode, Tries, Unlocked};
use store::witness::Witnessed;
use store::{Held, StoreError};

use crate::api::job::Notice;
use crate::api::operation::Origin;
use crate::api::problem::Problem;
use crate::api::status::{OriginFinding, Phase, Status, StoreName};
use crate::books::Books;
use crate::clock::now_ms;
use crate::komora::{Komora, Standing};
use crate::problems::seconds;
use crate::wished_language::wished_language;
use crate::{by_stick, sync};

/// Where the program stands.
pub(crate) fn status(komora: &Komora) -> Status {
    let (store, books, phase) = {
        let standing = komora.standing();
        (standing.store, standing.books.clone(), phase(komora, &standing))
    };
    let preferences = komora.preferences().all().clone();
    let layout = &komora.inner.layout;
    let stores =
        [StoreName::Hub, StoreName::Training].into_iter().filter(|&store| layout.exists(store)).collect();
    let unlocked = books.as_deref();
    // While it waits it is of no hub.
    let books = unlocked.filter(|books| !books.is_waiting());
    Status {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        store,
        phase,
        stores,
        hub: books.and_then(|books| books.hub_status().ok()),
        person: unlocked.and_then(|books| books.logged_in().ok()),
        backup: books.and_then(|books| crate::backups::status(books).ok()),
        lock_after_minutes: books.map_or(0, |books| (books.lock_after().as_secs() / 60) as u32),
        preferences,
        language: wished_language().map(|language| language.code().to_owned()),
        device: unlocked.map(Books::device_name),
    }
}

fn phase(komora: &Komora, standing: &Standing) -> Phase {
    if let Some(books) = &standing.books {
        return by_stick::phase(books).unwrap_or(Phase::Open);
    }
    if let Some((finding, _)) = standing.in_question {
        return Phase::AskOrigin { finding };
    }
    match &standing.broken {
        Some(Problem::NewerStore { found, known }) => {
            return Phase::NewerStore { found: *found, known: *known };
        }
        Some(Problem::InUse) => return Phase::InUse,
        Some(Problem::Damaged { detail }) => return Phase::Damaged { detail: detail.clone() },
        _ => {}
    }
    if !komora.inner.layout.exists(standing.store) {
        return Phase::FirstRun;
    }
    let folder = komora.inner.layout.of(standing.store);
    let wait = Tries::of(folder).and_then(|mut tries| tries.delay_before_next(now_ms().max(0) as u64));
    Phase::Locked { wait_seconds: seconds(wait.unwrap_or(0)) }
}

/// Opens the chosen store with a passphrase.
pub(crate) fn unlock(komora: &Komora, passphrase: &str) -> Result<(), Problem> {
    open_with(komora, |keys, machine| keys.unlock(&Passphrase::typed(passphrase), None, machine))
}

/// Opens it with the printed code, and sets a new passphrase.
pub(crate) fn unlock_with_recovery(komora: &Komora, code: &str, passphrase: &str) -> Result<(), Problem> {
    let chosen = Passphrase::chosen(passphrase)?;
    let parameters = derivation(komora)?;
    let code = RecoveryCode::parse(code)?;
    let folder = komora.inner.layout.of(komora.standing().store).to_path_buf();
    open_with(komora, |keys, machine| {
        let unlocked = keys.unlock_with_recovery(&code)?;
        let mut slots = KeyFile::open(&folder)?;
        slots.change_passphrase(&unlocked, &chosen, machine, parameters)?;
        Ok(unlocked)
    })
}

/// The cost of key derivation on this machine; measured the first time.
pub(crate) fn derivation(komora: &Komora) -> Result<store::keys::Parameters, Problem> {
    match komora.inner.derivation {
        Some(parameters) => Ok(parameters),
        None => Ok(store::keys::calibrate()?),
    }
}

fn open_with(
    komora: &Komora,
    unlock: impl FnOnce(&KeyFile, &Machine) -> Result<Unlocked, StoreError>,
) -> Result<(), Problem> {
    let store = {
        let standing = komora.standing();
        if standing.is_unlocked() {
            return Ok(());
        }
        standing.store
    };
    match try_opening(komora, store, unlock) {
        Ok((books, found)) => {
            arrive(komora, Arc::new(books), found);
            Ok(())
        }
        Err(problem) => {
            remember_what_broke(komora, &problem);
            Err(problem)
        }
    }
}

fn try_opening(
    komora: &Komora,
    store: StoreName,
    unlock: impl FnOnce(&KeyFile, &Machine) -> Result<Unlocked, StoreError>,
) -> Result<(Books, Witnessed), Problem> {
    let folder = komora.inner.layout.of(store);
    if !komora.inner.layout.exists(store) {
        return Err(Problem::NoStore);
    }
    let held = Held::take(folder)?;
    if !held.has_store() {
        return Err(StoreError::Damaged { what: Damage::DatabaseGone }.into());
    }
    let machine = Machine::at(folder)?;
    let unlocked = unlocked(folder, |keys| unlock(keys, &machine))?;
    Books::open(held, unlocked, &machine)
}

/// What opens the store in `folder`, which the caller holds; a wrong try counts, whatever it was for.
pub(crate) fn unlocked(
    folder: &Path,
    unlock: impl FnOnce(&KeyFile) -> Result<Unlocked, StoreError>,
) -> Result<Unlocked, Problem> {
    let keys = KeyFile::open(folder)?;
    let mut tries = Tries::of(folder)?;
    let now = now_ms().max(0) as u64;
    tries.begin(now)?;
    let unlocked = match unlock(&keys) {
        Err(StoreError::WrongPassphrase) => {
            let wait = tries.delay_before_next(now)?;
            return Err(Problem::WrongPassphrase { wait_seconds: seconds(wait) });
        }
        other => other?,
    };
    tries.succeeded()?;
    Ok(unlocked)
}

/// A store that cannot be opened at all is named until something is done about it; a wrong passphrase
/// is no such thing.
fn remember_what_broke(komora: &Komora, problem: &Problem) {
    let for_good = matches!(problem, Problem::Damaged { .. } | Problem::NewerStore { .. } | Problem::InUse);
    {
        let mut standing = komora.standing();
        // Whoever was quicker has the store: it is in use by this very program.
        if standing.is_unlocked() {
            return;
        }
        standing.broken = for_good.then(|| problem.clone());
    }
    if for_good {
        komora.tell(Notice::Status);
    }
}

/// Unlocked: in, or asked first where the files come from.
fn arrive(komora: &Komora, books: Arc<Books>, found: Witnessed) {
    let finding = match found {
        _ if books.was_restored() => Some(OriginFinding::Restored),
        Witnessed::Agrees | Witnessed::DatabaseAhead => None,
        Witnessed::DatabaseBehind { .. } => Some(OriginFinding::BehindWitness),
        Witnessed::Missing => Some(OriginFinding::WitnessMissing),
        Witnessed::OtherMachine => Some(OriginFinding::OtherMachine),
    };
    komora.inner.idle.stir();
    {
        let mut standing = komora.standing();
        standing.broken = None;
        match finding {
            Some(finding) => standing.in_question = Some((finding, books)),
            None => standing.books = Some(books),
        }
    }
    introduce(komora);
    komora.tell(Notice::Status);
}

/// A person whose laptop was let in is written into the hub's books as soon as the laptop may write: where no
/// meeting came, or the power went just before.
fn introduce(komora: &Komora) {
    if let Ok(books) = komora.books() {
        // The books are open all the same; what cannot be written now is written next time.
        let _ = sync::introduce(komora, &books);
    }
}

/// The person said where the files come from: on under a new epoch, whatever the answer, so that no
/// feed is continued by accident.
pub(crate) fn confirm_origin(komora: &Komora, origin: Origin) -> Result<(), Problem> {
    let Some((finding, books)) = komora.standing().in_question.clone() else {
        return Err(Problem::BadRequest { detail: "nothing was asked".into() });
    };
    books.go_on_under_new_epoch(finding, origin)?;
    let mut standing = komora.standing();
    standing.in_question = None;
    standing.books = Some(books);
    drop(standing);
    introduce(komora);
    komora.tell(Notice::Status);
    Ok(())
}

/// Closes the store and forgets its keys. What is asked after this hears "locked".
pub(crate) fn lock(komora: &Komora) {
    let (books, in_question) = {
        let mut standing = komora.standing();
        standing.recovery_code = None;
        (standing.books.take(), standing.in_question.take())
    };
    // After the books are off the table it cannot begin anew.
    komora.inner.keeper.end();
    komora.inner.lan.end();
    komora.inner.blobs.forget();
    if let Some(books) = books.or(in_question.map(|(_, books)| books)) {
        books.close();
        komora.tell(Notice::Status);
    }
}

/// Puts books that were just made on the table.
pub(crate) fn put_open(komora: &Komora, store: StoreName, books: Books) {
    komora.inner.idle.stir();
    let mut standing = komora.standing();
    standing.store = store;
    standing.broken = None;
    standing.books = Some(Arc::new(books));
    drop(standing);
    komora.tell(Notice::Status);
}
