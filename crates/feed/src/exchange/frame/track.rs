//! One column of numbers, written in whichever way takes the least room and read one number at a time.

use super::bits::{BitWriter, Bits};
use super::packed::{Grouping, Packed, put_packed};
use super::press::Press;
use crate::exchange::bytes::{Reader, folded, put_measured, put_number, unfolded};
use crate::exchange::page::PageError;

/// How the numbers of a track are written. Part of the form of pages.
mod way {
    /// All zero, or none at all; followed by how many more tracks are the same.
    pub const ZERO: u64 = 0;
    pub const CONSTANT: u64 = 1;
    /// Each a fixed step from the one before.
    pub const EVEN: u64 = 2;
    /// In the text, to be pressed.
    pub const PLAIN: u64 = 3;
    /// In the text, as differences.
    pub const STEPS: u64 = 4;
    /// In bits, above the least of them.
    pub const PACKED: u64 = 5;
    /// In bits, as differences.
    pub const PACKED_STEPS: u64 = 6;
    /// In bits, as places in a list of the numbers there are.
    pub const LISTED: u64 = 7;
}

/// Below this many numbers pressing tells nothing.
const FEW: usize = 16;

/// What a frame of its own costs a trial, in bits: the track shares the page's.
const TRIAL_BITS: usize = 8 * 9;

/// What a packed track says of itself, in bits.
const PACKED_HEAD_BITS: usize = 8 * 4;

/// Writes the tracks one after the other, each with the way it took before it.
pub(super) fn put_tracks(tracks: &[Vec<u64>], text: &mut Vec<u8>, bits: &mut BitWriter, press: &mut Press) {
    let zeros = |tracks: &[Vec<u64>]| {
        tracks.iter().take_while(|values| values.iter().all(|value| *value == 0)).count()
    };
    let mut left = tracks;
    while let Some((values, rest)) = left.split_first() {
        match zeros(left) {
            0 => {
                put_track(values, text, bits, press);
                left = rest;
            }
            many => {
                put_number(text, way::ZERO);
                put_number(text, many as u64 - 1);
                left = &left[many..];
            }
        }
    }
}

fn put_track(values: &[u64], text: &mut Vec<u8>, bits: &mut BitWriter, press: &mut Press) {
    let first = values[0];
    if values.iter().all(|value| *value == first) {
        put_number(text, way::CONSTANT);
        put_number(text, first);
        return;
    }
    let steps: Vec<i64> = values.windows(2).map(|pair| pair[1].wrapping_sub(pair[0]) as i64).collect();
    if steps.iter().all(|step| *step == steps[0]) {
        for number in [way::EVEN, first, folded(steps[0])] {
            put_number(text, number);
        }
        return;
    }
    Candidates { values, steps: &steps }.put_shortest(text, bits, press);
}

/// Numbers for which no rule is known, and the steps between them.
struct Candidates<'v> {
    values: &'v [u64],
    steps: &'v [i64],
}

