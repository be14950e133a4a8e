//! A stream of commands, languages, mistakes, endings and files.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use super::program::{PASSPHRASE, code, documents, execute, komora, made, run, speaking};

const FIRST: &str = "0198f000-0000-7000-8000-000000000001";
const SECOND: &str = "0198f000-0000-7000-8000-000000000002";

fn place(id: &str, code: &str) -> String {
    format!(
        r#"{{"command":"add-place","id":"{id}","details":{{"name":"{code}","code":"{code}","kind":"site"}}}}"#
    )
}

#[test]
fn a_stream_stops_at_the_first_refusal_and_keeps_what_was_done() {
    let folder = tempfile::tempdir().unwrap();
    let store = made(folder.path());
    let stream = [place(FIRST, "NORTH"), place(FIRST, "NORTH-2"), place(SECOND, "SOUTH")].join("\n");
    let ran = execute(&store, &stream);
    assert_eq!(code(&ran), 3, "{ran:?}");
    let said = documents(&ran);
    assert_eq!((said.len(), &said[1]["refusal"]["kind"]), (2, &Value::from("exists")), "{said:?}");
    let listed = run(&store, &["list", "places"]);
    let text = String::from_utf8(listed.stdout.clone()).unwrap();
    assert!(text.contains("NORTH") && !text.contains("NORTH-2") && !text.contains("SOUTH"), "{text}");

    let malformed = execute(&store, &format!("{}\n{{\"command\":\"steal\"}}", place(SECOND, "SOUTH")));
    assert_eq!(code(&malformed), 2, "{malformed:?}");
    let verified = run(&store, &["verify"]);
    assert_eq!(code(&verified), 0, "{verified:?}");
    assert!(!store.join("komora.db-wal").exists(), "a run folds its log back");
    let (one, other) = (run(&store, &["state-hash"]), run(&store, &["state-hash"]));
    assert_eq!((code(&one), &one.stdout), (0, &other.stdout), "looking changes nothing");
}

#[test]
fn a_run_speaks_the_language_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let store = made(folder.path());
    let said = |arguments: &[&str], variable: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_komora-cli"));
        command.arg("--store").arg(&store).args(arguments).args(["list", "people"]);
        command.env("KOMORA_PASSPHRASE", PASSPHRASE).env("KOMORA_LANGUAGE", variable);
        String::from_utf8(command.env("LC_ALL", "en_GB.UTF-8").output().unwrap().stdout).unwrap()
    };
    for (arguments, variable, rank) in [
        (&["--language", "fr"][..], "uk", "Grade"),
        (&[], "uk", "Звання"),
        (&[], "xx", "Rank"),
        (&[], "", "Rank"),
    ] {
        let said = said(arguments, variable);
        assert!(said.contains(rank), "{arguments:?} {variable}: {said}");
    }
}

