//! What payloads of one kind have in common, apart from what differs between them.
//!
//! Payloads are opaque, but CBOR by convention: the bytes that say how a payload is built become its shape,
//! the numbers, texts and ids in it its leaves. Whatever is not the plainest CBOR is one leaf as it is.

use crate::exchange::bytes::{Reader, put_measured};
use crate::exchange::page::PageError;

/// Deeper than any payload of ours.
const DEEPEST: usize = 16;

/// One piece of a shape. The numbers are part of the form of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// The same in every payload of this shape.
    Same(&'a [u8]),
    /// A number of either sign.
    Number,
    Flag,
    /// A string of sixteen bytes.
    Id,
    Text,
    Bytes,
    /// A payload of which nothing is known.
    Whole,
}

/// What stands in the place of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaf<'a> {
    /// Folded.
    Number(u64),
    Flag(bool),
    Id(&'a [u8; 16]),
    Text(&'a [u8]),
    Bytes(&'a [u8]),
    Whole(&'a [u8]),
}

impl<'a> Piece<'a> {
    fn code(self) -> u8 {
        match self {
            Self::Same(_) => 0,
            Self::Number => 1,
            Self::Flag => 2,
            Self::Id => 3,
            Self::Text => 4,
            Self::Bytes => 5,
            Self::Whole => 6,
        }
    }

    /// The next piece of a shape, from the bytes [`split`] made; `None` at its end.
    pub fn next(shape: &mut Reader<'a>) -> Result<Option<Self>, PageError> {
        let Some((&code, rest)) = shape.0.split_first() else { return Ok(None) };
        shape.0 = rest;
        Ok(Some(match code {
            0 => Self::Same(shape.measured()?),
            1 => Self::Number,
            2 => Self::Flag,
            3 => Self::Id,
            4 => Self::Text,
            5 => Self::Bytes,
            6 => Self::Whole,
            _ => return Err(PageError::Malformed),
        }))
    }
}

/// Cuts `payload` into a shape, added to `shape`, and the leaves in their order.
pub(super) fn split<'a>(payload: &'a [u8], shape: &mut Vec<u8>, leaves: &mut Vec<Leaf<'a>>) {
    let (shape_before, leaves_before) = (shape.len(), leaves.len());
    let mut cut = Cut { payload, at: 0, same_from: 0, shape, leaves };
    if cut.item(0).is_some() && cut.at == payload.len() {
        cut.end_same(payload.len());
        return;
    }
    shape.truncate(shape_before);
    leaves.truncate(leaves_before);
    shape.push(Piece::Whole.code());
    leaves.push(Leaf::Whole(payload));
}

struct Cut<'a, 's> {
    payload: &'a [u8],
    at: usize,
    /// Bytes from here to `at` belong to the shape and are not yet in it.
    same_from: usize,
    shape: &'s mut Vec<u8>,
    leaves: &'s mut Vec<Leaf<'a>>,
}

/// The first byte of an item and the number it carries.
struct Opening {
    major: u8,
    number: u64,
}

impl<'a> Cut<'a, '_> {
    /// One item; `None` if it is not the plainest form.
    fn item(&mut self, depth: usize) -> Option<()> {
        let begin = self.at;
        let Opening { major, number } = self.opening()?;
        if depth == DEEPEST {
            return None;
        }
        match major {
            0 => self.leaf(begin, Piece::Number, Leaf::Number(number.checked_mul(2)?)),
            1 => self.leaf(begin, Piece::Number, Leaf::Number(number.checked_mul(2)?.checked_add(1)?)),
            2 | 3 => self.string(begin, major, number)?,
            4 => (0..number).try_for_each(|_| self.item(depth + 1))?,
            5 => (0..number).try_for_each(|_| self.key().and_then(|()| self.item(depth + 1)))?,
            6 => self.item(depth + 1)?,
            _ => match number {
                20 | 21 => self.leaf(begin, Piece::Flag, Leaf::Flag(number == 21)),
                22 | 23 => {}
                _ => return None,
            },
        }
        Some(())
    }

    /// A key says how a map is built: it belongs to the shape.
    fn key(&mut self) -> Option<()> {
        let Opening { major, number } = self.opening()?;
        match major {
            0 | 1 => {}
            2 | 3 => drop(self.content(number)?),
            _ => return None,
        }
        Some(())
    }

    fn string(&mut self, begin: usize, major: u8, length: u64) -> Option<()> {
        let content = self.content(length)?;
        let (piece, leaf) = match (major, content.try_into()) {
            (2, Ok(id)) => (Piece::Id, Leaf::Id(id)),
            (2, Err(_)) => (Piece::Bytes, Leaf::Bytes(content)),
            _ => (Piece::Text, Leaf::Text(content)),
        };
        self.leaf(begin, piece, leaf);
        Some(())
    }

    fn content(&mut self, length: u64) -> Option<&'a [u8]> {
        let end = self.at.checked_add(usize::try_from(length).ok()?)?;
        let content = self.payload.get(self.at..end)?;
        self.at = end;
        Some(content)
    }

    fn opening(&mut self) -> Option<Opening> {
        let (&first, rest) = self.payload.get(self.at..)?.split_first()?;
        let (major, low) = (first >> 5, first & 0x1f);
        let (number, width) = match low {
            0..24 => (u64::from(low), 0),
            // The payload's own flags have no second byte, and other numbers are no payload of ours.
            24..28 if major < 7 => {
                let width = 1 << (low - 24);
                let tail = rest.get(..width)?;
                (tail.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)), width)
            }
            _ => return None,
        };
        self.at += 1 + width;
        let mut again = [0; 9];
        let length = put_opening(&mut again, major, number);
        (length == 1 + width).then_some(Opening { major, number })
    }

    fn leaf(&mut self, begin: usize, piece: Piece<'_>, leaf: Leaf<'a>) {
        self.end_same(begin);
        self.shape.push(piece.code());
        self.leaves.push(leaf);
        self.same_from = self.at;
    }

    fn end_same(&mut self, end: usize) {
        if self.same_from < end {
            self.shape.push(Piece::Same(&[]).code());
            put_measured(self.shape, &self.payload[self.same_from..end]);
        }
    }
}

