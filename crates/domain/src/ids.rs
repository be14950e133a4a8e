//! Identities. Every one is a UUID made where the act is made, so that a repeated command creates
//! nothing twice and laptops never need to agree on a number.

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

macro_rules! identity {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(as = "String")]
        pub struct $name(pub Uuid);

        impl $name {
            /// The sixteen bytes under which the history knows this subject.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// The identity with these sixteen bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: encode::Write>(
                &self,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), encode::Error<W::Error>> {
                e.bytes(self.as_bytes())?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
                let bytes = d.bytes()?;
                <[u8; 16]>::try_from(bytes)
                    .map(Self::from_bytes)
                    .map_err(|_| decode::Error::message("an identity has sixteen bytes"))
            }
        }
    )*};
}

identity! {
    /// A kind of thing: an item of supply.
    ItemId,
    /// Where things are kept.
    PlaceId,
    /// Somebody: staff of the hub, or a person who answers for an asset by hand receipt.
    PersonId,
    /// A supported unit.
    UnitId,
    /// One serial-numbered thing.
    AssetId,
    /// A batch made together.
    LotId,
    /// One import of one file.
    ImportId,
    /// A photograph or document added to a thing.
    AttachmentId,
    /// What a person did in one go; its entries share it.
    ActId,
    /// Any subject of the history, whatever its kind.
    SubjectId,
}

macro_rules! subject_from {
    ($($name:ident),*) => {$(
        impl From<$name> for SubjectId {
            fn from(id: $name) -> Self {
                Self(id.0)
            }
        }
    )*};
}

subject_from!(ItemId, PlaceId, PersonId, UnitId, AssetId, LotId, ImportId, AttachmentId);

/// Whose books something stands in: the hash of its scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(pub [u8; 32]);

/// Names one entry of the history, on every replica the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct EntryRef {
    /// The feed's id.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub feed: [u8; 32],
    /// Its number in the feed, from 1.
    #[n(1)]
    pub seq: u64,
    /// The entry's hash.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub hash: [u8; 32],
}
