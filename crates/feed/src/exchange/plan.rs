//! What to send to the other side, from what is held here and what it says it has.

use std::collections::BTreeMap;

use super::holdings::Tip;
use crate::causality::{Branch, Position};
use crate::ids::FeedId;
use crate::scope::Scope;

/// A feed as it is held here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldFeed {
    pub feed: FeedId,
    pub scope: Scope,
    /// A branch stands after the one it parts from.
    pub branches: Vec<HeldBranch>,
}

/// A branch as it is held here, without gaps from `first` to `tip`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldBranch {
    pub branch: Branch,
    /// `None` for one that begins with the feed.
    pub parent: Option<Branch>,
    /// Its first entry of its own; the one before, if any, is its parent's.
    pub first: u64,
    /// Its last sealed entry.
    pub tip: u64,
}

/// What the other side says it has of a feed, looked up here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theirs {
    pub feed: FeedId,
    pub tips: Vec<Resolved>,
    pub ladder: Vec<Resolved>,
}

/// A head the other side named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    pub tip: Tip,
    /// Where it stands here; `None` if it is not held.
    pub held: Option<Position>,
}

/// What to do next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// To be sent in this order.
    pub runs: Vec<Run>,
    /// Their heads that are not held here.
    pub unknown: Vec<Unknown>,
}

/// The entries of one branch after `after` up to and with `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    pub feed: FeedId,
    pub branch: Branch,
    /// 0 for all from the start of the feed.
    pub after: u64,
    pub until: u64,
}

/// A head of theirs that is not held here: they send it, if they may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unknown {
    pub feed: FeedId,
    pub tip: Tip,
    /// What they lack of this feed cannot be told before they tell a
    /// [`ladder`](super::Holdings::ladders_wanted) of it.
    pub ladder_wanted: bool,
}

/// Control scopes come first, so that what follows can be judged when it arrives. Scopes the other side may
/// not hold are left out. When both sides' plans are empty, both hold the same.
pub fn plan(held: &[HeldFeed], theirs: &[Theirs], allowed: &dyn Fn(&Scope) -> bool) -> Plan {
    let said: BTreeMap<FeedId, &Theirs> = theirs.iter().map(|one| (one.feed, one)).collect();
    let mut known: Vec<&HeldFeed> = held.iter().filter(|feed| allowed(&feed.scope)).collect();
    known.sort_unstable_by_key(|feed| (turn(&feed.scope), feed.scope, feed.feed));
    let mut plan = Plan::default();
    for feed in known {
        plan.meet(feed, said.get(&feed.feed).copied());
    }
    let here: std::collections::BTreeSet<FeedId> = held.iter().map(|feed| feed.feed).collect();
    for one in said.values().filter(|one| !here.contains(&one.feed)) {
        let tips = one.tips.iter();
        plan.unknown.extend(tips.map(|one_tip| unknown(one.feed, one_tip, false)));
    }
    plan
}

fn turn(scope: &Scope) -> u8 {
    match scope {
        Scope::Network => 0,
        Scope::Roster(_) => 1,
        Scope::Hub(_) | Scope::Link(..) => 2,
    }
}

fn unknown(feed: FeedId, resolved: &Resolved, ladder_wanted: bool) -> Unknown {
    Unknown { feed, tip: resolved.tip, ladder_wanted }
}

impl Plan {
    fn meet(&mut self, held: &HeldFeed, theirs: Option<&Theirs>) {
        let (tips, ladder) = theirs.map_or((&[][..], &[][..]), |it| (&it.tips[..], &it.ladder[..]));
        let reached = Reached::by(held, tips, ladder);
        let strange: Vec<&Resolved> = tips.iter().filter(|one| one.held.is_none()).collect();
        // A ladder says where an unknown tip parts from what is held here, if it does at all; a first entry
        // parts from everything and has none.
        let open = ladder.is_empty() && strange.iter().any(|one| one.tip.seq > 1);
        let mut wanted_below = 0;
        for branch in &held.branches {
            let after = reached.after(branch);
            if branch.tip <= after {
                continue;
            }
            if open && !reached.certain(branch) {
                wanted_below = wanted_below.max(branch.tip);
            } else {
                self.runs.push(Run { feed: held.feed, branch: branch.branch, after, until: branch.tip });
            }
        }
        // One above all that is held here is most likely only ahead: they see so by our tip, and if it is
        // not so, they are the ones who ask.
        self.unknown
            .extend(strange.iter().map(|one| unknown(held.feed, one, open && one.tip.seq <= wanted_below)));
    }
}

/// How far the other side is known to hold each branch.
struct Reached {
    known: BTreeMap<Branch, u64>,
    /// Branches the other side holds up to there and no further, or that part from such a one later.
    certain: Vec<Branch>,
}

impl Reached {
    fn by(held: &HeldFeed, tips: &[Resolved], ladder: &[Resolved]) -> Self {
        let mut reached = Self { known: BTreeMap::new(), certain: Vec::new() };
        for position in tips.iter().chain(ladder).filter_map(|one| one.held) {
            reached.include(held, position);
        }
        let ends: Vec<Branch> = tips.iter().filter_map(|one| one.held).map(|at| at.branch).collect();
        for branch in &held.branches {
            let parted_later = branch.parent.is_some_and(|parent| {
                let parents_reach = reached.known.get(&parent).copied().unwrap_or(0);
                reached.certain.contains(&parent) && branch.first > parents_reach + 1
            });
            if parted_later || ends.contains(&branch.branch) {
                reached.certain.push(branch.branch);
            }
        }
        reached
    }

    /// Whoever holds an entry holds all before it, on the branches it parted from too.
    fn include(&mut self, held: &HeldFeed, mut position: Position) {
        for _ in &held.branches {
            let seq = self.known.entry(position.branch).or_insert(0);
            *seq = position.seq.max(*seq);
            let branch = held.branches.iter().find(|one| one.branch == position.branch);
            let Some((parent, first)) = branch.and_then(|one| Some((one.parent?, one.first))) else { return };
            position = Position { branch: parent, seq: first.saturating_sub(1) };
        }
    }

    fn after(&self, branch: &HeldBranch) -> u64 {
        let before = branch.first.saturating_sub(1);
        self.known.get(&branch.branch).copied().unwrap_or(before).max(before)
    }

    fn certain(&self, branch: &HeldBranch) -> bool {
        self.certain.contains(&branch.branch)
    }
}
