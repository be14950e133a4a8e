//! Photographs and documents in a bundle: behind its pages, there and back.

use std::collections::BTreeSet;
use std::io::Write;

use feed::{BLOB_PART_BYTES, DeviceKey, Scope};
use wire::bundle::{BLOBS_TOGETHER_BYTES, BlobPart, BundleError, BundleWriter, MAX_PARTS};
use wire::message::{BlobName, PartBecame};

use super::super::output::Problem;
use crate::books::Books;
use crate::center::now_ms;
use crate::error::CenterError;
use crate::storage::BlobRow;

/// Rows looked at in one go.
const PIECE: usize = 500;

/// What became of the blobs of a bundle that was taken in.
#[derive(Default, serde::Serialize)]
pub struct Taken {
    pub new_blobs: usize,
    pub known_blobs: usize,
    /// Of makers who may not hand them over, or not what could be kept.
    pub refused_blobs: usize,
    /// For which their hub has no room left.
    pub full_blobs: usize,
}

/// What went into a bundle.
#[derive(Default, serde::Serialize)]
pub struct Given {
    pub blobs: usize,
    pub blob_bytes: u64,
    /// That whoever it is for holds by their own word.
    pub held_blobs: usize,
    /// For which one bundle has no room.
    pub left_out_blobs: usize,
    #[serde(skip)]
    pub damaged: u64,
    #[serde(skip)]
    parts: u64,
}

/// Keeps what the maker of a bundle may hand over.
pub fn take(
    books: &Books,
    by: DeviceKey,
    mut next: impl FnMut() -> Result<Option<BlobPart>, Problem>,
) -> Result<Taken, Problem> {
    let mut taken = Taken::default();
    // The rest of a blob of which it is known what became.
    let mut passed: Option<BlobName> = None;
    while let Some(part) = next()? {
        let (of, is_last) = (part.of, part.is_last());
        if passed == Some(of) {
            continue;
        }
        if part.offset == 0 && books.holds_blob(&of)? {
            taken.known_blobs += 1;
            passed = Some(of);
            continue;
        }
        match books.take_carried_part(by, part, now_ms())? {
            Some(PartBecame::More(_)) if !is_last => continue,
            Some(PartBecame::Whole) => taken.new_blobs += 1,
            Some(PartBecame::Full) => taken.full_blobs += 1,
            Some(PartBecame::More(_) | PartBecame::Refused) | None => taken.refused_blobs += 1,
        }
        passed = Some(of);
    }
    Ok(taken)
}

/// Writes all blobs of the scopes `allowed` that are whole and not `held` where they go, as far as one bundle has
/// room.
pub fn give<W: Write>(
    books: &Books,
    allowed: &dyn Fn(&Scope) -> bool,
    held: &BTreeSet<BlobName>,
    writer: &mut BundleWriter<W>,
    bad: &dyn Fn(BundleError) -> Problem,
) -> Result<Given, Problem> {
    let (mut given, mut after) = (Given::default(), None);
    loop {
        let rows = books.storage().blobs(after.as_ref(), PIECE)?;
        let Some(last) = rows.last() else { return Ok(given) };
        after = Some(last.of);
        for row in rows.iter().filter(|row| row.whole && allowed(&row.of.scope)) {
            if held.contains(&row.of) {
                given.held_blobs += 1;
                continue;
            }
            if !given.has_room_for(row) {
                given.left_out_blobs += 1;
                continue;
            }
            match books.parts_of(row) {
                Ok(parts) => {
                    parts.iter().try_for_each(|part| writer.part(part)).map_err(bad)?;
                    given.add(row);
                }
                // The others do not hang on it.
                Err(CenterError::Damaged { .. }) => given.damaged += 1,
                Err(error) => return Err(error.into()),
            }
        }
    }
}

impl Given {
    fn has_room_for(&self, row: &BlobRow) -> bool {
        self.blob_bytes + row.size <= BLOBS_TOGETHER_BYTES && self.parts + parts(row) <= MAX_PARTS as u64
    }

    fn add(&mut self, row: &BlobRow) {
        self.blobs += 1;
        self.blob_bytes += row.size;
        self.parts += parts(row);
    }
}

fn parts(row: &BlobRow) -> u64 {
    row.size.div_ceil(BLOB_PART_BYTES as u64)
}
