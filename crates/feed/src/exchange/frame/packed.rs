//! Numbers below a bound in hardly more bits than they need: as many to a word as fit, as digits to its base.

use super::bits::{BitWriter, Bits};
use crate::exchange::bytes::{Reader, put_number};
use crate::exchange::page::PageError;

/// How numbers up to a greatest one are grouped.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grouping {
    /// One more than the greatest number.
    base: u128,
    /// Numbers to a word.
    size: usize,
    /// Bits to a word.
    width: u32,
}

impl Grouping {
    pub fn up_to(greatest: u64) -> Self {
        let base = u128::from(greatest) + 1;
        let mut best = Self { base, size: 1, width: width_of(base) };
        let (mut size, mut power) = (1, base);
        while size < 64 && base > 1 && power <= (1 << u64::BITS) / base {
            (size, power) = (size + 1, power * base);
            let width = width_of(power);
            if width as usize * best.size < best.width as usize * size {
                best = Self { base, size, width };
            }
        }
        best
    }

    /// The bits that many numbers take.
    pub fn bits(&self, count: usize) -> Option<usize> {
        let whole = (count / self.size).checked_mul(self.width as usize)?;
        whole.checked_add(self.rest(count % self.size) as usize)
    }

    fn rest(&self, count: usize) -> u32 {
        width_of((0..count).fold(1, |power, _| power * self.base))
    }
}

/// Bits for numbers below `base`.
fn width_of(base: u128) -> u32 {
    u128::BITS - (base - 1).leading_zeros()
}

/// Writes how many numbers there are and their bound to the text, themselves to the bits.
pub(super) fn put_packed(
    numbers: impl ExactSizeIterator<Item = u64>,
    greatest: u64,
    text: &mut Vec<u8>,
    bits: &mut BitWriter,
) {
    let grouping = Grouping::up_to(greatest);
    put_number(text, greatest);
    put_number(text, numbers.len() as u64);
    let (mut word, mut power, mut filled) = (0, 1, 0);
    for number in numbers {
        word += u128::from(number) * power;
        power *= grouping.base;
        filled += 1;
        if filled == grouping.size {
            bits.put(word as u64, grouping.width);
            (word, power, filled) = (0, 1, 0);
        }
    }
    bits.put(word as u64, grouping.rest(filled));
}

/// Packed numbers as they are read.
#[derive(Debug)]
pub(super) struct Packed<'a> {
    bits: Bits<'a>,
    grouping: Grouping,
    /// Numbers of the word being read.
    word: u64,
    in_word: usize,
    /// Numbers after it.
    left: usize,
}

impl<'a> Packed<'a> {
    pub fn find(text: &mut Reader<'a>, bits: &mut Bits<'a>) -> Result<Self, PageError> {
        let grouping = Grouping::up_to(text.number()?);
        let left = text.count(usize::MAX)?;
        let bits = bits.split(grouping.bits(left).ok_or(PageError::Malformed)?)?;
        Ok(Self { bits, grouping, word: 0, in_word: 0, left })
    }

    pub fn next(&mut self) -> Result<u64, PageError> {
        let Grouping { base, size, width } = self.grouping;
        if self.in_word == 0 {
            self.in_word = size.min(self.left);
            let width = if self.in_word == size { width } else { self.grouping.rest(self.in_word) };
            self.word = self.bits.take(width)?;
            self.left -= self.in_word;
        }
        self.in_word = self.in_word.checked_sub(1).ok_or(PageError::Malformed)?;
        let Ok(base) = u64::try_from(base) else { return Ok(std::mem::take(&mut self.word)) };
        let number = self.word % base;
        self.word /= base;
        // A word beyond its numbers would be a second form of them.
        if self.in_word == 0 && self.word != 0 { Err(PageError::Malformed) } else { Ok(number) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_hardly_more_than_they_must() {
        let table = [(1, 64, 64), (199, 8, 62), (99_999, 3, 50), (255, 1, 8), (9, 3, 10), (u64::MAX, 1, 64)];
        for (greatest, size, width) in table {
            let grouping = Grouping::up_to(greatest);
            let each = |size: usize, width: u32| width as f64 / size as f64;
            assert!(each(grouping.size, grouping.width) <= each(size, width), "{greatest}: {grouping:?}");
        }
    }

    #[test]
    fn numbers_come_back_whatever_their_bound() {
        for greatest in [1, 2, 9, 199, 255, 99_999, 1 << 33, u64::MAX - 1, u64::MAX] {
            for count in [1, 2, 7, 8, 9, 200] {
                let spread = |n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
                let number = |n: u64| if n == 0 { greatest } else { spread(n) % greatest };
                let numbers: Vec<u64> = (0..count).map(number).collect();
                let (mut text, mut bits) = (Vec::new(), BitWriter::default());
                put_packed(numbers.iter().copied(), greatest, &mut text, &mut bits);
                let packed = bits.finish();
                let (mut text, mut bits) = (Reader(&text), Bits::new(&packed));
                let mut reader = Packed::find(&mut text, &mut bits).unwrap();
                let back: Vec<u64> = (0..count).map(|_| reader.next().unwrap()).collect();
                assert_eq!(back, numbers, "{count} up to {greatest}");
                assert_eq!(reader.next(), Err(PageError::Malformed));
                bits.finished().unwrap();
            }
        }
    }
}
