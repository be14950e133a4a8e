//! What is held, in memory: feeds, their branches, and since which commit each stands as it does. Entries
//! themselves stay in the database.

use std::collections::HashMap;

use feed::exchange::{HeldBranch, HeldFeed};
use feed::{Branch, Feed, FeedId, Head};

use crate::error::CenterError;
use crate::storage::{BranchRow, FeedRow};

/// All feeds, found by id or by their number in the database.
#[derive(Clone, Default)]
pub struct Index {
    feeds: HashMap<FeedId, Held>,
    ids: HashMap<u32, FeedId>,
    greatest_branch: u32,
    greatest_feed: u32,
}

/// One feed as it is held.
#[derive(Clone)]
pub struct Held {
    pub n: u32,
    pub id: FeedId,
    pub feed: Feed,
    /// In the order they were made: a branch stands after its parent.
    pub branches: Vec<BranchRow>,
    /// The commit that last added to it.
    pub changed: u64,
}

impl Index {
    pub fn get(&self, id: &FeedId) -> Option<&Held> {
        self.feeds.get(id)
    }

    /// By its number in the database.
    pub fn numbered(&self, n: u32) -> Option<&Held> {
        self.feeds.get(self.ids.get(&n)?)
    }

    pub fn all(&self) -> impl Iterator<Item = &Held> {
        self.feeds.values()
    }

    /// # Errors
    /// The database has no number left.
    pub fn next_feed(&self) -> Result<u32, CenterError> {
        self.greatest_feed.checked_add(1).ok_or(CenterError::Full)
    }

    /// # Errors
    /// The database has no number left.
    pub fn next_branch(&self) -> Result<u32, CenterError> {
        self.greatest_branch.checked_add(1).ok_or(CenterError::Full)
    }

    /// Takes a row in.
    ///
    /// # Errors
    /// It is not as it was written.
    pub fn put_feed(&mut self, row: &FeedRow) -> Result<(), CenterError> {
        let damaged = || CenterError::Damaged { table: "feed" };
        let feed = Feed::from_bytes(&row.body).map_err(|_| damaged())?;
        let id = FeedId::from_bytes(row.id);
        if feed.id() != id {
            return Err(damaged());
        }
        self.greatest_feed = self.greatest_feed.max(row.n);
        self.ids.insert(row.n, id);
        let held = Held { n: row.n, id, feed, branches: Vec::new(), changed: 0 };
        self.feeds.entry(id).or_insert(held);
        Ok(())
    }

    /// Takes a new or longer branch in. A parent was made before its children, so no way up leads round in a
    /// circle.
    ///
    /// # Errors
    /// Its feed or its parent is not held, or its ends are the wrong way round.
    pub fn put_branch(&mut self, row: BranchRow, number: u64) -> Result<(), CenterError> {
        let damaged = || CenterError::Damaged { table: "branch" };
        let id = self.ids.get(&row.feed).ok_or_else(damaged)?;
        let held = self.feeds.get_mut(id).ok_or_else(damaged)?;
        let has_parent = row.parent.is_none_or(|parent| parent < row.n && held.branch(parent).is_some());
        if !has_parent || row.first == 0 || row.tip < row.first {
            return Err(damaged());
        }
        match held.branches.iter_mut().find(|branch| branch.n == row.n) {
            Some(branch) => *branch = row,
            None => held.branches.push(row),
        }
        held.changed = held.changed.max(number);
        self.greatest_branch = self.greatest_branch.max(row.n);
        Ok(())
    }

    /// The feed named by a commit changed with it.
    pub fn touch(&mut self, id: &FeedId, number: u64) {
        if let Some(held) = self.feeds.get_mut(id) {
            held.changed = held.changed.max(number);
        }
    }
}

impl Held {
    pub fn branch(&self, n: u32) -> Option<&BranchRow> {
        self.branches.iter().find(|branch| branch.n == n)
    }

    pub fn tips(&self) -> impl Iterator<Item = Head> {
        self.branches.iter().map(|branch| Head { feed: self.id, seq: branch.tip, hash: branch.hash })
    }

    /// The branch on whose own stretch the entry `seq` lies, seen from the branch `n`.
    pub fn owner(&self, n: u32, seq: u64) -> Option<&BranchRow> {
        let mut branch = self.branch(n)?;
        while seq < branch.first {
            branch = self.branch(branch.parent?)?;
        }
        Some(branch)
    }

    /// As the plan of a meeting wants it.
    pub fn for_plan(&self) -> HeldFeed {
        let branches = self.branches.iter().map(|branch| HeldBranch {
            branch: Branch(branch.n),
            parent: branch.parent.map(Branch),
            first: branch.first,
            tip: branch.tip,
        });
        HeldFeed { feed: self.id, scope: self.feed.scope, branches: branches.collect() }
    }
}
