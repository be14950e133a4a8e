//! Where things are: the checkout and what is built from it.

use crate::failure::Failure;
use crate::{cargo, counts, program};
use std::path::{Path, PathBuf};

/// The checkout this `xtask` was started from, and cargo's target directory.
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    pub fn find() -> Result<Self, Failure> {
        let crate_dir = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = crate_dir.ancestors().nth(2).unwrap_or(Path::new(".")).to_path_buf();
        let metadata =
            program::read(cargo::command(&root).args(["metadata", "--format-version=1", "--no-deps"]))?;
        let target = counts::text_field(&metadata, "target_directory")
            .ok_or(Failure::Unclear { what: "cargo metadata" })?
            .into();
        Ok(Self { root, target })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn target(&self) -> &Path {
        &self.target
    }

    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    pub fn journeys(&self) -> PathBuf {
        self.root.join("tests/journeys")
    }

    /// A program of ours as cargo built it; `profile` is the folder name, `debug` or `release`.
    pub fn built(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(name)
    }
}
