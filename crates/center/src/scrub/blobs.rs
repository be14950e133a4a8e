//! Blobs checked again: every part's own hash, and of a blob that is whole the hash that is its name.

use std::collections::HashSet;

use feed::{BlobHasher, Hash};
use wire::message::BlobName;

use super::Scrub;
use crate::error::CenterError;
use crate::ledger::mark_blob;
use crate::storage::BlobRow;

/// How far a scrub is among the blobs.
#[derive(Default)]
pub(super) struct Progress {
    /// The last one looked at.
    after: Option<BlobName>,
    pub done: bool,
    /// [`mark_blob`] of those found whole.
    pub found: HashSet<Hash>,
}

impl Scrub<'_> {
    /// Looks at the next blob, or finds that there is none.
    pub(super) fn next_blob(&mut self) -> Result<(), CenterError> {
        let row = match self.books.storage().blobs(self.blobs.after.as_ref(), 1) {
            Ok(rows) => rows.first().copied(),
            // What stands behind a row that does not even name its blob cannot be asked for.
            Err(CenterError::Damaged { table }) => {
                self.wrong(table, None, None);
                None
            }
            Err(error) => return Err(error),
        };
        let Some(row) = row else {
            self.blobs.done = true;
            return Ok(());
        };
        self.blobs.after = Some(row.of);
        if row.whole {
            self.blobs.found.insert(mark_blob(&row.of));
        }
        self.report.blobs += 1;
        if !self.is_sound(&row)? && !self.moved(&row)? {
            self.wrong_blob("blob", &row.of);
        }
        Ok(())
    }

    fn is_sound(&self, row: &BlobRow) -> Result<bool, CenterError> {
        let (mut hasher, mut held) = (BlobHasher::default(), 0);
        while held < row.held {
            let bytes = match self.books.bytes_at(row, held) {
                Err(CenterError::Damaged { .. }) => return Ok(false),
                bytes => bytes?,
            };
            hasher.update(&bytes);
            held += bytes.len() as u64;
        }
        let some = held > 0 && held <= row.size;
        Ok(some && (!row.whole || (held == row.size && hasher.finish() == row.of.blob)))
    }

    /// Parts were added or let go while it was looked at: the next scrub looks again. A whole one never changes.
    fn moved(&self, row: &BlobRow) -> Result<bool, CenterError> {
        if row.whole {
            return Ok(false);
        }
        match self.books.storage().held_blobs(&[row.of]) {
            Err(CenterError::Damaged { .. }) => Ok(false),
            now => Ok(now?.first() != Some(row)),
        }
    }
}
