//! Photographs and documents: attached, seen, saved, backed up; what is none is refused; a changed byte is
//! noticed.

use app::api::job::VerifyProblem;
use app::{AttachedTo, AttachmentId, Shows, new_attachment};
use domain::place::{PlaceDetails, PlaceKind};
use store::keys::{KeyFile, Machine, Passphrase};
use store::{Database, Held, Settings, StoreError};

use super::*;

/// Where a photograph was taken: must never be kept.
const PLACE: &[u8] = b"GPS 48.4647 N 35.0462 E";
/// Stands in the picture itself.
const CANARY: &[u8] = b"CANARY-BARREL-5521";

fn segment(marker: u8, held: &[u8]) -> Vec<u8> {
    let length = u16::try_from(held.len() + 2).unwrap().to_be_bytes();
    [[0xff, marker].as_slice(), &length, held].concat()
}

/// A JPEG as far as its parts go, beside it where it was taken.
fn photograph(place: &[u8], length: usize) -> Vec<u8> {
    let mut bytes = b"\xff\xd8".to_vec();
    if !place.is_empty() {
        bytes.extend(segment(0xe1, &[b"Exif\0\0MM\0*\0\0\0\x08\0\0".as_slice(), place].concat()));
    }
    bytes.extend(segment(0xdb, b"tables"));
    bytes.extend(segment(0xc0, b"\x08\0\x10\0\x10\x01\x01\x11\0"));
    bytes.extend(segment(0xda, b"scan"));
    bytes.extend(CANARY.iter().cycle().take(length));
    bytes.extend(b"\xff\xd9");
    bytes
}

fn place(komora: &Komora) -> AttachedTo {
    let id = domain::PlaceId(Uuid::now_v7());
    let details = PlaceDetails::of("Armoury", "AR-1", PlaceKind::ArmsRoom);
    komora.execute(&Command::AddPlace { id, details }, None).unwrap();
    AttachedTo::Place(id)
}

fn attach(komora: &Komora, to: AttachedTo, path: &Path) -> Result<AttachmentId, Problem> {
    let id = new_attachment();
    let operation = Operation::Attach {
        id,
        to,
        path: path.display().to_string(),
        shows: Shows::Damage,
        note: Some("cracked".into()),
        act: Some(ActId(Uuid::now_v7())),
    };
    match komora.operate(operation)? {
        Outcome::Attached { receipt } => assert_eq!(receipt.changed[0].what, "attached"),
        other => panic!("{other:?}"),
    }
    Ok(id)
}

