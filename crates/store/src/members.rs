//! Who may do what here, as the window shows it. Every replica judges entries for itself; this only
//! tells.

use feed::{HubId, PersonId, Scope};
use rusqlite::Connection;

use crate::StoreError;
use crate::history::feeds;
use crate::lineage::Lineage;
use crate::record::Remembered;
use crate::record::roll;

/// The roles a person holds in a hub, as the latest entries of its Roster know it, ascending.
///
/// # Errors
/// The database's.
pub fn roles_of(
    connection: &Connection,
    remembered: &Remembered,
    hub: HubId,
    person: PersonId,
) -> Result<Vec<u32>, StoreError> {
    let mut lineage = Lineage::default();
    let roll = roll::load(connection, &mut lineage, remembered)?;
    let roster = Scope::Roster(hub);
    let Some(n) = feeds::scope(connection, &roster)? else { return Ok(Vec::new()) };
    let mut roles = Vec::new();
    for row in feeds::in_scope(connection, n)? {
        if let Some(tip) = lineage.tip(connection, &row.id)? {
            let clock = lineage.full_clock(connection, &tip)?;
            roles.extend(roll.membership.roles_of(roster, person, &clock));
        }
    }
    roles.sort_unstable();
    roles.dedup();
    Ok(roles)
}
