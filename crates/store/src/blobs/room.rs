//! How much of others' photographs and documents this laptop takes in.

use rusqlite::Connection;

use crate::history::unsigned;
use crate::{StoreError, local};

/// What a laptop keeps of others' where nobody chose otherwise, in bytes: 4 GiB.
pub const DEFAULT_ROOM_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// Under its first name: by another the books would forget what was chosen.
const SETTING: &str = "blob-quota-bytes";

/// The room for what came from others; what was added here is always kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// How many of others' are kept at the most.
    pub bytes: u64,
    /// Of what came from others, that which is coming counted as a whole.
    pub used_bytes: u64,
}

impl Room {
    /// Bytes still free.
    pub fn left(&self) -> u64 {
        self.bytes.saturating_sub(self.used_bytes)
    }
}

/// How much there is and how much of it is used.
///
/// # Errors
/// The database's, and [`StoreError::UnreadableSetting`].
pub fn room(connection: &Connection) -> Result<Room, StoreError> {
    let bytes = local::get(connection, SETTING)?.unwrap_or(DEFAULT_ROOM_BYTES);
    let used: i64 = connection
        .prepare_cached("select coalesce(sum(size), 0) from blob where own = 0")?
        .query_row([], |row| row.get(0))?;
    Ok(Room { bytes, used_bytes: unsigned(used) })
}

/// Chooses how many bytes of others' are kept. Less room drops nothing that is here: no more comes.
///
/// # Errors
/// The database's.
pub fn set_room(connection: &Connection, bytes: u64) -> Result<(), StoreError> {
    local::set(connection, SETTING, &bytes)
}
