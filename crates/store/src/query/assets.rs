//! Assets as the Weapons and Stock screens list them.

use rusqlite::Connection;
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::StoreError;
use domain::fold::State;
use domain::serial::{mixed_alphabets, normalise};
use domain::*;

use super::called::Translated;
use super::filter::{BELOW, Where};
use super::known::{self, Items, Known};
use super::page::{Facet, FacetValue, Page, Window};
use super::text::Typed;

use domain::asset::{AssetDetails, Whereabouts};
use domain::condition::ConditionCode;
use domain::item::{Category, KitPart};
use domain::people::Holder;

/// Which assets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields = nullable)]
pub struct AssetFilter {
    /// Part of a serial or of an item's name.
    pub text: Option<String>,
    pub category: Option<Category>,
    pub item: Option<ItemId>,
    /// At this place or below it.
    pub place: Option<PlaceId>,
    /// "stored", "issued", "lost", "entered-in-error"; live ones where empty.
    pub whereabouts: Option<String>,
    pub condition: Option<ConditionCode>,
    pub holder: Option<Holder>,
    pub owner: Option<String>,
    pub disputed: Option<bool>,
    /// Serial made up at import and to be checked.
    pub unmarked: Option<bool>,
    /// Not seen since this moment (UTC ms).
    #[ts(as = "Option<i64>")]
    pub not_seen_since_ms: Option<i64>,
}

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

/// Columns the list can be ordered by.
const ORDERS: [(&str, &str); 8] = [
    ("serial", "a.serial_key, a.n"),
    ("itemName", "i.text, i.n, a.serial_key, a.n"),
    ("condition", "a.condition, a.serial_key, a.n"),
    ("whereName", "w.text, w.n, a.serial_key, a.n"),
    ("whereabouts", "a.whereabouts, a.serial_key, a.n"),
    ("owner", "a.owner, a.serial_key, a.n"),
    ("lastSeenMs", "a.last_seen_ms, a.n"),
    ("receivedMs", "a.received_ms, a.n"),
];

/// The list.
///
/// # Errors
/// The database's.
pub fn assets(
    connection: &Connection,
    filter: &AssetFilter,
    window: &Window,
) -> Result<Page<AssetRow>, StoreError> {
    let Some(conditions) = conditions(connection, filter)? else { return Ok(Page::empty(window)) };
    let chosen = conditions.sql();
    let total = connection
        .prepare_cached(&format!("select count(*) from asset a{chosen}"))?
        .query_row(conditions.values().as_slice(), |row| row.get(0))?;
    let sql = format!(
        "select a.n from {}{chosen}{} limit {} offset {}",
        ordered_source(filter, window),
        window.order(&ORDERS),
        window.rows(),
        window.offset
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let ns = statement.query_map(conditions.values().as_slice(), |row| row.get::<_, i64>(0))?;
    let mut items = Items::default();
    let mut rows = Vec::new();
    for n in ns {
        rows.extend(row(connection, n?, &mut items)?);
    }
    Ok(Page { total, offset: window.offset, rows })
}

/// The tables a list in this order reads. Names are walked in their own order, each with its assets, so
/// that nothing need be sorted; unless the filter leaves so few that sorting those is quicker.
fn ordered_source(filter: &AssetFilter, window: &Window) -> &'static str {
    let few =
        filter.item.is_some() || filter.place.is_some() || filter.holder.is_some() || filter.text.is_some();
    match (window.sort.as_deref(), few) {
        (Some("itemName"), false) => "label i cross join asset a on a.item = i.n and i.list = 2",
        (Some("itemName"), true) => "asset a join label i on i.n = a.item",
        (Some("whereName"), false) => "label w cross join asset a on a.at = w.n and w.list = 1",
        (Some("whereName"), true) => "asset a join label w on w.n = a.at",
        _ => "asset a",
    }
}

/// The values each facet of the list has, counted with the other filters applied.
///
/// # Errors
/// The database's.
pub fn asset_facets(connection: &Connection, filter: &AssetFilter) -> Result<Vec<Facet>, StoreError> {
    let of = |key: &str, column: &str, filter: AssetFilter, name: &dyn Fn(&Value) -> Option<String>| {
        facet(connection, key, column, &filter, name)
    };
    let whereabouts = AssetFilter { whereabouts: None, ..filter.clone() };
    let condition = AssetFilter { condition: None, ..filter.clone() };
    let owner = AssetFilter { owner: None, ..filter.clone() };
    let category = AssetFilter { category: None, ..filter.clone() };
    let disputed = AssetFilter { disputed: None, ..filter.clone() };
    let unmarked = AssetFilter { unmarked: None, ..filter.clone() };
    Ok(vec![
        of("whereabouts", "a.whereabouts", whereabouts, &|value| {
            code(value).map(|n| whereabouts_name(n).to_owned())
        })?,
        of("condition", "a.condition", condition, &|value| {
            let code = usize::try_from(code(value)?).ok()?;
            ConditionCode::ALL.get(code).map(|condition| condition.letter().to_string())
        })?,
        of("category", "a.category", category, &|value| category_name(code(value)?))?,
        of("owner", "a.owner", owner, &|value| match value {
            Value::Text(owner) => Some(owner.clone()),
            _ => None,
        })?,
        of("disputed", "a.disputed", disputed, &|value| (code(value)? == 1).then(|| "true".to_owned()))?,
        of("unmarked", "a.unmarked", unmarked, &|value| (code(value)? == 1).then(|| "true".to_owned()))?,
    ])
}

