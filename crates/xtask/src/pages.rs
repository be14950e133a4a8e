//! The window's pages: `npm ci` and `npm run build` in `ui/`, each only when something changed.

use crate::failure::Failure;
use crate::program;
use crate::workspace::Workspace;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

const NODE: u32 = 20;
/// Folders of `ui/` that hold no source.
const NOT_SOURCES: &[&str] = &["node_modules", "dist", "coverage"];

/// Installs what the pages need and builds them into `ui/dist`.
pub fn build(workspace: &Workspace) -> Result<(), Failure> {
    let ui = workspace.ui();
    install(&ui)?;
    let stamp = ui.join("node_modules/.komora-built");
    let built = modified(&stamp).filter(|_| ui.join("dist/index.html").exists());
    if built.is_some_and(|built| newest(&ui).is_some_and(|source| source < built)) {
        return Ok(());
    }
    // Stamped with the time before the build: what is edited meanwhile is built again next time.
    let before = SystemTime::now();
    program::show(&mut npm(&ui, &["run", "build"]))?;
    let file = fs::File::create(&stamp).map_err(|error| unreadable(&stamp, error))?;
    file.set_modified(before).map_err(|error| unreadable(&stamp, error))
}

/// `npm ci`, unless `package-lock.json` is the one last installed.
pub fn install(folder: &Path) -> Result<(), Failure> {
    node_is_new_enough()?;
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).map_err(|error| unreadable(&lock, error))?;
    let stamp = folder.join("node_modules/.komora-installed");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    program::show(&mut npm(folder, &["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, wanted).map_err(|error| unreadable(&stamp, error))
}

pub fn npm(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("npm");
    command.args(arguments).current_dir(folder).env("npm_config_loglevel", "error");
    command
}

fn node_is_new_enough() -> Result<(), Failure> {
    let advice = "please install Node.js 20 or newer";
    let found = program::read(Command::new("node").arg("--version"))
        .map_err(|_| Failure::Missing { program: "node".into(), advice })?;
    match major(&found) {
        Some(version) if version >= NODE => Ok(()),
        _ => Err(Failure::TooOld { program: "Node.js", found: found.trim().into(), needed: NODE }),
    }
}

fn major(version: &str) -> Option<u32> {
    version.trim().trim_start_matches('v').split('.').next()?.parse().ok()
}

/// When the newest file or folder below was changed; folders too, so that a deleted file counts.
fn newest(folder: &Path) -> Option<SystemTime> {
    let below =
        fs::read_dir(folder).ok()?.flatten().filter(|entry| is_source(&entry.file_name().to_string_lossy()));
    let newest_below = below.filter_map(|entry| match entry.file_type() {
        Ok(kind) if kind.is_dir() => newest(&entry.path()).max(modified(&entry.path())),
        _ => modified(&entry.path()),
    });
    newest_below.max()
}

fn is_source(name: &str) -> bool {
    !name.starts_with('.') && !NOT_SOURCES.contains(&name)
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|found| found.modified()).ok()
}

fn unreadable(path: &Path, error: std::io::Error) -> Failure {
    Failure::Unreadable { path: PathBuf::from(path), error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_read() {
        for (version, expected) in
            [("v20.20.2\n", Some(20)), ("v8.1.0", Some(8)), ("22.0.0", Some(22)), ("?", None)]
        {
            assert_eq!(major(version), expected, "{version}");
        }
    }

    #[test]
    fn built_and_fetched_files_are_no_sources() {
        for (name, source) in [
            ("src", true),
            ("package.json", true),
            ("dist", false),
            ("node_modules", false),
            (".vite", false),
        ] {
            assert_eq!(is_source(name), source, "{name}");
        }
    }
}
