//! What the center does not take of these books.

use feed::exchange::{Run, Theirs};
use store::Reading;
use store::exchange;
use store::exchange::untaken::{self, Standing, Untaken, WhyUntaken};

use super::Books;
use crate::api::problem::Problem;

impl Books {
    /// What a center that says it holds `said` did not take before, and is not to be offered now.
    pub fn passed_over(&self, said: &[Theirs]) -> Result<Standing, Problem> {
        Ok(self.database.write(|transaction| untaken::standing(transaction, said))?)
    }

    /// The center did not take a span; `basis` as [`Books::passed_over`] gave it.
    pub fn not_taken(&self, basis: [u8; 32], span: &Run, why: WhyUntaken) -> Result<(), Problem> {
        let remembered = self.own.remembered();
        Ok(self.database.write(|transaction| untaken::note(transaction, remembered, basis, span, why))?)
    }

    /// What was handed over in one, in pieces that can be handed over each by itself.
    pub fn pieces(&self, spans: &[Run]) -> Result<Vec<Run>, Problem> {
        self.read(|store| {
            let mut pieces = Vec::new();
            for span in spans {
                pieces.extend(exchange::pieces(store, span)?);
            }
            Ok(pieces)
        })
    }

    /// What the center did not take when it was last offered.
    pub fn untaken(&self, store: &Reading) -> Result<Vec<Untaken>, Problem> {
        Ok(untaken::shown(store)?)
    }
}
