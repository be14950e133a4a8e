//! The sheet with the recovery code, for the safe.

use exports::{Fact, Report, SignatureBox};

use super::Letterhead;
use crate::words::Words;

/// The recovery code set large, with what it is for and who keeps it.
pub(crate) fn recovery_sheet(code: &str, letterhead: &Letterhead, words: &Words) -> Report {
    let box_for = |role: &str| SignatureBox { role: words.say(role), name: None };
    Report {
        subtitle: Some(words.say("paper-recovery-subtitle")),
        featured: Some(Fact { label: words.say("paper-recovery-code"), value: code.to_owned(), mono: true }),
        notes: ["paper-recovery-use", "paper-recovery-keep", "paper-recovery-lost"]
            .map(|key| words.say(key))
            .to_vec(),
        signatures: vec![box_for("paper-recovery-made"), box_for("paper-recovery-kept")],
        ..letterhead.paper("paper-recovery-title", words)
    }
}
