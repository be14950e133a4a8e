//! Photographs and documents, by what they were added to and by their bytes.

use domain::fold::AttachmentState;
use rusqlite::Connection;

use crate::StoreError;
use crate::folding::Subjects;
use crate::history::signed;

pub(super) fn write(
    connection: &Connection,
    subjects: &mut Subjects,
    scope: i64,
    n: i64,
    attachment: &AttachmentState,
) -> Result<(), StoreError> {
    let details = &attachment.details;
    let thing = subjects.n(connection, scope, details.to.subject().as_bytes())?;
    let withdrawn = attachment.withdrawn.is_some();
    connection
        .prepare_cached(
            "insert into attachment (n, thing, scope, blob, size, withdrawn) values (?1, ?2, ?3, ?4, ?5, ?6)
             on conflict (n) do update set thing = ?2, scope = ?3, blob = ?4, size = ?5, withdrawn = ?6",
        )?
        .execute((n, thing, scope, details.blob.0, signed(details.size), withdrawn))?;
    Ok(())
}
