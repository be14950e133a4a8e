//! Personal fields of an entry's events: hashed apart from the rest, so they can go without breaking a chain.

use minicbor::encode::Write;
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

use crate::canonical::{self, Malformed};
use crate::hashing::PERSONAL;
use crate::ids::Hash;

/// The personal fields of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Personal {
    None,
    /// The salt keeps a guessed name from being confirmed by its hash once the parts are gone.
    Present {
        salt: [u8; 16],
        /// (index of the event, its personal fields), at least one, ascending, one an event.
        parts: Vec<(u32, Vec<u8>)>,
    },
    /// The parts are gone; their hash stays, so the entry hash stays.
    Dropped {
        hash: Hash,
    },
}

impl Personal {
    /// What the entry hash covers: the same before and after the parts are dropped.
    pub fn hash(&self) -> Hash {
        match self {
            Self::None => Hash::ZERO,
            Self::Present { .. } => PERSONAL.digest(&[&canonical::to_bytes(self)]),
            Self::Dropped { hash } => *hash,
        }
    }

    /// Without the parts, if there were any.
    pub fn dropped(&self) -> Self {
        match self {
            Self::Present { .. } => Self::Dropped { hash: self.hash() },
            other => other.clone(),
        }
    }

    /// The personal fields of one event, while they are there.
    pub fn part(&self, event: usize) -> Option<&[u8]> {
        let Self::Present { parts, .. } = self else { return None };
        let event = u32::try_from(event).ok()?;
        let found = parts.binary_search_by_key(&event, |(index, _)| *index).ok()?;
        Some(&parts[found].1)
    }

    pub(crate) fn check(&self, events: usize) -> Result<(), Malformed> {
        let sound = match self {
            Self::None => true,
            // A dropped part with the hash of an absent one would be a second form of the same entry.
            Self::Dropped { hash } => *hash != Hash::ZERO,
            Self::Present { parts, .. } => {
                !parts.is_empty()
                    && parts.windows(2).all(|pair| pair[0].0 < pair[1].0)
                    && parts.iter().all(|(index, _)| (*index as usize) < events)
            }
        };
        if sound { Ok(()) } else { Err(Malformed::PersonalParts) }
    }
}

/// The length tells the three forms apart: `[]`, `[hash]`, `[salt, [[index, part], ..]]`.
impl<C> Encode<C> for Personal {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, c: &mut C) -> Result<(), encode::Error<W::Error>> {
        match self {
            Self::None => e.array(0)?.ok(),
            Self::Dropped { hash } => e.array(1)?.encode_with(hash, c)?.ok(),
            Self::Present { salt, parts } => {
                e.array(2)?.bytes(salt)?.array(parts.len() as u64)?;
                for (index, part) in parts {
                    e.array(2)?.u32(*index)?.bytes(part)?;
                }
                Ok(())
            }
        }
    }
}

impl<'b, C> Decode<'b, C> for Personal {
    fn decode(d: &mut Decoder<'b>, c: &mut C) -> Result<Self, decode::Error> {
        match d.array()? {
            Some(0) => Ok(Self::None),
            Some(1) => Ok(Self::Dropped { hash: d.decode_with(c)? }),
            Some(2) => {
                let salt =
                    d.bytes()?.try_into().map_err(|_| decode::Error::message("wrong length of a salt"))?;
                Ok(Self::Present { salt, parts: parts(d)? })
            }
            _ => Err(decode::Error::message("unknown form of personal parts")),
        }
    }
}

fn parts(d: &mut Decoder<'_>) -> Result<Vec<(u32, Vec<u8>)>, decode::Error> {
    let count = d.array()?.ok_or(decode::Error::message("length missing"))?;
    let mut parts = Vec::new();
    for _ in 0..count {
        if d.array()? != Some(2) {
            return Err(decode::Error::message("not a pair"));
        }
        parts.push((d.u32()?, d.bytes()?.to_vec()));
    }
    Ok(parts)
}
