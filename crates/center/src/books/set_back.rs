//! A database that is set back while the center runs: a backup restored under its feet, a standby promoted that had
//! not heard all. What is remembered is then ahead of what is held, and nothing may be decided on it.

use std::sync::Arc;

use feed::Scope;

use super::{Books, State, device_of, empty, trusting};
use crate::error::CenterError;
use crate::ledger::Deed;
use crate::roll::Roll;
use crate::storage::Appended;

impl Books {
    /// Forgets what is remembered and reads all that is held, as a restart does, and begins a new generation as
    /// `restore` does: everything is told anew, and the registrar goes on in new feeds. What a restart would forget
    /// is remembered: whoever was cut stays out. The caller holds the lock.
    ///
    /// # Errors
    /// The database fails, or is not as it was written: what was remembered stays, and nothing is kept on it.
    pub(super) fn begin_anew(&self) -> Result<Arc<State>, CenterError> {
        let before = self.state();
        let mut next = State::new(Roll::new(trusting(&self.keys)).without(before.roll.cut()));
        let mut changed = next.catch_up(&*self.storage, &self.ledger)?;
        let last = self.storage.ledger(next.number.saturating_sub(1), 1)?;
        // No clock is asked here: the hour of the last commit that is left.
        let at_ms = last.first().map_or(0, |row| row.at_ms);
        let deed = Deed::Generation((self.draw)()?);
        let row = self.ledger.row(next.last(), at_ms, device_of(&self.keys.center), &deed);
        match self.storage.append(&mut || Ok(Some(empty(row.clone()))))? {
            Appended::Committed(batch) => changed.extend(next.take_in(&batch, &self.ledger)?),
            // Somebody else wrote meanwhile: whoever asks next begins anew.
            Appended::Behind | Appended::Nothing => return Err(CenterError::SetBack),
        }
        tracing::error!(
            remembered = before.number,
            held = next.number,
            "the database was set back; all was read anew, and laptops will offer what it lacks"
        );
        // It stands for "look at everything".
        changed.insert(Scope::Network);
        Ok(self.replace(next, changed))
    }
}
