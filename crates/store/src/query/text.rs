//! Typed text as a search.

use domain::serial::{SerialKey, normalise};

/// What was typed, as full-text queries; none if nothing searchable was.
pub(super) struct Typed {
    /// Every word as a prefix.
    pub words: String,
    /// The same, or the whole text as a normalised serial.
    pub serials: String,
    /// The whole text as a serial begins.
    key: SerialKey,
}

/// Comes after every letter, and so after all that begins with what it is put behind.
const AFTER_ALL: char = char::MAX;

/// More words than these say nothing more.
const MOST_WORDS: usize = 8;

impl Typed {
    pub fn of(text: &str) -> Option<Self> {
        let words: Vec<String> = text
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(MOST_WORDS)
            .map(prefix)
            .collect();
        if words.is_empty() {
            return None;
        }
        let words = words.join(" ");
        let key = normalise(text);
        let folded: String = key.0.chars().filter(|letter| letter.is_alphanumeric()).collect();
        let serials =
            if folded.is_empty() { words.clone() } else { format!("({words}) OR {}", prefix(&folded)) };
        Some(Self { words, serials, key })
    }

    /// Serials that begin with the text: from the first to below the second.
    pub fn begins(&self) -> (String, String) {
        (self.key.0.clone(), format!("{}{AFTER_ALL}", self.key.0))
    }
}

/// Quoted, so that no letter of it is an operator.
fn prefix(word: impl AsRef<str>) -> String {
    format!("\"{}\"*", word.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_text_never_becomes_an_operator() {
        let typed = Typed::of("rif\"le NEAR( 5.56").unwrap();
        assert_eq!(typed.words, "\"rif\"* \"le\"* \"NEAR\"* \"5\"* \"56\"*");
        assert!(Typed::of(" -\"( ").is_none());
    }

    #[test]
    fn a_serial_begins_with_what_was_typed_of_it() {
        let (from, below) = Typed::of("ак-10").unwrap().begins();
        for (serial, begins) in [("AK-1001", true), ("АК 10", true), ("AK-11", false), ("AK-1", false)] {
            let key = normalise(serial).0;
            assert_eq!(from <= key && key < below, begins, "{serial}");
        }
    }
}
