//! Tests that cross crates, in one binary so that everything is linked once.
#![allow(clippy::unwrap_used)]

mod tidy;
mod storeroom;
mod types;
