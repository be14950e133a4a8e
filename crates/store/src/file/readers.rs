//! Reading connections, opened when wanted and kept for the next reader.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;

use super::connect;
use super::settings::{Role, Settings};
use crate::StoreError;
use crate::keys::DatabaseKey;

pub(super) struct Readers {
    path: PathBuf,
    key: DatabaseKey,
    settings: Settings,
    idle: Mutex<Vec<Connection>>,
}

/// A reading connection on loan; comes back when dropped.
pub(super) struct Reader<'a> {
    from: &'a Readers,
    connection: Option<Connection>,
}

impl Readers {
    pub(super) fn new(path: PathBuf, key: DatabaseKey, settings: Settings) -> Self {
        Self { path, key, settings, idle: Mutex::new(Vec::new()) }
    }

    pub(super) fn take(&self) -> Result<Reader<'_>, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connect::open(&self.path, &self.key, &self.settings, Role::Reader)?,
        };
        Ok(Reader { from: self, connection: Some(connection) })
    }

    pub(super) fn key(&self) -> &DatabaseKey {
        &self.key
    }

    /// Closes the idle ones, so that nothing holds the write-ahead log open.
    pub(super) fn close_idle(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Deref for Reader<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection.as_ref().expect("taken only when dropped")
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        let mut idle = self.from.idle.lock().unwrap_or_else(PoisonError::into_inner);
        // A connection left inside a transaction by a panic would show old data for ever.
        if idle.len() < self.from.settings.readers && connection.is_autocommit() {
            idle.push(connection);
        }
    }
}
