//! A window onto a long list.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use crate::projection::label::CatalogueLanguage;

/// Which rows of a list are wanted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct Window {
    pub offset: u32,
    /// At most 1,000 are given.
    pub limit: u32,
    /// A column's key; the list's own order where empty or unknown.
    pub sort: Option<String>,
    pub descending: bool,
    /// Items stand by their names in this language, where they have one.
    pub names_in: Option<CatalogueLanguage>,
}

/// Some rows of a list and how many there are in all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    pub total: u32,
    pub offset: u32,
    pub rows: Vec<T>,
}

impl<T> Page<T> {
    /// Nothing matches.
    pub(super) fn empty(window: &Window) -> Self {
        Page { total: 0, offset: window.offset, rows: Vec::new() }
    }
}

/// One value of a facet and how many rows have it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FacetValue {
    /// What to filter by.
    pub value: String,
    /// What to show where the value is an id.
    pub label: Option<String>,
    pub count: u32,
}

/// A facet of a list: the column it filters and its values, most frequent first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Facet {
    pub key: String,
    pub values: Vec<FacetValue>,
}

/// A code as filters and words name it.
pub(super) fn named(code: impl Serialize) -> Option<String> {
    serde_json::to_value(code).ok()?.as_str().map(str::to_owned)
}

/// Joins what an item of number `n` is sorted by as `x.sort`, or null: then its label counts.
pub(super) fn names_in(window: &Window, n: &str) -> String {
    let language = window.names_in.map_or(0, |language| language as i64);
    format!("left join label_in x on x.n = {n} and x.language = {language}")
}

/// No answer holds more rows than this.
pub(super) const MOST_ROWS: u32 = 1000;

impl Window {
    /// The limit asked for, within reason; all that is allowed where none was named.
    pub(super) fn rows(&self) -> u32 {
        if self.limit == 0 { MOST_ROWS } else { self.limit.min(MOST_ROWS) }
    }

    /// `order by` for the column asked for, out of those a list can be ordered by; the first where
    /// none of them was. Each comes with what breaks its ties.
    pub(super) fn order(&self, columns: &[(&str, &str)]) -> String {
        let wanted = columns.iter().find(|(key, _)| Some(*key) == self.sort.as_deref());
        let (_, expression) = wanted.or(columns.first()).expect("every list has an order");
        let direction = if self.descending { " desc" } else { "" };
        let ordered: Vec<String> =
            expression.split(", ").map(|column| format!("{column}{direction}")).collect();
        format!(" order by {}", ordered.join(", "))
    }
}
