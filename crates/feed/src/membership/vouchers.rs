//! One-use vouchers: an authority says ahead of time that whoever holds the secret may join.
//!
//! The secret itself is never written or sent. A key is made from it; the voucher carries the public half,
//! and who joins signs with the other: so neither the registrar nor whoever carries the request can put
//! another laptop in its place.

use ed25519_dalek::SigningKey;
use minicbor::{Decode, Encode};

use super::{Membership, PersonEnrolled};
use crate::canonical::{self, Malformed};
use crate::causality::{Clock, OrderKey, Placed};
use crate::hashing::{VOUCHER, VOUCHER_CLAIM, VOUCHER_SECRET};
use crate::ids::{AuthorityKey, DeviceKey, Hash, VoucherKey};
use crate::keys;
use crate::reason::Reason;
use crate::scope::Scope;

/// What a voucher admits to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VoucherTerms {
    /// A Roster: a laptop of that hub. Network: a coordination laptop.
    pub scope: Scope,
    /// Random.
    pub nonce: [u8; 16],
    /// UTC, milliseconds since 1970. Shown, and checked by the registrar; no fold obeys a clock.
    pub expires_at_ms: i64,
    /// The role of the person who may come with the laptop; without one, nobody may.
    pub person_role: Option<u32>,
}

/// One laptop, and one person if it says so, may join.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Voucher {
    #[n(0)]
    pub scope: Scope,
    #[n(1)]
    pub by: AuthorityKey,
    #[cbor(n(2), with = "minicbor::bytes")]
    pub nonce: [u8; 16],
    /// Signatures by the secret are checked against it.
    #[n(3)]
    pub key: VoucherKey,
    /// See [`VoucherTerms::expires_at_ms`].
    #[n(4)]
    pub expires_at_ms: i64,
    /// One of [`roles`](super::roles).
    #[n(5)]
    pub person_role: Option<u32>,
    /// Ed25519, by the authority, over everything above.
    #[cbor(n(6), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

#[derive(Encode)]
struct Statement<'a> {
    #[n(0)]
    scope: Scope,
    #[n(1)]
    by: &'a AuthorityKey,
    #[cbor(n(2), with = "minicbor::bytes")]
    nonce: &'a [u8; 16],
    #[n(3)]
    key: &'a VoucherKey,
    #[n(4)]
    expires_at_ms: i64,
    #[n(5)]
    person_role: Option<u32>,
}

impl Voucher {
    /// `secret` is random and goes to whoever is to join, by a way of its own.
    pub fn sign(authority: &SigningKey, terms: VoucherTerms, secret: &[u8; 16]) -> Self {
        let VoucherTerms { scope, nonce, expires_at_ms, person_role } = terms;
        let (by, key) = (AuthorityKey::of(authority), VoucherKey::of(&signing_key(secret)));
        let mut voucher = Self { scope, by, nonce, key, expires_at_ms, person_role, signature: [0; 64] };
        voucher.signature = keys::sign(authority, &voucher.id());
        voucher
    }

    /// What names it; also what the authority signs.
    pub fn id(&self) -> Hash {
        VOUCHER.digest(&[&canonical::to_bytes(&Statement {
            scope: self.scope,
            by: &self.by,
            nonce: &self.nonce,
            key: &self.key,
            expires_at_ms: self.expires_at_ms,
            person_role: self.person_role,
        })])
    }

    /// Whether the authority it names signed it. Whether that is the scope's own, the membership knows.
    pub fn verify(&self) -> bool {
        self.by.signed(&self.id(), &self.signature)
    }

    /// Whether `secret` is the one it was made for.
    pub fn opens_with(&self, secret: &[u8; 16]) -> bool {
        VoucherKey::of(&signing_key(secret)) == self.key
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self)
    }

    /// Refuses anything but the canonical bytes of a voucher.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        canonical::from_bytes(bytes)
    }
}

