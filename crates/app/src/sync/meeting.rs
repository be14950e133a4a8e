//! One meeting with the center: hear what it holds, fetch what is lacking here, hand over what is lacking
//! there. Every page commits by itself, so a meeting may break off anywhere and goes on where it was.

use std::collections::{BTreeSet, HashSet};
use std::time::{Duration, Instant};

use feed::{DeviceKey, FeedId, Scope};
use store::Recorded;
use store::exchange::{NotTaken, Offer, OfferedPage};
use wire::message::{HeadsRequest, PullRequest, PushRequest};
use wire::{Client, Refused, WireError};

use super::known::Known;
use crate::api::network::{Met, SyncProblem};
use crate::api::problem::Problem;
use crate::books::{Books, Center};
use crate::clock::now_ms;

/// Entries of a page; fewer on a line where a page takes long.
const MOST_ENTRIES: usize = 1_000;
const FEWEST_ENTRIES: usize = 50;
/// A page that took longer than this was too large for its line: the other end waits 30 s for one.
const SLOW: Duration = Duration::from_secs(8);
/// Tips first, then ladders where branches part.
const ROUNDS: usize = 4;

/// What a meeting is told to whoever watches: fetching or not, and entries so far.
pub(super) struct Step {
    pub fetching: bool,
    pub entries: u32,
}

/// Both ends of a meeting.
pub(super) struct Meeting<'a> {
    books: &'a Books,
    client: &'a mut Client,
    center: &'a Center,
    known: Known,
    entries_per_page: usize,
    /// Told after each page that was taken or given.
    tell: &'a dyn Fn(Step, &Recorded),
    met: Met,
    damaged_ms: Option<i64>,
}

/// What a meeting that ended well came to.
pub(super) struct Ended {
    pub met: Met,
    /// When the center first found its own database changed.
    pub damaged_ms: Option<i64>,
}

impl<'a> Meeting<'a> {
    pub fn with(
        books: &'a Books,
        client: &'a mut Client,
        center: &'a Center,
        metered: bool,
        tell: &'a dyn Fn(Step, &Recorded),
    ) -> Result<Self, Problem> {
        let entries_per_page = if metered { MOST_ENTRIES / 4 } else { MOST_ENTRIES };
        let known = Known::read(books)?;
        let met = Met::default();
        Ok(Self { books, client, center, known, entries_per_page, tell, met, damaged_ms: None })
    }

    /// # Errors
    /// Why it broke off. What was taken and given by then stays so.
    pub fn hold(mut self) -> Result<Ended, Problem> {
        match self.hear(Vec::new()) {
            Err(Problem::Sync { sync: SyncProblem::UnknownDevice }) => {
                self.introduce()?;
                self.hear(Vec::new())?;
            }
            heard => heard?,
        }
        self.fetch()?;
        self.hand_over()?;
        self.ask_for_receipts()?;
        self.known.keep(self.books)?;
        Ok(Ended { met: self.met, damaged_ms: self.damaged_ms })
    }

    fn hear(&mut self, ladders_wanted: Vec<FeedId>) -> Result<(), Problem> {
        let request = HeadsRequest { since: self.known.since, ladders_wanted };
        let answer = self.client.heads(&request)?;
        self.damaged_ms = answer.damage.map(|damage| damage.found_at_ms);
        if self.known.hear(answer) {
            self.books.forget_reached(&self.center.signs_with())?;
        }
        Ok(())
    }

    /// Says who belongs here to a center that has never heard of this laptop: how its network or its hub was
    /// founded. The center takes it if it waits for that.
    fn introduce(&mut self) -> Result<(), Problem> {
        for bytes in self.books.pages_of(self.books.control())? {
            self.push(&OfferedPage { bytes, entries: 0, heads: Vec::new() })?;
        }
        Ok(())
    }

