//! What one side says it holds.

use minicbor::encode::Write;
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

use crate::canonical::{self, Malformed};
use crate::header::MAX_SEQ;
use crate::ids::{FeedId, Hash};

/// Feeds one side may speak of in one message.
pub const MAX_FEEDS: usize = 40_000;

/// Branches of one feed; a feed is forked by a restored copy, not by the dozen.
pub const MAX_TIPS: usize = 64;

/// Older heads of one feed: a ladder for each of a few branches.
pub const MAX_LADDER: usize = 256;

/// The whole message.
pub const MAX_HOLDINGS_BYTES: usize = 8 * 1024 * 1024;

/// An entry of a feed that is named elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Tip {
    #[n(0)]
    pub seq: u64,
    #[n(1)]
    pub hash: Hash,
}

/// What is held of one feed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Have {
    #[n(0)]
    pub feed: FeedId,
    /// The last entry of each branch, strictly ascending, at least one.
    #[n(1)]
    pub tips: Bounded<Tip, MAX_TIPS>,
    /// Older entries at the sequence numbers of [`ladder`], strictly ascending; empty until the other side
    /// wants it.
    #[n(2)]
    pub ladder: Bounded<Tip, MAX_LADDER>,
}

/// All one side holds and the other may hear of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct Holdings {
    /// Strictly ascending by feed. What is not named is not held.
    #[n(0)]
    pub haves: Bounded<Have, MAX_FEEDS>,
    /// Feeds of which the other side should tell a ladder next time. Strictly ascending.
    #[n(1)]
    pub ladders_wanted: Bounded<FeedId, MAX_FEEDS>,
}

/// A list that cannot be decoded longer than `LIMIT`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounded<T, const LIMIT: usize>(pub Vec<T>);

/// Why holdings cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HoldingsError {
    #[error("the holdings have {found} bytes, {MAX_HOLDINGS_BYTES} are allowed")]
    TooLong { found: usize },
    #[error(transparent)]
    Malformed(#[from] Malformed),
    #[error("the feeds, tips or steps are not strictly ascending")]
    Unsorted,
    #[error("a feed is named without a tip")]
    NoTip,
    #[error("a sequence number is out of range")]
    SequenceOutOfRange,
}

/// The sequence numbers below a tip by which the other side finds where the branches part: ever longer
/// steps down, and the first entry. Descending.
pub fn ladder(tip: u64) -> Vec<u64> {
    let steps = (0..u64::BITS).map_while(|power| tip.checked_sub(1 << power)).take_while(|seq| *seq > 1);
    steps.chain((tip > 1).then_some(1)).collect()
}

impl Holdings {
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self)
    }

    /// # Errors
    /// The bytes are too many, not canonical, or name entries that cannot be.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, HoldingsError> {
        if bytes.len() > MAX_HOLDINGS_BYTES {
            return Err(HoldingsError::TooLong { found: bytes.len() });
        }
        let holdings: Self = canonical::from_bytes(bytes)?;
        holdings.check()?;
        Ok(holdings)
    }

    fn check(&self) -> Result<(), HoldingsError> {
        let haves = &self.haves.0;
        if !haves.windows(2).all(|pair| pair[0].feed < pair[1].feed) || !ascends(&self.ladders_wanted.0) {
            return Err(HoldingsError::Unsorted);
        }
        haves.iter().try_for_each(Have::check)
    }
}

impl Have {
    fn check(&self) -> Result<(), HoldingsError> {
        let (tips, steps) = (&self.tips.0, &self.ladder.0);
        if tips.is_empty() {
            return Err(HoldingsError::NoTip);
        }
        if !ascends(tips) || !ascends(steps) {
            return Err(HoldingsError::Unsorted);
        }
        if !tips.iter().chain(steps).all(|tip| (1..=MAX_SEQ).contains(&tip.seq)) {
            return Err(HoldingsError::SequenceOutOfRange);
        }
        Ok(())
    }
}

fn ascends<T: Ord>(list: &[T]) -> bool {
    list.windows(2).all(|pair| pair[0] < pair[1])
}

impl<T, const LIMIT: usize> Default for Bounded<T, LIMIT> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T, const LIMIT: usize> From<Vec<T>> for Bounded<T, LIMIT> {
    fn from(list: Vec<T>) -> Self {
        Self(list)
    }
}

impl<C, T: Encode<C>, const LIMIT: usize> Encode<C> for Bounded<T, LIMIT> {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, c: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.array(self.0.len() as u64)?;
        self.0.iter().try_for_each(|one| one.encode(e, c))
    }
}

impl<'b, C, T: Decode<'b, C>, const LIMIT: usize> Decode<'b, C> for Bounded<T, LIMIT> {
    fn decode(d: &mut Decoder<'b>, c: &mut C) -> Result<Self, decode::Error> {
        let count = d.array()?.ok_or(decode::Error::message("length missing"))?;
        if count > LIMIT as u64 {
            return Err(decode::Error::message("list too long"));
        }
        // Grows with what is really there, not with what is claimed.
        let mut list = Vec::new();
        for _ in 0..count {
            list.push(T::decode(d, c)?);
        }
        Ok(Self(list))
    }
}
