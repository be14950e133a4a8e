//! The folder scheduled backups go to.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, NaiveDateTime};

use super::container::{self, Header};
use super::{About, HALF_MADE, back_up, short};
use crate::keys::StoreId;
use crate::{Database, StoreError};

const ENDING: &str = "komora-backup";
/// In UTC, to the millisecond.
const TIME: &str = "%Y%m%dT%H%M%S%3fZ";

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
    /// read back. What a power cut left of an earlier one goes first: it may take the room that is needed.
    pub fn back_up(&self, database: &Database, about: &About, keep: usize) -> Result<Backup, StoreError> {
        fs::create_dir_all(&self.path)?;
        self.clear_half_made(SystemTime::UNIX_EPOCH + Duration::from_millis(about.now_ms))?;
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

    /// Removes what is under a temporary name of this store's and was last written before `began`. That one
    /// of them stays is no reason to make no backup.
    fn clear_half_made(&self, began: SystemTime) -> Result<(), StoreError> {
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            if !entry.file_name().to_str().is_some_and(|name| self.is_half_made(name)) {
                continue;
            }
            let file = entry.metadata().ok().filter(fs::Metadata::is_file);
            let written = file.and_then(|file| file.modified().ok());
            if written.is_some_and(|written| written < began) {
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(())
    }

    /// Whether this store writes a backup under that name until it is whole.
    fn is_half_made(&self, name: &str) -> bool {
        let own = name.strip_prefix(&self.beginning());
        let Some((time, rest)) = own.and_then(|own| own.split_once('.')) else { return false };
        let unfinished = rest.strip_prefix(ENDING).is_some_and(|rest| HALF_MADE.contains(&rest));
        unfinished && NaiveDateTime::parse_from_str(time, TIME).is_ok()
    }

    fn name(&self, now_ms: u64) -> String {
        let time = i64::try_from(now_ms).ok().and_then(DateTime::from_timestamp_millis).unwrap_or_default();
        format!("{}{}.{ENDING}", self.beginning(), time.format(TIME))
    }

    /// How the names of this store's backups begin.
    fn beginning(&self) -> String {
        format!("komora-{}-", short(self.store))
    }
}
