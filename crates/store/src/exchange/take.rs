//! A page is taken in: read, verified, and recorded in one transaction with the heads it advances.

use feed::exchange::{PageError, decode_page};
use feed::{Scope, Verified, VerifyError};
use rusqlite::Connection;

use super::names::StoreNames;
use crate::record::{Recorded, Recording};
use crate::{Database, OwnFeeds, StoreError};

/// Why nothing of a page was taken.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    #[error("the page cannot be read")]
    Page(#[source] PageError),
    #[error("what the page holds is no sound history")]
    Unsound(#[source] VerifyError),
    #[error("the page holds entries of a scope that is not kept here")]
    ForeignScope(Scope),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads and verifies a page. Nothing is written.
///
/// # Errors
/// It is malformed, unsound, or of a scope that is not `wanted`.
pub fn check(
    database: &Database,
    page: &[u8],
    wanted: &dyn Fn(&Scope) -> bool,
) -> Result<Vec<Verified>, NotTaken> {
    let spans = database
        .read(|connection| decode_page(page, &StoreNames::reading(connection)).map_err(NotTaken::Page))?;
    if let Some(span) = spans.iter().find(|span| !wanted(&span.feed.scope)) {
        return Err(NotTaken::ForeignScope(span.feed.scope));
    }
    spans.into_iter().map(|span| feed::verify(span).map_err(NotTaken::Unsound)).collect()
}

/// Keeps and folds the spans of a page, all or nothing. What is held already changes nothing.
///
/// # Errors
/// The database's; nothing was written.
pub fn keep(database: &Database, own: &OwnFeeds, spans: &[Verified]) -> Result<Recorded, StoreError> {
    database.write(|transaction| keep_in(transaction, own, spans))
}

/// The same in the caller's transaction: of many pages all are kept, or none.
///
/// # Errors
/// The database's: roll back.
pub fn keep_in(transaction: &Connection, own: &OwnFeeds, spans: &[Verified]) -> Result<Recorded, StoreError> {
    let mut recording = Recording::begin(transaction, own.remembered())?;
    for span in spans {
        recording.add(span)?;
    }
    recording.finish()
}

/// [`check`], then [`keep`].
///
/// # Errors
/// As both.
pub fn take(
    database: &Database,
    own: &OwnFeeds,
    page: &[u8],
    wanted: &dyn Fn(&Scope) -> bool,
) -> Result<Recorded, NotTaken> {
    let spans = check(database, page, wanted)?;
    Ok(keep(database, own, &spans)?)
}
