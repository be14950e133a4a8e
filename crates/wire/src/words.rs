//! Bytes as words a person can read out over a bad line: two bytes are one word of five letters, consonants
//! and vowels in turn ("lusab babad"), the same in every language, with no list to keep.

const CONSONANTS: &[u8; 16] = b"bdfghjklmnprstvz";
const VOWELS: &[u8; 4] = b"aiou";

/// Letters of one word.
const WORD: usize = 5;

/// Words with one space between them. An odd last byte is paired with zero: callers know their length.
pub fn spell(bytes: &[u8]) -> String {
    let words: Vec<String> = bytes
        .chunks(2)
        .map(|pair| word(u16::from_be_bytes([pair[0], pair.get(1).copied().unwrap_or(0)])))
        .collect();
    words.join(" ")
}

/// Reads what [`spell`] wrote, in any case, with anything between the letters that is no letter. `None` for
/// a letter that cannot stand where it stands, or a word cut short.
pub fn read(text: &str) -> Option<Vec<u8>> {
    let letters: Vec<char> =
        text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    if !letters.len().is_multiple_of(WORD) {
        return None;
    }
    let mut bytes = Vec::with_capacity(letters.len() / WORD * 2);
    for word in letters.chunks(WORD) {
        bytes.extend_from_slice(&number(word)?.to_be_bytes());
    }
    Some(bytes)
}

fn word(number: u16) -> String {
    let consonant = |shift: u32| char::from(CONSONANTS[usize::from(number >> shift & 15)]);
    let vowel = |shift: u32| char::from(VOWELS[usize::from(number >> shift & 3)]);
    [consonant(12), vowel(10), consonant(6), vowel(4), consonant(0)].into_iter().collect()
}

fn number(word: &[char]) -> Option<u16> {
    let place = |letters: &[u8], letter: char| letters.iter().position(|one| char::from(*one) == letter);
    word.iter().enumerate().try_fold(0, |number, (at, letter)| {
        let (letters, bits): (&[u8], u32) = if at % 2 == 0 { (CONSONANTS, 4) } else { (VOWELS, 2) };
        let value = u16::try_from(place(letters, *letter)?).ok()?;
        Some(number << bits | value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_bytes_is_a_word_of_its_own() {
        let mut words: Vec<String> = (0..=u16::MAX).map(word).collect();
        for (number, word) in (0..=u16::MAX).zip(&words) {
            assert_eq!(read(word), Some(u16::to_be_bytes(number).to_vec()), "{word}");
        }
        words.sort();
        words.dedup();
        assert_eq!(words.len(), 65_536);
    }

    #[test]
    fn words_are_read_however_they_are_written() {
        let bytes = [127, 0, 0, 1];
        let text = spell(&bytes);
        assert_eq!(text, "lusab babad");
        for written in ["LUSAB BABAD", "lusab-babad", "  lusab\n babad ", "lusabbabad", "lu sab, ba bad."] {
            assert_eq!(read(written).as_deref(), Some(&bytes[..]), "{written}");
        }
        for wrong in ["lusa", "lusab baba", "lusab babax", "ulsab babad", "лусаб"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
