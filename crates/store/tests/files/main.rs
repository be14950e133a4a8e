//! The file itself: opening, keys, backups, damage. What stands in the tables is tested elsewhere.

// What helps a test may unwrap as a test may.
#![allow(clippy::unwrap_used)]

mod backups;
mod damage;
mod fixture;
mod opening;
mod salvaging;
mod settings;
mod unlocking;
mod writing;
