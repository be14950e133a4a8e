//! Handing over what the center lacks, page by page. What it does not take is remembered, and keeps back nothing
//! else: a page that is refused as a whole is handed over in parts.

use std::collections::{BTreeSet, HashSet};
use std::time::Instant;

use feed::exchange::{Holdings, Run};
use feed::{CenterKey, FeedId, Head, Scope};
use store::Recorded;
use store::exchange::untaken::WhyUntaken;
use store::exchange::{Offer, OfferedPage};
use wire::message::{PushAnswer, PushRequest};
use wire::{Client, Refused, WireError};

use super::meeting::Step;
use super::pace::Pace;
use crate::api::exchange::Met;
use crate::api::problem::Problem;
use crate::books::Books;

/// The way to the center.
pub(super) struct Giving<'a> {
    pub books: &'a Books,
    pub client: &'a mut Client,
    /// The key its receipts are signed with.
    pub center: CenterKey,
    pub pace: &'a mut Pace,
    /// Told after each page that was given.
    pub tell: &'a dyn Fn(Step, &Recorded),
    pub met: &'a mut Met,
}

/// What is given between two times that the center says what it holds.
struct Round<'a> {
    books: &'a Books,
    offer: Offer,
    /// What the membership here rests on.
    basis: [u8; 32],
    /// Feeds of which it told older heads.
    told: &'a BTreeSet<FeedId>,
    /// Feeds of which it lacks what comes before.
    gaps: BTreeSet<FeedId>,
    /// Branches that it did not take.
    refused: u32,
}

impl Giving<'_> {
    /// Everything that is lacking of what it says it holds, `said`, and that it takes. Gives the feeds of which it
    /// should tell older heads, beyond those of which it `told` them.
    ///
    /// # Errors
    /// Why it broke off. What was given by then stays so.
    pub fn all(&mut self, said: &Holdings, told: &BTreeSet<FeedId>) -> Result<BTreeSet<FeedId>, Problem> {
        let books = self.books;
        let mut round = Round::new(books, said, told, self.pace.entries())?;
        let given = self.give(&mut round, said);
        self.met.refused += round.refused;
        given?;
        let wanted = books.ladders_wanted(&round.offer)?;
        Ok(wanted.into_iter().chain(round.gaps).filter(|feed| !told.contains(feed)).collect())
    }

    fn give(&mut self, round: &mut Round<'_>, said: &Holdings) -> Result<(), Problem> {
        let mut nameless = false;
        loop {
            round.offer.turn_to(self.pace.entries());
            let Some(page) = self.books.next_page(&mut round.offer, &|_: &Scope| true)? else {
                return Ok(());
            };
            match self.push(&page)? {
                Told::Kept(answer) => round.kept(&page, &answer)?,
                Told::Names if nameless => return Err(WireError::BadAnswer.into()),
                Told::Names => {
                    nameless = true;
                    round.begin_again(said, self.pace.entries())?;
                    round.offer.without_names();
                }
                Told::Refused(why) => self.in_parts(round, &page.spans, why)?,
            }
        }
    }

    /// What a page held that was refused, half by half, until it is known what is to blame: one piece keeps back no
    /// more than what follows it on its branch.
    fn in_parts(&mut self, round: &mut Round<'_>, spans: &[Run], why: WhyUntaken) -> Result<(), Problem> {
        let pieces = self.books.pieces(spans)?;
        let (first, second) = match &pieces[..] {
            [] => return Ok(()),
            [piece] => return round.refuse(piece, why),
            several => several.split_at(several.len() / 2),
        };
        for half in [first, second] {
            let mut left = half.to_vec();
            loop {
                left.retain(|span| !round.offer.left_out().contains(&span.branch));
                let Some(page) = self.books.page_again(&round.offer, &mut left)? else { break };
                match self.push(&page)? {
                    Told::Kept(answer) => round.kept(&page, &answer)?,
                    Told::Names => return Err(WireError::BadAnswer.into()),
                    Told::Refused(why) => self.in_parts(round, &page.spans, why)?,
                }
            }
        }
        Ok(())
    }

    /// One page, and what the center says to it.
    ///
    /// # Errors
    /// The line broke off, or what was answered is not signed by the center.
    pub fn push(&mut self, page: &OfferedPage) -> Result<Told, Problem> {
        let began = Instant::now();
        let answer = self.client.push(&PushRequest { page: page.bytes.clone() });
        if let Err(WireError::Refused(refused)) = &answer
            && let Some(told) = of_the_page(*refused)
        {
            return Ok(told);
        }
        let answer = self.pace.keep(self.books, began, answer)?;
        if !answer.receipt.verify(&self.center, &self.books.device()) {
            return Err(WireError::BadAnswer.into());
        }
        self.books.proved(&answer.receipt)?;
        let signed: HashSet<&Head> = answer.receipt.heads.iter().collect();
        let kept = page.heads.iter().zip(&page.spans).filter(|(head, _)| signed.contains(head));
        let entries: u64 = kept.map(|(_, span)| span.until - span.after).sum();
        self.met.went = self.met.went.saturating_add(u32::try_from(entries).unwrap_or(u32::MAX));
        (self.tell)(Step { fetching: false, entries: self.met.went }, &Recorded::default());
        Ok(Told::Kept(Box::new(answer)))
    }
}

