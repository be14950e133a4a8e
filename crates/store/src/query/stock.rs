//! Stock lines: lot-tracked and bulk stock by place, lot and condition.

use rusqlite::Connection;
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::StoreError;
use domain::fold::State;
use domain::*;

use super::called::Translated;
use super::filter::{BELOW, Where};
use super::hubs::Hubs;
use super::known::{self, Known};
use super::listing::Listing;
use super::once::Once;
use super::page::{Facet, FacetValue, Page, Window, named, names_in};
use super::text::Typed;

use domain::condition::ConditionCode;
use domain::item::{Category, SupplyClass, Tracking};
use domain::people::Holder;
use domain::stock::StockKey;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct StockFilter {
    pub text: Option<String>,
    pub category: Option<Category>,
    pub supply_class: Option<SupplyClass>,
    pub tracking: Option<Tracking>,
    pub item: Option<ItemId>,
    pub lot: Option<LotId>,
    /// At this place or below it.
    pub place: Option<PlaceId>,
    pub holder: Option<Holder>,
    pub condition: Option<ConditionCode>,
    /// Places where empty.
    pub kept: Option<KeptBy>,
    pub disputed: Option<bool>,
    /// The code name of the hub whose books they stand in.
    pub hub: Option<String>,
}

/// What keeps a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum KeptBy {
    Place,
    Holder,
}

/// A line that holds something (or less than nothing).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StockRow {
    /// The line's subject, for its timeline.
    pub id: SubjectId,
    pub key: StockKey,
    pub item_name: String,
    pub item_name_in: Translated,
    pub nsn: Option<String>,
    pub local_code: Option<String>,
    pub category: Category,
    pub supply_class: SupplyClass,
    pub unit_of_issue: String,
    pub lot_number: Option<String>,
    pub expires_on: Option<domain::facts::Date>,
    pub where_name: Option<String>,
    pub condition: ConditionCode,
    #[ts(as = "i64")]
    pub quantity: i64,
    pub disputed: bool,
    /// The code name of the hub whose books it stands in; none where that has not said it.
    pub hub: Option<String>,
}

/// One line with what hangs on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StockCard {
    pub row: StockRow,
    pub discrepancies: Vec<super::discrepancies::DiscrepancyRow>,
    pub needs_newer: bool,
}

const ORDERS: [(&str, &str); 6] = [
    ("itemName", "ifnull(x.sort,i.sort), s.n"),
    ("whereName", "w.sort, ifnull(x.sort,i.sort), s.n"),
    ("condition", "s.condition, ifnull(x.sort,i.sort), s.n"),
    ("quantity", "s.quantity, ifnull(x.sort,i.sort), s.n"),
    ("lotNumber", "c.sort, s.n"),
    ("expiresOn", "b.expires_on, ifnull(x.sort,i.sort), s.n"),
];

const FROM: &str = "from stock s left join label i on i.n = s.item left join label w on w.n = s.at
                    join item k on k.n = s.item left join lot b on b.n = s.lot";

/// The list: lines that hold something, or less than nothing.
///
/// # Errors
/// The database's.
pub fn stock(
    connection: &Connection,
    filter: &StockFilter,
    window: &Window,
) -> Result<Page<StockRow>, StoreError> {
    let Some(conditions) = conditions(connection, filter)? else { return Ok(Page::empty(window)) };
    let names = format!(" {} left join label c on c.n = s.lot", names_in(window, "s.item"));
    let listing = Listing { n: "s.n", scope: "s.scope", from: FROM, sorted_with: &names, orders: &ORDERS };
    let (hubs, mut once) = (Hubs::held(connection)?, Once::default());
    listing.page(connection, &conditions, &hubs, window, |n| row(connection, n, &mut once))
}

/// How a facet's codes are named; none for one that is not shown.
type Naming<'a> = &'a dyn Fn(i64) -> Option<String>;

/// The values each facet of the list has, counted with the other filters applied.
///
/// # Errors
/// The database's.
pub fn stock_facets(connection: &Connection, filter: &StockFilter) -> Result<Vec<Facet>, StoreError> {
    let hubs = Hubs::held(connection)?;
    let hub = hubs.order("s.scope");
    let facets: [(&str, &str, StockFilter, Naming<'_>); 5] = [
        ("condition", "s.condition", StockFilter { condition: None, ..filter.clone() }, &|code: i64| {
            let code = usize::try_from(code).ok()?;
            ConditionCode::ALL.get(code).map(|condition| condition.letter().to_string())
        }),
        ("category", "k.category", StockFilter { category: None, ..filter.clone() }, &|code: i64| {
            named(Category::ALL.into_iter().find(|category| *category as i64 == code)?)
        }),
        (
            "supplyClass",
            "k.supply_class",
            StockFilter { supply_class: None, ..filter.clone() },
            &|code: i64| named(SupplyClass::ALL.into_iter().find(|class| *class as i64 == code)?),
        ),
        ("disputed", "s.disputed", StockFilter { disputed: None, ..filter.clone() }, &|code: i64| {
            (code == 1).then(|| "true".to_owned())
        }),
        ("hub", &hub, StockFilter { hub: None, ..filter.clone() }, &|code: i64| {
            hubs.code_at(code).map(str::to_owned)
        }),
    ];
    let mut answer = Vec::new();
    for (key, column, filter, name) in facets {
        let mut values = Vec::new();
        if let Some(conditions) = conditions(connection, &filter)? {
            let sql = format!(
                "select {column}, count(*) {FROM}{} group by {column} order by count(*) desc, {column}",
                conditions.sql()
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map(conditions.values().as_slice(), |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, u32>(1)?))
            })?;
            for row in rows {
                let (code, count) = row?;
                values.extend(name(code).map(|value| FacetValue { value, label: None, count }));
            }
        }
        answer.push(Facet { key: key.to_owned(), values });
    }
    Ok(answer)
}

