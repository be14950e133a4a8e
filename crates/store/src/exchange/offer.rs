//! What is handed out to a side that said what it has, a page at a time.

use std::collections::BTreeSet;

use feed::exchange::{Holdings, NoNames, Pager, Resolved, Run, Theirs, Tip, encode_page, plan};
use feed::{FeedId, Head, Scope, Span};
use rusqlite::Connection;

use super::held::{held, theirs};
use super::names::StoreNames;
use super::runs::{Portion, run};
use crate::StoreError;

/// What is given to one side in one meeting. What was handed out counts as held there from then on.
#[derive(Debug, Clone)]
pub struct Offer {
    theirs: Vec<Theirs>,
    entries_per_page: usize,
    named: bool,
    /// None for all.
    only: Option<BTreeSet<FeedId>>,
}

/// A page ready to travel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedPage {
    pub bytes: Vec<u8>,
    pub entries: usize,
    /// Where the spans of the page end.
    pub heads: Vec<Head>,
}

impl Offer {
    /// To a side that says it holds `said`.
    ///
    /// # Errors
    /// The database's.
    pub fn to(connection: &Connection, said: &Holdings, entries_per_page: usize) -> Result<Self, StoreError> {
        Ok(Self { theirs: theirs(connection, said)?, entries_per_page, named: true, only: None })
    }

    /// What the other side said, with the place each of its heads has here.
    pub fn theirs(&self) -> &[Theirs] {
        &self.theirs
    }

    /// From here on pages are of this size.
    pub fn turn_to(&mut self, entries_per_page: usize) {
        self.entries_per_page = entries_per_page;
    }

    /// From here on pages stand for themselves: the other side could not make out a name.
    pub fn without_names(&mut self) {
        self.named = false;
    }

    /// From here on nothing but these feeds: the other side asked for them.
    pub fn only(&mut self, feeds: impl IntoIterator<Item = FeedId>) {
        self.only = Some(feeds.into_iter().collect());
    }

    fn is_wanted(&self, feed: &FeedId) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(feed))
    }

    /// The next page of what the other side lacks in the scopes `allowed`; `None` when that is all.
    ///
    /// # Errors
    /// The database's, or what it holds does not fit the form of pages.
    pub fn next(
        &mut self,
        connection: &Connection,
        allowed: &dyn Fn(&Scope) -> bool,
    ) -> Result<Option<OfferedPage>, StoreError> {
        let mut runs = plan(&held(connection, allowed)?, &self.theirs, allowed).runs;
        runs.retain(|run| self.is_wanted(&run.feed));
        let Some(spans) = self.gather(connection, &runs)? else { return Ok(None) };
        let bytes = match self.named {
            true => encode_page(&spans, &StoreNames::writing(connection, &self.theirs)?),
            false => encode_page(&spans, &NoNames),
        };
        let bytes = bytes.map_err(StoreError::Page)?;
        let heads: Vec<Head> = spans.iter().map(|span| span.seal.head()).collect();
        self.given(connection, &heads)?;
        let entries = spans.iter().map(|span| span.entries.len()).sum();
        Ok(Some(OfferedPage { bytes, entries, heads }))
    }

    /// Feeds of which the other side should tell older heads, because what it lacks cannot be told from its
    /// tips alone.
    ///
    /// # Errors
    /// The database's.
    pub fn ladders_wanted(
        &self,
        connection: &Connection,
        allowed: &dyn Fn(&Scope) -> bool,
    ) -> Result<BTreeSet<FeedId>, StoreError> {
        let plan = plan(&held(connection, allowed)?, &self.theirs, allowed);
        let asked = plan.unknown.iter().filter(|one| one.ladder_wanted && self.is_wanted(&one.feed));
        Ok(asked.map(|one| one.feed).collect())
    }

    /// The next page of `runs`, whatever the other side said; `None` when nothing is left. Takes what it gives
    /// out of `runs`.
    ///
    /// # Errors
    /// As [`Offer::next`].
    pub fn again(
        &self,
        connection: &Connection,
        runs: &mut Vec<Run>,
    ) -> Result<Option<OfferedPage>, StoreError> {
        let some: Vec<Run> = runs.drain(..runs.len().min(self.entries_per_page.max(1))).collect();
        let Some(spans) = self.gather(connection, &some)? else { return Ok(None) };
        let bytes = encode_page(&spans, &NoNames).map_err(StoreError::Page)?;
        let heads: Vec<Head> = spans.iter().map(|span| span.seal.head()).collect();
        Ok(Some(OfferedPage { bytes, entries: heads.len(), heads }))
    }

    fn gather(&self, connection: &Connection, runs: &[Run]) -> Result<Option<Vec<Span>>, StoreError> {
        let mut pager = Pager::new(self.entries_per_page);
        let portion = Portion { entries: self.entries_per_page, bytes: feed::exchange::MAX_PAGE_CONTENT };
        for one in runs {
            for span in run(connection, one, portion)? {
                if let Some(page) = pager.push(span) {
                    return Ok(Some(page));
                }
            }
        }
        Ok(pager.finish())
    }

    fn given(&mut self, connection: &Connection, heads: &[Head]) -> Result<(), StoreError> {
        let mut lineage = crate::lineage::Lineage::default();
        for head in heads {
            let at = lineage.held(connection, head)?;
            let held = at.map(|at| feed::Position { branch: feed::Branch(at.branch), seq: at.seq });
            let tip = Resolved { tip: Tip { seq: head.seq, hash: head.hash }, held };
            match self.theirs.iter_mut().find(|one| one.feed == head.feed) {
                Some(one) => one.tips.push(tip),
                None => self.theirs.push(Theirs { feed: head.feed, tips: vec![tip], ladder: Vec::new() }),
            }
        }
        Ok(())
    }
}
