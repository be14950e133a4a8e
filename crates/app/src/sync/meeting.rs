//! One meeting with the center: hear what it holds, fetch what is lacking here, hand over what is lacking
//! there. Every page commits by itself, so a meeting may break off anywhere and goes on where it was.

use std::collections::BTreeSet;

use feed::FeedId;
use feed::exchange::Holdings;
use store::Recorded;
use store::exchange::OfferedPage;
use wire::Client;
use wire::message::{HeadsRequest, Heard};

use super::fetching::Fetching;
use super::giving::Giving;
use super::known;
use super::pace::Pace;
use crate::api::exchange::Met;
use crate::api::problem::{Problem, SyncProblem};
use crate::books::{Books, Center};
use crate::clock::now_ms;

/// Tips first, then ladders where branches part.
const ROUNDS: usize = 4;

/// What a meeting is told to whoever watches: fetching or not, and entries so far.
pub(crate) struct Step {
    pub fetching: bool,
    pub entries: u32,
}

/// Both ends of a meeting.
pub(super) struct Meeting<'a> {
    books: &'a Books,
    client: &'a mut Client,
    center: &'a Center,
    known: Heard,
    pace: Pace,
    /// Told after each page that was taken or given.
    tell: &'a dyn Fn(Step, &Recorded),
    met: Met,
    damaged_ms: Option<i64>,
}

/// What the entries of a meeting that ended well came to.
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
        let pace = Pace::of_center(books, metered)?;
        let known = known::read(books)?;
        let met = Met::default();
        Ok(Self { books, client, center, known, pace, tell, met, damaged_ms: None })
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
            known::keep(&self.known, self.books)?;
            handed?;
        }
        fetched?;
        Ok(Ended { met: self.met, damaged_ms: self.damaged_ms })
    }

    fn hear(&mut self, ladders_wanted: Vec<FeedId>) -> Result<(), Problem> {
        let answer = self.client.heads(&HeadsRequest { since: self.known.since, ladders_wanted })?;
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
            let page = OfferedPage { bytes, entries: 0, heads: Vec::new(), spans: Vec::new() };
            self.giving().0.push(&page)?;
        }
        Ok(())
    }

    fn fetch(&mut self) -> Result<(), Problem> {
        let fetching = &mut Fetching {
            books: self.books,
            client: self.client,
            pace: &mut self.pace,
            tell: self.tell,
            met: &mut self.met,
        };
        fetching.all(&self.known.holdings)
    }

    fn giving(&mut self) -> (Giving<'_>, &Holdings) {
        let giving = Giving {
            books: self.books,
            client: self.client,
            center: self.center.signs_with(),
            pace: &mut self.pace,
            tell: self.tell,
            met: &mut self.met,
        };
        (giving, &self.known.holdings)
    }

    fn hand_over(&mut self) -> Result<(), Problem> {
        let mut told: BTreeSet<FeedId> = BTreeSet::new();
        for _ in 0..ROUNDS {
            let (mut giving, said) = self.giving();
            let wanted = giving.all(said, &told)?;
            if wanted.is_empty() {
                return Ok(());
            }
            told.extend(wanted.iter().copied());
            self.hear(wanted.into_iter().collect())?;
        }
        Ok(())
    }

    /// What the center says it holds by another way, a stick or another laptop, it is asked to sign for.
    fn ask_for_receipts(&mut self) -> Result<(), Problem> {
        let center = self.center.signs_with();
        let mut runs = self.books.heard_of_center(&center, &self.known.holdings, now_ms())?;
        if runs.is_empty() {
            return Ok(());
        }
        let offer = self.books.offer(&self.known.holdings, self.pace.entries())?;
        while let Some(page) = self.books.page_again(&offer, &mut runs)? {
            self.giving().0.push(&page)?;
        }
        Ok(())
    }
}

/// Whether nothing else would come of this meeting either.
fn is_of_the_line(problem: &Problem) -> bool {
    match problem {
        Problem::Cancelled => true,
        Problem::Sync { sync } => !matches!(sync, SyncProblem::BadAnswer { .. }),
        _ => false,
    }
}
