//! Lists and hand receipts as papers: what a screen shows, in the reader's language, for `exports` to
//! draw.

mod cells;
mod columns;
mod hand_receipt;
mod list;
mod recovery;
mod units;
mod words;

use exports::Report;

use crate::words::Words;
pub(crate) use cells::coded;
pub use cells::moment;
pub(crate) use hand_receipt::{Handed, hand_receipt};
pub(crate) use list::list;
pub(crate) use recovery::recovery_sheet;
pub(crate) use units::on_paper;

/// What every paper of a hub says of itself.
pub(crate) struct Letterhead {
    pub hub: String,
    pub classification: String,
    /// Who had it made.
    pub made_by: String,
    /// UTC ms.
    pub now_ms: i64,
    /// The books of several hubs are held here: a list says whose each row is.
    pub several_hubs: bool,
}

impl Letterhead {
    /// A paper with nothing on it yet, as of now; `title` names its words.
    fn paper(&self, title: &str, words: &Words) -> Report {
        Report {
            title: words.say(title),
            language: words.language.code().to_owned(),
            classification: self.classification.clone(),
            hub: self.hub.clone(),
            as_of: cells::moment(self.now_ms),
            made_by: self.made_by.clone(),
            made_at: cells::at(self.now_ms),
            labels: words::labels(words),
            ..Report::default()
        }
    }
}
