//! Backups, damaged stores, and files that must not be written over.

use super::*;

#[test]
fn a_backup_restored_elsewhere_opens_with_the_recovery_code_and_goes_on_under_a_new_epoch() {
    let folder = tempfile::tempdir().unwrap();
    let backups = tempfile::tempdir().unwrap();
    let (komora, code) = founded(&folder.path().join("first"));
    import(&komora, &kansas(), false).unwrap();
    let hub = state(&komora);
    assert!(komora.status().backup.unwrap().overdue);
    let folder_name = backups.path().display().to_string();
    komora.operate(Operation::SetBackup { folder: Some(folder_name), every_hours: 24 }).unwrap();
    let Outcome::Saved { path, .. } = komora.operate(Operation::BackUpNow).unwrap() else { panic!("saved") };
    assert!(!komora.status().backup.unwrap().overdue);

    // Where a first run came to nothing there is room for a backup.
    let second = folder.path().join("second");
    std::fs::create_dir_all(second.join("hub")).unwrap();
    std::fs::write(second.join("hub/device.secret"), [1; 32]).unwrap();
    let other = Komora::for_tests(&second);
    other.operate(Operation::RestoreBackup { path: path.clone() }).unwrap();
    let typed = other.operate(Operation::Unlock { passphrase: PASSPHRASE.into() });
    assert!(typed.is_err(), "a backup is not opened by guessing: {typed:?}");
    let unlock = Operation::UnlockWithRecovery { code, passphrase: "another long passphrase".into() };
    other.operate(unlock).unwrap();
    assert!(matches!(other.status().phase, Phase::AskOrigin { .. }));
    assert!(matches!(other.ask(&Query::Counts), Err(Problem::Locked)), "nothing goes on before the answer");
    other.operate(Operation::ConfirmOrigin { origin: Origin::RestoredCopy }).unwrap();
    assert_eq!(other.status().phase, Phase::Open);
    assert_eq!(state(&other)[1], hub[1], "what the hub knew is what it knows");
    issued_and_returned(&other);
    let Ended::Verified { report, .. } = other.run(Job::Verify, &|_| {}).unwrap() else { panic!("verified") };
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    let again = other.operate(Operation::RestoreBackup { path });
    assert!(matches!(again, Err(Problem::StoreExists)), "nothing is overwritten: {again:?}");
}

/// On the laptop it was made on, a backup opens as the store did: after the store was set aside too.
#[test]
fn a_backup_opens_with_the_passphrase_on_its_own_laptop() {
    let folder = tempfile::tempdir().unwrap();
    let backups = tempfile::tempdir().unwrap();
    let (komora, _) = founded(folder.path());
    let within = folder.path().join("hub").display().to_string();
    let set = |folder: String| komora.operate(Operation::SetBackup { folder: Some(folder), every_hours: 24 });
    assert!(set(within).is_err(), "not beside what it is of");
    set(backups.path().display().to_string()).unwrap();
    let Outcome::Saved { path, .. } = komora.operate(Operation::BackUpNow).unwrap() else { panic!("saved") };
    komora.operate(Operation::Lock).unwrap();
    std::fs::write(folder.path().join("hub/komora.db"), b"nothing of the kind").unwrap();
    assert!(komora.operate(Operation::Unlock { passphrase: PASSPHRASE.into() }).is_err());
    komora.operate(Operation::SetAside).unwrap();
    komora.operate(Operation::RestoreBackup { path }).unwrap();
    komora.operate(Operation::Unlock { passphrase: PASSPHRASE.into() }).unwrap();
    assert!(matches!(komora.status().phase, Phase::AskOrigin { .. }));
}

/// Whatever is written where a person says, no store is written over: neither this one nor another.
#[test]
fn no_store_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let (komora, _) = founded(&folder.path().join("one"));
    let (other, _) = founded(&folder.path().join("two"));
    let before = (state(&komora), state(&other));
    for store in ["one/hub", "two/hub"] {
        for file in ["komora.db", "komora.keys", "device.secret", "komora.db-wal"] {
            let path = folder.path().join(store).join(file).display().to_string();
            let list = serde_json::from_value(json!({ "query": "assets", "filter": {} })).unwrap();
            let export = Operation::Export {
                list,
                format: ExportFormat::Csv,
                path: path.clone(),
                language: "en".into(),
                columns: vec![],
            };
            assert!(komora.operate(export).is_err(), "{path}");
            assert!(komora.operate(Operation::SaveHubCard { path: path.clone() }).is_err(), "{path}");
        }
    }
    assert_eq!((state(&komora), state(&other)), before);
}

#[test]
fn a_damaged_store_is_named_set_aside_and_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let (komora, _) = founded(folder.path());
    import(&komora, &kansas(), false).unwrap();
    komora.operate(Operation::Lock).unwrap();
    let database = folder.path().join("hub/komora.db");
    let mut bytes = std::fs::read(&database).unwrap();
    bytes.iter_mut().skip(100).step_by(997).for_each(|byte| *byte ^= 0x55);
    std::fs::write(&database, &bytes).unwrap();
    let opened = komora.operate(Operation::Unlock { passphrase: PASSPHRASE.into() });
    assert!(matches!(opened, Err(Problem::Damaged { .. })), "{opened:?}");
    assert!(matches!(komora.status().phase, Phase::Damaged { .. }));
    let Outcome::SetAside { path } = komora.operate(Operation::SetAside).unwrap() else {
        panic!("set aside")
    };
    assert_eq!(std::fs::read(Path::new(&path).join("komora.db")).unwrap(), bytes, "untouched");
    assert_eq!(komora.status().phase, Phase::FirstRun);
}
