//! Questions the screens ask. One file a subject: its rows, its filter, its reads.

pub mod acts;
pub mod assets;
pub mod attachments;
pub mod called;
pub mod discrepancies;
mod filter;
pub mod hubs;
pub mod items;
mod known;
mod listing;
mod natural;
pub mod numbers;
mod once;
pub mod page;
pub mod people;
pub mod places;
pub mod search;
pub mod stock;
mod text;
pub mod timeline;

use domain::event::HubDescription;
use rusqlite::Connection;

use crate::StoreError;

/// How the hub calls and marks itself; none before it was described.
///
/// # Errors
/// The database's.
pub fn hub(connection: &Connection) -> Result<Option<HubDescription>, StoreError> {
    known::hub(connection)
}

/// The same of one hub, where the books of several are held.
///
/// # Errors
/// The database's.
pub fn hub_of(connection: &Connection, hub: feed::HubId) -> Result<Option<HubDescription>, StoreError> {
    known::hub_of(connection, &feed::Scope::Hub(hub))
}
