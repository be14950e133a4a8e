//! Holdings brought in from a file: read within limits, mapped to fields, planned as the same
//! commands a person would send. A file is taken as a whole or not at all, and once.

mod acts;
mod classify;
mod codes;
mod csv;
mod described;
mod draft;
mod encoding;
mod findings;
mod headers;
mod holdings;
mod identity;
mod items;
pub mod limits;
mod lots;
mod mapping;
mod places;
mod plan;
mod report;
mod serials;
mod sheet;
mod source;
mod values;
mod xlsx;

pub use draft::look_at;
pub use mapping::source_key;
pub use plan::{Planned, plan};
pub use source::Source;

#[cfg(test)]
mod tests;
