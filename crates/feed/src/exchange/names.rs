//! What is named by entries the other side holds: subjects by those that created them, runs by those they go
//! on from.

use crate::header::Head;
use crate::ids::{FeedId, Hash, SubjectId};
use crate::scope::{Feed, Scope};

/// An event of an entry: where a subject first stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubjectPlace {
    pub feed: FeedId,
    pub seq: u64,
    /// Of the event within the entry.
    pub index: u32,
}

/// What a holder of history knows of subjects, with one other holder in mind.
///
/// A name that means two things to the two sides spoils the page it stands in, never the history: the page
/// says so ([`PageError::Names`](super::PageError::Names)) and the sender sends it again with [`NoNames`].
pub trait Names {
    /// Where the subject was created, if the other side holds that entry too and the feed is not forked.
    fn place_of(&self, scope: &Scope, subject: &SubjectId) -> Option<SubjectPlace>;

    /// The subject of the event at `place`, if that entry is held here.
    fn subject_at(&self, place: &SubjectPlace) -> Option<SubjectId>;

    /// Whether the other side holds this entry, so that a run may be told by what it goes on from. Whoever
    /// cannot tell says no.
    fn is_held(&self, _head: &Head) -> bool {
        false
    }

    /// The entry of this hash, if it is held here.
    fn entry_of(&self, _hash: &Hash) -> Option<(Feed, u64)> {
        None
    }
}

/// Nothing is known of the other side: a page stands for itself.
#[derive(Debug, Clone, Copy)]
pub struct NoNames;

impl Names for NoNames {
    fn place_of(&self, _: &Scope, _: &SubjectId) -> Option<SubjectPlace> {
        None
    }

    fn subject_at(&self, _: &SubjectPlace) -> Option<SubjectId> {
        None
    }
}
