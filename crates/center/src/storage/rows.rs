//! Rows as both databases keep them.

use feed::{DeviceKey, Hash};
use wire::message::BlobName;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedRow {
    pub n: u32,
    pub id: [u8; 32],
    pub body: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BranchRow {
    pub n: u32,
    pub feed: u32,
    pub parent: Option<u32>,
    /// Its first entry of its own.
    pub first: u64,
    /// Its last entry, and that entry's hash.
    pub tip: u64,
    pub hash: Hash,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    pub branch: u32,
    pub seq: u64,
    pub hash: Hash,
    pub body: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealRow {
    pub branch: u32,
    pub seq: u64,
    pub signature: [u8; 64],
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceRow {
    pub branch: u32,
    pub seq: u64,
    pub body: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow {
    pub number: u64,
    /// UTC, milliseconds since 1970.
    pub at_ms: i64,
    /// Who caused it.
    pub device: DeviceKey,
    /// The last entry of each run it was for.
    pub heads: Vec<u8>,
    pub mac: Hash,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoucherRow {
    pub ticket: [u8; 32],
    pub body: Vec<u8>,
    /// Until the code is printed.
    pub secret: Option<[u8; 16]>,
    /// When the code was printed: UTC, milliseconds since 1970.
    pub issued_at_ms: Option<i64>,
    pub mac: Hash,
}

/// All one commit writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    pub feeds: Vec<FeedRow>,
    /// New ones, and those whose tip moved.
    pub branches: Vec<BranchRow>,
    /// Each branch's ascending.
    pub entries: Vec<EntryRow>,
    /// One that is there already stays as it is.
    pub seals: Vec<SealRow>,
    /// The same.
    pub evidence: Vec<EvidenceRow>,
    /// Written, or put in the place of the one with the same ticket.
    pub vouchers: Vec<VoucherRow>,
    /// Those of which all parts are held and found to be what their ids say: whole from now on.
    pub blobs: Vec<BlobName>,
    pub ledger: LedgerRow,
}

/// Counts of rows that do not agree with the rows they belong to, or have none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Strays {
    pub branches: u64,
    pub entries: u64,
    pub seals: u64,
    pub evidence: u64,
    /// Feeds without any branch.
    pub feeds: u64,
    /// Of blobs.
    pub parts: u64,
    /// Devices whose room in a scope is not what their blobs take.
    pub rooms: u64,
}

impl Strays {
    pub fn total(&self) -> u64 {
        self.branches + self.entries + self.seals + self.evidence + self.feeds + self.parts + self.rooms
    }
}
