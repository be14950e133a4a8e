//! Signing and strict checking, the same for every kind of key.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::ids::{AuthorityKey, CenterKey, DeviceKey, Hash, PersonKey, VoucherKey};

/// An Ed25519 signature as it is stored.
pub(crate) type SignatureBytes = [u8; 64];

macro_rules! public_keys {
    ($($name:ident),*) => {$(
        impl $name {
            /// The public half of `key`.
            pub fn of(key: &SigningKey) -> Self {
                Self::from_bytes(key.verifying_key().to_bytes())
            }

            /// Strict: refuses small-order keys and every second form of a signature.
            pub(crate) fn signed(&self, message: &Hash, signature: &SignatureBytes) -> bool {
                signed_by(self.as_bytes(), message, signature)
            }
        }
    )*};
}

public_keys!(DeviceKey, PersonKey, AuthorityKey, CenterKey, VoucherKey);

/// Messages are always hashes made for one purpose, so no signature serves for another.
pub(crate) fn sign(key: &SigningKey, message: &Hash) -> SignatureBytes {
    key.sign(message.as_bytes()).to_bytes()
}

fn signed_by(key: &[u8; 32], message: &Hash, signature: &SignatureBytes) -> bool {
    VerifyingKey::from_bytes(key)
        .and_then(|key| key.verify_strict(message.as_bytes(), &Signature::from_bytes(signature)))
        .is_ok()
}
