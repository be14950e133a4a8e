//! The device's signature under the head of its feed; through the chain it covers everything before.

use ed25519_dalek::SigningKey;
use minicbor::{Decode, Encode};

use crate::canonical::{self, Malformed};
use crate::hashing::SEAL;
use crate::header::Head;
use crate::ids::{DeviceKey, FeedId, Hash};
use crate::keys;

/// A signed head.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Seal {
    #[n(0)]
    pub feed: FeedId,
    #[n(1)]
    pub seq: u64,
    #[n(2)]
    pub hash: Hash,
    /// Ed25519, by the feed's device.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

impl Seal {
    pub fn sign(key: &SigningKey, head: &Head) -> Self {
        let signature = keys::sign(key, &message(head));
        Self { feed: head.feed, seq: head.seq, hash: head.hash, signature }
    }

    pub fn head(&self) -> Head {
        Head { feed: self.feed, seq: self.seq, hash: self.hash }
    }

    pub fn verify(&self, device: &DeviceKey) -> bool {
        device.signed(&message(&self.head()), &self.signature)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self)
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        canonical::from_bytes(bytes)
    }
}

fn message(head: &Head) -> Hash {
    SEAL.digest(&[head.feed.as_bytes(), &head.seq.to_be_bytes(), head.hash.as_bytes()])
}
