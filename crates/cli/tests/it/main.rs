//! Whole runs of the program, as a script sees them: arguments in; output and exit code out.
#![allow(clippy::unwrap_used)]

mod attachments;
mod bundles;
mod by_stick;
mod program;
mod recovery;
mod runs;
