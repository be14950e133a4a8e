use std::path::Path;

use feed::PersonId;
use store::backup::{About, Folder, Restored, back_up, restore, verify_backup};
use store::error::BackupDamage;
use store::file::names;
use store::keys::{KeyFile, Machine, Parameters, Passphrase, RecoveryCode, Unlocked};
use store::witness::{Witness, Witnessed};
use store::{Database, Held, Settings, StoreError};

use crate::fixture::{CANARY, Dice, Fixture, HERE, add, count, hash_at, head, own_heads};

const CHEAP: Parameters = Parameters { memory_kib: 64, passes: 1, lanes: 1 };
const PASSPHRASE: &str = "twelve characters";

/// A store of some entries with its keys; the machine folder lies inside.
fn store(entries: u64) -> (Fixture, Database, RecoveryCode) {
    let fixture = Fixture::new();
    let keys = Unlocked::new(fixture.key.clone(), PersonId::from_bytes([1; 16]), [5; 32]);
    let machine = Machine::at(&fixture.file("machine")).unwrap();
    let passphrase = Passphrase::chosen(PASSPHRASE).unwrap();
    let (_, code) = KeyFile::create(fixture.path(), &keys, &passphrase, &machine, CHEAP).unwrap();
    let database = fixture.create();
    (1..=entries).for_each(|seq| add(&database, seq));
    Witness::open(fixture.path(), &fixture.key, HERE).unwrap().keep(&[head(entries)]).unwrap();
    (fixture, database, code)
}

fn machine(fixture: &Fixture) -> Machine {
    Machine::at(&fixture.file("machine")).unwrap()
}

fn about(now_ms: u64) -> About {
    About { hub: Some("HUB-OREL".into()), now_ms }
}

fn reopened(directory: &Path, fixture: &Fixture) -> Database {
    let held = Held::take(directory).unwrap();
    let database = Database::open(&held, &fixture.key, &Settings::default()).unwrap();
    database.check_file().unwrap();
    database
}

#[test]
fn a_backup_of_a_store_in_use_restores_to_the_same_content() {
    let (fixture, database, code) = store(50);
    let file = fixture.file("one.komora-backup");
    let made = back_up(&database, &file, &about(1000)).unwrap();
    add(&database, 51);
    assert_eq!(verify_backup(&file).unwrap(), made);
    assert_eq!((made.made_ms, made.hub.as_deref()), (1000, Some("HUB-OREL")));
    assert_eq!(made.store, database.store_id());

    let directory = fixture.file("restored");
    restore(&file, &directory, &machine(&fixture), 2000).unwrap();
    assert_eq!(count(&reopened(&directory, &fixture)), 50);
    let keys = KeyFile::open(&directory).unwrap();
    let machine = Machine::at(&directory).unwrap();
    keys.unlock(&Passphrase::typed(PASSPHRASE), None, &machine).unwrap();
    let unlocked = keys.unlock_with_recovery(&code).unwrap();
    assert_eq!(unlocked.database_key.store_id(), made.store);
    assert_eq!(count(&database), 51);
}

#[test]
fn a_restored_store_is_marked_and_unwitnessed_until_it_is_settled() {
    let (fixture, database, _) = store(5);
    let (file, directory) = (fixture.file("b"), fixture.file("restored"));
    back_up(&database, &file, &about(1000)).unwrap();
    restore(&file, &directory, &machine(&fixture), 2000).unwrap();
    let mark = Restored { store: database.store_id(), made_ms: 1000, restored_ms: 2000 };
    assert_eq!(Restored::read(&directory).unwrap(), Some(mark));
    let witness = Witness::open(&directory, &fixture.key, HERE).unwrap();
    let found = reopened(&directory, &fixture)
        .read(|c| witness.compare(&own_heads(c)?, |_, seq| hash_at(c, seq)))
        .unwrap();
    assert_eq!(found, Witnessed::Missing);
    Restored::settle(&directory).unwrap();
    Restored::settle(&directory).unwrap();
    assert_eq!(Restored::read(&directory).unwrap(), None);
    assert_eq!(Restored::read(fixture.path()).unwrap(), None);
}

#[test]
fn nothing_is_ever_overwritten() {
    let (fixture, database, _) = store(5);
    let file = fixture.file("b");
    back_up(&database, &file, &about(1)).unwrap();
    let again = back_up(&database, &file, &about(2));
    assert!(matches!(again, Err(StoreError::AlreadyThere { .. })));
    assert_eq!(verify_backup(&file).unwrap().made_ms, 1);
    let over = restore(&file, fixture.path(), &machine(&fixture), 3);
    assert!(matches!(over, Err(StoreError::AlreadyThere { .. })));
    assert_eq!(count(&database), 5);
}

#[test]
fn a_backup_is_as_unreadable_as_the_store() {
    let (fixture, database, _) = store(20);
    let file = fixture.file("b");
    back_up(&database, &file, &about(1)).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    for plain in [CANARY, b"SQLite format 3", b"create table"] {
        assert!(!bytes.windows(plain.len()).any(|part| part == plain));
    }
}

