//! A network is what its authority founded; hubs join it later, and what they wrote before stands.

use feed::membership::{Countersigned, DeviceEnrolled, PersonEnrolled, RoleGranted};
use feed::{AuthorityKey, Membership, Reason, Scope, Standing, roles};
use proptest::prelude::*;

use crate::hub::{ADMIN, COORDINATOR, SECOND};
use crate::known::{device, key, person, person_key, some_hub};
use crate::net::{AUTHORITY, LAPTOP, Net};

#[test]
fn a_network_is_what_the_authority_one_trusts_founded() {
    let mut net = Net::new();
    net.countersign();
    let founding = 4;
    for (name, start, standing) in [
        ("the authority's", Net::start(), Standing::Folded),
        ("another's", Membership::joined(AuthorityKey::of(&key(3))), BAD),
        ("of nobody", Membership::new(), BAD),
    ] {
        let standings = net.hub.book.standings_from(&start);
        assert_eq!(standings[founding], standing, "{name}");
        let outcome = standings[founding + 1..].iter().all(|one| *one == Standing::Folded);
        assert_eq!(outcome, standing == Standing::Folded, "what follows: {name}");
    }
    assert_eq!(net.membership().network(), Some(AuthorityKey::of(&key(AUTHORITY))));
}

const BAD: Standing = Standing::Quarantined(Reason::BadFounding);

#[test]
fn coordination_writes_the_network_and_its_links_and_nothing_inside_a_hub() {
    let mut net = Net::new();
    let joined = net.countersign();
    let hub = net.hub_id();
    for (scope, expected) in [
        (Scope::Network, Standing::Folded),
        (net.link(), Standing::Folded),
        (Scope::Roster(hub), Standing::Quarantined(Reason::DeviceNotEnrolled)),
        (Scope::Hub(hub), Standing::Quarantined(Reason::DeviceNotEnrolled)),
    ] {
        let line = net.hub.book.line(LAPTOP, scope, 2);
        let opened = net.hub.open(line, COORDINATOR, &[joined, net.hub.ready]);
        let work = net.hub.work(line, COORDINATOR, &[]);
        let standings = net.standings();
        assert_eq!((standings[opened], standings[work]), (expected, expected), "{scope:?}");
    }
}

#[test]
fn both_ends_write_in_a_link_and_others_do_not() {
    let mut net = Net::new();
    let joined = net.countersign();
    let ready = net.hub.ready;
    let elsewhere = net.coordination(DeviceEnrolled { device: device(41) });
    for (laptop, who, seen, expected) in [
        (10, ADMIN, ready, Ok(())),
        (LAPTOP, COORDINATOR, joined, Ok(())),
        (41, COORDINATOR, elsewhere, Ok(())),
        (41, COORDINATOR, joined, Err(Reason::DeviceNotEnrolled)),
        (42, ADMIN, ready, Err(Reason::DeviceNotEnrolled)),
        (10, SECOND, ready, Err(Reason::ActorNotEnrolled)),
    ] {
        let line = net.hub.book.line(laptop, net.link(), 3);
        let opened = net.hub.open(line, who, &[seen]);
        let expected = expected.map_or_else(Standing::Quarantined, |()| Standing::Folded);
        assert_eq!(net.standing(opened), expected, "laptop {laptop} of {who:x}");
    }
}

#[test]
fn coordination_staff_grows_as_a_rosters_does() {
    let mut net = Net::new();
    net.coordination(PersonEnrolled { person: person(SECOND), key: person_key(23) });
    net.coordination(RoleGranted { person: person(SECOND), role: roles::COORDINATOR });
    let enrolled = net.coordination(DeviceEnrolled { device: device(41) });
    let line = net.hub.book.line(41, Scope::Network, 1);
    net.hub.open(line, SECOND, &[enrolled]);
    let work = net.hub.work(line, SECOND, &[]);
    let grant = RoleGranted { person: person(SECOND), role: roles::ADMINISTRATOR };
    let grant = net.hub.book.say(line, person(SECOND), grant.into(), &[]);
    assert_eq!(net.standing(work), Standing::Folded);
    assert_eq!(net.standing(grant), Standing::Quarantined(Reason::NotAdministrator));
    let clock = &net.hub.book.acts[work].clock;
    let membership = net.membership();
    assert_eq!(membership.roles_of(Scope::Network, person(SECOND), clock), [roles::COORDINATOR]);
    assert_eq!(membership.roles_of(net.link(), person(SECOND), clock), [roles::COORDINATOR]);
    assert_eq!(membership.roles_of(net.roster(), person(SECOND), clock), []);
}

#[test]
fn a_hub_is_in_the_network_from_its_countersignature_on() {
    let mut net = Net::new();
    let hub = net.hub_id();
    let before = net.coordination(Countersigned::sign(&key(3), hub));
    let joined = net.countersign();
    let after = net.coordination(Countersigned::sign(&key(AUTHORITY), some_hub()));
    let membership = net.membership();
    let at = |act: usize| &net.hub.book.acts[act].clock;
    for (name, asked, act, expected) in [
        ("another authority's word", hub, before, false),
        ("the entry itself", hub, joined, true),
        ("later", hub, after, true),
        ("not yet", some_hub(), joined, false),
        ("a hub nobody has seen", some_hub(), after, true),
    ] {
        assert_eq!(membership.is_in_network(asked, at(act)), expected, "{name}");
    }
    let mut hubs = [hub, some_hub()];
    hubs.sort_unstable();
    assert_eq!(membership.hubs().collect::<Vec<_>>(), hubs);
    assert!(membership.awaits_roster(some_hub()) && !membership.awaits_roster(hub));
    let alone = net.hub.book.settled().membership;
    assert!(!alone.is_in_network(hub, at(after)) && alone.hubs().next().is_none());
    assert!(!alone.awaits_roster(some_hub()));
}

#[test]
fn what_a_hub_wrote_alone_stands_unchanged_after_it_joined() {
    let mut net = Net::new();
    let alone = net.hub.book.standings();
    let own: Vec<usize> =
        (0..alone.len()).filter(|act| net.hub.book.acts[*act].placed.scope != Scope::Network).collect();
    assert_eq!(own.len(), 4);
    let joined = net.countersign();
    net.hub.book.say(net.hub.roster, person(ADMIN), DeviceEnrolled { device: device(11) }.into(), &[joined]);
    let standings = net.standings();
    assert!(own.iter().all(|act| standings[*act] == alone[*act]));
    assert!(standings.iter().all(|standing| *standing == Standing::Folded), "{standings:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(32) })]

    #[test]
    fn a_network_comes_to_the_same_in_whatever_order_it_arrives(seed in any::<u64>()) {
        let mut net = Net::new();
        let joined = net.countersign();
        let enrolled = DeviceEnrolled { device: device(11) };
        net.hub.book.say(net.hub.roster, person(ADMIN), enrolled.into(), &[joined]);
        crate::net::check_order(&net, seed)?;
    }
}
