//! Every event that stands, in fold order, with all that lies before it: from what the entries name, and from
//! nothing else.

use std::collections::BTreeMap;

use domain::{EntryRef, Event, SubjectId};
use feed::{Feed, Hash, Header, Scope};
use minicbor::Decoder;
use rusqlite::Connection;
use store::StoreError;

use super::super::laptop::Laptop;

/// One event of an entry that stands.
pub struct Act {
    pub entry: EntryRef,
    pub scope: Scope,
    pub subject: SubjectId,
    pub event: Event,
    /// Of its entry among all that are held.
    number: usize,
}

/// What a laptop holds and has placed.
pub struct Acts {
    /// In fold order: by depth, feed, number and hash, and within an entry as they stand there.
    pub all: Vec<Act>,
    /// For each entry, by number, those before it: a bit each.
    pasts: Vec<Vec<u64>>,
}

/// An entry as it is stored.
struct Stored {
    feed: Feed,
    hash: Hash,
    header: Header,
    payload: Vec<u8>,
    stands: bool,
}

impl Acts {
    pub fn of(laptop: &Laptop) -> Self {
        let stored = laptop.books().read(stored).unwrap();
        let (depths, pasts) = pasts(&stored);
        let mut order: Vec<usize> = (0..stored.len()).filter(|number| stored[*number].stands).collect();
        order.sort_by_key(|number| {
            let one = &stored[*number];
            (depths[*number], one.header.feed, one.header.seq, one.hash)
        });
        let all = order.into_iter().flat_map(|number| stored[number].acts(number)).collect();
        Self { all, pasts }
    }

    /// Whether `one` lies before `other`, or stands in the same entry.
    pub fn rests_on(&self, other: &Act, one: &Act) -> bool {
        other.number == one.number || has(&self.pasts[other.number], one.number)
    }
}

impl Stored {
    fn acts(&self, number: usize) -> Vec<Act> {
        let Header { feed, seq, events, .. } = &self.header;
        let entry = EntryRef { feed: *feed.as_bytes(), seq: *seq, hash: *self.hash.as_bytes() };
        let mut payloads = Decoder::new(&self.payload);
        assert_eq!(payloads.array().unwrap(), Some(events.len() as u64));
        let mut acts = Vec::new();
        for event in events {
            let payload = payloads.bytes().unwrap();
            // Of membership, and of no kind this version knows: neither custody nor stock.
            if let Ok(decoded) = Event::decode(event.kind, payload, None) {
                let subject = SubjectId::from_bytes(*event.subject.as_bytes());
                acts.push(Act { entry, scope: self.feed.scope, subject, event: decoded, number });
            }
        }
        acts
    }

    /// The entries it rests on directly.
    fn names(&self) -> impl Iterator<Item = Hash> {
        let before = (self.header.seq > 1).then_some(self.header.previous);
        self.header.seen.iter().map(|head| head.hash).chain(before)
    }
}

fn stored(connection: &Connection) -> Result<Vec<Stored>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select f.feed, e.hash, e.header, e.payload, e.status from entry e join feed f on f.n = e.feed
         where e.status <> 1 order by e.n",
    )?;
    let (mut rows, mut found) = (statement.query([])?, Vec::new());
    while let Some(row) = rows.next()? {
        found.push(Stored {
            feed: Feed::from_bytes(row.get_ref(0)?.as_blob().unwrap()).unwrap(),
            hash: Hash::from_bytes(row.get(1)?),
            header: Header::from_bytes(row.get_ref(2)?.as_blob().unwrap()).unwrap(),
            payload: row.get(3)?,
            stands: row.get::<_, i64>(4)? == 0,
        });
    }
    Ok(found)
}

/// For each entry its depth, 1 + the greatest of those it names, and all that lies before it.
fn pasts(stored: &[Stored]) -> (Vec<u64>, Vec<Vec<u64>>) {
    let numbers: BTreeMap<Hash, usize> =
        stored.iter().enumerate().map(|(number, one)| (one.hash, number)).collect();
    let words = stored.len().div_ceil(64);
    let mut depths = vec![0_u64; stored.len()];
    let mut pasts = vec![vec![0_u64; words]; stored.len()];
    let mut left: Vec<usize> = (0..stored.len()).collect();
    while !left.is_empty() {
        let before = left.len();
        left.retain(|number| {
            let named: Vec<usize> = stored[*number].names().map(|hash| numbers[&hash]).collect();
            if named.iter().any(|one| depths[*one] == 0) {
                return true;
            }
            let mut past = vec![0_u64; words];
            for one in &named {
                past.iter_mut().zip(&pasts[*one]).for_each(|(word, more)| *word |= more);
                past[one / 64] |= 1 << (one % 64);
            }
            pasts[*number] = past;
            depths[*number] = 1 + named.iter().map(|one| depths[*one]).max().unwrap_or(0);
            false
        });
        assert!(left.len() < before, "entries that rest on each other in a circle");
    }
    (depths, pasts)
}

fn has(past: &[u64], number: usize) -> bool {
    past[number / 64] & (1 << (number % 64)) != 0
}