fn facet(
    connection: &Connection,
    key: &str,
    column: &str,
    filter: &AssetFilter,
    name: &dyn Fn(&Value) -> Option<String>,
) -> Result<Facet, StoreError> {
    let mut values = Vec::new();
    if let Some(conditions) = conditions(connection, filter)? {
        let sql = format!(
            "select {column}, count(*) from asset a{} group by {column} order by count(*) desc, {column}",
            conditions.sql()
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let rows = statement.query_map(conditions.values().as_slice(), |row| {
            Ok((row.get::<_, Value>(0)?, row.get::<_, u32>(1)?))
        })?;
        for row in rows {
            let (value, count) = row?;
            values.extend(name(&value).map(|value| FacetValue { value, label: None, count }));
        }
    }
    Ok(Facet { key: key.to_owned(), values })
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
    let mut items = Items::default();
    let Some(row) = row(connection, n, &mut items)? else { return Ok(None) };
    let item = known::number(connection, state.details.item.as_bytes())?;
    let kit = match item {
        Some(item) => items.get(connection, item)?.map(|item| item.details.kit.clone()).unwrap_or_default(),
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
    let mut items = Items::default();
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
            if let Some(row) = row(connection, n, &mut items)? {
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
pub(super) fn row(
    connection: &Connection,
    n: i64,
    items: &mut Items,
) -> Result<Option<AssetRow>, StoreError> {
    let Some((id, asset)) = known::asset(connection, n)? else { return Ok(None) };
    let (item, at): (i64, i64) = connection
        .prepare_cached("select item, at from asset where n = ?1")?
        .query_row([n], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let where_name = known::label(connection, at)?;
    let item = items.get(connection, item)?;
    let disputed = connection
        .prepare_cached("select disputed from asset where n = ?1")?
        .query_row([n], |row| row.get(0))?;
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
        serial: asset.details.serial,
        whereabouts: asset.whereabouts,
    }))
}

/// None where the filter can match nothing.
fn conditions(connection: &Connection, filter: &AssetFilter) -> Result<Option<Where>, StoreError> {
    let mut conditions = Where::default();
    match filter.whereabouts.as_deref() {
        None => conditions.is("a.live", Some(1)),
        Some(name) => match (0..4).find(|code| whereabouts_name(*code) == name) {
            Some(code) => {
                conditions.is("a.live", Some(i64::from(code != ENTERED_IN_ERROR)));
                conditions.is("a.whereabouts", Some(code));
            }
            None => return Ok(None),
        },
    }
    if let Some(item) = filter.item {
        let Some(n) = known::number(connection, item.as_bytes())? else { return Ok(None) };
        conditions.is("a.item", Some(n));
    }
    if let Some(holder) = filter.holder {
        let Some(n) = known::number(connection, holder_bytes(&holder))? else { return Ok(None) };
        conditions.is("a.at", Some(n));
    }
    if let Some(place) = filter.place {
        let Some(n) = known::number(connection, place.as_bytes())? else { return Ok(None) };
        conditions.and(&format!("a.at in ({BELOW})"), [Value::Integer(n)]);
    }
    conditions.is("a.category", filter.category.map(|category| category as i64));
    conditions.is("a.condition", filter.condition.map(|condition| condition as i64));
    conditions.is("a.disputed", filter.disputed.map(i64::from));
    conditions.is("a.unmarked", filter.unmarked.map(i64::from));
    if let Some(owner) = &filter.owner {
        conditions.and("a.owner = ?", [Value::Text(owner.clone())]);
    }
    if let Some(before) = filter.not_seen_since_ms {
        conditions.and("a.last_seen_ms < ?", [Value::Integer(before)]);
    }
    if let Some(text) = filter.text.as_deref().filter(|text| !text.trim().is_empty()) {
        let Some(typed) = Typed::of(text) else { return Ok(None) };
        conditions.and(
            "(a.n in (select rowid from find_asset where find_asset match ?)
              or a.item in (select rowid from find_name where find_name match ?))",
            [Value::Text(typed.serials), Value::Text(typed.words)],
        );
    }
    Ok(Some(conditions))
}

const ENTERED_IN_ERROR: i64 = 3;

/// As stored in `asset.whereabouts`.
fn whereabouts_name(code: i64) -> &'static str {
    match code {
        0 => "stored",
        1 => "issued",
        2 => "lost",
        _ => "entered-in-error",
    }
}

fn code(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(code) => Some(*code),
        _ => None,
    }
}

/// The category as filters and words name it.
fn category_name(code: i64) -> Option<String> {
    let category = Category::ALL.into_iter().find(|category| *category as i64 == code)?;
    serde_json::to_value(category).ok()?.as_str().map(str::to_owned)
}

pub(super) fn holder_bytes(holder: &Holder) -> &[u8; 16] {
    match holder {
        Holder::Person(person) => person.as_bytes(),
        Holder::Unit(unit) => unit.as_bytes(),
    }
}
