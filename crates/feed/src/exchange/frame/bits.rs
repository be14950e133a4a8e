//! Numbers of any width in bits, one after the other, the lowest bit first.

use crate::exchange::page::PageError;

#[derive(Debug, Default)]
pub(super) struct BitWriter {
    bytes: Vec<u8>,
    open: u128,
    filled: u32,
}

impl BitWriter {
    /// `value` has at most `width` bits, `width` is at most 64.
    pub fn put(&mut self, value: u64, width: u32) {
        self.open |= u128::from(value) << self.filled;
        self.filled += width;
        if self.filled >= u64::BITS {
            self.bytes.extend_from_slice(&(self.open as u64).to_le_bytes());
            self.open >>= u64::BITS;
            self.filled -= u64::BITS;
        }
    }

    pub fn put_bytes(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.put(u64::from_le_bytes(word), 8 * chunk.len() as u32);
        }
    }

    /// Filled up with zeros to whole bytes.
    pub fn finish(mut self) -> Vec<u8> {
        let rest = self.open.to_le_bytes();
        self.bytes.extend_from_slice(&rest[..self.filled.div_ceil(8) as usize]);
        self.bytes
    }

    pub fn append(&mut self, other: &BitWriter) {
        self.put_bytes(&other.bytes);
        self.put(other.open as u64, other.filled);
    }
}

/// Bits still to be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    /// In bits.
    at: usize,
    /// In bits.
    end: usize,
}

impl<'a> Bits<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, end: bytes.len() * 8 }
    }

    /// The next bits, taken away to be read apart from what follows.
    pub fn split(&mut self, bits: usize) -> Result<Self, PageError> {
        let end = self.at.checked_add(bits).filter(|end| *end <= self.end).ok_or(PageError::Malformed)?;
        let taken = Self { end, ..*self };
        self.at = end;
        Ok(taken)
    }

    /// `width` is at most 64.
    pub fn take(&mut self, width: u32) -> Result<u64, PageError> {
        let end = self.at + width as usize;
        if end > self.end {
            return Err(PageError::Malformed);
        }
        let (byte, shift) = (self.at / 8, self.at % 8);
        let mut window = [0; 16];
        let length = (self.bytes.len() - byte).min(16);
        match self.bytes[byte..].first_chunk() {
            Some(whole) => window = *whole,
            None => window[..length].copy_from_slice(&self.bytes[byte..]),
        }
        self.at = end;
        let value = (u128::from_le_bytes(window) >> shift) as u64;
        Ok(if width < u64::BITS { value & ((1 << width) - 1) } else { value })
    }

    pub fn take_bytes<const N: usize>(&mut self) -> Result<[u8; N], PageError> {
        let mut bytes = [0; N];
        for chunk in bytes.chunks_mut(8) {
            let word = self.take(8 * chunk.len() as u32)?.to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(bytes)
    }

    /// Less than a byte is left, and that is zero: there is one form of each page's bits.
    pub fn finished(mut self) -> Result<(), PageError> {
        let left = self.end - self.at;
        if left < 8 && self.take(left as u32)? == 0 { Ok(()) } else { Err(PageError::Malformed) }
    }
}
