//! Long work: each job can be cancelled, tells how far it is, and ends with a notice.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

/// The running jobs.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    next: AtomicU32,
    running: Mutex<HashMap<u32, Arc<AtomicBool>>>,
}

/// One job's own view: its number and whether it should stop.
#[derive(Clone, Debug)]
pub(crate) struct Ticket {
    pub number: u32,
    cancelled: Arc<AtomicBool>,
}

impl Ticket {
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

impl Jobs {
    /// A ticket for a new job.
    pub fn begin(&self) -> Ticket {
        let number = self.next.fetch_add(1, Ordering::Relaxed) + 1;
        let cancelled = Arc::new(AtomicBool::new(false));
        self.running().insert(number, cancelled.clone());
        Ticket { number, cancelled }
    }

    pub fn end(&self, ticket: &Ticket) {
        self.running().remove(&ticket.number);
    }

    /// Asks a job to stop at its next step; an unknown number is a job that ended.
    pub fn cancel(&self, number: u32) {
        if let Some(cancelled) = self.running().get(&number) {
            cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Asks all to stop: before locking.
    pub fn cancel_all(&self) {
        self.running().values().for_each(|cancelled| cancelled.store(true, Ordering::Relaxed));
    }

    pub fn any(&self) -> bool {
        !self.running().is_empty()
    }

    fn running(&self) -> std::sync::MutexGuard<'_, HashMap<u32, Arc<AtomicBool>>> {
        self.running.lock().expect("nothing panics holding the list of jobs")
    }
}
