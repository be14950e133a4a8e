//! The day the budgets of the wire are measured on: new assets, then moves, each its own entry.
//!
//! The payloads are built as the storeroom builds them: maps with numbered fields.

use std::collections::HashMap;

use feed::exchange::{Names, Pager, SubjectPlace};
use feed::{
    ActId, Claimed, Draft, DraftEvent, Entry, Feed, Hash, Head, PersonId, Scope, Span, SubjectId, Verified,
    Writer,
};
use minicbor::Encoder;

use crate::known::{feed, key, some_hub};

pub const PLACES: usize = 200;
const ITEMS: usize = 500;
/// Assets that come together are of one item and lie together.
const CONSIGNMENT: usize = 40;
/// Assets carried at a time, where they are carried together.
const LOAD: usize = 10;
const BEGAN_MS: i64 = 1_700_000_000_000;

/// What the writing device does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    Catalogue,
    Assets,
    /// Ten that lie beside each other go to one place.
    MovesTogether,
    /// Any one goes anywhere.
    MovesAlone,
}

/// One laptop with one person at it.
pub struct Laptop {
    writer: Writer,
    at_ms: i64,
    /// Acts do not follow each other evenly.
    uneven: bool,
    dice: u64,
    load: (usize, usize, usize),
    assets: usize,
}

impl Laptop {
    pub fn new(uneven: bool) -> Self {
        let writer = Writer::new(feed(10, Scope::Hub(some_hub()), 1), key(10));
        Self { writer, at_ms: BEGAN_MS, uneven, dice: 0x9e37_79b9_7f4a_7c15, load: (0, 0, 0), assets: 0 }
    }

    /// Does so much work, a page's entries at a time under as many seals as they need.
    pub fn work(&mut self, work: Work, count: usize, entries_per_page: usize) -> Vec<Vec<Span>> {
        let mut pager = Pager::new(entries_per_page);
        let mut pages = Vec::new();
        for start in (0..count).step_by(entries_per_page) {
            let drafts = (start..count.min(start + entries_per_page)).map(|n| self.act(work, n)).collect();
            let written = self.writer.write_all(drafts).expect("well formed");
            pages.extend(written.into_iter().map(Verified::into_span).filter_map(|span| pager.push(span)));
        }
        pages.extend(pager.finish());
        pages
    }

    fn act(&mut self, work: Work, n: usize) -> Draft {
        self.at_ms += if self.uneven { 20_000 + self.below(60_000) as i64 } else { 43_200 };
        let event = match work {
            // The session of the person, without which none of their acts counts.
            Work::Catalogue if n == 0 => event(person_id(), 9, vec![0x80]),
            Work::Catalogue if n < ITEMS => event(id(1, n, BEGAN_MS), 101, item(n)),
            Work::Catalogue => event(place_id(n - ITEMS), 103, place(n - ITEMS)),
            Work::Assets => self.received(),
            Work::MovesTogether => self.moved_together(),
            Work::MovesAlone => {
                let (asset, to) = (self.below(self.assets), self.below(PLACES));
                event(asset_id(asset), 142, moved(to))
            }
        };
        let act = id(8, self.below(usize::MAX), self.at_ms);
        Draft {
            seen: Vec::new(),
            at: Claimed { ms: self.at_ms, unsure: false },
            actor: PersonId::from_bytes(person_id()),
            act: ActId::from_bytes(act),
            events: vec![event],
            personal_salt: [0; 16],
        }
    }

    fn received(&mut self) -> DraftEvent {
        let n = self.assets;
        self.assets += 1;
        let condition = self.below(4);
        event(asset_id(n), 140, received(n, condition))
    }

    fn moved_together(&mut self) -> DraftEvent {
        if self.load.1 == 0 {
            self.load = (self.below(self.assets / LOAD) * LOAD, LOAD, self.below(PLACES));
        }
        let (next, left, to) = self.load;
        self.load = (next + 1, left - 1, to);
        event(asset_id(next), 142, moved(to))
    }

    fn below(&mut self, most: usize) -> usize {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        (self.dice.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % most.max(1)
    }
}

/// What a holder of these entries knows of their subjects, by the first entry each stands in.
#[derive(Default)]
pub struct Held {
    places: HashMap<SubjectId, SubjectPlace>,
    subjects: HashMap<SubjectPlace, SubjectId>,
    ends: HashMap<Hash, (Feed, u64)>,
}

impl Held {
    pub fn take(&mut self, page: &[Span]) {
        for span in page {
            self.ends.insert(span.seal.hash, (span.feed.clone(), span.seal.seq));
        }
        for entry in page.iter().flat_map(|span| &span.entries) {
            self.take_entry(entry);
        }
    }

