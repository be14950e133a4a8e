//! The disk as the store sees it: every change in order, and faults on demand.

use std::ffi::c_int;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::ffi;

/// A change to a file of the store directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The name appeared; a power cut may take it back until the folder is synced.
    Created,
    Written {
        offset: u64,
        bytes: Vec<u8>,
    },
    Cut {
        length: u64,
    },
    /// Everything written so far is on the disk; of a new log or journal the folder too.
    Synced,
    /// The name is gone; a power cut may bring it back.
    Deleted,
    /// The whole content at once, as a rename over it does, folder synced.
    Replaced {
        bytes: Vec<u8>,
    },
}

/// One operation on one file.
#[derive(Debug, Clone)]
pub struct Operation {
    pub file: String,
    pub change: Change,
}

/// What goes wrong on a disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    Full,
    Broken,
}

/// From which write or sync on, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    pub trouble: Trouble,
    /// The first operation that fails, counted from arming, from 0.
    pub at: u64,
    /// Until the fault is lifted, or once.
    pub sticky: bool,
}

/// What is about to be done to a file, for a fault to strike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    Write,
    Sync,
    Truncate,
}

/// Notes every operation of one store and lets some fail.
#[derive(Debug, Default)]
pub struct Disk(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    operations: Vec<Operation>,
    fault: Option<Fault>,
    attempts: u64,
    struck: bool,
}

impl Disk {
    pub fn note(&self, file: &str, change: Change) {
        self.state().operations.push(Operation { file: file.to_owned(), change });
    }

    /// How many operations there were.
    pub fn length(&self) -> usize {
        self.state().operations.len()
    }

    /// The operations so far; noting begins anew.
    pub fn take(&self) -> Vec<Operation> {
        std::mem::take(&mut self.state().operations)
    }

    /// Arms a fault; attempts count from here.
    pub fn arm(&self, fault: Fault) {
        let mut state = self.state();
        state.fault = Some(fault);
        state.attempts = 0;
        state.struck = false;
    }

    /// The disk works again.
    pub fn lift(&self) {
        self.state().fault = None;
    }

    /// Writes, cuts and syncs since a fault was armed.
    pub fn attempts(&self) -> u64 {
        self.state().attempts
    }

    /// True once the armed fault has struck.
    pub fn struck(&self) -> bool {
        self.state().struck
    }

    /// The SQLite code the attempt fails with, or `SQLITE_OK`.
    pub fn verdict(&self, attempt: Attempt) -> c_int {
        let mut state = self.state();
        let Some(fault) = state.fault else { return ffi::SQLITE_OK };
        let number = state.attempts;
        state.attempts += 1;
        let strikes = number == fault.at || (fault.sticky && number > fault.at);
        if !strikes {
            return ffi::SQLITE_OK;
        }
        state.struck = true;
        match (fault.trouble, attempt) {
            (Trouble::Full, _) => ffi::SQLITE_FULL,
            (Trouble::Broken, Attempt::Write) => ffi::SQLITE_IOERR_WRITE,
            (Trouble::Broken, Attempt::Sync) => ffi::SQLITE_IOERR_FSYNC,
            (Trouble::Broken, Attempt::Truncate) => ffi::SQLITE_IOERR_TRUNCATE,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
