//! What subjects are called in lists.

use domain::fold::State;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::dictionary::sort_key;

use crate::StoreError;

/// Labels that are sorted among each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    /// Places, people and units: they keep things.
    Keepers = 1,
    Items = 2,
    Others = 3,
}

/// What a subject is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    pub list: List,
    pub text: String,
    /// The same in other languages, where there is such a name.
    pub others: Vec<(CatalogueLanguage, String)>,
}

impl Label {
    pub fn new(list: List, text: String) -> Self {
        Self { list, text, others: Vec::new() }
    }
}

/// A language in which an item may have a name beside the catalogue's own, English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum CatalogueLanguage {
    #[serde(rename = "uk")]
    Ukrainian = 1,
    #[serde(rename = "fr")]
    French = 2,
}

/// A place's label is its path, which hangs on other places: it is written by
/// [`place::write_paths`](super::place::write_paths).
pub(crate) fn of(state: &State) -> Option<Label> {
    let (list, text) = match state {
        State::Item(item) => {
            let names = [
                (CatalogueLanguage::Ukrainian, &item.details.name_uk),
                (CatalogueLanguage::French, &item.details.name_fr),
            ];
            let others = names.into_iter().filter_map(|(language, name)| Some((language, name.clone()?)));
            let text = item.details.name.clone();
            return Some(Label { list: List::Items, text, others: others.collect() });
        }
        State::Person(person) => (List::Keepers, person.personal.as_ref()?.name.clone()),
        State::Unit(unit) => (List::Keepers, unit.details.code_name.clone()),
        State::Lot(lot) => (List::Others, lot.details.number.clone()),
        State::Hub(hub) => (List::Others, hub.details.code.clone()),
        State::Import(import) => (List::Others, import.details.file_name.clone()),
        State::Attachment(attachment) => (List::Others, attachment.details.file_name.clone()),
        State::Place(_) | State::Asset(_) | State::Stock(_) | State::Unfounded(_) => return None,
    };
    Some(Label::new(list, text))
}

pub(crate) fn write(connection: &Connection, n: i64, label: &Label) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "insert into label (n, list, text, sort) values (?1, ?2, ?3, ?4)
             on conflict (n) do update set list = ?2, text = ?3, sort = ?4",
        )?
        .execute((n, label.list as i64, &label.text, sort_key(&label.text)))?;
    if label.list == List::Items {
        connection.prepare_cached("delete from label_in where n = ?1")?.execute([n])?;
    }
    for (language, name) in &label.others {
        connection
            .prepare_cached("insert into label_in (n, language, sort) values (?1, ?2, ?3)")?
            .execute((n, *language as i64, sort_key(name)))?;
    }
    Ok(())
}

pub(crate) fn remove(connection: &Connection, n: i64) -> Result<(), StoreError> {
    connection.prepare_cached("delete from label where n = ?1")?.execute([n])?;
    connection.prepare_cached("delete from label_in where n = ?1")?.execute([n])?;
    Ok(())
}
