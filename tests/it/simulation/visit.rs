//! A laptop meets the center, step for step as the program does: it hears what the center holds, fetches what
//! is lacking here and hands over what is lacking there. Every page stands alone, so a meeting may break off
//! anywhere.

use std::collections::{BTreeSet, HashSet};

use feed::exchange::{Holdings, MAX_PAGE_ENTRIES, Tip};
use feed::{FeedId, Head, Scope};
use store::exchange::{self, NotTaken, Offer, OfferedPage, reached};
use store::{Reading, StoreError, blobs};
use wire::Refused;
use wire::message::{HeadsRequest, Heard, PullRequest, PushRequest};

use super::carrying;
use super::kyiv;
use super::laptop::Laptop;
use super::link::{Broken, Line, Link, cut};
use super::meeting::{deliver, take_for_held};
use super::world::Fault;

/// Tips first, then ladders where branches part.
const ROUNDS: usize = 4;

pub struct Visit<'a> {
    laptop: &'a mut Laptop,
    line: Line<'a>,
    heard: Heard,
    entries_per_page: usize,
    fault: Option<Fault>,
}

impl<'a> Visit<'a> {
    pub fn by(laptop: &'a mut Laptop, line: Line<'a>, fault: Option<Fault>) -> Self {
        let heard = laptop.heard.clone();
        let entries_per_page = 1 + line.dice.below(40) as usize;
        Self { laptop, line, heard, entries_per_page, fault }
    }

    /// Why it broke off; what was taken and given by then stays so.
    pub fn hold(mut self) -> Result<(), Broken> {
        match self.hear(Vec::new()) {
            Err(Broken::Refused(Refused::UnknownDevice)) => {
                self.introduce()?;
                self.hear(Vec::new())?;
            }
            heard => {
                heard?;
            }
        }
        let fetched = self.fetch();
        if fetched.is_ok() {
            let handed = self.hand_over().and_then(|()| self.ask_for_receipts());
            self.laptop.heard = self.heard.clone();
            handed?;
        }
        fetched?;
        self.carry()
    }

    /// Photographs come last. What the center holds of them is noted once it was heard of after it had them.
    fn carry(&mut self) -> Result<(), Broken> {
        let held_there = carrying::carry(self.laptop, &mut self.line)?;
        if held_there.is_empty() {
            return Ok(());
        }
        let set_back = self.hear(Vec::new())?;
        self.laptop.heard = self.heard.clone();
        if !set_back {
            carrying::note(self.laptop, &held_there);
        }
        Ok(())
    }

    fn read<T>(&self, read: impl FnOnce(&Reading) -> Result<T, StoreError>) -> T {
        self.laptop.books().read(read).unwrap()
    }

    /// Says whether the center was set back.
    fn hear(&mut self, ladders_wanted: Vec<FeedId>) -> Result<bool, Broken> {
        let answer = self.line.heads(&HeadsRequest { since: self.heard.since, ladders_wanted })?;
        let set_back = self.heard.hear(answer);
        if set_back {
            self.forget();
        }
        Ok(set_back)
    }

    fn forget(&self) {
        let center = kyiv::signs_with();
        let forgotten = self.laptop.books().write(|t| {
            reached::forget(t, center.as_bytes())?;
            blobs::forget_held_there(t, center.as_bytes())
        });
        forgotten.unwrap();
    }

    fn introduce(&mut self) -> Result<(), Broken> {
        let control = self.laptop.hub.map_or(Scope::Network, Scope::Roster);
        let pages = self.read(|store| {
            let mut offer = Offer::to(store, &Holdings::default(), MAX_PAGE_ENTRIES)?;
            offer.without_names();
            let mut pages = Vec::new();
            while let Some(page) = offer.next(store, &|scope| *scope == control)? {
                pages.push(page);
            }
            Ok(pages)
        });
        pages.iter().try_for_each(|page| self.push(page).map(drop))
    }

    fn fetch(&mut self) -> Result<(), Broken> {
        let (mut ladders, mut still) = (BTreeSet::new(), BTreeSet::new());
        let mut one_at_a_time = false;
        loop {
            let (mut wanted, mut held) = self.lacking(&ladders);
            wanted.retain(|feed| !still.contains(feed));
            if one_at_a_time {
                wanted.truncate(1);
            }
            if wanted.is_empty() {
                return Ok(());
            }
            held.haves.0.retain(|have| wanted.binary_search(&have.feed).is_ok());
            let (came, asked) = self.pull(&wanted, held, &mut ladders)?;
            if came > 0 {
                still.clear();
            } else if !asked && one_at_a_time {
                still.extend(wanted);
            } else if !asked {
                one_at_a_time = true;
            }
        }
    }

    /// The feeds of which the center says it holds something that is not held here, and what is held of them.
    fn lacking(&self, ladders: &BTreeSet<FeedId>) -> (Vec<FeedId>, Holdings) {
        let claimed = self.laptop.claimed.borrow();
        self.read(|store| {
            let lacks = |one: &&feed::exchange::Theirs| {
                one.tips.iter().filter(|tip| tip.held.is_none()).any(|tip| {
                    !claimed.contains(&Head { feed: one.feed, seq: tip.tip.seq, hash: tip.tip.hash })
                })
            };
            let theirs = exchange::theirs(store, &self.heard.holdings)?;
            let feeds: Vec<FeedId> = theirs.iter().filter(lacks).map(|one| one.feed).collect();
            Ok((feeds, exchange::holdings(store, &self.laptop.wants(), ladders)?))
        })
    }

