//! Programs the tests need that come from crates.io, built once into cargo's own folder.

use crate::failure::Failure;
use crate::{cargo, program};
use std::path::{Path, PathBuf};

pub fn nextest(root: &Path) -> Result<(), Failure> {
    if find("cargo-nextest").is_some() {
        return Ok(());
    }
    println!("installing cargo-nextest");
    program::show(cargo::command(root).args(["install", "--locked", "cargo-nextest"]))
}

/// The program that lets WebDriver drive a Tauri window. Version 2 goes with Tauri 2.
pub fn tauri_driver(root: &Path) -> Result<PathBuf, Failure> {
    if let Some(path) = find("tauri-driver") {
        return Ok(path);
    }
    println!("installing tauri-driver");
    program::show(cargo::command(root).args(["install", "--locked", "tauri-driver", "--version", "^2"]))?;
    find("tauri-driver").ok_or(Failure::Missing {
        program: "tauri-driver".into(),
        advice: "cargo installed it to a folder that is not in PATH",
    })
}

fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(cargo_bin())
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

fn cargo_bin() -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let usual = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    home.or_else(usual).map(|home| home.join("bin"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_on_the_path() {
        assert!(find("sh").is_some());
        assert_eq!(find("no-such-program-here"), None);
    }
}
