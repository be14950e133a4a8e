//! The numbers subjects have in this store.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};

use crate::StoreError;

/// Looked up once a transaction, made at first mention.
#[derive(Default)]
pub(crate) struct Subjects {
    ns: HashMap<(i64, [u8; 16]), i64>,
    fresh: HashSet<i64>,
    /// All there are were read: what is not here is new.
    complete: bool,
}

impl Subjects {
    /// Reads all at once, for a rebuild.
    pub fn all(connection: &Connection) -> Result<Self, StoreError> {
        let mut ns = HashMap::new();
        let mut statement = connection.prepare("select n, scope, id from subject")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            ns.insert((row.get(1)?, row.get(2)?), row.get(0)?);
        }
        Ok(Self { ns, fresh: HashSet::new(), complete: true })
    }

    pub fn n(&mut self, connection: &Connection, scope: i64, id: &[u8; 16]) -> Result<i64, StoreError> {
        if let Some(n) = self.ns.get(&(scope, *id)) {
            return Ok(*n);
        }
        let found = if self.complete { None } else { find(connection, scope, id)? };
        let n = match found {
            Some(n) => n,
            None => {
                let mut statement =
                    connection.prepare_cached("insert into subject (scope, id) values (?1, ?2)")?;
                statement.execute((scope, id))?;
                let n = connection.last_insert_rowid();
                self.fresh.insert(n);
                n
            }
        };
        self.ns.insert((scope, *id), n);
        Ok(n)
    }

    /// Made in this transaction: nothing was folded of it before.
    pub fn is_fresh(&self, n: i64) -> bool {
        self.fresh.contains(&n)
    }

    pub fn of(&self, connection: &Connection, n: i64) -> Result<(i64, [u8; 16]), StoreError> {
        let mut statement = connection.prepare_cached("select scope, id from subject where n = ?1")?;
        Ok(statement.query_row([n], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }
}

/// The number of a subject, if it was ever named.
pub(crate) fn find(connection: &Connection, scope: i64, id: &[u8; 16]) -> Result<Option<i64>, StoreError> {
    let mut statement = connection.prepare_cached("select n from subject where id = ?1 and scope = ?2")?;
    Ok(statement.query_row((id, scope), |row| row.get(0)).optional()?)
}
