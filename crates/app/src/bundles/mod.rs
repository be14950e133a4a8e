//! Bundles: history, photographs and documents that travel as a file, where no line does.

mod enclosing;
mod export;
mod import;
mod problem;
mod unpacking;

pub(crate) use export::{answer, export};
pub(crate) use import::{check, import};
pub(crate) use problem::{cannot_read, reading};

/// Told how far the work is; false asks it to stop.
pub(crate) type Step<'a> = &'a (dyn Fn(&str, u64, u64) -> bool + 'a);
