//! Places for connections. When all are taken, whoever has sat idle longest makes room: five hundred silent
//! sockets cannot keep an honest laptop out.

use std::collections::{BTreeSet, HashMap};
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
    /// Whether anything but a refusal was answered.
    served: bool,
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
            served: false,
            leave: Arc::clone(&leave),
            hung_up: Arc::clone(&hung_up),
        };
        taken.seats.insert(number, held);
        Some(Seat { seats: Arc::clone(self), number, leave, hung_up })
    }

    /// Closes every connection of `peer`, whatever is being answered; nothing more is sent on any of them.
    pub fn hang_up(&self, peer: &PeerKey) {
        self.close(|held| held.peer == Some(*peer));
    }

    /// Those who were given something over a connection that is still open.
    pub fn served(&self) -> BTreeSet<PeerKey> {
        self.lock().seats.values().filter(|held| held.served).filter_map(|held| held.peer).collect()
    }

    /// Closes the connections over which `peer` was given something.
    pub fn stop_serving(&self, peer: &PeerKey) {
        self.close(|held| held.served && held.peer == Some(*peer));
    }

    fn close(&self, is_meant: impl Fn(&Held) -> bool) {
        for held in self.lock().seats.values().filter(|held| is_meant(held)) {
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

    /// Something is about to be given.
    pub fn serves(&self) {
        if let Some(held) = self.seats.lock().seats.get_mut(&self.number) {
            held.served = true;
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

    #[test]
    fn who_may_have_no_more_loses_the_connections_that_gave_something_and_is_refused_over_the_others() {
        let (seats, peer) = (Seats::new(3), PeerKey::from_bytes([1; 32]));
        let (giving, refusing, others) =
            (seats.take().unwrap(), seats.take().unwrap(), seats.take().unwrap());
        giving.belongs_to(peer);
        refusing.belongs_to(peer);
        others.belongs_to(PeerKey::from_bytes([2; 32]));
        assert!(seats.served().is_empty());
        giving.serves();
        assert_eq!(seats.served(), BTreeSet::from([peer]));
        seats.stop_serving(&peer);
        let closed = [&giving, &refusing, &others].map(|seat| seat.hung_up().load(Ordering::Relaxed));
        assert_eq!(closed, [true, false, false]);
        drop(giving);
        assert!(seats.served().is_empty(), "nobody is asked about whose connections are closed");
    }
}