fn file(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// What a copy saved to a file has in it.
fn saved(komora: &Komora, id: AttachmentId, to: &Path) -> Result<Vec<u8>, Problem> {
    komora.operate(Operation::SaveAttachment { id, path: to.display().to_string() })?;
    Ok(std::fs::read(to).unwrap())
}

fn rows(komora: &Komora, to: AttachedTo) -> Vec<Value> {
    let rows = ask(komora, json!({ "query": "attachments", "thing": to.subject() }));
    rows.as_array().unwrap().clone()
}

fn verified(komora: &Komora) -> Vec<VerifyProblem> {
    match komora.run(Job::Verify, &|_| {}).unwrap() {
        Ended::Verified { report, .. } => report.problems,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_photograph_is_attached_without_where_it_was_taken_read_back_and_withdrawn() {
    let folder = tempfile::tempdir().unwrap();
    let (komora, _) = founded(&folder.path().join("data"));
    let to = place(&komora);
    let taken = photograph(PLACE, 600_000);
    assert!(taken.windows(PLACE.len()).any(|window| window == PLACE));
    // The name says nothing of what a file is.
    let path = file(folder.path(), "barrel.txt", &taken);
    let id = attach(&komora, to, &path).unwrap();
    let copy = saved(&komora, id, &folder.path().join("copy.jpg")).unwrap();
    assert_eq!(copy, photograph(b"", 600_000), "the picture whole, nothing beside it");

    let row = &rows(&komora, to)[0];
    assert_eq!((&row["mediaType"], &row["shows"]), (&json!("jpeg"), &json!("damage")));
    assert_eq!((&row["fileName"], &row["addedByName"]), (&json!("barrel.txt"), &json!("Quartermaster 1")));
    assert_eq!((&row["whole"], &row["size"]), (&json!(true), &json!(copy.len())));
    let bytes = ask(&komora, json!({ "query": "attachment-bytes", "id": id }));
    assert_eq!(bytes["mediaType"], "jpeg");
    let base64 = bytes["base64"].as_str().unwrap();
    assert_eq!((base64.len(), &base64[..4]), (copy.len().div_ceil(3) * 4, "/9j/"));

    let again = attach(&komora, to, &path);
    let said = matches!(again, Err(Problem::Refused { refusal: Refusal::AttachedAlready { attachment } }) if attachment == id);
    assert!(said, "{again:?}");
    let withdraw = Command::WithdrawAttachment { id, reason: "another rifle".into() };
    komora.execute(&withdraw, None).unwrap();
    assert_eq!(rows(&komora, to)[0]["withdrawn"]["reason"], "another rifle");
    assert_eq!(saved(&komora, id, &folder.path().join("copy.jpg")).unwrap(), copy, "it stays");
    let story = ask(&komora, json!({ "query": "timeline", "subject": to.subject() }));
    let told: Vec<&str> =
        story["rows"].as_array().unwrap().iter().map(|row| row["what"].as_str().unwrap()).collect();
    assert_eq!(told, ["attachment-withdrawn", "attached", "place-added"]);
    assert_eq!(verified(&komora), []);
}

#[test]
fn sent_twice_it_is_attached_once() {
    let folder = tempfile::tempdir().unwrap();
    let (komora, _) = founded(&folder.path().join("data"));
    let to = place(&komora);
    let path = file(folder.path(), "a.jpg", &photograph(b"", 100)).display().to_string();
    let (id, act) = (new_attachment(), Some(ActId(Uuid::now_v7())));
    for _ in 0..2 {
        let (path, shows) = (path.clone(), Shows::Photograph);
        let attached = komora.operate(Operation::Attach { id, to, path, shows, note: None, act });
        assert!(matches!(attached, Ok(Outcome::Attached { .. })), "{attached:?}");
    }
    assert_eq!(rows(&komora, to).len(), 1);
}

#[test]
fn what_is_no_photograph_or_document_is_refused_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (komora, _) = founded(&folder.path().join("data"));
    let to = place(&komora);
    let before = state(&komora);
    let whole = photograph(b"", 100);
    let mut large = photograph(b"", 100);
    large.resize(16 * 1024 * 1024 + 1, 0);
    for (name, bytes, reason) in [
        ("page.jpg", b"<html><script>1</script>".to_vec(), FileProblem::NotAttachable),
        ("drawing.png", b"<svg onload='1'/>".to_vec(), FileProblem::NotAttachable),
        ("empty.jpg", Vec::new(), FileProblem::NotAttachable),
        ("cut.jpg", whole[..whole.len() - 1].to_vec(), FileProblem::DamagedPicture),
        ("large.jpg", large, FileProblem::AttachmentTooLarge { most_mebibytes: 16 }),
    ] {
        let refused = attach(&komora, to, &file(folder.path(), name, &bytes));
        assert_eq!(refused, Err(Problem::File { file: reason }), "{name}");
    }
    let nowhere = attach(&komora, to, &folder.path().join("none.jpg"));
    assert_eq!(nowhere, Err(Problem::File { file: FileProblem::NotFound }));
    // An act that names bytes which are not here would wait for them for ever.
    let named = serde_json::from_value(json!({
        "command": "attach", "id": new_attachment(),
        "details": { "to": to, "blob": "ab".repeat(32), "size": 5, "mediaType": "pdf", "fileName": "a.pdf",
                     "shows": "other", "note": null },
    }));
    let in_vain = komora.execute(&named.unwrap(), None);
    assert!(
        matches!(in_vain, Err(Problem::Refused { refusal: Refusal::BytesNotHere { .. } })),
        "{in_vain:?}"
    );
    assert_eq!(state(&komora), before);
    assert_eq!(rows(&komora, to), Vec::<Value>::new());
    let unknown = komora.operate(Operation::SaveAttachment { id: new_attachment(), path: "x".into() });
    assert!(matches!(unknown, Err(Problem::Refused { refusal: Refusal::Unknown { .. } })), "{unknown:?}");
}

#[test]
fn a_document_is_kept_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let (komora, _) = founded(&folder.path().join("data"));
    let to = place(&komora);
    let consent = [b"%PDF-1.7\n".as_slice(), PLACE, b"\n%%EOF signed"].concat();
    let id = attach(&komora, to, &file(folder.path(), "consent.pdf", &consent)).unwrap();
    assert_eq!(saved(&komora, id, &folder.path().join("copy.pdf")).unwrap(), consent);
}

#[test]
fn a_backup_brings_photographs_back_and_nothing_of_them_lies_in_plain_sight() {
    let folder = tempfile::tempdir().unwrap();
    let backups = tempfile::tempdir().unwrap();
    let data = folder.path().join("first");
    let (komora, code) = founded(&data);
    let to = place(&komora);
    let id = attach(&komora, to, &file(folder.path(), "a.jpg", &photograph(PLACE, 700_000))).unwrap();
    let kept = photograph(b"", 700_000);
    let every_day = |folder: String| Operation::SetBackup { folder: Some(folder), every_hours: 24 };
    komora.operate(every_day(backups.path().display().to_string())).unwrap();
    let Outcome::Saved { path, .. } = komora.operate(Operation::BackUpNow).unwrap() else { panic!("saved") };
    komora.operate(Operation::Lock).unwrap();
    for folder in [data.join("hub").as_path(), backups.path()] {
        for found in std::fs::read_dir(folder).unwrap() {
            let bytes = std::fs::read(found.unwrap().path()).unwrap();
            assert!(!bytes.windows(CANARY.len()).any(|window| window == CANARY));
        }
    }

    let other = Komora::for_tests(&folder.path().join("second"));
    other.operate(Operation::RestoreBackup { path }).unwrap();
    let passphrase = "another long passphrase".to_owned();
    other.operate(Operation::UnlockWithRecovery { code, passphrase }).unwrap();
    other.operate(Operation::ConfirmOrigin { origin: Origin::RestoredCopy }).unwrap();
    assert_eq!(saved(&other, id, &folder.path().join("copy.jpg")).unwrap(), kept);
    assert_eq!(verified(&other), []);
}

/// Does something to the store's own tables, behind the program's back.
fn behind_its_back(hub: &Path, change: &str) {
    let machine = Machine::at(hub).unwrap();
    let keys = KeyFile::open(hub).unwrap();
    let unlocked = keys.unlock(&Passphrase::typed(PASSPHRASE), None, &machine).unwrap();
    let held = Held::take(hub).unwrap();
    let database = Database::open(&held, &unlocked.database_key, &Settings::default()).unwrap();
    database.write(|transaction| transaction.execute_batch(change).map_err(StoreError::from)).unwrap();
    database.close().unwrap();
}

#[test]
fn a_changed_byte_is_named_and_never_shown() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let (komora, _) = founded(&data);
    let to = place(&komora);
    let id = attach(&komora, to, &file(folder.path(), "a.jpg", &photograph(b"", 300_000))).unwrap();
    komora.operate(Operation::Lock).unwrap();
    behind_its_back(
        &data.join("hub"),
        "update blob_part set bytes = zeroblob(length(bytes)) where start > 0",
    );
    komora.operate(Operation::Unlock { passphrase: PASSPHRASE.into() }).unwrap();
    let problems = verified(&komora);
    assert!(
        matches!(&problems[..], [VerifyProblem::WrongBlob { file_name: Some(name), .. }] if name == "a.jpg"),
        "{problems:?}"
    );
    let copy = saved(&komora, id, &folder.path().join("copy.jpg"));
    assert!(matches!(copy, Err(Problem::Damaged { .. })), "{copy:?}");
    assert!(!folder.path().join("copy.jpg").exists());
}

