//! The first job, end to end without a window: a hub is founded, real holdings come in from a file, a
//! rifle is found, issued and taken back, and its story tells it.

mod attachments;
mod safekeeping;

use std::path::{Path, PathBuf};

use app::Komora;
use app::api::import::{ImportKind, ImportPlan, ImportReport};
use app::api::job::{Ended, Job};
use app::api::operation::{ExportFormat, Operation, Origin, Outcome, ReceiptOf};
use app::api::problem::{FileProblem, Problem};
use app::api::query::Query;
use app::api::status::{Phase, StoreName};
use app::{ActId, ConditionCode, Refusal};
use domain::Command;
use domain::command::{HandedAsset, IssueAssets, ReturnAssets};
use domain::event::Particulars;
use domain::people::{Holder, PersonDetails, PersonalDetails};
use serde_json::{Value, json};
use tests::world::{PASSPHRASE, create_hub};
use uuid::Uuid;

fn kansas() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/kansas.csv")
}

fn founded(folder: &Path) -> (Komora, String) {
    let komora = Komora::for_tests(folder);
    assert_eq!(komora.status().phase, Phase::FirstRun);
    let made = komora.operate(Operation::CreateHub {
        code: "oak".into(),
        name: Some("Oak".into()),
        classification: Some("RESTRICTED".into()),
        person: "Quartermaster 1".into(),
        rank: None,
        passphrase: PASSPHRASE.into(),
    });
    let Ok(Outcome::Created { recovery_code }) = made else { panic!("{made:?}") };
    assert_eq!(komora.status().phase, Phase::Open);
    (komora, recovery_code)
}

fn import(komora: &Komora, path: &Path, dry_run: bool) -> Result<ImportReport, Problem> {
    let path = path.display().to_string();
    let read = Operation::ReadImport { path: path.clone(), kind: ImportKind::Assets, sheet: None };
    let Outcome::Import { draft } = komora.operate(read)? else { panic!("a draft was asked for") };
    let plan = ImportPlan {
        path,
        kind: ImportKind::Assets,
        sheet: None,
        mapping: draft.mapping,
        place: "STORE".into(),
        condition: ConditionCode::A,
        dry_run,
    };
    match komora.run(Job::Import { plan }, &|_| {})? {
        Ended::Imported { report, .. } => Ok(report),
        other => panic!("{other:?}"),
    }
}

fn ask(komora: &Komora, query: Value) -> Value {
    let query: Query = serde_json::from_value(query).unwrap();
    komora.ask(&query).unwrap()
}

fn state(komora: &Komora) -> Vec<(String, String)> {
    komora.state_hashes().unwrap()
}

fn rifle(komora: &Komora) -> Value {
    let found = ask(komora, json!({ "query": "search", "text": "rif 5.56" }));
    let found = found.as_array().unwrap().clone();
    found.into_iter().find(|hit| hit["kind"] == "asset").expect("a rifle is found by part of its name")
}

fn id<T: From<Uuid>>(value: &Value) -> T {
    T::from(value.as_str().unwrap().parse().unwrap())
}

fn issued_and_returned(komora: &Komora) -> (domain::AssetId, ActId) {
    let asset = domain::AssetId(id(&rifle(komora)["id"]));
    let card = ask(komora, json!({ "query": "asset", "id": asset }));
    let place = domain::PlaceId(id(&card["row"]["whereabouts"]["id"]));
    let soldier = domain::PersonId(Uuid::now_v7());
    let personal = PersonalDetails { name: "Soldier 118".into(), ..PersonalDetails::default() };
    let add = Command::AddPerson { id: soldier, details: PersonDetails::default(), personal };
    komora.execute(&add, None).unwrap();
    let handed = HandedAsset { id: asset, condition: ConditionCode::A, kit_missing: vec![] };
    let issue = Command::IssueAssets(IssueAssets {
        assets: vec![handed.clone()],
        to: Holder::Person(soldier),
        witness: None,
        particulars: Particulars { document: Some("H-0231".into()), remark: None },
    });
    let act = ActId(Uuid::now_v7());
    let receipt = komora.execute(&issue, Some(act)).unwrap();
    assert!(receipt.undoable);
    // The same submission once more: saved once, answered alike.
    assert_eq!(komora.execute(&issue, Some(act)).unwrap().act, act);
    assert!(matches!(
        komora.execute(&issue, None),
        Err(Problem::Refused { refusal: Refusal::NotInStore { .. } })
    ));
    let back = ReturnAssets { assets: vec![handed], to: place, particulars: Particulars::default() };
    komora.execute(&Command::ReturnAssets(back), None).unwrap();
    let sight =
        Command::RecordSighting { assets: vec![asset], at: Some(place), particulars: Particulars::default() };
    komora.execute(&sight, None).unwrap();
    (asset, act)
}

