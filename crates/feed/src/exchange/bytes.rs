//! Reading and writing the uncompressed parts of a page. Whatever is read may be hostile.

use super::page::PageError;

/// Seven bits a byte, the lowest first.
pub(super) fn put_number(into: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        into.push(number as u8 | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}

/// What is left to be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub fn number(&mut self) -> Result<u64, PageError> {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let (&byte, rest) = self.0.split_first().ok_or(PageError::Malformed)?;
            self.0 = rest;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                break;
            }
            number |= bits << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(PageError::Malformed)
    }

    /// A number of things of which there can be no more than `most`.
    pub fn count(&mut self, most: usize) -> Result<usize, PageError> {
        let count = self.number()?;
        usize::try_from(count).ok().filter(|count| *count <= most).ok_or(PageError::Malformed)
    }

    pub fn take(&mut self, length: usize) -> Result<&'a [u8], PageError> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(PageError::Malformed)?;
        self.0 = rest;
        Ok(taken)
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], PageError> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(PageError::Malformed)?;
        self.0 = rest;
        Ok(*taken)
    }

    /// Bytes with their length before them.
    pub fn measured(&mut self) -> Result<&'a [u8], PageError> {
        let length = self.count(self.0.len())?;
        self.take(length)
    }

    pub fn finished(&self) -> Result<(), PageError> {
        if self.0.is_empty() { Ok(()) } else { Err(PageError::Malformed) }
    }
}

/// Bytes with their length before them.
pub(super) fn put_measured(into: &mut Vec<u8>, bytes: &[u8]) {
    put_number(into, bytes.len() as u64);
    into.extend_from_slice(bytes);
}

/// Small numbers of either sign stay small.
pub(super) fn folded(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

pub(super) fn unfolded(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}
