//! The way back into a store: by its printed code, and by saying where its files come from.

use std::path::Path;

use app::api::operation::{self, Operation};
use app::api::problem::Problem;
use app::api::status::Phase;

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
