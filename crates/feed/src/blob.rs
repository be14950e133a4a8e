//! Blobs: photographs and documents that entries name by the hash of their bytes. They travel beside the entries
//! and after them; an entry stands whether or not its blob is here.

use crate::hashing;
use crate::ids::{BlobId, Hash};

/// The largest blob, in bytes.
pub const MAX_BLOB_BYTES: u64 = 16 * 1024 * 1024;
/// How much of a blob is kept and sent at a time, in bytes: what a cut line loses at most.
pub const BLOB_PART_BYTES: usize = 256 * 1024;

/// The id of a blob whose bytes are all here.
pub fn blob_id(bytes: &[u8]) -> BlobId {
    named(hashing::BLOB.digest(&[bytes]))
}

/// The id of a blob whose bytes come part by part, in their order.
pub struct BlobHasher(blake3::Hasher);

impl BlobHasher {
    pub fn update(&mut self, part: &[u8]) {
        self.0.update(part);
    }

    pub fn finish(self) -> BlobId {
        named(hashing::finish(&self.0))
    }
}

impl Default for BlobHasher {
    fn default() -> Self {
        Self(hashing::BLOB.hasher())
    }
}

fn named(hash: Hash) -> BlobId {
    BlobId::from_bytes(*hash.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_blob_is_fixed_for_ever() {
        assert_eq!(
            blob_id(b"a photograph").to_string(),
            "78aa052b5aa4ba9c1d389cc8f9ab0843423392b17c69cd5052e1a364187d59cb"
        );
    }

    #[test]
    fn parts_in_their_order_give_the_id_of_the_whole() {
        let bytes: Vec<u8> = (0..1_000_u16).flat_map(u16::to_be_bytes).collect();
        let mut hasher = BlobHasher::default();
        bytes.chunks(77).for_each(|part| hasher.update(part));
        assert_eq!(hasher.finish(), blob_id(&bytes));
    }

    #[test]
    fn no_other_hash_of_the_same_bytes_is_the_id_of_a_blob() {
        assert_ne!(blob_id(b"").as_bytes(), hashing::PAYLOAD.digest(&[b""]).as_bytes());
    }
}
