//! What is noted of photographs and documents on their way, as long as the books are open: what not to try again,
//! where to go on, and what the window shows of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use feed::Scope;
use wire::message::BlobName;

/// A scope for which Kyiv had no room is offered to it again after this long.
const FULL_FOR: Duration = Duration::from_secs(60 * 60);

/// Shared by whoever meets the center and whoever visits neighbours.
#[derive(Default)]
pub(crate) struct BlobNotes(Mutex<Inside>);

#[derive(Default)]
struct Inside {
    /// A person asked for all of them, metered or not.
    all: bool,
    /// What came from a party otherwise than it was named, or was refused by it.
    spoilt: BTreeSet<([u8; 32], BlobName)>,
    /// Scopes for which Kyiv has no room, since when.
    full: BTreeMap<Scope, Instant>,
    /// How many of what is wanted a party was asked for already, in the round that is under way.
    asked: BTreeMap<[u8; 32], usize>,
}

impl BlobNotes {
    /// Until all are through, the line counts as any other.
    pub fn send_all(&self) {
        self.inside().all = true;
    }

    pub fn sends_all(&self) -> bool {
        self.inside().all
    }

    pub fn all_are_through(&self) {
        self.inside().all = false;
    }

    /// Not taken from this party again, nor given to it.
    pub fn spoilt(&self, party: &[u8; 32], of: BlobName) {
        self.inside().spoilt.insert((*party, of));
    }

    pub fn is_spoilt(&self, party: &[u8; 32], of: BlobName) -> bool {
        self.inside().spoilt.contains(&(*party, of))
    }

    pub fn no_room(&self, scope: Scope) {
        self.inside().full.insert(scope, Instant::now());
    }

    pub fn has_room(&self, scope: &Scope) -> bool {
        self.inside().full.get(scope).is_none_or(|since| since.elapsed() >= FULL_FOR)
    }

    /// It took something.
    pub fn room_again(&self, scope: &Scope) {
        self.inside().full.remove(scope);
    }

    pub fn asked(&self, party: &[u8; 32]) -> usize {
        self.inside().asked.get(party).copied().unwrap_or(0)
    }

    /// 0 ends the round.
    pub fn set_asked(&self, party: &[u8; 32], asked: usize) {
        self.inside().asked.insert(*party, asked);
    }

    /// How many came spoilt or were refused, and whether Kyiv has no room for some.
    pub fn shown(&self) -> (u32, bool) {
        let inside = self.inside();
        (u32::try_from(inside.spoilt.len()).unwrap_or(u32::MAX), !inside.full.is_empty())
    }

    /// The books are closed.
    pub fn forget(&self) {
        *self.inside() = Inside::default();
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use feed::{BlobId, HubId};

    use super::*;

    #[test]
    fn what_one_party_spoilt_another_may_have_whole() {
        let notes = BlobNotes::default();
        let scope = Scope::Hub(HubId::from_bytes([1; 32]));
        let of = BlobName { scope, blob: BlobId::from_bytes([2; 32]) };
        notes.spoilt(&[3; 32], of);
        assert!(notes.is_spoilt(&[3; 32], of) && !notes.is_spoilt(&[4; 32], of));
        assert!(notes.has_room(&scope));
        notes.no_room(scope);
        assert!(!notes.has_room(&scope) && notes.has_room(&Scope::Network));
        assert_eq!(notes.shown(), (1, true));
        notes.room_again(&scope);
        assert_eq!(notes.shown(), (1, false));
        notes.set_asked(&[3; 32], 7);
        assert_eq!((notes.asked(&[3; 32]), notes.asked(&[4; 32])), (7, 0));
        notes.forget();
        assert_eq!((notes.shown(), notes.asked(&[3; 32])), ((0, false), 0));
    }
}
