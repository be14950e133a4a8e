//! Subjects as folded: from numbers to what is known.

use domain::SubjectId;
use domain::event::HubDescription;
use domain::fold::{AssetState, LotState, State, StockState, SubjectKind};
use rusqlite::{Connection, OptionalExtension, Row};

use super::called::Called;
use crate::StoreError;
use crate::history::entries::damaged;
use crate::projection::label::List;

/// A subject with its state.
pub(super) struct Known {
    pub n: i64,
    /// The number of the scope it belongs to.
    pub scope: i64,
    pub id: SubjectId,
    pub needs_newer: bool,
    pub state: State,
}

const KNOWN: &str = "select state.n, subject.id, state.kind, state.needs_newer, state.state, subject.scope
                     from state join subject on subject.n = state.n";

/// The subject with this id, whatever it is; none if nothing is known of it.
pub(super) fn by_id(connection: &Connection, id: &[u8; 16]) -> Result<Option<Known>, StoreError> {
    let mut statement =
        connection.prepare_cached(&format!("{KNOWN} where subject.id = ?1 and state.kind <> 0"))?;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        if let Some(known) = read(row)? {
            return Ok(Some(known));
        }
    }
    Ok(None)
}

/// The subject with this number.
pub(super) fn by_n(connection: &Connection, n: i64) -> Result<Option<Known>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{KNOWN} where state.n = ?1"))?;
    let mut rows = statement.query([n])?;
    match rows.next()? {
        Some(row) => read(row),
        None => Ok(None),
    }
}

fn read(row: &Row<'_>) -> Result<Option<Known>, StoreError> {
    let code: u8 = row.get(2)?;
    let Some(kind) = SubjectKind::from_code(code) else { return Ok(None) };
    if kind == SubjectKind::Unfounded {
        return Ok(None);
    }
    let Some(bytes) = row.get_ref(4)?.as_blob_or_null()? else { return Ok(None) };
    let state = State::decode(kind, bytes).map_err(|_| damaged())?;
    Ok(Some(Known {
        n: row.get(0)?,
        scope: row.get(5)?,
        id: SubjectId::from_bytes(row.get(1)?),
        needs_newer: row.get(3)?,
        state,
    }))
}

/// The number of a subject.
pub(super) fn number(connection: &Connection, id: &[u8; 16]) -> Result<Option<i64>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select subject.n from subject left join state on state.n = subject.n
         where subject.id = ?1 order by state.n is null limit 1",
    )?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?)
}

/// What lists call a subject.
pub(super) fn label(connection: &Connection, n: i64) -> Result<Option<String>, StoreError> {
    let mut statement = connection.prepare_cached("select text from label where n = ?1")?;
    let text: Option<String> = statement.query_row([n], |row| row.get(0)).optional()?;
    Ok(text.filter(|text| !text.is_empty()))
}

/// What lists call the subject with this id.
pub(super) fn label_of(connection: &Connection, id: &[u8; 16]) -> Result<Option<String>, StoreError> {
    match number(connection, id)? {
        Some(n) => label(connection, n),
        None => Ok(None),
    }
}

/// What lists call a subject, in every language it has a name in.
pub(super) fn called(connection: &Connection, n: i64) -> Result<Option<Called>, StoreError> {
    let mut statement = connection.prepare_cached("select text, list from label where n = ?1")?;
    let label: Option<(String, i64)> =
        statement.query_row([n], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(match label {
        Some((text, _)) if text.is_empty() => None,
        // Only an item has several names; they are in its state.
        Some((text, list)) if list == List::Items as i64 => match by_n(connection, n)? {
            Some(Known { state: State::Item(item), .. }) => Some(Called::item(&item.details)),
            _ => Some(text.into()),
        },
        Some((text, _)) => Some(text.into()),
        None => None,
    })
}

/// The same of the subject with this id.
pub(super) fn called_of(connection: &Connection, id: &[u8; 16]) -> Result<Option<Called>, StoreError> {
    match number(connection, id)? {
        Some(n) => called(connection, n),
        None => Ok(None),
    }
}

pub(super) fn hub(connection: &Connection) -> Result<Option<HubDescription>, StoreError> {
    let mut statement = connection.prepare_cached("select n from state where kind = 1 limit 1")?;
    let n: Option<i64> = statement.query_row([], |row| row.get(0)).optional()?;
    let Some(n) = n else { return Ok(None) };
    Ok(match by_n(connection, n)? {
        Some(Known { state: State::Hub(hub), .. }) => Some(hub.details),
        _ => None,
    })
}

/// How one hub of several calls itself.
pub(super) fn hub_of(
    connection: &Connection,
    scope: &feed::Scope,
) -> Result<Option<HubDescription>, StoreError> {
    let Some(scope) = crate::history::feeds::scope(connection, scope)? else { return Ok(None) };
    let mut statement = connection.prepare_cached(
        "select t.n from state t join subject s on s.n = t.n where t.kind = 1 and s.scope = ?1 limit 1",
    )?;
    let n: Option<i64> = statement.query_row([scope], |row| row.get(0)).optional()?;
    let known = n.map(|n| by_n(connection, n)).transpose()?.flatten();
    Ok(match known {
        Some(Known { state: State::Hub(hub), .. }) => Some(hub.details),
        _ => None,
    })
}

pub(super) fn lot(connection: &Connection, n: i64) -> Result<Option<(SubjectId, LotState)>, StoreError> {
    Ok(match by_n(connection, n)? {
        Some(Known { id, state: State::Lot(lot), .. }) => Some((id, lot)),
        _ => None,
    })
}

pub(super) fn asset(connection: &Connection, n: i64) -> Result<Option<(SubjectId, AssetState)>, StoreError> {
    Ok(match by_n(connection, n)? {
        Some(Known { id, state: State::Asset(asset), .. }) => Some((id, *asset)),
        _ => None,
    })
}

pub(super) fn stock(connection: &Connection, n: i64) -> Result<Option<(SubjectId, StockState)>, StoreError> {
    Ok(match by_n(connection, n)? {
        Some(Known { id, state: State::Stock(line), .. }) => Some((id, line)),
        _ => None,
    })
}
