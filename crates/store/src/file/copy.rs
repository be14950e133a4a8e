//! A compact, consistent copy of the database in use.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::{Database, connect};
use crate::StoreError;
use crate::error::Damage;

impl Database {
    /// Writes a copy under the same key to `path`, which must not exist; on the disk when this returns.
    /// Reads every page in use, so a damaged store fails here and not at the restore. Writers go on.
    pub(crate) fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        if path.exists() {
            return Err(StoreError::AlreadyThere { path: path.to_owned() });
        }
        let target = path.to_str().ok_or(StoreError::UnspeakablePath)?;
        let source = self.readers().take()?;
        // The copy is a write, though to another file; a reader is otherwise refused it.
        source.pragma_update(None, "query_only", 0)?;
        let copied = source.execute("vacuum into ?1", [target]);
        source.pragma_update(None, "query_only", 1)?;
        copied?;
        File::open(path)?.sync_all()?;
        self.must_read(path)
    }

    /// Whoever asked for an encrypted copy must never get a plain one, or one nobody can open.
    fn must_read(&self, path: &Path) -> Result<(), StoreError> {
        let copy: Connection =
            connect::open_bare(path, self.readers().key(), None, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let found: i64 = copy.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let mut opening = [0; 15];
        File::open(path)?.read_exact(&mut opening)?;
        if found == connect::APPLICATION_ID && opening != *b"SQLite format 3" {
            Ok(())
        } else {
            Err(StoreError::Damaged { what: Damage::DatabaseHeader })
        }
    }
}
