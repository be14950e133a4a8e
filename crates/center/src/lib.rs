//! The coordination center: stores, checks and forwards what laptops write.
//!
//! It folds the control scopes to know who belongs, and reads no payload of any other scope, so an old center
//! serves newer apps. What it acknowledges is on disk. It writes nothing of its own but enrolments and cuts.

pub mod books;
pub mod center;
pub mod commands;
pub mod error;
pub mod failpoint;
mod fit;
pub mod index;
pub mod keys;
mod ledger;
mod live;
mod metrics;
mod names;
mod new_file;
mod rates;
pub mod roll;
mod routes;
pub mod scrub;
pub mod serve;
pub mod storage;
