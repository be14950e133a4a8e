//! Who may do what here, as the window shows it. Every replica judges entries for itself; this only
//! tells.

use feed::membership::Admission;
use feed::{DeviceKey, HubId, PersonId, PersonKey, Scope};
use rusqlite::{Connection, OptionalExtension};

use crate::StoreError;
use crate::history::feeds;
use crate::lineage::Lineage;
use crate::record::Remembered;
use crate::record::roll;

/// The roles a person holds by a control scope, as its latest entries know it, ascending.
///
/// # Errors
/// The database's.
pub fn roles_of(
    connection: &Connection,
    remembered: &Remembered,
    control: Scope,
    person: PersonId,
) -> Result<Vec<u32>, StoreError> {
    let mut lineage = Lineage::default();
    let roll = roll::load(connection, &mut lineage, remembered)?;
    let Some(n) = feeds::scope(connection, &control)? else { return Ok(Vec::new()) };
    let mut roles = Vec::new();
    for row in feeds::in_scope(connection, n)? {
        if let Some(tip) = lineage.tip(connection, &row.id)? {
            let clock = lineage.full_clock(connection, &tip)?;
            roles.extend(roll.membership.roles_of(control, person, &clock));
        }
    }
    roles.sort_unstable();
    roles.dedup();
    Ok(roles)
}

/// A laptop that was ever enrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// The Roster of its hub; Network for one of coordination.
    pub scope: Scope,
    pub device: DeviceKey,
    pub cut: bool,
    /// When the newest act of it that is held was done, as it claims; UTC ms.
    pub latest_ms: Option<i64>,
}

/// All laptops this store knows of, in order of their scopes.
///
/// # Errors
/// The database's.
pub fn devices(connection: &Connection, remembered: &Remembered) -> Result<Vec<Member>, StoreError> {
    let roll = roll::load(connection, &mut Lineage::default(), remembered)?;
    let mut newest = connection.prepare_cached(
        "select max(at_ms) from (select at_ms from entry where feed = ?1 and status <> 1
                                 order by seq desc limit 1)",
    )?;
    let feeds = feeds::all(connection)?;
    let mut members = Vec::new();
    for (scope, device, cut) in roll.membership.devices() {
        let mut latest_ms = None;
        for feed in feeds.iter().filter(|row| row.feed.device == device) {
            let found: Option<Option<i64>> = newest.query_row([feed.n], |row| row.get(0)).optional()?;
            latest_ms = latest_ms.max(found.flatten());
        }
        members.push(Member { scope, device, cut, latest_ms });
    }
    Ok(members)
}

/// The key a person signs with by a control scope, as known now; `None` before they were enrolled.
///
/// # Errors
/// The database's.
pub fn key_of(
    connection: &Connection,
    remembered: &Remembered,
    control: Scope,
    person: PersonId,
) -> Result<Option<PersonKey>, StoreError> {
    let roll = roll::load(connection, &mut Lineage::default(), remembered)?;
    let mut persons = roll.membership.persons();
    Ok(persons.find(|(scope, known, _)| *scope == control && *known == person).map(|(.., key)| key))
}

/// Whether coordination vouched for a hub, as known now.
///
/// # Errors
/// The database's.
pub fn is_in_network(
    connection: &Connection,
    remembered: &Remembered,
    hub: HubId,
) -> Result<bool, StoreError> {
    let roll = roll::load(connection, &mut Lineage::default(), remembered)?;
    Ok(roll.membership.hubs().any(|member| member == hub))
}

/// What another laptop may be given, as a laptop of `hub` sees it now (of coordination: `None`).
///
/// # Errors
/// The database's.
pub fn admission(
    connection: &Connection,
    remembered: &Remembered,
    hub: Option<HubId>,
    device: DeviceKey,
) -> Result<Admission, StoreError> {
    let roll = roll::load(connection, &mut Lineage::default(), remembered)?;
    Ok(match hub {
        Some(hub) => roll.membership.admission_at(hub, device),
        None => roll.membership.admission(device),
    })
}

/// The authority a control scope was founded under; `None` before its founding is held.
///
/// # Errors
/// The database's.
pub fn authority(
    connection: &Connection,
    remembered: &Remembered,
    control: Scope,
) -> Result<Option<feed::AuthorityKey>, StoreError> {
    let roll = roll::load(connection, &mut Lineage::default(), remembered)?;
    Ok(roll.membership.founded(control).map(|founded| founded.authority))
}
