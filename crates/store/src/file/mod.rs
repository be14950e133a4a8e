//! One SQLCipher file in a store directory: one writing connection, readers beside it.

mod checks;
mod connect;
mod copy;
mod database;
mod migrations;
pub mod names;
mod readers;
mod settings;

pub use database::Database;
pub use migrations::KNOWN as KNOWN_VERSION;
pub use settings::{Settings, Synchronous};

pub(crate) use connect::open_bare;
