//! A passphrase as typed, made the same on every keyboard.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::StoreError;

/// Fewer are refused when a passphrase is set.
pub const MINIMUM_CHARACTERS: usize = 12;

/// Typed text in Unicode form NFKC: a composed and a decomposed й are the same passphrase.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Passphrase(String);

impl Passphrase {
    /// For unlocking: anything goes, the slot decides.
    pub fn typed(text: &str) -> Self {
        let mut normal = String::with_capacity(text.len() * 2);
        normal.extend(text.nfkc());
        Self(normal)
    }

    /// For setting.
    ///
    /// # Errors
    /// [`StoreError::PassphraseTooShort`] below [`MINIMUM_CHARACTERS`].
    pub fn chosen(text: &str) -> Result<Self, StoreError> {
        let passphrase = Self::typed(text);
        match passphrase.0.chars().count() {
            have if have < MINIMUM_CHARACTERS => {
                Err(StoreError::PassphraseTooShort { have, need: MINIMUM_CHARACTERS })
            }
            _ => Ok(passphrase),
        }
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_characters_are_asked_whatever_their_bytes() {
        for (text, allowed) in
            [("elevenchars", false), ("twelve chars", true), ("йцукенгшщзх", false), ("йцукенгшщзхї", true)]
        {
            assert_eq!(Passphrase::chosen(text).is_ok(), allowed, "{text}");
        }
    }

    #[test]
    fn composed_and_decomposed_letters_are_one_passphrase() {
        assert_eq!(Passphrase::typed("\u{439}").0, Passphrase::typed("\u{438}\u{306}").0);
    }
}
