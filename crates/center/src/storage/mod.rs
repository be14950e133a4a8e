//! Where the center keeps its history. One trait, two implementations, one conformance suite.
//!
//! What is written is decided outside, from what is held at a certain number of the ledger. Processes that
//! share a database take turns: whoever decides does so while nobody else can commit.

mod blobs;
mod postgres;
mod room;
mod rows;
mod sqlite;

use std::path::Path;

use feed::Hash;
use wire::message::BlobName;

pub use blobs::{BlobRow, NewPart, PartKept, PartRow};
pub use postgres::Postgres;
pub use room::{LEAST_ROOM_BYTES, QUIET_MS};
pub use rows::{Batch, BranchRow, EntryRow, EvidenceRow, FeedRow, LedgerRow, SealRow, Strays, VoucherRow};
pub use sqlite::Sqlite;

use crate::error::CenterError;

/// What became of a batch.
pub enum Appended {
    /// On disk.
    Committed(Box<Batch>),
    /// There was nothing to write.
    Nothing,
    /// It was not decided on the last commit: nothing was written.
    Behind,
}

/// Decides what to write, with a view of all that is committed.
pub type Decide<'a> = dyn FnMut() -> Result<Option<Batch>, CenterError> + 'a;

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

    /// Waits until nobody else writes, lets `decide` say what to write, and writes it in one transaction; safe
    /// on disk when it returns. `decide` may read, but sees only what is committed.
    fn append(&self, decide: &mut Decide<'_>) -> Result<Appended, CenterError>;

    fn vouchers(&self) -> Result<Vec<VoucherRow>, CenterError>;

    fn voucher(&self, ticket: &[u8; 32]) -> Result<Option<VoucherRow>, CenterError>;

    /// Those of the blobs named of which anything is held, in any order.
    fn held_blobs(&self, names: &[BlobName]) -> Result<Vec<BlobRow>, CenterError>;

    /// Blobs behind `after` of which anything is held, in the order of their rows; at most `most`.
    fn blobs(&self, after: Option<&BlobName>, most: usize) -> Result<Vec<BlobRow>, CenterError>;

    /// Parts of a blob that begin from `from` on and before `until`, ascending.
    fn blob_parts(&self, of: &BlobName, from: u64, until: u64) -> Result<Vec<PartRow>, CenterError>;

    /// Keeps a part that is the next one of its blob, in a transaction of its own; safe on disk when it returns.
    /// Where its scope has no room, blobs that were begun and are quiet give way first. A blob of which all parts are
    /// held is not whole before a batch says so.
    fn keep_part(&self, part: &NewPart) -> Result<PartKept, CenterError>;

    /// Lets all parts of a blob go that is not whole.
    fn drop_blob(&self, of: &BlobName) -> Result<(), CenterError>;

    /// Rows that belong to nothing.
    fn strays(&self) -> Result<Strays, CenterError>;

    /// A whole and consistent copy, while others write.
    fn backup(&self, to: &Path) -> Result<(), CenterError>;
}
