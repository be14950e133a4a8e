//! What is held, as of one commit.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use feed::{Branch, Entry, FeedId, Hash, Position, Scope};

use super::BEFORE_ALL;
use crate::error::CenterError;
use crate::index::{Held, Index};
use crate::ledger::{Deed, Ledger};
use crate::roll::Roll;
use crate::storage::{Batch, BranchRow, Storage};

/// Rows of the ledger or entries read in one go.
const PIECE: usize = 5_000;

/// Cheap to copy: what is large is shared until it changes.
#[derive(Clone)]
pub struct State {
    /// Of the last commit taken in.
    pub number: u64,
    mac: Hash,
    pub generation: [u8; 16],
    pub index: Arc<Index>,
    pub roll: Arc<Roll>,
}

impl State {
    pub(super) fn new(roll: Roll) -> Self {
        let (index, roll) = (Arc::default(), Arc::new(roll));
        Self { number: 0, mac: BEFORE_ALL, generation: [0; 16], index, roll }
    }

    /// Number and hash of the last commit.
    pub fn last(&self) -> (u64, Hash) {
        (self.number, self.mac)
    }

    /// Takes in a batch this process has committed; says which scopes it changed.
    pub(super) fn take_in(&mut self, batch: &Batch, ledger: &Ledger) -> Result<BTreeSet<Scope>, CenterError> {
        let deed = ledger.read(self.last(), &batch.ledger)?;
        let index = Arc::make_mut(&mut self.index);
        for row in &batch.feeds {
            index.put_feed(row)?;
        }
        let mut fresh: Vec<(BranchRow, Entry, Hash)> = Vec::new();
        for row in &batch.branches {
            index.put_branch(*row, batch.ledger.number)?;
        }
        let mut changed = changed(index, &batch.branches);
        changed.extend(deed.blob_scope());
        for row in &batch.entries {
            let Some(branch) = batch.branches.iter().find(|branch| branch.n == row.branch) else { continue };
            if feed_of(index, branch)?.feed.scope.is_control() {
                let entry = Entry::from_bytes(&row.body).map_err(|_| damaged())?;
                fresh.push((*branch, entry, row.hash));
            }
        }
        let number = batch.ledger.number;
        let named = self.note(number, batch.ledger.mac, deed);
        let index = Arc::make_mut(&mut self.index);
        named.iter().for_each(|feed| index.touch(feed, number));
        self.fold(fresh)?;
        Ok(changed)
    }

    /// Takes in what others have committed; says which scopes it changed. They may go on committing: the
    /// ledger is read first and the feeds last, so what is held here is never older than its number says. If it
    /// is newer, a commit on it finds another number and is decided anew.
    pub(super) fn catch_up(
        &mut self,
        storage: &dyn Storage,
        ledger: &Ledger,
    ) -> Result<BTreeSet<Scope>, CenterError> {
        let (touched, with_blobs) = self.read_ledger(storage, ledger)?;
        let branches = storage.branches()?;
        let before = Arc::clone(&self.index);
        let index = Arc::make_mut(&mut self.index);
        for row in storage.feeds()? {
            index.put_feed(&row)?;
        }
        let mut moved = Vec::new();
        for row in branches {
            index.put_branch(row, 0)?;
            if tip_of(&before, index, &row)? != Some(row.tip) {
                moved.push(row);
            }
        }
        let mut changed = changed(index, &moved);
        changed.extend(with_blobs);
        let mut fresh = Vec::new();
        for row in &moved {
            if feed_of(index, row)?.feed.scope.is_control() {
                let after = tip_of(&before, index, row)?.unwrap_or(row.first - 1);
                read_entries(storage, row, after, &mut fresh)?;
            }
        }
        touched.iter().for_each(|(feed, number)| index.touch(feed, *number));
        self.fold(fresh)?;
        Ok(changed)
    }

    /// The feeds named, each with the last commit that did; and the scopes of which a blob came.
    fn read_ledger(
        &mut self,
        storage: &dyn Storage,
        ledger: &Ledger,
    ) -> Result<(HashMap<FeedId, u64>, BTreeSet<Scope>), CenterError> {
        let (mut touched, mut with_blobs) = (HashMap::new(), BTreeSet::new());
        loop {
            let rows = storage.ledger(self.number, PIECE)?;
            for row in &rows {
                let deed = ledger.read(self.last(), row)?;
                with_blobs.extend(deed.blob_scope());
                for feed in self.note(row.number, row.mac, deed) {
                    touched.insert(feed, row.number);
                }
            }
            if rows.len() < PIECE {
                return Ok((touched, with_blobs));
            }
        }
    }

    /// Says which feeds a commit names.
    fn note(&mut self, number: u64, mac: Hash, deed: Deed) -> Vec<FeedId> {
        (self.number, self.mac) = (number, mac);
        match deed {
            Deed::Generation(generation) => {
                self.generation = generation;
                Vec::new()
            }
            Deed::Voucher { .. } | Deed::Blob { .. } => Vec::new(),
            Deed::Kept { heads, .. } => heads.iter().map(|head| head.feed).collect(),
        }
    }

    /// Control entries just come, in the order of their branches.
    pub(super) fn fold(&mut self, fresh: Vec<(BranchRow, Entry, Hash)>) -> Result<(), CenterError> {
        if fresh.is_empty() {
            return Ok(());
        }
        let roll = Arc::make_mut(&mut self.roll);
        for (branch, entry, hash) in fresh {
            let held = feed_of(&self.index, &branch)?;
            if let Some(parent) = branch.parent
                && entry.header.seq == branch.first
            {
                let from = Position { branch: Branch(parent), seq: branch.first - 1 };
                roll.controls.branch_off(Branch(branch.n), from);
            }
            roll.controls.add(&held.feed, Branch(branch.n), entry, hash);
        }
        roll.settle();
        Ok(())
    }
}

fn read_entries(
    storage: &dyn Storage,
    branch: &BranchRow,
    mut after: u64,
    into: &mut Vec<(BranchRow, Entry, Hash)>,
) -> Result<(), CenterError> {
    while after < branch.tip {
        let rows = storage.entries(branch.n, after, branch.tip, PIECE)?;
        let Some(last) = rows.last() else { return Err(damaged()) };
        after = last.seq;
        for row in rows {
            let entry = Entry::from_bytes(&row.body).map_err(|_| damaged())?;
            if entry.hash() != row.hash {
                return Err(damaged());
            }
            into.push((*branch, entry, row.hash));
        }
    }
    Ok(())
}

fn tip_of(before: &Index, now: &Index, row: &BranchRow) -> Result<Option<u64>, CenterError> {
    let id = feed_of(now, row)?.id;
    Ok(before.get(&id).and_then(|held| held.branch(row.n)).map(|branch| branch.tip))
}

fn feed_of<'a>(index: &'a Index, branch: &BranchRow) -> Result<&'a Held, CenterError> {
    index.numbered(branch.feed).ok_or(CenterError::Damaged { table: "branch" })
}

fn changed(index: &Index, branches: &[BranchRow]) -> BTreeSet<Scope> {
    branches.iter().filter_map(|branch| index.numbered(branch.feed)).map(|held| held.feed.scope).collect()
}

fn damaged() -> CenterError {
    CenterError::Damaged { table: "entry" }
}
