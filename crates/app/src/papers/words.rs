//! Locale keys of papers.

use exports::Labels;

use crate::words::Words;
pub(super) use crate::words::kebab;

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