    fn take_entry(&mut self, entry: &Entry) {
        for (index, event) in (0..).zip(&entry.header.events) {
            let place = SubjectPlace { feed: entry.header.feed, seq: entry.header.seq, index };
            let place = *self.places.entry(event.subject).or_insert(place);
            self.subjects.insert(place, event.subject);
        }
    }
}

impl Names for Held {
    fn place_of(&self, _: &Scope, subject: &SubjectId) -> Option<SubjectPlace> {
        self.places.get(subject).copied()
    }

    fn subject_at(&self, place: &SubjectPlace) -> Option<SubjectId> {
        self.subjects.get(place).copied()
    }

    fn is_held(&self, head: &Head) -> bool {
        self.ends.contains_key(&head.hash)
    }

    fn entry_of(&self, hash: &Hash) -> Option<(Feed, u64)> {
        self.ends.get(hash).cloned()
    }
}

fn event(subject: [u8; 16], kind: u32, payload: Vec<u8>) -> DraftEvent {
    DraftEvent { subject: SubjectId::from_bytes(subject), kind, payload, personal: None }
}

fn asset_id(n: usize) -> [u8; 16] {
    id(4, n, BEGAN_MS + n as i64 * 43_200)
}

fn person_id() -> [u8; 16] {
    id(3, 1, BEGAN_MS - 9_999_999)
}

fn place_id(n: usize) -> [u8; 16] {
    id(2, n, BEGAN_MS)
}

/// A version 7 id: the time it was made, then chance.
fn id(kind: u8, n: usize, ms: i64) -> [u8; 16] {
    let chance = blake3::hash(&[&[kind], &n.to_be_bytes()[..]].concat());
    let mut bytes = [0; 16];
    bytes[..6].copy_from_slice(&ms.to_be_bytes()[2..]);
    bytes[6..].copy_from_slice(&chance.as_bytes()[..10]);
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    bytes
}

/// Consignments fall anywhere, always the same.
fn spread(consignment: usize, over: usize) -> usize {
    ((consignment * 2_654_435_761) >> 7) % over
}

type Written = Result<(), minicbor::encode::Error<std::convert::Infallible>>;

fn built(write: impl FnOnce(&mut Encoder<Vec<u8>>) -> Written) -> Vec<u8> {
    let mut encoder = Encoder::new(Vec::new());
    write(&mut encoder).expect("writing to memory cannot fail");
    encoder.into_writer()
}

fn received(n: usize, condition: usize) -> Vec<u8> {
    let series = n / 25_000;
    let letter = |at: usize| char::from(b'A' + (at % 26) as u8);
    let serial = format!("{}{}-{:07}", letter(series * 7), letter(series / 2 + 3), 1_000_000 + n);
    let owners = ["UKR", "POL", "USA", "FRA", "DEU"];
    let makers = ["Plant 12", "Northern Arms", "Atelier de Loire", "Zaklady 7"];
    let consignment = n / CONSIGNMENT;
    built(|e| {
        e.map(6)?.u8(0)?.map(8)?;
        e.u8(0)?.bytes(&id(1, spread(consignment, ITEMS), BEGAN_MS))?;
        e.u8(1)?.str(&serial)?.u8(2)?.bool(n.is_multiple_of(97))?;
        e.u8(3)?.str(makers[n % 4])?.u8(4)?.str(owners[n % 5])?.u8(5)?.u16(1990 + (n % 35) as u16)?;
        e.u8(10)?.map(1)?.u8(0)?.str(owners[spread(consignment, 5)])?.u8(12)?.array(0)?;
        e.u8(1)?.bytes(&place_id(spread(consignment, PLACES)))?;
        e.u8(2)?.u8(condition as u8)?.u8(3)?.array(0)?.u8(4)?.bool(true)?.u8(5)?.map(0)?.ok()
    })
}

fn moved(to: usize) -> Vec<u8> {
    built(|e| e.map(2)?.u8(0)?.bytes(&place_id(to))?.u8(1)?.map(0)?.ok())
}

fn item(n: usize) -> Vec<u8> {
    built(|e| {
        e.map(3)?.u8(0)?.str(&format!("RIFLE, 5.56 MILLIMETER, MK{n}"))?;
        e.u8(1)?.str(&format!("K-{n:05}"))?.u8(2)?.u8((n % 8) as u8)?.ok()
    })
}

fn place(n: usize) -> Vec<u8> {
    built(|e| {
        e.map(3)?.u8(0)?.str(&format!("Place {n}"))?.u8(1)?.str(&format!("P{n:03}"))?;
        e.u8(2)?.bytes(&place_id(n / 21))?.ok()
    })
}
