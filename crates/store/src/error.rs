//! What breaks below the rules: disk, key, file. A refusal by the rules is not here.

use std::io;
use std::path::PathBuf;

use rusqlite::ErrorCode;

/// Why the store could not do what was asked. A failed write left nothing behind.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the disk is full, nothing was saved")]
    DiskFull,
    #[error("the disk could not be read or written (SQLite code {code})")]
    DiskFailed { code: i32 },
    #[error("a file could not be read or written: {0}")]
    Io(#[source] io::Error),
    #[error("the database refused: {0}")]
    Sqlite(#[source] rusqlite::Error),

    #[error("the key does not open this store")]
    WrongKey,
    #[error("the store was written by a newer Komora (version {found}, this one knows {known})")]
    NewerStore { found: u32, known: u32 },
    #[error("another running Komora holds this store")]
    InUse,
    #[error("the store is damaged: {what}")]
    Damaged { what: Damage },
    #[error("the database engine did not start")]
    NoCipher,
    #[error("this file is not a Komora store")]
    NotAStore,
    #[error("there is no store here")]
    NoStore,
    #[error("{path} is already there and is never overwritten")]
    AlreadyThere { path: PathBuf },
    #[error("the path is not in Unicode")]
    UnspeakablePath,
    #[error("the database kept another value for {setting}")]
    SettingNotTaken { setting: &'static str },

    #[error("the passphrase has {have} characters, at least {need} are needed")]
    PassphraseTooShort { have: usize, need: usize },
    #[error("no key slot opens with this passphrase")]
    WrongPassphrase,
    #[error("the recovery code does not open this store")]
    WrongRecoveryCode,
    #[error("the recovery code is mistyped")]
    MistypedRecoveryCode,
    #[error("too many wrong passphrases, wait {wait_ms} ms")]
    TooManyTries { wait_ms: u64 },
    #[error("this person already has a key slot here")]
    SlotTaken,
    #[error("key derivation parameters out of range")]
    DerivationParameters,
    #[error("the operating system gave no random bytes")]
    NoRandomness,

    #[error("the backup is damaged: {what}")]
    DamagedBackup { what: BackupDamage },
    #[error("the act cannot be written down: {0}")]
    Unwritable(#[from] feed::WriteError),
    #[error("what is held cannot be put into a page")]
    Page(#[source] feed::exchange::PageError),
    /// This device or person may not write here; rolled back.
    #[error("the membership does not let this act stand ({reason:?})")]
    ActRefused { reason: feed::Reason },
    #[error("the setting {key} does not read as expected")]
    UnreadableSetting { key: String },
    #[error("a value could not be written as JSON")]
    UnwritableJson,
    /// Whoever was told of the progress asked for it.
    #[error("stopped as asked")]
    Stopped,
}

/// Which part of a store no longer reads as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    #[error("a page of the database fails its check")]
    DatabasePage,
    #[error("the database header fails its check")]
    DatabaseHeader,
    #[error("the tables contradict each other")]
    Structure,
    #[error("the key file does not read")]
    KeyFile,
    #[error("the key file is gone, the database is there")]
    KeyFileGone,
    #[error("the database is gone, the key file is there")]
    DatabaseGone,
    #[error("the key file belongs to another store")]
    ForeignKeyFile,
    #[error("the machine's own secret does not read")]
    MachineSecret,
    #[error("a photograph or document is not what its hash says")]
    Blob,
}

/// How a backup file fails its check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BackupDamage {
    #[error("it is not a backup of Komora")]
    NotABackup,
    #[error("it was written by a newer Komora")]
    Newer,
    #[error("its header fails the check")]
    Header,
    #[error("it ends too early or too late")]
    Length,
    #[error("its content fails the check")]
    Content,
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::SystemIoFailure) => {
                Self::DiskFailed { code: error.sqlite_error().map_or(0, |found| found.extended_code) }
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { what: Damage::DatabasePage }
            }
            _ => Self::Sqlite(error),
        }
    }
}

/// A column holds another type than was ever written there.
impl From<rusqlite::types::FromSqlError> for StoreError {
    fn from(_: rusqlite::types::FromSqlError) -> Self {
        Self::Damaged { what: Damage::Structure }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Io(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;

    fn sqlite(code: i32) -> rusqlite::Error {
        rusqlite::Error::SqliteFailure(ffi::Error::new(code), None)
    }

    #[test]
    fn codes_of_the_disk_become_words_a_person_understands() {
        assert!(matches!(StoreError::from(sqlite(ffi::SQLITE_FULL)), StoreError::DiskFull));
        assert!(matches!(
            StoreError::from(sqlite(ffi::SQLITE_IOERR_FSYNC)),
            StoreError::DiskFailed { code: ffi::SQLITE_IOERR_FSYNC }
        ));
        for code in [ffi::SQLITE_CORRUPT, ffi::SQLITE_NOTADB] {
            assert!(matches!(StoreError::from(sqlite(code)), StoreError::Damaged { .. }));
        }
        assert!(matches!(StoreError::from(sqlite(ffi::SQLITE_CONSTRAINT)), StoreError::Sqlite(_)));
    }

    #[test]
    fn a_full_disk_outside_the_database_is_the_same_message() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert!(matches!(StoreError::from(full), StoreError::DiskFull));
    }
}
