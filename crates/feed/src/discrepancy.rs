//! Names of discrepancies: the same on every replica, whatever arrived first.

use crate::hashing::{CONDITION, FORK, PAIR};
use crate::ids::{FeedId, Hash, SubjectId};

/// Two facts that cannot both be plain truth, in either order.
pub fn pair_id(kind: u32, subject: SubjectId, a: Hash, b: Hash) -> Hash {
    let (first, second) = (a.min(b), a.max(b));
    PAIR.digest(&[&kind.to_be_bytes(), subject.as_bytes(), first.as_bytes(), second.as_bytes()])
}

/// A state that should not be, since the entry that last settled it. Closes by itself when it ends.
pub fn condition_id(kind: u32, subject: SubjectId, last_settling: Option<Hash>) -> Hash {
    let since = last_settling.unwrap_or(Hash::ZERO);
    CONDITION.digest(&[&kind.to_be_bytes(), subject.as_bytes(), since.as_bytes()])
}

/// A feed that was written twice from `seq` on.
pub fn fork_id(feed: FeedId, seq: u64) -> Hash {
    FORK.digest(&[feed.as_bytes(), &seq.to_be_bytes()])
}
