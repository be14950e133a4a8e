//! Stock lines.

use domain::fold::StockState;
use domain::stock::Keeping;
use rusqlite::{Connection, params};

use super::keeper;
use crate::StoreError;
use crate::folding::Subjects;

/// Of a line only the sum ever changes.
pub(super) fn write(
    connection: &Connection,
    subjects: &mut Subjects,
    scope: i64,
    n: i64,
    line: &StockState,
) -> Result<(), StoreError> {
    let disputed = line.is_below_zero();
    let updated = connection
        .prepare_cached("update stock set quantity = ?2, disputed = ?3 where n = ?1")?
        .execute((n, line.quantity, disputed))?;
    if updated > 0 {
        return Ok(());
    }
    let lot = line.key.lot.map(|lot| subjects.n(connection, scope, lot.as_bytes())).transpose()?;
    connection
        .prepare_cached(
            "insert into stock (n, item, lot, at, held, condition, quantity, disputed, scope)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            n,
            subjects.n(connection, scope, line.key.item.as_bytes())?,
            lot,
            keeper(connection, subjects, scope, &line.key.at)?,
            matches!(line.key.at, Keeping::Holder(_)),
            line.key.condition as i64,
            line.quantity,
            disputed,
            scope,
        ])?;
    Ok(())
}
