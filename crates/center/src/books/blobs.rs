//! Photographs and documents: which are held, a part to whoever may read it, and a part from whoever may hand it
//! over. Nothing is known of what they show or which entry names them; their hash says what they are.

use feed::membership::Admission;
use feed::{BLOB_PART_BYTES, BlobHasher, DeviceKey, MAX_BLOB_BYTES};
use wire::Refused;
use wire::bundle::BlobPart;
use wire::message::{
    BlobHeld, BlobName, BlobsAnswer, BlobsRequest, LEAST_PART_BYTES, MAX_BLOBS_ASKED, PartBecame,
    PullPartAnswer, PullPartRequest, PushPartRequest,
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
        let PullPartRequest { of, offset, most_bytes } = *request;
        if !admission.reads(of.scope) {
            return Ok(Err(Refused::OutOfScope));
        }
        let row = self.storage.held_blobs(&[of])?.first().copied();
        let Some(row) = row.filter(|row| row.whole) else { return Ok(Err(Refused::NotFound)) };
        let mut bytes = self.bytes_at(&row, offset)?;
        bytes.truncate(usize::try_from(most_bytes).unwrap_or(usize::MAX).max(LEAST_PART_BYTES));
        Ok(Ok(PullPartAnswer { size: row.size, bytes }))
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
        let (length, rest) = (request.bytes.len() as u64, request.size.saturating_sub(request.offset));
        let least = rest.clamp(1, LEAST_PART_BYTES as u64);
        if request.size <= MAX_BLOB_BYTES && !(least..=rest.min(PART)).contains(&length) {
            return Ok(Err(Refused::Malformed));
        }
        self.keep_next(device, admission, request, now_ms)
    }

    /// A part that came in a file, in the name of whoever made that: of what is held already nothing is kept twice.
    /// Inside, `None` where they may not hand it over.
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
        let request = |offset: u64, bytes: &[u8]| PushPartRequest {
            of: part.of,
            size: part.size,
            offset,
            bytes: bytes.to_vec(),
        };
        let keep = |request| self.keep_next(carrier, &admission, request, now_ms);
        let became = keep(request(part.offset, &part.bytes))?;
        if let Ok(PartBecame::More(held)) = became
            && (part.offset + 1..part.end()).contains(&held)
        {
            let known = usize::try_from(held - part.offset).unwrap_or(part.bytes.len());
            return Ok(keep(request(held, &part.bytes[known..]))?.ok());
        }
        Ok(became.ok())
    }

    fn keep_next(
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
        let row = self.ledger.part(of, size, offset, bytes);
        let room_bytes = self.blob_room;
        let part = NewPart { row, size, room_bytes, by: device, at_ms: now_ms };
        let row = match self.storage.keep_part(&part)? {
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

    /// # Errors
    /// The database fails.
    pub fn holds_blob(&self, of: &BlobName) -> Result<bool, CenterError> {
        Ok(self.storage.held_blobs(&[*of])?.first().is_some_and(|row| row.whole))
    }

    /// All of a blob that is whole, in parts as large as they may be; at most [`MAX_BLOB_BYTES`] together.
    ///
    /// # Errors
    /// The database fails, or it is not as it was written.
    pub fn parts_of(&self, row: &BlobRow) -> Result<Vec<BlobPart>, CenterError> {
        let (mut parts, mut hasher, mut offset) = (Vec::new(), BlobHasher::default(), 0);
        while offset < row.size {
            let bytes = self.bytes_at(row, offset)?;
            hasher.update(&bytes);
            let part = BlobPart { of: row.of, size: row.size, offset, bytes };
            offset = part.end();
            parts.push(part);
        }
        let sound = hasher.finish() == row.of.blob;
        if sound { Ok(parts) } else { Err(CenterError::Damaged { table: "blob" }) }
    }

    /// The bytes held from `offset` on, at most [`BLOB_PART_BYTES`]; none where no more are held.
    ///
    /// # Errors
    /// The database fails, or a part is missing or not as it was written.
    pub fn bytes_at(&self, row: &BlobRow, offset: u64) -> Result<Vec<u8>, CenterError> {
        let damaged = || CenterError::Damaged { table: "blob_part" };
        // Its last parts are gone, or its size is another.
        if row.whole && row.held != row.size {
            return Err(damaged());
        }
        let end = row.held.min(offset.saturating_add(PART));
        let mut bytes = Vec::new();
        if offset >= end {
            return Ok(bytes);
        }
        // The one that begins before `offset` is no longer than parts are.
        let parts = self.storage.blob_parts(&row.of, (offset + 1).saturating_sub(PART), end)?;
        let mut at = offset;
        for part in parts.iter().filter(|part| part.start + part.bytes.len() as u64 > offset) {
            self.ledger.check_part(part, row.size)?;
            let before = at.checked_sub(part.start).and_then(|before| usize::try_from(before).ok());
            let rest = before.and_then(|before| part.bytes.get(before..)).ok_or_else(damaged)?;
            // Whether it begins where the one before ends.
            if at > offset && part.start != at {
                return Err(damaged());
            }
            bytes.extend_from_slice(rest);
            at += rest.len() as u64;
        }
        let length = usize::try_from(end - offset).map_err(|_| damaged())?;
        bytes.truncate(length);
        if bytes.len() == length { Ok(bytes) } else { Err(damaged()) }
    }

    /// All parts are held: it is whole by a commit of its own, so that everybody hears of it and its loss would be
    /// noticed; or it was never what its id says.
    fn finish(&self, device: DeviceKey, row: &BlobRow, now_ms: i64) -> Result<PartBecame, CenterError> {
        let BlobRow { of, size, whole, .. } = *row;
        if whole {
            return Ok(PartBecame::Whole);
        }
        if !self.is_what_it_says(row)? {
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
        let (mut hasher, mut offset) = (BlobHasher::default(), 0);
        while offset < row.held {
            let bytes = self.bytes_at(row, offset)?;
            hasher.update(&bytes);
            offset += bytes.len() as u64;
        }
        Ok(hasher.finish() == row.of.blob)
    }
}

/// Of a blob that came to its end and was not compared with its id yet, as after a power cut, the last byte is asked
/// for once more.
fn told(row: &BlobRow) -> u64 {
    if row.whole || !row.is_complete() { row.held } else { row.size.saturating_sub(1) }
}
