//! Where Komora keeps things on this laptop.

use std::path::{Path, PathBuf};

use store::file::names;

use crate::api::status::StoreName;

/// The folder all of Komora's files live in: `KOMORA_DATA` where set, else `komora` in the user's
/// data folder (`XDG_DATA_HOME`, or `~/.local/share`).
pub fn data_folder() -> PathBuf {
    if let Some(folder) = std::env::var_os("KOMORA_DATA").filter(|value| !value.is_empty()) {
        return PathBuf::from(folder);
    }
    let base = std::env::var_os("XDG_DATA_HOME")
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share")))
        .unwrap_or_else(|| PathBuf::from("."));
    base.join("komora")
}

/// Whether `path` is one of the files by which a store lives, this one's or another's: nothing is written over
/// them.
pub(crate) fn is_of_a_store(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let named_so = name == names::SECRET
        || [names::DATABASE, names::KEYS, names::HEADS, names::LOCK, names::TRIES, names::RESTORED]
            .iter()
            .any(|own| name.starts_with(own));
    let within = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let lies_there = |name: &str| within.join(name).exists();
    named_so && [names::DATABASE, names::KEYS, names::SECRET].into_iter().any(lies_there)
}

/// The folders inside it.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The hub's real books.
    pub hub: PathBuf,
    /// The sandbox.
    pub training: PathBuf,
    /// Window preferences: theme, language, column widths. No inventory data.
    pub preferences: PathBuf,
}

impl Layout {
    /// The layout of the desktop app's data folder.
    pub fn under(folder: &Path) -> Self {
        Self {
            hub: folder.join("hub"),
            training: folder.join("training"),
            preferences: folder.join("preferences.json"),
        }
    }

    /// A single store, as the command line opens it.
    pub fn single(store: &Path) -> Self {
        Self {
            hub: store.to_path_buf(),
            training: store.join("training"),
            preferences: store.join("preferences.json"),
        }
    }

    /// The folder of a store.
    pub fn of(&self, store: StoreName) -> &Path {
        match store {
            StoreName::Hub => &self.hub,
            StoreName::Training => &self.training,
        }
    }

    /// Whether a store is there.
    pub fn exists(&self, store: StoreName) -> bool {
        [names::KEYS, names::DATABASE].iter().any(|name| self.of(store).join(name).exists())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_is_there_by_its_keys_or_its_database() {
        for (name, there) in [
            (names::KEYS, true),
            (names::DATABASE, true),
            (names::SECRET, false),
            (names::LOCK, false),
            ("preferences.json", false),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let layout = Layout::single(folder.path());
            assert!(!layout.exists(StoreName::Hub), "an empty folder");
            std::fs::write(folder.path().join(name), "").unwrap();
            assert_eq!(layout.exists(StoreName::Hub), there, "{name}");
        }
    }
}
