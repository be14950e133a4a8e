//! The recovery code: printed once, typed in years later by someone in a hurry.

use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::random;
use crate::StoreError;

/// Crockford's base 32: no I, L, O or U, so that paper and eye cannot confuse them.
const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 145 random bits and a check symbol: six groups of five.
const LENGTH: usize = 30;
const GROUP: usize = 5;

/// 29 random symbols and one that catches any single wrong symbol and any two swapped neighbours.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryCode([u8; LENGTH]);

impl RecoveryCode {
    pub fn random() -> Result<Self, StoreError> {
        let bytes: Zeroizing<[u8; LENGTH]> = Zeroizing::new(random()?);
        let mut symbols = [0; LENGTH];
        for (symbol, byte) in symbols.iter_mut().zip(bytes.iter()) {
            *symbol = byte & 31;
        }
        symbols[LENGTH - 1] = check(&symbols);
        Ok(Self(symbols))
    }

    /// Reads a code as people type it: any case, O for 0, I or L for 1, spaces and dashes anywhere.
    ///
    /// # Errors
    /// [`StoreError::MistypedRecoveryCode`] when the length, a symbol or the check is wrong.
    pub fn parse(text: &str) -> Result<Self, StoreError> {
        let mut code = Self([0; LENGTH]);
        let mut length = 0;
        for character in text.chars().filter(|c| !is_separator(*c)) {
            let value = value(character).ok_or(StoreError::MistypedRecoveryCode)?;
            *code.0.get_mut(length).ok_or(StoreError::MistypedRecoveryCode)? = value;
            length += 1;
        }
        if length != LENGTH || code.0[LENGTH - 1] != check(&code.0) {
            return Err(StoreError::MistypedRecoveryCode);
        }
        Ok(code)
    }

    /// As printed: `XXXXX-XXXXX-…`. Wiped when dropped.
    pub fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(LENGTH + LENGTH / GROUP));
        for (position, symbol) in self.0.iter().enumerate() {
            if position > 0 && position % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(SYMBOLS[usize::from(*symbol)]));
        }
        text
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode")
    }
}

fn is_separator(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | '–' | '—' | '_' | '.')
}

fn value(character: char) -> Option<u8> {
    let upper = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    SYMBOLS.iter().position(|symbol| char::from(*symbol) == upper).map(|value| value as u8)
}

/// A weighted sum in the field of 32 elements, the weights being different powers of its generator: a
/// wrong symbol or two exchanged ones always change it.
fn check(symbols: &[u8; LENGTH]) -> u8 {
    symbols[..LENGTH - 1].iter().rev().fold(0, |sum, symbol| times_generator(sum ^ symbol))
}

/// Modulo x⁵ + x² + 1.
fn times_generator(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 { doubled } else { doubled ^ 0b10_0101 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_code_reads_back_however_it_is_typed() {
        let code = RecoveryCode::random().unwrap();
        let text = code.text();
        assert_eq!(text.len(), LENGTH + 5);
        for typed in [
            text.to_string(),
            text.to_lowercase(),
            text.replace('-', " "),
            text.replace('-', ""),
            text.replace('0', "O").replace('1', "l"),
            format!("  {}\n", text.replace('1', "i")),
        ] {
            assert!(RecoveryCode::parse(&typed).unwrap() == code, "{typed}");
        }
    }

    #[test]
    fn every_single_slip_is_caught() {
        let code = RecoveryCode::random().unwrap();
        for position in 0..LENGTH {
            for wrong in (0..32).filter(|wrong| *wrong != code.0[position]) {
                let mut slip = code.clone();
                slip.0[position] = wrong;
                assert!(RecoveryCode::parse(&slip.text()).is_err());
            }
            let mut swapped = code.clone();
            swapped.0.swap(position, (position + 1) % LENGTH);
            assert_eq!(RecoveryCode::parse(&swapped.text()).is_err(), swapped != code);
        }
    }

    #[test]
    fn other_lengths_and_signs_are_mistyped() {
        let text = RecoveryCode::random().unwrap().text().to_string();
        for wrong in [&text[1..], &format!("{text}0"), "", &text.replacen(&text[..1], "U", 1), "ЖЖЖЖЖ"] {
            assert!(matches!(RecoveryCode::parse(wrong), Err(StoreError::MistypedRecoveryCode)), "{wrong}");
        }
    }

    #[test]
    fn two_codes_differ() {
        assert!(RecoveryCode::random().unwrap() != RecoveryCode::random().unwrap());
    }
}
