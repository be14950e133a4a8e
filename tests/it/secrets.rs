//! What opens the books: the sheet with the recovery code, and the passphrase.

use std::path::Path;

use app::Komora;
use app::api::operation::{Operation, Outcome};

const PASSPHRASE: &str = "correct horse battery staple";

fn founded(folder: &Path) -> Komora {
    let komora = Komora::for_tests(folder);
    let made = komora.operate(Operation::CreateHub {
        code: "OAK".into(),
        name: None,
        classification: None,
        person: "Quartermaster 1".into(),
        rank: None,
        passphrase: PASSPHRASE.into(),
    });
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
