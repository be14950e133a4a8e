//! Two laptops meet: what one lacks travels in pages, over a link that loses, doubles, cuts and reorders.

use std::collections::BTreeSet;

use feed::exchange::{Holdings, PageError, Tip, decode_page};
use feed::{FeedId, Head};
use store::StoreError;
use store::exchange::{NotTaken, Offer, StoreNames, check, holdings, keep};

use super::laptop::Laptop;
use super::world::Fault;
use crate::dice::Dice;

/// How a link treats what it carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// Everything arrives once, in order.
    Good,
    /// A sixth of the pages is lost, a third comes twice, an eighth is cut, and any may overtake another.
    Bad,
}

/// Rounds until what is known of branches suffices: one for the tips, one for the ladders.
const ROUNDS: usize = 3;

pub fn said(laptop: &Laptop, ladders: &BTreeSet<FeedId>) -> Holdings {
    let mut said = laptop.books().read(|connection| holdings(connection, &laptop.wants(), ladders)).unwrap();
    for head in laptop.claimed.borrow().iter() {
        let tip = Tip { seq: head.seq, hash: head.hash };
        match said.haves.0.iter_mut().find(|have| have.feed == head.feed) {
            Some(have) if have.tips.0.iter().all(|held| held.seq < tip.seq) => have.tips = vec![tip].into(),
            _ => {}
        }
    }
    said
}

/// `from` gives `to` what it lacks.
pub fn give(from: &Laptop, to: &Laptop, link: Link, dice: &mut Dice, fault: Option<Fault>) {
    let mut ladders = BTreeSet::new();
    for _ in 0..ROUNDS {
        let said = said(to, &ladders);
        // Whoever is to tell where a lost page ended must be able to read it alone.
        let named = fault != Some(Fault::CursorAheadOfData);
        let mut pages = pages(from, to, &said, dice, named);
        if link == Link::Bad {
            let sent = pages.clone();
            pages = travelled(pages, dice);
            if fault == Some(Fault::CursorAheadOfData) {
                let lost = sent.iter().filter(|page| !pages.contains(page));
                to.claimed.borrow_mut().extend(lost.flat_map(|page| ends(from, page)));
            }
        }
        if pages.iter().any(|page| deliver(to, page, fault).is_err_and(|error| is_about_names(&error))) {
            // Said so, the sender sends pages that stand for themselves.
            let again = pages_again(from, to, dice);
            again.iter().for_each(|page| drop(deliver(to, page, fault)));
        }
        ladders = wanted(from, to, &said);
        if ladders.is_empty() {
            return;
        }
    }
}

/// The pages a side is given that says it holds `said`.
pub fn pages(from: &Laptop, to: &Laptop, said: &Holdings, dice: &mut Dice, named: bool) -> Vec<Vec<u8>> {
    let entries = 1 + dice.below(40) as usize;
    let allowed = to.wants();
    let gathered = from.books().read(|connection| {
        let mut offer = Offer::to(connection, said, entries)?;
        if !named {
            offer.without_names();
        }
        let mut pages = Vec::new();
        while let Some(page) = offer.next(connection, &allowed)? {
            pages.push(page.bytes);
        }
        Ok::<_, StoreError>(pages)
    });
    gathered.unwrap()
}

fn pages_again(from: &Laptop, to: &Laptop, dice: &mut Dice) -> Vec<Vec<u8>> {
    pages(from, to, &said(to, &BTreeSet::new()), dice, false)
}

fn wanted(from: &Laptop, to: &Laptop, said: &Holdings) -> BTreeSet<FeedId> {
    let allowed = to.wants();
    let asked =
        from.books().read(|connection| Offer::to(connection, said, 1)?.ladders_wanted(connection, &allowed));
    asked.unwrap()
}

/// What arrives of what was sent.
fn travelled(pages: Vec<Vec<u8>>, dice: &mut Dice) -> Vec<Vec<u8>> {
    let mut arrived = Vec::new();
    for page in pages {
        if dice.one_in(6) {
            continue;
        }
        if dice.one_in(8) {
            let length = dice.below(page.len() as u64) as usize;
            arrived.push(page[..length].to_vec());
            continue;
        }
        if dice.one_in(3) {
            arrived.push(page.clone());
        }
        arrived.push(page);
    }
    for at in (1..arrived.len()).rev() {
        if dice.one_in(3) {
            arrived.swap(at, dice.below(at as u64 + 1) as usize);
        }
    }
    arrived
}

/// What arrives is taken in, or changes nothing.
pub fn deliver(to: &Laptop, page: &[u8], fault: Option<Fault>) -> Result<(), NotTaken> {
    let mut spans = check(to.books(), page, &to.wants())?;
    if fault == Some(Fault::SilentFork) {
        spans.retain(|span| !goes_another_way(to, span));
    }
    if !spans.is_empty() {
        keep(to.books(), &to.own, &spans)?;
    }
    Ok(())
}

/// Whether a span stands where another entry is held already: the fault drops it without a word.
fn goes_another_way(to: &Laptop, span: &feed::Verified) -> bool {
    let first = &span.entries()[0];
    let seq = first.entry.header.seq;
    let held = to.books().read(|connection| {
        let mut found = Vec::new();
        let mut statement = connection.prepare(
            "select e.hash from entry e join feed f on f.n = e.feed where f.feed_id = ?1 and e.seq = ?2",
        )?;
        let mut rows = statement.query((span.feed_id().as_bytes(), seq as i64))?;
        while let Some(row) = rows.next()? {
            found.push(feed::Hash::from_bytes(row.get(0)?));
        }
        Ok::<_, StoreError>(found)
    });
    let held = held.unwrap();
    !held.is_empty() && !held.contains(&first.hash)
}

/// Where the spans of a page end.
fn ends(from: &Laptop, page: &[u8]) -> Vec<Head> {
    let spans = from.books().read(|connection| {
        Ok::<_, StoreError>(decode_page(page, &StoreNames::reading(connection)).unwrap_or_default())
    });
    spans.unwrap().iter().map(|span| span.seal.head()).collect()
}

fn is_about_names(error: &NotTaken) -> bool {
    matches!(error, NotTaken::Page(PageError::Names))
}
