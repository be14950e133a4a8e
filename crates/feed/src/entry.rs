//! An entry: one act by one person, or a bounded piece of a very large one.

use minicbor::encode::Write;
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

use crate::canonical::{self, Malformed};
use crate::hashing::{ENTRY, PAYLOAD, finish};
use crate::header::{Head, Header};
use crate::ids::Hash;
use crate::personal::Personal;

/// A larger act is cut into several entries.
pub const MAX_EVENTS_PER_ENTRY: usize = 256;

/// Header, payload and personal parts together.
pub const MAX_ENTRY_BYTES: usize = 256 * 1024;

/// Header, contents and personal fields. Judged as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub header: Header,
    /// One string of bytes for each event of the header, opaque here.
    pub payload: Vec<Vec<u8>>,
    pub personal: Personal,
}

impl Entry {
    /// Covers the header, the payload's hash and the personal parts' hash; dropping those keeps it.
    pub fn hash(&self) -> Hash {
        self.measure(&mut Vec::new()).0
    }

    /// This entry as others name it.
    pub fn head(&self) -> Head {
        Head { feed: self.header.feed, seq: self.header.seq, hash: self.hash() }
    }

    /// The same entry, with the same hash, without its personal fields.
    pub fn without_personal(&self) -> Self {
        Self { personal: self.personal.dropped(), ..self.clone() }
    }

    pub fn header_bytes(&self) -> Vec<u8> {
        self.header.to_bytes()
    }

    pub fn payload_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(&Payload(&self.payload))
    }

    pub fn personal_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(&self.personal)
    }

    /// Puts an entry together from the parts it is stored in. Refuses what is not canonical.
    pub fn from_parts(header: &[u8], payload: &[u8], personal: &[u8]) -> Result<Self, Malformed> {
        within_limit(header.len() + payload.len() + personal.len())?;
        let entry = Self {
            header: canonical::from_bytes(header)?,
            payload: canonical::from_bytes::<OwnedPayload>(payload)?.0,
            personal: canonical::from_bytes(personal)?,
        };
        entry.check_shape()?;
        Ok(entry)
    }

    /// The whole entry as one value: the array of its three parts.
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self)
    }

    /// Refuses anything but the canonical bytes of a well-formed entry.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        within_limit(bytes.len().saturating_sub(1))?;
        let entry: Self = canonical::from_bytes(bytes)?;
        entry.check_shape()?;
        Ok(entry)
    }

    /// Hash and length in one pass, for an entry that keeps the rules of its form.
    pub(crate) fn checked(&self, scratch: &mut Vec<u8>) -> Result<(Hash, usize), Malformed> {
        self.check_shape()?;
        let (hash, length) = self.measure(scratch);
        within_limit(length)?;
        Ok((hash, length))
    }

    fn check_shape(&self) -> Result<(), Malformed> {
        self.header.check()?;
        let (events, payloads) = (self.header.events.len(), self.payload.len());
        if events != payloads {
            return Err(Malformed::PayloadCount { events, payloads });
        }
        self.personal.check(events)
    }

    fn measure(&self, scratch: &mut Vec<u8>) -> (Hash, usize) {
        let mut whole = ENTRY.hasher();
        let header = encoded(&self.header, scratch);
        whole.update(header);
        let mut length = header.len();
        let payload = encoded(&Payload(&self.payload), scratch);
        length += payload.len();
        whole.update(PAYLOAD.digest(&[payload]).as_bytes());
        length += encoded(&self.personal, scratch).len();
        whole.update(self.personal.hash().as_bytes());
        (finish(&whole), length)
    }
}

fn encoded<'a, T: Encode<()>>(value: &T, scratch: &'a mut Vec<u8>) -> &'a [u8] {
    scratch.clear();
    canonical::append(value, scratch);
    scratch
}

fn within_limit(found: usize) -> Result<(), Malformed> {
    if found > MAX_ENTRY_BYTES {
        return Err(Malformed::TooLong { found, limit: MAX_ENTRY_BYTES });
    }
    Ok(())
}

struct Payload<'a>(&'a [Vec<u8>]);

struct OwnedPayload(Vec<Vec<u8>>);

impl<C> Encode<C> for Payload<'_> {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.array(self.0.len() as u64)?;
        for part in self.0 {
            e.bytes(part)?;
        }
        Ok(())
    }
}

impl<C> Encode<C> for OwnedPayload {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, c: &mut C) -> Result<(), encode::Error<W::Error>> {
        Payload(&self.0).encode(e, c)
    }
}

impl<'b, C> Decode<'b, C> for OwnedPayload {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        let count = d.array()?.ok_or(decode::Error::message("length missing"))?;
        let mut parts = Vec::new();
        for _ in 0..count {
            parts.push(d.bytes()?.to_vec());
        }
        Ok(Self(parts))
    }
}

impl<C> Encode<C> for Entry {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, c: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.array(3)?.encode_with(&self.header, c)?;
        Payload(&self.payload).encode(e, c)?;
        e.encode_with(&self.personal, c)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Entry {
    fn decode(d: &mut Decoder<'b>, c: &mut C) -> Result<Self, decode::Error> {
        if d.array()? != Some(3) {
            return Err(decode::Error::message("not an entry"));
        }
        let header = d.decode_with(c)?;
        let payload = OwnedPayload::decode(d, c)?.0;
        Ok(Self { header, payload, personal: d.decode_with(c)? })
    }
}