#[test]
fn a_typing_mistake_is_named_and_nothing_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let store = made(folder.path());
    let said = |ran: &Output| documents(ran).last().unwrap()["detail"].as_str().unwrap().to_owned();
    for (filter, named) in [("serial=ZZZ", "serial"), ("whereabouts=nonsense", "nonsense")] {
        let listed = run(&store, &["list", "assets", "--filter", filter]);
        assert_eq!(code(&listed), 2, "{listed:?}");
        assert!(said(&listed).contains(named), "{listed:?}");
    }
    let of_nobody = run(&store, &["list", "assets", "--filter", "hub=HUB-NOWHERE"]);
    assert_eq!(code(&of_nobody), 3, "a hub nobody heard of is no empty list: {of_nobody:?}");
    let out = folder.path().join("out.csv");
    let exported = ["export", "places", "--format", "csv", "--filter", "kind=bin", "--out"];
    let exported = run(&store, &[&exported[..], &[out.to_str().unwrap()]].concat());
    assert_eq!((code(&exported), out.exists()), (2, false), "{exported:?}");

    let misspelt = place(FIRST, "NORTH").replace("\"kind\"", "\"nots\":\"x\",\"kind\"");
    let executed = execute(&store, &misspelt);
    assert_eq!(code(&executed), 2, "{executed:?}");
    assert!(said(&executed).contains("nots"), "{executed:?}");

    let (file, map) = (folder.path().join("holdings.csv"), folder.path().join("map.json"));
    std::fs::write(&file, "name,quantity\nBlanket,5\n").unwrap();
    for (mapping, wrong) in [
        (r#"{"colums":{"name":"name"}}"#, "colums"),
        (r#"{"columns":{"name":"name","quantitty":"quantity"}}"#, "quantitty"),
        (r#"{"columns":{"name":"name","quantity":"quantity"},"dates":"nonsense"}"#, "nonsense"),
    ] {
        std::fs::write(&map, mapping).unwrap();
        let imported = ["import", file.to_str().unwrap(), "--kind", "stock", "--map", map.to_str().unwrap()];
        let imported = run(&store, &imported);
        assert_eq!(code(&imported), 2, "{mapping}: {imported:?}");
        assert!(said(&imported).contains(wrong), "{mapping}: {imported:?}");
    }
    assert!(documents(&run(&store, &["list", "items"])).is_empty(), "nothing came in");
    assert!(!String::from_utf8_lossy(&run(&store, &["list", "places"]).stdout).contains("NORTH"));
}

#[test]
fn every_ending_has_its_code() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = folder.path().join("nothing");
    assert_eq!(code(&run(&nothing, &["list", "items"])), 1, "no store");
    assert!(!nothing.exists(), "looking for a store makes none");
    assert_eq!(code(&run(&nothing, &["list", "rifles"])), 2, "no such list");
    let weak = komora(&nothing, "short").args(["init", "--hub", "OAK", "--person", "A"]).output().unwrap();
    assert_eq!(code(&weak), 3, "{weak:?}");

    let store = made(folder.path());
    let again = run(&store, &["init", "--hub", "OAK", "--person", "A"]);
    assert_eq!(code(&again), 3, "{again:?}");
    let wrong = komora(&store, "correct horse battery stable").args(["list", "items"]).output().unwrap();
    assert_eq!(code(&wrong), 3, "{wrong:?}");
    assert_eq!(documents(&wrong)[0]["problem"], "wrong-passphrase");
    let lock = std::fs::OpenOptions::new().write(true).open(store.join("komora.lock")).unwrap();
    lock.lock().unwrap();
    let held = run(&store, &["list", "items"]);
    assert_eq!((code(&held), &documents(&held)[0]["problem"]), (1, &Value::from("in-use")));
    drop(lock);

    let file = folder.path().join("passphrase");
    std::fs::write(&file, format!("\u{feff}{PASSPHRASE}\r\nsecond line")).unwrap();
    let from_file = komora(&store, "another one altogether")
        .args(["--passphrase-file", file.to_str().unwrap(), "list", "items"])
        .output()
        .unwrap();
    assert_eq!(code(&from_file), 0, "{from_file:?}");
}

/// What a run says to a person.
fn spoken(store: &Path, language: &str, arguments: &[&str]) -> String {
    let output = speaking(store, language).args(arguments).output().unwrap();
    [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat()
}

#[test]
fn a_record_is_told_in_the_reader_s_words_and_scopes_in_full() {
    let folder = tempfile::tempdir().unwrap();
    let store = made(folder.path());
    assert_eq!(code(&execute(&store, &place(FIRST, "NORTH"))), 0);
    for (language, kind, site) in [("en", "Kind", "Site"), ("uk", "Вид", "Майданчик"), ("fr", "Type", "Site")]
    {
        let said = spoken(&store, language, &["show", FIRST]);
        let line = said.lines().find(|line| line.starts_with(kind));
        assert!(line.is_some_and(|line| line.ends_with(site)), "{language}: {said}");
        for key in ["assetsBelow", "linesBelow", "custodianName", "\nkind "] {
            assert!(!said.contains(key), "{language} {key}: {said}");
        }
    }
    let scopes = run(&store, &["state-hash"]);
    for document in documents(&scopes) {
        let scope = document["scope"].as_str().unwrap();
        let is_full = scope == "network" || scope.rsplit(' ').next().is_some_and(|id| id.len() == 64);
        assert!(is_full && !scope.contains('('), "{scope}");
    }
}

#[test]
fn a_file_imported_again_is_said_to_have_been_imported_before() {
    let folder = tempfile::tempdir().unwrap();
    let store = made(folder.path());
    let file = folder.path().join("holdings.csv");
    std::fs::write(&file, "name,quantity\nBlanket,5\n").unwrap();
    let import = ["import", file.to_str().unwrap(), "--kind", "stock"];
    let first = spoken(&store, "en", &import);
    assert!(first.contains("1 rows read"), "{first}");
    let said = spoken(&store, "en", &import);
    assert!(said.contains("imported before") && !said.contains("rows read"), "{said}");
    let again = run(&store, &import);
    assert_eq!((code(&again), &documents(&again)[0]["already"]), (0, &Value::from(true)), "{again:?}");
}

#[test]
fn an_export_never_goes_over_the_store() {
    let folder = tempfile::tempdir().unwrap();
    let store = made(folder.path());
    for name in ["komora.db", "komora.keys", "komora.heads", "device.secret"] {
        let path = store.join(name);
        let before = std::fs::read(&path).unwrap();
        let out = path.to_str().unwrap();
        let refused = run(&store, &["export", "items", "--format", "csv", "--out", out]);
        assert_eq!(code(&refused), 3, "{refused:?}");
        // Opening and locking may write the history on; it stays what it is.
        let after = std::fs::read(&path).unwrap();
        assert!(name == "komora.db" && after.len() >= before.len() || after == before, "{name}");
    }
    let out = folder.path().join("items.csv");
    assert_eq!(
        code(&run(&store, &["export", "items", "--format", "csv", "--out", out.to_str().unwrap()])),
        0
    );
    assert_eq!(code(&run(&store, &["verify"])), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_could_not_be_written_is_not_done() {
    let folder = tempfile::tempdir().unwrap();
    let store = made(folder.path());
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let lost = komora(&store, PASSPHRASE).arg("state-hash").stdout(full).output().unwrap();
    assert_eq!(code(&lost), 1, "{lost:?}");
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let closed = komora(&store, PASSPHRASE).arg("state-hash").stdout(writer).output().unwrap();
    assert_eq!(code(&closed), 0, "a reader that has seen enough is no fault");
}
