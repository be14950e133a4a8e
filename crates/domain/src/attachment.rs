//! Attachments: photographs and documents added to a thing. The act names the bytes by their hash; the bytes
//! themselves are not in the history, and come after it.

use std::fmt;

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use ts_rs::TS;

use crate::ids::{AssetId, ItemId, LotId, PlaceId, SubjectId};

/// The largest attachment, in bytes.
pub const LARGEST_ATTACHMENT: u64 = 16 * 1024 * 1024;

/// Names bytes: their BLAKE3, made for that purpose alone. Sixty-four small hexadecimal digits where it is
/// written out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(as = "String")]
pub struct BlobHash(pub [u8; 32]);

impl BlobHash {
    /// Reads what `Display` wrote, and nothing else: one text per hash.
    pub fn from_hex(text: &str) -> Option<Self> {
        let small = |byte: &u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte);
        if text.len() != 64 || !text.as_bytes().iter().all(small) {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlobHash({self})")
    }
}

impl Serialize for BlobHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for BlobHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_hex(&text).ok_or_else(|| de::Error::custom("a hash has 64 small hexadecimal digits"))
    }
}

impl<C> Encode<C> for BlobHash {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for BlobHash {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        <[u8; 32]>::try_from(d.bytes()?)
            .map(Self)
            .map_err(|_| decode::Error::message("a hash has thirty-two bytes"))
    }
}

/// What an attachment can be added to.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode, TS,
)]
#[serde(rename_all = "kebab-case", tag = "type", content = "id")]
pub enum AttachedTo {
    #[n(0)]
    Asset(#[n(0)] AssetId),
    #[n(1)]
    Lot(#[n(0)] LotId),
    #[n(2)]
    Item(#[n(0)] ItemId),
    #[n(3)]
    Place(#[n(0)] PlaceId),
}

impl AttachedTo {
    /// The thing itself.
    pub fn subject(&self) -> SubjectId {
        match *self {
            AttachedTo::Asset(id) => id.into(),
            AttachedTo::Lot(id) => id.into(),
            AttachedTo::Item(id) => id.into(),
            AttachedTo::Place(id) => id.into(),
        }
    }
}

/// What the bytes are. The list is closed: a page that can hold a script is not in it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode, TS,
)]
#[serde(rename_all = "kebab-case")]
#[cbor(index_only)]
pub enum MediaType {
    #[n(0)]
    Jpeg,
    #[n(1)]
    Png,
    #[n(2)]
    Webp,
    #[n(3)]
    Pdf,
}

/// What an attachment is good for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode, TS,
)]
#[serde(rename_all = "kebab-case")]
#[cbor(index_only)]
pub enum Shows {
    /// What the thing looks like.
    #[n(0)]
    Photograph,
    /// What is broken, worn or missing.
    #[n(1)]
    Damage,
    /// The donor's written consent to a retransfer.
    #[n(2)]
    Consent,
    /// A certificate: of an inspection, a test, an end use.
    #[n(3)]
    Certificate,
    #[n(4)]
    Other,
}

/// All that is written down about an attachment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cbor(map)]
pub struct AttachmentDetails {
    #[n(0)]
    pub to: AttachedTo,
    #[n(1)]
    pub blob: BlobHash,
    /// In bytes.
    #[n(2)]
    #[ts(as = "i64")]
    pub size: u64,
    #[n(3)]
    pub media_type: MediaType,
    /// As it was called where it came from; never a path.
    #[n(4)]
    pub file_name: String,
    #[n(5)]
    pub shows: Shows,
    #[n(6)]
    pub note: Option<String>,
}
