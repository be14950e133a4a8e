use feed::PersonId;
use serde_json::Value;
use store::error::Damage;
use store::file::names;
use store::keys::{KeyFile, Machine, Parameters, Passphrase, RecoveryCode, Unlocked};
use store::{DatabaseKey, StoreError};
use tempfile::TempDir;

const CHEAP: Parameters = Parameters { memory_kib: 64, passes: 1, lanes: 1 };
const FIRST: PersonId = PersonId::from_bytes([1; 16]);
const SECOND: PersonId = PersonId::from_bytes([2; 16]);

struct Hub {
    folder: TempDir,
    machine: Machine,
    code: RecoveryCode,
}

fn passphrase(text: &str) -> Passphrase {
    Passphrase::chosen(text).unwrap()
}

fn machine(folder: &TempDir) -> Machine {
    Machine::at(&folder.path().join("machine")).unwrap()
}

fn keys(person: PersonId, secret: u8) -> Unlocked {
    Unlocked::new(DatabaseKey::from_bytes([42; 32]), person, [secret; 32])
}

impl Hub {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let machine = machine(&folder);
        let (_, code) = KeyFile::create(
            folder.path(),
            &keys(FIRST, 11),
            &passphrase("first passphrase"),
            &machine,
            CHEAP,
        )
        .unwrap();
        Self { folder, machine, code }
    }

    fn file(&self) -> KeyFile {
        KeyFile::open(self.folder.path()).unwrap()
    }

    fn unlock(&self, text: &str, person: Option<PersonId>) -> Result<Unlocked, StoreError> {
        self.file().unlock(&Passphrase::typed(text), person, &self.machine)
    }
}

fn opened(unlocked: Result<Unlocked, StoreError>) -> (PersonId, u8) {
    let unlocked = unlocked.unwrap();
    assert_eq!(unlocked.database_key.store_id(), keys(FIRST, 0).database_key.store_id());
    (unlocked.person, unlocked.person_secret[0])
}

#[test]
fn a_passphrase_unlocks_and_a_wrong_one_says_only_that() {
    let hub = Hub::new();
    assert_eq!(opened(hub.unlock("first passphrase", None)), (FIRST, 11));
    for wrong in ["first passphrasf", "", "FIRST PASSPHRASE", "first passphrase "] {
        assert!(matches!(hub.unlock(wrong, None), Err(StoreError::WrongPassphrase)), "{wrong}");
    }
}

#[test]
fn each_person_has_a_slot_and_a_key_of_their_own() {
    let hub = Hub::new();
    let mut file = hub.file();
    let second = keys(SECOND, 22);
    file.add_person(&second, &passphrase("second passphrase"), &hub.machine, CHEAP).unwrap();
    assert_eq!(hub.file().persons(), [FIRST, SECOND]);
    assert_eq!(opened(hub.unlock("first passphrase", None)), (FIRST, 11));
    assert_eq!(opened(hub.unlock("second passphrase", None)), (SECOND, 22));
    let crossed = hub.unlock("second passphrase", Some(FIRST));
    assert!(matches!(crossed, Err(StoreError::WrongPassphrase)));
    let again = file.add_person(&second, &passphrase("second passphrase"), &hub.machine, CHEAP);
    assert!(matches!(again, Err(StoreError::SlotTaken)));
}

#[test]
fn on_another_machine_only_the_recovery_code_unlocks() {
    let hub = Hub::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let other = machine(&elsewhere);
    let typed = Passphrase::typed("first passphrase");
    assert!(matches!(hub.file().unlock(&typed, None, &other), Err(StoreError::WrongPassphrase)));
    let typed_code = RecoveryCode::parse(&hub.code.text().to_lowercase()).unwrap();
    let unlocked = hub.file().unlock_with_recovery(&typed_code).unwrap();
    let mut file = hub.file();
    file.change_passphrase(&unlocked, &passphrase("a new passphrase"), &other, CHEAP).unwrap();
    let new = Passphrase::typed("a new passphrase");
    assert_eq!(opened(hub.file().unlock(&new, Some(FIRST), &other)), (FIRST, 11));
    assert!(hub.unlock("first passphrase", None).is_err());
}

