//! Pages as large as a line carries in good time.

use std::time::{Duration, Instant};

use wire::{Refused, WireError};

use crate::api::problem::Problem;
use crate::books::Books;

/// Entries of a page; fewer on a line where a page takes long.
const MOST_ENTRIES: usize = 1_000;
const FEWEST_ENTRIES: usize = 50;
/// A page that took longer than this was too large for its line: the other end waits 30 s for one.
const SLOW: Duration = Duration::from_secs(8);
/// Local setting: entries of a page that the line to the center last carried in good time.
const PAGE: &str = "page-entries";

/// How many entries go in a page, on one line.
pub(crate) struct Pace {
    entries: usize,
    /// Under this name it is remembered between meetings.
    remembered: Option<&'static str>,
}

impl Pace {
    /// To the center, as it was at the last meeting.
    pub fn of_center(books: &Books, metered: bool) -> Result<Self, Problem> {
        let most = if metered { MOST_ENTRIES / 4 } else { MOST_ENTRIES };
        let entries = books.setting(PAGE)?.unwrap_or(most).clamp(FEWEST_ENTRIES, most);
        Ok(Self { entries, remembered: Some(PAGE) })
    }

    /// On a cable.
    pub fn of_neighbour() -> Self {
        Self { entries: MOST_ENTRIES, remembered: None }
    }

    pub fn entries(&self) -> usize {
        self.entries
    }

    /// Looks at what became of a page that was sent or asked for when it `began`, and gives the answer on.
    pub fn keep<T>(
        &mut self,
        books: &Books,
        began: Instant,
        answer: Result<T, WireError>,
    ) -> Result<T, Problem> {
        let took = began.elapsed();
        let entries = match &answer {
            Err(
                WireError::TooSlow | WireError::BrokenOff(_) | WireError::Refused(Refused::TooSlow { .. }),
            ) => self.entries / 2,
            _ if took > SLOW => self.entries / 2,
            _ if took < SLOW / 8 => self.entries * 2,
            _ => self.entries,
        };
        let entries = entries.clamp(FEWEST_ENTRIES, MOST_ENTRIES);
        if entries != self.entries {
            self.entries = entries;
            if let Some(name) = self.remembered {
                books.set_setting(name, &entries)?;
            }
        }
        Ok(answer?)
    }
}
