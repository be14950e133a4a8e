//! Reading the whole file to see whether it is still what was written.

use super::Database;
use crate::StoreError;
use crate::error::Damage;

impl Database {
    /// Checks the keyed hash of every page, then that tables and indexes agree. Slow: reads everything.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] names the first kind of damage found.
    pub fn check_file(&self) -> Result<(), StoreError> {
        self.checkpoint()?;
        let reader = self.readers().take()?;
        let mut pages = reader.prepare("pragma cipher_integrity_check")?;
        if pages.query([])?.next()?.is_some() {
            return Err(StoreError::Damaged { what: Damage::DatabasePage });
        }
        let verdict: String = reader.query_row("pragma integrity_check(1)", [], |row| row.get(0))?;
        if verdict == "ok" { Ok(()) } else { Err(StoreError::Damaged { what: Damage::Structure }) }
    }
}
