//! The center as its devices, its operator and its enemies meet it.

mod admin;
mod altered;
mod conformance;
mod crashes;
mod databases;
mod enrolling;
mod hostile;
mod ingest;
mod revoked;
mod served;
mod world;
