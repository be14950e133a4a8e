//! The history and what is folded from it, through the crate's own doors.

// What helps a test may unwrap as a test may.
#![allow(clippy::unwrap_used)]

mod blobs;
mod exchange;
mod facts;
mod hubs;
mod laptop;
mod network;
mod numbers;
mod own;
mod queries;
mod unknown;
mod untaken;
