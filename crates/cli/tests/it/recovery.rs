//! A backup restored by a script alone: unpacked, opened with the printed code, gone on with.

use std::path::Path;
use std::process::Output;

use serde_json::Value;

use super::program::{INIT, PASSPHRASE as FORMER, code, komora, last_document};

const NEW: &str = "another horse, another staple";

fn run(store: &Path, passphrase: &str, arguments: &[&str]) -> Output {
    komora(store, passphrase).args(arguments).output().unwrap()
}

/// How a run ended, and the last document it printed.
fn told(store: &Path, passphrase: &str, arguments: &[&str]) -> (i32, Value) {
    let output = run(store, passphrase, arguments);
    (code(&output), last_document(&output))
}

#[test]
fn a_restored_store_is_opened_by_its_code_and_asks_where_it_comes_from() {
    let folder = tempfile::tempdir().unwrap();
    let (store, restored) = (folder.path().join("store"), folder.path().join("restored"));
    let (code, made) = told(&store, FORMER, &INIT);
    assert_eq!(code, 0, "{made}");
    let add = r#"{"command":"add-place","id":"0198f000-0000-7000-8000-000000000001",
        "details":{"name":"North","code":"NORTH","kind":"site"}}"#;
    let acts = folder.path().join("acts.json");
    std::fs::write(&acts, add).unwrap();
    assert_eq!(told(&store, FORMER, &["execute", acts.to_str().unwrap()]).0, 0);
    let (code, saved) = told(&store, FORMER, &["backup", folder.path().to_str().unwrap()]);
    assert_eq!(code, 0, "{saved}");
    let (code, unpacked) = told(&restored, FORMER, &["restore", saved["path"].as_str().unwrap()]);
    assert_eq!(code, 0, "{unpacked}");

    let (right, wrong) = (folder.path().join("right"), folder.path().join("wrong"));
    let printed = made["recoveryCode"].as_str().unwrap();
    std::fs::write(&right, printed).unwrap();
    let first = if printed.starts_with('0') { "1" } else { "0" };
    std::fs::write(&wrong, format!("{first}{}", &printed[1..])).unwrap();
    let unlock = |file: &Path, passphrase: &str| {
        told(&restored, passphrase, &["unlock", "--recovery-code-file", file.to_str().unwrap()])
    };
    assert_eq!(unlock(&wrong, NEW).0, 3, "a code that is not this store's");
    assert_eq!(unlock(&right, "short").0, 3, "a new passphrase is held to the rules");
    let (code, phase) = unlock(&right, NEW);
    assert_eq!((code, &phase["phase"], &phase["finding"]), (0, &"ask-origin".into(), &"restored".into()));

    // A person must decide: refused, not misused.
    for asked in [&["list", "places"][..], &["sync", "--once"], &["verify"]] {
        let (code, refused) = told(&restored, NEW, asked);
        assert_eq!((code, &refused["problem"]), (3, &"origin-unknown".into()), "{asked:?}: {refused}");
        assert_eq!(refused["finding"], "restored");
    }
    assert_eq!(told(&restored, NEW, &["confirm-origin", "stolen"]).0, 2);
    assert_eq!(told(&restored, NEW, &["confirm-origin", "restored"]).0, 0);
    let listed = run(&restored, NEW, &["list", "places"]);
    assert!(String::from_utf8_lossy(&listed.stdout).contains("NORTH"), "{listed:?}");
    assert_eq!(told(&restored, NEW, &["verify"]).0, 0);
    assert_eq!(told(&restored, NEW, &["confirm-origin", "restored"]).0, 2, "nothing is asked any more");
    assert_eq!(told(&restored, FORMER, &["list", "places"]).0, 3, "the former passphrase opens nothing");
}

#[test]
fn what_can_be_read_is_saved_by_the_code_where_the_passphrase_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let (store, code, out) =
        (folder.path().join("store"), folder.path().join("code"), folder.path().join("saved.jsonl"));
    let (ended, made) = told(&store, FORMER, &INIT);
    assert_eq!(ended, 0, "{made}");
    std::fs::write(&code, made["recoveryCode"].as_str().unwrap()).unwrap();
    let salvage = |passphrase: &str, more: &[&str]| {
        told(&store, passphrase, &[&["salvage", out.to_str().unwrap()], more].concat())
    };
    let (ended, refused) = salvage("not the one it was", &[]);
    assert_eq!((ended, out.exists()), (3, false), "{refused}");
    let (ended, saved) = salvage("", &["--recovery-code-file", code.to_str().unwrap()]);
    assert_eq!((ended, &saved["unreadable"]), (0, &0.into()), "{saved}");
    let lines = std::fs::read_to_string(&out).unwrap().lines().count();
    assert_eq!(saved["entries"], lines);
    let nobody = folder.path().join("no-store");
    assert_eq!(told(&nobody, FORMER, &["salvage", out.to_str().unwrap()]).0, 1);
}
