//! One record of the witness: its bytes and its seal.

use std::fmt;

use feed::{FeedId, Hash};
use zeroize::Zeroizing;

use super::OwnHead;
use crate::keys::{DatabaseKey, MachineId};

const MAGIC: &[u8; 8] = b"KmrHead1";
const HEAD: usize = 32 + 8 + 32;
const BEFORE_HEADS: usize = 8 + 8 + 32 + 4;
const SEAL: usize = 32;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) counter: u64,
    pub(super) machine: MachineId,
    /// Sorted, so that equal sets are equal records.
    pub(super) heads: Vec<OwnHead>,
}

/// Seals records of one store: a record of another store does not read.
pub(super) struct SealKey(Zeroizing<[u8; 32]>);

impl SealKey {
    pub(super) fn of(key: &DatabaseKey) -> Self {
        Self(key.derive("komora 2026 head witness"))
    }

    fn seal(&self, bytes: &[u8]) -> [u8; SEAL] {
        *blake3::keyed_hash(&self.0, bytes).as_bytes()
    }
}

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealKey")
    }
}

impl Record {
    pub(super) fn sealed(&self, key: &SealKey) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(BEFORE_HEADS + self.heads.len() * HEAD + SEAL);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&self.counter.to_le_bytes());
        bytes.extend_from_slice(self.machine.as_bytes());
        let count = u32::try_from(self.heads.len()).expect("a device has few feeds");
        bytes.extend_from_slice(&count.to_le_bytes());
        for head in &self.heads {
            bytes.extend_from_slice(head.feed.as_bytes());
            bytes.extend_from_slice(&head.seq.to_le_bytes());
            bytes.extend_from_slice(head.hash.as_bytes());
        }
        let seal = key.seal(&bytes);
        bytes.extend_from_slice(&seal);
        bytes
    }

    /// `None` for anything this key did not seal.
    pub(super) fn read(bytes: &[u8], key: &SealKey) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let counter = u64::from_le_bytes(take(&mut rest)?);
        let machine = MachineId::from_bytes(take(&mut rest)?);
        let count = u32::from_le_bytes(take(&mut rest)?) as usize;
        let length = count.checked_mul(HEAD)?.checked_add(BEFORE_HEADS)?;
        let seal = bytes.get(length..)?.first_chunk::<SEAL>()?;
        // Compared in constant time, as blake3's hash does.
        if blake3::Hash::from_bytes(key.seal(&bytes[..length])) != *seal {
            return None;
        }
        let heads = (0..count)
            .map(|_| {
                Some(OwnHead {
                    feed: FeedId::from_bytes(take(&mut rest)?),
                    seq: u64::from_le_bytes(take(&mut rest)?),
                    hash: Hash::from_bytes(take(&mut rest)?),
                })
            })
            .collect::<Option<Vec<_>>>()?;
        Some(Self { counter, machine, heads })
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, left) = rest.split_first_chunk::<N>()?;
    *rest = left;
    Some(*taken)
}