#[test]
fn what_is_salvaged_of_a_store_has_its_photographs_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let (komora, _) = founded(&folder.path().join("data"));
    let to = place(&komora);
    attach(&komora, to, &file(folder.path(), "a.jpg", &photograph(b"", 300_000))).unwrap();
    attach(&komora, to, &file(folder.path(), "b.pdf", b"%PDF-1.7 consent")).unwrap();
    komora.operate(Operation::Lock).unwrap();
    let path = folder.path().join("salvaged.jsonl");
    let salvage = Operation::Salvage { passphrase: PASSPHRASE.into(), path: path.display().to_string() };
    let Outcome::Salvaged { attachments, .. } = komora.operate(salvage).unwrap() else { panic!("salvaged") };
    assert_eq!(attachments, 2);
    let beside = folder.path().join("salvaged.jsonl.attachments");
    let mut found: Vec<(String, usize)> = std::fs::read_dir(beside)
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|file| {
            (file.extension().unwrap().to_string_lossy().into_owned(), std::fs::read(&file).unwrap().len())
        })
        .collect();
    found.sort();
    assert_eq!(found, [("jpg".to_owned(), photograph(b"", 300_000).len()), ("pdf".to_owned(), 16)]);
}

#[test]
fn the_room_for_what_others_attach_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let (komora, _) = founded(folder.path());
    let room = || ask(&komora, json!({ "query": "attachment-room" }));
    assert_eq!((&room()["mebibytes"], &room()["waiting"]), (&json!(4096), &json!(0)));
    komora.operate(Operation::SetAttachmentRoom { mebibytes: 512 }).unwrap();
    assert_eq!(room()["mebibytes"], 512);
}