impl Candidates<'_> {
    fn put_shortest(&self, text: &mut Vec<u8>, bits: &mut BitWriter, press: &mut Press) {
        let plain = in_text(self.values.iter().copied());
        let plain_bits = self.text_bits(&plain, press);
        // Not a bit each: whatever else there is could save next to nothing.
        if plain_bits < self.values.len() {
            return put_text(way::PLAIN, &plain, text);
        }
        let first = folded(self.values[0] as i64);
        let steps = in_text(std::iter::once(first).chain(self.steps.iter().map(|step| folded(*step))));
        let steps_bits = self.text_bits(&steps, press);
        if steps_bits < self.values.len() {
            return put_text(way::STEPS, &steps, text);
        }
        let (least, reach) = self.reach();
        let (least_step, step_reach) = self.step_reach();
        let list = self.list();
        let sizes = [
            (plain_bits, way::PLAIN),
            (steps_bits, way::STEPS),
            (self.packed_bits(reach), way::PACKED),
            (self.packed_bits(step_reach), way::PACKED_STEPS),
            (self.packed_bits(list.len() as u64 - 1).saturating_add(12 * list.len()), way::LISTED),
        ];
        match sizes.iter().min().map_or(way::PLAIN, |(_, way)| *way) {
            way::PLAIN => put_text(way::PLAIN, &plain, text),
            way::STEPS => put_text(way::STEPS, &steps, text),
            way::PACKED => {
                put_number(text, way::PACKED);
                put_number(text, least);
                put_packed(self.values.iter().map(|value| value - least), reach, text, bits);
            }
            way::PACKED_STEPS => self.put_packed_steps(least_step, step_reach, text, bits),
            _ => self.put_listed(&list, text, bits),
        }
    }

    /// A step of the least size leads from what stands in the text to the first number.
    fn put_packed_steps(&self, least: i64, reach: u64, text: &mut Vec<u8>, bits: &mut BitWriter) {
        put_number(text, way::PACKED_STEPS);
        put_number(text, self.values[0].wrapping_sub(least as u64));
        put_number(text, folded(least));
        let above = |at: usize| if at == 0 { 0 } else { self.steps[at - 1].wrapping_sub(least) as u64 };
        put_packed((0..self.values.len()).map(above), reach, text, bits);
    }

    fn put_listed(&self, list: &[u64], text: &mut Vec<u8>, bits: &mut BitWriter) {
        put_number(text, way::LISTED);
        put_number(text, list.len() as u64);
        let mut before = 0;
        for value in list {
            put_number(text, value - before);
            before = *value;
        }
        let place = |value: &u64| list.partition_point(|one| one < value) as u64;
        put_packed(self.values.iter().map(place), list.len() as u64 - 1, text, bits);
    }

    /// The numbers there are, ascending.
    fn list(&self) -> Vec<u64> {
        let mut list = self.values.to_vec();
        list.sort_unstable();
        list.dedup();
        list
    }

    /// The least number, and how far the greatest lies above it.
    fn reach(&self) -> (u64, u64) {
        let bounds = |(least, greatest): (u64, u64), value: &u64| (least.min(*value), greatest.max(*value));
        let (least, greatest) = self.values.iter().fold((u64::MAX, 0), bounds);
        (least, greatest - least)
    }

    fn step_reach(&self) -> (i64, u64) {
        let bounds = |(least, greatest): (i64, i64), step: &i64| (least.min(*step), greatest.max(*step));
        let (least, greatest) = self.steps.iter().fold((i64::MAX, i64::MIN), bounds);
        (least, greatest.wrapping_sub(least) as u64)
    }

    fn packed_bits(&self, greatest: u64) -> usize {
        let bits = Grouping::up_to(greatest).bits(self.values.len());
        bits.map_or(usize::MAX, |bits| bits.saturating_add(PACKED_HEAD_BITS))
    }

    fn text_bits(&self, written: &[u8], press: &mut Press) -> usize {
        if self.values.len() < FEW {
            return written.len() * 8;
        }
        (press.trial(written) * 8).saturating_sub(TRIAL_BITS)
    }
}

fn put_text(way: u64, written: &[u8], text: &mut Vec<u8>) {
    put_number(text, way);
    put_measured(text, written);
}

