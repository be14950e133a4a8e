//! Files that are either the old or the new content after a power cut, never a mixture.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Two threads that replace one file at once would write into one temporary file.
static REPLACING: Mutex<()> = Mutex::new(());

/// Writes `bytes` under a temporary name, syncs, renames over `path`, syncs the folder.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let _alone = REPLACING.lock().unwrap_or_else(PoisonError::into_inner);
    let temporary = temporary(path);
    let mut file = private_file(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&temporary, path)?;
    sync_folder_of(path)
}

/// A name of its own for each file: the files of a store differ in their endings alone, so a changed
/// ending would give them all the same one, and one file the bytes of another.
fn temporary(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    path.with_file_name(name)
}

/// Makes the names in the folder of `path` durable: a rename is not, until its folder is synced.
pub(crate) fn sync_folder_of(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) => sync_folder(folder),
        None => Ok(()),
    }
}

#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder cannot be opened as a file; the file system orders renames itself.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// A new or emptied file only its owner may read.
pub(crate) fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

/// `None` when there is no such file.
pub(crate) fn read_if_there(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::names;

    #[test]
    fn files_replaced_at_the_same_moment_keep_their_own_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        std::thread::scope(|scope| {
            for name in [names::KEYS, names::TRIES, names::TRIES, names::HEADS] {
                scope.spawn(move || {
                    for round in 0..100 {
                        let path = folder.join(name);
                        replace(&path, name.repeat(1 + round % 7).as_bytes()).unwrap();
                    }
                });
            }
        });
        for name in [names::KEYS, names::TRIES, names::HEADS] {
            let bytes = fs::read(folder.join(name)).unwrap();
            assert_eq!(bytes, name.repeat(1 + 99 % 7).as_bytes(), "{name}");
        }
        assert_eq!(fs::read_dir(folder).unwrap().count(), 3, "nothing half-made is left");
    }
}
