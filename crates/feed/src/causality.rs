//! What came before what, by what was seen, never by a clock; and the one order everything folds in.

use minicbor::{Decode, Encode};

use crate::canonical::{self, Malformed};
use crate::ids::{DeviceKey, FeedId, Hash, PersonId};
use crate::scope::Scope;

/// One branch of a feed, numbered by whoever holds it. A feed without forks is one branch; a fork starts
/// another at its first differing entry. Local: never sent, never hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Branch(#[n(0)] pub u32);

/// An entry's place on its branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Position {
    #[n(0)]
    pub branch: Branch,
    #[n(1)]
    pub seq: u64,
}

/// An entry and its causal past: for each branch the greatest sequence number in it. Branches ascend.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Clock(#[n(0)] Vec<Position>);

/// The fold order: an entry comes after everything in its causal past.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrderKey {
    /// From [`depth`].
    pub depth: u64,
    pub feed: FeedId,
    pub seq: u64,
    /// Tells the branches of a fork apart.
    pub hash: Hash,
}

/// All a fold needs to know about where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    pub position: Position,
    pub order: OrderKey,
    pub scope: Scope,
    pub device: DeviceKey,
    pub actor: PersonId,
}

/// 1 + the greatest depth among the entry before and those seen; computed, never claimed.
pub fn depth(previous: Option<u64>, seen: &[u64]) -> u64 {
    seen.iter().copied().chain(previous).max().unwrap_or(0).saturating_add(1)
}

impl Clock {
    /// Before any entry.
    pub fn start() -> Self {
        Self::default()
    }

    /// The clock of the entry at `own`, from those of the entry before it and of the entries it saw.
    pub fn advance(previous: Option<&Clock>, seen: &[&Clock], own: Position) -> Clock {
        let mut clock = previous.cloned().unwrap_or_default();
        for other in seen {
            clock.merge(other);
        }
        clock.include(own);
        clock
    }

    /// Whether the entry at `position` is in the causal past, or is the entry itself.
    pub fn contains(&self, position: Position) -> bool {
        self.find(position.branch).is_ok_and(|at| self.0[at].seq >= position.seq)
    }

    /// Neither is in the other's past.
    pub fn concurrent(a: (&Clock, Position), b: (&Clock, Position)) -> bool {
        !a.0.contains(b.1) && !b.0.contains(a.1)
    }

    /// For each branch the last entry in the past, ascending by branch.
    pub fn positions(&self) -> &[Position] {
        &self.0
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self)
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        let clock: Self = canonical::from_bytes(bytes)?;
        let ascending = clock.0.windows(2).all(|pair| pair[0].branch < pair[1].branch);
        if ascending && clock.0.iter().all(|position| position.seq > 0) {
            Ok(clock)
        } else {
            Err(Malformed::NotCanonical)
        }
    }

    fn find(&self, branch: Branch) -> Result<usize, usize> {
        self.0.binary_search_by_key(&branch, |position| position.branch)
    }

    fn include(&mut self, position: Position) {
        match self.find(position.branch) {
            Ok(at) => self.0[at].seq = self.0[at].seq.max(position.seq),
            Err(at) => self.0.insert(at, position),
        }
    }

    fn merge(&mut self, other: &Clock) {
        for position in &other.0 {
            self.include(*position);
        }
    }
}
