//! What this machine alone remembers, as JSON by key: never sent, never folded, no part of any hash.

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::StoreError;

/// `None` when nothing was ever set.
///
/// # Errors
/// [`StoreError::UnreadableSetting`] when another type was set under this key.
pub fn get<T: DeserializeOwned>(connection: &Connection, key: &str) -> Result<Option<T>, StoreError> {
    let mut statement = connection.prepare_cached("select value from setting where key = ?1")?;
    let json: Option<String> = statement.query_row([key], |row| row.get(0)).optional()?;
    json.map(|json| serde_json::from_str(&json))
        .transpose()
        .map_err(|_| StoreError::UnreadableSetting { key: key.to_owned() })
}

pub fn set<T: Serialize>(connection: &Connection, key: &str, value: &T) -> Result<(), StoreError> {
    let json = serde_json::to_string(value).map_err(|_| StoreError::UnwritableJson)?;
    connection
        .prepare_cached(
            "insert into setting (key, value) values (?1, ?2)
             on conflict (key) do update set value = excluded.value",
        )?
        .execute([key, &json])?;
    Ok(())
}

pub fn remove(connection: &Connection, key: &str) -> Result<(), StoreError> {
    connection.prepare_cached("delete from setting where key = ?1")?.execute([key])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Database, DatabaseKey, Held, Settings};

    #[test]
    fn a_setting_is_kept_replaced_and_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let held = Held::take(folder.path()).unwrap();
        let key = DatabaseKey::random().unwrap();
        let database = Database::create(&held, &key, &Settings::default()).unwrap();
        let read = || database.read(|connection| get::<Vec<String>>(connection, "columns")).unwrap();
        assert_eq!(read(), None);
        for value in [vec!["serial".to_owned()], vec!["place".to_owned(), "item".to_owned()]] {
            database.write(|transaction| set(transaction, "columns", &value)).unwrap();
            assert_eq!(read(), Some(value));
        }
        assert!(matches!(
            database.read(|connection| get::<u32>(connection, "columns")),
            Err(StoreError::UnreadableSetting { .. })
        ));
        database.write(|transaction| remove(transaction, "columns")).unwrap();
        assert_eq!(read(), None);
    }
}