    fn fetch(&mut self) -> Result<(), Problem> {
        let mut ladders = BTreeSet::new();
        let mut nameless = false;
        loop {
            let mut lacking = self.books.lacking(&self.known.holdings, &ladders)?;
            if lacking.feeds.is_empty() {
                return Ok(());
            }
            if nameless {
                // Whoever holds nothing is sent pages that stand for themselves.
                lacking.held = feed::exchange::Holdings::default();
            }
            let most_entries = u32::try_from(self.entries_per_page).unwrap_or(u32::MAX);
            let request = PullRequest { wanted: lacking.feeds, holdings: lacking.held, most_entries };
            let began = Instant::now();
            let answer = self.client.pull(&request)?;
            self.pace(began.elapsed());
            let asked: Vec<FeedId> =
                answer.ladders_wanted.into_iter().filter(|feed| ladders.insert(*feed)).collect();
            if answer.page.is_empty() {
                if asked.is_empty() {
                    return Ok(());
                }
                continue;
            }
            match self.books.take(&answer.page) {
                Ok(recorded) if recorded.entries == 0 && asked.is_empty() => return Ok(()),
                Ok(recorded) => self.came(&recorded),
                Err(NotTaken::Page(feed::exchange::PageError::Names)) if !nameless => nameless = true,
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn came(&mut self, recorded: &Recorded) {
        let count = |entries: u64| u32::try_from(entries).unwrap_or(u32::MAX);
        self.met.came += count(recorded.entries);
        self.met.quarantined += count(recorded.quarantined);
        (self.tell)(Step { fetching: true, entries: self.met.came }, recorded);
    }

    fn hand_over(&mut self) -> Result<(), Problem> {
        let mut barred: HashSet<FeedId> = HashSet::new();
        let mut ladders: BTreeSet<FeedId> = BTreeSet::new();
        for _ in 0..ROUNDS {
            let mut offer = self.books.offer(&self.known.holdings, self.entries_per_page)?;
            let gaps = self.give(&mut offer, &mut barred)?;
            let wanted = self.books.ladders_wanted(&offer)?;
            let asked: Vec<FeedId> =
                wanted.into_iter().chain(gaps).filter(|feed| ladders.insert(*feed)).collect();
            if asked.is_empty() {
                return Ok(());
            }
            self.hear(asked)?;
        }
        Ok(())
    }

    /// Hands over page by page; gives the feeds of which the center lacks what comes before.
    fn give(&mut self, offer: &mut Offer, barred: &mut HashSet<FeedId>) -> Result<Vec<FeedId>, Problem> {
        let mut gaps = Vec::new();
        let all = |_: &Scope| true;
        while let Some(page) = self.books.next_page(offer, &all)? {
            if page.heads.iter().all(|head| barred.contains(&head.feed)) {
                continue;
            }
            match self.push(&page) {
                Ok(told) => {
                    gaps.extend(told.gaps);
                    barred.extend(told.not_allowed);
                }
                Err(Problem::Sync { sync: SyncProblem::BadAnswer { detail } })
                    if detail == Refused::Names.to_string() =>
                {
                    *offer = self.books.offer(&self.known.holdings, self.entries_per_page)?;
                    offer.without_names();
                }
                Err(problem) => return Err(problem),
            }
        }
        Ok(gaps)
    }

    fn push(&mut self, page: &OfferedPage) -> Result<Told, Problem> {
        let began = Instant::now();
        let answer = self.client.push(&PushRequest { page: page.bytes.clone() })?;
        self.pace(began.elapsed());
        let (center, device): (_, DeviceKey) = (self.center.signs_with(), self.books.device());
        if !answer.receipt.verify(&center, &device) {
            return Err(Problem::from(WireError::BadAnswer));
        }
        self.books.proved(&answer.receipt)?;
        self.met.went += u32::try_from(page.entries).unwrap_or(u32::MAX);
        (self.tell)(Step { fetching: false, entries: self.met.went }, &Recorded::default());
        Ok(Told { gaps: answer.gaps, not_allowed: answer.not_allowed })
    }

    /// What the center says it holds by another way, a stick or another laptop, it is asked to sign for.
    fn ask_for_receipts(&mut self) -> Result<(), Problem> {
        let center = self.center.signs_with();
        let mut runs = self.books.heard_of_center(&center, &self.known.holdings, now_ms())?;
        if runs.is_empty() {
            return Ok(());
        }
        let offer = self.books.offer(&self.known.holdings, self.entries_per_page)?;
        while let Some(page) = self.books.page_again(&offer, &mut runs)? {
            self.push(&page)?;
        }
        Ok(())
    }

    /// Pages as large as the line carries in good time.
    fn pace(&mut self, took: Duration) {
        self.entries_per_page = match took {
            took if took > SLOW => (self.entries_per_page / 2).max(FEWEST_ENTRIES),
            took if took < SLOW / 8 => (self.entries_per_page * 2).min(MOST_ENTRIES),
            _ => self.entries_per_page,
        };
    }
}

/// What the center did not take of a page.
struct Told {
    gaps: Vec<FeedId>,
    not_allowed: Vec<FeedId>,
}
