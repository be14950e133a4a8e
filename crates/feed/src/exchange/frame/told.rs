//! Entries that stand earlier in the same page, by feed and sequence number.

use crate::ids::{FeedId, Hash};

/// Their hashes, span by span: a page has few spans and many entries.
#[derive(Default)]
pub(super) struct Told(Vec<Run>);

struct Run {
    feed: FeedId,
    first: u64,
    hashes: Vec<Hash>,
}

impl Told {
    /// What follows is of this feed, from this sequence number on.
    pub fn begin(&mut self, feed: FeedId, first: u64) {
        self.0.push(Run { feed, first, hashes: Vec::new() });
    }

    pub fn tell(&mut self, hash: Hash) {
        if let Some(run) = self.0.last_mut() {
            run.hashes.push(hash);
        }
    }

    /// Where a feed is forked, that of the span told last.
    pub fn hash(&self, feed: &FeedId, seq: u64) -> Option<Hash> {
        let found = self.0.iter().rev().filter(|run| run.feed == *feed).find_map(|run| {
            let at = usize::try_from(seq.checked_sub(run.first)?).ok()?;
            run.hashes.get(at)
        });
        found.copied()
    }
}
