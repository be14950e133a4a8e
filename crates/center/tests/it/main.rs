//! The center as its devices, its operator and its enemies meet it.

// Clippy knows only functions marked as tests; here everything belongs to one.
#![allow(clippy::unwrap_used)]

mod admin;
mod altered;
mod beset;
mod blobs;
mod bundles;
mod cluster;
mod codes;
mod conformance;
mod crashes;
mod databases;
mod enrolling;
mod hostile;
mod ingest;
mod revoked;
mod room;
mod running;
mod served;
mod set_back;
mod world;
