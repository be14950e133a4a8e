//! The program, called on a store.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

pub const PASSPHRASE: &str = "correct horse battery staple";

/// First run of a hub.
pub const INIT: [&str; 7] = ["init", "--hub", "HUB-OAK", "--name", "Oak", "--person", "Quartermaster 1"];

/// As it speaks to a person.
pub fn speaking(store: &Path, language: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_komora-cli"));
    command.arg("--store").arg(store).args(["--language", language]);
    command.env("KOMORA_PASSPHRASE", PASSPHRASE).stdin(Stdio::null());
    command
}

/// As it speaks to a script.
pub fn komora(store: &Path, passphrase: &str) -> Command {
    let mut command = speaking(store, "en");
    command.arg("--json").env("KOMORA_PASSPHRASE", passphrase);
    command
}

pub fn run(store: &Path, arguments: &[&str]) -> Output {
    komora(store, PASSPHRASE).args(arguments).output().unwrap()
}

/// A run that is fed commands.
pub fn execute(store: &Path, lines: &str) -> Output {
    let mut command = komora(store, PASSPHRASE);
    command.args(["execute", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("{output:?}"))
}

pub fn documents(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect()
}

/// Null where it printed none.
pub fn last_document(output: &Output) -> Value {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().last().map_or(Value::Null, |line| serde_json::from_str(line).unwrap())
}

/// The last document of a run that ended well.
pub fn told(store: &Path, arguments: &[&str]) -> Value {
    let output = run(store, arguments);
    assert_eq!(code(&output), 0, "{arguments:?}: {output:?}");
    last_document(&output)
}

/// A run that was refused, by a problem of this kind.
pub fn refused(store: &Path, arguments: &[&str], kind: &str) {
    let output = run(store, arguments);
    assert_eq!(code(&output), 3, "{arguments:?}: {output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains(kind), "{kind}: {output:?}");
}

/// The store of a new hub in `folder`.
pub fn made(folder: &Path) -> PathBuf {
    let store = folder.join("store");
    assert!(told(&store, &INIT)["recoveryCode"].is_string(), "a hub has a recovery code");
    store
}
