//! Whether the file that was opened is still the one under its name. One that was moved away can be written to for
//! hours, and all of it would be gone with the process.

use std::io;
use std::path::Path;

use crate::error::CenterError;

/// Which file it was: device and number. Elsewhere than on Unix an open file cannot be moved away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SameFile(Option<(u64, u64)>);

impl SameFile {
    /// The file there now.
    ///
    /// # Errors
    /// There is none.
    pub fn at(path: &Path) -> Result<Self, CenterError> {
        identity(path).map(Self).map_err(|source| CenterError::File { path: path.to_owned(), source })
    }

    /// # Errors
    /// Another one is there, or none.
    pub fn check(self, path: &Path) -> Result<(), CenterError> {
        match identity(path) {
            Ok(found) if found == self.0 => Ok(()),
            _ => Err(CenterError::Replaced { path: path.to_owned() }),
        }
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> io::Result<Option<(u64, u64)>> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).map(|file| Some((file.dev(), file.ino())))
}

#[cfg(not(unix))]
fn identity(_: &Path) -> io::Result<Option<(u64, u64)>> {
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn another_file_under_the_same_name_is_another() {
        let folder = tempfile::TempDir::new().unwrap();
        let (path, other) = (folder.path().join("center.db"), folder.path().join("other.db"));
        std::fs::write(&path, "one").unwrap();
        std::fs::write(&other, "two").unwrap();
        let file = SameFile::at(&path).unwrap();
        std::fs::write(&path, "written to").unwrap();
        assert!(file.check(&path).is_ok());
        std::fs::rename(&other, &path).unwrap();
        assert!(matches!(file.check(&path), Err(CenterError::Replaced { .. })));
        std::fs::remove_file(&path).unwrap();
        assert!(matches!(file.check(&path), Err(CenterError::Replaced { .. })));
    }
}
