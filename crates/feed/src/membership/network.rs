//! The network a replica trusts, and the hubs that belong to it.

use super::Membership;
use crate::causality::Clock;
use crate::ids::{AuthorityKey, HubId};
use crate::scope::Scope;

impl Membership {
    /// The authority of the network this replica joined; `None` where a hub stands alone.
    pub fn network(&self) -> Option<AuthorityKey> {
        self.network
    }

    /// Whether a hub belongs to the trusted network, as the entry with this clock knew it. What a hub wrote
    /// before it joined stands as it did: nothing inside a hub is judged by this.
    pub fn is_in_network(&self, hub: HubId, clock: &Clock) -> bool {
        self.is_member(hub, Some(clock))
    }

    /// The hubs of the trusted network as known now, ascending.
    pub fn hubs(&self) -> impl Iterator<Item = HubId> {
        self.countersigned.keys().copied().filter(|hub| self.is_member(*hub, None))
    }

    /// Whether a hub belongs to the network while its Roster is not held yet: it may then be taken from
    /// anybody, for nobody can be known before it came.
    pub fn awaits_roster(&self, hub: HubId) -> bool {
        self.is_member(hub, None) && self.founded(Scope::Roster(hub)).is_none()
    }

    /// Under whose key a control scope was founded, as the entry with this clock knew it; without one, as
    /// known now.
    pub(super) fn authority_of(&self, scope: Scope, clock: Option<&Clock>) -> Option<AuthorityKey> {
        let founding = self.founded.get(&scope)?.known(clock).next_back()?;
        Some(founding.what.authority)
    }

    /// As the entry with this clock knew it; without one, as known now.
    pub(super) fn is_member(&self, hub: HubId, clock: Option<&Clock>) -> bool {
        let words = self.countersigned.get(&hub);
        words.is_some_and(|words| words.known(clock).any(|word| Some(word.what) == self.network))
    }
}
