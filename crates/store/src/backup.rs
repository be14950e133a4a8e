//! Copies of a store: one file each, encrypted as the store is, opened by the same passphrase on this
//! machine and by the recovery code on any other.
//!
//! A backup appears under its name only when it is whole and on the disk. A restore goes into a new
//! directory and leaves a mark there, so that nobody continues an old feed by accident.

mod container;
mod folder;
mod restored;

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{BackupDamage, Damage};
use crate::file::names;
use crate::keys::{KeyFile, Machine, StoreId, random};
use crate::{Database, StoreError, durable};

pub use container::Header;
pub use folder::{Backup, Folder};
pub use restored::Restored;

/// What a new backup says of itself; readable without a key.
#[derive(Debug, Clone)]
pub struct About {
    /// The hub's code name, if it may stand on the outside.
    pub hub: Option<String>,
    /// Milliseconds since 1970.
    pub now_ms: u64,
}

/// What the names of a backup end in while it is made: of the copy of the database, and of the whole.
const HALF_MADE: [&str; 2] = [".database.part", ".part"];

/// Writes a consistent copy of a store in use to `file`, then reads it back and checks it. Writers go on
/// meanwhile; takes twice the store's size of disk for a moment.
///
/// # Errors
/// [`StoreError::AlreadyThere`]; [`StoreError::Damaged`] when the store or its key file does not read, so
/// that a backup never replaces good copies by a bad one.
pub fn back_up(database: &Database, file: &Path, about: &About) -> Result<Header, StoreError> {
    if file.exists() {
        return Err(StoreError::AlreadyThere { path: file.to_owned() });
    }
    let keys = database.directory().join(names::KEYS);
    if KeyFile::open(database.directory())?.store_id() != database.store_id() {
        return Err(StoreError::Damaged { what: Damage::ForeignKeyFile });
    }
    let [copy, whole] = HALF_MADE.map(|ending| Temporary(beside(file, ending)));
    // Left by a power cut; nobody else writes these names.
    copy.remove();
    database.copy_to(&copy.0)?;
    let parts = [(names::DATABASE, copy.0.as_path()), (names::KEYS, keys.as_path())];
    container::write(&whole.0, about, database.store_id(), &parts)?;
    let header = container::verify(&whole.0)?;
    fs::rename(&whole.0, file)?;
    durable::sync_folder_of(file)?;
    Ok(header)
}

/// Reads the whole file and checks it against itself.
///
/// # Errors
/// [`StoreError::DamagedBackup`] says how it fails.
pub fn verify_backup(file: &Path) -> Result<Header, StoreError> {
    container::verify(file)
}

/// Unpacks a backup into `directory`, where no store may be yet, and marks it [`Restored`]. The backup is
/// checked first, and the directory appears only when all of it is on the disk. On the laptop the backup was made
/// on, `machine`, it opens with the passphrase; on another with the recovery code alone.
///
/// # Errors
/// [`StoreError::AlreadyThere`], [`StoreError::DamagedBackup`].
pub fn restore(file: &Path, directory: &Path, machine: &Machine, now_ms: u64) -> Result<Header, StoreError> {
    let occupied = || StoreError::AlreadyThere { path: directory.to_owned() };
    if !has_room(directory)? {
        return Err(occupied());
    }
    let header = container::verify(file)?;
    let suffix = u64::from_le_bytes(random()?);
    let unpacking = Temporary(beside(directory, &format!(".{suffix:016x}.part")));
    fs::create_dir_all(&unpacking.0)?;
    container::unpack(file, &unpacking.0)?;
    if KeyFile::open(&unpacking.0)?.store_id() != header.store {
        return Err(StoreError::DamagedBackup { what: BackupDamage::Content });
    }
    Restored { store: header.store, made_ms: header.made_ms, restored_ms: now_ms }.mark(&unpacking.0)?;
    machine.settle_in(&unpacking.0)?;
    durable::sync_folder(&unpacking.0)?;
    clear(directory).map_err(|_| occupied())?;
    fs::rename(&unpacking.0, directory)?;
    durable::sync_folder_of(directory)?;
    Ok(header)
}

/// What a machine leaves in a folder without a store: its secret, and traces of having tried.
const LEFT: [&str; 3] = [names::SECRET, names::TRIES, names::LOCK];

/// Whether nothing stands in the way of a store: no folder, or one without anything that is not [`LEFT`].
fn has_room(directory: &Path) -> Result<bool, StoreError> {
    match fs::read_dir(directory) {
        Ok(entries) => {
            for entry in entries {
                let name = entry?.file_name();
                if !LEFT.iter().any(|left| name == *left) {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error.into()),
    }
}

/// Removes a folder that [`has_room`].
fn clear(directory: &Path) -> std::io::Result<()> {
    let gone = |removed: std::io::Result<()>| match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    };
    for name in LEFT {
        gone(fs::remove_file(directory.join(name)))?;
    }
    gone(fs::remove_dir(directory))
}

/// A name that is gone when this is dropped, unless it was renamed.
struct Temporary(PathBuf);

impl Temporary {
    /// Nothing depends on it being gone, so a failure is let pass.
    fn remove(&self) {
        let _ = if self.0.is_dir() { fs::remove_dir_all(&self.0) } else { fs::remove_file(&self.0) };
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        self.remove();
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

fn short(store: StoreId) -> String {
    store.to_string()[..8].to_owned()
}
