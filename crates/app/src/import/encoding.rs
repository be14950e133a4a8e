//! Which alphabet a text file is written in.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1251};

use crate::api::problem::FileProblem;

/// The file as text, and the name of its encoding.
///
/// # Errors
/// `WrongType` for bytes that are no text, `UnknownEncoding` for text in some other encoding.
pub fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str), FileProblem> {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return utf_16(rest, UTF_16LE, "utf-16le");
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf_16(rest, UTF_16BE, "utf-16be");
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.contains(&0) {
        return match utf_16_order(bytes) {
            Some(true) => utf_16(bytes, UTF_16LE, "utf-16le"),
            Some(false) => utf_16(bytes, UTF_16BE, "utf-16be"),
            None => Err(FileProblem::WrongType),
        };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return if is_text(text) { Ok((Cow::Borrowed(text), "utf-8")) } else { Err(FileProblem::WrongType) };
    }
    let text = WINDOWS_1251.decode_without_bom_handling(bytes).0;
    match (is_text(&text), is_cyrillic(&text)) {
        (false, _) => Err(FileProblem::WrongType),
        (true, false) => Err(FileProblem::UnknownEncoding),
        (true, true) => Ok((text, "windows-1251")),
    }
}

fn utf_16<'a>(
    bytes: &'a [u8],
    encoding: &'static encoding_rs::Encoding,
    name: &'static str,
) -> Result<(Cow<'a, str>, &'static str), FileProblem> {
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or(FileProblem::UnknownEncoding)?;
    if is_text(&text) { Ok((text, name)) } else { Err(FileProblem::WrongType) }
}

/// Whether unmarked UTF-16 is little-endian: nearly every high byte of Latin or Cyrillic text is 0 or 4.
fn utf_16_order(bytes: &[u8]) -> Option<bool> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let pairs = head.len() / 2;
    let high = |second: usize| head.chunks_exact(2).filter(|pair| matches!(pair[second], 0 | 4)).count();
    let low_zeroes = |second: usize| head.chunks_exact(2).filter(|pair| pair[1 - second] == 0).count();
    let fits =
        |second: usize| pairs > 0 && high(second) * 10 >= pairs * 9 && low_zeroes(second) * 10 <= pairs;
    match (fits(1), fits(0)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Text holds no control characters beside the ends of cells, lines and pages.
fn is_text(text: &str) -> bool {
    !text.bytes().any(|byte| byte < 32 && !matches!(byte, b'\t' | b'\n' | b'\r' | 12))
}

/// Whether bytes read as Windows-1251 make Cyrillic words, not Latin ones with stray letters.
fn is_cyrillic(text: &str) -> bool {
    let (mut cyrillic, mut mixed) = (0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(20_000) {
        let letters = word.chars().filter(|c| ('\u{400}'..='\u{52f}').contains(c)).count();
        match letters {
            0 => {}
            all if all == word.chars().count() => cyrillic += 1,
            _ => mixed += 1,
        }
    }
    cyrillic > 0 && mixed * 5 <= cyrillic
}
