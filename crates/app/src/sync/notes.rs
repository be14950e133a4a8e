//! What is noted of photographs and documents on their way, as long as the books are open: what not to try again,
//! where to go on, and what the window shows of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use feed::{BLOB_PART_BYTES, Scope};
use wire::message::{BlobName, LEAST_PART_BYTES};

/// A scope of which Kyiv would take nothing is offered to it again after this long.
const CLOSED_FOR: Duration = Duration::from_secs(60 * 60);

/// Bytes of the first part to or from anybody.
const FIRST_PART: usize = 64 * 1024;
/// A part that took longer keeps entries waiting.
const SLOW: Duration = Duration::from_secs(4);
const FAST: Duration = Duration::from_millis(500);

/// Shared by whoever meets the center and whoever visits neighbours.
#[derive(Default)]
pub(crate) struct BlobNotes(Mutex<Inside>);

#[derive(Default)]
struct Inside {
    /// A person asked for all of them, metered or not.
    all: bool,
    /// What came from a party otherwise than it was named, or was refused by it.
    spoilt: BTreeSet<([u8; 32], BlobName)>,
    /// What came otherwise than it was named, or was refused, where another party had begun it.
    doubted: BTreeSet<([u8; 32], BlobName)>,
    /// Scopes of which Kyiv takes nothing, since when, and whether for want of room.
    closed: BTreeMap<Scope, (Instant, bool)>,
    /// How many of what is wanted a party was asked for already, in the round that is under way.
    asked: BTreeMap<[u8; 32], usize>,
    /// Bytes of a part that the line to a party carries in good time.
    parts: BTreeMap<[u8; 32], usize>,
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

    /// It was not what its id says, and not all of it came from this party, or went to it, from the first byte on:
    /// somebody else's may have been wrong. Whether it is worth another try from its beginning, which is so once.
    pub fn begins_again(&self, party: &[u8; 32], of: BlobName) -> bool {
        self.inside().doubted.insert((*party, of))
    }

    pub fn no_room(&self, scope: Scope) {
        self.inside().closed.insert(scope, (Instant::now(), true));
    }

    /// It takes nothing of this scope from here.
    pub fn barred(&self, scope: Scope) {
        self.inside().closed.insert(scope, (Instant::now(), false));
    }

    pub fn is_open(&self, scope: &Scope) -> bool {
        self.inside().closed.get(scope).is_none_or(|(since, _)| since.elapsed() >= CLOSED_FOR)
    }

    /// It took something.
    pub fn open_again(&self, scope: &Scope) {
        self.inside().closed.remove(scope);
    }

    pub fn asked(&self, party: &[u8; 32]) -> usize {
        self.inside().asked.get(party).copied().unwrap_or(0)
    }

    /// 0 ends the round.
    pub fn set_asked(&self, party: &[u8; 32], asked: usize) {
        self.inside().asked.insert(*party, asked);
    }

    pub fn part_bytes(&self, party: &[u8; 32]) -> usize {
        self.inside().parts.get(party).copied().unwrap_or(FIRST_PART)
    }

    /// How long a part was on its way; none where it did not arrive in time.
    pub fn part_took(&self, party: &[u8; 32], took: Option<Duration>) {
        let bytes = next_part(self.part_bytes(party), took);
        self.inside().parts.insert(*party, bytes);
    }

    /// How many came spoilt or were refused, and whether Kyiv has no room for some.
    pub fn shown(&self) -> (u32, bool) {
        let inside = self.inside();
        (
            u32::try_from(inside.spoilt.len()).unwrap_or(u32::MAX),
            inside.closed.values().any(|(_, full)| *full),
        )
    }

    /// The books are closed.
    pub fn forget(&self) {
        *self.inside() = Inside::default();
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Bytes of the part after one of so many.
fn next_part(bytes: usize, took: Option<Duration>) -> usize {
    let next = match took {
        Some(took) if took < FAST => bytes * 2,
        Some(took) if took <= SLOW => bytes,
        Some(_) | None => bytes / 2,
    };
    next.clamp(LEAST_PART_BYTES, BLOB_PART_BYTES)
}

#[cfg(test)]
mod tests {
    use feed::{BlobId, HubId};

    use super::*;

    #[test]
    fn parts_become_as_large_as_a_line_carries_in_good_time() {
        const KIB: usize = 1024;
        for (bytes, took_ms, next) in [
            (64 * KIB, Some(10), 128 * KIB),
            (256 * KIB, Some(10), 256 * KIB),
            (64 * KIB, Some(2_000), 64 * KIB),
            (64 * KIB, Some(8_000), 32 * KIB),
            (64 * KIB, None, 32 * KIB),
            (16 * KIB, None, 16 * KIB),
        ] {
            assert_eq!(next_part(bytes, took_ms.map(Duration::from_millis)), next, "{bytes} in {took_ms:?}");
        }
    }

    #[test]
    fn what_one_party_spoilt_another_may_have_whole() {
        let notes = BlobNotes::default();
        let scope = Scope::Hub(HubId::from_bytes([1; 32]));
        let of = BlobName { scope, blob: BlobId::from_bytes([2; 32]) };
        notes.spoilt(&[3; 32], of);
        assert!(notes.is_spoilt(&[3; 32], of) && !notes.is_spoilt(&[4; 32], of));
        assert!(notes.begins_again(&[3; 32], of) && notes.begins_again(&[4; 32], of), "once with each");
        assert!(!notes.begins_again(&[3; 32], of));
        assert!(notes.is_open(&scope));
        notes.barred(scope);
        assert!(!notes.is_open(&scope) && notes.is_open(&Scope::Network));
        assert_eq!(notes.shown(), (1, false));
        notes.no_room(scope);
        assert_eq!(notes.shown(), (1, true));
        notes.open_again(&scope);
        assert_eq!((notes.shown(), notes.is_open(&scope)), ((1, false), true));
        notes.set_asked(&[3; 32], 7);
        assert_eq!((notes.asked(&[3; 32]), notes.asked(&[4; 32])), (7, 0));
        notes.forget();
        assert_eq!((notes.shown(), notes.asked(&[3; 32])), ((0, false), 0));
    }
}
