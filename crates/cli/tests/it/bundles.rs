//! A hub and coordination that have no line between them meet by stick.

use std::path::{Path, PathBuf};

use super::program::{INIT, code, refused, run, told};

/// Both stores, joined by cards, and the folder they lie in.
fn network(folder: &Path) -> (PathBuf, PathBuf) {
    let (hub, kyiv) = (folder.join("hub"), folder.join("kyiv"));
    let (card, answer) = (folder.join("card"), folder.join("answer"));
    let (card, answer) = (card.to_str().unwrap(), answer.to_str().unwrap());
    told(&hub, &INIT);
    told(&kyiv, &["network", "found", "--person", "Coordinator 1"]);
    told(&hub, &["network", "card", card]);
    told(&kyiv, &["network", "admit", card, "--answer", answer]);
    told(&hub, &["network", "join", answer]);
    (hub, kyiv)
}

#[test]
fn a_hub_s_history_reaches_coordination_by_stick_and_again_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (hub, kyiv) = network(folder.path());
    let bundle = folder.path().join("oak.komora");
    let bundle = bundle.to_str().unwrap();
    let written = told(&hub, &["bundle", "export", "--for", "kyiv", bundle]);
    assert_eq!(written["recipients"], 1, "{written}");
    let taken = told(&kyiv, &["bundle", "import", bundle]);
    assert!(taken["came"].as_u64().unwrap() > 0, "{taken}");
    assert_eq!((&taken["parked"], &taken["quarantined"]), (&0.into(), &0.into()), "{taken}");
    let hashes = told(&kyiv, &["state-hash"]);
    let again = told(&kyiv, &["bundle", "import", bundle]);
    assert_eq!((&again["came"], &again["known"]), (&0.into(), &written["entries"]), "{again}");
    assert_eq!(told(&kyiv, &["state-hash"]), hashes);
}

#[test]
fn p10_a_bundle_that_is_not_sound_changes_nothing_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let (hub, kyiv) = network(folder.path());
    let file = folder.path().join("oak.komora");
    let name = file.to_str().unwrap();
    told(&hub, &["bundle", "export", "--for", "kyiv", name]);
    let whole = std::fs::read(&file).unwrap();
    let before = run(&kyiv, &["heads"]).stdout;
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    let cases = [
        (flipped(whole.len() - 60), "bundle-damaged"),
        (whole[..whole.len() / 2].to_vec(), "bundle-cut"),
        (flipped(3), "not-a-bundle"),
        ([&whole[..13], &[7], &whole[14..]].concat(), "newer-bundle"),
    ];
    for (bytes, kind) in cases {
        std::fs::write(&file, bytes).unwrap();
        refused(&kyiv, &["bundle", "import", name], kind);
        assert_eq!(run(&kyiv, &["heads"]).stdout, before, "{kind}");
    }
    std::fs::write(&file, &whole).unwrap();
    refused(&hub, &["bundle", "import", name], "bundle-for-others");
    // The only laptop of its hub.
    let nobody = run(&hub, &["bundle", "export", "--for", "hub", name]);
    assert_eq!(code(&nobody), 3, "{nobody:?}");
    assert_eq!(std::fs::read(&file).unwrap(), whole, "what lay there stays");
}

#[test]
fn a_list_of_what_is_held_is_written_for_the_center_and_the_same_again() {
    let folder = tempfile::tempdir().unwrap();
    let (hub, _) = network(folder.path());
    let list = folder.path().join("held");
    let saved = told(&hub, &["network", "holdings", "--out", list.to_str().unwrap()]);
    let bytes = std::fs::read(&list).unwrap();
    assert_eq!(saved["bytes"], bytes.len(), "{saved}");
    assert!(!bytes.is_empty() && !String::from_utf8_lossy(&bytes).contains("Quartermaster"));
}

#[test]
fn meeting_again_and_again_ends_at_once_where_there_is_nobody_to_meet() {
    let folder = tempfile::tempdir().unwrap();
    let (hub, _) = network(folder.path());
    let once: &[&str] = &["sync", "--once", "--attachments"];
    for arguments in [&["sync"][..], &["sync", "--once"], &["sync", "--attachments"], once] {
        refused(&hub, arguments, "not-joined");
    }
    let neighbour = run(&hub, &["sync", "--attachments", "--at", "127.0.0.1:1"]);
    assert_eq!(code(&neighbour), 2, "between neighbours nothing is paid by the megabyte: {neighbour:?}");
}
