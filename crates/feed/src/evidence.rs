//! A person's own signature under one entry, for acts that must stand alone in front of others.

use ed25519_dalek::SigningKey;
use minicbor::encode::Write;
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

use crate::canonical::{self, Malformed};
use crate::hashing::EVIDENCE;
use crate::ids::{Hash, PersonId, PersonKey};
use crate::keys;

/// In what part a person signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceRole {
    /// Who did it.
    Actor,
    /// The second person, who saw it.
    Witness,
}

/// Kept and sent beside the entry, outside its hash: it can be added later.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub struct Evidence {
    #[n(0)]
    pub role: EvidenceRole,
    #[n(1)]
    pub person: PersonId,
    #[n(2)]
    pub key: PersonKey,
    /// Ed25519, by `key`, over entry hash, role and person.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

impl Evidence {
    pub fn sign(key: &SigningKey, role: EvidenceRole, person: PersonId, entry_hash: Hash) -> Self {
        let signature = keys::sign(key, &message(role, &person, &entry_hash));
        Self { role, person, key: PersonKey::of(key), signature }
    }

    /// Whether `key` signed. Whether it is that person's key, only the membership knows.
    pub fn verify(&self, entry_hash: Hash) -> bool {
        self.key.signed(&message(self.role, &self.person, &entry_hash), &self.signature)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self)
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        canonical::from_bytes(bytes)
    }
}

impl EvidenceRole {
    /// The number in the bytes; frozen.
    pub fn code(self) -> u8 {
        match self {
            Self::Actor => 1,
            Self::Witness => 2,
        }
    }

    pub fn from_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::Actor),
            2 => Some(Self::Witness),
            _ => None,
        }
    }
}

fn message(role: EvidenceRole, person: &PersonId, entry_hash: &Hash) -> Hash {
    EVIDENCE.digest(&[&[role.code()], person.as_bytes(), entry_hash.as_bytes()])
}

impl<C> Encode<C> for EvidenceRole {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.u8(self.code())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for EvidenceRole {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        Self::from_code(d.u8()?).ok_or(decode::Error::message("unknown role of evidence"))
    }
}
