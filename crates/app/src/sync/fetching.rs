//! Fetching what another side holds and this one lacks, page by page, the center's or a neighbour's.

use std::collections::BTreeSet;
use std::time::Instant;

use feed::FeedId;
use feed::exchange::Holdings;
use store::Recorded;
use wire::Client;
use wire::message::PullRequest;

use super::meeting::Step;
use super::pace::Pace;
use crate::api::exchange::Met;
use crate::api::problem::Problem;
use crate::books::Books;

/// One side's way in.
pub(crate) struct Fetching<'a> {
    pub books: &'a Books,
    pub client: &'a mut Client,
    pub pace: &'a mut Pace,
    /// Told after each page that was taken.
    pub tell: &'a dyn Fn(Step, &Recorded),
    pub met: &'a mut Met,
}

impl Fetching<'_> {
    /// Page by page until nothing more of `said` is lacking. Where a page brings nothing new (its entries wait here
    /// for what another feed holds), feeds are asked for one at a time, and those that stand still are left until
    /// something else has come.
    ///
    /// # Errors
    /// Why it broke off. What was taken by then stays so.
    pub fn all(&mut self, said: &Holdings) -> Result<(), Problem> {
        let (mut ladders, mut still) = (BTreeSet::new(), BTreeSet::new());
        let mut one_at_a_time = false;
        loop {
            let mut lacking = self.books.lacking(said, &ladders)?;
            lacking.feeds.retain(|feed| !still.contains(feed));
            if one_at_a_time {
                lacking.feeds.truncate(1);
            }
            if lacking.feeds.is_empty() {
                return Ok(());
            }
            lacking.held.haves.0.retain(|have| lacking.feeds.binary_search(&have.feed).is_ok());
            let wanted = lacking.feeds;
            let (came, asked) = self.page(&wanted, lacking.held, &mut ladders)?;
            if came > 0 {
                still.clear();
            } else if !asked && one_at_a_time {
                still.extend(wanted);
            } else if !asked {
                one_at_a_time = true;
            }
        }
    }

    /// One page: how many entries were new, and whether the other side asked for ladders it had not asked for
    /// before.
    fn page(
        &mut self,
        wanted: &[FeedId],
        holdings: Holdings,
        ladders: &mut BTreeSet<FeedId>,
    ) -> Result<(u64, bool), Problem> {
        let most_entries = u32::try_from(self.pace.entries()).unwrap_or(u32::MAX);
        let request = PullRequest { wanted: wanted.to_vec(), holdings, most_entries };
        let began = Instant::now();
        let answer = self.client.pull(&request);
        let answer = self.pace.keep(self.books, began, answer)?;
        let mut asked = false;
        for feed in answer.ladders_wanted.into_iter().filter(|feed| wanted.contains(feed)) {
            asked |= ladders.insert(feed);
        }
        if answer.page.is_empty() {
            return Ok((0, asked));
        }
        let recorded = self.books.take(&answer.page)?;
        if recorded.entries > 0 {
            let count = |entries: u64| u32::try_from(entries).unwrap_or(u32::MAX);
            self.met.came += count(recorded.entries);
            self.met.quarantined += count(recorded.quarantined);
            (self.tell)(Step { fetching: true, entries: self.met.came }, &recorded);
        }
        Ok((recorded.entries, asked))
    }
}
