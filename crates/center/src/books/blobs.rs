//! Photographs and documents: which are held, a part to whoever may read it, and a part from whoever may hand it
//! over. Nothing is known of what they show or which entry names them; their hash says what they are.

use feed::membership::Admission;
use feed::{BLOB_PART_BYTES, BlobHasher, DeviceKey, MAX_BLOB_BYTES};
use wire::Refused;
use wire::bundle::BlobPart;
use wire::message::{
    BlobHeld, BlobName, BlobsAnswer, BlobsRequest, MAX_BLOBS_ASKED, PartBecame, PullPartAnswer,
    PullPartRequest, PushPartRequest,
};

use super::{Books, empty};
use crate::error::CenterError;
use crate::failpoint;
use crate::ledger::Deed;
use crate::storage::{Batch, BlobRow, NewPart, PartKept};

/// Bytes of a part.
const PART: u64 = BLOB_PART_BYTES as u64;

impl Books {
    /// Those of which anything is held, among those the device may read. Inside, why it was refused.
    ///
    /// # Errors
    /// The database fails.
    pub fn blobs(
        &self,
        admission: &Admission,
        request: &BlobsRequest,
    ) -> Result<Result<BlobsAnswer, Refused>, CenterError> {
        if request.blobs.len() > MAX_BLOBS_ASKED {
            return Ok(Err(Refused::Malformed));
        }
        let open = request.blobs.iter().filter(|of| admission.reads(of.scope));
        let open: Vec<BlobName> = open.copied().collect();
        let rows = self.storage.held_blobs(&open)?;
        let held = rows.iter().map(|row| BlobHeld { of: row.of, size: row.size, held: told(row) });
        Ok(Ok(BlobsAnswer { held: held.collect() }))
    }

    /// A part of a blob that is whole. Inside, why it was refused.
    ///
    /// # Errors
    /// The database fails, or the part is not as it was written.
    pub fn pull_part(
        &self,
        admission: &Admission,
        request: &PullPartRequest,
    ) -> Result<Result<PullPartAnswer, Refused>, CenterError> {
        let PullPartRequest { of, offset } = *request;
        if !admission.reads(of.scope) {
            return Ok(Err(Refused::OutOfScope));
        }
        let row = self.storage.held_blobs(&[of])?.first().copied();
        let Some(BlobRow { size, .. }) = row.filter(|row| row.whole) else {
            return Ok(Err(Refused::NotFound));
        };
        if offset >= size {
            return Ok(Ok(PullPartAnswer { size, bytes: Vec::new() }));
        }
        let mut bytes = self.part(&of, size, number(offset))?;
        let before = usize::try_from(offset % PART).unwrap_or(usize::MAX).min(bytes.len());
        bytes.drain(..before);
        Ok(Ok(PullPartAnswer { size, bytes }))
    }

    /// Keeps a part that `device` hands over, if it is the next one; what is told is on disk. With its last part a
    /// blob is compared with its id, and let go if it is another. Inside, why it was refused.
    ///
    /// # Errors
    /// The database fails.
    pub fn push_part(
        &self,
        device: DeviceKey,
        admission: &Admission,
        request: PushPartRequest,
        now_ms: i64,
    ) -> Result<Result<PartBecame, Refused>, CenterError> {
        let PushPartRequest { of, size, offset, bytes } = request;
        if !admission.reads(of.scope) || !self.state().roll.keeps_blobs(&of.scope) {
            return Ok(Err(Refused::OutOfScope));
        }
        if size > MAX_BLOB_BYTES {
            return Ok(Ok(PartBecame::Refused));
        }
        let rest = size.saturating_sub(offset).min(PART);
        if !offset.is_multiple_of(PART) || rest == 0 || bytes.len() as u64 != rest {
            return Ok(Err(Refused::Malformed));
        }
        let row = self.ledger.part(of, size, number(offset), bytes);
        let row = match self.storage.keep_part(&NewPart { row, size, room_bytes: self.blob_room })? {
            PartKept::Full => return Ok(Ok(PartBecame::Full)),
            PartKept::Kept(row) | PartKept::Held(row) => row,
        };
        if !row.is_complete() {
            return Ok(Ok(PartBecame::More(row.held)));
        }
        Ok(Ok(match self.finish(device, &row, now_ms)? {
            // Somebody else had begun it with another size, and was wrong.
            PartBecame::Refused if row.size != size => PartBecame::More(0),
            became => became,
        }))
    }

