//! Whether the bytes of photographs and documents are what their hashes say.

use feed::BlobId;
use rusqlite::Connection;

use super::{Problem, Report};
use crate::StoreError;
use crate::blobs;
use crate::history::unsigned;

/// Hashes every blob that is whole here again, and counts the parts of those that are on their way.
pub(super) fn check(
    connection: &Connection,
    report: &mut Report,
    going_on: &mut dyn FnMut() -> bool,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare("select n, id, size, held, whole from blob order by n")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if !going_on() {
            return Err(StoreError::Stopped);
        }
        let blob = BlobId::from_bytes(row.get(1)?);
        let (size, held) = (unsigned(row.get(2)?), unsigned(row.get(3)?));
        let (hash, length) = blobs::hashed(connection, row.get(0)?)?;
        let whole: bool = row.get(4)?;
        let sound = length == held && (!whole || (hash == blob && length == size));
        if !sound {
            report.note(Problem::WrongBlob { blob });
        }
        report.blobs += 1;
    }
    Ok(())
}