#[test]
fn a_hub_brings_in_its_holdings_issues_a_rifle_takes_it_back_and_knows_the_story() {
    let folder = tempfile::tempdir().unwrap();
    let (komora, _) = founded(folder.path());
    let empty = state(&komora);
    let tried = import(&komora, &kansas(), true).unwrap();
    assert!(!tried.saved && tried.assets > 1000, "{tried:?}");
    assert_eq!(state(&komora), empty, "a dry run changes nothing");
    let report = import(&komora, &kansas(), false).unwrap();
    assert!(report.saved && report.error_rows == 0, "{report:?}");
    assert_eq!(report.assets, tried.assets);
    assert_eq!(report.unmarked, report.assets, "the file has no serials: all are to be checked");
    let full = state(&komora);
    assert!(import(&komora, &kansas(), false).unwrap().already, "the same file again brings nothing");
    assert_eq!(state(&komora), full);

    let (asset, act) = issued_and_returned(&komora);
    let story = ask(&komora, json!({ "query": "timeline", "subject": asset }));
    let told: Vec<&str> =
        story["rows"].as_array().unwrap().iter().map(|row| row["what"].as_str().unwrap()).collect();
    assert_eq!(told, ["asset-sighted", "asset-returned", "asset-issued", "asset-received"]);
    assert_eq!(story["rows"][2]["signed"], true, "an issue carries the actor's own signature");
    assert_eq!(story["rows"][2]["actorName"], "Quartermaster 1");

    let paper = folder.path().join("receipt.pdf");
    let receipt = Operation::HandReceipt {
        of: ReceiptOf::Act { act },
        path: paper.display().to_string(),
        language: "uk".into(),
    };
    komora.operate(receipt).unwrap();
    assert!(std::fs::read(&paper).unwrap().starts_with(b"%PDF"));

    komora.operate(Operation::Lock).unwrap();
    assert!(matches!(komora.ask(&Query::Counts), Err(Problem::Locked)));
    let wrong = komora.operate(Operation::Unlock { passphrase: "wrong horse battery".into() });
    assert!(matches!(wrong, Err(Problem::WrongPassphrase { .. })), "{wrong:?}");
    komora.operate(Operation::Unlock { passphrase: PASSPHRASE.into() }).unwrap();
    let Ended::Verified { report, .. } = komora.run(Job::Verify, &|_| {}).unwrap() else {
        panic!("verified")
    };
    assert!(report.problems.is_empty(), "{:?}", report.problems);
}

#[test]
fn an_act_is_taken_back_by_an_act_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let (komora, _) = founded(folder.path());
    import(&komora, &kansas(), false).unwrap();
    let asset = domain::AssetId(id(&rifle(&komora)["id"]));
    let to = ask(&komora, json!({ "query": "places" }))[5]["id"].clone();
    let to = domain::PlaceId(id(&to));
    let before = ask(&komora, json!({ "query": "asset", "id": asset }))["row"]["whereabouts"].clone();
    let moved = Command::MoveAssets { assets: vec![asset], to, particulars: Particulars::default() };
    let moved = komora.execute(&moved, None).unwrap().act;
    let correct = Command::Correct { act: moved, particulars: Particulars::default() };
    komora.execute(&correct, None).unwrap();
    let row = ask(&komora, json!({ "query": "asset", "id": asset }))["row"].clone();
    assert_eq!(row["whereabouts"], before);
    let again = komora.execute(&correct, None);
    assert!(
        matches!(again, Err(Problem::Refused { refusal: Refusal::AlreadyCorrected { .. } })),
        "{again:?}"
    );
    let story = ask(&komora, json!({ "query": "timeline", "subject": asset }));
    assert_eq!(story["rows"][0]["what"], "asset-corrected");
    assert!(story["rows"][1]["correctedBy"].is_string(), "the corrected act stays and says so");
}

