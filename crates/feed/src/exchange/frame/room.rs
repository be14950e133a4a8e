//! What a page may still unfold to, taken before it is used.

use crate::exchange::page::{MAX_PAGE_CONTENT, MAX_PAGE_ENTRIES, PageError};

/// The same measure by which the sender cut the page.
pub(super) struct Room {
    entries: usize,
    content: usize,
}

impl Room {
    pub fn of_a_page() -> Self {
        Self { entries: MAX_PAGE_ENTRIES, content: MAX_PAGE_CONTENT }
    }

    pub fn take_entries(&mut self, entries: usize) -> Result<(), PageError> {
        self.entries = self.entries.checked_sub(entries).ok_or(PageError::TooMuch)?;
        Ok(())
    }

    /// `bytes` more, by the measure of [`weight`](crate::exchange::weight).
    pub fn take(&mut self, bytes: usize) -> Result<(), PageError> {
        self.content = self.content.checked_sub(bytes).ok_or(PageError::TooMuch)?;
        Ok(())
    }

    /// Whether that much could be taken.
    pub fn holds(&self, bytes: usize) -> Result<(), PageError> {
        if bytes <= self.content { Ok(()) } else { Err(PageError::TooMuch) }
    }
}
