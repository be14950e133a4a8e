//! One SQLite file: the center's database where one machine is enough.

mod blobs;
mod read;
mod room;
mod same_file;
mod write;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use feed::Hash;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use wire::message::BlobName;

use same_file::SameFile;

use super::{
    Appended, BlobRow, BranchRow, Decide, EntryRow, EvidenceRow, FeedRow, LedgerRow, NewPart, PartKept,
    PartRow, SealRow, Storage, Strays, VoucherRow,
};
use crate::error::CenterError;
use crate::failpoint;

/// In order; each is applied once and never changed.
const MIGRATIONS: &[&str] = &[
    include_str!("../../../../migrations/center-sqlite/0001_history.sql"),
    include_str!("../../../../migrations/center-sqlite/0002_blob.sql"),
    include_str!("../../../../migrations/center-sqlite/0003_blob_room.sql"),
];

/// Connections that read beside the one that writes.
const READERS: usize = 4;

/// An open database file.
pub struct Sqlite {
    path: PathBuf,
    file: SameFile,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

impl Sqlite {
    /// Opens the file, or makes it.
    ///
    /// # Errors
    /// It cannot be opened, is of a newer form, or does not keep its settings.
    pub fn open(path: &Path) -> Result<Self, CenterError> {
        let mut writer = connect(path)?;
        migrate(&mut writer)?;
        let file = SameFile::at(path)?;
        Ok(Self { path: path.to_owned(), file, writer: Mutex::new(writer), readers: Mutex::default() })
    }

    /// # Errors
    /// Another file is in the place of the one that was opened.
    fn writer(&self) -> Result<MutexGuard<'_, Connection>, CenterError> {
        self.file.check(&self.path)?;
        Ok(self.writer.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What was committed is told only if it lies where whoever opens the database next will look for it.
    fn told<T>(&self, committed: T) -> Result<T, CenterError> {
        self.file.check(&self.path)?;
        Ok(committed)
    }

    /// Reads on a connection of its own, so that readers wait neither for the writer nor for each other.
    fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T, CenterError>) -> Result<T, CenterError> {
        self.file.check(&self.path)?;
        let spare = self.spare().pop();
        let connection = match spare {
            Some(connection) => connection,
            None => connect(&self.path)?,
        };
        let outcome = read(&connection);
        let mut spare = self.spare();
        if spare.len() < READERS {
            spare.push(connection);
        }
        outcome
    }

    fn spare(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn connect(path: &Path) -> Result<Connection, CenterError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    connection.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;
         pragma trusted_schema = off; pragma cell_size_check = on; pragma temp_store = memory;
         pragma cache_size = -32768; pragma wal_autocheckpoint = 4000;",
    )?;
    let says = |setting: &str| -> Result<String, rusqlite::Error> {
        connection
            .query_row(&format!("select cast({setting} as text) from pragma_{setting}"), [], |row| row.get(0))
    };
    for (setting, wanted) in [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1")] {
        if says(setting)? != wanted {
            return Err(CenterError::Setting { setting });
        }
    }
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn migrate(connection: &mut Connection) -> Result<(), CenterError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: i64 =
        transaction.query_row("select user_version from pragma_user_version", [], |row| row.get(0))?;
    let known = MIGRATIONS.len() as i64;
    if found > known {
        return Err(CenterError::NewerDatabase { found, known });
    }
    for (number, migration) in (1..).zip(MIGRATIONS).filter(|(number, _)| *number > found) {
        transaction.execute_batch(migration)?;
        transaction.pragma_update(None, "user_version", number)?;
    }
    Ok(transaction.commit()?)
}

impl Storage for Sqlite {
    fn newest(&self) -> Result<u64, CenterError> {
        self.read(read::newest)
    }

    fn ledger(&self, after: u64, most: usize) -> Result<Vec<LedgerRow>, CenterError> {
        self.read(|connection| read::ledger(connection, after, most))
    }

    fn feeds(&self) -> Result<Vec<FeedRow>, CenterError> {
        self.read(read::feeds)
    }

    fn branches(&self) -> Result<Vec<BranchRow>, CenterError> {
        self.read(read::branches)
    }

    fn entries(
        &self,
        branch: u32,
        after: u64,
        until: u64,
        most: usize,
    ) -> Result<Vec<EntryRow>, CenterError> {
        self.read(|connection| read::entries(connection, branch, after, until, most))
    }

    fn hash_at(&self, branch: u32, seq: u64) -> Result<Option<Hash>, CenterError> {
        Ok(self.hashes(branch, seq, 1)?.first().filter(|(found, _)| *found == seq).map(|(_, hash)| *hash))
    }

    fn hashes(&self, branch: u32, from: u64, most: usize) -> Result<Vec<(u64, Hash)>, CenterError> {
        self.read(|connection| read::hashes(connection, branch, from, most))
    }

    fn seals(&self, branch: u32, after: u64, until: u64) -> Result<Vec<SealRow>, CenterError> {
        self.read(|connection| read::seals(connection, branch, after, until))
    }

    fn evidence(&self, branch: u32, after: u64, until: u64) -> Result<Vec<EvidenceRow>, CenterError> {
        self.read(|connection| read::evidence(connection, branch, after, until))
    }

    fn append(&self, decide: &mut Decide<'_>) -> Result<Appended, CenterError> {
        let mut connection = self.writer()?;
        failpoint::pass("before-begin");
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let Some(batch) = decide()? else { return Ok(Appended::Nothing) };
        if read::newest(&transaction)? + 1 != batch.ledger.number {
            return Ok(Appended::Behind);
        }
        write::batch(&transaction, &batch)?;
        failpoint::pass("before-commit");
        transaction.commit()?;
        failpoint::pass("after-commit");
        self.told(Appended::Committed(Box::new(batch)))
    }

    fn vouchers(&self) -> Result<Vec<VoucherRow>, CenterError> {
        self.read(read::vouchers)
    }

    fn voucher(&self, ticket: &[u8; 32]) -> Result<Option<VoucherRow>, CenterError> {
        self.read(|connection| read::voucher(connection, ticket))
    }

    fn held_blobs(&self, names: &[BlobName]) -> Result<Vec<BlobRow>, CenterError> {
        self.read(|connection| blobs::held(connection, names))
    }

    fn blobs(&self, after: Option<&BlobName>, most: usize) -> Result<Vec<BlobRow>, CenterError> {
        self.read(|connection| blobs::after(connection, after, most))
    }

    fn blob_parts(&self, of: &BlobName, from: u64, until: u64) -> Result<Vec<PartRow>, CenterError> {
        self.read(|connection| blobs::parts(connection, of, from, until))
    }

    fn keep_part(&self, part: &NewPart) -> Result<PartKept, CenterError> {
        let mut connection = self.writer()?;
        failpoint::pass("before-part");
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let kept = blobs::keep(&transaction, part)?;
        failpoint::pass("before-part-commit");
        transaction.commit()?;
        failpoint::pass("after-part-commit");
        self.told(kept)
    }

    fn drop_blob(&self, of: &BlobName) -> Result<(), CenterError> {
        let mut connection = self.writer()?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        blobs::let_go(&transaction, of)?;
        Ok(transaction.commit()?)
    }

    fn strays(&self) -> Result<Strays, CenterError> {
        self.read(read::strays)
    }

    fn backup(&self, to: &Path) -> Result<(), CenterError> {
        self.read(|connection| {
            connection.execute("vacuum into ?1", [to.to_string_lossy()])?;
            Ok(())
        })
    }
}
