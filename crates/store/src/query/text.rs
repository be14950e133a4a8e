//! Typed text as a search.

use domain::serial::normalise;

/// What was typed, as full-text queries; none if nothing searchable was.
pub(super) struct Typed {
    /// Every word as a prefix.
    pub words: String,
    /// The same, or the whole text as a normalised serial.
    pub serials: String,
}

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
        Some(Self { words, serials })
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
}
