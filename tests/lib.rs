//! What the tests that cross crates and the measurements share.
// Clippy knows only functions marked as tests; here everything belongs to one.
#![allow(clippy::unwrap_used, clippy::new_without_default)]

pub mod stand_in;
pub mod world;
