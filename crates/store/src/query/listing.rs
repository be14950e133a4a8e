//! A list that the database sorts: how long it is, and the rows of one window.

use rusqlite::Connection;

use super::filter::Where;
use super::hubs::Hubs;
use super::page::{Page, Window};
use crate::StoreError;

/// Where a list stands in the tables.
pub(super) struct Listing<'a> {
    /// The column with the number of what a row is about.
    pub n: &'a str,
    /// The column with its scope.
    pub scope: &'a str,
    /// `from …`, with all that conditions look at.
    pub from: &'a str,
    /// Joins that the order alone looks at.
    pub sorted_with: &'a str,
    /// What rows can be sorted by, by the column's key; the first is the list's own order, and breaks the ties
    /// between rows of one hub.
    pub orders: &'a [(&'a str, &'a str)],
}

impl Listing<'_> {
    /// Counts all that the conditions let through and reads the rows in the window. A number for which `row` finds
    /// nothing is passed over.
    pub fn page<T>(
        &self,
        connection: &Connection,
        conditions: &Where,
        hubs: &Hubs,
        window: &Window,
        mut row: impl FnMut(i64) -> Result<Option<T>, StoreError>,
    ) -> Result<Page<T>, StoreError> {
        let Self { n, from, sorted_with, .. } = self;
        let chosen = conditions.sql();
        let total = connection
            .prepare_cached(&format!("select count(*) {from}{chosen}"))?
            .query_row(conditions.values().as_slice(), |row| row.get(0))?;
        let sql = format!(
            "select {n} {from}{sorted_with}{chosen}{} limit {} offset {}",
            self.order(hubs, window),
            window.rows(),
            window.offset
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let ns = statement.query_map(conditions.values().as_slice(), |row| row.get::<_, i64>(0))?;
        let mut rows = Vec::new();
        for n in ns {
            rows.extend(row(n?)?);
        }
        Ok(Page { total, offset: window.offset, rows })
    }

    fn order(&self, hubs: &Hubs, window: &Window) -> String {
        let (_, own) = self.orders.first().expect("every list has an order");
        let by_hub = format!("{}, {own}", hubs.order(self.scope));
        window.order(&[self.orders, &[("hub", by_hub.as_str())]].concat())
    }
}
