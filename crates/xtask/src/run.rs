//! `cargo xtask run`: from a fresh checkout to the open window.

use crate::failure::Failure;
use crate::workspace::Workspace;
use crate::{cargo, packages, pages, program};
use std::process::Command;

pub fn run(workspace: &Workspace, arguments: &[String]) -> Result<(), Failure> {
    packages::to_build()?;
    pages::build(workspace)?;
    program::show(&mut cargo::build_program(workspace.root(), &["komora"], false))?;
    program::show(Command::new(workspace.built("debug", "komora")).args(arguments))
}
