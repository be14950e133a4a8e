//! Photographs and documents of a damaged store that still read.

use std::path::Path;

use feed::{BlobId, blob_id};
use rusqlite::Connection;

use super::Source;
use crate::StoreError;
use crate::keys::DatabaseKey;

/// How much came out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SalvagedBlobs {
    pub blobs: u64,
    /// Listed, but their bytes do not read or are not what their hash says.
    pub lost: u64,
}

/// Hands over every photograph and document that was whole, still reads and is what its hash says. Writes
/// neither to the database nor to its log.
///
/// # Errors
/// Fails only when not even the list of tables reads.
pub fn salvage_blobs(
    store_directory: &Path,
    key: &DatabaseKey,
    mut each: impl FnMut(&BlobId, &[u8]),
) -> Result<SalvagedBlobs, StoreError> {
    let source = Source::of(store_directory, key);
    let mut listed = Vec::new();
    // Where the list breaks off, or there is none in a store of an older Komora, what came before counts.
    let _ = list(&source.open()?, &mut listed);
    let mut salvaged = SalvagedBlobs::default();
    let mut connection = source.open()?;
    for (n, blob) in listed {
        match bytes(&connection, n) {
            Ok(bytes) if blob_id(&bytes) == blob => {
                salvaged.blobs += 1;
                each(&blob, &bytes);
            }
            Ok(_) => salvaged.lost += 1,
            Err(_) => {
                salvaged.lost += 1;
                // After a page that fails its check a connection answers nothing any more.
                connection = source.open()?;
            }
        }
    }
    Ok(salvaged)
}

fn list(connection: &Connection, listed: &mut Vec<(i64, BlobId)>) -> Result<(), StoreError> {
    let mut statement = connection.prepare("select n, id from blob where whole = 1 order by n")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        listed.push((row.get(0)?, BlobId::from_bytes(row.get(1)?)));
    }
    Ok(())
}

fn bytes(connection: &Connection, n: i64) -> Result<Vec<u8>, StoreError> {
    let mut statement = connection.prepare("select bytes from blob_part where blob = ?1 order by start")?;
    let mut rows = statement.query([n])?;
    let mut bytes = Vec::new();
    while let Some(row) = rows.next()? {
        bytes.extend_from_slice(row.get_ref(0)?.as_blob()?);
    }
    Ok(bytes)
}
