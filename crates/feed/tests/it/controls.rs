//! Control scopes held in memory come to what the whole set comes to, in whatever order they arrive.

use feed::{Controls, Sessions};
use proptest::prelude::*;

use crate::net::{Net, Registrar};

fn arriving(net: &Net, order: &[usize]) -> Controls {
    let mut controls = Controls::new();
    for index in order {
        let act = &net.hub.book.acts[*index];
        let line = act.placed.position.branch;
        let feed = net.hub.book.feed(line.0 as usize);
        controls.add(feed, line, act.entry.clone(), act.entry.hash());
    }
    controls
}

fn network() -> Net {
    let mut net = Net::new();
    Registrar::named(&mut net);
    net
}

proptest! {
    #[test]
    fn the_order_of_arrival_changes_nothing(seed in any::<u64>()) {
        let net = network();
        let mut order = net.hub.book.control_acts();
        let mut state = seed | 1;
        for last in (1..order.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            order.swap(last, (state >> 33) as usize % (last + 1));
        }
        let controls = arriving(&net, &order);
        prop_assert_eq!(controls.parked(), 0);
        prop_assert_eq!(controls.settle(&Net::start()).membership, net.membership());
    }
}

#[test]
fn an_entry_waits_for_its_ancestors_and_is_not_folded_before() {
    let net = network();
    let order = net.hub.book.control_acts();
    let without_first: Vec<usize> = order[1..].to_vec();
    let mut controls = arriving(&net, &without_first);
    assert!(controls.parked() > 0);
    let first = &net.hub.book.acts[order[0]];
    let head = first.entry.head();
    assert!(controls.clock_of(&head).is_none());
    let line = first.placed.position.branch;
    controls.add(net.hub.book.feed(line.0 as usize), line, first.entry.clone(), head.hash);
    assert_eq!(controls.parked(), 0);
    assert_eq!(controls.clock_of(&head), Some(&first.clock));
    assert_eq!(controls.settle(&Net::start()).membership, net.membership());
}

#[test]
fn nothing_held_comes_to_nothing() {
    let settled = Controls::new().settle(&Net::start());
    assert_eq!((settled.membership, settled.sessions), (Net::start(), Sessions::new()));
    assert!(settled.standings.is_empty());
}
