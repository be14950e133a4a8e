//! The causal past of the entry being folded, asked by the rules.

use std::cell::RefCell;

use domain::EntryRef;
use domain::fold::CausalPast;
use feed::{Clock, FeedId, Hash, Head};
use rusqlite::Connection;

use crate::StoreError;
use crate::lineage::Lineage;

/// Answers from the entry's clock. A failed lookup is kept until [`Past::finish`].
pub(crate) struct Past<'a> {
    connection: &'a Connection,
    lineage: RefCell<&'a mut Lineage>,
    clock: &'a Clock,
    failed: RefCell<Option<StoreError>>,
}

impl<'a> Past<'a> {
    pub fn new(connection: &'a Connection, lineage: &'a mut Lineage, clock: &'a Clock) -> Self {
        Self { connection, lineage: RefCell::new(lineage), clock, failed: RefCell::new(None) }
    }

    /// # Errors
    /// What went wrong in any of the lookups.
    pub fn finish(self) -> Result<(), StoreError> {
        self.failed.into_inner().map_or(Ok(()), Err)
    }
}

impl CausalPast for Past<'_> {
    fn contains(&self, entry: &EntryRef) -> bool {
        let head =
            Head { feed: FeedId::from_bytes(entry.feed), seq: entry.seq, hash: Hash::from_bytes(entry.hash) };
        match self.lineage.borrow_mut().position(self.connection, &head) {
            Ok(position) => position.is_some_and(|position| self.clock.contains(position)),
            Err(error) => {
                self.failed.replace(Some(error));
                false
            }
        }
    }
}
