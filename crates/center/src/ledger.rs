//! The ledger: one row for each commit, chained by a keyed hash, so that no row can be changed, dropped or
//! slipped in between by somebody who holds the database but not the center's key.

use feed::{DeviceKey, Hash, Head, Scope, SigningKey};
use minicbor::{Decode, Encode};
use wire::message::BlobName;
use zeroize::Zeroizing;

use crate::error::CenterError;
use crate::storage::{EvidenceRow, LedgerRow, PartRow, VoucherRow};

/// What a commit was for.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Deed {
    /// The database began, or was restored: heads are told anew, and the registrar writes new feeds.
    #[n(0)]
    Generation(#[cbor(n(0), with = "minicbor::bytes")] [u8; 16]),
    /// A page, or an entry of the center's own.
    #[n(1)]
    Kept {
        /// The last entry of each run, new or not.
        #[n(0)]
        heads: Vec<Head>,
        /// [`mark`] of each person's signature beside the entries, new or not.
        #[n(1)]
        evidence: Vec<Hash>,
    },
    /// A voucher was kept, or its code printed.
    #[n(2)]
    Voucher {
        #[cbor(n(0), with = "minicbor::bytes")]
        ticket: [u8; 32],
        #[n(1)]
        mac: Hash,
    },
    /// A blob is whole, and was so before or not: its hash proves what it is, and this that it was here.
    #[n(3)]
    Blob {
        #[n(0)]
        of: BlobName,
        /// In bytes.
        #[n(1)]
        size: u64,
    },
}

impl Deed {
    /// Where a blob is whole by it.
    pub fn blob_scope(&self) -> Option<Scope> {
        match self {
            Self::Blob { of, .. } => Some(of.scope),
            Self::Generation(_) | Self::Kept { .. } | Self::Voucher { .. } => None,
        }
    }
}

/// What names a row of evidence in the ledger: no chain and no seal covers it otherwise.
pub fn mark(row: &EvidenceRow) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&row.branch.to_be_bytes()).update(&row.seq.to_be_bytes()).update(&row.body);
    Hash::from_bytes(*hasher.finalize().as_bytes())
}

/// What names a blob where many are remembered.
pub fn mark_blob(of: &BlobName) -> Hash {
    let bytes = minicbor::to_vec(of).expect("writing to memory cannot fail");
    Hash::from_bytes(*blake3::hash(&bytes).as_bytes())
}

/// Makes and checks the keyed hashes of rows. Wiped when dropped.
#[derive(Clone)]
pub struct Ledger(Zeroizing<[u8; 32]>);

impl Ledger {
    pub fn of(center: &SigningKey) -> Self {
        let key = blake3::derive_key("Komora center 1: ledger", center.as_bytes());
        Self(Zeroizing::new(key))
    }

    /// The row after the one with this number and hash.
    pub fn row(&self, after: (u64, Hash), at_ms: i64, device: DeviceKey, deed: &Deed) -> LedgerRow {
        let heads = minicbor::to_vec(deed).expect("writing to memory cannot fail");
        let mut row = LedgerRow { number: after.0 + 1, at_ms, device, heads, mac: Hash::ZERO };
        row.mac = self.mac(&after.1, &row);
        row
    }

    /// What a row says, if it is the one that was written after the row with this hash.
    ///
    /// # Errors
    /// It is not.
    pub fn read(&self, before: (u64, Hash), row: &LedgerRow) -> Result<Deed, CenterError> {
        let damaged = CenterError::Damaged { table: "ledger" };
        if row.number != before.0 + 1 || row.mac != self.mac(&before.1, row) {
            return Err(damaged);
        }
        minicbor::decode(&row.heads).map_err(|_| damaged)
    }

    /// The same row with its hash.
    pub fn sealed(&self, mut row: VoucherRow) -> VoucherRow {
        row.mac = self.mac_of_voucher(&row);
        row
    }

    /// # Errors
    /// The row was changed since it was written.
    pub fn check(&self, row: &VoucherRow) -> Result<(), CenterError> {
        match self.mac_of_voucher(row) == row.mac {
            true => Ok(()),
            false => Err(CenterError::Damaged { table: "voucher" }),
        }
    }

    /// A part of a blob of so many bytes, with its hash.
    pub fn part(&self, of: BlobName, size: u64, start: u64, bytes: Vec<u8>) -> PartRow {
        let mac = self.mac_of_part(&of, size, start, &bytes);
        PartRow { of, start, bytes, mac }
    }

    /// # Errors
    /// The part was changed since it was written, or is not of a blob of this size.
    pub fn check_part(&self, row: &PartRow, size: u64) -> Result<(), CenterError> {
        match self.mac_of_part(&row.of, size, row.start, &row.bytes) == row.mac {
            true => Ok(()),
            false => Err(CenterError::Damaged { table: "blob_part" }),
        }
    }

    fn mac_of_part(&self, of: &BlobName, size: u64, start: u64, bytes: &[u8]) -> Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        // The name tells its own length.
        hasher.update(b"part").update(&minicbor::to_vec(of).expect("writing to memory cannot fail"));
        hasher.update(&size.to_be_bytes()).update(&start.to_be_bytes()).update(bytes);
        Hash::from_bytes(*hasher.finalize().as_bytes())
    }

    fn mac(&self, before: &Hash, row: &LedgerRow) -> Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(b"ledger").update(before.as_bytes()).update(&row.number.to_be_bytes());
        hasher.update(&row.at_ms.to_be_bytes()).update(row.device.as_bytes()).update(&row.heads);
        Hash::from_bytes(*hasher.finalize().as_bytes())
    }

    fn mac_of_voucher(&self, row: &VoucherRow) -> Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(b"voucher").update(&row.ticket);
        hasher.update(&[u8::from(row.secret.is_some()), u8::from(row.issued_at_ms.is_some())]);
        hasher.update(&row.secret.unwrap_or_default());
        hasher.update(&row.issued_at_ms.unwrap_or_default().to_be_bytes()).update(&row.body);
        Hash::from_bytes(*hasher.finalize().as_bytes())
    }
}