/// A track as it is read; beyond its end there is nothing.
#[derive(Debug)]
pub(super) enum Track<'a> {
    Constant(u64),
    Even { next: u64, step: i64 },
    Plain(Reader<'a>),
    Steps { reader: Reader<'a>, last: u64 },
    Packed { packed: Packed<'a>, least: u64 },
    PackedSteps { packed: Packed<'a>, last: u64, least: i64 },
    Listed { packed: Packed<'a>, list: Vec<u64> },
}

impl<'a> Track<'a> {
    /// Where `count` tracks lie in `text` and `bits`. Takes no more memory than there is text, and a bounded
    /// piece for each track.
    pub fn all(count: usize, text: &mut Reader<'a>, bits: &mut Bits<'a>) -> Result<Vec<Self>, PageError> {
        let mut tracks = Vec::with_capacity(count);
        while tracks.len() < count {
            match text.number()? {
                way::ZERO => {
                    let more = text.count(count - tracks.len() - 1)?;
                    tracks.extend((0..=more).map(|_| Self::Constant(0)));
                }
                way => tracks.push(Self::find(way, text, bits)?),
            }
        }
        Ok(tracks)
    }

    fn find(way: u64, text: &mut Reader<'a>, bits: &mut Bits<'a>) -> Result<Self, PageError> {
        Ok(match way {
            way::CONSTANT => Self::Constant(text.number()?),
            way::EVEN => Self::Even { next: text.number()?, step: unfolded(text.number()?) },
            way::PLAIN => Self::Plain(Reader(text.measured()?)),
            way::STEPS => Self::Steps { reader: Reader(text.measured()?), last: 0 },
            way::PACKED => {
                let least = text.number()?;
                Self::Packed { packed: Packed::find(text, bits)?, least }
            }
            way::PACKED_STEPS => {
                let (last, least) = (text.number()?, unfolded(text.number()?));
                Self::PackedSteps { packed: Packed::find(text, bits)?, last, least }
            }
            way::LISTED => {
                let mut list = Vec::new();
                let mut last = 0_u64;
                for _ in 0..text.count(text.0.len())? {
                    last = last.wrapping_add(text.number()?);
                    list.push(last);
                }
                Self::Listed { packed: Packed::find(text, bits)?, list }
            }
            _ => return Err(PageError::Malformed),
        })
    }

    pub fn next(&mut self) -> Result<u64, PageError> {
        Ok(match self {
            Self::Constant(value) => *value,
            Self::Even { next, step } => std::mem::replace(next, next.wrapping_add_signed(*step)),
            Self::Plain(reader) => reader.number()?,
            Self::Steps { reader, last } => {
                *last = last.wrapping_add_signed(unfolded(reader.number()?));
                *last
            }
            Self::Packed { packed, least } => least.wrapping_add(packed.next()?),
            Self::PackedSteps { packed, last, least } => {
                *last = last.wrapping_add_signed(*least).wrapping_add(packed.next()?);
                *last
            }
            Self::Listed { packed, list } => {
                let place = usize::try_from(packed.next()?).map_err(|_| PageError::Malformed)?;
                *list.get(place).ok_or(PageError::Malformed)?
            }
        })
    }
}

fn in_text(numbers: impl Iterator<Item = u64>) -> Vec<u8> {
    let mut text = Vec::new();
    for number in numbers {
        put_number(&mut text, number);
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read_back(columns: &[Vec<u64>]) -> Vec<Vec<u64>> {
        let (mut text, mut bits, mut press) = (Vec::new(), BitWriter::default(), Press::new());
        put_tracks(columns, &mut text, &mut bits, &mut press);
        let packed = bits.finish();
        let (mut text, mut bits) = (Reader(&text), Bits::new(&packed));
        let mut tracks = Track::all(columns.len(), &mut text, &mut bits).unwrap();
        text.finished().unwrap();
        bits.finished().unwrap();
        let lengths = columns.iter().map(Vec::len);
        tracks
            .iter_mut()
            .zip(lengths)
            .map(|(track, length)| (0..length).map(|_| track.next().unwrap()).collect())
            .collect()
    }

    #[test]
    fn each_way_gives_back_its_numbers() {
        let scattered = |below: u64| {
            let spread = |n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23) % below;
            (0..500).map(spread).collect::<Vec<u64>>()
        };
        let columns = vec![
            vec![],
            vec![0; 9],
            vec![7; 9],
            (0..300).map(|n| 1_000 + n * 3).collect(),
            (0..300).map(|n| 1_000 - n * 3).collect(),
            scattered(100_000),
            scattered(3).iter().map(|n| n * 1_000_003).collect(),
            scattered(u64::MAX),
            vec![u64::MAX, 0, u64::MAX, 1],
            (0..200).flat_map(|n| [n % 4; 7]).collect(),
            (0..300)
                .scan(0, |at, n| {
                    *at += 5_000 + n * 7_919 % 997;
                    Some(*at)
                })
                .collect(),
        ];
        assert_eq!(read_back(&columns), columns);
    }

    proptest! {
        #[test]
        fn any_numbers_come_back(columns in proptest::collection::vec(
            proptest::collection::vec(prop_oneof![any::<u64>(), 0_u64..300, Just(5)], 0..40), 0..6,
        )) {
            prop_assert_eq!(read_back(&columns), columns);
        }
    }
}
