//! What is handed out to a side that said what it has, a page at a time.

use std::collections::BTreeSet;

use feed::exchange::{Holdings, NoNames, Pager, Resolved, Run, Theirs, Tip, encode_page, plan};
use feed::{Branch, FeedId, Head, Position, Scope, Span};
use rusqlite::Connection;

use super::held::{held, theirs};
use super::names::StoreNames;
use super::runs::{Portion, run};
use crate::StoreError;
use crate::history::entries;
use crate::lineage::Lineage;

/// What is given to one side in one meeting. What was handed out counts as held there from then on.
#[derive(Debug, Clone)]
pub struct Offer {
    theirs: Vec<Theirs>,
    entries_per_page: usize,
    named: bool,
    /// None for all.
    only: Option<BTreeSet<FeedId>>,
    left_out: BTreeSet<Branch>,
}

/// A page ready to travel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedPage {
    pub bytes: Vec<u8>,
    pub entries: usize,
    /// Where the spans of the page end.
    pub heads: Vec<Head>,
    /// The spans themselves, in the same order.
    pub spans: Vec<Run>,
}

impl Offer {
    /// To a side that says it holds `said`.
    ///
    /// # Errors
    /// The database's.
    pub fn to(connection: &Connection, said: &Holdings, entries_per_page: usize) -> Result<Self, StoreError> {
        let theirs = theirs(connection, said)?;
        Ok(Self { theirs, entries_per_page, named: true, only: None, left_out: BTreeSet::new() })
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

    /// From here on nothing of these branches: the other side does not take it.
    pub fn leave_out(&mut self, branches: impl IntoIterator<Item = Branch>) {
        self.left_out.extend(branches);
    }

    /// The branches of which nothing is given.
    pub fn left_out(&self) -> &BTreeSet<Branch> {
        &self.left_out
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
        runs.retain(|run| self.is_wanted(&run.feed) && !self.left_out.contains(&run.branch));
        let Some(spans) = self.gather(connection, &runs)? else { return Ok(None) };
        let bytes = match self.named {
            true => encode_page(&spans, &StoreNames::writing(connection, &self.theirs)?),
            false => encode_page(&spans, &NoNames),
        };
        let bytes = bytes.map_err(StoreError::Page)?;
        let page = offered(connection, bytes, &spans)?;
        self.given(&page);
        Ok(Some(page))
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
        let Some(spans) = self.gather(connection, runs)? else {
            runs.clear();
            return Ok(None);
        };
        let bytes = encode_page(&spans, &NoNames).map_err(StoreError::Page)?;
        let page = offered(connection, bytes, &spans)?;
        for span in &page.spans {
            for run in runs.iter_mut().filter(|run| run.branch == span.branch) {
                run.after = run.after.max(span.until);
            }
        }
        runs.retain(|run| run.after < run.until);
        Ok(Some(page))
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

    fn given(&mut self, page: &OfferedPage) {
        for (head, span) in page.heads.iter().zip(&page.spans) {
            let held = Some(Position { branch: span.branch, seq: span.until });
            let tip = Resolved { tip: Tip { seq: head.seq, hash: head.hash }, held };
            match self.theirs.iter_mut().find(|one| one.feed == head.feed) {
                Some(one) => one.tips.push(tip),
                None => self.theirs.push(Theirs { feed: head.feed, tips: vec![tip], ladder: Vec::new() }),
            }
        }
    }
}

/// The page that these bytes are, with the places of its spans in this store.
fn offered(connection: &Connection, bytes: Vec<u8>, spans: &[Span]) -> Result<OfferedPage, StoreError> {
    let mut lineage = Lineage::default();
    let mut page = OfferedPage { bytes, entries: 0, heads: Vec::new(), spans: Vec::new() };
    for span in spans {
        let head = span.seal.head();
        let at = lineage.held(connection, &head)?.ok_or_else(entries::damaged)?;
        let after = head.seq - span.entries.len() as u64;
        page.entries += span.entries.len();
        page.heads.push(head);
        page.spans.push(Run { feed: head.feed, branch: Branch(at.branch), after, until: head.seq });
    }
    Ok(page)
}
