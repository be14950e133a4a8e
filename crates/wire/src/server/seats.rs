//! Places for connections. When all are taken, whoever has sat idle longest makes room: five hundred silent
//! sockets cannot keep an honest laptop out.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::tls::PeerKey;

/// All places of a server.
pub(super) struct Seats {
    limit: usize,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    next: u64,
    /// Counts what happens, so that "longest idle" needs no clock.
    tick: u64,
    seats: HashMap<u64, Held>,
}

struct Held {
    /// The tick since which nothing is being answered; `None` while something is.
    idle_since: Option<u64>,
    /// Who sits there, once the key is proved.
    peer: Option<PeerKey>,
    leave: Arc<Notify>,
    hung_up: Arc<AtomicBool>,
}

/// One connection's place; given back when dropped.
pub(super) struct Seat {
    seats: Arc<Seats>,
    number: u64,
    leave: Arc<Notify>,
    hung_up: Arc<AtomicBool>,
}

impl Seats {
    pub fn new(limit: usize) -> Arc<Self> {
        Arc::new(Self { limit, taken: Mutex::default() })
    }

    /// A place; `None` when everybody is being served.
    pub fn take(self: &Arc<Self>) -> Option<Seat> {
        let mut taken = self.lock();
        if taken.seats.len() >= self.limit {
            let idle = taken.seats.iter().filter_map(|(number, held)| Some((held.idle_since?, *number)));
            let (_, longest) = idle.min()?;
            let held = taken.seats.remove(&longest)?;
            held.leave.notify_one();
        }
        taken.next += 1;
        taken.tick += 1;
        let (number, tick, leave) = (taken.next, taken.tick, Arc::new(Notify::new()));
        let hung_up = Arc::<AtomicBool>::default();
        let held = Held {
            idle_since: Some(tick),
            peer: None,
            leave: Arc::clone(&leave),
            hung_up: Arc::clone(&hung_up),
        };
        taken.seats.insert(number, held);
        Some(Seat { seats: Arc::clone(self), number, leave, hung_up })
    }

    /// Closes every connection of `peer`, whatever is being answered; nothing more is sent on any of them.
    pub fn hang_up(&self, peer: &PeerKey) {
        for held in self.lock().seats.values().filter(|held| held.peer == Some(*peer)) {
            held.hung_up.store(true, Ordering::Relaxed);
            held.leave.notify_one();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    /// Returns when the place is wanted for somebody else.
    pub fn asked_to_leave(&self) -> impl Future<Output = ()> + use<> {
        let leave = Arc::clone(&self.leave);
        async move { leave.notified().await }
    }

    /// Set once the visitor is hung up on, not merely asked to make room.
    pub fn hung_up(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.hung_up)
    }

    /// The key is proved.
    pub fn belongs_to(&self, peer: PeerKey) {
        if let Some(held) = self.seats.lock().seats.get_mut(&self.number) {
            held.peer = Some(peer);
        }
    }

    /// A request has begun: until [`Seat::idle`] nobody else gets the place.
    pub fn busy(&self) {
        if let Some(held) = self.seats.lock().seats.get_mut(&self.number) {
            held.idle_since = None;
        }
    }

    pub fn idle(&self) {
        let mut taken = self.seats.lock();
        taken.tick += 1;
        let tick = taken.tick;
        if let Some(held) = taken.seats.get_mut(&self.number) {
            held.idle_since = Some(tick);
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.seats.lock().seats.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_sat_idle_longest_makes_room() {
        let seats = Seats::new(2);
        let first = seats.take().unwrap();
        let second = seats.take().unwrap();
        first.busy();
        first.idle();
        let third = seats.take().unwrap();
        second.asked_to_leave().await;
        first.busy();
        third.busy();
        assert!(seats.take().is_none(), "everybody is being served");
        drop(first);
        assert!(seats.take().is_some());
    }
}
