//! A file with a secret in it: new, and only its owner reads it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::error::CenterError;

/// Claimed and still empty. Dropped before it is whole, it goes away again.
pub struct NewFile {
    path: PathBuf,
    file: File,
    whole: bool,
}

impl NewFile {
    /// Takes the name, whatever comes of it; what stands there already is never overwritten.
    ///
    /// # Errors
    /// It is there already, or cannot be made.
    pub fn claim(path: &Path) -> Result<Self, CenterError> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let path = path.to_owned();
        match options.open(&path) {
            Ok(file) => Ok(Self { path, file, whole: false }),
            Err(source) if source.kind() == io::ErrorKind::AlreadyExists => {
                Err(CenterError::FileExists { path })
            }
            Err(source) => Err(CenterError::File { path, source }),
        }
    }

    /// On disk when this returns.
    ///
    /// # Errors
    /// It cannot be written; then it is gone.
    pub fn write(mut self, bytes: &[u8]) -> Result<(), CenterError> {
        let written = self.file.write_all(bytes).and_then(|()| self.file.sync_all());
        self.whole = written.is_ok();
        written.map_err(|source| CenterError::File { path: self.path.clone(), source })
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.whole {
            // What cannot be removed is empty or half a file: whoever reads it is told so.
            let _ = fs::remove_file(&self.path);
        }
    }
}
