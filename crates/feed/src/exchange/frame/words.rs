//! Texts and strings of bytes, each told once; a number at the end of a text apart, for it often counts up.

use std::collections::HashMap;

use super::ids::Fixed;
use super::room::Room;
use super::track::Track;
use super::tracks::Tracks;
use crate::exchange::bytes::{Reader, put_measured};
use crate::exchange::page::PageError;

/// What a number at the end of a text may have at most: all of them fit 64 bits.
const DIGITS: usize = 18;

/// A word not told before; others by their number, from 1.
const NEW: u64 = 0;

/// Words as they are written.
#[derive(Default)]
pub(super) struct WordsWritten {
    known: HashMap<Vec<u8>, u64, Fixed>,
    pub text: Vec<u8>,
}

impl WordsWritten {
    /// Adds a string to the track at `base`.
    pub fn put(&mut self, tracks: &mut Tracks, base: usize, word: &[u8]) {
        let number = self.known.get(word).copied().unwrap_or(NEW);
        if number == NEW {
            self.known.insert(word.to_vec(), self.known.len() as u64 + 1);
            put_measured(&mut self.text, word);
        }
        tracks.put(base, number);
    }

    /// Adds a text to the three tracks from `base` on.
    pub fn put_text(&mut self, tracks: &mut Tracks, base: usize, text: &[u8]) {
        let digits = text.iter().rev().take(DIGITS).take_while(|byte| byte.is_ascii_digit()).count();
        let (stem, end) = text.split_at(text.len() - digits);
        self.put(tracks, base, stem);
        tracks.put(base + 1, digits as u64);
        if digits > 0 {
            tracks.put(base + 2, end.iter().fold(0, |number, digit| number * 10 + u64::from(digit - b'0')));
        }
    }
}

/// Words as they are read.
pub(super) struct WordsRead<'a> {
    rest: Reader<'a>,
    known: Vec<&'a [u8]>,
}

impl<'a> WordsRead<'a> {
    pub fn new(text: &'a [u8]) -> Self {
        Self { rest: Reader(text), known: Vec::new() }
    }

    pub fn next(&mut self, tracks: &mut [Track<'_>], base: usize) -> Result<&'a [u8], PageError> {
        match tracks[base].next()? {
            NEW => {
                let word = self.rest.measured()?;
                self.known.push(word);
                Ok(word)
            }
            number => {
                let place = usize::try_from(number - 1).map_err(|_| PageError::Malformed)?;
                self.known.get(place).copied().ok_or(PageError::Malformed)
            }
        }
    }

    /// A text, into `into` in the place of what was there.
    pub fn next_text(
        &mut self,
        tracks: &mut [Track<'_>],
        base: usize,
        room: &Room,
        into: &mut Vec<u8>,
    ) -> Result<(), PageError> {
        let stem = self.next(tracks, base)?;
        room.holds(stem.len())?;
        into.clear();
        into.extend_from_slice(stem);
        let digits = usize::try_from(tracks[base + 1].next()?).map_err(|_| PageError::Malformed)?;
        if digits == 0 {
            return Ok(());
        }
        let mut number = tracks[base + 2].next()?;
        if digits > DIGITS || number >= 10_u64.pow(digits as u32) {
            return Err(PageError::Malformed);
        }
        into.resize(stem.len() + digits, b'0');
        for digit in into[stem.len()..].iter_mut().rev() {
            *digit += (number % 10) as u8;
            number /= 10;
        }
        Ok(())
    }

    pub fn finished(&self) -> Result<(), PageError> {
        self.rest.finished()
    }
}
