//! Photographs and documents from a script: attached, listed, shown, saved.

use std::path::Path;
use std::process::Output;

use super::program::{self, code, execute, speaking, told};

const PLACE: &str = "0198f000-0000-7000-8000-000000000001";
const CONSENT: &[u8] = b"%PDF-1.7 the donor consents";

fn run(store: &Path, arguments: &[&str]) -> Output {
    speaking(store, "en").args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    assert_eq!(code(output), 0, "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A hub with a place.
fn made(folder: &Path) -> std::path::PathBuf {
    let store = program::made(folder);
    let place = format!(
        r#"{{"command":"add-place","id":"{PLACE}","details":{{"name":"North","code":"NORTH","kind":"site"}}}}"#
    );
    assert_eq!(code(&execute(&store, &place)), 0);
    store
}

#[test]
fn a_document_is_attached_listed_shown_and_saved() {
    let folder = tempfile::tempdir().unwrap();
    let store = made(folder.path());
    assert_eq!(said(&run(&store, &["attachments", "NORTH"])).lines().count(), 1, "the heads alone");
    let file = folder.path().join("consent.pdf");
    std::fs::write(&file, CONSENT).unwrap();
    let attach = ["attach", "NORTH", text(&file), "--shows", "consent", "--note", "of 12 May"];
    let id = said(&run(&store, &attach)).trim().to_owned();

    let listed = said(&run(&store, &["attachments", "NORTH"]));
    for word in [id.as_str(), "Retransfer consent", "consent.pdf", "1 KiB", "Quartermaster 1", "here"] {
        assert!(listed.contains(word), "{word}: {listed}");
    }
    let shown = said(&run(&store, &["show", "NORTH"]));
    assert!(shown.contains(&id) && shown.contains("Photograph or document added"), "{shown}");
    let document = told(&store, &["show", "NORTH"]);
    assert_eq!(document["attachments"][0]["note"], "of 12 May");

    let copy = folder.path().join("copy.pdf");
    said(&run(&store, &["save-attachment", &id, "--out", text(&copy)]));
    assert_eq!(std::fs::read(&copy).unwrap(), CONSENT);
    let again = run(&store, &attach);
    assert_eq!(code(&again), 3, "the same bytes once: {again:?}");
}

#[test]
fn what_cannot_be_attached_is_refused_in_plain_words() {
    let folder = tempfile::tempdir().unwrap();
    let store = made(folder.path());
    let file = folder.path().join("page.jpg");
    std::fs::write(&file, "<html>").unwrap();
    let refused = run(&store, &["attach", "NORTH", text(&file)]);
    assert_eq!(code(&refused), 3, "{refused:?}");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("JPEG, PNG, WebP and PDF"), "{refused:?}");
    let person = run(&store, &["attach", "Quartermaster 1", text(&file)]);
    assert_eq!(code(&person), 2, "a person takes no photograph: {person:?}");
    assert_eq!(code(&run(&store, &["attach", "NORTH", text(&file), "--shows", "selfie"])), 2);
    assert_eq!(code(&run(&store, &["save-attachment", "12", "--out", text(&file)])), 2);
    assert_eq!(code(&run(&store, &["save-attachment", PLACE, "--out", text(&file)])), 3);
    assert_eq!(std::fs::read(&file).unwrap(), b"<html>", "nothing was written");
}
