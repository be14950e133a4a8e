//! What the open books give to others and take from them.

use std::collections::BTreeSet;

use feed::exchange::{Holdings, MAX_HOLDINGS_BYTES, MAX_LADDER, Receipt, Run, Theirs};
use feed::membership::Admission;
use feed::{CenterKey, DeviceKey, FeedId, Head, Scope};
use store::exchange::{self, NotTaken, Offer, OfferedPage, reached, untaken};
use store::history::{Aside, Awaited, aside, awaited};
use store::{Reading, Recorded, blobs};
use wire::bundle::{HeldList, MAX_BLOBS_LISTED};

use super::{Books, blob_name};
use crate::api::problem::Problem;

/// What is lacking here of what the other side holds.
pub(crate) struct Lacking {
    pub feeds: Vec<FeedId>,
    /// What is held of those.
    pub held: Holdings,
}

/// What another laptop is given that asked for it.
pub(crate) struct Given {
    pub page: Option<OfferedPage>,
    /// Feeds of which it should tell older heads.
    pub ladders_wanted: Vec<FeedId>,
}

impl Books {
    /// The feeds of which the other side says it holds something that is not held here. `ladders`: those of
    /// which to tell older heads too.
    pub fn lacking(&self, said: &Holdings, ladders: &BTreeSet<FeedId>) -> Result<Lacking, Problem> {
        self.read(|store| {
            let theirs = exchange::theirs(store, said)?;
            let unknown = |one: &&Theirs| one.tips.iter().any(|tip| tip.held.is_none());
            let feeds: Vec<FeedId> = theirs.iter().filter(unknown).map(|one| one.feed).collect();
            let mut held = exchange::holdings(store, &self.wants(), ladders)?;
            held.haves.0.retain(|have| feeds.binary_search(&have.feed).is_ok());
            Ok(Lacking { feeds, held })
        })
    }

    /// Reads and verifies a page; nothing is kept.
    pub fn check(&self, page: &[u8]) -> Result<Vec<feed::Verified>, NotTaken> {
        exchange::check(&self.database, page, &self.wants())
    }

    /// Takes in a page, all or nothing.
    ///
    /// # Errors
    /// [`NotTaken`] says whether the page or the disk is to blame.
    pub fn take(&self, page: &[u8]) -> Result<Recorded, NotTaken> {
        exchange::take(&self.database, &self.own, page, &self.wants())
    }

    pub fn offer(&self, said: &Holdings, entries_per_page: usize) -> Result<Offer, Problem> {
        self.read(|store| Ok(Offer::to(store, said, entries_per_page)?))
    }

    /// What each of these devices is known to hold.
    pub fn held_by_all(&self, devices: &[DeviceKey]) -> Result<Holdings, Problem> {
        self.read(|store| Ok(reached::held_by_all(store, devices)?))
    }

    pub fn next_page(
        &self,
        offer: &mut Offer,
        allowed: &dyn Fn(&Scope) -> bool,
    ) -> Result<Option<OfferedPage>, Problem> {
        self.read(|store| Ok(offer.next(store, allowed)?))
    }

    pub fn page_again(&self, offer: &Offer, runs: &mut Vec<Run>) -> Result<Option<OfferedPage>, Problem> {
        self.read(|store| Ok(offer.again(store, runs)?))
    }

    pub fn ladders_wanted(&self, offer: &Offer) -> Result<BTreeSet<FeedId>, Problem> {
        self.read(|store| Ok(offer.ladders_wanted(store, &|_| true)?))
    }

    /// What is held here, in bytes, with older heads by which another side finds where branches part: it cannot ask.
    /// Of photographs and documents, should there be too many, the largest.
    pub fn all_holdings(&self) -> Result<Vec<u8>, Problem> {
        let wanted = self.wants();
        let (plain, mut laddered) = self.read(|store| {
            let plain = exchange::holdings(store, &wanted, &BTreeSet::new())?;
            let feeds: BTreeSet<FeedId> = plain.haves.0.iter().map(|have| have.feed).collect();
            Ok((plain, exchange::holdings(store, &wanted, &feeds)?))
        })?;
        laddered.haves.0.iter_mut().for_each(|have| have.ladder.0.truncate(MAX_LADDER));
        let fits = laddered.to_bytes().len() <= MAX_HOLDINGS_BYTES;
        let holdings = if fits { laddered } else { plain };
        let whole = self.unheld_blobs(None, usize::MAX)?;
        let blobs = whole.iter().rev().take(MAX_BLOBS_LISTED).map(blob_name).collect();
        Ok(HeldList { holdings, blobs }.to_bytes())
    }

    /// The newest entry of each branch of each feed held: feed, number and hash, in hexadecimal.
    pub fn heads(&self) -> Result<Vec<(String, u64, String)>, Problem> {
        let heads = self.read(|store| Ok(exchange::heads(store)?))?;
        Ok(heads.iter().map(|head| (head.feed.to_string(), head.seq, head.hash.to_string())).collect())
    }

