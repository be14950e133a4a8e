//! How long nobody has touched the laptop.

use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Counts from the last stir. Runs on the machine's uptime, so a changed clock neither locks nor keeps
/// open.
#[derive(Debug)]
pub(crate) struct Idle {
    last: Mutex<Instant>,
}

impl Default for Idle {
    fn default() -> Self {
        Self { last: Mutex::new(Instant::now()) }
    }
}

impl Idle {
    pub fn stir(&self) {
        *self.last.lock().expect("nothing panics holding an instant") = Instant::now();
    }

    /// As if nobody had touched it for this long.
    #[cfg(test)]
    pub fn untouched_for(&self, long: Duration) {
        let last = Instant::now().checked_sub(long).expect("the machine runs longer than that");
        *self.last.lock().expect("nothing panics holding an instant") = last;
    }

    /// Since the last stir.
    pub fn lasting(&self) -> Duration {
        self.last.lock().expect("nothing panics holding an instant").elapsed()
    }
}
