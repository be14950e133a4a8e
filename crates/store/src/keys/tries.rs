//! Wrong passphrases cost time, and the count survives a restart. Against someone at the keyboard only:
//! whoever can change files pays Argon2id for each guess instead.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::StoreError;
use crate::durable;
use crate::file::names;

/// Seconds to wait before the next try, by the number of wrong ones so far; then the last for ever.
const WAITS_S: [u64; 8] = [0, 0, 0, 2, 4, 8, 16, 32];
const LONGEST_WAIT_S: u64 = 60;
/// What an unreadable file counts as.
const MANY: u32 = 100;

/// The count of wrong passphrases for one store. `now_ms` is milliseconds since 1970, from the caller.
#[derive(Debug)]
pub struct Tries {
    path: PathBuf,
    count: Count,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Count {
    wrong: u32,
    last_ms: u64,
}

impl Tries {
    pub fn of(store_directory: &Path) -> Result<Self, StoreError> {
        let path = store_directory.join(names::TRIES);
        let count = match durable::read_if_there(&path)? {
            None => Count::default(),
            // A time in the future makes the wait count from the next look at the clock, below.
            Some(bytes) => serde_json::from_slice(&bytes).unwrap_or(Count { wrong: MANY, last_ms: u64::MAX }),
        };
        Ok(Self { path, count })
    }

    /// How long to wait, in milliseconds. A clock that stepped back starts the wait anew: it never
    /// shortens it.
    pub fn delay_before_next(&mut self, now_ms: u64) -> Result<u64, StoreError> {
        let wait_ms = wait_s(self.count.wrong) * 1000;
        if now_ms < self.count.last_ms && wait_ms > 0 {
            self.keep(Count { last_ms: now_ms, ..self.count })?;
        }
        Ok(wait_ms.saturating_sub(now_ms.saturating_sub(self.count.last_ms)))
    }

    /// Counts a try as wrong before it is made, so that pulling the plug saves nothing.
    ///
    /// # Errors
    /// [`StoreError::TooManyTries`] while the wait lasts.
    pub fn begin(&mut self, now_ms: u64) -> Result<(), StoreError> {
        match self.delay_before_next(now_ms)? {
            0 => self.keep(Count { wrong: self.count.wrong.saturating_add(1), last_ms: now_ms }),
            wait_ms => Err(StoreError::TooManyTries { wait_ms }),
        }
    }

    /// The try was right after all: the count starts again.
    pub fn succeeded(&mut self) -> Result<(), StoreError> {
        self.keep(Count::default())
    }

    /// Wrong tries since the last right one.
    pub fn wrong(&self) -> u32 {
        self.count.wrong
    }

    fn keep(&mut self, count: Count) -> Result<(), StoreError> {
        let json = serde_json::to_vec(&count).map_err(|_| StoreError::UnwritableJson)?;
        durable::replace(&self.path, &json)?;
        self.count = count;
        Ok(())
    }
}

fn wait_s(wrong: u32) -> u64 {
    WAITS_S.get(wrong as usize).copied().unwrap_or(LONGEST_WAIT_S)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_and_then_stays() {
        let waits: Vec<u64> = (0..11).map(wait_s).collect();
        assert_eq!(waits, [0, 0, 0, 2, 4, 8, 16, 32, 60, 60, 60]);
    }

    #[test]
    fn wrong_tries_wait_across_restarts_and_right_ones_forgive() {
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..3 {
            Tries::of(folder.path()).unwrap().begin(1_000_000).unwrap();
        }
        let mut tries = Tries::of(folder.path()).unwrap();
        assert_eq!(tries.delay_before_next(1_000_500).unwrap(), 1500);
        assert!(matches!(tries.begin(1_000_500), Err(StoreError::TooManyTries { wait_ms: 1500 })));
        assert_eq!(tries.wrong(), 3, "a try turned away is not counted");
        tries.begin(1_002_000).unwrap();
        assert_eq!(tries.wrong(), 4);
        tries.succeeded().unwrap();
        assert_eq!(Tries::of(folder.path()).unwrap().delay_before_next(1_002_001).unwrap(), 0);
    }

    #[test]
    fn a_clock_set_back_never_unlocks_early() {
        let folder = tempfile::tempdir().unwrap();
        let mut tries = Tries::of(folder.path()).unwrap();
        for _ in 0..5 {
            tries.keep(Count { wrong: tries.wrong() + 1, last_ms: 1_000_000 }).unwrap();
        }
        assert_eq!(tries.delay_before_next(5000).unwrap(), 8000);
        assert_eq!(tries.delay_before_next(9000).unwrap(), 4000);
        assert_eq!(tries.delay_before_next(13_000).unwrap(), 0);
    }

    #[test]
    fn an_unreadable_count_waits_longest() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(names::TRIES), b"{").unwrap();
        let mut tries = Tries::of(folder.path()).unwrap();
        assert_eq!(tries.delay_before_next(77_000).unwrap(), 60_000);
        assert_eq!(tries.delay_before_next(137_000).unwrap(), 0);
    }
}
