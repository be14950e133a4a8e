//! One way in: the database key and a person's signing key, wrapped under something typed.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use feed::PersonId;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::database_key::{DatabaseKey, StoreId};
use super::derive::{Parameters, wrapping_key};
use super::file::Unlocked;
use super::{hex, random};
use crate::StoreError;

/// What opens a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SlotKind {
    /// A passphrase, on this machine.
    Person,
    /// The printed code, on any machine.
    Recovery,
}

/// Two keys of 32 bytes and the 16 bytes that prove them.
const WRAPPED: usize = 32 + 32 + 16;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Slot {
    pub(super) id: u32,
    pub(super) kind: SlotKind,
    #[serde(with = "person_hex")]
    pub(super) person: PersonId,
    kdf: Kdf,
    #[serde(with = "hex")]
    salt: [u8; 16],
    #[serde(with = "hex")]
    nonce: [u8; 24],
    #[serde(with = "hex")]
    wrapped: [u8; WRAPPED],
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(tag = "algorithm", rename_all = "lowercase")]
enum Kdf {
    Argon2id(Parameters),
}

/// What is typed, and the machine's half where the slot wants it.
pub(super) struct Opener<'a> {
    pub(super) typed: &'a [u8],
    pub(super) machine_secret: Option<&'a [u8; 32]>,
}

impl Slot {
    pub(super) fn seal(
        id: u32,
        kind: SlotKind,
        keys: &Unlocked,
        opener: &Opener<'_>,
        parameters: Parameters,
    ) -> Result<Self, StoreError> {
        let (salt, nonce) = (random()?, random()?);
        let mut slot = Self {
            id,
            kind,
            person: keys.person,
            kdf: Kdf::Argon2id(parameters),
            salt,
            nonce,
            wrapped: [0; WRAPPED],
        };
        let mut both = Zeroizing::new([0; 64]);
        both[..32].copy_from_slice(keys.database_key.as_bytes());
        both[32..].copy_from_slice(keys.person_secret.as_ref());
        let store = keys.database_key.store_id();
        let sealed = slot
            .cipher(opener)?
            .encrypt(XNonce::from_slice(&nonce), Payload { msg: both.as_ref(), aad: &slot.bound(store) })
            .expect("64 bytes are below the cipher's limit");
        slot.wrapped.copy_from_slice(&sealed);
        Ok(slot)
    }

    /// `None` when the opener is not the right one, or the slot was tampered with: the same answer.
    pub(super) fn open(&self, store: StoreId, opener: &Opener<'_>) -> Result<Option<Unlocked>, StoreError> {
        let payload = Payload { msg: &self.wrapped, aad: &self.bound(store) };
        let Ok(both) = self.cipher(opener)?.decrypt(XNonce::from_slice(&self.nonce), payload) else {
            return Ok(None);
        };
        let both = Zeroizing::new(both);
        let half = |range| -> [u8; 32] { <[u8; 32]>::try_from(&both[range]).expect("64 bytes were wrapped") };
        Ok(Some(Unlocked {
            database_key: DatabaseKey::from_bytes(half(0..32)),
            person: self.person,
            person_secret: Zeroizing::new(half(32..64)),
        }))
    }

    fn cipher(&self, opener: &Opener<'_>) -> Result<XChaCha20Poly1305, StoreError> {
        let Kdf::Argon2id(parameters) = self.kdf;
        let key = wrapping_key(opener.typed, opener.machine_secret, &self.salt, parameters)?;
        Ok(XChaCha20Poly1305::new(key.as_ref().into()))
    }

    /// What the wrapping vouches for besides the keys: a slot moved to another store, another place or
    /// another person opens nothing.
    fn bound(&self, store: StoreId) -> Vec<u8> {
        let mut bound = b"komora key slot 1".to_vec();
        bound.extend_from_slice(store.as_bytes());
        bound.extend_from_slice(&self.id.to_le_bytes());
        bound.push(match self.kind {
            SlotKind::Person => 1,
            SlotKind::Recovery => 2,
        });
        bound.extend_from_slice(self.person.as_bytes());
        bound
    }
}

mod person_hex {
    use feed::PersonId;
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(person: &PersonId, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(person)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<PersonId, D::Error> {
        PersonId::from_hex(&String::deserialize(from)?).ok_or_else(|| de::Error::custom("not a person id"))
    }
}
