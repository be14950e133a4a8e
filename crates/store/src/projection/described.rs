//! Items, people, units and lots.

use domain::fold::PersonState;
use domain::item::{Category, ItemDetails};
use domain::lot::LotDetails;
use domain::people::UnitDetails;
use rusqlite::{Connection, OptionalExtension, params};

use super::iso;
use crate::StoreError;
use crate::folding::Subjects;

pub(super) fn item(
    connection: &Connection,
    scope: i64,
    n: i64,
    details: &ItemDetails,
) -> Result<(), StoreError> {
    let category = details.category as i64;
    let former: Option<i64> = connection
        .prepare_cached("select category from item where n = ?1")?
        .query_row([n], |row| row.get(0))
        .optional()?;
    connection
        .prepare_cached(
            "insert into item (n, category, supply_class, tracking, niin, local_code, scope)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             on conflict (n) do update set category = ?2, supply_class = ?3, tracking = ?4, niin = ?5,
                                           local_code = ?6",
        )?
        .execute(params![
            n,
            category,
            details.supply_class as i64,
            details.tracking as i64,
            details.nsn.as_ref().map(|nsn| nsn.niin().to_owned()),
            details.local_code,
            scope,
        ])?;
    if former.unwrap_or(Category::Other as i64) != category {
        connection
            .prepare_cached("update asset set category = ?2 where item = ?1")?
            .execute((n, category))?;
    }
    Ok(())
}

pub(super) fn person(
    connection: &Connection,
    subjects: &mut Subjects,
    scope: i64,
    n: i64,
    person: &PersonState,
) -> Result<(), StoreError> {
    let unit = person.details.unit.map(|unit| subjects.n(connection, scope, unit.as_bytes())).transpose()?;
    let personal = person.personal.as_ref();
    connection
        .prepare_cached(
            "insert into person (n, unit, gone, rank, number, scope) values (?1, ?2, ?3, ?4, ?5, ?6)
             on conflict (n) do update set unit = ?2, gone = ?3, rank = ?4, number = ?5",
        )?
        .execute(params![
            n,
            unit,
            person.details.left,
            personal.and_then(|personal| personal.rank.as_ref()),
            personal.and_then(|personal| personal.number.as_ref()),
            scope,
        ])?;
    Ok(())
}

pub(super) fn unit(connection: &Connection, n: i64, details: &UnitDetails) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "insert into unit (n, code_name) values (?1, ?2) on conflict (n) do update set code_name = ?2",
        )?
        .execute((n, &details.code_name))?;
    Ok(())
}

pub(super) fn lot(
    connection: &Connection,
    subjects: &mut Subjects,
    scope: i64,
    n: i64,
    details: &LotDetails,
) -> Result<(), StoreError> {
    let item = subjects.n(connection, scope, details.item.as_bytes())?;
    connection
        .prepare_cached(
            "insert into lot (n, item, number, expires_on) values (?1, ?2, ?3, ?4)
             on conflict (n) do update set item = ?2, number = ?3, expires_on = ?4",
        )?
        .execute((n, item, &details.number, details.expires_on.as_ref().map(iso)))?;
    Ok(())
}
