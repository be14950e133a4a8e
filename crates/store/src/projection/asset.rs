//! Assets, narrow: what lists sort and filter by. The rest is in the state.

use std::collections::HashMap;

use domain::asset::Whereabouts;
use domain::fold::AssetState;
use rusqlite::{Connection, OptionalExtension, params};

use super::Mark;
use crate::StoreError;

/// What the indexes of an asset hang on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AssetKeys {
    pub item: i64,
    /// The place or the holder; 0 where nobody knows.
    pub at: i64,
    pub live: bool,
    pub serial: String,
}

/// As stored.
fn whereabouts(asset: &AssetState) -> i64 {
    match asset.whereabouts {
        Whereabouts::Stored(_) => 0,
        Whereabouts::Issued(_) => 1,
        Whereabouts::Lost => 2,
        Whereabouts::EnteredInError => 3,
    }
}

/// The categories of items, looked up once while rows are written.
#[derive(Default)]
pub(crate) struct Categories(HashMap<i64, i64>);

/// Most acts move a thing: they touch one index, or none.
pub(crate) fn write(
    connection: &Connection,
    scope: i64,
    n: i64,
    asset: &AssetState,
    before: &Mark,
    after: &Mark,
    categories: &mut Categories,
) -> Result<(), StoreError> {
    let Some(keys) = &after.asset else { return Ok(()) };
    match &before.asset {
        Some(former)
            if former.item == keys.item && former.live == keys.live && former.serial == keys.serial =>
        {
            move_row(connection, n, asset, keys, former.at != keys.at)
        }
        Some(_) => {
            connection.prepare_cached("delete from asset where n = ?1")?.execute([n])?;
            insert(connection, scope, n, asset, keys, categories)
        }
        None => insert(connection, scope, n, asset, keys, categories),
    }
}

fn move_row(
    connection: &Connection,
    n: i64,
    asset: &AssetState,
    keys: &AssetKeys,
    moved: bool,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "update asset set whereabouts = ?2, condition = ?3, disputed = ?4, unmarked = ?5,
                              last_seen_ms = ?6, owner = ?7
             where n = ?1",
        )?
        .execute(params![
            n,
            whereabouts(asset),
            asset.condition as i64,
            asset.disputed(),
            asset.details.serial_unmarked,
            asset.last_seen.at_ms,
            asset.details.provenance.owner,
        ])?;
    if moved {
        connection.prepare_cached("update asset set at = ?2 where n = ?1")?.execute((n, keys.at))?;
    }
    Ok(())
}

fn insert(
    connection: &Connection,
    scope: i64,
    n: i64,
    asset: &AssetState,
    keys: &AssetKeys,
    categories: &mut Categories,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "insert into asset (n, item, at, serial_key, live, whereabouts, category, condition, disputed,
                                unmarked, last_seen_ms, received_ms, owner, scope)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .execute(params![
            n,
            keys.item,
            keys.at,
            asset.serial_key.0,
            keys.live,
            whereabouts(asset),
            categories.of(connection, keys.item)?,
            asset.condition as i64,
            asset.disputed(),
            asset.details.serial_unmarked,
            asset.last_seen.at_ms,
            asset.received_ms,
            asset.details.provenance.owner,
            scope,
        ])?;
    Ok(())
}

impl Categories {
    /// The item's category is copied, so that a list of weapons need not look at items. An item nobody
    /// described yet counts as other until it is.
    fn of(&mut self, connection: &Connection, item: i64) -> Result<i64, StoreError> {
        if let Some(category) = self.0.get(&item) {
            return Ok(*category);
        }
        let mut statement = connection.prepare_cached("select category from item where n = ?1")?;
        let found = statement.query_row([item], |row| row.get(0)).optional()?;
        let category = found.unwrap_or(domain::item::Category::Other as i64);
        self.0.insert(item, category);
        Ok(category)
    }
}
