//! The files of the checkout, as the checks read them.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold what was fetched or built, not what somebody wrote.
const NOT_OURS: &[&str] =
    &[".git", "bindings", "coverage", "dist", "gen", "generated", "node_modules", "target"];
const TEXT: &[&str] =
    &["css", "ftl", "html", "js", "json", "md", "rs", "sh", "sql", "svelte", "toml", "ts", "typ", "yml"];

/// A text file of ours and its path from the root, with `/` between folders.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn ends_with(&self, endings: &[&str]) -> bool {
        let ending = self.path.rsplit_once('.').map_or("", |(_, ending)| ending);
        endings.contains(&ending)
    }

    pub fn under(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.starts_with(folder))
    }
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the workspace")
}

/// Every text file we wrote, lock files excepted.
pub fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    collect(root(), &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 50, "only {} files found: the walk is broken", found.len());
    found
}

fn collect(folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if NOT_OURS.contains(&name.as_str()) {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), found);
        } else if is_text(&entry.path(), &name) {
            found.push(read(entry.path()));
        }
    }
}

fn is_text(path: &Path, name: &str) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    let in_ci = path.parent().and_then(|folder| folder.file_name()).is_some_and(|folder| folder == ".ci");
    name != "package-lock.json" && (TEXT.contains(&ending.as_str()) || in_ci)
}

fn read(path: PathBuf) -> Source {
    let below = path.strip_prefix(root()).expect("the walk began at the root");
    let below = below.to_string_lossy().replace('\\', "/");
    Source { text: fs::read_to_string(&path).unwrap_or_else(|error| panic!("{below}: {error}")), path: below }
}

/// Fails with all findings, one a line.
pub fn none(rule: &str, findings: Vec<String>) {
    assert!(findings.is_empty(), "{rule}:\n  {}", findings.join("\n  "));
}
