//! Locale keys of papers.

use exports::Labels;

use crate::words::Words;

/// `onHand` as the locale files write it: `on-hand`; the unit of a moment (`Ms`) is left out.
pub(super) fn kebab(key: &str) -> String {
    let key = key.strip_suffix("Ms").unwrap_or(key);
    let mut id = String::with_capacity(key.len() + 4);
    for letter in key.chars() {
        if letter.is_ascii_uppercase() {
            id.push('-');
        }
        id.push(letter.to_ascii_lowercase());
    }
    id
}

/// The words around a paper's content.
pub(super) fn labels(words: &Words) -> Labels {
    Labels {
        page: words.say("paper-page"),
        document: words.say("paper-document"),
        as_of: words.say("paper-as-of"),
        made_by: words.say("paper-made-by"),
        hub: words.say("paper-hub"),
        total_rows: words.say("paper-total-rows"),
        signature: words.say("paper-signature"),
        date: words.say("paper-date"),
        name: words.say("paper-name"),
        scan: words.say("paper-scan"),
        about: words.say("paper-about"),
    }
}
