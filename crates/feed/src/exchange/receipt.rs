//! The center's word for what it holds.

use ed25519_dalek::SigningKey;
use minicbor::{Decode, Encode};

use crate::canonical::{self, Malformed};
use crate::hashing::RECEIPT;
use crate::header::Head;
use crate::ids::{CenterKey, DeviceKey, Hash};
use crate::keys;

/// Heads in one receipt: as many as there are entries in a page.
pub const MAX_RECEIPT_HEADS: usize = 5_000;

const MAX_RECEIPT_BYTES: usize = 512 * 1024;

/// Signed after what it names is safe on the center's disk, so that a hub can prove what Kyiv has.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Receipt {
    #[n(0)]
    pub center: CenterKey,
    /// Whom it answers.
    #[n(1)]
    pub device: DeviceKey,
    /// Strictly ascending; each with everything before it on its branch.
    #[n(2)]
    pub heads: Vec<Head>,
    /// The center's clock: UTC, milliseconds since 1970.
    #[n(3)]
    pub at_ms: i64,
    /// Ed25519, by `center`, over all of the above.
    #[cbor(n(4), with = "minicbor::bytes")]
    signature: [u8; 64],
}

impl Receipt {
    /// `heads` in any order.
    pub fn sign(key: &SigningKey, device: DeviceKey, mut heads: Vec<Head>, at_ms: i64) -> Self {
        heads.sort_unstable();
        heads.dedup();
        let mut receipt = Self { center: CenterKey::of(key), device, heads, at_ms, signature: [0; 64] };
        receipt.signature = keys::sign(key, &receipt.message());
        receipt
    }

    /// Whether `center` signed this, for `device`.
    pub fn verify(&self, center: &CenterKey, device: &DeviceKey) -> bool {
        self.center == *center && self.device == *device && center.signed(&self.message(), &self.signature)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self)
    }

    /// # Errors
    /// Anything but the canonical bytes of a receipt within its limits.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        if bytes.len() > MAX_RECEIPT_BYTES {
            return Err(Malformed::TooLong { found: bytes.len(), limit: MAX_RECEIPT_BYTES });
        }
        let receipt: Self = canonical::from_bytes(bytes)?;
        if receipt.heads.len() > MAX_RECEIPT_HEADS || !receipt.heads.windows(2).all(|pair| pair[0] < pair[1])
        {
            return Err(Malformed::NotCanonical);
        }
        Ok(receipt)
    }

    fn message(&self) -> Hash {
        RECEIPT.digest(&[&canonical::to_bytes(&Self { signature: [0; 64], ..self.clone() })])
    }
}
