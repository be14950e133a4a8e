//! Items and what the hub has of each.

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::StoreError;
use domain::fold::State;
use domain::*;

use super::called::Translated;
use super::filter::Where;
use super::hubs::Hubs;
use super::known::{self, Known};
use super::listing::Listing;
use super::once::Once;
use super::page::{Page, Window, names_in};

use domain::item::{Category, ItemDetails, SupplyClass, Tracking};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ItemFilter {
    /// Part of a name, NSN, local code or part number.
    pub text: Option<String>,
    pub category: Option<Category>,
    pub supply_class: Option<SupplyClass>,
    pub tracking: Option<Tracking>,
    /// Only items of which something is on the books.
    pub held: Option<bool>,
    /// The code name of the hub whose books they stand in.
    pub hub: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ItemRow {
    pub id: ItemId,
    pub name: String,
    pub name_uk: Option<String>,
    pub name_fr: Option<String>,
    /// Grouped.
    pub nsn: Option<String>,
    pub local_code: Option<String>,
    pub category: Category,
    pub supply_class: SupplyClass,
    pub unit_of_issue: String,
    pub tracking: Tracking,
    /// In the store, units of issue or assets.
    #[ts(as = "i64")]
    pub on_hand: i64,
    /// On hand receipt.
    #[ts(as = "i64")]
    pub issued: i64,
    pub hazard_code: Option<String>,
    /// The code name of the hub whose books it stands in; none where that has not said it.
    pub hub: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ItemCard {
    pub row: ItemRow,
    pub details: ItemDetails,
    pub lots: Vec<LotRow>,
    pub needs_newer: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LotRow {
    pub id: LotId,
    pub item: ItemId,
    pub number: String,
    pub maker: Option<String>,
    pub made_on: Option<domain::facts::Date>,
    pub expires_on: Option<domain::facts::Date>,
    #[ts(as = "i64")]
    pub on_hand: i64,
    #[ts(as = "i64")]
    pub issued: i64,
    /// The code name of the hub whose books it stands in; none where that has not said it.
    pub hub: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LotCard {
    pub row: LotRow,
    pub item_name: String,
    pub item_name_in: Translated,
    pub details: domain::lot::LotDetails,
    pub needs_newer: bool,
}

const ORDERS: [(&str, &str); 6] = [
    ("name", "ifnull(x.sort,l.sort), i.n"),
    ("category", "i.category, ifnull(x.sort,l.sort), i.n"),
    ("supplyClass", "i.supply_class, ifnull(x.sort,l.sort), i.n"),
    ("tracking", "i.tracking, ifnull(x.sort,l.sort), i.n"),
    ("onHand", "t.on_hand, ifnull(x.sort,l.sort), i.n"),
    ("issued", "t.issued, ifnull(x.sort,l.sort), i.n"),
];

/// The list.
///
/// # Errors
/// The database's.
pub fn items(
    connection: &Connection,
    filter: &ItemFilter,
    window: &Window,
) -> Result<Page<ItemRow>, StoreError> {
    let mut conditions = Where::default();
    conditions.is("i.category", filter.category.map(|category| category as i64));
    conditions.is("i.supply_class", filter.supply_class.map(|class| class as i64));
    conditions.is("i.tracking", filter.tracking.map(|tracking| tracking as i64));
    match filter.held {
        Some(true) => conditions.and("(t.on_hand <> 0 or t.issued <> 0)", []),
        Some(false) => conditions.and("coalesce(t.on_hand, 0) = 0 and coalesce(t.issued, 0) = 0", []),
        None => {}
    }
    let hubs = Hubs::held(connection)?;
    conditions.is_of_hub("i.scope", &hubs, filter.hub.as_deref());
    if !conditions.is_found("i.n", filter.text.as_deref()) {
        return Ok(Page::empty(window));
    }
    let from = format!(
        "from item i join label l on l.n = i.n {} left join tally t on t.n = i.n",
        names_in(window, "i.n")
    );
    let listing = Listing { n: "i.n", scope: "i.scope", from: &from, sorted_with: "", orders: &ORDERS };
    let mut once = Once::default();
    listing.page(connection, &conditions, &hubs, window, |n| {
        Ok(row(connection, n, &mut once)?.map(|(row, ..)| row))
    })
}

/// One item with its lots.
///
/// # Errors
/// The database's.
pub fn item(connection: &Connection, id: ItemId) -> Result<Option<ItemCard>, StoreError> {
    let Some(n) = known::number(connection, id.as_bytes())? else { return Ok(None) };
    let Some((row, details, needs_newer)) = row(connection, n, &mut Once::default())? else {
        return Ok(None);
    };
    Ok(Some(ItemCard { row, details, lots: lots(connection, id)?, needs_newer }))
}

/// The lots of an item, the first to expire first.
///
/// # Errors
/// The database's.
pub fn lots(connection: &Connection, item: ItemId) -> Result<Vec<LotRow>, StoreError> {
    let Some(n) = known::number(connection, item.as_bytes())? else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached(
        "select n from lot where item = ?1 order by expires_on is null, expires_on, number",
    )?;
    let mut once = Once::default();
    let mut lots = Vec::new();
    for n in statement.query_map([n], |row| row.get::<_, i64>(0))? {
        lots.extend(lot_row(connection, n?, &mut once)?.map(|(row, _)| row));
    }
    Ok(lots)
}

/// One lot.
///
/// # Errors
/// The database's.
pub fn lot(connection: &Connection, id: LotId) -> Result<Option<LotCard>, StoreError> {
    let Some(Known { n, needs_newer, state: State::Lot(_), .. }) = known::by_id(connection, id.as_bytes())?
    else {
        return Ok(None);
    };
    let Some((row, details)) = lot_row(connection, n, &mut Once::default())? else { return Ok(None) };
    let item = known::called_of(connection, details.item.as_bytes())?.unwrap_or_default();
    Ok(Some(LotCard { row, item_name: item.text, item_name_in: item.others, details, needs_newer }))
}

fn row(
    connection: &Connection,
    n: i64,
    once: &mut Once,
) -> Result<Option<(ItemRow, ItemDetails, bool)>, StoreError> {
    let Some(Known { id, scope, needs_newer, state: State::Item(item), .. }) = known::by_n(connection, n)?
    else {
        return Ok(None);
    };
    let details = item.details;
    let (on_hand, issued) = tally(connection, n)?;
    let row = ItemRow {
        id: ItemId(id.0),
        name: details.name.clone(),
        name_uk: details.name_uk.clone(),
        name_fr: details.name_fr.clone(),
        nsn: details.nsn.as_ref().map(domain::nsn::Nsn::grouped),
        local_code: details.local_code.clone(),
        category: details.category,
        supply_class: details.supply_class,
        unit_of_issue: details.unit_of_issue.clone(),
        tracking: details.tracking,
        on_hand,
        issued,
        hazard_code: details.hazard.code.clone(),
        hub: once.hub(connection, scope)?,
    };
    Ok(Some((row, details, needs_newer)))
}

fn lot_row(
    connection: &Connection,
    n: i64,
    once: &mut Once,
) -> Result<Option<(LotRow, domain::lot::LotDetails)>, StoreError> {
    let Some(Known { id, scope, state: State::Lot(lot), .. }) = known::by_n(connection, n)? else {
        return Ok(None);
    };
    let (on_hand, issued) = tally(connection, n)?;
    let details = lot.details;
    let row = LotRow {
        id: LotId(id.0),
        item: details.item,
        number: details.number.clone(),
        maker: details.maker.clone(),
        made_on: details.made_on,
        expires_on: details.expires_on,
        on_hand,
        issued,
        hub: once.hub(connection, scope)?,
    };
    Ok(Some((row, details)))
}

/// In store and on hand receipt.
fn tally(connection: &Connection, n: i64) -> Result<(i64, i64), StoreError> {
    let mut statement = connection.prepare_cached("select on_hand, issued from tally where n = ?1")?;
    let found = statement.query_row([n], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(found.unwrap_or((0, 0)))
}
