//! What opens the books: the sheet with the recovery code, and the passphrase.

use std::path::Path;

use app::Komora;
use app::api::operation::{Operation, Outcome};
use app::api::problem::Problem;
use store::file::names;
use store::keys::Tries;
use tests::world::{PASSPHRASE, create_hub};

fn founded(folder: &Path) -> Komora {
    let komora = Komora::for_tests(folder);
    let made = komora.operate(create_hub("OAK"));
    assert!(matches!(made, Ok(Outcome::Created { .. })), "{made:?}");
    komora
}

#[cfg(unix)]
#[test]
fn the_recovery_sheet_is_for_its_owner_s_eyes_alone() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let komora = founded(folder.path());
    let sheet = folder.path().join("sheet.pdf");
    let path = sheet.display().to_string();
    komora.operate(Operation::SaveRecoverySheet { path, language: "en".into() }).unwrap();
    let mode = std::fs::metadata(&sheet).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0, "{mode:o}");
}

#[test]
fn a_wrong_passphrase_at_its_change_counts_as_at_the_door() {
    let folder = tempfile::tempdir().unwrap();
    let komora = founded(folder.path());
    let hub = folder.path().join("hub");
    let change = |old: &str| {
        let new = "another horse, another staple".to_owned();
        komora.operate(Operation::ChangePassphrase { old: old.to_owned(), new })
    };
    for wrong in 1..=2 {
        let refused = change("correct horse battery stable");
        assert!(matches!(refused, Err(Problem::WrongPassphrase { .. })), "{refused:?}");
        assert_eq!(Tries::of(&hub).unwrap().wrong(), wrong);
    }
    // Many wrong ones: not even the right one is heard before its time.
    std::fs::write(hub.join(names::TRIES), "not a count").unwrap();
    let early = change(PASSPHRASE);
    assert!(matches!(early, Err(Problem::WaitBeforeNextTry { wait_seconds: 1.. })), "{early:?}");
    std::fs::remove_file(hub.join(names::TRIES)).unwrap();
    assert_eq!(change(PASSPHRASE), Ok(Outcome::Done));
    assert_eq!(Tries::of(&hub).unwrap().wrong(), 0, "the right one forgives");
}
