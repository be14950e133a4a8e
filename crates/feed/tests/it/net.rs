//! A small network: coordination with one laptop and one person, and a hub beside it.

use feed::membership::{Countersigned, Founded, MembershipEvent, RegistrarNamed};
use feed::{AuthorityKey, HubId, Membership, Party, PersonId, Scope, Standing};
use proptest::prelude::*;

use crate::hub::{COORDINATOR, Hub};
use crate::known::{device, key, person, person_key};

/// The number of the network authority's key; the hub's is 1.
pub const AUTHORITY: u8 = 2;
/// The coordination laptop.
pub const LAPTOP: u8 = 40;

pub struct Net {
    pub hub: Hub,
    /// Coordination's line in the network scope.
    pub network: usize,
}

impl Net {
    /// The hub has not joined yet.
    pub fn new() -> Self {
        let mut hub = Hub::new();
        let network = hub.book.line(LAPTOP, Scope::Network, 1);
        hub.book.say(network, person(COORDINATOR), founded_network().into(), &[]);
        hub.open(network, COORDINATOR, &[]);
        Self { hub, network }
    }

    pub fn start() -> Membership {
        Membership::joined(AuthorityKey::of(&key(AUTHORITY)))
    }

    pub fn roster(&self) -> Scope {
        self.hub.book.feed(self.hub.roster).scope
    }

    pub fn hub_id(&self) -> HubId {
        let Scope::Roster(hub) = self.roster() else { panic!("a roster") };
        hub
    }

    pub fn link(&self) -> Scope {
        Scope::link(Party::Headquarters, Party::Hub(self.hub_id())).expect("two parties")
    }

    /// An act of coordination in the network scope.
    pub fn coordination(&mut self, event: impl Into<MembershipEvent>) -> usize {
        self.hub.book.say(self.network, person(COORDINATOR), event.into(), &[])
    }

    pub fn countersign(&mut self) -> usize {
        let hub = self.hub_id();
        self.coordination(Countersigned::sign(&key(AUTHORITY), hub))
    }

    pub fn standings(&self) -> Vec<Standing> {
        self.hub.book.standings_from(&Self::start())
    }

    pub fn standing(&self, act: usize) -> Standing {
        self.standings()[act]
    }

    pub fn membership(&self) -> Membership {
        self.hub.book.settled_from(&Self::start(), &self.hub.book.control_acts()).membership
    }
}

pub fn founded_network() -> Founded {
    Founded::sign(&key(AUTHORITY), [7; 16], device(LAPTOP), person(COORDINATOR), person_key(22))
}

/// The center's registrar.
pub const REGISTRAR: u8 = 50;

/// A registrar at work in the hub's Roster.
pub struct Registrar {
    pub line: usize,
    /// Everything it knew when it began.
    seen: Vec<usize>,
}

impl Registrar {
    /// Named by the network's authority, which the hub has joined.
    pub fn named(net: &mut Net) -> Self {
        // Later heads of the network stand for the earlier ones.
        Self::name(net);
        let seen = vec![net.countersign(), net.hub.ready];
        let roster = net.roster();
        Self { line: net.hub.book.line(REGISTRAR, roster, 1), seen }
    }

    pub fn name(net: &mut Net) -> usize {
        net.coordination(RegistrarNamed::sign(&key(AUTHORITY), Scope::Network, device(REGISTRAR)))
    }

    pub fn actor() -> PersonId {
        PersonId::of_registrar(&device(REGISTRAR))
    }

    pub fn line_in(&mut self, net: &mut Net, scope: Scope) -> usize {
        net.hub.book.line(REGISTRAR, scope, 2)
    }

    pub fn says(&self, net: &mut Net, event: impl Into<MembershipEvent>) -> usize {
        self.says_after(net, event, &[])
    }

    pub fn says_after(&self, net: &mut Net, event: impl Into<MembershipEvent>, seen: &[usize]) -> usize {
        self.says_as(net, Self::actor(), event, seen)
    }

    pub fn says_as(
        &self,
        net: &mut Net,
        actor: PersonId,
        event: impl Into<MembershipEvent>,
        seen: &[usize],
    ) -> usize {
        let mut known = seen.to_vec();
        if net.hub.book.last(self.line).is_none() {
            known.extend(&self.seen);
        }
        net.hub.book.say(self.line, actor, event.into(), &known)
    }

    /// In another line than the Roster's.
    pub fn writes(&self, net: &mut Net, line: usize, event: impl Into<MembershipEvent>) -> usize {
        let first = net.hub.book.last(line).is_none();
        let seen: &[usize] = if first { &self.seen[..1] } else { &[] };
        net.hub.book.say(line, Self::actor(), event.into(), seen)
    }
}

/// The acts of the control scopes, shuffled and one of them twice, must come to the same.
pub fn check_order(net: &Net, seed: u64) -> Result<(), TestCaseError> {
    let written = net.hub.book.control_acts();
    let expected = net.hub.book.settled_from(&Net::start(), &written);
    let mut dice = seed | 1;
    let mut arrived = written.clone();
    for at in (1..arrived.len()).rev() {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        arrived.swap(at, usize::try_from((dice >> 33) % (at as u64 + 1)).expect("small"));
    }
    arrived.push(arrived[0]);
    let settled = net.hub.book.settled_from(&Net::start(), &arrived);
    prop_assert_eq!(&settled.membership, &expected.membership);
    prop_assert_eq!(&settled.sessions, &expected.sessions);
    for (at, act) in arrived.iter().enumerate() {
        let same = written.iter().position(|one| one == act).expect("from the same acts");
        prop_assert_eq!(settled.standings[at], expected.standings[same], "act {}", act);
    }
    Ok(())
}
