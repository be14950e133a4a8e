//! Every row checked again, whether anybody asks for it or not: forms, hashes, chains, seals, signatures, blobs,
//! the ledger, and rows that belong to nothing.

mod blobs;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use feed::{Entry, Evidence, FeedId, Hash, Head, Seal};
use wire::message::BlobName;

use crate::books::{Books, State};
use crate::error::CenterError;
use crate::index::Held;
use crate::ledger::{Deed, mark, mark_blob};
use crate::storage::BranchRow;

/// Entries looked at in one step.
const STEP: usize = 5_000;

/// What a scrub came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    pub entries: u64,
    pub seals: u64,
    pub blobs: u64,
    pub commits: u64,
    /// Rows that are not as they were written, or should not be there, or are missing.
    pub wrong: u64,
    /// Where, the first few.
    pub places: Vec<Place>,
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    pub table: &'static str,
    pub feed: Option<String>,
    pub seq: Option<u64>,
    pub blob: Option<String>,
}

/// Places named in a report; beyond, they are only counted.
const MOST_PLACES: usize = 20;

/// Everything the ledger speaks of.
#[derive(Default)]
struct Named {
    heads: HashSet<Head>,
    evidence: HashSet<Hash>,
    /// By their [`mark_blob`].
    blobs: HashSet<Hash>,
    /// As last written.
    vouchers: HashMap<[u8; 32], Hash>,
}

/// A scrub under way: small steps, so that it can share a machine with its work.
pub struct Scrub<'a> {
    books: &'a Books,
    /// What was held when it began; what comes later is the next one's.
    state: Arc<State>,
    branches: Vec<(FeedId, BranchRow)>,
    /// Within the last of `branches`: the last entry checked, and its hash.
    at: Option<(u64, Hash)>,
    /// [`mark`]s of the evidence found.
    evidence: HashSet<Hash>,
    blobs: blobs::Progress,
    finished: bool,
    pub report: Report,
}

impl<'a> Scrub<'a> {
    /// # Errors
    /// The database fails, or is damaged so far that it cannot be opened anew.
    pub fn new(books: &'a Books) -> Result<Self, CenterError> {
        let state = books.refresh()?;
        let branches = state.index.all().flat_map(|held| held.branches.iter().map(|one| (held.id, *one)));
        let branches = branches.collect();
        Ok(Self {
            books,
            state,
            branches,
            at: None,
            evidence: HashSet::new(),
            blobs: blobs::Progress::default(),
            finished: false,
            report: Report::default(),
        })
    }

    /// All steps.
    ///
    /// # Errors
    /// The database fails.
    pub fn run(mut self) -> Result<Report, CenterError> {
        while self.step()? {}
        Ok(self.report)
    }

    /// A bounded piece of work; `false` when all is checked.
    ///
    /// # Errors
    /// The database fails.
    pub fn step(&mut self) -> Result<bool, CenterError> {
        let Some((id, branch)) = self.branches.last().copied() else {
            return self.after_the_entries();
        };
        match self.stretch(id, &branch) {
            Ok(true) => {
                self.branches.pop();
                self.at = None;
            }
            Ok(false) => {}
            Err(CenterError::Damaged { table }) => {
                self.wrong(table, Some(id), self.at.map(|(seq, _)| seq + 1));
                self.branches.pop();
                self.at = None;
            }
            Err(error) => return Err(error),
        }
        Ok(true)
    }

    /// Whether the database was set back since it began: then it compared what is held with what was.
    ///
    /// # Errors
    /// The database fails, or is not as it was written.
    pub fn is_void(&self) -> Result<bool, CenterError> {
        Ok(self.books.refresh()?.generation != self.state.generation)
    }

    fn after_the_entries(&mut self) -> Result<bool, CenterError> {
        if !self.blobs.done {
            self.next_blob()?;
            return Ok(true);
        }
        if !self.finished {
            self.finish()?;
        }
        Ok(false)
    }

    fn wrong(&mut self, table: &'static str, feed: Option<FeedId>, seq: Option<u64>) {
        self.wrong_at(Place { table, feed: feed.map(|feed| feed.to_string()), seq, blob: None });
    }

    fn wrong_blob(&mut self, table: &'static str, of: &BlobName) {
        self.wrong_at(Place { table, feed: None, seq: None, blob: Some(of.blob.to_string()) });
    }

