//! The open store: one write door, many read windows.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::readers::Readers;
use super::settings::{Role, Settings};
use super::{connect, migrations, names};
use crate::StoreError;
use crate::error::Damage;
use crate::keys::{DatabaseKey, StoreId};
use crate::lock::Held;
use crate::witness;

/// An open store. Dropping it closes the file; [`Database::close`] also folds the log back first.
pub struct Database {
    // Readers first: connections close before the directory is given up.
    readers: Readers,
    writer: Mutex<Connection>,
    held: Held,
}

impl Database {
    /// Makes a new, empty store.
    ///
    /// # Errors
    /// [`StoreError::AlreadyThere`] when a database is there: it is never overwritten.
    pub fn create(held: &Held, key: &DatabaseKey, settings: &Settings) -> Result<Self, StoreError> {
        let path = path(held);
        if held.has_store() {
            return Err(StoreError::AlreadyThere { path });
        }
        let writer = connect::create(&path, key, settings)?;
        Self::with(held, key, settings, writer)
    }

    /// Opens a store, bringing an older one's history tables up to date.
    ///
    /// # Errors
    /// [`StoreError::NoStore`], [`StoreError::WrongKey`], [`StoreError::NotAStore`],
    /// [`StoreError::NewerStore`], or [`StoreError::Damaged`] when the key is right and the file is not.
    pub fn open(held: &Held, key: &DatabaseKey, settings: &Settings) -> Result<Self, StoreError> {
        if !held.has_store() {
            return Err(StoreError::NoStore);
        }
        let writer = match connect::open(&path(held), key, settings, Role::Writer) {
            // The witness is sealed with the same key: if it opens, the key is not what is wrong.
            Err(StoreError::WrongKey) if witness::opens_with(held.directory(), key) => {
                return Err(StoreError::Damaged { what: Damage::DatabaseHeader });
            }
            opened => opened?,
        };
        Self::with(held, key, settings, writer)
    }

    fn with(
        held: &Held,
        key: &DatabaseKey,
        settings: &Settings,
        mut writer: Connection,
    ) -> Result<Self, StoreError> {
        migrations::run(&mut writer)?;
        let readers = Readers::new(path(held), key.clone(), settings.clone());
        Ok(Self { readers, writer: Mutex::new(writer), held: held.clone() })
    }

    /// The one way to change anything: all of `change` is committed, or nothing of it. Returns after the
    /// disk has it. A panic inside rolls back and poisons nothing.
    pub fn write<T, E: From<StoreError>>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer = self.writer();
        let transaction =
            writer.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
        let result = change(&transaction)?;
        transaction.commit().map_err(StoreError::from)?;
        Ok(result)
    }

    /// Reads one consistent state of the store, whatever is written meanwhile.
    pub fn read<T, E: From<StoreError>>(
        &self,
        question: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let reader = self.readers.take()?;
        let snapshot = reader.unchecked_transaction().map_err(StoreError::from)?;
        question(&snapshot)
    }

    /// Folds the write-ahead log into the file and empties it: called when idle, on lock and on close,
    /// because a damaged log loses commits without a word. False when a reader was still in the way.
    pub fn checkpoint(&self) -> Result<bool, StoreError> {
        self.readers.close_idle();
        let busy: i64 = self.writer().query_row("pragma wal_checkpoint(truncate)", [], |row| row.get(0))?;
        Ok(busy == 0)
    }

    /// Checkpoints and closes. The store is closed even when the checkpoint fails.
    pub fn close(self) -> Result<(), StoreError> {
        self.checkpoint()?;
        let Self { readers, writer, held } = self;
        drop(readers);
        writer.into_inner().unwrap_or_else(PoisonError::into_inner).close().map_err(|(_, error)| error)?;
        drop(held);
        Ok(())
    }

    /// The directory the store lies in.
    pub fn directory(&self) -> &Path {
        self.held.directory()
    }

    pub fn store_id(&self) -> StoreId {
        self.readers.key().store_id()
    }

    /// A rolled back transaction leaves the connection as good as new, so a panic elsewhere is no reason
    /// to refuse the next write.
    pub(super) fn writer(&self) -> MutexGuard<'_, Connection> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn readers(&self) -> &Readers {
        &self.readers
    }
}

fn path(held: &Held) -> PathBuf {
    held.directory().join(names::DATABASE)
}
