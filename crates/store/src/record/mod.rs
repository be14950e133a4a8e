//! The one door into the history, for what this device wrote and for what it was given.

mod arrive;
pub(crate) mod roll;
pub(crate) mod standing;

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use feed::{Head, Sessions, Verified};
use rusqlite::Connection;

use crate::StoreError;
use crate::folding::Folding;
use crate::history::{Status, waiting};
use crate::lineage::{Fork, Lineage};
pub use roll::Remembered;
use roll::Roll;

/// What recording changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recorded {
    /// Parts of the window that now look out of date.
    pub topics: BTreeSet<&'static str>,
    /// Entries that were new here.
    pub entries: u64,
    /// Of those, and of entries parked before, how many were folded.
    pub folded: u64,
    /// New entries that wait for ancestors.
    pub parked: u64,
    /// New entries set apart.
    pub quarantined: u64,
    /// Forks that came to light.
    pub forks: Vec<Fork>,
    /// Why the first of those set apart was.
    pub set_apart: Option<Status>,
}

impl Recorded {
    fn set_apart(&mut self, status: Status) {
        self.quarantined += 1;
        self.set_apart.get_or_insert(status);
    }
}

/// Keeps and folds a run of entries, in the caller's transaction. What is held already changes nothing.
///
/// # Errors
/// The database refuses, or what it holds does not read: roll back.
pub fn record(
    transaction: &Connection,
    remembered: &Remembered,
    verified: &Verified,
) -> Result<Recorded, StoreError> {
    let mut recording = Recording::begin(transaction, remembered)?;
    recording.add(verified)?;
    recording.finish()
}

/// Several runs kept and folded in one transaction: each subject is read and written once.
pub struct Recording<'tx> {
    connection: &'tx Connection,
    remembered: &'tx Remembered,
    lineage: Lineage,
    roll: Arc<Roll>,
    /// Control entries placed and not judged yet.
    unsettled: Vec<roll::HeldAct>,
    /// A head that a cut names has come.
    named_arrived: Vec<Head>,
    sessions: HashMap<i64, Sessions>,
    folding: Folding,
    /// Entries just placed: others may have waited for them.
    arrived: VecDeque<Head>,
    waiting: bool,
    recorded: Recorded,
}

impl<'tx> Recording<'tx> {
    /// `transaction` must be open on the writing connection until [`Self::finish`].
    pub fn begin(transaction: &'tx Connection, remembered: &'tx Remembered) -> Result<Self, StoreError> {
        let mut lineage = Lineage::default();
        let roll = roll::load(transaction, &mut lineage, remembered)?;
        Ok(Self {
            connection: transaction,
            remembered,
            lineage,
            roll,
            unsettled: Vec::new(),
            named_arrived: Vec::new(),
            sessions: HashMap::new(),
            folding: Folding::default(),
            arrived: VecDeque::new(),
            waiting: waiting::any(transaction)?,
            recorded: Recorded::default(),
        })
    }

    /// Folded rows are written and everything counted. The caller commits.
    pub fn finish(mut self) -> Result<Recorded, StoreError> {
        self.settle()?;
        self.folding.flush(self.connection, &mut self.lineage, &self.roll.membership)?;
        self.recorded.topics.extend(self.folding.topics());
        self.remembered.keep(&self.roll);
        Ok(self.recorded)
    }

    pub(crate) fn lineage(&mut self) -> &mut Lineage {
        &mut self.lineage
    }
}
