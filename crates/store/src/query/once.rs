//! What one answer reads once, however many of its rows want it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use domain::fold::{ItemState, State};
use rusqlite::Connection;

use super::hubs::Hubs;
use super::known::{self, Known};
use crate::StoreError;

#[derive(Default)]
pub(super) struct Once {
    items: HashMap<i64, Option<ItemState>>,
    hubs: Option<Hubs>,
}

impl Once {
    /// The item with this number.
    pub fn item(&mut self, connection: &Connection, n: i64) -> Result<Option<&ItemState>, StoreError> {
        let item = match self.items.entry(n) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(match known::by_n(connection, n)? {
                Some(Known { state: State::Item(item), .. }) => Some(item),
                _ => None,
            }),
        };
        Ok(item.as_ref())
    }

    /// The code name of the hub that a scope belongs to; none where it has not said it.
    pub fn hub(&mut self, connection: &Connection, scope: i64) -> Result<Option<String>, StoreError> {
        if self.hubs.is_none() {
            self.hubs = Some(Hubs::held(connection)?);
        }
        Ok(self.hubs.as_ref().and_then(|hubs| hubs.code(scope)).map(str::to_owned))
    }
}
