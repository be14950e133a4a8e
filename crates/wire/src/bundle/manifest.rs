//! Who made a bundle, for whom, and what it says at its end.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use feed::{AuthorityKey, DeviceKey, Hash};
use minicbor::encode::{self, Write};
use minicbor::{Decode, Decoder, Encode, Encoder, decode};

use super::{BundleError, FORM, Welcome};
use crate::mutant::{self, Mutant};

const MANIFEST: &str = "Komora bundle 1: manifest signature";
const CHAIN: &str = "Komora bundle 1: chain of pages";
const CHAIN_OF_PARTS: &str = "Komora bundle 1: chain of parts of blobs";
const END: &str = "Komora bundle 1: end signature";

/// What its maker says of a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// The network it belongs to; a hub that stands alone has none.
    pub network: Option<AuthorityKey>,
    pub purpose: Purpose,
    /// UTC, milliseconds since 1970, by its maker's clock.
    pub made_at_ms: i64,
}

/// What was chosen to go into a bundle. Told to whoever opens it; nothing follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// What the coordination center is not known to hold.
    ForCenter,
    /// What other laptops of the hub are not known to hold.
    ForHub,
    Everything,
    /// What the devices it is for said they lack.
    ForDevices,
    /// What a laptop needs that asked to join: see [`Welcome`].
    ForNewLaptop,
    /// Of a later version.
    Other(u32),
}

/// Signed by the device that made the bundle. It is no proof of membership: ask who `by` is.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Manifest {
    #[n(0)]
    pub(super) form: u8,
    #[n(1)]
    pub network: Option<AuthorityKey>,
    #[n(2)]
    pub purpose: Purpose,
    /// UTC, milliseconds since 1970, by the maker's clock.
    #[n(3)]
    pub made_at_ms: i64,
    #[n(4)]
    pub by: DeviceKey,
    /// The devices that can open it, ascending.
    #[n(5)]
    pub recipients: Vec<DeviceKey>,
    /// In the answer to a request alone.
    #[n(6)]
    pub welcome: Option<Welcome>,
}

/// What must have come before a bundle is believed to be whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub(super) struct End {
    #[n(0)]
    pub pages: u64,
    #[n(1)]
    pub entries: u64,
    /// Over the manifest, every page and every part, in their order.
    #[n(2)]
    pub chain: Hash,
    /// Parts of blobs.
    #[cbor(n(3), default)]
    pub parts: u64,
}

/// A signed piece: its bytes and the signature.
pub(super) struct Signed {
    pub bytes: Vec<u8>,
    pub signature: [u8; 64],
}

impl Manifest {
    pub(super) fn new(about: About, by: DeviceKey, recipients: Vec<DeviceKey>) -> Self {
        let About { network, purpose, made_at_ms } = about;
        Self { form: FORM, network, purpose, made_at_ms, by, recipients, welcome: None }
    }

    /// With the hash at which the chain over pages and parts begins.
    pub(super) fn sign(&self, key: &SigningKey) -> (Signed, Hash) {
        let bytes = minicbor::to_vec(self).expect("writing to memory cannot fail");
        let hash = hash(MANIFEST, &[&bytes]);
        (Signed { bytes, signature: signature(key, &hash) }, hash)
    }

    /// # Errors
    /// It does not read, is of another form, or its maker did not sign it.
    pub(super) fn read(signed: &Signed) -> Result<(Self, Hash), BundleError> {
        let manifest: Self = whole(&signed.bytes)?;
        let hash = hash(MANIFEST, &[&signed.bytes]);
        let sound = manifest.form == FORM && is_signed(&manifest.by, &hash, &signed.signature);
        if sound { Ok((manifest, hash)) } else { Err(BundleError::Damaged) }
    }
}

impl End {
    pub(super) fn sign(&self, key: &SigningKey) -> Signed {
        let bytes = minicbor::to_vec(self).expect("writing to memory cannot fail");
        let signature = signature(key, &hash(END, &[&bytes]));
        Signed { bytes, signature }
    }

    /// # Errors
    /// It does not read, or `by` did not sign it.
    pub(super) fn read(signed: &Signed, by: &DeviceKey) -> Result<Self, BundleError> {
        let sound = is_signed(by, &hash(END, &[&signed.bytes]), &signed.signature);
        if sound { whole(&signed.bytes) } else { Err(BundleError::Damaged) }
    }
}

/// The chain after one more page.
pub(super) fn chained(before: &Hash, entries: u32, page: &[u8]) -> Hash {
    hash(CHAIN, &[before.as_bytes(), &entries.to_be_bytes(), page])
}

/// The chain after one more part of a blob, with what stands in front of it.
pub(super) fn chained_part(before: &Hash, head: &[u8], bytes: &[u8]) -> Hash {
    let length = u32::try_from(head.len()).expect("heads are short").to_be_bytes();
    hash(CHAIN_OF_PARTS, &[before.as_bytes(), &length, head, bytes])
}

fn whole<'b, T: Decode<'b, ()>>(bytes: &'b [u8]) -> Result<T, BundleError> {
    let mut decoder = Decoder::new(bytes);
    let read = decoder.decode().map_err(|_| BundleError::Damaged)?;
    if decoder.position() == bytes.len() { Ok(read) } else { Err(BundleError::Damaged) }
}

/// Only the last part may have any length that nothing before it tells, so that joints cannot be moved.
fn hash(purpose: &str, parts: &[&[u8]]) -> Hash {
    let mut hasher = blake3::Hasher::new_derive_key(purpose);
    for part in parts {
        hasher.update(part);
    }
    Hash::from_bytes(*hasher.finalize().as_bytes())
}

fn signature(key: &SigningKey, hash: &Hash) -> [u8; 64] {
    key.sign(hash.as_bytes()).to_bytes()
}

fn is_signed(by: &DeviceKey, hash: &Hash, signature: &[u8; 64]) -> bool {
    let verified = |key: VerifyingKey| key.verify_strict(hash.as_bytes(), &Signature::from_bytes(signature));
    mutant::is(Mutant::TrustsAnySignature)
        || VerifyingKey::from_bytes(by.as_bytes()).and_then(verified).is_ok()
}

impl Purpose {
    fn number(self) -> u32 {
        match self {
            Self::ForCenter => 1,
            Self::ForHub => 2,
            Self::Everything => 3,
            Self::ForDevices => 4,
            Self::ForNewLaptop => 5,
            Self::Other(number) => number,
        }
    }
}

impl<C> Encode<C> for Purpose {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.u32(self.number())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Purpose {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        Ok(match d.u32()? {
            1 => Self::ForCenter,
            2 => Self::ForHub,
            3 => Self::Everything,
            4 => Self::ForDevices,
            5 => Self::ForNewLaptop,
            number => Self::Other(number),
        })
    }
}
