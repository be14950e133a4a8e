//! A hub for tests, as its first run leaves it.

use std::path::Path;

use crate::api::operation::Operation;
use crate::komora::Komora;

/// Founded in `folder`, and open.
pub(crate) fn founded(folder: &Path) -> Komora {
    let komora = Komora::for_tests(folder);
    let create = Operation::CreateHub {
        code: "oak".into(),
        name: None,
        classification: None,
        person: "Quartermaster 1".into(),
        rank: None,
        passphrase: "correct horse battery staple".into(),
    };
    komora.operate(create).unwrap();
    komora
}
