//! Clocks against a plain walk through the graph.

use feed::{Branch, Clock, Hash, OrderKey, Party, Position, Scope};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::book::Book;
use crate::known::{person, some_hub};

/// (line, what it sees, whether it forks first), all taken modulo what exists.
type Step = (usize, Vec<usize>, bool);

fn history(steps: &[Step]) -> Book {
    let mut book = Book::default();
    let mut lines: Vec<usize> = (0..4).map(|n| book.line(10 + n, Scope::Hub(some_hub()), 1)).collect();
    for (line, seen, forks) in steps {
        let mut line = lines[line % lines.len()];
        if let Some(last) = book.last(line).filter(|_| *forks) {
            let below = book.acts[last].parents.last().copied().unwrap_or(last);
            let same_feed = book.acts[below].entry.header.feed == book.feed(line).id();
            line = book.fork(line, if same_feed { below } else { last });
            lines.push(line);
        }
        let own = book.feed(line).id();
        let mut seen: Vec<usize> = match book.acts.len() {
            0 => Vec::new(),
            count => seen.iter().map(|act| act % count).collect(),
        };
        seen.retain(|act| book.acts[*act].entry.header.feed != own);
        seen.sort_unstable();
        seen.dedup();
        book.act(line, person(1), vec![(100, vec![1])], &seen);
    }
    book
}

/// For each act all acts in its causal past, itself included, by walking its parents.
fn ancestors(book: &Book) -> Vec<Vec<bool>> {
    let mut all: Vec<Vec<bool>> = Vec::new();
    for (index, act) in book.acts.iter().enumerate() {
        let mut past = vec![false; book.acts.len()];
        past[index] = true;
        for parent in &act.parents {
            for (into, from) in past.iter_mut().zip(&all[*parent]) {
                *into |= from;
            }
        }
        all.push(past);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn clocks_know_exactly_the_causal_past(
        steps in vec((0..20_usize, vec(0..60_usize, 0..3), prop::bool::weighted(0.15)), 1..60),
    ) {
        let book = history(&steps);
        let truth = ancestors(&book);
        for (a, one) in book.acts.iter().enumerate() {
            let bytes = one.clock.to_bytes();
            prop_assert_eq!(&Clock::from_bytes(&bytes), &Ok(one.clock.clone()));
            for (b, other) in book.acts.iter().enumerate() {
                prop_assert_eq!(one.clock.contains(other.placed.position), truth[a][b], "{} in {}", b, a);
                let concurrent = Clock::concurrent(
                    (&one.clock, one.placed.position),
                    (&other.clock, other.placed.position),
                );
                prop_assert_eq!(concurrent, !truth[a][b] && !truth[b][a]);
            }
        }
    }

    #[test]
    fn the_fold_order_extends_causality_and_is_total(
        steps in vec((0..20_usize, vec(0..60_usize, 0..3), prop::bool::weighted(0.15)), 1..60),
    ) {
        let book = history(&steps);
        let truth = ancestors(&book);
        let order = |act: usize| -> OrderKey { book.acts[act].placed.order };
        for (a, past) in truth.iter().enumerate() {
            for (b, before) in past.iter().enumerate().take(a) {
                prop_assert_ne!(order(a), order(b));
                prop_assert!(!before || order(b) < order(a));
            }
        }
    }
}

#[test]
fn depth_is_one_more_than_the_deepest() {
    for (previous, seen, expected) in
        [(None, vec![], 1), (Some(4), vec![], 5), (None, vec![2, 9], 10), (Some(12), vec![2, 9], 13)]
    {
        assert_eq!(feed::depth(previous, &seen), expected);
    }
}

#[test]
fn the_order_asks_depth_then_feed_then_number_then_hash() {
    let at = |depth, feed, seq, hash| OrderKey {
        depth,
        feed: feed::FeedId::from_bytes([feed; 32]),
        seq,
        hash: Hash::from_bytes([hash; 32]),
    };
    let sorted = [at(1, 9, 9, 9), at(2, 1, 9, 9), at(2, 2, 1, 9), at(2, 2, 2, 1), at(2, 2, 2, 2)];
    assert!(sorted.is_sorted());
}

#[test]
fn a_clock_out_of_order_is_refused() {
    let at = |branch, seq| Position { branch: Branch(branch), seq };
    let clock = Clock::advance(Some(&Clock::advance(None, &[], at(7, 3))), &[], at(2, 1));
    assert_eq!(clock.positions(), [at(2, 1), at(7, 3)]);
    assert!(Clock::from_bytes(&[0x82, 0x82, 7, 3, 0x82, 2, 1]).is_err());
    assert!(Clock::from_bytes(&[0x81, 0x82, 7, 0]).is_err());
    assert_eq!(Clock::from_bytes(&[0x82, 0x82, 2, 1, 0x82, 7, 3]), Ok(clock));
    assert!(!Clock::start().contains(at(0, 1)));
}

#[test]
fn a_link_is_governed_by_both_its_parties() {
    let hub = some_hub();
    let link = Scope::link(Party::Hub(hub), Party::Headquarters).expect("two parties");
    assert_eq!(link.governors().collect::<Vec<_>>(), [Scope::Network, Scope::Roster(hub)]);
    assert_eq!(Scope::Hub(hub).governors().collect::<Vec<_>>(), [Scope::Roster(hub)]);
}