/// A laptop, and the first person of it if the voucher says so, joined by voucher. Written by a registrar
/// or an administrator, alone in its entry.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct DeviceEnrolledByVoucher {
    #[n(0)]
    pub device: DeviceKey,
    #[n(1)]
    pub voucher: Voucher,
    #[n(2)]
    pub person: Option<PersonEnrolled>,
    /// Ed25519, by the voucher's key, over voucher, device and person.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

#[derive(Encode)]
struct Claim<'a> {
    #[n(0)]
    voucher: Hash,
    #[n(1)]
    device: &'a DeviceKey,
    #[n(2)]
    person: Option<&'a PersonEnrolled>,
}

impl DeviceEnrolledByVoucher {
    /// What a laptop that wants to join sends to the registrar.
    pub fn claim(
        voucher: Voucher,
        secret: &[u8; 16],
        device: DeviceKey,
        person: Option<PersonEnrolled>,
    ) -> Self {
        let mut claim = Self { device, voucher, person, signature: [0; 64] };
        claim.signature = keys::sign(&signing_key(secret), &claim.message());
        claim
    }

    /// Whether the authority the voucher names signed it, and whoever holds its secret the claim.
    pub fn verify(&self) -> bool {
        self.voucher.key.signed(&self.message(), &self.signature) && self.voucher.verify()
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self)
    }

    /// Refuses anything but the canonical bytes of a claim.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        canonical::from_bytes(bytes)
    }

    fn message(&self) -> Hash {
        let Self { device, voucher, person, .. } = self;
        let claim = Claim { voucher: voucher.id(), device, person: person.as_ref() };
        VOUCHER_CLAIM.digest(&[&canonical::to_bytes(&claim)])
    }
}

/// Who joined with a voucher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Admitted {
    pub device: DeviceKey,
    pub person: Option<PersonEnrolled>,
}

impl Membership {
    /// Whether an enrolment by voucher would stand if a registrar of its scope wrote it now. Expiry is for
    /// the registrar to check beside it.
    ///
    /// # Errors
    /// Why it would be quarantined.
    pub fn check_claim(&self, claim: &DeviceEnrolledByVoucher) -> Result<(), Reason> {
        self.check_voucher(claim.voucher.scope, claim, None, None)
    }

    pub(crate) fn check_claim_at(
        &self,
        at: &Placed,
        clock: &Clock,
        claim: &DeviceEnrolledByVoucher,
    ) -> Result<(), Reason> {
        self.check_voucher(at.scope, claim, Some(clock), Some(&at.order))
    }

    /// Of uses that do not know of each other the first in fold order counts, so what matters here is what
    /// comes before in that order, known to the writer or not.
    fn check_voucher(
        &self,
        scope: Scope,
        claim: &DeviceEnrolledByVoucher,
        clock: Option<&Clock>,
        before: Option<&OrderKey>,
    ) -> Result<(), Reason> {
        let DeviceEnrolledByVoucher { device, voucher, person, .. } = claim;
        let earlier = |order: &OrderKey| before.is_none_or(|before| order < before);
        let known_otherwise = person.as_ref().is_some_and(|person| {
            let keys = self.persons.get(&(scope, person.person));
            let mut keys = keys.into_iter().flat_map(|keys| keys.all()).rev();
            keys.find(|key| earlier(&key.order)).is_some_and(|key| key.what.key != person.key)
        });
        let sound = voucher.scope == scope
            && self.authority_of(scope, clock) == Some(voucher.by)
            && (person.is_none() || voucher.person_role.is_some())
            && !known_otherwise
            && claim.verify();
        if !sound {
            return Err(Reason::BadVoucher);
        }
        let mut uses = self.vouchers.get(&voucher.id()).into_iter().flat_map(|uses| uses.all());
        let another = |use_: &Admitted| use_.device != *device || use_.person != *person;
        if uses.any(|fact| earlier(&fact.order) && another(&fact.what)) {
            return Err(Reason::VoucherUsed);
        }
        Ok(())
    }
}

fn signing_key(secret: &[u8; 16]) -> SigningKey {
    SigningKey::from_bytes(VOUCHER_SECRET.digest(&[secret]).as_bytes())
}
