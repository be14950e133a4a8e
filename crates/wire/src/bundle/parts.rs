//! Blobs in a bundle: after its pages, part by part, each blob from its first byte to its last before the next
//! begins. What is not what its id says is found before anything of the bundle is used.

use feed::{BLOB_PART_BYTES, BlobHasher, BlobId, MAX_BLOB_BYTES, Scope};
use minicbor::{Decode, Decoder, Encode};

use super::BundleError;
use crate::message::BlobName;

/// A part of a blob.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobPart {
    pub of: BlobName,
    /// Bytes of all of the blob.
    pub size: u64,
    /// Bytes before this part.
    pub offset: u64,
    /// At most [`BLOB_PART_BYTES`].
    pub bytes: Vec<u8>,
}

/// What stands in front of a part.
#[derive(Encode, Decode)]
struct Head {
    #[n(0)]
    scope: Scope,
    #[n(1)]
    blob: BlobId,
    #[n(2)]
    size: u64,
    #[n(3)]
    offset: u64,
}

impl BlobPart {
    pub(super) fn head(&self) -> Vec<u8> {
        let BlobName { scope, blob } = self.of;
        let head = Head { scope, blob, size: self.size, offset: self.offset };
        minicbor::to_vec(&head).expect("writing to memory cannot fail")
    }

    pub(super) fn read(head: &[u8], bytes: Vec<u8>) -> Result<Self, BundleError> {
        let mut decoder = Decoder::new(head);
        let Head { scope, blob, size, offset } = decoder.decode().map_err(|_| BundleError::Damaged)?;
        match decoder.position() == head.len() {
            true => Ok(Self { of: BlobName { scope, blob }, size, offset, bytes }),
            false => Err(BundleError::Damaged),
        }
    }

    /// Bytes up to and with this part.
    pub fn end(&self) -> u64 {
        self.offset.saturating_add(self.bytes.len() as u64)
    }

    /// Whether it is the last one of its blob.
    pub fn is_last(&self) -> bool {
        self.end() >= self.size
    }
}

/// Follows parts in the order they come.
#[derive(Default)]
pub(super) struct Following {
    open: Option<Open>,
    /// Blobs that came whole, and their bytes.
    pub blobs: u64,
    pub bytes: u64,
}

struct Open {
    of: BlobName,
    size: u64,
    next: u64,
    hasher: BlobHasher,
}

impl Following {
    /// # Errors
    /// `Damaged` where it does not follow what came before, `WrongBlob` with the last part of a blob that is not
    /// what its id says.
    pub fn take(&mut self, part: &BlobPart) -> Result<(), BundleError> {
        let begins = || Open { of: part.of, size: part.size, next: 0, hasher: BlobHasher::default() };
        let mut open = self.open.take().unwrap_or_else(begins);
        let follows = (open.of, open.size, open.next) == (part.of, part.size, part.offset);
        let sound = (1..=BLOB_PART_BYTES).contains(&part.bytes.len()) && part.size <= MAX_BLOB_BYTES;
        if !follows || !sound || part.end() > part.size {
            return Err(BundleError::Damaged);
        }
        open.hasher.update(&part.bytes);
        open.next = part.end();
        if open.next < open.size {
            self.open = Some(open);
            return Ok(());
        }
        self.blobs += 1;
        self.bytes += open.size;
        if open.hasher.finish() == part.of.blob { Ok(()) } else { Err(BundleError::WrongBlob) }
    }

    /// A blob has begun and not ended.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }
}
