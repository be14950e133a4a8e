//! The shapes of a page, by number, and the tracks of their leaves.

use std::collections::HashMap;

use super::ids::Fixed;
use super::shape::{Leaf, Piece, split};
use super::tracks::{self, Tracks};
use crate::exchange::bytes::{Reader, put_measured, put_number};
use crate::exchange::page::PageError;

/// What a shape is for: shapes of different kinds have tracks of their own, for they hold different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Payload(u32),
    /// A personal part of an event of this kind.
    Part(u32),
}

impl Label {
    fn code(self) -> u64 {
        match self {
            Self::Payload(kind) => u64::from(kind) << 1,
            Self::Part(kind) => u64::from(kind) << 1 | 1,
        }
    }

    fn from_code(code: u64) -> Option<Self> {
        let kind = u32::try_from(code >> 1).ok()?;
        Some(if code & 1 == 0 { Self::Payload(kind) } else { Self::Part(kind) })
    }
}

#[derive(Default)]
pub(super) struct ShapesWritten {
    numbers: HashMap<Vec<u8>, usize, Fixed>,
    /// The first track of each, and how many leaves it has.
    places: Vec<(usize, usize)>,
    text: Vec<u8>,
    scratch: Vec<u8>,
}

impl ShapesWritten {
    /// The number of the payload's shape, its leaves added to `leaves`; `None` if the page has no tracks left.
    pub fn number<'a>(
        &mut self,
        label: Label,
        payload: &'a [u8],
        tracks: &mut Tracks,
        leaves: &mut Vec<Leaf<'a>>,
    ) -> Option<usize> {
        self.scratch.clear();
        put_number(&mut self.scratch, label.code());
        let label_length = self.scratch.len();
        split(payload, &mut self.scratch, leaves);
        if let Some(number) = self.numbers.get(&self.scratch) {
            return Some(*number);
        }
        let shape = &self.scratch[label_length..];
        let (base, mut more, mut leaves, mut left) = (tracks.len(), 0, 0, Reader(shape));
        while let Ok(Some(piece)) = Piece::next(&mut left) {
            more += tracks::of_piece(piece);
            leaves += usize::from(!matches!(piece, Piece::Same(_)));
        }
        if base + more > tracks::MOST {
            return None;
        }
        tracks.add(more);
        put_number(&mut self.text, label.code());
        put_measured(&mut self.text, shape);
        self.numbers.insert(self.scratch.clone(), self.places.len());
        self.places.push((base, leaves));
        Some(self.places.len() - 1)
    }

    /// The first track of a shape, and how many leaves it has.
    pub fn place(&self, number: usize) -> (usize, usize) {
        self.places[number]
    }

    pub fn write(&self, text: &mut Vec<u8>) {
        put_number(text, self.places.len() as u64);
        text.extend_from_slice(&self.text);
    }
}

pub(super) struct Shape<'a> {
    pub label: Label,
    /// Each with the first of its tracks.
    pub pieces: Vec<(Piece<'a>, usize)>,
    /// Of the payload read last: the next is likely as long.
    pub last_length: usize,
}

/// All shapes of a page, and how many tracks it has.
pub(super) fn read<'a>(text: &mut Reader<'a>) -> Result<(Vec<Shape<'a>>, usize), PageError> {
    let (mut shapes, mut next, mut same) = (Vec::new(), tracks::FIXED, 0);
    for _ in 0..text.count(tracks::MOST)? {
        let label = Label::from_code(text.number()?).ok_or(PageError::Malformed)?;
        let (mut pieces, mut left) = (Vec::new(), Reader(text.measured()?));
        while let Some(piece) = Piece::next(&mut left)? {
            pieces.push((piece, next));
            next += tracks::of_piece(piece);
            // Between two leaves there is at most one piece that is the same in all.
            same += usize::from(matches!(piece, Piece::Same(_)));
            if next > tracks::MOST || same > tracks::MOST {
                return Err(PageError::TooMuch);
            }
        }
        shapes.push(Shape { label, pieces, last_length: 0 });
    }
    Ok((shapes, next))
}
