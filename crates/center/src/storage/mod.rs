//! Where the center keeps its history. One trait, two implementations, one conformance suite.
//!
//! What is written is decided outside, from what is held at a certain number of the ledger; a commit that
//! finds another number writes nothing. So several processes share one database without locks of their own.

mod postgres;
mod rows;
mod sqlite;

use std::path::Path;

use feed::Hash;

pub use postgres::Postgres;
pub use rows::{Batch, BranchRow, EntryRow, EvidenceRow, FeedRow, LedgerRow, SealRow, Strays, VoucherRow};
pub use sqlite::Sqlite;

use crate::error::CenterError;

/// What became of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appended {
    /// On disk.
    Committed,
    /// Somebody else committed first: nothing was written. Look again.
    Behind,
}

/// A database. All calls block; errors are those of the database, or rows that cannot be ours.
pub trait Storage: Send + Sync {
    /// The number of the last commit; 0 before the first.
    fn newest(&self) -> Result<u64, CenterError>;

    /// Commits after `after`, ascending, at most `most`.
    fn ledger(&self, after: u64, most: usize) -> Result<Vec<LedgerRow>, CenterError>;

    fn feeds(&self) -> Result<Vec<FeedRow>, CenterError>;

    /// In the order they were made.
    fn branches(&self) -> Result<Vec<BranchRow>, CenterError>;

    /// Entries of a branch after `after` up to and with `until`, ascending; at most `most`.
    fn entries(&self, branch: u32, after: u64, until: u64, most: usize)
    -> Result<Vec<EntryRow>, CenterError>;

    fn hash_at(&self, branch: u32, seq: u64) -> Result<Option<Hash>, CenterError>;

    /// Hashes of the entries from `from` on, ascending, at most `most`.
    fn hashes(&self, branch: u32, from: u64, most: usize) -> Result<Vec<(u64, Hash)>, CenterError>;

    fn seals(&self, branch: u32, after: u64, until: u64) -> Result<Vec<SealRow>, CenterError>;

    fn evidence(&self, branch: u32, after: u64, until: u64) -> Result<Vec<EvidenceRow>, CenterError>;

    /// All of `batch` in one transaction, if the last commit is still number `seen`; safe on disk when it
    /// returns.
    fn append(&self, seen: u64, batch: &Batch) -> Result<Appended, CenterError>;

    fn vouchers(&self) -> Result<Vec<VoucherRow>, CenterError>;

    fn voucher(&self, ticket: &[u8; 32]) -> Result<Option<VoucherRow>, CenterError>;

    /// Rows that belong to nothing.
    fn strays(&self) -> Result<Strays, CenterError>;

    /// A whole and consistent copy, while others write.
    fn backup(&self, to: &Path) -> Result<(), CenterError>;
}
