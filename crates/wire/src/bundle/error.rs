//! What can be wrong with a bundle, in kinds a person can act on.

use std::io;

use super::{FORM, MAX_RECIPIENTS};

/// Why a bundle cannot be read or written. Of a bundle that is refused nothing is handed out.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    #[error("this is no bundle")]
    NotABundle,
    #[error("the bundle is of form {form}, this program reads form {FORM}")]
    Newer { form: u8 },
    /// Or the place that speaks of this device is damaged: nobody can tell these apart.
    #[error("the bundle was made for other devices")]
    NotForThisDevice,
    #[error("the bundle is damaged")]
    Damaged,
    #[error("the end of the bundle is missing: it was not copied or not written to its end")]
    Truncated,
    #[error("the bundle holds more than the {limit} allowed")]
    TooLarge { limit: usize },
    /// One of its blobs is not what its id says.
    #[error("a photograph or document in the bundle is not what it is said to be")]
    WrongBlob,
    /// While it is written.
    #[error("pages go in first, and of blobs one after the other")]
    OutOfOrder,
    /// Between the two readings.
    #[error("the bundle changed while it was read")]
    Changed,
    #[error("a bundle is made for 1 to {MAX_RECIPIENTS} devices with sound keys")]
    Recipients,
    #[error("the bundle cannot be read or written")]
    Io(#[source] io::Error),
}

/// The age stream, and what lies below it, say by these kinds what is wrong with their content; a disk has
/// others.
impl From<io::Error> for BundleError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Truncated,
            io::ErrorKind::InvalidData => Self::Damaged,
            _ => Self::Io(error),
        }
    }
}
