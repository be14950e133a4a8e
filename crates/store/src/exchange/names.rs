//! Subjects named by the entries that created them, looked up in this store.

use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};

use feed::exchange::{Names, Resolved, SubjectPlace, Theirs};
use feed::{Feed, FeedId, Hash, Head, Header, Scope, SubjectId};
use rusqlite::{Connection, OptionalExtension};

use crate::StoreError;
use crate::folding::subjects;
use crate::history::{feeds, signed, unsigned};

/// What this store knows of subjects, and how far the other side is known to hold each feed. A failed
/// lookup counts as "not known": the page is larger then, never wrong.
pub struct StoreNames<'a> {
    connection: &'a Connection,
    /// For feeds without forks, the last entry the other side holds too.
    shared: HashMap<FeedId, u64>,
    /// Where the other side's branches end.
    ends: HashSet<Head>,
    /// Where the branches of whoever reads end; read from this store when first asked for.
    readers_ends: OnceCell<HashMap<Hash, (Feed, u64)>>,
    scopes: RefCell<HashMap<Scope, Option<i64>>>,
    headers: RefCell<HashMap<(FeedId, u64), Option<Header>>>,
}

/// Headers kept at hand: a large act created many subjects at once.
const HEADERS_KEPT: usize = 64;

impl<'a> StoreNames<'a> {
    /// For reading pages: whatever is held here can be named.
    pub fn reading(connection: &'a Connection) -> Self {
        Self {
            connection,
            shared: HashMap::new(),
            ends: HashSet::new(),
            readers_ends: OnceCell::new(),
            scopes: RefCell::new(HashMap::new()),
            headers: RefCell::new(HashMap::new()),
        }
    }

    /// For writing pages to a side that said what it has.
    ///
    /// # Errors
    /// The database's.
    pub fn writing(connection: &'a Connection, theirs: &[Theirs]) -> Result<Self, StoreError> {
        let mut names = Self::reading(connection);
        let mut ends = HashMap::new();
        for one in theirs {
            let end = |tip: &Resolved| Head { feed: one.feed, seq: tip.tip.seq, hash: tip.tip.hash };
            names.ends.extend(one.tips.iter().filter(|tip| tip.held.is_some()).map(end));
            let Some(row) = feeds::by_id(connection, &one.feed)? else { continue };
            ends.extend(one.tips.iter().map(|tip| (tip.tip.hash, (row.feed.clone(), tip.tip.seq))));
            // An end there that is not known here, beside another, may be a fork: a place would mean two things.
            let forked_there = one.tips.len() > 1 && one.tips.iter().any(|tip| tip.held.is_none());
            if forked_there || feeds::branches(connection, row.n)?.len() != 1 {
                continue;
            }
            let reached = one.tips.iter().chain(&one.ladder).filter_map(|tip| tip.held);
            if let Some(seq) = reached.map(|at| at.seq).max() {
                names.shared.insert(one.feed, seq);
            }
        }
        names.readers_ends = OnceCell::from(ends);
        Ok(names)
    }

    fn scope(&self, scope: &Scope) -> Option<i64> {
        let mut scopes = self.scopes.borrow_mut();
        *scopes.entry(*scope).or_insert_with(|| feeds::scope(self.connection, scope).ok().flatten())
    }

    fn created(&self, scope: i64, subject: &SubjectId) -> Result<Option<SubjectPlace>, StoreError> {
        let Some(n) = subjects::find(self.connection, scope, subject.as_bytes())? else { return Ok(None) };
        let mut statement = self.connection.prepare_cached(
            "select f.feed_id, e.seq, v.idx from event v join entry e on e.n = v.entry
             join feed f on f.n = e.feed where v.subject = ?1 and v.depth >= 0
             order by v.depth, v.entry, v.idx limit 1",
        )?;
        let read = |row: &rusqlite::Row<'_>| {
            let feed = FeedId::from_bytes(row.get(0)?);
            Ok(SubjectPlace { feed, seq: unsigned(row.get(1)?), index: row.get(2)? })
        };
        Ok(statement.query_row([n], read).optional()?)
    }

    fn ends(&self) -> Result<HashMap<Hash, (Feed, u64)>, StoreError> {
        let mut ends = HashMap::new();
        for row in feeds::all(self.connection)? {
            for branch in feeds::branches(self.connection, row.n)? {
                if let Some(tip) = super::held::tip(self.connection, &row, branch.n)? {
                    ends.insert(tip.hash, (row.feed.clone(), tip.seq));
                }
            }
        }
        Ok(ends)
    }

    fn header(&self, feed: &FeedId, seq: u64) -> Result<Option<Header>, StoreError> {
        let Some(row) = feeds::by_id(self.connection, feed)? else { return Ok(None) };
        if feeds::branches(self.connection, row.n)?.len() != 1 {
            return Ok(None);
        }
        let mut statement = self
            .connection
            .prepare_cached("select header from entry where feed = ?1 and seq = ?2 and status <> 1")?;
        let bytes: Option<Vec<u8>> =
            statement.query_row((row.n, signed(seq)), |row| row.get(0)).optional()?;
        Ok(bytes.and_then(|bytes| Header::from_bytes(&bytes).ok()))
    }
}

impl Names for StoreNames<'_> {
    fn place_of(&self, scope: &Scope, subject: &SubjectId) -> Option<SubjectPlace> {
        let scope = self.scope(scope)?;
        let place = self.created(scope, subject).ok().flatten()?;
        (place.seq <= *self.shared.get(&place.feed)?).then_some(place)
    }

    fn subject_at(&self, place: &SubjectPlace) -> Option<SubjectId> {
        let mut headers = self.headers.borrow_mut();
        if headers.len() > HEADERS_KEPT {
            headers.clear();
        }
        let header = headers
            .entry((place.feed, place.seq))
            .or_insert_with(|| self.header(&place.feed, place.seq).ok().flatten());
        header.as_ref()?.events.get(place.index as usize).map(|event| event.subject)
    }

    /// Only what a branch ends with, because that is what the next page goes on from, and what is found.
    fn is_held(&self, head: &Head) -> bool {
        self.ends.contains(head)
    }

    fn entry_of(&self, hash: &Hash) -> Option<(Feed, u64)> {
        self.readers_ends.get_or_init(|| self.ends().unwrap_or_default()).get(hash).cloned()
    }
}
