//! What the shells (window, command line) say to the app and what they hear back. Declared once;
//! the TypeScript in `ui/src/api/types.ts` is written from it by a test.

pub mod attachment;
pub mod exchange;
pub mod import;
pub mod job;
pub mod network;
pub mod operation;
pub mod problem;
pub mod query;
pub mod receipt;
pub mod status;
pub mod today;
