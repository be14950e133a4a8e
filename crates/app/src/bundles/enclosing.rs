//! Photographs and documents in a bundle, behind its pages: those that whoever it is for is not known to hold.

use std::collections::BTreeMap;
use std::io::Write;

use feed::{BLOB_PART_BYTES, DeviceKey};
use store::blobs::Blob;
use wire::bundle::{BLOBS_TOGETHER_BYTES, BlobPart, BundleWriter, MAX_PARTS};

use super::Step;
use super::problem::writing;
use crate::api::exchange::BundleExported;
use crate::api::problem::Problem;
use crate::books::{Books, blob_name};

/// Those that not all of `holders` are known to hold; all that are here where nobody is known to hold any. Smallest
/// first.
pub(super) fn lacking(books: &Books, holders: &[DeviceKey]) -> Result<Vec<Blob>, Problem> {
    if holders.is_empty() {
        return books.unheld_blobs(None, MAX_PARTS);
    }
    let mut lacking = BTreeMap::new();
    for holder in holders {
        for blob in books.unheld_blobs(Some(holder.as_bytes()), MAX_PARTS)? {
            lacking.insert((blob.size, blob_name(&blob)), blob);
        }
    }
    Ok(lacking.into_values().collect())
}

/// Writes them, as far as one bundle has room, and notes in `exported` what went in.
pub(super) fn enclose<W: Write>(
    books: &Books,
    blobs: &[Blob],
    writer: &mut BundleWriter<W>,
    exported: &mut BundleExported,
    step: Step<'_>,
) -> Result<(), Problem> {
    let fits = &blobs[..room(blobs)];
    exported.left_out = u32::try_from(blobs.len() - fits.len()).unwrap_or(u32::MAX);
    let all: u64 = fits.iter().map(|blob| blob.size).sum();
    for blob in fits {
        if !step("attaching", exported.attachment_bytes, all) {
            return Err(Problem::Cancelled);
        }
        if enclose_one(books, blob, writer)? {
            exported.attachments += 1;
            exported.attachment_bytes += blob.size;
        }
    }
    Ok(())
}

/// Says whether it was there.
fn enclose_one<W: Write>(books: &Books, blob: &Blob, writer: &mut BundleWriter<W>) -> Result<bool, Problem> {
    let (of, size) = (blob_name(blob), blob.size);
    let mut offset = 0;
    while offset < size {
        let Some(bytes) = books.part_of(&of, offset)?.filter(|bytes| !bytes.is_empty()) else {
            // Begun, it must come to its end; before, it is left to whoever holds it.
            return match offset {
                0 => Ok(false),
                _ => Err(Problem::Damaged { detail: format!("the attachment {} has no end", of.blob) }),
            };
        };
        let part = BlobPart { of, size, offset, bytes };
        offset = part.end();
        writer.part(&part).map_err(writing)?;
    }
    Ok(true)
}

/// How many of these, from the first, go into one bundle.
fn room(blobs: &[Blob]) -> usize {
    let (mut bytes, mut parts) = (0_u64, 0_u64);
    let fits = |blob: &&Blob| {
        bytes = bytes.saturating_add(blob.size);
        parts += blob.size.div_ceil(BLOB_PART_BYTES as u64);
        bytes <= BLOBS_TOGETHER_BYTES && parts <= MAX_PARTS as u64
    };
    blobs.iter().take_while(fits).count()
}

#[cfg(test)]
mod tests {
    use feed::{BlobId, Scope};

    use super::*;

    #[test]
    fn a_bundle_has_room_for_so_much() {
        let of = |size| Blob { scope: Scope::Network, blob: BlobId::from_bytes([1; 32]), size };
        let together = |sizes: &[u64]| room(&sizes.iter().copied().map(of).collect::<Vec<_>>());
        assert_eq!(together(&[]), 0);
        assert_eq!(together(&[1, 5, 9]), 3);
        assert_eq!(together(&[1, BLOBS_TOGETHER_BYTES - 1]), 2);
        assert_eq!(together(&[1, BLOBS_TOGETHER_BYTES]), 1);
        assert_eq!(room(&(0..MAX_PARTS + 5).map(|_| of(1)).collect::<Vec<_>>()), MAX_PARTS);
    }
}
