//! Membership statements that carry a signature of their own: they hold without the entry around them.

use ed25519_dalek::SigningKey;
use minicbor::{Decode, Encode};

use crate::canonical;
use crate::hashing::{COUNTERSIGNATURE, FOUNDING, HUB_ID, SESSION};
use crate::ids::{AuthorityKey, DeviceKey, FeedId, Hash, HubId, PersonId, PersonKey};
use crate::keys;

/// A hub (or the network) begins, with one device and one person, who is its first administrator.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Founded {
    #[n(0)]
    pub authority: AuthorityKey,
    /// Random: an authority can found more than one hub.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub nonce: [u8; 16],
    #[n(2)]
    pub device: DeviceKey,
    #[n(3)]
    pub person: PersonId,
    #[n(4)]
    pub person_key: PersonKey,
    /// Ed25519, by the authority, over everything above.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

/// What the hub's id is the hash of. The entry's header could not serve: it names the feed, the feed its
/// scope, and the scope the hub.
#[derive(Encode)]
struct Statement<'a> {
    #[n(0)]
    authority: &'a AuthorityKey,
    #[cbor(n(1), with = "minicbor::bytes")]
    nonce: &'a [u8; 16],
    #[n(2)]
    device: &'a DeviceKey,
    #[n(3)]
    person: &'a PersonId,
    #[n(4)]
    person_key: &'a PersonKey,
}

impl Founded {
    pub fn sign(
        authority: &SigningKey,
        nonce: [u8; 16],
        device: DeviceKey,
        person: PersonId,
        person_key: PersonKey,
    ) -> Self {
        let by = AuthorityKey::of(authority);
        let mut founded = Self { authority: by, nonce, device, person, person_key, signature: [0; 64] };
        founded.signature = keys::sign(authority, &founded.message());
        founded
    }

    /// The id of what is founded.
    pub fn hub_id(&self) -> HubId {
        HubId::from_bytes(*HUB_ID.digest(&[&self.statement()]).as_bytes())
    }

    pub fn verify(&self) -> bool {
        self.authority.signed(&self.message(), &self.signature)
    }

    fn message(&self) -> Hash {
        FOUNDING.digest(&[&self.statement()])
    }

    fn statement(&self) -> Vec<u8> {
        canonical::to_bytes(&Statement {
            authority: &self.authority,
            nonce: &self.nonce,
            device: &self.device,
            person: &self.person,
            person_key: &self.person_key,
        })
    }
}

/// An authority vouches for a hub: it belongs to that authority's network.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Countersigned {
    #[n(0)]
    pub hub: HubId,
    #[n(1)]
    pub by: AuthorityKey,
    /// Ed25519, by `by`, over the hub.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

impl Countersigned {
    pub fn sign(authority: &SigningKey, hub: HubId) -> Self {
        let by = AuthorityKey::of(authority);
        let signature = keys::sign(authority, &Self::message(&hub, &by));
        Self { hub, by, signature }
    }

    pub fn verify(&self) -> bool {
        self.by.signed(&Self::message(&self.hub, &self.by), &self.signature)
    }

    fn message(hub: &HubId, by: &AuthorityKey) -> Hash {
        COUNTERSIGNATURE.digest(&[hub.as_bytes(), by.as_bytes()])
    }
}

/// A person unlocked a device: until lock, what this feed holds in their name is theirs.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SessionOpened {
    #[n(0)]
    pub person: PersonId,
    #[n(1)]
    pub key: PersonKey,
    #[n(2)]
    pub feed: FeedId,
    /// Random: no session is taken for an earlier one.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub nonce: [u8; 16],
    /// Ed25519, by the person, over person, feed and nonce.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

impl SessionOpened {
    pub fn sign(key: &SigningKey, person: PersonId, feed: FeedId, nonce: [u8; 16]) -> Self {
        let signature = keys::sign(key, &Self::message(&person, &feed, &nonce));
        Self { person, key: PersonKey::of(key), feed, nonce, signature }
    }

    pub fn verify(&self) -> bool {
        self.key.signed(&Self::message(&self.person, &self.feed, &self.nonce), &self.signature)
    }

    fn message(person: &PersonId, feed: &FeedId, nonce: &[u8; 16]) -> Hash {
        SESSION.digest(&[person.as_bytes(), feed.as_bytes(), nonce])
    }
}
