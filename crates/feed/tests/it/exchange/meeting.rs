//! Two holders meet in rounds until both have the same, whatever each had before.

use std::collections::BTreeMap;

use feed::exchange::{HeldBranch, HeldFeed, Plan, Resolved, Theirs, Tip, ladder, plan};
use feed::{Branch, FeedId, Hash, Position, Scope};
use proptest::prelude::*;

const FEED: FeedId = FeedId::from_bytes([1; 32]);

/// A tree of entries: a hash and the hash before it, as a holder of one feed keeps it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Shelf {
    entries: BTreeMap<Hash, (u64, Hash)>,
}

/// The branches of a shelf, by position.
struct Laid {
    held: HeldFeed,
    places: BTreeMap<Hash, Position>,
}

impl Shelf {
    fn grow(&mut self, from: Hash, salt: u8, length: usize) {
        let (mut seq, mut before) = (self.entries.get(&from).map_or(0, |entry| entry.0), from);
        for _ in 0..length {
            seq += 1;
            let hash =
                Hash::from_bytes(*blake3::hash(&[&before.as_bytes()[..], &[salt]].concat()).as_bytes());
            self.entries.insert(hash, (seq, before));
            before = hash;
        }
    }

    fn laid(&self) -> Laid {
        let mut order: Vec<(&Hash, &(u64, Hash))> = self.entries.iter().collect();
        order.sort_by_key(|(hash, entry)| (entry.0, **hash));
        let mut branches: Vec<HeldBranch> = Vec::new();
        let mut places: BTreeMap<Hash, Position> = BTreeMap::new();
        for (hash, &(seq, before)) in order {
            let parent = places.get(&before).copied();
            let grown = parent
                .and_then(|at| branches.iter().position(|one| one.branch == at.branch && one.tip == at.seq));
            let branch = match grown {
                Some(branch) => {
                    branches[branch].tip = seq;
                    branches[branch].branch
                }
                None => {
                    let branch = Branch(u32::try_from(branches.len()).expect("few"));
                    let parent = parent.map(|at| at.branch);
                    branches.push(HeldBranch { branch, parent, first: seq, tip: seq });
                    branch
                }
            };
            places.insert(*hash, Position { branch, seq });
        }
        let scope = Scope::Network;
        Laid { held: HeldFeed { feed: FEED, scope, branches }, places }
    }

    fn tips(&self) -> Vec<Tip> {
        let inner: Vec<Hash> = self.entries.values().map(|(_, before)| *before).collect();
        let ends = self.entries.iter().filter(|(hash, _)| !inner.contains(hash));
        ends.map(|(hash, (seq, _))| Tip { seq: *seq, hash: *hash }).collect()
    }

    fn ladder(&self) -> Vec<Tip> {
        let mut steps = Vec::new();
        for tip in self.tips() {
            let wanted = ladder(tip.seq);
            let mut at = tip.hash;
            while let Some(&(seq, before)) = self.entries.get(&at) {
                if wanted.contains(&seq) {
                    steps.push(Tip { seq, hash: at });
                }
                at = before;
            }
        }
        steps
    }

    fn plan_for(&self, other: &Shelf, with_ladder: bool) -> Plan {
        let laid = self.laid();
        let look = |tips: Vec<Tip>| {
            tips.into_iter().map(|tip| Resolved { tip, held: laid.places.get(&tip.hash).copied() }).collect()
        };
        let told = if with_ladder { other.ladder() } else { Vec::new() };
        let theirs = Theirs { feed: FEED, tips: look(other.tips()), ladder: look(told) };
        let said = if other.entries.is_empty() { Vec::new() } else { vec![theirs] };
        let held = if self.entries.is_empty() { Vec::new() } else { vec![laid.held.clone()] };
        plan(&held, &said, &|_| true)
    }

    fn entries_of(&self, plan: &Plan) -> Vec<(Hash, (u64, Hash))> {
        let laid = self.laid();
        let sent = laid.places.iter().filter(|(_, at)| {
            plan.runs
                .iter()
                .any(|run| run.branch == at.branch && (run.after + 1..=run.until).contains(&at.seq))
        });
        sent.map(|(hash, _)| (*hash, self.entries[hash])).collect()
    }
}

/// The rounds until nothing is left to say, and the entries that were sent although they were held.
fn meet(one: &mut Shelf, other: &mut Shelf) -> (usize, usize) {
    let (mut one_tells, mut other_tells, mut repeated) = (false, false, 0);
    for round in 0..12 {
        let (to_other, to_one) = (one.plan_for(other, other_tells), other.plan_for(one, one_tells));
        if to_other == Plan::default() && to_one == Plan::default() {
            return (round, repeated);
        }
        other_tells = to_other.unknown.iter().any(|one| one.ladder_wanted);
        one_tells = to_one.unknown.iter().any(|one| one.ladder_wanted);
        let (there, here) = (one.entries_of(&to_other), other.entries_of(&to_one));
        for (into, sent) in [(&mut *other, there), (&mut *one, here)] {
            for (hash, entry) in sent {
                repeated += usize::from(into.entries.insert(hash, entry).is_some());
            }
        }
    }
    panic!("the meeting does not end");
}

#[test]
fn a_long_fork_costs_a_ladder_not_the_feed() {
    let mut one = Shelf::default();
    one.grow(Hash::ZERO, 1, 1_000);
    let mut other = one.clone();
    let parting = one.tips()[0].hash;
    one.grow(parting, 2, 20);
    other.grow(parting, 3, 9);
    let (rounds, repeated) = meet(&mut one, &mut other);
    assert_eq!(one, other);
    assert!(rounds <= 3 && repeated <= 20, "{rounds} rounds, {repeated} entries for nothing");
}

proptest! {
    #[test]
    fn a_meeting_ends_with_both_holding_all(
        trunk in 0_usize..20,
        growth in proptest::collection::vec((any::<bool>(), any::<prop::sample::Index>(), 1_u8..4, 1_usize..9), 0..7),
    ) {
        let mut one = Shelf::default();
        one.grow(Hash::ZERO, 9, trunk);
        let mut other = one.clone();
        for (here, from, salt, length) in growth {
            let shelf = if here { &mut one } else { &mut other };
            let from = match shelf.entries.len() {
                0 => Hash::ZERO,
                many => *shelf.entries.keys().nth(from.index(many)).expect("within"),
            };
            shelf.grow(from, salt, length);
        }
        let mut all = one.entries.clone();
        all.extend(other.entries.clone());
        meet(&mut one, &mut other);
        prop_assert_eq!(&one.entries, &all);
        prop_assert_eq!(&other.entries, &all);
    }
}
