//! The history tables: numbered steps, each frozen once released. The number of steps done stands in
//! `user_version`. Folded tables are not here: they are dropped and folded again.

use rusqlite::Connection;

use crate::StoreError;

const STEPS: &[&str] = &[
    include_str!("../../../../migrations/device/0001_history.sql"),
    include_str!("../../../../migrations/device/0002_setting.sql"),
    include_str!("../../../../migrations/device/0003_reached.sql"),
    include_str!("../../../../migrations/device/0004_blob.sql"),
];

/// The number this build writes and the highest it can read.
pub const KNOWN: u32 = STEPS.len() as u32;

/// Brings the tables up to [`KNOWN`], each step in a transaction of its own.
///
/// # Errors
/// [`StoreError::NewerStore`] when a newer Komora was here; nothing is touched then.
pub(super) fn run(connection: &mut Connection) -> Result<(), StoreError> {
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > KNOWN {
        return Err(StoreError::NewerStore { found, known: KNOWN });
    }
    for (number, step) in (1u32..).zip(STEPS).skip(found as usize) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}
