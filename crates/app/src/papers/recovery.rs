//! The sheet with the recovery code, for the safe.

use exports::{Fact, Report, SignatureBox};

use super::words::labels;
use super::{Letterhead, cells};
use crate::words::Words;

/// The recovery code set large, with what it is for and who keeps it.
pub(crate) fn recovery_sheet(code: &str, letterhead: &Letterhead, words: &Words) -> Report {
    let box_for = |role: &str| SignatureBox { role: words.say(role), name: None };
    Report {
        title: words.say("paper-recovery-title"),
        subtitle: Some(words.say("paper-recovery-subtitle")),
        language: words.language.code().to_owned(),
        classification: letterhead.classification.clone(),
        hub: letterhead.hub.clone(),
        as_of: cells::moment(letterhead.now_ms),
        made_by: letterhead.made_by.clone(),
        made_at: cells::at(letterhead.now_ms),
        featured: Some(Fact { label: words.say("paper-recovery-code"), value: code.to_owned(), mono: true }),
        notes: ["paper-recovery-use", "paper-recovery-keep", "paper-recovery-lost"]
            .map(|key| words.say(key))
            .to_vec(),
        signatures: vec![box_for("paper-recovery-made"), box_for("paper-recovery-kept")],
        labels: labels(words),
        ..Report::default()
    }
}
