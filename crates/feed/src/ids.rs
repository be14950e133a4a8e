//! Names of things, each its own type, all plain bytes.

use std::fmt;

use minicbor::encode::{Encode, Write};
use minicbor::{Decode, Decoder, Encoder, decode, encode};

/// A newtype over bytes per id: eleven equal implementations that only a macro can share.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident[$len:literal];)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $len]);

        impl $name {
            /// Length in bytes.
            pub const LEN: usize = $len;

            pub const fn from_bytes(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }

            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }

            /// `None` unless the slice has exactly [`Self::LEN`] bytes.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }

            /// Reads what `Display` wrote.
            pub fn from_hex(text: &str) -> Option<Self> {
                let mut bytes = [0; $len];
                read_hex(text, &mut bytes).then_some(Self(bytes))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_hex(f, &self.0)
            }
        }

        /// The first four bytes: enough to tell ids apart in a failed test.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "("))?;
                write_hex(f, &self.0[..4])?;
                f.write_str(")")
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: Write>(
                &self,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
                Self::from_slice(d.bytes()?).ok_or(decode::Error::message("wrong length of an id"))
            }
        }
    )*};
}

ids! {
    /// A BLAKE3 hash.
    Hash[32];
    /// A device's Ed25519 public key; seals are checked against it.
    DeviceKey[32];
    /// A person's Ed25519 public key; sessions and evidence are checked against it.
    PersonKey[32];
    /// The Ed25519 public key under which a hub, or the network, was founded.
    AuthorityKey[32];
    /// The public half of the Ed25519 key made from a voucher's secret.
    VoucherKey[32];
    /// The coordination center's Ed25519 public key; receipts are checked against it.
    CenterKey[32];
    /// A hub: the hash of its authority's founding statement.
    HubId[32];
    /// A person, without a name: names stay in the hub's own scope.
    PersonId[16];
    /// One act; the entries it left in several scopes share it.
    ActId[16];
    /// What an event is about, within its scope.
    SubjectId[16];
    /// Tells two feeds of one device in one scope apart; random, new at install, restore and clone.
    Epoch[16];
    /// A feed: the hash of device, scope and epoch.
    FeedId[32];
    /// A photograph or document, by the hash of its bytes.
    BlobId[32];
}

impl Hash {
    /// Stands where there is nothing to hash: before a first entry, for an absent personal part.
    pub const ZERO: Self = Self([0; 32]);
}

fn write_hex(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

fn read_hex(text: &str, into: &mut [u8]) -> bool {
    let digits = text.as_bytes();
    if digits.len() != into.len() * 2 {
        return false;
    }
    for (byte, pair) in into.iter_mut().zip(digits.chunks_exact(2)) {
        let (Some(high), Some(low)) = (digit(pair[0]), digit(pair[1])) else { return false };
        *byte = high << 4 | low;
    }
    true
}

/// Lower case only: one text per id.
fn digit(character: u8) -> Option<u8> {
    match character {
        b'0'..=b'9' => Some(character - b'0'),
        b'a'..=b'f' => Some(character - b'a' + 10),
        _ => None,
    }
}
