//! What the program does, without a window: acts, questions, imports, exports, first run, locking,
//! backups. Joins the rules (`domain`), the history (`feed`), the store and the papers; the desktop
//! shell and `komora-cli` only pass on what people ask and show what comes back.
//!
//! Knows no window and writes no SQL.

pub mod api;
mod attachments;
mod background;
mod backups;
mod books;
mod bundles;
mod by_stick;
mod clock;
mod clockwork;
mod data_folder;
mod explain;
mod export;
mod first_run;
mod hex;
mod idle;
mod import;
mod import_job;
mod jobs;
mod komora;
mod lan;
mod memory;
mod named;
mod notices;
mod opening;
mod operations;
pub mod papers;
mod preferences;
mod problems;
mod questions;
mod record;
mod sync;
#[cfg(test)]
mod test_hub;
mod today;
mod training;
mod wished_language;
pub mod words;

pub use attachments::new_attachment;
pub use data_folder::data_folder;
pub use domain::attachment::{AttachedTo, Shows};
pub use domain::condition::ConditionCode;
pub use domain::{ActId, AttachmentId, Command, Refusal};
pub use explain::{explain, explain_awaited, explain_fault, explain_row, explain_untaken};
pub use komora::Komora;
pub use named::{named, named_id};
pub use record::record;
pub use training::PASSPHRASE as TRAINING_PASSPHRASE;
pub use wished_language::language_around;
