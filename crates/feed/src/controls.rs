//! The control scopes held in memory: each entry placed as it comes, or parked until its ancestors have.

use std::collections::BTreeMap;

use crate::causality::{Branch, Clock, OrderKey, Placed, Position, depth};
use crate::entry::Entry;
use crate::header::Head;
use crate::ids::Hash;
use crate::membership::Membership;
use crate::scope::Feed;
use crate::sessions::Sessions;
use crate::settle::{ControlAct, Settled, settle};

/// For whoever needs to know who belongs and nothing else: a center.
#[derive(Debug, Clone, Default)]
pub struct Controls {
    acts: Vec<Act>,
    places: BTreeMap<Head, usize>,
    /// Entries by one ancestor that is missing.
    waiting: BTreeMap<Head, Vec<Arrived>>,
    forks: Sessions,
}

#[derive(Debug, Clone)]
struct Act {
    entry: Entry,
    placed: Placed,
    clock: Clock,
}

#[derive(Debug, Clone)]
struct Arrived {
    feed: Feed,
    branch: Branch,
    entry: Entry,
    hash: Hash,
}

impl Controls {
    pub fn new() -> Self {
        Self::default()
    }

    /// `branch` is a fork that goes on from the entry at `from`.
    pub fn branch_off(&mut self, branch: Branch, from: Position) {
        self.forks.branch_off(branch, from);
    }

    /// Takes in a verified entry of a control scope, on the branch its holder numbers so. Each once.
    pub fn add(&mut self, feed: &Feed, branch: Branch, entry: Entry, hash: Hash) {
        let mut arrived = vec![Arrived { feed: feed.clone(), branch, entry, hash }];
        while let Some(one) = arrived.pop() {
            match self.missing(&one.entry) {
                Some(missing) => self.waiting.entry(missing).or_default().push(one),
                None => {
                    let head = self.place(one);
                    arrived.extend(self.waiting.remove(&head).unwrap_or_default());
                }
            }
        }
    }

    /// Entries that wait for an ancestor.
    pub fn parked(&self) -> usize {
        self.waiting.values().map(Vec::len).sum()
    }

    /// The causal past of an entry, if it has its place.
    pub fn clock_of(&self, head: &Head) -> Option<&Clock> {
        self.places.get(head).map(|place| &self.acts[*place].clock)
    }

    /// What all that is placed comes to, starting from what is not in the history.
    pub fn settle(&self, start: &Membership) -> Settled {
        let acts: Vec<ControlAct<'_>> = self
            .acts
            .iter()
            .map(|act| ControlAct { entry: &act.entry, placed: act.placed, clock: &act.clock })
            .collect();
        let settled = settle(start, &self.forks, &acts);
        let mut start = start.clone();
        let mut placed_any = false;
        for head in settled.membership.named_heads() {
            if let Some(clock) = self.clock_of(&head) {
                start.place_head(head, clock.clone());
                placed_any = true;
            }
        }
        // On a forked feed only the clock of a head that a cut names tells which branch it is on.
        if placed_any { settle(&start, &self.forks, &acts) } else { settled }
    }

    fn missing(&self, entry: &Entry) -> Option<Head> {
        let header = &entry.header;
        let previous = previous_head(entry);
        previous.into_iter().chain(header.seen.iter().copied()).find(|head| !self.places.contains_key(head))
    }

    fn place(&mut self, arrived: Arrived) -> Head {
        let Arrived { feed, branch, entry, hash } = arrived;
        let held = |head: &Head| &self.acts[self.places[head]];
        let previous = previous_head(&entry).map(|head| held(&head));
        let seen: Vec<&Act> = entry.header.seen.iter().map(held).collect();
        let depths: Vec<u64> = seen.iter().map(|act| act.placed.order.depth).collect();
        let clocks: Vec<&Clock> = seen.iter().map(|act| &act.clock).collect();
        let position = Position { branch, seq: entry.header.seq };
        let head = Head { feed: entry.header.feed, seq: entry.header.seq, hash };
        let depth = depth(previous.map(|act| act.placed.order.depth), &depths);
        let placed = Placed {
            position,
            order: OrderKey { depth, feed: head.feed, seq: head.seq, hash },
            scope: feed.scope,
            device: feed.device,
            actor: entry.header.actor,
        };
        let clock = Clock::advance(previous.map(|act| &act.clock), &clocks, position);
        self.places.insert(head, self.acts.len());
        self.acts.push(Act { entry, placed, clock });
        head
    }
}

fn previous_head(entry: &Entry) -> Option<Head> {
    let header = &entry.header;
    (header.seq > 1).then(|| Head { feed: header.feed, seq: header.seq - 1, hash: header.previous })
}
