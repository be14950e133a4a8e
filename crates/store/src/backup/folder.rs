//! The folder scheduled backups go to.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;

use super::container::{self, Header};
use super::{About, back_up, short};
use crate::keys::StoreId;
use crate::{Database, StoreError};

const ENDING: &str = "komora-backup";

/// Backups of one store in a folder others may share.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
    store: StoreId,
}

/// One backup, as its header tells; its content is checked by [`super::verify_backup`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    pub path: PathBuf,
    pub header: Header,
    pub bytes: u64,
}

impl Folder {
    pub fn of(path: &Path, store: StoreId) -> Self {
        Self { path: path.to_owned(), store }
    }

    /// A new backup, then no more than `keep` of the newest: old ones go only after the new one has been
    /// read back.
    pub fn back_up(&self, database: &Database, about: &About, keep: usize) -> Result<Backup, StoreError> {
        fs::create_dir_all(&self.path)?;
        let path = self.path.join(self.name(about.now_ms));
        let header = back_up(database, &path, about)?;
        let bytes = fs::metadata(&path)?.len();
        // A clock set back must not make the new one the oldest and have it removed.
        self.keep_newest(keep, &path)?;
        Ok(Backup { path, header, bytes })
    }

    /// Newest first. Files of other stores, and files that do not read, are passed over.
    pub fn backups(&self) -> Result<Vec<Backup>, StoreError> {
        if !self.path.exists() {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let path = entry?.path();
            if path.extension().is_none_or(|ending| ending != ENDING) {
                continue;
            }
            match container::header(&path) {
                Ok(header) if header.store == self.store => {
                    let bytes = fs::metadata(&path)?.len();
                    found.push(Backup { path, header, bytes });
                }
                _ => {}
            }
        }
        found.sort_by(|a, b| b.header.made_ms.cmp(&a.header.made_ms).then(b.path.cmp(&a.path)));
        Ok(found)
    }

    /// When the newest was made, in milliseconds since 1970.
    pub fn newest_ms(&self) -> Result<Option<u64>, StoreError> {
        Ok(self.backups()?.first().map(|backup| backup.header.made_ms))
    }

    fn keep_newest(&self, keep: usize, always: &Path) -> Result<(), StoreError> {
        let others = self.backups()?.into_iter().filter(|backup| backup.path != always);
        for old in others.skip(keep.saturating_sub(1)) {
            fs::remove_file(old.path)?;
        }
        Ok(())
    }

    fn name(&self, now_ms: u64) -> String {
        let time = i64::try_from(now_ms).ok().and_then(DateTime::from_timestamp_millis).unwrap_or_default();
        format!("komora-{}-{}.{ENDING}", short(self.store), time.format("%Y%m%dT%H%M%S%3fZ"))
    }
}
