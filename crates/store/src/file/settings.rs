//! How the file is opened. Every setting is read back after it was made: a pragma that is not taken
//! answers nothing and promises nothing.

use rusqlite::Connection;

use crate::StoreError;

/// When SQLite waits for the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Synchronous {
    /// Tests only: the mutant that loses confirmed commits at a power cut.
    Normal,
    /// Each commit reaches the disk before it returns.
    Full,
}

/// The default is the one real setting; tests open with others to prove that it matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub synchronous: Synchronous,
    /// Page cache of the writing connection, in KiB: SQLCipher decrypts on every miss.
    pub writer_cache_kib: u32,
    /// Page cache of each reading connection, in KiB.
    pub reader_cache_kib: u32,
    /// Pages in the write-ahead log before a commit folds it back by itself.
    pub checkpoint_pages: u32,
    /// Idle reading connections kept open.
    pub readers: usize,
    /// How long to wait for a lock inside SQLite, in milliseconds.
    pub busy_ms: u32,
    /// A VFS registered under this name; tests record crashes with it.
    pub vfs: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            synchronous: Synchronous::Full,
            writer_cache_kib: 256 * 1024,
            reader_cache_kib: 64 * 1024,
            checkpoint_pages: 4000,
            readers: 4,
            busy_ms: 10_000,
            vfs: None,
        }
    }
}

impl Synchronous {
    fn number(self) -> i64 {
        match self {
            Self::Normal => 1,
            Self::Full => 2,
        }
    }
}

/// Which of the connections is being set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Writer,
    Reader,
}

/// Prepared statements a connection keeps: the fold alone uses dozens.
const STATEMENTS_KEPT: usize = 256;

impl Settings {
    /// Applies and reads back. The key must have been given already.
    pub(super) fn apply(&self, connection: &Connection, role: Role) -> Result<(), StoreError> {
        connection.busy_timeout(std::time::Duration::from_millis(self.busy_ms.into()))?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        journal(connection)?;
        let cache_kib = match role {
            Role::Writer => self.writer_cache_kib,
            Role::Reader => self.reader_cache_kib,
        };
        for (setting, value) in [
            ("synchronous", self.synchronous.number()),
            ("foreign_keys", 1),
            ("trusted_schema", 0),
            ("cell_size_check", 1),
            ("temp_store", 2),
            // Negative means KiB.
            ("cache_size", -i64::from(cache_kib)),
            ("wal_autocheckpoint", i64::from(self.checkpoint_pages)),
            ("query_only", i64::from(role == Role::Reader)),
        ] {
            set(connection, setting, value)?;
        }
        no_memory_map(connection)
    }
}

fn set(connection: &Connection, setting: &'static str, value: i64) -> Result<(), StoreError> {
    connection.pragma_update(None, setting, value)?;
    let kept: i64 = connection.pragma_query_value(None, setting, |row| row.get(0))?;
    if kept == value { Ok(()) } else { Err(StoreError::SettingNotTaken { setting }) }
}

fn journal(connection: &Connection) -> Result<(), StoreError> {
    let kept: String = connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    if kept == "wal" { Ok(()) } else { Err(StoreError::SettingNotTaken { setting: "journal_mode" }) }
}

/// Encrypted pages cannot be mapped; a build that has no mapping at all answers with no row.
fn no_memory_map(connection: &Connection) -> Result<(), StoreError> {
    let mut statement = connection.prepare("pragma mmap_size = 0")?;
    let mut rows = statement.query([])?;
    match rows.next()? {
        Some(row) if row.get::<_, i64>(0)? != 0 => Err(StoreError::SettingNotTaken { setting: "mmap_size" }),
        _ => Ok(()),
    }
}
