//! The network this store belongs to: the authority key that its laptop was given when it joined.

use feed::AuthorityKey;
use rusqlite::Connection;

use crate::record::{Recorded, Recording, Remembered};
use crate::{StoreError, local};

const SETTING: &str = "network";

/// The authority of the network this store belongs to; `None` while its hub stands alone.
///
/// # Errors
/// The database's, and [`StoreError::UnreadableSetting`].
pub fn trusted(connection: &Connection) -> Result<Option<AuthorityKey>, StoreError> {
    let Some(text) = local::get::<String>(connection, SETTING)? else { return Ok(None) };
    let unreadable = || StoreError::UnreadableSetting { key: SETTING.to_owned() };
    AuthorityKey::from_hex(&text).map(Some).ok_or_else(unreadable)
}

/// From here on the store belongs to this authority's network and to no other. All that is held is judged
/// anew: what the network says counts, what another one said does not. What a hub wrote alone stands. Told
/// again it changes nothing.
///
/// # Errors
/// The database's: roll back.
pub fn trust(
    transaction: &Connection,
    remembered: &Remembered,
    authority: AuthorityKey,
) -> Result<Recorded, StoreError> {
    if trusted(transaction)? == Some(authority) {
        return Ok(Recorded::default());
    }
    let mut recording = Recording::begin(transaction, remembered)?;
    local::set(transaction, SETTING, &authority.to_string())?;
    recording.judge_all()?;
    recording.finish()
}
