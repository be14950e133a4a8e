//! One running Komora per store.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::StoreError;
use crate::file::names;

/// Proof that this process alone holds a store directory, until the last copy of it is dropped or the
/// process ends, however it ends.
#[derive(Debug, Clone)]
pub struct Held {
    directory: PathBuf,
    _lock: Arc<File>,
}

impl Held {
    /// Takes the directory, making it if need be.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another Komora has it.
    pub fn take(directory: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(directory)?;
        let lock =
            OpenOptions::new().create(true).write(true).truncate(false).open(directory.join(names::LOCK))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { directory: directory.to_owned(), _lock: Arc::new(lock) }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// True when a database file is there. One that a power cut left empty while it was being made never
    /// held anything.
    pub fn has_store(&self) -> bool {
        self.directory.join(names::DATABASE).metadata().is_ok_and(|file| file.len() > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_taker_is_told_the_store_is_in_use() {
        let folder = tempfile::tempdir().unwrap();
        let held = Held::take(folder.path()).unwrap();
        let copy = held.clone();
        drop(held);
        assert!(matches!(Held::take(folder.path()), Err(StoreError::InUse)));
        drop(copy);
        assert!(Held::take(folder.path()).is_ok());
    }
}
