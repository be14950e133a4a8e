//! Where entries stand: their branch, depth and causal past, from what is held.

use std::collections::HashMap;
use std::rc::Rc;

use feed::{Branch, Clock, Feed, FeedId, Hash, Head, Header, OrderKey, Placed, Position, depth};
use rusqlite::{Connection, OptionalExtension};

use crate::StoreError;
use crate::history::entries::{self, STANDPOINT, Standpoint};
use crate::history::feeds::{self, BranchRow, FeedRow};
use crate::history::{Status, signed};
use crate::mutant::{self, Mutant};

/// The place of an entry whose ancestors are all held.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    pub position: Position,
    pub depth: u64,
    /// The stored clock this one is, but for the entry's own place; 0 for the empty one.
    pub clock_row: i64,
    /// The entry and its causal past.
    pub clock: Clock,
    pub order: OrderKey,
}

/// What is known of feeds, read once a transaction.
#[derive(Default)]
pub(crate) struct Lineage {
    lines: HashMap<FeedId, Option<Line>>,
    ids: HashMap<i64, FeedId>,
    clocks: HashMap<i64, Rc<Clock>>,
}

struct Line {
    row: FeedRow,
    branches: Vec<BranchRow>,
    /// The last entry placed on a branch, where it was looked up.
    tips: HashMap<u32, Standpoint>,
}

/// A second history under one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fork {
    pub feed: FeedId,
    /// The first sequence number that is there twice.
    pub seq: u64,
}

/// What [`Lineage::place`] found.
pub(crate) struct Placing {
    pub spot: Spot,
    pub before: Option<Standpoint>,
    pub fork: Option<Fork>,
}

impl Lineage {
    /// The feed's row, if any of it is held.
    pub fn feed(&mut self, connection: &Connection, id: &FeedId) -> Result<Option<FeedRow>, StoreError> {
        Ok(self.line(connection, id)?.map(|line| line.row.clone()))
    }

    pub fn feed_or_new(
        &mut self,
        connection: &Connection,
        feed: &Feed,
        id: FeedId,
    ) -> Result<FeedRow, StoreError> {
        if let Some(line) = self.line(connection, &id)? {
            return Ok(line.row.clone());
        }
        let row = feeds::insert(connection, feed, id)?;
        let line = Line { row: row.clone(), branches: Vec::new(), tips: HashMap::new() };
        self.ids.insert(row.n, id);
        self.lines.insert(id, Some(line));
        Ok(row)
    }

    pub fn feed_n(&mut self, connection: &Connection, n: i64) -> Result<FeedRow, StoreError> {
        let id = match self.ids.get(&n) {
            Some(id) => *id,
            None => feeds::by_n(connection, n)?.id,
        };
        self.ids.insert(n, id);
        self.feed(connection, &id)?.ok_or_else(entries::damaged)
    }

    /// Read again what another hand changed (its `own` mark).
    pub fn forget(&mut self, id: &FeedId) {
        self.lines.remove(id);
    }

    fn line(&mut self, connection: &Connection, id: &FeedId) -> Result<Option<&mut Line>, StoreError> {
        if !self.lines.contains_key(id) {
            let line = match feeds::by_id(connection, id)? {
                None => None,
                Some(row) => {
                    let branches = feeds::branches(connection, row.n)?;
                    self.ids.insert(row.n, *id);
                    Some(Line { row, branches, tips: HashMap::new() })
                }
            };
            self.lines.insert(*id, line);
        }
        Ok(self.lines.get_mut(id).and_then(Option::as_mut))
    }

    /// The entry a head names, if it is held and not parked.
    pub fn held(&mut self, connection: &Connection, head: &Head) -> Result<Option<Standpoint>, StoreError> {
        let Some(line) = self.line(connection, &head.feed)? else { return Ok(None) };
        if let Some(tip) = line.tips.values().find(|tip| tip.seq == head.seq && tip.hash == head.hash) {
            return Ok(Some(*tip));
        }
        let found = entries::find(connection, line.row.n, head.seq, &head.hash)?;
        Ok(found.filter(|at| at.status != Status::Parked))
    }

    /// Whether the entry goes on from the end of a branch.
    pub fn is_next(&self, header: &Header) -> bool {
        let Some(Some(line)) = self.lines.get(&header.feed) else { return false };
        match header.seq {
            1 => line.branches.is_empty(),
            seq => line.tips.values().any(|tip| tip.seq + 1 == seq && tip.hash == header.previous),
        }
    }