#[test]
fn a_changed_passphrase_closes_the_old_and_keeps_the_code() {
    let hub = Hub::new();
    let unlocked = hub.unlock("first passphrase", None).unwrap();
    hub.file().change_passphrase(&unlocked, &passphrase("another passphrase"), &hub.machine, CHEAP).unwrap();
    assert!(hub.unlock("first passphrase", None).is_err());
    assert_eq!(opened(hub.unlock("another passphrase", None)), (FIRST, 11));
    assert_eq!(hub.file().persons(), [FIRST]);
    assert_eq!(opened(hub.file().unlock_with_recovery(&hub.code)), (FIRST, 11));
}

#[test]
fn keys_of_another_store_are_not_taken_in() {
    let hub = Hub::new();
    let foreign = Unlocked::new(DatabaseKey::from_bytes([9; 32]), SECOND, [1; 32]);
    let added = hub.file().add_person(&foreign, &passphrase("second passphrase"), &hub.machine, CHEAP);
    assert!(matches!(added, Err(StoreError::WrongKey)));
}

#[test]
fn a_key_file_is_never_overwritten_by_a_new_one() {
    let hub = Hub::new();
    let again = KeyFile::create(
        hub.folder.path(),
        &keys(FIRST, 1),
        &passphrase("x".repeat(12).as_str()),
        &hub.machine,
        CHEAP,
    );
    assert!(matches!(again, Err(StoreError::AlreadyThere { .. })));
}

/// The mutant that forgets the associated data would open a slot under another person's name.
#[test]
fn a_slot_changed_in_any_field_opens_nothing() {
    let hub = Hub::new();
    let path = hub.folder.path().join(names::KEYS);
    let good: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let first = |text: &str| if text.starts_with('0') { "1" } else { "0" }.to_owned() + &text[1..];
    let flip = |pointer: &str| {
        let mut json = good.clone();
        let field = json.pointer_mut(pointer).unwrap();
        *field = match &*field {
            Value::String(text) if text == "person" => "recovery".into(),
            Value::String(text) => first(text).into(),
            number => (number.as_u64().unwrap() + 8).into(),
        };
        std::fs::write(&path, json.to_string()).unwrap();
        hub.unlock("first passphrase", None)
    };
    for field in
        ["id", "kind", "person", "salt", "nonce", "wrapped", "kdf/memory_kib", "kdf/passes", "kdf/lanes"]
    {
        assert!(flip(&format!("/slots/0/{field}")).is_err(), "{field}");
    }
    assert!(flip("/store").is_err());
    std::fs::write(&path, good.to_string()).unwrap();
    assert!(hub.unlock("first passphrase", None).is_ok());
}

#[test]
fn an_unreadable_or_newer_key_file_is_named() {
    let hub = Hub::new();
    let path = hub.folder.path().join(names::KEYS);
    std::fs::write(&path, b"{").unwrap();
    assert!(matches!(KeyFile::open(hub.folder.path()), Err(StoreError::Damaged { what: Damage::KeyFile })));
    std::fs::write(&path, br#"{"format":"komora-keys","version":2,"slots":"other"}"#).unwrap();
    let newer = KeyFile::open(hub.folder.path());
    assert!(matches!(newer, Err(StoreError::NewerStore { found: 2, known: 1 })));
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(KeyFile::open(hub.folder.path()), Err(StoreError::NoStore)));
    std::fs::write(hub.folder.path().join(names::DATABASE), b"encrypted").unwrap();
    let gone = KeyFile::open(hub.folder.path());
    assert!(matches!(gone, Err(StoreError::Damaged { what: Damage::KeyFileGone })), "{gone:?}");
}

#[test]
fn no_secret_stands_in_the_key_file_or_in_debug_text() {
    let hub = Hub::new();
    let text = std::fs::read_to_string(hub.folder.path().join(names::KEYS)).unwrap();
    for secret in ["2a".repeat(8), "0b".repeat(8), "first passphrase".to_owned()] {
        assert!(!text.contains(&secret), "{secret}");
    }
    let shown = format!("{:?} {:?} {:?}", keys(FIRST, 11), hub.code, passphrase("first passphrase"));
    assert!(!shown.contains("42") && !shown.contains("11, 11") && !shown.contains("first"), "{shown}");
}
