//! Opening the store a run works on.

use std::fs;
use std::ops::Deref;
use std::path::Path;

use app::Komora;
use app::api::operation::Operation;
use app::api::problem::{FileProblem, Problem, SyncProblem};
use app::api::status::{Phase, StoreName};

use crate::arguments::Arguments;

/// Where a passphrase is read from when no file is named. Never an argument: arguments can be seen
/// by everybody on the machine.
const PASSPHRASE_VARIABLE: &str = "KOMORA_PASSPHRASE";

/// The store named by the arguments, still locked.
pub fn at(arguments: &Arguments) -> Komora {
    match &arguments.store {
        Some(folder) => Komora::at_store(folder),
        None => Komora::start_up(&app::data_folder()),
    }
}

/// A store unlocked for this run, locked again at its end: the person's session does not stay open behind
/// it, nor the log unfolded.
pub struct Opened(Komora);

impl Deref for Opened {
    type Target = Komora;

    fn deref(&self) -> &Komora {
        &self.0
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        self.0.shut_down();
    }
}

/// The store, unlocked.
///
/// # Errors
/// `OriginUnknown`, where a person must first say where the files come from.
pub fn open(arguments: &Arguments) -> Result<Opened, Problem> {
    let komora = unlocked(arguments)?;
    match komora.status().phase {
        Phase::AskOrigin { finding } => Err(Problem::OriginUnknown { finding }),
        Phase::Waiting { .. } => Err(Problem::Sync { sync: SyncProblem::AwaitsAnswer }),
        _ => Ok(komora),
    }
}

/// The store, unlocked, even if it waits for the answer to its request.
pub fn waiting(arguments: &Arguments) -> Result<Opened, Problem> {
    let komora = unlocked(arguments)?;
    match komora.status().phase {
        Phase::AskOrigin { finding } => Err(Problem::OriginUnknown { finding }),
        _ => Ok(komora),
    }
}

/// The store, unlocked; where its files come from may still be in question.
pub fn unlocked(arguments: &Arguments) -> Result<Opened, Problem> {
    let komora = there(arguments)?;
    let passphrase = passphrase_of(&komora, arguments)?;
    komora.operate(Operation::Unlock { passphrase })?;
    Ok(komora)
}

/// What opens this store: the training hub's is no secret.
pub fn passphrase_of(komora: &Komora, arguments: &Arguments) -> Result<String, Problem> {
    match komora.status().store {
        StoreName::Training => Ok(app::TRAINING_PASSPHRASE.to_owned()),
        StoreName::Hub => passphrase(arguments),
    }
}

/// The same by the printed code, which stands in the first line of a file; the passphrase given is the new
/// one.
pub fn recovered(arguments: &Arguments, code: &Path) -> Result<Opened, Problem> {
    let komora = there(arguments)?;
    let code = first_line(code)?;
    komora.operate(Operation::UnlockWithRecovery { code, passphrase: passphrase(arguments)? })?;
    Ok(komora)
}

/// The store named by the arguments, still locked, even where it is known not to open.
pub fn even_damaged(arguments: &Arguments) -> Result<Opened, Problem> {
    let komora = at(arguments);
    match komora.status().phase {
        Phase::FirstRun => Err(Problem::NoStore),
        Phase::InUse => Err(Problem::InUse),
        Phase::NewerStore { found, known } => Err(Problem::NewerStore { found, known }),
        Phase::Damaged { .. }
        | Phase::Open
        | Phase::Waiting { .. }
        | Phase::Locked { .. }
        | Phase::AskOrigin { .. } => Ok(Opened(komora)),
    }
}

/// The store named by the arguments, where one can be opened.
fn there(arguments: &Arguments) -> Result<Opened, Problem> {
    let komora = even_damaged(arguments)?;
    match komora.status().phase {
        Phase::Damaged { detail } => Err(Problem::Damaged { detail }),
        _ => Ok(komora),
    }
}

/// A hub just made, open.
pub fn made(komora: Komora) -> Opened {
    Opened(komora)
}

/// The passphrase from the file or the environment.
pub fn passphrase(arguments: &Arguments) -> Result<String, Problem> {
    if let Some(file) = &arguments.passphrase_file {
        return first_line(file);
    }
    std::env::var(PASSPHRASE_VARIABLE).map_err(|_| Problem::BadRequest {
        detail: format!("give the passphrase by --passphrase-file or {PASSPHRASE_VARIABLE}"),
    })
}

/// The first line of a file, in which somebody put a secret.
pub fn first_line(file: &Path) -> Result<String, Problem> {
    let text = fs::read_to_string(file).map_err(|_| Problem::File { file: FileProblem::NotFound })?;
    // Some editors begin a file with a byte order mark nobody typed.
    Ok(text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default().to_owned())
}
