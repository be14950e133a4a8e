//! Subjects named by the entries that created them, looked up in what is held.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Mutex, PoisonError};

use feed::exchange::{Names, SubjectPlace};
use feed::{FeedId, Scope, SubjectId};

use crate::index::Index;
use crate::storage::Storage;

/// For reading one page. Names nothing itself: what the other side holds is not known that well here.
pub struct Stored<'a> {
    storage: &'a dyn Storage,
    index: &'a Index,
    /// Subjects of entries read already.
    read: Mutex<HashMap<(FeedId, u64), Vec<SubjectId>>>,
}

impl<'a> Stored<'a> {
    pub fn new(storage: &'a dyn Storage, index: &'a Index) -> Self {
        Self { storage, index, read: Mutex::default() }
    }

    /// `None` on a forked feed: a place would mean two things there.
    fn subjects(&self, feed: &FeedId, seq: u64) -> Option<Vec<SubjectId>> {
        let [branch] = &self.index.get(feed)?.branches[..] else { return None };
        let before = seq.checked_sub(1)?;
        let rows = self.storage.entries(branch.n, before, seq, 1).ok()?;
        let row = rows.first()?;
        let entry = feed::Entry::from_bytes(&row.body).ok().filter(|entry| entry.hash() == row.hash)?;
        Some(entry.header.events.iter().map(|event| event.subject).collect())
    }
}

impl Names for Stored<'_> {
    fn place_of(&self, _: &Scope, _: &SubjectId) -> Option<SubjectPlace> {
        None
    }

    fn subject_at(&self, place: &SubjectPlace) -> Option<SubjectId> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (place.feed, place.seq);
        let subjects = match read.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(self.subjects(&place.feed, place.seq)?),
        };
        subjects.get(usize::try_from(place.index).ok()?).copied()
    }
}
