//! Assets as the Weapons and Stock screens list them.

mod facets;
mod filter;
mod list;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::StoreError;
use domain::fold::State;
use domain::serial::{mixed_alphabets, normalise};
use domain::*;

use super::called::Translated;
use super::known::{self, Known};
use super::once::Once;

use domain::asset::{AssetDetails, Whereabouts};
use domain::condition::ConditionCode;
use domain::item::{Category, KitPart};
use domain::people::Holder;

pub use facets::asset_facets;
pub use filter::{AssetFilter, WhereaboutsKind};
pub use list::{assets, count};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssetRow {
    pub id: AssetId,
    pub serial: String,
    pub serial_unmarked: bool,
    /// Two alphabets in one serial: may be misread.
    pub mixed_alphabets: bool,
    pub item: ItemId,
    pub item_name: String,
    pub item_name_in: Translated,
    pub category: Category,
    /// Grouped, where the item has one.
    pub nsn: Option<String>,
    pub condition: ConditionCode,
    pub whereabouts: Whereabouts,
    /// Place path ("AR-1 › R3 › 07") or holder's name; none where erased or lost.
    pub where_name: Option<String>,
    pub owner: Option<String>,
    pub disputed: bool,
    pub kit_missing: u32,
    #[ts(as = "i64")]
    pub last_seen_ms: i64,
    #[ts(as = "i64")]
    pub received_ms: i64,
    /// The code name of the hub whose books it stands in; none where that has not said it.
    pub hub: Option<String>,
}

/// All that is known of one asset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssetCard {
    pub row: AssetRow,
    pub details: AssetDetails,
    pub kit: Vec<KitPart>,
    pub kit_missing: Vec<KitPart>,
    pub discrepancies: Vec<super::discrepancies::DiscrepancyRow>,
    /// Holds events of a newer Komora.
    pub needs_newer: bool,
}

/// What is known of a serial about to be taken in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SerialCheck {
    pub serial: String,
    /// Live assets of the same item with the same normalised serial.
    pub existing: Vec<AssetRow>,
    /// Live assets whose serial could be mistaken for it.
    pub similar: Vec<AssetRow>,
    pub mixed_alphabets: bool,
}

/// One asset with its whole record.
///
/// # Errors
/// The database's.
pub fn asset(connection: &Connection, id: AssetId) -> Result<Option<AssetCard>, StoreError> {
    let Some(Known { n, needs_newer, state: State::Asset(state), .. }) =
        known::by_id(connection, id.as_bytes())?
    else {
        return Ok(None);
    };
    let mut once = Once::default();
    let Some(row) = row(connection, n, &mut once)? else { return Ok(None) };
    let item = known::number(connection, state.details.item.as_bytes())?;
    let kit = match item {
        Some(item) => once.item(connection, item)?.map(|item| item.details.kit.clone()).unwrap_or_default(),
        None => Vec::new(),
    };
    let discrepancies = super::discrepancies::of_subject(connection, n)?;
    Ok(Some(AssetCard {
        row,
        details: state.details,
        kit,
        kit_missing: state.kit_missing,
        discrepancies,
        needs_newer,
    }))
}

/// What the books know of serials about to be taken in as `item`.
///
/// # Errors
/// The database's.
pub fn check_serials(
    connection: &Connection,
    item: ItemId,
    serials: &[String],
) -> Result<Vec<SerialCheck>, StoreError> {
    let item = known::number(connection, item.as_bytes())?;
    let mut once = Once::default();
    let mut statement = connection
        .prepare_cached("select n, item from asset where serial_key = ?1 and live = 1 order by n limit 20")?;
    let mut checks = Vec::with_capacity(serials.len());
    for serial in serials {
        let key = normalise(serial);
        let mut check = SerialCheck {
            serial: serial.clone(),
            existing: Vec::new(),
            similar: Vec::new(),
            mixed_alphabets: mixed_alphabets(serial),
        };
        let found =
            statement.query_map([&key.0], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
        for found in found {
            let (n, of) = found?;
            let same = Some(of) == item;
            if let Some(row) = row(connection, n, &mut once)? {
                // The same marking on the same item is the thing itself; another marking that reads
                // alike, or another item, may be a mistake.
                if same && row.serial.trim() == serial.trim() {
                    check.existing.push(row)
                } else {
                    check.similar.push(row)
                }
            }
        }
        checks.push(check);
    }
    Ok(checks)
}

/// The list's row of an asset.
pub(super) fn row(connection: &Connection, n: i64, once: &mut Once) -> Result<Option<AssetRow>, StoreError> {
    let Some((id, asset)) = known::asset(connection, n)? else { return Ok(None) };
    let (item, at, disputed, scope): (i64, i64, bool, i64) = connection
        .prepare_cached("select item, at, disputed, scope from asset where n = ?1")?
        .query_row([n], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let where_name = known::label(connection, at)?;
    let hub = once.hub(connection, scope)?;
    let item = once.item(connection, item)?;
    Ok(Some(AssetRow {
        id: AssetId(id.0),
        mixed_alphabets: mixed_alphabets(&asset.details.serial),
        serial_unmarked: asset.details.serial_unmarked,
        item: asset.details.item,
        item_name: item.map(|item| item.details.name.clone()).unwrap_or_default(),
        item_name_in: item.map(|item| Translated::of(&item.details)).unwrap_or_default(),
        category: item.map_or(Category::Other, |item| item.details.category),
        nsn: item.and_then(|item| item.details.nsn.as_ref()).map(domain::nsn::Nsn::grouped),
        condition: asset.condition,
        where_name,
        owner: asset.details.provenance.owner.clone(),
        disputed,
        kit_missing: u32::try_from(asset.kit_missing.len()).unwrap_or(u32::MAX),
        last_seen_ms: asset.last_seen.at_ms,
        received_ms: asset.received_ms,
        hub,
        serial: asset.details.serial,
        whereabouts: asset.whereabouts,
    }))
}

pub(super) fn holder_bytes(holder: &Holder) -> &[u8; 16] {
    match holder {
        Holder::Person(person) => person.as_bytes(),
        Holder::Unit(unit) => unit.as_bytes(),
    }
}
