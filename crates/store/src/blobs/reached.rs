//! Who else holds which photographs and documents: told by the others. Local; enters no fold.

use feed::{BlobId, Scope};
use rusqlite::Connection;

use super::{Blob, Waiting};
use crate::StoreError;
use crate::history::{feeds, signed, unsigned};

/// Whole here, of these scopes, and not known to be held by `party` (the bytes of a device's or a center's key;
/// `None`: all). Smallest first.
///
/// # Errors
/// The database's.
pub fn unheld_by(
    connection: &Connection,
    party: Option<&[u8; 32]>,
    scopes: &[Scope],
    limit: usize,
) -> Result<Vec<Blob>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select b.id, b.size from blob b where b.scope = ?1 and b.whole = 1
         and not exists (select 1 from blob_reached r where r.party = ?2 and r.scope = b.scope and r.id = b.id)
         order by b.size, b.id limit ?3",
    )?;
    let mut unheld = Vec::new();
    for scope in scopes {
        let Some(n) = feeds::scope(connection, scope)? else { continue };
        let found = statement.query_map((n, party, signed(limit as u64)), |row| {
            let (blob, size) = (BlobId::from_bytes(row.get(0)?), unsigned(row.get(1)?));
            Ok(Blob { scope: *scope, blob, size })
        })?;
        for blob in found {
            unheld.push(blob?);
        }
    }
    unheld.sort_by_key(|one| (one.size, one.blob));
    unheld.truncate(limit);
    Ok(unheld)
}

/// `party` said it holds these, or gave them. What is neither named nor held here says nothing: whoever claims
/// to hold everything does not fill this store.
///
/// # Errors
/// The database's.
pub fn held_there(
    connection: &Connection,
    party: &[u8; 32],
    blobs: &[(Scope, BlobId)],
    at_ms: i64,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "insert into blob_reached (party, scope, id, at_ms)
         select ?1, ?2, ?3, ?4 where exists (select 1 from blob where scope = ?2 and id = ?3)
                                  or exists (select 1 from attachment where scope = ?2 and blob = ?3)
         on conflict (party, scope, id) do update set at_ms = excluded.at_ms",
    )?;
    for (scope, blob) in blobs {
        if let Some(scope) = feeds::scope(connection, scope)? {
            statement.execute((party, scope, blob.as_bytes(), at_ms))?;
        }
    }
    Ok(())
}

/// Forgets what `party` was known to hold: a center that was set back.
///
/// # Errors
/// The database's.
pub fn forget_held_there(connection: &Connection, party: &[u8; 32]) -> Result<(), StoreError> {
    connection.prepare_cached("delete from blob_reached where party = ?1")?.execute([party])?;
    Ok(())
}

/// What is whole here and not known to be held by the party.
///
/// # Errors
/// The database's.
pub fn waiting_for(connection: &Connection, party: &[u8; 32]) -> Result<Waiting, StoreError> {
    let mut statement = connection.prepare_cached(
        "select count(*), coalesce(sum(b.size), 0) from blob b where b.whole = 1
         and not exists (select 1 from blob_reached r where r.party = ?1 and r.scope = b.scope and r.id = b.id)",
    )?;
    Ok(statement
        .query_row([party], |row| Ok(Waiting { blobs: row.get(0)?, bytes: unsigned(row.get(1)?) }))?)
}
