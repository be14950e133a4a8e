//! One meeting with the center: hear what it holds, fetch what is lacking here, hand over what is lacking
//! there. Every page commits by itself, so a meeting may break off anywhere and goes on where it was.

use std::collections::{BTreeSet, HashSet};
use std::time::{Duration, Instant};

use feed::exchange::Holdings;
use feed::{DeviceKey, FeedId, Scope};
use store::Recorded;
use store::exchange::{Offer, OfferedPage};
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
/// Local setting: entries of a page that the line last carried in good time.
const PAGE: &str = "page-entries";
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
        let most = if metered { MOST_ENTRIES / 4 } else { MOST_ENTRIES };
        let entries_per_page = books.setting(PAGE)?.unwrap_or(most).clamp(FEWEST_ENTRIES, most);
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
        // Each half stands alone: what cannot be taken in here must not keep back what was done here.
        let fetched = self.fetch();
        if !fetched.as_ref().is_err_and(is_of_the_line) {
            let handed = self.hand_over().and_then(|()| self.ask_for_receipts());
            self.known.keep(self.books)?;
            handed?;
        }
        fetched?;
        Ok(Ended { met: self.met, damaged_ms: self.damaged_ms })
    }

    fn hear(&mut self, ladders_wanted: Vec<FeedId>) -> Result<(), Problem> {
        let request = HeadsRequest { since: self.known.since, ladders_wanted: ladders_wanted.clone() };
        let mut answer = self.client.heads(&request)?;
        if self.known.is_ahead_of(&answer) {
            // Its database was set back by copying files: it has to tell everything, and be told.
            self.known = Known::default();
            self.books.forget_reached(&self.center.signs_with())?;
            answer = self.client.heads(&HeadsRequest { since: None, ladders_wanted })?;
        }
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

    /// Page by page until nothing more is lacking. Where a page brings nothing new (its entries wait here for what
    /// another feed holds), feeds are asked for one at a time, and those that stand still are left until something
    /// else has come.
    fn fetch(&mut self) -> Result<(), Problem> {
        let (mut ladders, mut still) = (BTreeSet::new(), BTreeSet::new());
        let mut one_at_a_time = false;
        loop {
            let mut lacking = self.books.lacking(&self.known.holdings, &ladders)?;
            lacking.feeds.retain(|feed| !still.contains(feed));
            if one_at_a_time {
                lacking.feeds.truncate(1);
            }
            if lacking.feeds.is_empty() {
                return Ok(());
            }
            lacking.held.haves.0.retain(|have| lacking.feeds.binary_search(&have.feed).is_ok());
            let wanted = lacking.feeds;
            let (came, asked) = self.pull(&wanted, lacking.held, &mut ladders)?;
            if came > 0 {
                still.clear();
            } else if !asked && one_at_a_time {
                still.extend(wanted);
            } else if !asked {
                one_at_a_time = true;
            }
        }
    }

    /// One page: how many entries were new, and whether the center asked for ladders it had not asked for before.
    fn pull(
        &mut self,
        wanted: &[FeedId],
        holdings: Holdings,
        ladders: &mut BTreeSet<FeedId>,
    ) -> Result<(u64, bool), Problem> {
        let most_entries = u32::try_from(self.entries_per_page).unwrap_or(u32::MAX);
        let request = PullRequest { wanted: wanted.to_vec(), holdings, most_entries };
        let began = Instant::now();
        let answer = self.client.pull(&request);
        let answer = self.paced(began, answer)?;
        let mut asked = false;
        for feed in answer.ladders_wanted.into_iter().filter(|feed| wanted.contains(feed)) {
            asked |= ladders.insert(feed);
        }
        if answer.page.is_empty() {
            return Ok((0, asked));
        }
        let recorded = self.books.take(&answer.page)?;
        if recorded.entries > 0 {
            self.came(&recorded);
        }
        Ok((recorded.entries, asked))
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
        let (mut gaps, mut nameless) = (Vec::new(), false);
        loop {
            offer.turn_to(self.entries_per_page);
            let Some(page) = self.books.next_page(offer, &|_: &Scope| true)? else { return Ok(gaps) };
            if page.heads.iter().all(|head| barred.contains(&head.feed)) {
                continue;
            }
            match self.push(&page)? {
                Told::Kept { gaps: more, not_allowed } => {
                    gaps.extend(more);
                    barred.extend(not_allowed);
                }
                Told::Names if nameless => return Err(WireError::BadAnswer.into()),
                Told::Names => {
                    nameless = true;
                    *offer = self.books.offer(&self.known.holdings, self.entries_per_page)?;
                    offer.without_names();
                }
                // One page that is refused keeps back no other.
                Told::Refused => barred.extend(page.heads.iter().map(|head| head.feed)),
            }
        }
    }

    fn push(&mut self, page: &OfferedPage) -> Result<Told, Problem> {
        let began = Instant::now();
        let answer = match self.client.push(&PushRequest { page: page.bytes.clone() }) {
            Err(WireError::Refused(Refused::Names)) => return Ok(Told::Names),
            Err(WireError::Refused(refused)) if is_of_the_page(refused) => return Ok(Told::Refused),
            other => self.paced(began, other)?,
        };
        let (center, device): (_, DeviceKey) = (self.center.signs_with(), self.books.device());
        if !answer.receipt.verify(&center, &device) {
            return Err(WireError::BadAnswer.into());
        }
        self.books.proved(&answer.receipt)?;
        if !answer.receipt.heads.is_empty() {
            self.met.went += u32::try_from(page.entries).unwrap_or(u32::MAX);
        }
        (self.tell)(Step { fetching: false, entries: self.met.went }, &Recorded::default());
        Ok(Told::Kept { gaps: answer.gaps, not_allowed: answer.not_allowed })
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

    /// Pages as large as the line carries in good time, also at the next meeting.
    fn paced<T>(&mut self, began: Instant, answer: Result<T, WireError>) -> Result<T, Problem> {
        let took = began.elapsed();
        let entries = match &answer {
            Err(
                WireError::TooSlow | WireError::BrokenOff(_) | WireError::Refused(Refused::TooSlow { .. }),
            ) => self.entries_per_page / 2,
            _ if took > SLOW => self.entries_per_page / 2,
            _ if took < SLOW / 8 => self.entries_per_page * 2,
            _ => self.entries_per_page,
        };
        let entries = entries.clamp(FEWEST_ENTRIES, MOST_ENTRIES);
        if entries != self.entries_per_page {
            self.entries_per_page = entries;
            self.books.set_setting(PAGE, &entries)?;
        }
        Ok(answer?)
    }
}

/// What the center said to a page.
enum Told {
    Kept {
        gaps: Vec<FeedId>,
        not_allowed: Vec<FeedId>,
    },
    /// It could not make out a name: again without.
    Names,
    Refused,
}

/// Whether a refusal is about what was sent, not about who sent it or when.
fn is_of_the_page(refused: Refused) -> bool {
    matches!(
        refused,
        Refused::Malformed
            | Refused::TooLarge { .. }
            | Refused::OutOfScope
            | Refused::Gap
            | Refused::TooManyForks
            | Refused::NotFound
            | Refused::Other { .. }
    )
}

/// Whether nothing else would come of this meeting either.
fn is_of_the_line(problem: &Problem) -> bool {
    match problem {
        Problem::Cancelled => true,
        Problem::Sync { sync } => !matches!(sync, SyncProblem::BadAnswer { .. }),
        _ => false,
    }
}