impl<'a> Round<'a> {
    fn new(
        books: &'a Books,
        said: &Holdings,
        told: &'a BTreeSet<FeedId>,
        entries_per_page: usize,
    ) -> Result<Self, Problem> {
        let mut offer = books.offer(said, entries_per_page)?;
        let passed_over = books.passed_over(offer.theirs())?;
        offer.leave_out(passed_over.branches);
        Ok(Self { books, offer, basis: passed_over.basis, told, gaps: BTreeSet::new(), refused: 0 })
    }

    /// All that is lacking once more, but for what is known by now not to be taken.
    fn begin_again(&mut self, said: &Holdings, entries_per_page: usize) -> Result<(), Problem> {
        let mut offer = self.books.offer(said, entries_per_page)?;
        offer.leave_out(self.offer.left_out().iter().copied());
        self.offer = offer;
        Ok(())
    }

    /// The center kept what it signs for; of the rest it says why not.
    fn kept(&mut self, page: &OfferedPage, answer: &PushAnswer) -> Result<(), Problem> {
        let signed: HashSet<&Head> = answer.receipt.heads.iter().collect();
        for (head, span) in page.heads.iter().zip(&page.spans).filter(|(head, _)| !signed.contains(head)) {
            if answer.not_allowed.contains(&head.feed) {
                self.refuse(span, WhyUntaken::NotAllowed)?;
            } else if answer.gaps.contains(&head.feed) {
                self.gap(span)?;
            }
        }
        Ok(())
    }

    /// Older heads of it may tell where the center's branch parts from the one here; where they were told already,
    /// nothing more can be done about it.
    fn gap(&mut self, span: &Run) -> Result<(), Problem> {
        if self.told.contains(&span.feed) {
            return self.refuse(span, WhyUntaken::Gap);
        }
        self.gaps.insert(span.feed);
        self.offer.leave_out([span.branch]);
        Ok(())
    }

    fn refuse(&mut self, span: &Run, why: WhyUntaken) -> Result<(), Problem> {
        // What follows on the branch is lost with it.
        if self.offer.left_out().contains(&span.branch) {
            return Ok(());
        }
        self.books.not_taken(self.basis, span, why)?;
        self.offer.leave_out([span.branch]);
        self.refused += 1;
        Ok(())
    }
}

/// What the center said to a page.
pub(super) enum Told {
    Kept(Box<PushAnswer>),
    /// It could not make out a name: again without.
    Names,
    Refused(WhyUntaken),
}

/// What a refusal says of what was sent; none where it is about who sent it, or when.
fn of_the_page(refused: Refused) -> Option<Told> {
    let why = match refused {
        Refused::Names => return Some(Told::Names),
        Refused::Malformed => WhyUntaken::Unreadable,
        Refused::TooLarge { .. } => WhyUntaken::TooLarge,
        Refused::OutOfScope => WhyUntaken::NotAllowed,
        Refused::Gap => WhyUntaken::Gap,
        Refused::TooManyForks => WhyUntaken::TooManyBranches,
        Refused::NotFound | Refused::Other { .. } => WhyUntaken::Other,
        _ => return None,
    };
    Some(Told::Refused(why))
}
