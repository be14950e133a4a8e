//! Photographs and documents of a bundle that is taken in, part by part, each in a transaction of its own: what is
//! here already is not written again, and what no act here names is passed over.

use feed::DeviceKey;
use store::blobs::Kept;
use wire::bundle::BlobPart;
use wire::message::BlobName;

use crate::api::problem::Problem;
use crate::books::Books;
use crate::clock::now_ms;

/// How far it is.
pub(super) struct Unpacking<'a> {
    books: &'a Books,
    /// Who made the bundle, and so holds what is in it.
    by: DeviceKey,
    /// The rest of this blob is of no use here.
    passed: Option<BlobName>,
}

impl<'a> Unpacking<'a> {
    pub fn new(books: &'a Books, by: DeviceKey) -> Self {
        Self { books, by, passed: None }
    }

    /// Says whether a blob is whole here by this part. All of them were compared with their ids before the first was
    /// taken, so one that turns out spoilt was so by what had been here of it: another time it is taken as a whole.
    ///
    /// # Errors
    /// The disk's.
    pub fn take(&mut self, part: &BlobPart) -> Result<bool, Problem> {
        if self.passed == Some(part.of) {
            return Ok(false);
        }
        let kept = self.books.take_part(&part.of, part.offset, &part.bytes)?;
        let goes_on = match kept {
            Kept::More(_) => true,
            // Some of it is here: the parts up to there bring nothing.
            Kept::OutOfStep(held) => held >= part.end(),
            Kept::Whole | Kept::Unwanted | Kept::Spoilt => false,
        };
        if !goes_on {
            self.passed = Some(part.of);
        }
        let whole = matches!(kept, Kept::Whole);
        if whole {
            self.books.blobs_held_there(self.by.as_bytes(), &[part.of], now_ms())?;
        }
        Ok(whole)
    }
}