    /// A part that came in a file, in the name of whoever made that. Inside, `None` where they may not hand it over.
    ///
    /// # Errors
    /// The database fails.
    pub fn take_carried_part(
        &self,
        carrier: DeviceKey,
        part: BlobPart,
        now_ms: i64,
    ) -> Result<Option<PartBecame>, CenterError> {
        let Some(admission) = self.admission(&carrier) else { return Ok(None) };
        let BlobPart { of, size, offset, bytes } = part;
        let request = PushPartRequest { of, size, offset, bytes };
        Ok(self.push_part(carrier, &admission, request, now_ms)?.ok())
    }

    /// # Errors
    /// The database fails.
    pub fn holds_blob(&self, of: &BlobName) -> Result<bool, CenterError> {
        Ok(self.storage.held_blobs(&[*of])?.first().is_some_and(|row| row.whole))
    }

    /// All of a blob that is whole, part by part.
    ///
    /// # Errors
    /// The database fails, or it is not as it was written.
    pub fn parts_of(&self, row: &BlobRow) -> Result<Vec<BlobPart>, CenterError> {
        let mut parts = Vec::new();
        let mut hasher = BlobHasher::default();
        let mut offset = 0;
        while offset < row.size {
            let bytes = self.part(&row.of, row.size, number(offset))?;
            hasher.update(&bytes);
            let part = BlobPart { of: row.of, size: row.size, offset, bytes };
            offset = part.end();
            parts.push(part);
        }
        let sound = offset == row.size && hasher.finish() == row.of.blob;
        if sound { Ok(parts) } else { Err(CenterError::Damaged { table: "blob" }) }
    }

    /// All parts are held: it is whole by a commit of its own, so that everybody hears of it and its loss would be
    /// noticed; or it was never what its id says.
    fn finish(&self, device: DeviceKey, row: &BlobRow, now_ms: i64) -> Result<PartBecame, CenterError> {
        let BlobRow { of, size, .. } = *row;
        if !row.whole && !self.is_what_it_says(row)? {
            self.storage.drop_blob(&of)?;
            return Ok(PartBecame::Refused);
        }
        failpoint::pass("before-whole");
        self.in_turn(|state| {
            let ledger = self.ledger.row(state.last(), now_ms, device, &Deed::Blob { of, size });
            Ok((Some(Batch { blobs: vec![of], ..empty(ledger) }), ()))
        })?;
        Ok(PartBecame::Whole)
    }

    /// Part by part, so that no blob lies in memory as a whole.
    fn is_what_it_says(&self, row: &BlobRow) -> Result<bool, CenterError> {
        let mut hasher = BlobHasher::default();
        for at in 0..row.size.div_ceil(PART) {
            hasher.update(&self.part(&row.of, row.size, number(at * PART))?);
        }
        Ok(hasher.finish() == row.of.blob)
    }

    /// A part that must be there. An empty one was never written.
    fn part(&self, of: &BlobName, size: u64, number: u32) -> Result<Vec<u8>, CenterError> {
        let row = self.storage.blob_part(of, number)?.filter(|row| !row.bytes.is_empty());
        let row = row.ok_or(CenterError::Damaged { table: "blob_part" })?;
        self.ledger.check_part(&row, size)?;
        Ok(row.bytes)
    }
}

/// Of a blob that came to its end and was not compared with its id yet, as after a power cut, its last part is asked
/// for once more.
fn told(row: &BlobRow) -> u64 {
    match row.whole || !row.is_complete() {
        true => row.held,
        false => row.size.saturating_sub(1) / PART * PART,
    }
}

/// Of the part that begins there, or holds the byte there.
fn number(offset: u64) -> u32 {
    u32::try_from(offset / PART).unwrap_or(u32::MAX)
}
