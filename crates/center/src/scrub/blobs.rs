//! Blobs checked again: every part's own hash, and of a blob that is whole the hash that is its name.

use std::collections::HashSet;

use feed::{BLOB_PART_BYTES, BlobHasher, Hash};
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
        let part_bytes = BLOB_PART_BYTES as u64;
        let mut hasher = BlobHasher::default();
        let (mut held, mut number) = (0, 0);
        while held < row.held {
            let Some(part) = self.part(row, number)? else { return Ok(false) };
            let expected = row.size.saturating_sub(held).min(part_bytes);
            let length = part.len() as u64;
            if length == 0 || length != expected {
                return Ok(false);
            }
            hasher.update(&part);
            held += length;
            number += 1;
        }
        let all = held == row.held && held <= row.size && row.size > 0 && held > 0;
        Ok(all && (!row.whole || (held == row.size && hasher.finish() == row.of.blob)))
    }

    /// `None` where it is missing, or not as it was written.
    fn part(&self, row: &BlobRow, number: u32) -> Result<Option<Vec<u8>>, CenterError> {
        let part = match self.books.storage().blob_part(&row.of, number) {
            Err(CenterError::Damaged { .. }) => None,
            part => part?,
        };
        Ok(part.filter(|part| self.books.ledger().check_part(part, row.size).is_ok()).map(|part| part.bytes))
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
