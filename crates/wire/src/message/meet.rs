//! Two ends compare heads and hand each other pages.
//!
//! A laptop keeps what the center last said of its heads, and asks only for what changed since. It plans both
//! ways itself: what it lacks it names in a pull, what the center lacks it pushes.

use feed::exchange::{Holdings, Receipt};
use feed::{FeedId, Hash};
use minicbor::{Decode, Encode};

/// Up to where an earlier answer told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Since {
    /// Random; new when the other end's database is new, or restored: then everything is told again, and the
    /// laptop offers again all it holds.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub generation: [u8; 16],
    #[n(1)]
    pub number: u64,
    /// Of the commit with this number. Where another one bears the number, files were copied behind the other
    /// end's back, and everything is told again.
    #[n(2)]
    pub mark: Hash,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct HeadsRequest {
    /// `None` for everything.
    #[n(0)]
    pub since: Option<Since>,
    /// Feeds of which to tell a ladder, whether they changed or not.
    #[n(1)]
    pub ladders_wanted: Vec<FeedId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct HeadsAnswer {
    #[n(0)]
    pub now: Since,
    /// Only what changed since, or all.
    #[n(1)]
    pub changes_only: bool,
    #[n(2)]
    pub holdings: Holdings,
    #[n(3)]
    pub damage: Option<Damage>,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PullRequest {
    /// The feeds to send from.
    #[n(0)]
    pub wanted: Vec<FeedId>,
    /// What this device holds of them.
    #[n(1)]
    pub holdings: Holdings,
    /// Smaller pages for slow or metered lines; what one seal covers is never parted.
    #[n(2)]
    pub most_entries: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PullAnswer {
    /// Empty when there is nothing to send.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub page: Vec<u8>,
    /// Take this page in and ask again.
    #[n(1)]
    pub more: bool,
    /// Where this device's heads are unknown: tell a ladder next time.
    #[n(2)]
    pub ladders_wanted: Vec<FeedId>,
    #[n(3)]
    pub damage: Option<Damage>,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PushRequest {
    #[cbor(n(0), with = "minicbor::bytes")]
    pub page: Vec<u8>,
}

/// What became of a page: each run of it stands alone.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PushAnswer {
    /// For the last entry of each run that is safe now, whether it was new or not.
    #[n(0)]
    pub receipt: Receipt,
    /// Runs that begin after something that is not held.
    #[n(1)]
    pub gaps: Vec<FeedId>,
    /// Runs of scopes this device may not write.
    #[n(2)]
    pub not_allowed: Vec<FeedId>,
    #[n(3)]
    pub damage: Option<Damage>,
    #[n(4)]
    pub now: Since,
}

/// The other end found its own database changed behind its back. Its operator must act; whoever hears of it
/// shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Damage {
    /// Rows found wrong so far.
    #[n(0)]
    pub rows: u64,
    /// When the first was found: UTC, milliseconds since 1970.
    #[n(1)]
    pub found_at_ms: i64,
}