    fn wrong_at(&mut self, place: Place) {
        self.report.wrong += 1;
        if self.report.places.len() < MOST_PLACES {
            self.report.places.push(place);
        }
    }

    /// The next entries of a branch; whether it is done.
    fn stretch(&mut self, id: FeedId, branch: &BranchRow) -> Result<bool, CenterError> {
        let damaged = |table| CenterError::Damaged { table };
        let state = Arc::clone(&self.state);
        let held = state.index.get(&id).ok_or(damaged("feed"))?;
        let (after, mut last) = match self.at {
            Some(at) => at,
            None => (branch.first - 1, self.before(held, branch)?),
        };
        let storage = self.books.storage();
        let rows = storage.entries(branch.n, after, branch.tip, STEP)?;
        let mut seq = after;
        for row in &rows {
            self.at = Some((seq, last));
            let entry = Entry::from_bytes(&row.body).map_err(|_| damaged("entry"))?;
            let header = &entry.header;
            let placed = header.feed == id && header.seq == seq + 1 && row.seq == seq + 1;
            if !placed || header.previous != last || entry.hash() != row.hash {
                return Err(damaged("entry"));
            }
            (seq, last) = (row.seq, row.hash);
            self.report.entries += 1;
        }
        if rows.is_empty() && seq < branch.tip {
            return Err(damaged("entry"));
        }
        self.signatures(held, branch, after, seq)?;
        self.at = Some((seq, last));
        let done = seq == branch.tip;
        if done && last != branch.hash {
            return Err(damaged("branch"));
        }
        Ok(done)
    }

    /// The hash the first entry of a branch must follow.
    fn before(&self, held: &Held, branch: &BranchRow) -> Result<Hash, CenterError> {
        let damaged = || CenterError::Damaged { table: "branch" };
        match branch.parent {
            None if branch.first == 1 => Ok(Hash::ZERO),
            None => Err(damaged()),
            Some(parent) => {
                let seq = branch.first.checked_sub(1).ok_or_else(damaged)?;
                let owner = held.owner(parent, seq).ok_or_else(damaged)?;
                self.books.storage().hash_at(owner.n, seq)?.ok_or_else(damaged)
            }
        }
    }

    fn signatures(
        &mut self,
        held: &Held,
        branch: &BranchRow,
        after: u64,
        until: u64,
    ) -> Result<(), CenterError> {
        let storage = self.books.storage();
        let hash_at = |seq| storage.hash_at(branch.n, seq);
        let mut sealed = after;
        for row in storage.seals(branch.n, after, until)? {
            let hash = hash_at(row.seq)?.unwrap_or(Hash::ZERO);
            let seal = Seal { feed: held.id, seq: row.seq, hash, signature: row.signature };
            if !seal.verify(&held.feed.device) {
                self.wrong("seal", Some(held.id), Some(row.seq));
            }
            self.report.seals += 1;
            sealed = row.seq;
        }
        if until == branch.tip && sealed != until && after < until {
            self.wrong("seal", Some(held.id), Some(until));
        }
        for row in storage.evidence(branch.n, after, until)? {
            self.evidence.insert(mark(&row));
            let sound = Evidence::from_bytes(&row.body).ok();
            let sound = match (sound, hash_at(row.seq)?) {
                (Some(evidence), Some(hash)) => evidence.verify(hash),
                _ => false,
            };
            if !sound {
                self.wrong("evidence", Some(held.id), Some(row.seq));
            }
        }
        Ok(())
    }

    /// What is no entry: the ledger and what it names, vouchers, the rows in memory, and strays.
    fn finish(&mut self) -> Result<(), CenterError> {
        self.finished = true;
        if let Err(error) = self.ledger() {
            self.count(error)?;
        }
        if let Err(error) = self.rows() {
            self.count(error)?;
        }
        let strays = self.books.storage().strays()?;
        if strays.total() > 0 {
            self.report.wrong += strays.total() - 1;
            self.wrong("stray", None, None);
        }
        Ok(())
    }

    fn count(&mut self, error: CenterError) -> Result<(), CenterError> {
        match error {
            CenterError::Damaged { table } => self.wrong(table, None, None),
            other => return Err(other),
        }
        Ok(())
    }

