//! From a path and a key to a connection that is known to be ours.

use std::path::Path;
use std::sync::OnceLock;

use rusqlite::{Connection, ErrorCode, OpenFlags};
use zeroize::Zeroizing;

use super::settings::{Role, Settings};
use crate::StoreError;
use crate::keys::DatabaseKey;

/// "Kmra": tells a Komora store from any other encrypted database.
pub(super) const APPLICATION_ID: i64 = 0x4b6d_7261;

/// A connection with the key given and nothing set.
pub(crate) fn open_bare(
    path: &Path,
    key: &DatabaseKey,
    vfs: Option<&str>,
    flags: OpenFlags,
) -> Result<Connection, StoreError> {
    bring_up_cipher()?;
    // A connection serves one thread at a time, so SQLite's own mutexes would only cost.
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match vfs {
        Some(name) => Connection::open_with_flags_and_vfs(path, flags, name)?,
        None => Connection::open_with_flags(path, flags)?,
    };
    give_key(&connection, key)?;
    Ok(connection)
}

/// SQLite calls itself ready before SQLCipher inside it is: a thread that opens its first store while
/// another one does is refused its key ("sqlcipher not initialized"). So one thread opens something first,
/// and all others wait for it.
fn bring_up_cipher() -> Result<(), StoreError> {
    static UP: OnceLock<bool> = OnceLock::new();
    match UP.get_or_init(|| Connection::open_in_memory().is_ok()) {
        true => Ok(()),
        false => Err(StoreError::NoCipher),
    }
}

/// A connection to a store that must exist.
pub(super) fn open(
    path: &Path,
    key: &DatabaseKey,
    settings: &Settings,
    role: Role,
) -> Result<Connection, StoreError> {
    let connection = open_bare(path, key, settings.vfs.as_deref(), OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    if application_id(&connection)? != APPLICATION_ID {
        // A crash while the store was being made was just rolled back to nothing.
        let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
        return Err(if pages == 0 { StoreError::NoStore } else { StoreError::NotAStore });
    }
    settings.apply(&connection, role)?;
    Ok(connection)
}

/// A connection to a new, empty, keyed file.
pub(super) fn create(path: &Path, key: &DatabaseKey, settings: &Settings) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = open_bare(path, key, settings.vfs.as_deref(), flags)?;
    // The first thing on the disk, in one commit: a power cut later leaves a store that opens.
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    settings.apply(&connection, Role::Writer)?;
    Ok(connection)
}

/// The first read of the file: here a wrong key shows.
fn application_id(connection: &Connection) -> Result<i64, StoreError> {
    match connection.pragma_query_value(None, "application_id", |row| row.get(0)) {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => Err(StoreError::WrongKey),
        read => Ok(read?),
    }
}

/// `x'…'` hands SQLCipher the key itself: no derivation inside, that is done in `keys`.
fn give_key(connection: &Connection, key: &DatabaseKey) -> Result<(), StoreError> {
    let mut pragma = Zeroizing::new(String::with_capacity(160));
    // SQLCipher would write its findings to the standard error of whoever runs us.
    pragma.push_str("pragma cipher_log_level = none; pragma key = \"x'");
    key.push_hex(&mut pragma);
    pragma.push_str("'\"");
    connection.execute_batch(&pragma)?;
    Ok(())
}
