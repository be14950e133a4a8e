//! Window preferences, readable before unlocking. They hold choices, never inventory data.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Preferences as one small JSON file.
#[derive(Debug)]
pub struct Preferences {
    path: PathBuf,
    values: BTreeMap<String, String>,
}

/// A preference longer than this is not one.
const MOST_BYTES: usize = 16 * 1024;
/// More keys than this are not preferences.
const MOST_KEYS: usize = 200;

impl Preferences {
    /// What was remembered; nothing where the file is missing or not readable.
    pub fn read(path: &Path) -> Self {
        let values =
            fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        Self { path: path.to_path_buf(), values }
    }

    pub fn all(&self) -> &BTreeMap<String, String> {
        &self.values
    }

    pub fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(String::as_str)
    }

    /// Remembers or forgets one.
    ///
    /// # Errors
    /// The disk's, and `InvalidInput` for something too large to be a preference.
    pub fn set(&mut self, key: &str, value: Option<String>) -> io::Result<()> {
        match value {
            Some(value) if key.len() + value.len() > MOST_BYTES => {
                return Err(io::ErrorKind::InvalidInput.into());
            }
            Some(_) if self.values.len() >= MOST_KEYS && !self.values.contains_key(key) => {
                return Err(io::ErrorKind::InvalidInput.into());
            }
            Some(value) => self.values.insert(key.to_owned(), value),
            None => self.values.remove(key),
        };
        self.write()
    }

    fn write(&self) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        let new = self.path.with_extension("new");
        let mut file = fs::File::create(&new)?;
        file.write_all(&serde_json::to_vec_pretty(&self.values).expect("strings are JSON"))?;
        file.sync_all()?;
        fs::rename(new, &self.path)
    }
}
