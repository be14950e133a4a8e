//! One encoding per value: whatever would not come out the same when encoded again is turned away.

use minicbor::encode::{Encode, Write};
use minicbor::{Decode, Decoder};

/// Why bytes, or a value put together by hand, are no valid part of a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    #[error("the bytes do not decode")]
    Undecodable,
    #[error("the bytes are not the canonical encoding")]
    NotCanonical,
    #[error("the sequence number is out of range")]
    SequenceOutOfRange,
    #[error("only the first entry of a feed may lack a previous hash")]
    PreviousMismatch,
    #[error("the heads seen are not strictly ascending")]
    SeenUnsorted,
    #[error("the entry claims to have seen its own feed")]
    SeenOwnFeed,
    #[error("the entry has no event")]
    NoEvent,
    #[error("the entry has {found} events, {limit} are allowed")]
    TooManyEvents { found: usize, limit: usize },
    #[error("the header names {events} events, the payload has {payloads}")]
    PayloadCount { events: usize, payloads: usize },
    #[error("the personal parts are empty, unsorted or belong to no event")]
    PersonalParts,
    #[error("the entry has {found} bytes, {limit} are allowed")]
    TooLong { found: usize, limit: usize },
    #[error("the two parties of a link are equal or out of order")]
    LinkParties,
}

/// The canonical bytes of `value`.
pub(crate) fn to_bytes<T: Encode<()>>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    append(value, &mut bytes);
    bytes
}

/// Adds the canonical bytes of `value` to `bytes`.
pub(crate) fn append<T: Encode<()>>(value: &T, bytes: &mut Vec<u8>) {
    minicbor::encode(value, bytes).expect("writing to memory cannot fail");
}

/// Decodes all of `bytes`, and only bytes that `value` would encode to again.
pub(crate) fn from_bytes<'b, T>(bytes: &'b [u8]) -> Result<T, Malformed>
where
    T: Decode<'b, ()> + Encode<()>,
{
    let value: T = Decoder::new(bytes).decode().map_err(|_| Malformed::Undecodable)?;
    let mut same = Same { rest: bytes };
    match minicbor::encode(&value, &mut same) {
        Ok(()) if same.rest.is_empty() => Ok(value),
        _ => Err(Malformed::NotCanonical),
    }
}

/// A writer that compares instead of storing: canonical checks cost no allocation.
struct Same<'a> {
    rest: &'a [u8],
}

struct Differs;

impl Write for Same<'_> {
    type Error = Differs;

    fn write_all(&mut self, bytes: &[u8]) -> Result<(), Differs> {
        self.rest = self.rest.strip_prefix(bytes).ok_or(Differs)?;
        Ok(())
    }
}
