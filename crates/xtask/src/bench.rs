//! `cargo xtask bench`: the release build, measured.

use crate::failure::Failure;
use crate::workspace::Workspace;
use crate::{cargo, packages, pages, program, tools};
use std::process::Command;

/// The measuring program gets the app's path in `KOMORA_APP` and the driver's in `KOMORA_DRIVER` for the line
/// on starting up, and the center's in `KOMORA_CENTER` for the one on a crowd of laptops.
pub fn bench(workspace: &Workspace, arguments: &[String]) -> Result<(), Failure> {
    packages::to_test()?;
    pages::build(workspace)?;
    let driver = tools::tauri_driver(workspace.root())?;
    program::show(&mut cargo::build_program(workspace.root(), &["komora", "komora-center", "bench"], true))?;
    let mut bench = Command::new(workspace.built("release", "bench"));
    bench.args(arguments).current_dir(workspace.root()).env("KOMORA_DRIVER", driver);
    bench.env("KOMORA_CENTER", workspace.built("release", "komora-center"));
    program::show(bench.env("KOMORA_APP", workspace.built("release", "komora")))
}