    pub fn is_forked(&self, id: &FeedId) -> bool {
        self.lines.get(id).and_then(Option::as_ref).is_some_and(|line| line.branches.len() > 1)
    }

    /// What the entry names and is not held: while there is any, it has no place.
    pub fn missing(&mut self, connection: &Connection, header: &Header) -> Result<Vec<Head>, StoreError> {
        let mut missing = Vec::new();
        if let Some(before) = before(header)
            && self.held(connection, &before)?.is_none()
        {
            missing.push(before);
        }
        for head in &header.seen {
            if self.held(connection, head)?.is_none() {
                missing.push(*head);
            }
        }
        Ok(missing)
    }

    /// Gives an entry its place. All it names must be held.
    pub fn place(
        &mut self,
        connection: &Connection,
        header: &Header,
        hash: Hash,
    ) -> Result<Placing, StoreError> {
        let before = match before(header) {
            Some(head) => Some(self.held(connection, &head)?.ok_or_else(entries::damaged)?),
            None => None,
        };
        let (branch, fork) = self.branch(connection, header, before.as_ref())?;
        let position = Position { branch: Branch(branch), seq: header.seq };
        let former = match &before {
            Some(at) => self.full_clock(connection, at)?,
            None => Clock::start(),
        };
        let mut depths = Vec::with_capacity(header.seen.len());
        let mut seen = Vec::with_capacity(header.seen.len());
        for head in &header.seen {
            let at = self.held(connection, head)?.ok_or_else(entries::damaged)?;
            depths.push(at.depth);
            seen.push(self.full_clock(connection, &at)?);
        }
        let clock = Clock::advance(Some(&former), &seen.iter().collect::<Vec<_>>(), position);
        let same = header.seen.is_empty() && before.as_ref().is_none_or(|at| at.branch == branch);
        let clock_row = match (same, &before) {
            (true, Some(at)) => at.clock,
            (true, None) => 0,
            (false, _) => self.keep_clock(connection, &clock)?,
        };
        let depth = match mutant::is(Mutant::OrdersByClock) {
            true => header.at.ms.unsigned_abs(),
            false => depth(before.as_ref().map(|at| at.depth), &depths),
        };
        let order = OrderKey { depth, feed: header.feed, seq: header.seq, hash };
        Ok(Placing { spot: Spot { position, depth, clock_row, clock, order }, before, fork })
    }

    /// The entry now stands at the end of its branch.
    pub fn advanced(&mut self, feed: &FeedId, at: Standpoint) {
        if let Some(Some(line)) = self.lines.get_mut(feed) {
            line.tips.insert(at.branch, at);
        }
    }

    /// The branch an entry goes on, a new one where its place is taken.
    fn branch(
        &mut self,
        connection: &Connection,
        header: &Header,
        before: Option<&Standpoint>,
    ) -> Result<(u32, Option<Fork>), StoreError> {
        let line = self.line(connection, &header.feed)?.ok_or_else(entries::damaged)?;
        let taken = match before {
            None => !line.branches.is_empty(),
            Some(at) if line.tips.get(&at.branch).is_some_and(|tip| tip.n == at.n) => false,
            Some(at) => is_taken(connection, line.row.n, header.seq, at.branch)?,
        };
        match before {
            Some(at) if !taken => return Ok((at.branch, None)),
            _ => {}
        }
        let parent = before.map(|at| at.branch);
        let branch = feeds::insert_branch(connection, line.row.n, parent, signed(header.seq))?;
        line.branches.push(branch);
        let fork = taken.then_some(Fork { feed: header.feed, seq: header.seq });
        Ok((branch.n, fork))
    }

    fn keep_clock(&mut self, connection: &Connection, clock: &Clock) -> Result<i64, StoreError> {
        let n = entries::insert_clock(connection, clock)?;
        self.clocks.insert(n, Rc::new(clock.clone()));
        Ok(n)
    }

    pub fn stored_clock(&mut self, connection: &Connection, n: i64) -> Result<Rc<Clock>, StoreError> {
        if let Some(clock) = self.clocks.get(&n) {
            return Ok(Rc::clone(clock));
        }
        let clock = Rc::new(entries::clock(connection, n)?);
        self.clocks.insert(n, Rc::clone(&clock));
        Ok(clock)
    }

