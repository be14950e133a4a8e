//! The signed, append-only history: what one device writes in one scope, how it is chained, sealed and
//! checked, who belongs to it, and which of its entries stand.
//!
//! It never knows what stock is, never touches a disk, a network or a clock, and draws no random numbers:
//! keys, epochs, salts, nonces and times are handed in. All bytes it makes are canonical and pinned by the
//! golden files under `tests/golden`.

mod blob;
mod canonical;
mod causality;
mod controls;
mod discrepancy;
mod entry;
mod evidence;
pub mod exchange;
mod hashing;
mod header;
mod ids;
mod judge;
mod keys;
pub mod membership;
mod personal;
mod reason;
mod scope;
mod seal;
mod sessions;
mod settle;
mod verify;
mod writer;

pub use blob::{BLOB_PART_BYTES, BlobHasher, MAX_BLOB_BYTES, blob_id};
pub use canonical::Malformed;
pub use causality::{Branch, Clock, OrderKey, Placed, Position, depth};
pub use controls::Controls;
pub use discrepancy::fork_id;
pub use ed25519_dalek::SigningKey;
pub use entry::{Entry, MAX_ENTRY_BYTES, MAX_EVENTS_PER_ENTRY};
pub use evidence::{Evidence, EvidenceRole};
pub use header::{Claimed, EventHead, Head, Header, MAX_SEQ};
pub use ids::{
    ActId, AuthorityKey, BlobId, CenterKey, DeviceKey, Epoch, FeedId, Hash, HubId, PersonId, PersonKey,
    SubjectId, VoucherKey,
};
pub use judge::{Standing, judge, lacking_evidence};
pub use membership::{Membership, kinds, roles};
pub use personal::Personal;
pub use reason::Reason;
pub use scope::{Feed, Party, Scope};
pub use seal::Seal;
pub use sessions::{OpenSession, Sessions};
pub use settle::{ControlAct, Settled, settle};
pub use verify::{
    MAX_EVIDENCE_PER_ENTRY, MAX_SPAN_BYTES, MAX_SPAN_ENTRIES, Span, Verified, VerifiedEntry, VerifyError,
    verify,
};
pub use writer::{Draft, DraftEvent, SEAL_EVERY_BYTES, SEAL_EVERY_ENTRIES, WriteError, Writer};