/// One line.
///
/// # Errors
/// The database's.
pub fn stock_line(connection: &Connection, id: SubjectId) -> Result<Option<StockCard>, StoreError> {
    let Some(Known { n, needs_newer, state: State::Stock(_), .. }) = known::by_id(connection, id.as_bytes())?
    else {
        return Ok(None);
    };
    let Some(row) = row(connection, n, &mut Once::default())? else { return Ok(None) };
    Ok(Some(StockCard { row, discrepancies: super::discrepancies::of_subject(connection, n)?, needs_newer }))
}

pub(super) fn row(connection: &Connection, n: i64, once: &mut Once) -> Result<Option<StockRow>, StoreError> {
    let Some((id, line)) = known::stock(connection, n)? else { return Ok(None) };
    let mut statement =
        connection.prepare_cached("select item, lot, at, disputed, scope from stock where n = ?1")?;
    let (item, lot, at, disputed, scope): (i64, Option<i64>, i64, bool, i64) = statement
        .query_row([n], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))?;
    let lot = match lot {
        Some(lot) => known::lot(connection, lot)?.map(|(_, lot)| lot.details),
        None => None,
    };
    let where_name = known::label(connection, at)?;
    let hub = once.hub(connection, scope)?;
    let Some(item) = once.item(connection, item)?.map(|item| &item.details) else { return Ok(None) };
    Ok(Some(StockRow {
        id,
        key: line.key,
        condition: line.key.condition,
        item_name: item.name.clone(),
        item_name_in: Translated::of(item),
        nsn: item.nsn.as_ref().map(domain::nsn::Nsn::grouped),
        local_code: item.local_code.clone(),
        category: item.category,
        supply_class: item.supply_class,
        unit_of_issue: item.unit_of_issue.clone(),
        expires_on: lot.as_ref().and_then(|lot| lot.expires_on),
        lot_number: lot.map(|lot| lot.number),
        where_name,
        quantity: line.quantity,
        disputed,
        hub,
    }))
}

/// None where the filter can match nothing.
fn conditions(connection: &Connection, filter: &StockFilter) -> Result<Option<Where>, StoreError> {
    let mut conditions = Where::default();
    conditions.and("s.quantity <> 0", []);
    match filter.kept {
        Some(KeptBy::Holder) => conditions.is("s.held", Some(1)),
        Some(KeptBy::Place) => conditions.is("s.held", Some(0)),
        // A holder's lines are asked for by naming the holder.
        None if filter.holder.is_none() => conditions.is("s.held", Some(0)),
        None => {}
    }
    let named = [
        ("s.item", filter.item.map(|id| *id.as_bytes())),
        ("s.lot", filter.lot.map(|id| *id.as_bytes())),
        ("s.at", filter.holder.map(|holder| *super::assets::holder_bytes(&holder))),
    ];
    for (column, id) in named {
        let Some(id) = id else { continue };
        let Some(n) = known::number(connection, &id)? else { return Ok(None) };
        conditions.is(column, Some(n));
    }
    if let Some(place) = filter.place {
        let Some(n) = known::number(connection, place.as_bytes())? else { return Ok(None) };
        conditions.and(&format!("s.at in ({BELOW})"), [Value::Integer(n)]);
    }
    conditions.is("k.category", filter.category.map(|category| category as i64));
    conditions.is("k.supply_class", filter.supply_class.map(|class| class as i64));
    conditions.is("k.tracking", filter.tracking.map(|tracking| tracking as i64));
    conditions.is("s.condition", filter.condition.map(|condition| condition as i64));
    conditions.is("s.disputed", filter.disputed.map(i64::from));
    conditions.is_of_hub("s.scope", &Hubs::held(connection)?, filter.hub.as_deref());
    if let Some(text) = filter.text.as_deref().filter(|text| !text.trim().is_empty()) {
        let Some(typed) = Typed::of(text) else { return Ok(None) };
        conditions.and(
            "(s.item in (select rowid from find_name where find_name match ?)
              or s.lot in (select rowid from find_name where find_name match ?))",
            [Value::Text(typed.words.clone()), Value::Text(typed.words)],
        );
    }
    Ok(Some(conditions))
}
