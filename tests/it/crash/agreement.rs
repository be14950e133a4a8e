//! Whether history, folded tables and what waits to be sent tell the same story.

use rusqlite::Connection;
use store::StoreError;
use store::verify::verify;

use super::hub::acts;
use super::work;

/// What disagrees: chains, seals, signatures and folded states against the history, and acts that are
/// there in part.
pub fn disagreements(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let report = verify(connection, &mut |_, _| true)?;
    let mut findings: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    for (number, events) in acts(connection)? {
        let whole = work::events(number).len();
        // The first act brings the session with it.
        if events != whole && (number > 0 || events < whole) {
            findings.push(format!("act {number} has {events} of {whole} events"));
        }
    }
    Ok(findings)
}

/// Tables that differ from what a rebuild makes. Rebuilds in the caller's transaction.
pub fn unlike_rebuilt(transaction: &Connection) -> Result<Vec<&'static str>, StoreError> {
    store::verify::unlike_rebuilt(transaction, &mut |_, _| true)
}