#[test]
fn a_changed_byte_anywhere_is_found_and_restores_nothing() {
    let (fixture, database, _) = store(5);
    let file = fixture.file("b");
    back_up(&database, &file, &about(1)).unwrap();
    let good = std::fs::read(&file).unwrap();
    let mut dice = Dice::seeded(2026);
    for round in 0..850 {
        let place = if round < 700 { round } else { dice.below(good.len() as u64) as usize };
        let mut bytes = good.clone();
        bytes[place] ^= 1 << dice.below(8);
        std::fs::write(&file, &bytes).unwrap();
        let found = verify_backup(&file);
        assert!(matches!(found, Err(StoreError::DamagedBackup { .. })), "byte {place}: {found:?}");
    }
    assert!(restore(&file, &fixture.file("restored"), &machine(&fixture), 2).is_err());
    assert!(!fixture.file("restored").exists());
}

#[test]
fn a_cut_or_lengthened_backup_is_found() {
    let (fixture, database, _) = store(5);
    let file = fixture.file("b");
    back_up(&database, &file, &about(1)).unwrap();
    let good = std::fs::read(&file).unwrap();
    for length in (0..600).chain((600..good.len()).step_by(997)) {
        std::fs::write(&file, &good[..length]).unwrap();
        assert!(verify_backup(&file).is_err(), "cut at {length}");
    }
    std::fs::write(&file, [good.as_slice(), b"x"].concat()).unwrap();
    let longer = verify_backup(&file);
    assert!(matches!(longer, Err(StoreError::DamagedBackup { what: BackupDamage::Length })));
    std::fs::write(&file, [b"KOMORA BACKUP 2\n", &good[16..]].concat()).unwrap();
    let newer = verify_backup(&file);
    assert!(matches!(newer, Err(StoreError::DamagedBackup { what: BackupDamage::Newer })));
}

#[test]
fn a_folder_keeps_the_newest_and_leaves_others_alone() {
    let (fixture, database, _) = store(2);
    let path = fixture.file("backups");
    let folder = Folder::of(&path, database.store_id());
    assert_eq!(folder.newest_ms().unwrap(), None);
    std::fs::create_dir(&path).unwrap();
    std::fs::write(path.join("other.komora-backup"), b"not ours").unwrap();
    for now_ms in [10_000, 20_000, 30_000, 40_000] {
        folder.back_up(&database, &about(now_ms), 2).unwrap();
    }
    let times = |folder: &Folder| -> Vec<u64> {
        folder.backups().unwrap().iter().map(|backup| backup.header.made_ms).collect()
    };
    assert_eq!(times(&folder), [40_000, 30_000]);
    assert_eq!(folder.newest_ms().unwrap(), Some(40_000));
    folder.back_up(&database, &about(5_000), 2).unwrap();
    assert_eq!(times(&folder), [40_000, 5_000], "a clock set back does not remove the new one");
    assert!(path.join("other.komora-backup").exists());
    assert_eq!(std::fs::read_dir(&path).unwrap().count(), 3, "nothing half-made is left");
}

#[test]
fn what_a_power_cut_left_of_a_backup_goes_with_the_next_one() {
    let (fixture, database, _) = store(2);
    let path = fixture.file("backups");
    let folder = Folder::of(&path, database.store_id());
    let whole = folder.back_up(&database, &about(10_000), 9).unwrap().path;
    let whole = whole.file_name().unwrap().to_str().unwrap();
    let other = whole.replace(&database.store_id().to_string()[..8], "00000000");
    let at = |name: String, ms: u64| {
        let file = std::fs::File::create(path.join(&name)).unwrap();
        file.set_modified(std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_millis(ms)).unwrap();
        name
    };
    let gone = [at(format!("{whole}.part"), 11_000), at(format!("{whole}.database.part"), 19_999)];
    let kept = [
        // Another run may be writing it now.
        at(whole.replace("000010000", "000012000") + ".part", 20_000),
        at(format!("{other}.part"), 11_000),
        at(format!("{whole}.part.txt"), 11_000),
        at(format!("{}-notes.komora-backup.part", &whole[..15]), 11_000),
        at("holiday.part".to_owned(), 11_000),
    ];
    folder.back_up(&database, &about(20_000), 9).unwrap();
    for (names, there) in [(&gone[..], false), (&kept[..], true)] {
        for name in names {
            assert_eq!(path.join(name).exists(), there, "{name}");
        }
    }
    assert_eq!(folder.backups().unwrap().len(), 2);
}

#[test]
fn a_store_with_damaged_keys_is_not_backed_up() {
    let (fixture, database, _) = store(2);
    std::fs::write(fixture.file(names::KEYS), b"{").unwrap();
    let refused = back_up(&database, &fixture.file("b"), &about(1));
    assert!(matches!(refused, Err(StoreError::Damaged { .. })));
    assert!(!fixture.file("b").exists());
}
