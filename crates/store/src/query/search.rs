//! Find anything: a serial, an NSN, a name, a lot, a place, a person.

use std::collections::HashSet;

use domain::fold::State;
use domain::serial::normalise;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::called::{Called, Translated};
use super::known;
use super::once::Once;
use super::text::Typed;
use crate::StoreError;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FoundKind {
    Asset,
    Item,
    Lot,
    Place,
    Person,
    Unit,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    pub kind: FoundKind,
    pub id: String,
    /// Serial, item name, lot number, place path, person's or unit's name.
    pub title: String,
    pub title_in: Translated,
    /// What it is or where: an asset's item and whereabouts, an item's NSN.
    pub detail: Option<String>,
    pub detail_in: Translated,
    /// The whole text typed or scanned names this one exactly.
    pub exact: bool,
    /// The code name of the hub whose books it stands in; none where that has not said it.
    pub hub: Option<String>,
}

/// Of each kind of find, no more than this many are looked at.
const LOOKED_AT: i64 = 50;

/// What `text` could mean: exact matches first, then names, then serials, then the assets of items
/// whose name matches. Serials that begin with the text come before those of which a later word does,
/// in the order of their keys. Long lists of hits are never ranked: of each kind the first fifty
/// are looked at, whatever follows.
///
/// # Errors
/// The database's.
pub fn search(connection: &Connection, text: &str, limit: u32) -> Result<Vec<Found>, StoreError> {
    let Some(typed) = Typed::of(text) else { return Ok(Vec::new()) };
    let limit = limit.clamp(1, 100) as usize;
    let names = hits(connection, "find_name", &typed.words)?;
    let mut found = Vec::new();
    let mut once = Once::default();
    for n in serials(connection, &typed)? {
        found.extend(asset(connection, n, text, &mut once)?);
    }
    let mut named = Vec::new();
    for n in &names {
        named.extend(name(connection, *n, text, &mut once)?);
    }
    found.splice(0..0, named);
    found.sort_by_key(|hit| !hit.exact);
    found.truncate(limit);
    if found.len() < limit {
        let left = limit - found.len();
        let more = assets_of(connection, &names, left, text, &mut once)?;
        let known: HashSet<String> = found.iter().map(|hit| hit.id.clone()).collect();
        found.extend(more.into_iter().filter(|hit| !known.contains(&hit.id)));
    }
    Ok(found)
}

fn hits(connection: &Connection, index: &str, words: &str) -> Result<Vec<i64>, StoreError> {
    let sql = format!("select rowid from {index} where {index} match ?1 limit {LOOKED_AT}");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([words], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Assets by their serial. What begins with the text stands together in an index, where the first of
/// very many cost no more than those of few; so a whole serial is always among them.
fn serials(connection: &Connection, typed: &Typed) -> Result<Vec<i64>, StoreError> {
    let (from, below) = typed.begins();
    let mut found: Vec<i64> = Vec::new();
    // What was entered in error comes last.
    for live in [1, 0] {
        let mut statement = connection.prepare_cached(&format!(
            "select n from asset where live = {live} and serial_key >= ?1 and serial_key < ?2
             order by serial_key, item limit ?3"
        ))?;
        for n in statement.query_map((&from, &below, LOOKED_AT - found.len() as i64), |row| row.get(0))? {
            found.push(n?);
        }
    }
    if (found.len() as i64) < LOOKED_AT {
        let others = hits(connection, "find_asset", &typed.serials)?;
        let known: HashSet<i64> = found.iter().copied().collect();
        found.extend(others.into_iter().filter(|n| !known.contains(n)));
        found.truncate(LOOKED_AT as usize);
    }
    Ok(found)
}

fn asset(connection: &Connection, n: i64, text: &str, once: &mut Once) -> Result<Option<Found>, StoreError> {
    let Some(row) = super::assets::row(connection, n, once)? else { return Ok(None) };
    let item = Called { text: row.item_name, others: row.item_name_in };
    let detail = Called::line([Some(item), row.where_name.map(Called::from)].into_iter().flatten());
    let exact = normalise(&row.serial) == normalise(text);
    Ok(Some(found(FoundKind::Asset, row.id.to_string(), row.serial.into(), Some(detail), exact, row.hub)))
}

fn assets_of(
    connection: &Connection,
    names: &[i64],
    limit: usize,
    text: &str,
    once: &mut Once,
) -> Result<Vec<Found>, StoreError> {
    let mut statement = connection
        .prepare_cached("select n from asset where item = ?1 and live = 1 order by serial_key limit ?2")?;
    let mut found = Vec::new();
    for item in names {
        if found.len() >= limit {
            break;
        }
        let ns = statement
            .query_map((item, limit as i64), |row| row.get::<_, i64>(0))?
            .collect::<Result<Vec<_>, _>>()?;
        for n in ns {
            found.extend(asset(connection, n, text, once)?);
        }
    }
    found.truncate(limit);
    Ok(found)
}

fn name(connection: &Connection, n: i64, text: &str, once: &mut Once) -> Result<Option<Found>, StoreError> {
    let Some(known) = known::by_n(connection, n)? else { return Ok(None) };
    let same = |other: &str| other.trim().to_lowercase() == text.trim().to_lowercase();
    let (kind, title, detail, exact) = match &known.state {
        State::Item(item) => {
            let details = &item.details;
            let nsn = details.nsn.as_ref();
            let compact: String = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
            let exact = nsn.is_some_and(|nsn| nsn.as_str() == compact || nsn.niin() == compact)
                || details.local_code.as_deref().is_some_and(same)
                || details.part_numbers.iter().any(|number| same(number));
            let code = nsn.map(domain::nsn::Nsn::grouped).or_else(|| details.local_code.clone());
            (FoundKind::Item, Called::item(details), code.map(Called::from), exact)
        }
        State::Lot(lot) => {
            let item = known::called_of(connection, lot.details.item.as_bytes())?;
            (FoundKind::Lot, lot.details.number.clone().into(), item, same(&lot.details.number))
        }
        State::Place(place) => {
            let path = known::label(connection, n)?;
            (
                FoundKind::Place,
                path.unwrap_or_default().into(),
                Some(place.details.name.clone().into()),
                same(&place.details.code),
            )
        }
        State::Person(person) => {
            let Some(personal) = &person.personal else { return Ok(None) };
            let exact = personal.number.as_deref().is_some_and(same);
            (FoundKind::Person, personal.name.clone().into(), personal.rank.clone().map(Called::from), exact)
        }
        State::Unit(unit) => {
            let details = &unit.details;
            (
                FoundKind::Unit,
                details.code_name.clone().into(),
                Some(details.nation.clone().into()),
                same(&details.code_name),
            )
        }
        _ => return Ok(None),
    };
    let hub = once.hub(connection, known.scope)?;
    Ok(Some(found(kind, known.id.to_string(), title, detail, exact, hub)))
}

fn found(
    kind: FoundKind,
    id: String,
    title: Called,
    detail: Option<Called>,
    exact: bool,
    hub: Option<String>,
) -> Found {
    let (detail, detail_in) = match detail {
        Some(detail) => (Some(detail.text), detail.others),
        None => (None, Translated::default()),
    };
    Found { kind, id, title: title.text, title_in: title.others, detail, detail_in, exact, hub }
}
