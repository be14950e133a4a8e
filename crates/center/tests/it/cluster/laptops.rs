//! Laptops of one hub that hand page after page over and remember what they were told is safe.

use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use feed::membership::{DeviceEnrolled, PersonEnrolled};
use feed::{CenterKey, Head, Scope, Verified};
use wire::message::PushRequest;
use wire::{Cancel, Client};

use crate::world::{Laptop, World, page};

/// How many there are.
pub const LAPTOPS: usize = 6;

/// Entries of a page, as many as an hour's work.
const ENTRIES: usize = 10;

/// Between two tries of a laptop that was turned away.
const BETWEEN_TRIES: Duration = Duration::from_millis(100);

/// A page the center signed for.
struct Kept {
    laptop: usize,
    began: Instant,
    head: Head,
}

/// What all of them were told.
#[derive(Default)]
pub struct Told {
    kept: Mutex<Vec<Kept>>,
    over: Cancel,
}

/// Ends the work when dropped, so that a test that fails does not wait for it.
pub struct UntilDropped<'a>(pub &'a Told);

impl Drop for UntilDropped<'_> {
    fn drop(&mut self) {
        self.0.over.raise();
    }
}

impl Told {
    /// Raised when the work is over.
    pub fn over(&self) -> Cancel {
        self.over.clone()
    }

    /// Heads acknowledged so far.
    pub fn heads(&self) -> Vec<Head> {
        self.with(|kept| kept.iter().map(|kept| kept.head).collect())
    }

    pub fn count(&self) -> usize {
        self.with(<[Kept]>::len)
    }

    /// Whether every laptop was told of a page that it began to hand over after this.
    pub fn everyone_since(&self, when: Instant) -> bool {
        self.with(|kept| {
            (0..LAPTOPS).all(|laptop| {
                let mut latest = kept.iter().rev();
                latest.any(|kept| kept.laptop == laptop && kept.began > when)
            })
        })
    }

    fn with<T>(&self, read: impl FnOnce(&[Kept]) -> T) -> T {
        read(&self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn keep(&self, kept: Kept) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).push(kept);
    }
}

/// The hub's first laptop and more, with what the hub's Roster says of them.
pub fn enrolled(world: &mut World) -> (Vec<Laptop>, Vec<Verified>) {
    let roster = world.roster_scope();
    let laptops: Vec<Laptop> = (30..).take(LAPTOPS).map(Laptop::new).collect();
    let mut runs = world.roster.clone();
    for laptop in &laptops {
        let (person, key) = (laptop.person, laptop.person_key());
        runs.push(world.hub.say(roster, DeviceEnrolled { device: laptop.device() }, &[]));
        runs.push(world.hub.say(roster, PersonEnrolled { person, key }, &[]));
    }
    (laptops, runs)
}

/// Works until it is over, or until the center lacks what it had signed for.
pub fn work(
    number: usize,
    mut laptop: Laptop,
    scope: Scope,
    roster: Head,
    mut client: Client,
    center: &CenterKey,
    told: &Told,
) {
    let mut run = laptop.open_session(scope, &[roster]);
    while let Some(kept) = handed_over(number, &laptop, &run, &mut client, center, told) {
        told.keep(kept);
        run = laptop.acts(scope, ENTRIES).remove(0);
    }
}

/// Tries until the center has signed for the page; whatever goes wrong is a reason to try again.
fn handed_over(
    laptop: usize,
    by: &Laptop,
    run: &Verified,
    client: &mut Client,
    center: &CenterKey,
    told: &Told,
) -> Option<Kept> {
    let request = PushRequest { page: page(std::slice::from_ref(run)) };
    while !told.over.is_raised() {
        let began = Instant::now();
        if let Ok(answer) = client.push(&request) {
            if !answer.gaps.is_empty() {
                return None;
            }
            assert!(answer.receipt.verify(center, &by.device()), "the center signs for what it keeps");
            assert_eq!(answer.receipt.heads, [run.head()]);
            return Some(Kept { laptop, began, head: run.head() });
        }
        thread::sleep(BETWEEN_TRIES);
    }
    None
}
