//! The hubs whose books are held. A hub's laptop holds those of one, coordination's those of all: each row
//! says whose it is.

use std::collections::HashMap;

use domain::fold::State;
use rusqlite::Connection;

use super::known::{self, Known};
use crate::StoreError;

/// One hub.
struct Hub {
    /// The number of its scope.
    scope: i64,
    code: String,
    /// Where its code name stands among the others: a name is no more than a label, and hubs that chose the
    /// same one share a place.
    place: i64,
}

/// The hubs that have said what they are called, by code name. There are few.
pub(super) struct Hubs(Vec<Hub>);

impl Hubs {
    /// Those whose description is held.
    pub fn held(connection: &Connection) -> Result<Self, StoreError> {
        let mut statement = connection.prepare_cached("select n from state where kind = 1 order by n")?;
        let ns = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        let mut named: Vec<(String, i64)> = Vec::with_capacity(ns.len());
        for n in ns {
            if let Some(Known { scope, state: State::Hub(hub), .. }) = known::by_n(connection, n)? {
                named.push((hub.details.code, scope));
            }
        }
        Ok(Self::of(named))
    }

    fn of(mut named: Vec<(String, i64)>) -> Self {
        named.sort_unstable();
        let mut hubs: Vec<Hub> = Vec::with_capacity(named.len());
        for ((code, scope), place) in named.into_iter().zip(0..) {
            let place = hubs.last().filter(|last| last.code == code).map_or(place, |last| last.place);
            hubs.push(Hub { scope, code, place });
        }
        Self(hubs)
    }

    /// The code name of the hub this scope belongs to.
    pub fn code(&self, scope: i64) -> Option<&str> {
        self.0.iter().find(|hub| hub.scope == scope).map(|hub| hub.code.as_str())
    }

    /// Where the hub this scope belongs to stands; before all others where it has not said its name.
    pub fn place(&self, scope: i64) -> i64 {
        self.0.iter().find(|hub| hub.scope == scope).map_or(UNNAMED, |hub| hub.place)
    }

    /// The same of each scope.
    pub fn places(&self) -> HashMap<i64, i64> {
        self.0.iter().map(|hub| (hub.scope, hub.place)).collect()
    }

    /// The place of a code name.
    pub fn place_called(&self, code: &str) -> Option<i64> {
        self.0.iter().find(|hub| hub.code == code).map(|hub| hub.place)
    }

    /// The code name at a place.
    pub fn code_at(&self, place: i64) -> Option<&str> {
        self.0.iter().find(|hub| hub.place == place).map(|hub| hub.code.as_str())
    }

    /// The scopes of the hubs of that code name.
    pub fn called(&self, code: &str) -> Vec<i64> {
        self.0.iter().filter(|hub| hub.code == code).map(|hub| hub.scope).collect()
    }

    /// What SQL sorts rows by whose scope stands in `column`.
    pub fn order(&self, column: &str) -> String {
        let places: String =
            self.0.iter().map(|Hub { scope, place, .. }| format!(" when {scope} then {place}")).collect();
        // A bare number would name a column.
        format!("case {column} when null then {UNNAMED}{places} else {UNNAMED} end")
    }
}

/// The place of hubs that have not said their names.
const UNNAMED: i64 = -1;

/// Whether the books of a hub of that code name are held.
///
/// # Errors
/// The database's.
pub fn is_held(connection: &Connection, code: &str) -> Result<bool, StoreError> {
    Ok(!Hubs::held(connection)?.called(code).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hubs_stand_by_code_name_and_share_a_place_with_those_of_the_same_one() {
        let named = [("HUB-PINE", 7), ("HUB-BIRCH", 9), ("HUB-PINE", 2), ("HUB-ASH", 4)];
        let hubs = Hubs::of(named.map(|(code, scope)| (code.to_owned(), scope)).to_vec());
        let places = [4, 9, 2, 7, 5].map(|scope| hubs.place(scope));
        assert_eq!(places, [0, 1, 2, 2, UNNAMED]);
        assert_eq!(hubs.places(), HashMap::from([(4, 0), (9, 1), (2, 2), (7, 2)]));
        assert_eq!(hubs.called("HUB-PINE"), [2, 7]);
        assert_eq!(hubs.place_called("HUB-PINE"), Some(2));
        assert_eq!(hubs.place_called("HUB-OAK"), None);
        let codes = [0, 1, 2, 3, UNNAMED].map(|place| hubs.code_at(place));
        assert_eq!(codes, [Some("HUB-ASH"), Some("HUB-BIRCH"), Some("HUB-PINE"), None, None]);
        assert_eq!([hubs.code(9), hubs.code(5)], [Some("HUB-BIRCH"), None]);
        assert_eq!(Hubs::of(Vec::new()).order("a.scope"), "case a.scope when null then -1 else -1 end");
    }
}
