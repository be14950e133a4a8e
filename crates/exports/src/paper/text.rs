//! Text made fit for paper: nothing invisible that misleads, nothing wider than its column.

use std::borrow::Cow;

use super::press;

/// Width of the text in its own size (em) when set in Inter, a little on the wide side.
pub fn width(text: &str) -> f64 {
    text.chars().map(advance).sum::<f64>() * 1.01
}

/// Width of the text in its own size (em) when set in the monospaced face.
pub fn mono_width(text: &str) -> f64 {
    text.chars().count() as f64 * 0.6
}

fn advance(character: char) -> f64 {
    // Figures are tabular: all as wide as the zero.
    let character = if character.is_ascii_digit() { '0' } else { character };
    press::advance(character).unwrap_or(1.0)
}

/// Without what has no place on paper: controls become spaces, and marks that reorder or hide text
/// (a serial could be made to read backwards) are left out. Line breaks stay.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|character| character.is_control() || hides(character)) {
        return Cow::Borrowed(text);
    }
    let kept = text.replace("\r\n", "\n");
    let kept = kept.chars().filter(|character| !hides(*character));
    Cow::Owned(
        kept.map(|character| match character {
            '\n' => '\n',
            _ if character.is_control() => ' ',
            _ => character,
        })
        .collect(),
    )
}

fn hides(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// Printable text whose words fit `room` (em): a longer word may break wherever it must.
pub fn fitted(text: &str, room: f64, measure: fn(&str) -> f64) -> String {
    let text = printable(text);
    if text.split_whitespace().all(|word| measure(word) <= room) {
        return text.into_owned();
    }
    let mut broken = String::with_capacity(text.len() + 16);
    let mut used = 0.0;
    for character in text.chars() {
        let wide = measure(character.encode_utf8(&mut [0; 4]));
        if character.is_whitespace() {
            used = 0.0;
        } else if used + wide > room && used > 0.0 {
            broken.push('\u{200b}');
            used = wide;
        } else {
            used += wide;
        }
        broken.push(character);
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_reorders_or_hides_is_laid_bare() {
        for (typed, printed) in [
            ("W123456", "W123456"),
            ("W12\u{202e}654", "W12654"),
            ("\u{2068}5\u{2069} of 6", "5 of 6"),
            ("a\u{0}b\tc\r\nd", "a b c\nd"),
            ("Київ", "Київ"),
        ] {
            assert_eq!(printable(typed), printed);
        }
    }

    #[test]
    fn only_words_wider_than_their_column_break() {
        assert_eq!(fitted("AB 12345", 3.0, mono_width), "AB 12345");
        assert_eq!(fitted("AB 1234567", 3.0, mono_width), "AB 12345\u{200b}67");
        assert_eq!(fitted("x", 0.0, mono_width), "x");
    }
}
