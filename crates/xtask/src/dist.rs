//! `cargo xtask dist`: packages to install.

use crate::failure::Failure;
use crate::workspace::Workspace;
use crate::{cargo, packages, pages, program};
use std::path::{Path, PathBuf};
use std::process::Command;

pub fn dist(workspace: &Workspace) -> Result<(), Failure> {
    packages::to_build()?;
    pages::build(workspace)?;
    let bundler = workspace.ui().join("node_modules/.bin/tauri");
    if !bundler.is_file() {
        // Fetched when wanted: its lock file names builds for other systems that cannot be resolved
        // everywhere, and nothing else needs it.
        let wanted = ["install", "--no-save", "--no-package-lock", "@tauri-apps/cli@^2"];
        program::show(&mut pages::npm(&workspace.ui(), &wanted))?;
    }
    if !bundler.is_file() {
        return Err(Failure::NoBundler);
    }
    program::show(&mut bundle(workspace.root(), &bundler))?;
    for file in packages_in(&workspace.built("release", "bundle")) {
        println!("{}", file.display());
    }
    Ok(())
}

fn bundle(root: &Path, bundler: &Path) -> Command {
    let mut command = Command::new(bundler);
    command.args(["build", "--bundles", "deb,rpm"]).current_dir(root);
    for (name, _) in cargo::command(root).get_envs() {
        command.env_remove(name);
    }
    command
}

fn packages_in(folder: &Path) -> Vec<PathBuf> {
    let kinds = ["deb", "rpm"];
    let files = kinds.iter().filter_map(|kind| std::fs::read_dir(folder.join(kind)).ok()).flatten().flatten();
    let paths = files.map(|entry| entry.path());
    paths.filter(|path| path.extension().is_some_and(|end| kinds.iter().any(|kind| end == *kind))).collect()
}
