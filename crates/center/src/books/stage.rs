//! A page on its way into the database: what of it is new, and where it goes. Nothing is written yet.

use std::collections::HashMap;
use std::sync::Arc;

use feed::exchange::MAX_TIPS;
use feed::{FeedId, Hash, Head, Verified};

use crate::error::CenterError;
use crate::fit::{Fit, Hashes, fit};
use crate::index::Index;
use crate::ledger::{Deed, mark};
use crate::storage::{Batch, BranchRow, EntryRow, EvidenceRow, FeedRow, SealRow, Storage};

/// Rows of runs that were accepted so far, on top of what is held.
pub(super) struct Stage<'a> {
    storage: &'a dyn Storage,
    pub index: Arc<Index>,
    feeds: Vec<FeedRow>,
    branches: HashMap<u32, BranchRow>,
    entries: Vec<EntryRow>,
    seals: Vec<SealRow>,
    evidence: Vec<EvidenceRow>,
    /// Hashes of the entries above, for runs that go on from them.
    fresh: HashMap<(u32, u64), Hash>,
    pub heads: Vec<Head>,
    pub gaps: Vec<FeedId>,
}

/// What came of one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Staged {
    Kept,
    Gap,
    TooManyForks,
}

impl<'a> Stage<'a> {
    pub fn new(storage: &'a dyn Storage, index: &Arc<Index>) -> Self {
        Self {
            storage,
            index: Arc::clone(index),
            feeds: Vec::new(),
            branches: HashMap::new(),
            entries: Vec::new(),
            seals: Vec::new(),
            evidence: Vec::new(),
            fresh: HashMap::new(),
            heads: Vec::new(),
            gaps: Vec::new(),
        }
    }

    /// Entries that were not held before.
    pub fn fresh(&self) -> usize {
        self.entries.len()
    }

    pub fn add(&mut self, run: &Verified) -> Result<Staged, CenterError> {
        let id = run.feed_id();
        let fit = fit(self.index.get(&id), run, self)?;
        let last = run.head();
        match fit {
            Fit::Gap => {
                self.gaps.push(id);
                return Ok(Staged::Gap);
            }
            Fit::Held { branch } => {
                self.keep_signatures(run, run.entries().len(), branch)?;
                self.seals.push(SealRow { branch, seq: last.seq, signature: run.seal().signature });
            }
            Fit::Continues { branch, skip } => {
                self.keep_signatures(run, skip, branch)?;
                let before = self.index.get(&id).and_then(|held| held.branch(branch)).copied();
                let row = before.ok_or(CenterError::Damaged { table: "branch" })?;
                self.extend(row, run, skip)?;
            }
            Fit::Parts { parent, skip } => {
                let feed = self.feed_number(run)?;
                let branches = self.index.get(&id).map_or(0, |held| held.branches.len());
                if branches >= MAX_TIPS {
                    return Ok(Staged::TooManyForks);
                }
                if let Some(parent) = parent {
                    self.keep_signatures(run, skip, parent)?;
                }
                let n = self.index.next_branch()?;
                let first = run.entries()[skip].entry.header.seq;
                self.extend(BranchRow { n, feed, parent, first, tip: first, hash: Hash::ZERO }, run, skip)?;
            }
        }
        self.heads.push(last);
        Ok(Staged::Kept)
    }

    /// What the ledger says of it.
    pub fn deed(&self) -> Deed {
        Deed::Kept { heads: self.heads.clone(), evidence: self.evidence.iter().map(mark).collect() }
    }

    /// All that is to be written, with the row that records it.
    pub fn batch(self, ledger: crate::storage::LedgerRow) -> Batch {
        let mut branches: Vec<BranchRow> = self.branches.into_values().collect();
        branches.sort_unstable_by_key(|branch| branch.n);
        let Self { feeds, entries, seals, evidence, .. } = self;
        let (vouchers, blobs) = (Vec::new(), Vec::new());
        Batch { feeds, branches, entries, seals, evidence, vouchers, blobs, ledger }
    }

    fn feed_number(&mut self, run: &Verified) -> Result<u32, CenterError> {
        if let Some(held) = self.index.get(&run.feed_id()) {
            return Ok(held.n);
        }
        let n = self.index.next_feed()?;
        let row = FeedRow { n, id: *run.feed_id().as_bytes(), body: run.feed().to_bytes() };
        Arc::make_mut(&mut self.index).put_feed(&row)?;
        self.feeds.push(row);
        Ok(n)
    }

    fn extend(&mut self, row: BranchRow, run: &Verified, skip: usize) -> Result<(), CenterError> {
        let branch = row.n;
        for one in &run.entries()[skip..] {
            let seq = one.entry.header.seq;
            self.entries.push(EntryRow { branch, seq, hash: one.hash, body: one.entry.to_bytes() });
            self.fresh.insert((branch, seq), one.hash);
            let evidence = one.evidence.iter();
            self.evidence.extend(evidence.map(|evidence| EvidenceRow {
                branch,
                seq,
                body: evidence.to_bytes(),
            }));
        }
        let last = run.head();
        self.seals.push(SealRow { branch, seq: last.seq, signature: run.seal().signature });
        let row = BranchRow { tip: last.seq, hash: last.hash, ..row };
        Arc::make_mut(&mut self.index).put_branch(row, 0)?;
        self.branches.insert(branch, row);
        Ok(())
    }

    /// Persons may have signed since the entries were handed over first.
    fn keep_signatures(&mut self, run: &Verified, held: usize, on: u32) -> Result<(), CenterError> {
        for one in run.entries()[..held].iter().filter(|one| !one.evidence.is_empty()) {
            let seq = one.entry.header.seq;
            let held = self.index.get(&run.feed_id());
            let owner = held.and_then(|held| held.owner(on, seq)).map(|owner| owner.n);
            let branch = owner.ok_or(CenterError::Damaged { table: "branch" })?;
            let evidence = one.evidence.iter();
            self.evidence.extend(evidence.map(|evidence| EvidenceRow {
                branch,
                seq,
                body: evidence.to_bytes(),
            }));
        }
        Ok(())
    }
}

impl Hashes for Stage<'_> {
    fn hashes(&self, branch: u32, from: u64, most: usize) -> Result<Vec<Hash>, CenterError> {
        let stored = self.storage.hashes(branch, from, most)?;
        let mut hashes = Vec::with_capacity(stored.len());
        for (seq, hash) in stored {
            if seq != from + hashes.len() as u64 {
                return Err(CenterError::Damaged { table: "entry" });
            }
            hashes.push(hash);
        }
        while hashes.len() < most {
            let Some(hash) = self.fresh.get(&(branch, from + hashes.len() as u64)) else { break };
            hashes.push(*hash);
        }
        Ok(hashes)
    }
}
