//! A small network: coordination with one laptop and one person, and a hub beside it.

use feed::membership::{Countersigned, Founded, MembershipEvent};
use feed::{AuthorityKey, HubId, Membership, Party, Scope, Standing};
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
