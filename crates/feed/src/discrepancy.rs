//! The name of a forked feed as a discrepancy: the same on every replica, whatever arrived first.

use crate::hashing::FORK;
use crate::ids::{FeedId, Hash};

/// A feed that was written twice from `seq` on.
pub fn fork_id(feed: FeedId, seq: u64) -> Hash {
    FORK.digest(&[feed.as_bytes(), &seq.to_be_bytes()])
}
