//! The head witness: a tiny file beside the database that remembers where this device's own feeds stood.
//!
//! A damaged write-ahead log loses commits without an error, and a restored copy looks like a whole
//! store; both then stand behind this file, or have none, or one of another machine. Two records are
//! written in turn, so a write torn by a power cut leaves the former one. Damage to the database and to
//! both records at once is beyond it.

mod record;

use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use feed::{FeedId, Hash};

use crate::keys::{DatabaseKey, MachineId};
use crate::{StoreError, durable, file::names};
use record::{Record, SealKey};

/// Where one of this device's own feeds stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnHead {
    pub feed: FeedId,
    pub seq: u64,
    pub hash: Hash,
}

/// How the database compares with its witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Witnessed {
    /// Nothing to ask.
    Agrees,
    /// The power went between the commit and the witness: [`Witness::keep`] the heads and go on.
    DatabaseAhead,
    /// Confirmed acts are gone, or others stand in their place: the heads the database does not hold.
    DatabaseBehind { lost: Vec<OwnHead> },
    /// No witness, or none that this store's key sealed: a copy, a restore or damage.
    Missing,
    /// This store was last written on another machine.
    OtherMachine,
}

/// The open witness file. One per open store.
#[derive(Debug)]
pub struct Witness {
    path: PathBuf,
    key: SealKey,
    machine: MachineId,
    kept: Mutex<Option<Kept>>,
}

/// A file in which at least one record reads: two places of equal length, written in turn.
#[derive(Debug)]
struct Kept {
    file: File,
    place_length: u64,
    newest: Record,
}

/// Room for 55 feeds; grows by doubling.
const FIRST_PLACE_LENGTH: usize = 4096;

impl Witness {
    /// Opens the witness of a store; there need be none yet. Nothing is written before [`Self::keep`].
    pub fn open(store_directory: &Path, key: &DatabaseKey, machine: MachineId) -> Result<Self, StoreError> {
        let key = SealKey::of(key);
        let path = store_directory.join(names::HEADS);
        let kept = Kept::open(&path, &key)?;
        Ok(Self { path, key, machine, kept: Mutex::new(kept) })
    }

    /// Compares with the database, before anything is written. `own` are all own heads it holds;
    /// `hash_at` answers with the hash it holds at a place in a feed.
    pub fn compare(
        &self,
        own: &[OwnHead],
        mut hash_at: impl FnMut(&FeedId, u64) -> Result<Option<Hash>, StoreError>,
    ) -> Result<Witnessed, StoreError> {
        let kept = self.kept();
        let Some(record) = kept.as_ref().map(|kept| &kept.newest) else { return Ok(Witnessed::Missing) };
        if record.machine != self.machine {
            return Ok(Witnessed::OtherMachine);
        }
        let mut lost = Vec::new();
        for head in &record.heads {
            if hash_at(&head.feed, head.seq)? != Some(head.hash) {
                lost.push(*head);
            }
        }
        Ok(match () {
            () if !lost.is_empty() => Witnessed::DatabaseBehind { lost },
            () if sorted(own) == record.heads => Witnessed::Agrees,
            () => Witnessed::DatabaseAhead,
        })
    }

    /// Remembers `own` after a commit and before "saved" is shown; one disk sync, none when nothing
    /// changed. Also settles a comparison once a person has answered.
    pub fn keep(&self, own: &[OwnHead]) -> Result<(), StoreError> {
        let mut kept = self.kept();
        let heads = sorted(own);
        let counter = match kept.as_ref().map(|kept| &kept.newest) {
            Some(newest) if newest.heads == heads && newest.machine == self.machine => return Ok(()),
            Some(newest) => newest.counter + 1,
            None => 1,
        };
        let record = Record { counter, machine: self.machine, heads };
        let bytes = record.sealed(&self.key);
        match kept.as_mut() {
            Some(kept) if bytes.len() as u64 <= kept.place_length => kept.write(record, &bytes),
            _ => {
                *kept = Some(Kept::replace(&self.path, record, &bytes)?);
                Ok(())
            }
        }
    }

    fn kept(&self) -> MutexGuard<'_, Option<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// True when the witness in this directory was sealed with `key`.
pub(crate) fn opens_with(store_directory: &Path, key: &DatabaseKey) -> bool {
    let bytes = durable::read_if_there(&store_directory.join(names::HEADS)).ok().flatten();
    bytes.is_some_and(|bytes| newest(&bytes, &SealKey::of(key)).is_some())
}

impl Kept {
    fn open(path: &Path, key: &SealKey) -> Result<Option<Self>, StoreError> {
        let Some(bytes) = durable::read_if_there(path)? else { return Ok(None) };
        let Some(newest) = newest(&bytes, key) else { return Ok(None) };
        let file = OpenOptions::new().write(true).open(path)?;
        Ok(Some(Self { file, place_length: bytes.len() as u64 / 2, newest }))
    }

    /// A whole new file with room for `record`: the first one, and when the room was too small.
    fn replace(path: &Path, record: Record, bytes: &[u8]) -> Result<Self, StoreError> {
        let place_length = bytes.len().next_power_of_two().max(FIRST_PLACE_LENGTH);
        let mut whole = vec![0; 2 * place_length];
        let start = place(&record) as usize * place_length;
        whole[start..start + bytes.len()].copy_from_slice(bytes);
        durable::replace(path, &whole)?;
        let file = OpenOptions::new().write(true).open(path)?;
        Ok(Self { file, place_length: place_length as u64, newest: record })
    }

    /// Over the older record. When it fails the newer one still counts, and the next write comes here
    /// again.
    fn write(&mut self, record: Record, bytes: &[u8]) -> Result<(), StoreError> {
        self.file.seek(SeekFrom::Start(place(&record) * self.place_length))?;
        self.file.write_all(bytes)?;
        // The length never changes here, so data is all there is to sync.
        self.file.sync_data()?;
        self.newest = record;
        Ok(())
    }
}

fn place(record: &Record) -> u64 {
    record.counter % 2
}

fn sorted(own: &[OwnHead]) -> Vec<OwnHead> {
    let mut heads = own.to_vec();
    heads.sort_unstable();
    heads
}

/// The newer of the two records, of those that read.
fn newest(bytes: &[u8], key: &SealKey) -> Option<Record> {
    let (first, second) = bytes.split_at(bytes.len() / 2);
    [first, second].into_iter().filter_map(|place| Record::read(place, key)).max_by_key(|r| r.counter)
}

#[cfg(test)]
mod tests;
