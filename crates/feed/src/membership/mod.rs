//! Who belongs: devices, persons and their keys, roles, cuts. Folded here, so that a center can check it
//! without reading anything else.
//!
//! Everything is kept by the control scope that said it, with its place in the history; every question is
//! asked from the causal past of an entry. So the answer does not depend on the order of arrival.

mod admission;
mod events;
mod facts;
mod fold;
pub mod kinds;
mod network;
mod registrar;
pub mod roles;
mod signed;
mod vouchers;

use std::collections::BTreeMap;

pub use admission::Admission;
pub use events::{
    BadPayload, CenterRolledBack, Countersigned, DeviceCut, DeviceEnrolled, DeviceEnrolledByVoucher, Founded,
    MembershipEvent, PersonEnrolled, PersonKeyChanged, PersonalDropped, RegistrarNamed, Released,
    RoleGranted, RoleRevoked, SessionClosed, SessionOpened,
};
pub use vouchers::{Voucher, VoucherTerms};

use crate::causality::{Clock, OrderKey, Position};
use crate::header::Head;
use crate::ids::{AuthorityKey, DeviceKey, FeedId, Hash, HubId, PersonId, PersonKey};
use crate::scope::Scope;
use facts::Facts;
use vouchers::Admitted;

/// Folded membership of every control scope held. Fold only entries that stand; [`settle`](crate::settle)
/// does so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Membership {
    network: Option<AuthorityKey>,
    founded: BTreeMap<Scope, Facts<Founded>>,
    devices: BTreeMap<(Scope, DeviceKey), Facts<()>>,
    persons: BTreeMap<(Scope, PersonId), Facts<KeyFact>>,
    roles: BTreeMap<(Scope, PersonId), Facts<RoleFact>>,
    cuts: BTreeMap<(Scope, DeviceKey), Facts<Cut>>,
    countersigned: BTreeMap<HubId, Facts<AuthorityKey>>,
    dropped: BTreeMap<(Scope, Hash), Facts<()>>,
    releases: BTreeMap<(Scope, Hash), Facts<PersonId>>,
    /// By voucher, who joined with it.
    vouchers: BTreeMap<Hash, Facts<Admitted>>,
    registrars: BTreeMap<(Scope, DeviceKey), Facts<()>>,
    /// By center and generation, who said so.
    rollbacks: BTreeMap<(DeviceKey, u64), Facts<PersonId>>,
    heads: BTreeMap<Head, Clock>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct KeyFact {
    key: PersonKey,
    enrols: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RoleFact {
    role: u32,
    granted: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Cut {
    last: BTreeMap<FeedId, Head>,
    replaces: Vec<Hash>,
}

/// Which cuts count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CutView {
    /// All that stand: a late cut reaches back.
    All,
    /// Those the entry knew of.
    Past,
}

impl Membership {
    /// Of a hub that stands alone. A founding in the network scope counts for nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Of a member of the network founded by this authority, whose key came by another way.
    pub fn joined(network: AuthorityKey) -> Self {
        Self { network: Some(network), ..Self::default() }
    }

    /// How a control scope began.
    pub fn founded(&self, scope: Scope) -> Option<&Founded> {
        self.founded.get(&scope).and_then(Facts::newest)
    }

    /// Whether the entry with this clock may be written by `device` as far as enrolment goes.
    pub fn is_device(&self, scope: Scope, device: DeviceKey, clock: &Clock) -> bool {
        self.devices.get(&(scope, device)).is_some_and(|facts| facts.last(clock).is_some())
    }

    /// The key a person signs with, as the entry with this clock knew it; `None` before enrolment.
    pub fn key_of(&self, scope: Scope, person: PersonId, clock: &Clock) -> Option<PersonKey> {
        let facts = self.persons.get(&(scope, person))?;
        facts.past(clock).find(|fact| fact.what.enrols)?;
        facts.last(clock).map(|fact| fact.key)
    }

    /// Whether a person held a role, as the entry with this clock knew it: the last word in fold order.
    pub fn holds(&self, scope: Scope, person: PersonId, role: u32, clock: &Clock) -> bool {
        let Some(facts) = self.roles.get(&(scope, person)) else { return false };
        let word = facts.past(clock).rev().find(|fact| fact.what.role == role);
        word.is_some_and(|fact| fact.what.granted)
    }

    /// The roles a person held, ascending, as the entry with this clock knew it. For an entry of `scope`,
    /// any of the control scopes that govern it counts.
    pub fn roles_of(&self, scope: Scope, person: PersonId, clock: &Clock) -> Vec<u32> {
        let mut held: Vec<u32> = Vec::new();
        for governor in scope.governors() {
            let Some(facts) = self.roles.get(&(governor, person)) else { continue };
            held.extend(facts.past(clock).map(|fact| fact.what.role));
            held.retain(|role| scope.governors().any(|one| self.holds(one, person, *role, clock)));
        }
        held.sort_unstable();
        held.dedup();
        held
    }

    /// All devices ever enrolled, with whether they are cut.
    pub fn devices(&self) -> impl Iterator<Item = (Scope, DeviceKey, bool)> {
        self.devices.keys().map(|(scope, device)| (*scope, *device, self.is_cut_now(*scope, *device)))
    }

    /// All persons ever enrolled, with the newest key known.
    pub fn persons(&self) -> impl Iterator<Item = (Scope, PersonId, PersonKey)> {
        self.persons.iter().filter_map(|((scope, person), facts)| {
            facts.all().find(|fact| fact.what.enrols)?;
            Some((*scope, *person, facts.newest()?.key))
        })
    }

    /// The authorities that vouched for a hub, with good signatures, in fold order.
    pub fn countersigned(&self, hub: HubId) -> Vec<AuthorityKey> {
        self.countersigned.get(&hub).into_iter().flat_map(Facts::all).map(|fact| fact.what).collect()
    }

    /// Whether those who govern its scope said that an entry's personal fields are to be shown as erased.
    pub fn is_personal_dropped(&self, scope: Scope, entry: Hash) -> bool {
        scope.governors().any(|governor| self.dropped.contains_key(&(governor, entry)))
    }

    /// Whether two officers of those who govern its scope said that an entry stands.
    pub fn is_released(&self, scope: Scope, entry: Hash) -> bool {
        let words = scope.governors().filter_map(|governor| self.releases.get(&(governor, entry)));
        two_officers(words.flat_map(Facts::all).map(|word| word.what))
    }

    /// How often a center was set back, as far as two officers said so: 0 for never. A laptop that last met
    /// it in an earlier generation offers it again all it holds.
    pub fn center_generation(&self, center: DeviceKey) -> u64 {
        let told = self.rollbacks.range((center, 0)..=(center, u64::MAX)).rev();
        let mut told = told.filter(|(_, words)| two_officers(words.all().map(|word| word.what)));
        told.next().map_or(0, |((_, generation), _)| *generation)
    }

    /// The heads that cuts name. Give [`Membership::place_head`] the clocks of those held, then judge anew:
    /// on a forked feed only the clock tells which branch a named head is on.
    pub fn named_heads(&self) -> impl Iterator<Item = Head> {
        self.cuts.values().flat_map(Facts::all).flat_map(|fact| fact.what.last.values().copied())
    }

    pub fn place_head(&mut self, head: Head, clock: Clock) {
        self.heads.insert(head, clock);
    }

    pub(crate) fn trusts(&self, scope: Scope, founded: &Founded) -> bool {
        let right_scope = match scope {
            Scope::Roster(hub) => founded.hub_id() == hub,
            Scope::Network => self.network == Some(founded.authority),
            Scope::Hub(_) | Scope::Link(..) => false,
        };
        right_scope && founded.verify()
    }

    /// Whether a cut in `scope` reaches what `device` wrote at this place.
    pub(crate) fn is_cut(
        &self,
        scope: Scope,
        device: DeviceKey,
        order: &OrderKey,
        position: Position,
        seen: Option<&Clock>,
    ) -> bool {
        let Some(cuts) = self.cuts.get(&(scope, device)) else { return false };
        // A device may give itself up: its cut does not reach the entry that tells it.
        let counting = || cuts.known(seen).filter(|cut| cut.order != *order);
        let replaced = |cut: &Hash| counting().any(|other| other.what.replaces.contains(cut));
        counting()
            .filter(|cut| !replaced(&cut.order.hash))
            .any(|cut| !self.accepts(&cut.what, order, position))
    }

    /// Whether a device or registrar is shut out of a scope, whatever of its past stands.
    fn is_cut_now(&self, scope: Scope, device: DeviceKey) -> bool {
        self.cuts.get(&(scope, device)).is_some_and(|cuts| cuts.newest().is_some())
    }

    /// Whether the entry with this clock knew of a cut of `device` made by the entry `cut`.
    pub(crate) fn has_cut(&self, scope: Scope, device: DeviceKey, cut: Hash, clock: &Clock) -> bool {
        let cuts = self.cuts.get(&(scope, device));
        cuts.is_some_and(|cuts| cuts.past(clock).any(|one| one.order.hash == cut))
    }

    fn accepts(&self, cut: &Cut, order: &OrderKey, position: Position) -> bool {
        let Some(last) = cut.last.get(&order.feed) else { return false };
        if order.seq >= last.seq {
            return order.seq == last.seq && order.hash == last.hash;
        }
        // Below a head that is not held, an entry stands until the head arrives and tells the branch.
        self.heads.get(last).is_none_or(|clock| clock.contains(position))
    }
}

impl CutView {
    pub(crate) fn seen_by(self, clock: &Clock) -> Option<&Clock> {
        match self {
            Self::All => None,
            Self::Past => Some(clock),
        }
    }
}

/// The same officer twice is one.
fn two_officers(mut words: impl Iterator<Item = PersonId>) -> bool {
    let first = words.next();
    words.any(|officer| Some(officer) != first)
}
