//! Which person a feed speaks for: opened by their signature, until closed or the next one's.

use std::collections::BTreeMap;

use crate::causality::{Branch, Placed, Position};
use crate::entry::Entry;
use crate::ids::{PersonId, PersonKey};
use crate::membership::MembershipEvent;

/// A session as it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenSession {
    pub person: PersonId,
    pub key: PersonKey,
}

/// The sessions of every branch held. Fold only entries that stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sessions {
    parents: BTreeMap<Branch, Position>,
    /// What each session entry left behind.
    changes: BTreeMap<Position, Option<OpenSession>>,
}

impl Sessions {
    pub fn new() -> Self {
        Self::default()
    }

    /// `branch` is a fork and goes on from the entry at `from`, whose sessions it inherits.
    pub fn branch_off(&mut self, branch: Branch, from: Position) {
        self.parents.insert(branch, from);
    }

    /// Folds an entry that stands; one without a session event changes nothing.
    pub fn fold(&mut self, at: &Placed, entry: &Entry) {
        for (event, payload) in entry.header.events.iter().zip(&entry.payload) {
            match MembershipEvent::decode(event.kind, payload) {
                Ok(Some(MembershipEvent::SessionOpened(event))) => {
                    let open = OpenSession { person: event.person, key: event.key };
                    self.changes.insert(at.position, Some(open));
                }
                Ok(Some(MembershipEvent::SessionClosed(_))) => {
                    self.changes.insert(at.position, None);
                }
                _ => {}
            }
        }
    }

    /// The session in force just before the entry at `position`.
    pub fn before(&self, position: Position) -> Option<OpenSession> {
        let mut at = position;
        loop {
            let branch = Position { seq: 0, ..at }..at;
            if let Some((_, change)) = self.changes.range(branch).next_back() {
                return *change;
            }
            let parent = *self.parents.get(&at.branch)?;
            // Parents lie strictly below, so a wrong one cannot lead round in a circle.
            if parent.seq >= at.seq {
                return None;
            }
            at = Position { branch: parent.branch, seq: parent.seq + 1 };
        }
    }

    /// The session in force after everything folded on this branch.
    pub fn current(&self, branch: Branch) -> Option<OpenSession> {
        self.before(Position { branch, seq: u64::MAX })
    }
}
