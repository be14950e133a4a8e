//! Serial numbers: kept as marked, compared by a key in which look-alikes are one.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// What a serial reads as once case, separators and look-alike letters no longer count. For
/// comparing only; never shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode)]
#[serde(transparent)]
#[cbor(transparent)]
pub struct SerialKey(#[n(0)] pub String);

impl SerialKey {
    /// Nothing was left to compare: the serial is only separators.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The key of a serial: upper case, no spaces, hyphens, dots, slashes or invisible characters, Cyrillic
/// and Latin look-alikes folded into one (О, O and 0 as well).
pub fn normalise(serial: &str) -> SerialKey {
    SerialKey(serial.chars().filter(|c| !is_separator(*c)).flat_map(char::to_uppercase).map(folded).collect())
}

/// A serial for a thing that bears none: the first "unmarked-n" with a greater number than `last` that is not
/// taken. `last` becomes its number.
pub fn made_up(last: &mut u32, is_taken: impl Fn(&SerialKey) -> bool) -> String {
    loop {
        *last += 1;
        let serial = format!("unmarked-{last}");
        if !is_taken(&normalise(&serial)) {
            return serial;
        }
    }
}

/// Whether Cyrillic and Latin letters stand side by side: mostly a slip of the keyboard.
pub fn mixed_alphabets(serial: &str) -> bool {
    let latin = serial.chars().any(|c| c.is_ascii_alphabetic());
    let cyrillic = serial.chars().any(|c| ('\u{0400}'..='\u{052F}').contains(&c));
    latin && cyrillic
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || is_invisible(c)
        || matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '−' | '.' | '/' | '\\')
}

/// Characters that show nothing of their own and come along when text is copied: joiners, marks of
/// direction, soft hyphens, byte order marks. Two serials that differ by them alone look the same.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

const fn folded(c: char) -> char {
    match c {
        'А' => 'A',
        'В' => 'B',
        'С' => 'C',
        'Е' => 'E',
        'Н' => 'H',
        'К' => 'K',
        'М' => 'M',
        'О' | 'O' => '0',
        'Р' => 'P',
        'Т' => 'T',
        'Х' => 'X',
        'І' => 'I',
        'У' => 'Y',
        'Ѕ' => 'S',
        'Ј' => 'J',
        other => other,
    }
}
