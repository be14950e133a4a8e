//! Two laptops of one hub meet on one cable: what one lacks travels in pages. And how whatever arrives is taken
//! in.

use std::collections::BTreeSet;

use feed::exchange::{Holdings, PageError, Tip, decode_page};
use feed::membership::Admission;
use feed::{FeedId, Head, Scope};
use store::StoreError;
use store::exchange::{NotTaken, Offer, StoreNames, check, holdings, keep, reached};

use super::carrying;
use super::laptop::Laptop;
use super::link::travelled;
use super::world::Fault;
use crate::dice::Dice;

/// Rounds until what is known of branches suffices: one for the tips, one for the ladders.
const ROUNDS: usize = 3;

/// Each gives the other what it lacks, unless one knows that the other is cut off.
pub fn meet(one: &Laptop, other: &Laptop, dice: &mut Dice, fault: Option<Fault>) {
    let (to_other, to_one) = (admission(one, other), admission(other, one));
    if !to_other.is_nothing() && !to_one.is_nothing() {
        give(one, other, &to_other, dice, fault);
        give(other, one, &to_one, dice, fault);
        carrying::hand(one, other, &to_other, dice);
        carrying::hand(other, one, &to_one, dice);
    }
}

/// What `by` may give to `to`.
fn admission(by: &Laptop, to: &Laptop) -> Admission {
    let read =
        |store: &store::Reading| store::members::admission(store, by.own.remembered(), by.hub, to.device());
    by.books().read(read).unwrap()
}

fn said(laptop: &Laptop, ladders: &BTreeSet<FeedId>) -> Holdings {
    let mut said = laptop.books().read(|store| holdings(store, &laptop.wants(), ladders)).unwrap();
    for head in laptop.claimed.borrow().iter() {
        let tip = Tip { seq: head.seq, hash: head.hash };
        match said.haves.0.iter_mut().find(|have| have.feed == head.feed) {
            Some(have) if have.tips.0.iter().all(|held| held.seq < tip.seq) => have.tips = vec![tip].into(),
            _ => {}
        }
    }
    said
}

fn give(from: &Laptop, to: &Laptop, admission: &Admission, dice: &mut Dice, fault: Option<Fault>) {
    let wants = to.wants();
    let allowed = |scope: &Scope| admission.reads(*scope) && wants(scope);
    let mut ladders = BTreeSet::new();
    for _ in 0..ROUNDS {
        let said = said(to, &ladders);
        // Whoever is to tell where a lost page ended must be able to read it alone.
        let named = fault != Some(Fault::CursorAheadOfData);
        let sent = pages(from, &said, &allowed, dice, named);
        let pages = travelled(sent.clone(), dice);
        if fault == Some(Fault::CursorAheadOfData) {
            sent.iter().filter(|page| !pages.contains(page)).for_each(|page| take_for_held(to, page));
        }
        if pages.iter().any(|page| deliver(to, page, fault).is_err_and(|error| is_about_names(&error))) {
            // Said so, the sender sends pages that stand for themselves.
            let said = self::said(to, &BTreeSet::new());
            let again = self::pages(from, &said, &allowed, dice, false);
            again.iter().for_each(|page| drop(deliver(to, page, fault)));
        }
        let asked = from.books().read(|store| {
            let offer = Offer::to(store, &said, 1)?;
            let heads = said.haves.0.iter().flat_map(|have| {
                have.tips.0.iter().map(|tip| Head { feed: have.feed, seq: tip.seq, hash: tip.hash })
            });
            Ok::<_, StoreError>((offer.ladders_wanted(store, &allowed)?, heads.collect::<Vec<_>>()))
        });
        let (wanted, heads) = asked.unwrap();
        from.books().write(|store| reached::told(store, &to.device(), &heads, 1)).unwrap();
        ladders = wanted;
        if ladders.is_empty() {
            return;
        }
    }
}

/// The pages a side is given that says it holds `said`.
fn pages(
    from: &Laptop,
    said: &Holdings,
    allowed: &dyn Fn(&Scope) -> bool,
    dice: &mut Dice,
    named: bool,
) -> Vec<Vec<u8>> {
    let entries = 1 + dice.below(40) as usize;
    let gathered = from.books().read(|connection| {
        let mut offer = Offer::to(connection, said, entries)?;
        if !named {
            offer.without_names();
        }
        let mut pages = Vec::new();
        while let Some(page) = offer.next(connection, allowed)? {
            pages.push(page.bytes);
        }
        Ok::<_, StoreError>(pages)
    });
    gathered.unwrap()
}

/// What arrives is taken in, or changes nothing. Gives the number of entries that were new.
pub fn deliver(to: &Laptop, page: &[u8], fault: Option<Fault>) -> Result<u64, NotTaken> {
    let mut spans = check(to.books(), page, &to.wants())?;
    if fault == Some(Fault::SilentFork) {
        spans.retain(|span| !goes_another_way(to, span));
    }
    match spans.is_empty() {
        true => Ok(0),
        false => Ok(keep(to.books(), &to.own, &spans)?.entries),
    }
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

/// The fault: a page counts as held though it never arrived whole.
pub fn take_for_held(to: &Laptop, page: &[u8]) {
    let spans = to.books().read(|store| {
        Ok::<_, StoreError>(decode_page(page, &StoreNames::reading(store)).unwrap_or_default())
    });
    to.claimed.borrow_mut().extend(spans.unwrap().iter().map(|span| span.seal.head()));
}

fn is_about_names(error: &NotTaken) -> bool {
    matches!(error, NotTaken::Page(PageError::Names))
}
