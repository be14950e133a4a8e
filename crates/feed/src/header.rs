//! The header of an entry: where it stands, who acted, and what kinds of events on which subjects it holds.

use minicbor::{Decode, Encode};

use crate::canonical::{self, Malformed};
use crate::entry::MAX_EVENTS_PER_ENTRY;
use crate::ids::{ActId, FeedId, Hash, PersonId, SubjectId};

/// The greatest sequence number: what a database's signed integer holds.
pub const MAX_SEQ: u64 = i64::MAX as u64;

/// An entry named by place and content, so that a fork cannot be mistaken for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Head {
    #[n(0)]
    pub feed: FeedId,
    #[n(1)]
    pub seq: u64,
    #[n(2)]
    pub hash: Hash,
}

/// What the device's clock said. Shown, never obeyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Claimed {
    /// UTC, milliseconds since 1970.
    #[n(0)]
    pub ms: i64,
    /// The device had a reason to doubt its clock.
    #[n(1)]
    pub unsure: bool,
}

/// Kind and subject of one event; readable by apps that do not know the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
pub struct EventHead {
    #[n(0)]
    pub subject: SubjectId,
    #[n(1)]
    pub kind: u32,
}

/// Everything about an entry but its contents.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Header {
    #[n(0)]
    pub feed: FeedId,
    /// From 1, without gaps.
    #[n(1)]
    pub seq: u64,
    /// The hash of the entry before; [`Hash::ZERO`] for the first.
    #[n(2)]
    pub previous: Hash,
    /// Heads of other feeds that advanced since this feed's previous entry. Strictly ascending by feed,
    /// sequence number and hash; a forked feed may stand in it with a head of each branch.
    #[n(3)]
    pub seen: Vec<Head>,
    #[n(4)]
    pub at: Claimed,
    #[n(5)]
    pub actor: PersonId,
    #[n(6)]
    pub act: ActId,
    /// 1 to [`MAX_EVENTS_PER_ENTRY`].
    #[n(7)]
    pub events: Vec<EventHead>,
}

impl Header {
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self)
    }

    /// Refuses anything but the canonical bytes of a well-formed header.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        let header: Self = canonical::from_bytes(bytes)?;
        header.check()?;
        Ok(header)
    }

    pub(crate) fn check(&self) -> Result<(), Malformed> {
        if !in_range(self.seq) || !self.seen.iter().all(|head| in_range(head.seq)) {
            return Err(Malformed::SequenceOutOfRange);
        }
        if (self.seq == 1) != (self.previous == Hash::ZERO) {
            return Err(Malformed::PreviousMismatch);
        }
        if !self.seen.windows(2).all(|pair| pair[0] < pair[1]) {
            return Err(Malformed::SeenUnsorted);
        }
        if self.seen.iter().any(|head| head.feed == self.feed) {
            return Err(Malformed::SeenOwnFeed);
        }
        match self.events.len() {
            0 => Err(Malformed::NoEvent),
            found if found > MAX_EVENTS_PER_ENTRY => {
                Err(Malformed::TooManyEvents { found, limit: MAX_EVENTS_PER_ENTRY })
            }
            _ => Ok(()),
        }
    }
}

fn in_range(seq: u64) -> bool {
    (1..=MAX_SEQ).contains(&seq)
}