    /// Everything held in one scope, as pages that stand for themselves.
    pub fn pages_of(&self, wanted: Scope) -> Result<Vec<Vec<u8>>, Problem> {
        let mut offer = self.offer(&Holdings::default(), feed::exchange::MAX_PAGE_ENTRIES)?;
        offer.without_names();
        let mut pages = Vec::new();
        while let Some(page) = self.next_page(&mut offer, &|scope| *scope == wanted)? {
            pages.push(page.bytes);
        }
        Ok(pages)
    }

    /// What is held of the scopes another laptop is admitted to now; none where it is admitted to nothing.
    pub fn holdings_for(
        &self,
        device: DeviceKey,
        ladders: &BTreeSet<FeedId>,
    ) -> Result<Option<Holdings>, Problem> {
        self.read(|store| {
            let Some(admission) = self.admission(store, device)? else { return Ok(None) };
            Ok(Some(exchange::holdings(store, &|scope| admission.reads(*scope), ladders)?))
        })
    }

    /// A page of what another laptop lacks of the feeds it asks for; none where it is admitted to nothing.
    pub fn page_for(
        &self,
        device: DeviceKey,
        wanted: &[FeedId],
        said: &Holdings,
        entries: usize,
    ) -> Result<Option<Given>, Problem> {
        self.read(|store| {
            let Some(admission) = self.admission(store, device)? else { return Ok(None) };
            let reads = |scope: &Scope| admission.reads(*scope);
            let mut offer = Offer::to(store, said, entries)?;
            offer.without_names();
            offer.only(wanted.iter().copied());
            let ladders_wanted = offer.ladders_wanted(store, &reads)?.into_iter().collect();
            Ok(Some(Given { page: offer.next(store, &reads)?, ladders_wanted }))
        })
    }

    /// Whether another laptop is admitted to anything now.
    pub fn admits(&self, device: DeviceKey) -> Result<bool, Problem> {
        self.read(|store| Ok(self.admission(store, device)?.is_some()))
    }

    pub(super) fn admission(&self, store: &Reading, device: DeviceKey) -> Result<Option<Admission>, Problem> {
        let admission = store::members::admission(store, self.own.remembered(), self.hub(), device)?;
        Ok((!admission.is_nothing() && device != self.device()).then_some(admission))
    }

    /// Another laptop said it holds these.
    pub fn heard_of_device(&self, device: DeviceKey, said: &Holdings, at_ms: i64) -> Result<(), Problem> {
        let heads: Vec<Head> = said
            .haves
            .0
            .iter()
            .flat_map(|have| {
                have.tips.0.iter().map(|tip| Head { feed: have.feed, seq: tip.seq, hash: tip.hash })
            })
            .collect();
        Ok(self.database.write(|transaction| reached::told(transaction, &device, &heads, at_ms))?)
    }

    /// The center signed for these.
    pub fn proved(&self, receipt: &Receipt) -> Result<(), Problem> {
        Ok(self.database.write(|transaction| reached::proved(transaction, receipt))?)
    }

    /// Notes what the center says it holds, and gives the ends of own branches it has not signed for.
    pub fn heard_of_center(
        &self,
        center: &CenterKey,
        said: &Holdings,
        at_ms: i64,
    ) -> Result<Vec<Run>, Problem> {
        Ok(self.database.write(|transaction| {
            let theirs = exchange::theirs(transaction, said)?;
            reached::given(transaction, center, &theirs, at_ms)?;
            reached::unproved(transaction, center, &theirs)
        })?)
    }

    /// The center begins anew: what it signed before proves nothing about what it holds, and what it did not take
    /// then it may take now.
    pub fn forget_reached(&self, center: &CenterKey) -> Result<(), Problem> {
        Ok(self.database.write(|transaction| {
            untaken::forget(transaction)?;
            reached::forget(transaction, center.as_bytes())?;
            blobs::forget_held_there(transaction, center.as_bytes())
        })?)
    }

    /// What Kyiv has not signed for yet.
    pub fn waiting(&self, store: &Reading) -> Result<reached::Waiting, Problem> {
        Ok(reached::waiting(store, &self.wants())?)
    }

    /// How many entries wait for something they rest on.
    pub fn parked(&self) -> Result<u32, Problem> {
        Ok(self.read(|store| self.aside(store))?.parked)
    }

    /// What those rest on that has not come, and who has held it.
    pub fn awaited(&self, store: &Reading) -> Result<Vec<Awaited>, Problem> {
        Ok(awaited(store)?)
    }

    /// How many entries are held without being folded.
    pub fn aside(&self, store: &Reading) -> Result<Aside, Problem> {
        Ok(aside(store)?)
    }
}