#[test]
fn lists_are_exported_and_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let (komora, _) = founded(folder.path());
    import(&komora, &kansas(), false).unwrap();
    let list: Query = serde_json::from_value(json!({ "query": "assets" })).unwrap();
    let total = komora.ask(&list).unwrap()["total"].as_u64().unwrap() as usize;
    for (format, name) in [
        (ExportFormat::Csv, "list.csv"),
        (ExportFormat::Xlsx, "list.xlsx"),
        (ExportFormat::Pdf, "list.pdf"),
        (ExportFormat::Json, "list.json"),
    ] {
        let path = folder.path().join(name);
        let export = Operation::Export {
            list: list.clone(),
            format,
            path: path.display().to_string(),
            language: "fr".into(),
            columns: vec![],
        };
        komora.operate(export).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        match format {
            ExportFormat::Csv => {
                let text = String::from_utf8(bytes).unwrap();
                assert_eq!(text.lines().count(), total + 1);
                assert!(text.contains("unmarked-1"));
            }
            ExportFormat::Json => {
                let json: Value = serde_json::from_slice(&bytes).unwrap();
                assert_eq!(json["rows"].as_array().unwrap().len(), total);
            }
            ExportFormat::Xlsx => assert!(bytes.starts_with(b"PK")),
            ExportFormat::Pdf => assert!(bytes.starts_with(b"%PDF")),
        }
    }
}

#[test]
fn bad_files_are_refused_with_row_and_reason_and_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (komora, _) = founded(&folder.path().join("data"));
    let before = state(&komora);
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let pdf = file("list.csv", "%PDF-1.7 not a list");
    assert!(matches!(import(&komora, &pdf, false), Err(Problem::File { file: FileProblem::WrongType })));
    let formula = file("formula.csv", "name,serial,quantity\nRifle,=1+1,1\n");
    let report = import(&komora, &formula, false).unwrap();
    assert!(!report.saved);
    assert_eq!(report.errors[0].row, 2);
    assert_eq!(state(&komora), before);
}

#[test]
fn the_training_hub_is_visibly_a_sandbox_beside_the_real_one() {
    let folder = tempfile::tempdir().unwrap();
    let (komora, _) = founded(folder.path());
    assert_eq!(komora.status().store, StoreName::Hub);
    assert!(!komora.status().hub.unwrap().training);
    komora.operate(Operation::ChooseStore { store: StoreName::Training }).unwrap();
    assert_eq!(komora.status().phase, Phase::FirstRun);
    komora.operate(Operation::ChooseStore { store: StoreName::Hub }).unwrap();
    assert!(matches!(komora.status().phase, Phase::Locked { .. }));
}

#[test]
fn an_act_sent_twice_at_the_same_moment_is_saved_once() {
    let folder = tempfile::tempdir().unwrap();
    let (komora, _) = founded(folder.path());
    import(&komora, &kansas(), false).unwrap();
    let asset = domain::AssetId(id(&rifle(&komora)["id"]));
    let seen = Command::RecordSighting { assets: vec![asset], at: None, particulars: Particulars::default() };
    const ROUNDS: usize = 20;
    const SENDERS: usize = 4;
    for _ in 0..ROUNDS {
        let act = ActId(Uuid::now_v7());
        let start = std::sync::Barrier::new(SENDERS);
        std::thread::scope(|scope| {
            for _ in 0..SENDERS {
                scope.spawn(|| {
                    start.wait();
                    assert_eq!(komora.execute(&seen, Some(act)).unwrap().act, act);
                });
            }
        });
    }
    let story = ask(&komora, json!({ "query": "timeline", "subject": asset }));
    let sightings = story["rows"].as_array().unwrap().iter().filter(|row| row["what"] == "asset-sighted");
    assert_eq!(sightings.count(), ROUNDS);
}

