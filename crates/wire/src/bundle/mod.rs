//! A bundle: pages and blobs in one file, for a road without a network. Written to any stream and read from any;
//! disks are the caller's.
//!
//! In front stand a magic and the number of the form, at the end a mark; all between is one age stream, which
//! only the devices it was made for can open. Inside it a manifest, the pages, the parts of blobs and an end, the
//! first and the last signed by the device that made it (docs/decisions/0013).
//!
//! A bundle is read twice: [`BundleReader::check_all`] reads it to its end and believes nothing before, then
//! [`Checked::read_again`] hands out the pages and parts that were checked and no others. What pages hold still
//! goes through [`feed::verify`].

mod body;
mod error;
mod held_list;
mod manifest;
mod parts;
mod pieces;
mod reader;
#[cfg(test)]
mod tests;
mod welcome;
mod writer;

pub use error::BundleError;
pub use held_list::{HeldList, MAX_BLOBS_LISTED};
pub use manifest::{About, Manifest, Purpose};
pub use parts::BlobPart;
pub use reader::{BundleReader, Checked, Page, Pages};
pub use welcome::{Met, Welcome};
pub use writer::BundleWriter;

/// What a file of this kind is called.
pub const FILE_ENDING: &str = "komora";

/// Devices one bundle is made for.
pub const MAX_RECIPIENTS: usize = 256;

/// Pages of one bundle; the reader remembers a hash of each.
pub const MAX_PAGES: usize = 65_536;

/// Parts of blobs in one bundle; the reader remembers a hash of each of these too.
pub const MAX_PARTS: usize = 65_536;

/// What all blobs of one bundle may take, in bytes: with its pages it stays below the 4 GiB at which the file systems
/// of most sticks end a file. Whoever writes one keeps to it; who reads one does not ask.
pub const BLOBS_TOGETHER_BYTES: u64 = 3 << 30;

/// Before everything else in the file, then one byte: the number of the form.
const MAGIC: &[u8; 13] = b"KOMORA BUNDLE";

/// Of the form of bundles; a newer one is refused by number.
const FORM: u8 = 1;

/// After everything else. It proves nothing; by it a copy that broke off is told from a damaged one.
const END_MARK: &[u8; 8] = b"\nKOMORA.";
