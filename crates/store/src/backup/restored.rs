//! The mark of a directory that came from a backup.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::file::names;
use crate::keys::StoreId;
use crate::{StoreError, durable};

/// Stands until the store goes on under a new epoch: the laptop it was copied from may have written on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    pub store: StoreId,
    /// When the backup was made, in milliseconds since 1970.
    pub made_ms: u64,
    /// When it was unpacked.
    pub restored_ms: u64,
}

impl Restored {
    /// `None` in a directory that was not restored, or went on since.
    ///
    /// # Errors
    /// [`StoreError::UnreadableSetting`] for a mark that does not read: it is still a mark.
    pub fn read(store_directory: &Path) -> Result<Option<Self>, StoreError> {
        let bytes = durable::read_if_there(&store_directory.join(names::RESTORED))?;
        bytes
            .map(|bytes| serde_json::from_slice(&bytes))
            .transpose()
            .map_err(|_| StoreError::UnreadableSetting { key: names::RESTORED.to_owned() })
    }

    /// Removes the mark: only after the new epoch is committed.
    pub fn settle(store_directory: &Path) -> Result<(), StoreError> {
        let path = store_directory.join(names::RESTORED);
        match fs::remove_file(&path) {
            Ok(()) => Ok(durable::sync_folder_of(&path)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) fn mark(&self, store_directory: &Path) -> Result<(), StoreError> {
        let json = serde_json::to_vec(self).map_err(|_| StoreError::UnwritableJson)?;
        Ok(durable::replace(&store_directory.join(names::RESTORED), &json)?)
    }
}
