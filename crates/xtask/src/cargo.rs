//! Calling cargo again from inside a program cargo started.

use std::path::Path;
use std::process::Command;

/// The cargo that started us, in the workspace root, without the variables `cargo run` added: they
/// would reach build scripts and make them run again for nothing.
pub fn command(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(added_by_cargo_run) {
            command.env_remove(&name);
        }
    }
    command
}

fn added_by_cargo_run(name: &str) -> bool {
    name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name == "OUT_DIR"
}

/// Builds one program with the features of the whole workspace, so that every command here and the
/// tests share one set of compiled crates.
pub fn build_program(root: &Path, names: &[&str], release: bool) -> Command {
    let mut build = command(root);
    build.args(["build", "--workspace"]);
    for name in names {
        build.args(["--bin", name]);
    }
    if release {
        build.arg("--release");
    }
    build
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cargo_run_adds_is_taken_away() {
        for (name, added) in [
            ("CARGO_PKG_NAME", true),
            ("CARGO_MANIFEST_DIR", true),
            ("CARGO_TARGET_DIR", false),
            ("PATH", false),
        ] {
            assert_eq!(added_by_cargo_run(name), added, "{name}");
        }
    }
}
