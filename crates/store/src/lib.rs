//! One SQLCipher file: the history, and tables folded from it. Blocking; never async, never the network,
//! never a rule about stock.
//!
//! [`file`] opens it with settings that are asserted, [`keys`] holds what opens it, [`witness`] notices
//! a database that fell behind, [`backup`] copies it.

pub mod backup;
mod durable;
pub mod error;
pub mod file;
pub mod keys;
pub mod local;
pub mod lock;
pub mod query;
pub mod salvage;
pub mod witness;

pub use error::StoreError;
pub use file::{Database, Settings, Synchronous};
pub use keys::DatabaseKey;
pub use lock::Held;
