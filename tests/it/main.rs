//! Tests that cross crates, in one binary so that everything is linked once.
#![allow(clippy::unwrap_used)]

#[cfg(unix)]
mod crash;
mod dice;
mod names;
mod network;
mod secrets;
mod simulation;
mod storeroom;
mod tidy;
mod types;
