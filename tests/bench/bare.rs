//! The reference: SQLCipher with the store's own settings and nothing on top.

use std::path::Path;

use rusqlite::Connection;

use crate::measure::{Cost, Outcome, timed};

/// One table of rows.
pub struct Bare {
    connection: Connection,
    row: Vec<u8>,
}

impl Bare {
    /// A new file in `folder`, whose rows hold `bytes` bytes.
    pub fn create(folder: &Path, bytes: usize) -> Outcome<Self> {
        let connection = Connection::open(folder.join("bare.db"))?;
        connection.execute_batch(&format!("pragma key = \"x'{}'\"", "5a".repeat(32)))?;
        connection.query_row("pragma journal_mode = wal", [], |_| Ok(()))?;
        connection.execute_batch(
            "pragma synchronous = full; pragma cache_size = -262144; pragma wal_autocheckpoint = 4000;
             create table bare (n integer primary key, content blob not null)",
        )?;
        Ok(Self { connection, row: (0..bytes).map(|at| at as u8).collect() })
    }

    /// One row, on the disk when this returns.
    pub fn commit_one(&self) -> Outcome<Cost> {
        let insert = || -> Outcome<()> {
            let mut statement = self.connection.prepare_cached("insert into bare (content) values (?1)")?;
            statement.execute([&self.row])?;
            Ok(())
        };
        Ok(timed(insert)?.0)
    }

    /// Many rows, a commit every `batch`.
    pub fn fill(&mut self, rows: usize, batch: usize) -> Outcome<Cost> {
        let row = &self.row;
        let connection = &mut self.connection;
        let fill = || -> Outcome<()> {
            for start in (0..rows).step_by(batch) {
                let transaction = connection.transaction()?;
                {
                    let mut statement =
                        transaction.prepare_cached("insert into bare (content) values (?1)")?;
                    for _ in start..rows.min(start + batch) {
                        statement.execute([row])?;
                    }
                }
                transaction.commit()?;
            }
            Ok(())
        };
        Ok(timed(fill)?.0)
    }

    /// Reads `count` rows from all over a table of `rows`: the least that fills a screen.
    pub fn read(&self, count: usize, rows: usize) -> Outcome<()> {
        let mut statement = self.connection.prepare_cached("select content from bare where n = ?1")?;
        for at in 0..count {
            let n = 1 + at * (rows / count);
            let length = statement.query_row([n as i64], |row| Ok(row.get_ref(0)?.as_blob()?.len()))?;
            assert_eq!(length, self.row.len(), "a row reads as it was written");
        }
        Ok(())
    }

    /// Reads every row once, in order.
    pub fn scan(&self) -> Outcome<Cost> {
        let scan = || -> Outcome<()> {
            let mut statement = self.connection.prepare("select content from bare order by n")?;
            let mut rows = statement.query([])?;
            let mut length = 0;
            while let Some(row) = rows.next()? {
                length += row.get_ref(0)?.as_blob()?.len();
            }
            assert!(length > 0, "there are rows to read");
            Ok(())
        };
        Ok(timed(scan)?.0)
    }
}
