//! The way back into a store: by its printed code, and by saying where its files come from; and what to save
//! where there is none.

use std::path::Path;

use app::api::operation::{self, Operation, Outcome};
use app::api::problem::Problem;
use app::api::status::Phase;
use app::words::Value as Word;

use crate::arguments::{Arguments, Origin};
use crate::output::Output;
use crate::store;
use crate::work::done;

/// Opens the store with its recovery code, and sets the passphrase given. What is still to be decided
/// before anything else can be done is said.
pub fn unlock(arguments: &Arguments, code: &Path, output: &Output) -> Result<(), Problem> {
    let komora = store::recovered(arguments, code)?;
    let phase = komora.status().phase;
    if output.is_json() {
        output.document(&phase);
        return Ok(());
    }
    output.line(&output.words.say("cli-passphrase-set"));
    if let Phase::AskOrigin { finding } = phase {
        output.line(&app::explain(&Problem::OriginUnknown { finding }, output.words));
    }
    Ok(())
}

/// Writes what can still be read of the store, whatever its state; by the code where one is given, else by the
/// passphrase.
pub fn salvage(
    arguments: &Arguments,
    file: &Path,
    code: Option<&Path>,
    output: &Output,
) -> Result<(), Problem> {
    let komora = store::even_damaged(arguments)?;
    let path = file.display().to_string();
    let by = match code {
        Some(code) => Operation::SalvageWithRecovery { code: store::first_line(code)?, path },
        None => Operation::Salvage { passphrase: store::passphrase_of(&komora, arguments)?, path },
    };
    match komora.operate(by)? {
        Outcome::Salvaged { path, entries, unreadable, attachments } if !output.is_json() => {
            let numbers = [("entries", entries), ("unreadable", unreadable), ("attachments", attachments)];
            let numbers = numbers.map(|(name, number)| (name, Word::Number(number.into())));
            output.line(&output.words.say_with("damaged-salvaged", &numbers));
            output.line(&path);
        }
        other => output.document(&other),
    }
    Ok(())
}

/// The person's answer, kept in the books; from here on the store opens as before.
pub fn confirm_origin(arguments: &Arguments, origin: Origin, output: &Output) -> Result<(), Problem> {
    let origin = match origin {
        Origin::Restored => operation::Origin::RestoredCopy,
        Origin::Damaged => operation::Origin::Damage,
    };
    let komora = store::unlocked(arguments)?;
    done(&komora.operate(Operation::ConfirmOrigin { origin })?, output);
    Ok(())
}