    /// Feeds and branches in the database against those in memory.
    fn rows(&self) -> Result<(), CenterError> {
        let storage = self.books.storage();
        let (feeds, branches) = (storage.feeds()?, storage.branches()?);
        for held in self.state.index.all() {
            let same = feeds.iter().any(|row| {
                row.n == held.n && row.id == *held.id.as_bytes() && row.body == held.feed.to_bytes()
            });
            if !same {
                return Err(CenterError::Damaged { table: "feed" });
            }
            for branch in &held.branches {
                let same = branches.iter().any(|row| {
                    let fixed = (row.n, row.feed, row.parent, row.first);
                    fixed == (branch.n, branch.feed, branch.parent, branch.first) && row.tip >= branch.tip
                });
                if !same {
                    return Err(CenterError::Damaged { table: "branch" });
                }
            }
        }
        Ok(())
    }

    /// The chain of commits, and that everything ever acknowledged is held, and nothing else.
    fn ledger(&mut self) -> Result<(), CenterError> {
        let storage = self.books.storage();
        let mut last = (0, Hash::ZERO);
        let mut named = Named::default();
        loop {
            let rows = storage.ledger(last.0, STEP)?;
            for row in &rows {
                let deed = self.books.ledger().read(last, row)?;
                last = (row.number, row.mac);
                self.report.commits += 1;
                // What was committed since this scrub began is the next one's.
                self.deed(deed, row.number <= self.state.number, &mut named)?;
            }
            if rows.len() < STEP {
                break;
            }
        }
        if last.0 < self.state.number {
            return Err(CenterError::Damaged { table: "ledger" });
        }
        self.compare(&named)
    }

    fn deed(&mut self, deed: Deed, due: bool, named: &mut Named) -> Result<(), CenterError> {
        match deed {
            Deed::Generation(_) => {}
            Deed::Voucher { ticket, mac } => {
                named.vouchers.insert(ticket, mac);
            }
            Deed::Blob { of, .. } => {
                if due && !self.blobs.found.contains(&mark_blob(&of)) {
                    self.wrong_blob("blob", &of);
                }
                named.blobs.insert(mark_blob(&of));
            }
            Deed::Kept { heads, evidence } => {
                for head in heads.iter().filter(|_| due) {
                    if !self.holds_sealed(head)? {
                        self.wrong("entry", Some(head.feed), Some(head.seq));
                    }
                }
                let missing = evidence.iter().filter(|mark| due && !self.evidence.contains(mark)).count();
                (0..missing).for_each(|_| self.wrong("evidence", None, None));
                named.heads.extend(heads);
                named.evidence.extend(evidence);
            }
        }
        Ok(())
    }

    /// Rows that no commit speaks of.
    fn compare(&mut self, named: &Named) -> Result<(), CenterError> {
        let strange = self.evidence.difference(&named.evidence).count();
        (0..strange).for_each(|_| self.wrong("evidence", None, None));
        let strange = self.blobs.found.difference(&named.blobs).count();
        (0..strange).for_each(|_| self.wrong("blob", None, None));
        let state = Arc::clone(&self.state);
        for tip in state.index.all().flat_map(|held| held.tips()) {
            if !named.heads.contains(&tip) {
                self.wrong("branch", Some(tip.feed), Some(tip.seq));
            }
        }
        let rows = self.books.storage().vouchers()?;
        for row in &rows {
            self.books.ledger().check(row)?;
        }
        let held: HashMap<[u8; 32], Hash> = rows.iter().map(|row| (row.ticket, row.mac)).collect();
        if held != named.vouchers && self.books.storage().newest()? == self.state.number {
            self.wrong("voucher", None, None);
        }
        Ok(())
    }

    fn holds_sealed(&self, head: &Head) -> Result<bool, CenterError> {
        let Some(held) = self.state.index.get(&head.feed) else { return Ok(false) };
        for branch in &held.branches {
            let own = (branch.first..=branch.tip).contains(&head.seq);
            if own && self.books.storage().hash_at(branch.n, head.seq)? == Some(head.hash) {
                let seals = self.books.storage().seals(branch.n, head.seq - 1, head.seq)?;
                return Ok(!seals.is_empty());
            }
        }
        Ok(false)
    }
}