#[test]
fn a_first_run_that_left_half_a_store_is_named_and_can_be_done_again() {
    for gone in ["komora.keys", "komora.db"] {
        let folder = tempfile::tempdir().unwrap();
        let (komora, _) = founded(folder.path());
        komora.operate(Operation::Lock).unwrap();
        std::fs::remove_file(folder.path().join("hub").join(gone)).unwrap();
        let opened = komora.operate(Operation::Unlock { passphrase: PASSPHRASE.into() });
        assert!(matches!(opened, Err(Problem::Damaged { .. })), "{gone}: {opened:?}");
        assert!(matches!(komora.status().phase, Phase::Damaged { .. }));
        komora.operate(Operation::SetAside).unwrap();
        assert_eq!(komora.status().phase, Phase::FirstRun);
    }
    // The key file cannot be written: nothing of the attempt is left.
    let folder = tempfile::tempdir().unwrap();
    let hub = folder.path().join("hub");
    std::fs::create_dir_all(hub.join("komora.keys.new")).unwrap();
    let komora = Komora::for_tests(folder.path());
    let failed = komora.operate(create_hub("oak"));
    assert!(matches!(failed, Err(Problem::DiskFailed { .. })), "{failed:?}");
    assert_eq!(komora.status().phase, Phase::FirstRun);
    std::fs::remove_dir(hub.join("komora.keys.new")).unwrap();
    komora.operate(create_hub("oak")).unwrap();
    assert_eq!(komora.status().phase, Phase::Open);
}

#[test]
fn guessing_by_salvage_waits_as_guessing_at_the_door_does() {
    let folder = tempfile::tempdir().unwrap();
    let (komora, code) = founded(folder.path());
    komora.operate(Operation::Lock).unwrap();
    let path = folder.path().join("salvaged.jsonl").display().to_string();
    let guess =
        || komora.operate(Operation::Salvage { passphrase: "a wrong one".into(), path: path.clone() });
    for _ in 0..3 {
        assert!(matches!(guess(), Err(Problem::WrongPassphrase { .. })));
    }
    assert!(matches!(guess(), Err(Problem::WaitBeforeNextTry { .. })));
    let by_code = |code: String| komora.operate(Operation::SalvageWithRecovery { code, path: path.clone() });
    assert!(matches!(by_code(code), Err(Problem::WaitBeforeNextTry { .. })), "the right one waits too");
    let over = folder.path().join("hub/komora.db").display().to_string();
    let before = std::fs::read(&over).unwrap();
    let refused = komora.operate(Operation::Salvage { passphrase: PASSPHRASE.into(), path: over.clone() });
    assert!(matches!(refused, Err(Problem::File { file: FileProblem::CannotWrite { .. } })), "{refused:?}");
    assert_eq!(std::fs::read(&over).unwrap(), before);
}

#[test]
fn what_can_be_read_is_saved_by_the_printed_code_too() {
    let folder = tempfile::tempdir().unwrap();
    let (komora, code) = founded(folder.path());
    komora.operate(Operation::Lock).unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let passphrase = PASSPHRASE.to_owned();
    let by_code =
        |code: String| komora.operate(Operation::SalvageWithRecovery { code, path: path("by-code") });
    let first = if code.starts_with('0') { "1" } else { "0" };
    for wrong in [format!("{first}{}", &code[1..]), String::new()] {
        assert!(matches!(by_code(wrong), Err(Problem::WrongRecoveryCode)));
    }
    assert!(!folder.path().join("by-code").exists());
    by_code(code).unwrap();
    komora.operate(Operation::Salvage { passphrase, path: path("by-passphrase") }).unwrap();
    let read = |name: &str| std::fs::read_to_string(path(name)).unwrap();
    assert_eq!(read("by-code"), read("by-passphrase"));
    assert!(read("by-code").lines().count() > 1);
}
