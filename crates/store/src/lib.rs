//! One SQLCipher file: the history, and tables folded from it. Blocking; never async, never the network,
//! never a rule about stock.
//!
//! [`file`] opens it with settings that are asserted, [`keys`] holds what opens it, [`witness`] notices
//! a database that fell behind, [`backup`] copies it.

pub mod backup;
pub mod blobs;
mod chance;
mod durable;
pub mod error;
pub mod exchange;
mod facts;
pub mod file;
mod folding;
pub mod history;
pub mod keys;
mod lineage;
pub mod local;
pub mod lock;
pub mod members;
#[cfg(any(test, debug_assertions))]
pub mod mutant;
#[cfg(not(any(test, debug_assertions)))]
mod mutant;
pub mod network;
pub mod own;
pub mod projection;
pub mod query;
mod rebuild;
pub mod record;
pub mod salvage;
mod state_hash;
pub mod verify;
pub mod witness;

pub use error::StoreError;
pub use facts::StoreFacts;
pub use file::{Database, Settings, Synchronous};
pub use history::Status;
pub use keys::DatabaseKey;
pub use lineage::Fork;
pub use lock::Held;
pub use own::{Act, OwnFeeds, Signer};
pub use rebuild::{GoOn, bring_up_to_date, rebuild};
pub use record::{Recorded, Recording, Remembered, record};
/// A consistent state of the store, to ask questions of.
pub use rusqlite::Connection as Reading;
pub use state_hash::{state_hash, state_hashes};

#[cfg(test)]
mod tests;
