//! Checking the whole store, rebuilding its tables, and the hash of what it has come to.

use store::StoreError;
use store::query::attachments;
use store::verify::{Problem as Fault, verify};

use super::Books;
use crate::api::job::{VerifyProblem, VerifyReport};
use crate::api::problem::Problem;
use crate::hex::hex;

/// Told how far long work is; false asks it to stop.
pub(crate) type Step<'a> = &'a (dyn Fn(&str, u32, u32) -> bool + 'a);

impl Books {
    /// Checks every chain, seal and signature, the head witness, and that the tables equal the history.
    pub fn verify(&self, step: Step<'_>) -> Result<VerifyReport, Problem> {
        let report = self
            .database
            .read(|store| verify(store, &mut |done, total| step("verifying", short(done), short(total))))?;
        let mut problems = Vec::with_capacity(report.problems.len());
        for fault in &report.problems {
            problems.push(self.told(fault)?);
        }
        // What was broken further down shows in the tables as well.
        if problems.is_empty() {
            let tables = self.tables_unlike_history(step)?;
            problems
                .extend(tables.iter().map(|table| VerifyProblem::WrongTable { table: (*table).to_owned() }));
        }
        if !self.agrees_with_witness()? {
            problems.push(VerifyProblem::HeadWitness);
        }
        Ok(VerifyReport {
            entries: report.entries,
            feeds: short(report.feeds),
            subjects: report.subjects,
            problems,
        })
    }

    /// Folds all tables again, compares, and leaves everything as it was. Acts wait meanwhile.
    fn tables_unlike_history(&self, step: Step<'_>) -> Result<Vec<&'static str>, Problem> {
        let compared = self.database.write(|transaction| {
            let mut going_on = |done, total| step("comparing", short(done), short(total));
            match store::verify::unlike_rebuilt(transaction, &mut going_on) {
                Ok(tables) => Err::<(), _>(Compared::Done(tables)),
                Err(error) => Err(Compared::Broken(error)),
            }
        });
        match compared {
            Err(Compared::Done(tables)) => Ok(tables),
            Err(Compared::Broken(error)) => Err(error.into()),
            Ok(()) => Ok(Vec::new()),
        }
    }

    fn agrees_with_witness(&self) -> Result<bool, Problem> {
        use store::witness::Witnessed::{Agrees, DatabaseAhead};
        // An act saved meanwhile must not be witnessed after the look at the books and before that at it.
        let _in_turn = self.witnessing();
        let found = self.database.read(|store| {
            let heads = store::own::own_heads(store)?;
            self.witness.compare(&heads, |feed, seq| store::own::hash_at(store, feed, seq))
        })?;
        Ok(matches!(found, Agrees | DatabaseAhead))
    }

    /// Folds every table again from the history.
    pub fn rebuild(&self, step: Step<'_>) -> Result<(), Problem> {
        self.database.write(|transaction| {
            store::rebuild(transaction, self.own.remembered(), &mut |done, total| {
                step("building", short(done), short(total))
            })
        })?;
        Ok(())
    }

    /// One hash a scope, with the scope's name.
    pub fn state_hashes(&self) -> Result<Vec<(String, String)>, Problem> {
        let hashes = self.database.read(store::state_hashes)?;
        Ok(hashes.into_iter().map(|(scope, hash)| (scope.to_string(), hex(&hash))).collect())
    }
}

/// How a comparison ended that is rolled back in any case.
enum Compared {
    Done(Vec<&'static str>),
    Broken(StoreError),
}

impl From<StoreError> for Compared {
    fn from(error: StoreError) -> Self {
        Self::Broken(error)
    }
}

impl Books {
    fn told(&self, fault: &Fault) -> Result<VerifyProblem, Problem> {
        use VerifyProblem::*;
        let text = |id: &dyn std::fmt::Display| id.to_string();
        Ok(match *fault {
            Fault::Unreadable { feed, seq } => Unreadable { feed: text(&feed), seq },
            Fault::WrongHash { feed, seq } => WrongHash { feed: text(&feed), seq },
            Fault::BrokenChain { feed, seq } => BrokenChain { feed: text(&feed), seq },
            Fault::ForgedSeal { feed, seq } => ForgedSeal { feed: text(&feed), seq },
            Fault::Unsealed { feed, seq } => Unsealed { feed: text(&feed), seq },
            Fault::ForgedEvidence { feed, seq } => ForgedEvidence { feed: text(&feed), seq },
            Fault::WrongStanding { feed, seq } => WrongStanding { feed: text(&feed), seq },
            Fault::WrongState { subject } => WrongState { subject: text(&subject) },
            Fault::WrongDiscrepancies => WrongDiscrepancies,
            Fault::WrongTable { table } => WrongTable { table: table.to_owned() },
            Fault::OtherVersion => OtherVersion,
            Fault::WrongBlob { blob } => {
                let file_name = self.database.read(|store| attachments::file_name(store, &blob))?;
                WrongBlob { blob: text(&blob), file_name }
            }
        })
    }
}

fn short(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