    /// An entry and its causal past.
    pub fn full_clock(&mut self, connection: &Connection, at: &Standpoint) -> Result<Clock, StoreError> {
        let base = self.stored_clock(connection, at.clock)?;
        let own = Position { branch: Branch(at.branch), seq: at.seq };
        Ok(Clock::advance(Some(&base), &[], own))
    }

    /// The spot of an entry that was placed before.
    pub fn spot(
        &mut self,
        connection: &Connection,
        feed: &FeedId,
        at: &Standpoint,
    ) -> Result<Spot, StoreError> {
        Ok(Spot {
            position: Position { branch: Branch(at.branch), seq: at.seq },
            depth: at.depth,
            clock_row: at.clock,
            clock: self.full_clock(connection, at)?,
            order: OrderKey { depth: at.depth, feed: *feed, seq: at.seq, hash: at.hash },
        })
    }

    /// Where a named entry lies, if it is held.
    pub fn position(&mut self, connection: &Connection, head: &Head) -> Result<Option<Position>, StoreError> {
        let Some(line) = self.line(connection, &head.feed)? else { return Ok(None) };
        if let [only] = &line.branches[..] {
            return Ok(Some(Position { branch: Branch(only.n), seq: head.seq }));
        }
        let at = self.held(connection, head)?;
        Ok(at.map(|at| Position { branch: Branch(at.branch), seq: at.seq }))
    }

    /// The last entry placed of a feed without forks.
    pub fn tip(&mut self, connection: &Connection, id: &FeedId) -> Result<Option<Standpoint>, StoreError> {
        let Some(line) = self.line(connection, id)? else { return Ok(None) };
        let [only] = &line.branches[..] else { return Ok(None) };
        if let Some(tip) = line.tips.get(&only.n) {
            return Ok(Some(*tip));
        }
        let mut statement = connection.prepare_cached(&format!(
            "select {STANDPOINT} from entry where feed = ?1 and branch = ?2 order by seq desc limit 1"
        ))?;
        let tip = statement.query_row((line.row.n, only.n), entries::standpoint).optional()?;
        if let Some(tip) = tip {
            line.tips.insert(only.n, tip);
        }
        Ok(tip)
    }

    /// For each branch of a feed, its last entry that is folded. What is quarantined others may never be
    /// given, so nobody should come to wait for it.
    pub fn folded_heads(
        &mut self,
        connection: &Connection,
        id: &FeedId,
    ) -> Result<Vec<(Head, Position)>, StoreError> {
        let Some(line) = self.line(connection, id)? else { return Ok(Vec::new()) };
        let mut statement = connection.prepare_cached(&format!(
            "select {STANDPOINT} from entry where feed = ?1 and branch = ?2 and status = 0
             order by seq desc limit 1"
        ))?;
        let mut heads = Vec::new();
        for branch in &line.branches {
            let last = statement.query_row((line.row.n, branch.n), entries::standpoint).optional()?;
            heads.extend(last.map(|at| {
                let position = Position { branch: Branch(at.branch), seq: at.seq };
                (Head { feed: *id, seq: at.seq, hash: at.hash }, position)
            }));
        }
        Ok(heads)
    }

    pub fn branches(&mut self, connection: &Connection, id: &FeedId) -> Result<Vec<BranchRow>, StoreError> {
        Ok(self.line(connection, id)?.map(|line| line.branches.clone()).unwrap_or_default())
    }
}

impl Spot {
    pub fn placed(&self, feed: &Feed, header: &Header) -> Placed {
        Placed {
            position: self.position,
            order: self.order,
            scope: feed.scope,
            device: feed.device,
            actor: header.actor,
        }
    }
}

fn before(header: &Header) -> Option<Head> {
    (header.seq > 1).then(|| Head { feed: header.feed, seq: header.seq - 1, hash: header.previous })
}

fn is_taken(connection: &Connection, feed: i64, seq: u64, branch: u32) -> Result<bool, StoreError> {
    let mut statement = connection
        .prepare_cached("select exists (select 1 from entry where feed = ?1 and seq = ?2 and branch = ?3)")?;
    Ok(statement.query_row((feed, signed(seq), branch), |row| row.get(0))?)
}
