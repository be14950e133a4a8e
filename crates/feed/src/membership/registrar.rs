//! Registrars: keys that enrol by voucher and cut, and do nothing else. A center holds one, so that no
//! authority's key need lie on it.

use ed25519_dalek::SigningKey;
use minicbor::{Decode, Encode};

use super::{DeviceCut, Membership};
use crate::canonical;
use crate::causality::Clock;
use crate::hashing::{REGISTRAR, REGISTRAR_ACTOR};
use crate::ids::{AuthorityKey, DeviceKey, Hash, PersonId};
use crate::keys;
use crate::scope::Scope;

/// An authority names a registrar. Named in Network it serves the Network and the Roster of every hub in
/// the network; named in a Roster, that Roster. It ends by a [`DeviceCut`] of its key.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RegistrarNamed {
    #[n(0)]
    pub scope: Scope,
    #[n(1)]
    pub registrar: DeviceKey,
    #[n(2)]
    pub by: AuthorityKey,
    /// Ed25519, by the authority, over everything above.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

#[derive(Encode)]
struct Statement<'a> {
    #[n(0)]
    scope: Scope,
    #[n(1)]
    registrar: &'a DeviceKey,
    #[n(2)]
    by: &'a AuthorityKey,
}

impl RegistrarNamed {
    pub fn sign(authority: &SigningKey, scope: Scope, registrar: DeviceKey) -> Self {
        let by = AuthorityKey::of(authority);
        let mut named = Self { scope, registrar, by, signature: [0; 64] };
        named.signature = keys::sign(authority, &named.message());
        named
    }

    pub fn verify(&self) -> bool {
        self.by.signed(&self.message(), &self.signature)
    }

    fn message(&self) -> Hash {
        let Self { scope, registrar, by, .. } = self;
        REGISTRAR.digest(&[&canonical::to_bytes(&Statement { scope: *scope, registrar, by })])
    }
}

impl PersonId {
    /// Whom a registrar's entries name as actor: itself. It opens no session.
    pub fn of_registrar(registrar: &DeviceKey) -> Self {
        let hash = REGISTRAR_ACTOR.digest(&[registrar.as_bytes()]);
        Self::from_slice(&hash.as_bytes()[..Self::LEN]).expect("a hash has sixteen first bytes")
    }
}

impl Membership {
    /// All registrars ever named, with the scope that named them and whether they are cut there.
    pub fn registrars(&self) -> impl Iterator<Item = (Scope, DeviceKey, bool)> {
        self.registrars.keys().map(|(scope, key)| (*scope, *key, self.is_cut_now(*scope, *key)))
    }

    /// Whether a naming is the word of the scope's own authority.
    pub(crate) fn may_name(&self, scope: Scope, named: &RegistrarNamed, clock: &Clock) -> bool {
        let authority = self.authority_of(scope, Some(clock));
        named.scope == scope && authority == Some(named.by) && named.verify()
    }

    /// Whether the entry with this clock, of `scope`, is bound to what a registrar may write. Whoever knows
    /// of the naming is, even where the key was enrolled besides.
    pub(crate) fn is_bound(&self, scope: Scope, key: DeviceKey, clock: &Clock) -> bool {
        let mut scopes = std::iter::once(scope).chain(scope.controls());
        scopes.any(|scope| self.is_named(scope, key, Some(clock)))
    }

    /// Whether a registrar serves a control scope, as the entry with this clock knew it; without one, as
    /// known now.
    pub(super) fn serves(&self, scope: Scope, key: DeviceKey, clock: Option<&Clock>) -> bool {
        let from_network = || self.is_named(Scope::Network, key, clock);
        let of_network = |hub| self.is_member(hub, clock) && from_network();
        self.is_named(scope, key, clock) || matches!(scope, Scope::Roster(hub) if of_network(hub))
    }

    pub(crate) fn may_register(&self, scope: Scope, key: DeviceKey, clock: &Clock) -> bool {
        self.serves(scope, key, Some(clock))
    }

    /// Whether a registrar's cut stays within its bounds: it shuts laptops out, and neither lets anything
    /// back in nor touches another registrar.
    pub(crate) fn may_register_cut(&self, scope: Scope, cut: &DeviceCut, clock: &Clock) -> bool {
        cut.replaces.is_empty() && !self.is_bound(scope, cut.device, clock)
    }

    fn is_named(&self, scope: Scope, key: DeviceKey, clock: Option<&Clock>) -> bool {
        self.registrars.get(&(scope, key)).is_some_and(|named| named.known(clock).next().is_some())
    }
}
