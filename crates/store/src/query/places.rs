//! Places as a tree, with what lies in each.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::StoreError;
use domain::fold::State;
use domain::*;

use super::known::{self, Known};
use super::once::Once;
use domain::place::{PlaceDetails, PlaceKind};

/// A place; the whole tree is small enough to give at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlaceRow {
    pub id: PlaceId,
    pub code: String,
    pub name: String,
    pub kind: PlaceKind,
    pub parent: Option<PlaceId>,
    /// Codes from the site down, joined by " › ".
    pub path: String,
    pub closed: bool,
    /// Assets here, not below.
    pub assets: u32,
    /// Stock lines here, not below.
    pub lines: u32,
    /// Assets here and below.
    pub assets_below: u32,
    /// Stock lines here and below.
    pub lines_below: u32,
    pub custodian_name: Option<String>,
    /// The code name of the hub whose books it stands in; none where that has not said it.
    pub hub: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlaceCard {
    pub row: PlaceRow,
    pub details: PlaceDetails,
    pub needs_newer: bool,
}

/// The whole tree, hub by hub and by path; where a code name is given, of the hub called so.
///
/// # Errors
/// The database's.
pub fn places(connection: &Connection, hub: Option<&str>) -> Result<Vec<PlaceRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select p.n, p.parent, coalesce(t.assets, 0), coalesce(t.lines, 0), l.text
         from place p join label l on l.n = p.n left join tally t on t.n = p.n order by l.sort, p.n",
    )?;
    let found = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))?
        .collect::<Result<Vec<(i64, Option<i64>, u32, u32, String)>, _>>()?;
    let below = below(&found);
    let mut once = Once::default();
    let mut rows = Vec::with_capacity(found.len());
    for (n, _, assets, lines, path) in found {
        let Some(Known { id, scope, state: State::Place(place), .. }) = known::by_n(connection, n)? else {
            continue;
        };
        let (assets_below, lines_below) = below.get(&n).copied().unwrap_or((assets, lines));
        let details = place.details;
        let custodian_name = match details.custodian {
            Some(person) => known::label_of(connection, person.as_bytes())?,
            None => None,
        };
        rows.push(PlaceRow {
            id: PlaceId(id.0),
            code: details.code,
            name: details.name,
            kind: details.kind,
            parent: details.parent,
            path,
            closed: details.closed,
            assets,
            lines,
            assets_below,
            lines_below,
            custodian_name,
            hub: once.hub(connection, scope)?,
        });
    }
    rows.retain(|row| hub.is_none_or(|code| row.hub.as_deref() == Some(code)));
    rows.sort_by(|one, other| one.hub.cmp(&other.hub));
    Ok(rows)
}

/// Each place's own counts added to all it lies in. A place that was put into itself while laptops were
/// apart counts once.
fn below(found: &[(i64, Option<i64>, u32, u32, String)]) -> HashMap<i64, (u32, u32)> {
    let parents: HashMap<i64, Option<i64>> = found.iter().map(|(n, parent, ..)| (*n, *parent)).collect();
    let mut sums: HashMap<i64, (u32, u32)> = HashMap::new();
    for (n, _, assets, lines, _) in found {
        let (mut met, mut next) = (Vec::new(), Some(*n));
        while let Some(place) = next.filter(|place| !met.contains(place)) {
            met.push(place);
            let sum = sums.entry(place).or_default();
            *sum = (sum.0.saturating_add(*assets), sum.1.saturating_add(*lines));
            next = parents.get(&place).copied().flatten();
        }
    }
    sums
}

/// One place.
///
/// # Errors
/// The database's.
pub fn place(connection: &Connection, id: PlaceId) -> Result<Option<PlaceCard>, StoreError> {
    let Some(Known { needs_newer, state: State::Place(place), .. }) =
        known::by_id(connection, id.as_bytes())?
    else {
        return Ok(None);
    };
    let row = places(connection, None)?.into_iter().find(|row| row.id == id);
    Ok(row.map(|row| PlaceCard { row, details: place.details, needs_newer }))
}
