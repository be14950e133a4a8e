//! How much of others' photographs and documents this laptop takes in.

use rusqlite::Connection;

use crate::history::unsigned;
use crate::{StoreError, local};

/// What a laptop keeps of others' where nobody chose otherwise, in bytes: 4 GiB.
pub const DEFAULT_QUOTA_BYTES: u64 = 4 * 1024 * 1024 * 1024;

const SETTING: &str = "blob-quota-bytes";

/// The room for what came from others; what was added here is always kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    pub quota_bytes: u64,
    /// Of what came from others, that which is coming counted as a whole.
    pub used_bytes: u64,
}

impl Room {
    /// Bytes still free.
    pub fn left(&self) -> u64 {
        self.quota_bytes.saturating_sub(self.used_bytes)
    }
}

/// How much there is and how much of it is used.
///
/// # Errors
/// The database's, and [`StoreError::UnreadableSetting`].
pub fn room(connection: &Connection) -> Result<Room, StoreError> {
    let quota_bytes = local::get(connection, SETTING)?.unwrap_or(DEFAULT_QUOTA_BYTES);
    let used: i64 = connection
        .prepare_cached("select coalesce(sum(size), 0) from blob where own = 0")?
        .query_row([], |row| row.get(0))?;
    Ok(Room { quota_bytes, used_bytes: unsigned(used) })
}

/// Chooses how many bytes of others' are kept. A smaller quota drops nothing that is here: no more comes.
///
/// # Errors
/// The database's.
pub fn set_quota(connection: &Connection, bytes: u64) -> Result<(), StoreError> {
    local::set(connection, SETTING, &bytes)
}
