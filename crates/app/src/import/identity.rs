//! Identities for what a file brings in: taken from the file's own bytes, so that the same file
//! makes the same things however often it is read.

use uuid::Uuid;

use crate::api::import::ImportKind;

/// Where the identities of one import come from.
#[derive(Clone, Copy)]
pub struct Origin([u8; 32]);

impl Origin {
    /// One sheet of one file, taken as one kind of rows. The place is no part of it: the same rifles
    /// do not lie in a second place because the file is read a second time.
    pub fn new(file_hash: &[u8; 32], kind: ImportKind, sheet: Option<&str>) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("komora 1 import");
        hasher.update(file_hash).update(&[kind as u8]);
        hasher.update(sheet.unwrap_or_default().as_bytes());
        Self(*hasher.finalize().as_bytes())
    }

    /// The identity of the `nth` thing of a sort that `row` brings in.
    pub fn id(&self, sort: &str, row: u32, nth: u32) -> Uuid {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(&row.to_le_bytes()).update(&nth.to_le_bytes()).update(sort.as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }
}
