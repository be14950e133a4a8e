//! The center as its devices, its operator and its enemies meet it.

mod conformance;
mod databases;
mod world;
