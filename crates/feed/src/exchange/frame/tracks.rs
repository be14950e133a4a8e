//! Which column holds what. The numbers and their order are part of the form of pages.

use super::bits::BitWriter;
use super::ids;
use super::press::Press;
use super::shape::{Leaf, Piece};
use super::track::put_tracks;

pub(super) const FORM: usize = 0;
pub(super) const RAW: usize = 1;
pub(super) const AT: usize = 2;
pub(super) const UNSURE: usize = 3;
pub(super) const SEEN: usize = 4;
pub(super) const SEEN_FEED: usize = 5;
pub(super) const SEEN_SEQ: usize = 6;
pub(super) const SEEN_HASH: usize = 7;
pub(super) const EVENTS: usize = 8;
pub(super) const SHAPE: usize = 9;
pub(super) const PERSONAL: usize = 10;
pub(super) const PARTS: usize = 11;
pub(super) const PART: usize = 12;
pub(super) const PART_SHAPE: usize = 13;
pub(super) const EVIDENCE: usize = 14;
pub(super) const ROLE: usize = 15;
pub(super) const KEY: usize = 16;
pub(super) const ACTOR: usize = 17;
pub(super) const ACT: usize = ACTOR + ids::TRACKS;
pub(super) const SUBJECT: usize = ACT + ids::TRACKS;
pub(super) const SIGNER: usize = SUBJECT + ids::TRACKS;

/// After these come those of the shapes' leaves.
pub(super) const FIXED: usize = SIGNER + ids::TRACKS;

/// More than any honest page has; a page with more is refused before there is memory taken for them.
pub(super) const MOST: usize = 65_536;

/// How many tracks the leaves at one place of a shape take.
pub(super) fn of_piece(piece: Piece<'_>) -> usize {
    match piece {
        Piece::Same(_) => 0,
        Piece::Number | Piece::Flag | Piece::Bytes | Piece::Whole => 1,
        Piece::Id => ids::TRACKS,
        Piece::Text => 3,
    }
}

/// The same for what stands there.
pub(super) fn of_leaf(leaf: Leaf<'_>) -> usize {
    match leaf {
        Leaf::Number(_) | Leaf::Flag(_) | Leaf::Bytes(_) | Leaf::Whole(_) => 1,
        Leaf::Id(_) => ids::TRACKS,
        Leaf::Text(_) => 3,
    }
}

/// Columns being filled.
pub(super) struct Tracks(Vec<Vec<u64>>);

impl Tracks {
    pub fn new() -> Self {
        Self(vec![Vec::new(); FIXED])
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn add(&mut self, tracks: usize) {
        self.0.resize_with(self.0.len() + tracks, Vec::new);
    }

    pub fn put(&mut self, track: usize, number: u64) {
        self.0[track].push(number);
    }

    pub fn write(&self, text: &mut Vec<u8>, bits: &mut BitWriter) {
        put_tracks(&self.0, text, bits, &mut Press::new());
    }
}