    /// One page: how many entries were new, and whether ladders were asked for.
    fn pull(
        &mut self,
        wanted: &[FeedId],
        holdings: Holdings,
        ladders: &mut BTreeSet<FeedId>,
    ) -> Result<(u64, bool), Broken> {
        let most_entries = self.entries_per_page as u32;
        let request = PullRequest { wanted: wanted.to_vec(), holdings, most_entries };
        let answer = self.line.pull(&request)?;
        let mut asked = false;
        for feed in answer.ladders_wanted.into_iter().filter(|feed| wanted.contains(feed)) {
            asked |= ladders.insert(feed);
        }
        if answer.page.is_empty() {
            return Ok((0, asked));
        }
        if self.line.link == Link::Bad && self.line.dice.one_in(10) {
            let part = cut(&answer.page, self.line.dice);
            assert!(deliver(self.laptop, &part, None).is_err(), "half a page was taken for a whole one");
            if self.fault == Some(Fault::CursorAheadOfData) {
                take_for_held(self.laptop, &answer.page);
            }
            return Err(Broken::Off);
        }
        match deliver(self.laptop, &answer.page, self.fault) {
            Ok(recorded) => Ok((recorded, asked)),
            Err(NotTaken::Store(error)) => panic!("{error}"),
            Err(other) => panic!("the center sent what cannot be taken: {other:?}"),
        }
    }

    fn offer(&self) -> Offer {
        self.read(|store| Offer::to(store, &self.heard.holdings, self.entries_per_page))
    }

    fn hand_over(&mut self) -> Result<(), Broken> {
        let (mut barred, mut ladders) = (HashSet::new(), BTreeSet::new());
        for _ in 0..ROUNDS {
            let mut offer = self.offer();
            let gaps = self.give(&mut offer, &mut barred)?;
            let wanted = self.read(|store| offer.ladders_wanted(store, &|_| true));
            let asked: Vec<FeedId> =
                wanted.into_iter().chain(gaps).filter(|feed| ladders.insert(*feed)).collect();
            if asked.is_empty() {
                return Ok(());
            }
            self.hear(asked)?;
        }
        Ok(())
    }

    fn give(&mut self, offer: &mut Offer, barred: &mut HashSet<FeedId>) -> Result<Vec<FeedId>, Broken> {
        let (mut gaps, mut nameless) = (Vec::new(), false);
        while let Some(page) = self.read(|store| offer.next(store, &|_| true)) {
            if page.heads.iter().all(|head| barred.contains(&head.feed)) {
                continue;
            }
            match self.push(&page)? {
                Told::Kept { gaps: more, not_allowed } => {
                    gaps.extend(more);
                    barred.extend(not_allowed);
                }
                Told::Names => {
                    assert!(!nameless, "a page without names is not understood");
                    nameless = true;
                    *offer = self.offer();
                    offer.without_names();
                }
            }
        }
        Ok(gaps)
    }

    fn push(&mut self, page: &OfferedPage) -> Result<Told, Broken> {
        let answer = match self.line.push(&PushRequest { page: page.bytes.clone() }) {
            Err(Broken::Refused(Refused::Names)) => return Ok(Told::Names),
            Err(Broken::Off) if self.fault == Some(Fault::CursorAheadOfData) => {
                self.count_as_held(&page.heads);
                return Err(Broken::Off);
            }
            other => other?,
        };
        self.laptop.books().write(|t| reached::proved(t, &answer.receipt)).unwrap();
        Ok(Told::Kept { gaps: answer.gaps, not_allowed: answer.not_allowed })
    }

    /// The fault: what was sent counts as arrived.
    fn count_as_held(&mut self, heads: &[Head]) {
        for head in heads {
            let tip = Tip { seq: head.seq, hash: head.hash };
            let haves = &mut self.laptop.heard.holdings.haves.0;
            if let Ok(at) = haves.binary_search_by_key(&head.feed, |have| have.feed) {
                haves[at].tips = vec![tip].into();
            }
        }
    }

    fn ask_for_receipts(&mut self) -> Result<(), Broken> {
        let center = kyiv::signs_with();
        let at_ms = 1_790_000_000_000;
        let heard = self.laptop.books().write(|transaction| {
            let theirs = exchange::theirs(transaction, &self.heard.holdings)?;
            reached::given(transaction, &center, &theirs, at_ms)?;
            reached::unproved(transaction, &center, &theirs)
        });
        let mut runs = heard.unwrap();
        if runs.is_empty() {
            return Ok(());
        }
        let offer = self.offer();
        while let Some(page) = self.read(|store| offer.again(store, &mut runs)) {
            self.push(&page)?;
        }
        Ok(())
    }
}

/// What the center said to a page.
enum Told {
    Kept { gaps: Vec<FeedId>, not_allowed: Vec<FeedId> },
    Names,
}
