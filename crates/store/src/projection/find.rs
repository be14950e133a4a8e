//! Words by which things are found. Assets have an index of their own: there may be a million of them,
//! and a short name would drown among their serials.

use domain::fold::{AssetState, State};
use domain::serial::normalise;
use rusqlite::Connection;

use crate::StoreError;

/// The words of one subject that is no asset.
pub(crate) type Words = String;

/// The words of a serial: as marked, and the last five and four characters of its key. The key itself is
/// found by its own index.
pub(crate) fn serial_words(asset: &AssetState) -> Words {
    let (serial, key) = (&asset.details.serial, &asset.serial_key.0);
    let mut words = serial.clone();
    for last in [5, 4] {
        if let Some((at, _)) = key.char_indices().rev().nth(last - 1).filter(|(at, _)| *at > 0) {
            words.push(' ');
            words.push_str(&key[at..]);
        }
    }
    words
}

pub(crate) fn words(state: &State) -> Option<Words> {
    let mut words: Vec<&str> = Vec::new();
    let mut made: Vec<String> = Vec::new();
    match state {
        State::Item(item) => {
            let details = &item.details;
            words.push(&details.name);
            words.extend(
                [&details.name_uk, &details.name_fr, &details.calibre]
                    .into_iter()
                    .flatten()
                    .map(String::as_str),
            );
            if let Some(nsn) = &details.nsn {
                made.extend([nsn.grouped(), nsn.as_str().to_owned(), nsn.niin().to_owned()]);
            }
            for code in details.part_numbers.iter().chain(&details.local_code) {
                words.push(code);
                made.push(normalise(code).0);
            }
        }
        State::Lot(lot) => {
            words.push(&lot.details.number);
            made.push(normalise(&lot.details.number).0);
        }
        State::Place(place) => words.extend([place.details.code.as_str(), place.details.name.as_str()]),
        State::Person(person) => {
            let personal = person.personal.as_ref()?;
            words.push(&personal.name);
            words.extend(personal.number.as_deref());
        }
        State::Unit(unit) => words.push(&unit.details.code_name),
        State::Hub(_)
        | State::Import(_)
        | State::Asset(_)
        | State::Stock(_)
        | State::Attachment(_)
        | State::Unfounded(_) => return None,
    }
    words.extend(made.iter().map(String::as_str));
    Some(words.join(" "))
}

pub(crate) fn add_asset(connection: &Connection, n: i64, words: &str) -> Result<(), StoreError> {
    connection
        .prepare_cached("insert into find_asset (rowid, words) values (?1, ?2)")?
        .execute((n, words))?;
    Ok(())
}

pub(crate) fn remove_asset(connection: &Connection, n: i64) -> Result<(), StoreError> {
    connection.prepare_cached("delete from find_asset where rowid = ?1")?.execute([n])?;
    Ok(())
}

pub(crate) fn add_name(connection: &Connection, n: i64, words: &str) -> Result<(), StoreError> {
    connection.prepare_cached("insert into find_name (rowid, words) values (?1, ?2)")?.execute((n, words))?;
    Ok(())
}

pub(crate) fn remove_name(connection: &Connection, n: i64) -> Result<(), StoreError> {
    connection.prepare_cached("delete from find_name where rowid = ?1")?.execute([n])?;
    Ok(())
}
