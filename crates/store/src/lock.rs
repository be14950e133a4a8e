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
    _lock: Arc<Locked>,
}

/// The lock belongs to the open file, not to this process: a program started meanwhile holds a copy of it
/// until it runs. So it is given up in so many words, not by closing.
#[derive(Debug)]
struct Locked(File);

impl Drop for Locked {
    fn drop(&mut self) {
        // Closing follows; a lock that cannot be given up now goes with the process.
        let _ = self.0.unlock();
    }
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
            Ok(()) => Ok(Self { directory: directory.to_owned(), _lock: Arc::new(Locked(lock)) }),
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

    /// As in the moment between fork and exec, when a child has all open files of its parent.
    #[test]
    fn a_copy_of_the_open_file_does_not_keep_the_store_held() {
        let folder = tempfile::tempdir().unwrap();
        let held = Held::take(folder.path()).unwrap();
        let inherited = held._lock.0.try_clone().unwrap();
        drop(held);
        assert!(Held::take(folder.path()).is_ok());
        drop(inherited);
    }
}
