//! Ids, told once: at their first place in the page, or by an entry the other side holds.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use super::bits::{BitWriter, Bits};
use super::track::Track;
use super::tracks::Tracks;
use crate::exchange::bytes::{folded, unfolded};
use crate::exchange::page::PageError;

/// Tracks of one place where ids stand: how, and what the ways below need.
pub(super) const TRACKS: usize = 5;

const HOW: usize = 0;
const LISTED: usize = 1;
const SEQ: usize = 2;
const INDEX: usize = 3;
const MS: usize = 4;

/// How an id is told; above these, one an entry of a feed created.
mod how {
    /// Told before in this page.
    pub const LISTED: u64 = 0;
    /// Version 7: its time apart from what is random.
    pub const TIMED: u64 = 1;
    pub const PLAIN: u64 = 2;
    pub const OUTSIDE: u64 = 3;
}

/// No key drawn at random: a page is made the same everywhere.
pub(super) type Fixed = BuildHasherDefault<DefaultHasher>;

type Id = [u8; 16];

/// An event of an entry outside the page; the feed by its number in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Outside {
    pub feed: u64,
    pub seq: u64,
    pub index: u64,
}

enum Known {
    Listed(u64),
    Outside(Outside),
}

/// Ids of one family as they are written.
#[derive(Default)]
pub(super) struct IdsWritten {
    known: HashMap<Id, Known, Fixed>,
    listed: u64,
}

impl IdsWritten {
    /// Adds an id to the tracks from `base` on. `outside` is asked once for each.
    pub fn put(
        &mut self,
        (tracks, loose): (&mut Tracks, &mut BitWriter),
        base: usize,
        id: &Id,
        at_ms: i64,
        outside: impl FnOnce() -> Option<Outside>,
    ) {
        let known = match self.known.get(id) {
            Some(known) => known,
            None => match outside() {
                Some(place) => self.known.entry(*id).or_insert(Known::Outside(place)),
                None => {
                    self.known.insert(*id, Known::Listed(self.listed));
                    self.listed += 1;
                    return put_new((tracks, loose), base, id, at_ms);
                }
            },
        };
        match *known {
            Known::Listed(number) => {
                tracks.put(base + HOW, how::LISTED);
                tracks.put(base + LISTED, number);
            }
            Known::Outside(Outside { feed, seq, index }) => {
                tracks.put(base + HOW, how::OUTSIDE + feed);
                tracks.put(base + SEQ, seq);
                tracks.put(base + INDEX, index);
            }
        }
    }
}

fn put_new((tracks, loose): (&mut Tracks, &mut BitWriter), base: usize, id: &Id, at_ms: i64) {
    let number = u128::from_be_bytes(*id);
    let (version, variant) = (number >> 76 & 0xf, number >> 62 & 0x3);
    if (version, variant) != (7, 2) {
        tracks.put(base + HOW, how::PLAIN);
        loose.put_bytes(id);
        return;
    }
    tracks.put(base + HOW, how::TIMED);
    tracks.put(base + MS, folded(((number >> 80) as i64).wrapping_sub(at_ms)));
    loose.put((number >> 64) as u64 & 0xfff, 12);
    loose.put(number as u64 & ((1 << 62) - 1), 62);
}

/// Ids of one family as they are read.
#[derive(Default)]
pub(super) struct IdsRead {
    listed: Vec<Id>,
    outside: HashMap<Outside, Id, Fixed>,
}

impl IdsRead {
    /// The next id of the tracks from `base` on. `outside` is asked once for each place.
    pub fn next(
        &mut self,
        (tracks, loose): (&mut [Track<'_>], &mut Bits<'_>),
        base: usize,
        at_ms: i64,
        outside: impl FnOnce(Outside) -> Result<Id, PageError>,
    ) -> Result<Id, PageError> {
        let id = match tracks[base + HOW].next()? {
            how::LISTED => {
                let number = usize::try_from(tracks[base + LISTED].next()?);
                let listed = number.ok().and_then(|number| self.listed.get(number));
                return listed.copied().ok_or(PageError::Malformed);
            }
            how::TIMED => timed(tracks[base + MS].next()?, at_ms, loose)?,
            how::PLAIN => loose.take_bytes()?,
            feed => {
                let (seq, index) = (tracks[base + SEQ].next()?, tracks[base + INDEX].next()?);
                let place = Outside { feed: feed - how::OUTSIDE, seq, index };
                if let Some(id) = self.outside.get(&place) {
                    return Ok(*id);
                }
                let id = outside(place)?;
                self.outside.insert(place, id);
                return Ok(id);
            }
        };
        self.listed.push(id);
        Ok(id)
    }
}

fn timed(distance: u64, at_ms: i64, loose: &mut Bits<'_>) -> Result<Id, PageError> {
    let ms = u64::try_from(at_ms.wrapping_add(unfolded(distance))).map_err(|_| PageError::Malformed)?;
    if ms >> 48 != 0 {
        return Err(PageError::Malformed);
    }
    let (high, low) = (loose.take(12)?, loose.take(62)?);
    let number = u128::from(ms) << 80 | 7 << 76 | u128::from(high) << 64 | 2 << 62 | u128::from(low);
    Ok(number.to_be_bytes())
}
