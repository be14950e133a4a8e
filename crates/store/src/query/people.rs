//! People and units, and what each has on hand receipt.

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::StoreError;
use domain::fold::{PersonState, State};
use domain::*;

use super::filter::Where;
use super::hubs::Hubs;
use super::known::{self, Known};
use super::listing::Listing;
use super::once::Once;
use super::page::{Page, Window};
use domain::people::{PersonDetails, PersonalDetails, UnitDetails};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct PersonFilter {
    pub text: Option<String>,
    pub unit: Option<UnitId>,
    /// Only those who have something on hand receipt.
    pub holding: Option<bool>,
    /// Include those who have left.
    pub left: Option<bool>,
    /// The code name of the hub whose books they stand in.
    pub hub: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonRow {
    pub id: PersonId,
    /// None once erased.
    pub name: Option<String>,
    pub rank: Option<String>,
    pub number: Option<String>,
    pub unit: Option<UnitId>,
    pub unit_name: Option<String>,
    pub duty: Option<String>,
    pub left: bool,
    pub assets: u32,
    pub lines: u32,
    /// The code name of the hub whose books it stands in; none where that has not said it.
    pub hub: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonCard {
    pub row: PersonRow,
    pub details: PersonDetails,
    pub personal: Option<PersonalDetails>,
    pub needs_newer: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UnitRow {
    pub id: UnitId,
    pub code_name: String,
    pub nation: String,
    pub parent: Option<UnitId>,
    pub parent_name: Option<String>,
    pub disbanded: bool,
    pub assets: u32,
    pub lines: u32,
    /// The code name of the hub whose books it stands in; none where that has not said it.
    pub hub: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UnitCard {
    pub row: UnitRow,
    pub details: UnitDetails,
    pub recipients: Vec<PersonRow>,
    pub needs_newer: bool,
}

const LISTING: Listing<'_> = Listing {
    n: "p.n",
    scope: "p.scope",
    from: "from person p left join label l on l.n = p.n left join tally t on t.n = p.n",
    sorted_with: "",
    orders: &[
        ("name", "l.sort, p.n"),
        ("rank", "p.rank, l.sort, p.n"),
        ("number", "p.number, l.sort, p.n"),
        ("assets", "t.assets, l.sort, p.n"),
    ],
};

/// The list of people.
///
/// # Errors
/// The database's.
pub fn people(
    connection: &Connection,
    filter: &PersonFilter,
    window: &Window,
) -> Result<Page<PersonRow>, StoreError> {
    let mut conditions = Where::default();
    if filter.left != Some(true) {
        conditions.is("p.gone", Some(0));
    }
    if filter.holding == Some(true) {
        conditions.and("(t.assets > 0 or t.lines > 0)", []);
    }
    if let Some(unit) = filter.unit {
        let Some(n) = known::number(connection, unit.as_bytes())? else { return Ok(Page::empty(window)) };
        conditions.is("p.unit", Some(n));
    }
    let hubs = Hubs::held(connection)?;
    conditions.is_of_hub("p.scope", &hubs, filter.hub.as_deref());
    if !conditions.is_found("p.n", filter.text.as_deref()) {
        return Ok(Page::empty(window));
    }
    let mut once = Once::default();
    LISTING.page(connection, &conditions, &hubs, window, |n| {
        Ok(person_row(connection, n, &mut once)?.map(|(row, ..)| row))
    })
}

/// One person.
///
/// # Errors
/// The database's.
pub fn person(connection: &Connection, id: PersonId) -> Result<Option<PersonCard>, StoreError> {
    let Some(n) = known::number(connection, id.as_bytes())? else { return Ok(None) };
    let card = person_row(connection, n, &mut Once::default())?;
    Ok(card.map(|(row, person, needs_newer)| PersonCard {
        row,
        details: person.details,
        personal: person.personal,
        needs_newer,
    }))
}

fn person_row(
    connection: &Connection,
    n: i64,
    once: &mut Once,
) -> Result<Option<(PersonRow, PersonState, bool)>, StoreError> {
    let Some(Known { id, scope, needs_newer, state: State::Person(person), .. }) =
        known::by_n(connection, n)?
    else {
        return Ok(None);
    };
    let (assets, lines) = holds(connection, n)?;
    let unit_name = match person.details.unit {
        Some(unit) => known::label_of(connection, unit.as_bytes())?,
        None => None,
    };
    let personal = person.personal.as_ref();
    let row = PersonRow {
        id: PersonId(id.0),
        name: personal.map(|personal| personal.name.clone()),
        rank: personal.and_then(|personal| personal.rank.clone()),
        number: personal.and_then(|personal| personal.number.clone()),
        unit: person.details.unit,
        unit_name,
        duty: person.details.duty.clone(),
        left: person.details.left,
        assets,
        lines,
        hub: once.hub(connection, scope)?,
    };
    Ok(Some((row, person, needs_newer)))
}

/// All units, hub by hub and by code name; where a hub's code name is given, of the one called so.
///
/// # Errors
/// The database's.
pub fn units(connection: &Connection, hub: Option<&str>) -> Result<Vec<UnitRow>, StoreError> {
    let mut statement = connection
        .prepare_cached("select u.n from unit u left join label l on l.n = u.n order by l.sort, u.n")?;
    let mut once = Once::default();
    let mut units = Vec::new();
    for n in statement.query_map([], |row| row.get::<_, i64>(0))? {
        units.extend(unit_row(connection, n?, &mut once)?.map(|(row, ..)| row));
    }
    units.retain(|row| hub.is_none_or(|code| row.hub.as_deref() == Some(code)));
    units.sort_by(|one, other| one.hub.cmp(&other.hub));
    Ok(units)
}

/// One unit.
///
/// # Errors
/// The database's.
pub fn unit(connection: &Connection, id: UnitId) -> Result<Option<UnitCard>, StoreError> {
    let Some(n) = known::number(connection, id.as_bytes())? else { return Ok(None) };
    let mut once = Once::default();
    let Some((row, details, needs_newer)) = unit_row(connection, n, &mut once)? else { return Ok(None) };
    let mut recipients = Vec::new();
    for person in &details.authorised_recipients {
        if let Some(n) = known::number(connection, person.as_bytes())? {
            recipients.extend(person_row(connection, n, &mut once)?.map(|(row, ..)| row));
        }
    }
    Ok(Some(UnitCard { row, details, recipients, needs_newer }))
}

fn unit_row(
    connection: &Connection,
    n: i64,
    once: &mut Once,
) -> Result<Option<(UnitRow, UnitDetails, bool)>, StoreError> {
    let Some(Known { id, scope, needs_newer, state: State::Unit(unit), .. }) = known::by_n(connection, n)?
    else {
        return Ok(None);
    };
    let (assets, lines) = holds(connection, n)?;
    let details = unit.details;
    let parent_name = match details.parent {
        Some(parent) => known::label_of(connection, parent.as_bytes())?,
        None => None,
    };
    let row = UnitRow {
        id: UnitId(id.0),
        code_name: details.code_name.clone(),
        nation: details.nation.clone(),
        parent: details.parent,
        parent_name,
        disbanded: details.disbanded,
        assets,
        lines,
        hub: once.hub(connection, scope)?,
    };
    Ok(Some((row, details, needs_newer)))
}

/// Assets and stock lines on hand receipt to a holder.
fn holds(connection: &Connection, n: i64) -> Result<(u32, u32), StoreError> {
    let mut statement = connection.prepare_cached("select assets, lines from tally where n = ?1")?;
    let found = statement.query_row([n], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(found.unwrap_or((0, 0)))
}