/// The payload's bytes for a leaf.
pub(super) fn put_leaf(into: &mut Vec<u8>, leaf: Leaf<'_>) {
    match leaf {
        Leaf::Number(folded) => put_head(into, (folded & 1) as u8, folded >> 1),
        Leaf::Flag(flag) => into.push(0xf4 + u8::from(flag)),
        Leaf::Id(id) => put_string(into, 2, id),
        Leaf::Bytes(bytes) => put_string(into, 2, bytes),
        Leaf::Text(text) => put_string(into, 3, text),
        Leaf::Whole(bytes) => into.extend_from_slice(bytes),
    }
}

fn put_string(into: &mut Vec<u8>, major: u8, content: &[u8]) {
    put_head(into, major, content.len() as u64);
    into.extend_from_slice(content);
}

fn put_head(into: &mut Vec<u8>, major: u8, number: u64) {
    let mut opening = [0; 9];
    let length = put_opening(&mut opening, major, number);
    into.extend_from_slice(&opening[..length]);
}

/// The shortest form; its length.
fn put_opening(into: &mut [u8; 9], major: u8, number: u64) -> usize {
    let major = major << 5;
    let (low, width) = match number {
        0..24 => (number as u8, 0),
        24..0x100 => (24, 1),
        0x100..0x1_0000 => (25, 2),
        0x1_0000..0x1_0000_0000 => (26, 4),
        _ => (27, 8),
    };
    into[0] = major | low;
    into[1..=width].copy_from_slice(&number.to_be_bytes()[8 - width..]);
    1 + width
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rebuilt(payload: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let (mut shape, mut leaves, mut whole) = (Vec::new(), Vec::new(), Vec::new());
        split(payload, &mut shape, &mut leaves);
        let mut leaves = leaves.into_iter();
        let mut shape_left = Reader(&shape);
        while let Some(piece) = Piece::next(&mut shape_left).unwrap() {
            match piece {
                Piece::Same(bytes) => whole.extend_from_slice(bytes),
                _ => put_leaf(&mut whole, leaves.next().unwrap()),
            }
        }
        assert_eq!(leaves.next(), None);
        (whole, shape)
    }

    #[test]
    fn payloads_of_one_kind_share_a_shape() {
        let one = [0x83, 0x01, 0x63, b'a', b'b', b'c', 0xa1, 0x02, 0xf5];
        let other = [0x83, 0x38, 0x40, 0x60, 0xa1, 0x02, 0xf4];
        assert_eq!(rebuilt(&one).1, rebuilt(&other).1);
        assert_eq!((rebuilt(&one).0, rebuilt(&other).0), (one.to_vec(), other.to_vec()));
    }

    #[test]
    fn what_is_not_plain_stays_whole() {
        let table: [&[u8]; 9] = [
            b"",
            b"\x18\x01",
            b"\x9f\xff",
            b"\x01\x01",
            b"\x42a",
            b"\xf9\x00\x00",
            b"\x1b\xff\xff\xff\xff\xff\xff\xff\xff",
            b"\xa1\x80\x01",
            &[0x81; 40],
        ];
        for payload in table {
            assert_eq!(rebuilt(payload), (payload.to_vec(), vec![6]));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_come_back(payload in proptest::collection::vec(
            prop_oneof![any::<u8>(), 0x80_u8..0x88, 0x60_u8..0x68, 0x40_u8..0x48, 0xa0_u8..0xa4], 0..60,
        )) {
            prop_assert_eq!(rebuilt(&payload).0, payload);
        }
    }
}
