//! Photographs and documents of the open books: which are wanted, which go to whom, and parts of them.

use std::collections::BTreeSet;

use feed::{DeviceKey, Scope};
use store::blobs::{self, Blob, Kept, Waiting, Wanted};
use store::{Reading, StoreError, exchange};
use wire::Refused;
use wire::message::{BlobHeld, BlobName, LEAST_PART_BYTES, PullPartAnswer, PullPartRequest};

use super::Books;
use crate::api::problem::Problem;

/// Which blob it is, as it is named on the way.
pub(crate) fn name(blob: &Blob) -> BlobName {
    BlobName { scope: blob.scope, blob: blob.blob }
}

impl Books {
    /// Named here and not whole here, smallest first.
    pub fn wanted_blobs(&self, limit: usize) -> Result<Vec<Wanted>, Problem> {
        self.read(|store| Ok(blobs::wanted(store, limit)?))
    }

    /// Whether one is wanted now, and what of it is here: another party may have brought it, or another one may have
    /// taken the room for it.
    pub fn still_wanted(&self, of: &BlobName) -> Result<Option<Wanted>, Problem> {
        self.read(|store| Ok(blobs::wants(store, &of.scope, &of.blob)?))
    }

    /// Drops what is here of one that is not whole.
    pub fn let_blob_go(&self, of: &BlobName) -> Result<(), Problem> {
        Ok(self.database.write(|transaction| blobs::let_go(transaction, &of.scope, &of.blob))?)
    }

    /// Keeps what is new of a part, in a transaction of its own; of what is here already nothing is written twice.
    pub fn take_part(&self, of: &BlobName, offset: u64, bytes: &[u8]) -> Result<Kept, Problem> {
        let taken = self.database.write(|transaction| {
            let kept = blobs::keep_part(transaction, &of.scope, &of.blob, offset, bytes)?;
            let Kept::OutOfStep(held) = kept else { return Ok::<_, StoreError>(kept) };
            let known = held.checked_sub(offset).and_then(|known| usize::try_from(known).ok());
            match known.and_then(|known| bytes.get(known..)).filter(|rest| !rest.is_empty()) {
                Some(rest) => blobs::keep_part(transaction, &of.scope, &of.blob, held, rest),
                None => Ok(kept),
            }
        });
        Ok(taken?)
    }

    /// Whole here and not known to be held by `party`; without one, all. Smallest first.
    pub fn unheld_blobs(&self, party: Option<&[u8; 32]>, limit: usize) -> Result<Vec<Blob>, Problem> {
        self.read(|store| Ok(blobs::unheld_by(store, party, &self.scopes_of_blobs(store)?, limit)?))
    }

    /// A part of a blob that is whole here.
    pub fn part_of(&self, of: &BlobName, offset: u64) -> Result<Option<Vec<u8>>, Problem> {
        self.read(|store| Ok(blobs::part(store, &of.scope, &of.blob, offset)?))
    }

    /// `party` said it holds these, or was given them.
    pub fn blobs_held_there(&self, party: &[u8; 32], of: &[BlobName], at_ms: i64) -> Result<(), Problem> {
        if of.is_empty() {
            return Ok(());
        }
        let of: Vec<_> = of.iter().map(|of| (of.scope, of.blob)).collect();
        Ok(self.database.write(|transaction| blobs::held_there(transaction, party, &of, at_ms))?)
    }

    /// What is named here and not whole here, and what is whole here and not known to be at the center.
    pub fn blobs_waiting(
        &self,
        store: &Reading,
        center: Option<&[u8; 32]>,
    ) -> Result<(Waiting, Waiting), Problem> {
        let going = match center {
            Some(center) => blobs::waiting_for(store, center)?,
            None => Waiting { blobs: 0, bytes: 0 },
        };
        Ok((blobs::waiting(store)?, going))
    }

    /// Which of these another laptop is told of: whole here, and of scopes it is admitted to now. None where it is
    /// admitted to nothing.
    pub fn blobs_for(&self, device: DeviceKey, of: &[BlobName]) -> Result<Option<Vec<BlobHeld>>, Problem> {
        self.read(|store| {
            let Some(admission) = self.admission(store, device)? else { return Ok(None) };
            let open = of.iter().filter(|of| admission.reads(of.scope));
            let open: Vec<_> = open.map(|of| (of.scope, of.blob)).collect();
            let whole = blobs::whole(store, &open)?;
            let held = |blob: &Blob| BlobHeld { of: name(blob), size: blob.size, held: blob.size };
            Ok(Some(whole.iter().map(held).collect()))
        })
    }

    /// A part for another laptop. Inside, why it was refused.
    pub fn part_for(
        &self,
        device: DeviceKey,
        asked: &PullPartRequest,
    ) -> Result<Result<PullPartAnswer, Refused>, Problem> {
        let PullPartRequest { of, offset, most_bytes } = *asked;
        let most = usize::try_from(most_bytes).unwrap_or(usize::MAX).max(LEAST_PART_BYTES);
        self.read(|store| {
            let Some(admission) = self.admission(store, device)? else {
                return Ok(Err(Refused::UnknownDevice));
            };
            if !admission.reads(of.scope) {
                return Ok(Err(Refused::OutOfScope));
            }
            let whole = blobs::whole(store, &[(of.scope, of.blob)])?;
            let part = blobs::part(store, &of.scope, &of.blob, offset)?;
            Ok(match (whole.first(), part) {
                (Some(blob), Some(mut bytes)) => {
                    bytes.truncate(most);
                    Ok(PullPartAnswer { size: blob.size, bytes })
                }
                _ => Err(Refused::NotFound),
            })
        })
    }

    /// The scopes held here in which blobs may be named.
    fn scopes_of_blobs(&self, store: &Reading) -> Result<Vec<Scope>, Problem> {
        let wanted = self.wants();
        let held = exchange::held(store, &|scope| wanted(scope) && !scope.is_control())?;
        let scopes: BTreeSet<Scope> = held.iter().map(|one| one.scope).collect();
        Ok(scopes.into_iter().collect())
    }
}
