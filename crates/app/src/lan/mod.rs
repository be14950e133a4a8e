//! Meeting the other laptops of the hub on the same cable or Wi-Fi, without the center. Each answers the others at a
//! door of its own, finds them by multicast DNS, and fetches from each what it lacks; the keys by which they know
//! each other are those of their enrolment.

mod door;
mod finding;
mod near;
mod visit;

use std::net::SocketAddr;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use feed::{DeviceKey, HubId};
use store::Recorded;
use wire::Cancel;

use crate::api::job::Notice;
use crate::api::network::{Met, NearbyStatus, SyncProblem};
use crate::api::problem::Problem;
use crate::books::Books;
use crate::clock::now_ms;
use crate::komora::Komora;
use crate::sync::{Step, TOPIC};
use door::Open;
use finding::{Finding, Found};
use near::Near;

/// Who else belongs to the hub is looked at anew this often.
const LOOK: Duration = Duration::from_secs(10);
/// How long locking waits for a visit to let the books go.
const LET_GO: Duration = Duration::from_secs(2);

/// The laptops nearby, met or not.
#[derive(Default)]
pub(crate) struct Lan {
    inside: Mutex<Inside>,
    woken: Condvar,
}

#[derive(Default)]
struct Inside {
    /// The thread that runs now: a number to tell it from those before.
    running: Option<u64>,
    started: u64,
    /// To be looked at now.
    called: bool,
    cancel: Cancel,
    /// Where this laptop answers.
    port: Option<u16>,
    near: Near,
}

impl Lan {
    /// Begins, if the books are a hub's that meets its neighbours, and nothing runs yet.
    pub fn begin(&self, komora: &Komora) {
        let meets =
            komora.books().is_ok_and(|books| books.hub().is_some() && books.meets_nearby().unwrap_or(false));
        let mut inside = self.inside();
        if !meets || inside.running.is_some() {
            return;
        }
        inside.started += 1;
        let number = inside.started;
        inside.running = Some(number);
        inside.cancel = Cancel::default();
        inside.near = Near::default();
        let (komora, cancel) = (komora.clone(), inside.cancel.clone());
        std::thread::spawn(move || {
            run(&komora, &cancel);
            let lan = &komora.inner.lan;
            let mut inside = lan.inside();
            if inside.running == Some(number) {
                inside.running = None;
                inside.port = None;
                inside.near = Near::default();
            }
            drop(inside);
            lan.woken.notify_all();
            komora.tell(Notice::Topics { topics: vec![TOPIC.to_owned()] });
        });
    }

    /// Whether neighbours are to be met has changed: looked at now.
    pub fn call(&self) {
        self.inside().called = true;
        self.woken.notify_all();
    }

    /// Ends it, and waits until it has let the books go.
    pub fn end(&self) {
        let mut inside = self.inside();
        inside.cancel.raise();
        self.woken.notify_all();
        let until = Instant::now() + LET_GO;
        while inside.running.is_some() {
            let Some(left) = until.checked_duration_since(Instant::now()) else { return };
            inside = self
                .woken
                .wait_timeout(inside, left)
                .map_or_else(|broken| broken.into_inner().0, |waited| waited.0);
        }
    }

    pub fn shown(&self, on: bool) -> NearbyStatus {
        let inside = self.inside();
        NearbyStatus { on, port: inside.port, laptops: inside.near.shown() }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it is called, the next visit is due, or it is time to look anew; `false` to end.
    fn rest(&self, cancel: &Cancel) -> bool {
        let mut inside = self.inside();
        let look = Instant::now() + LOOK;
        loop {
            if cancel.is_raised() {
                return false;
            }
            if std::mem::take(&mut inside.called) {
                inside.near.soon(Instant::now());
                return true;
            }
            // Somebody may have been found meanwhile.
            let next = inside.near.next_visit().map_or(look, |next| next.min(look));
            let Some(left) = next.checked_duration_since(Instant::now()) else { return true };
            inside = self
                .woken
                .wait_timeout(inside, left)
                .map_or_else(|broken| broken.into_inner().0, |waited| waited.0);
        }
    }
}

/// Visits the laptop at an address once, whichever of the hub's it is: for networks that carry no multicast.
///
/// # Errors
/// [`SyncProblem::NobodyNearby`] where no laptop of the hub answers there, or why the visit broke off.
pub(crate) fn visit_once(komora: &Komora, address: SocketAddr, cancel: &Cancel) -> Result<Met, Problem> {
    let books = komora.books()?;
    let tell = |_: Step, recorded: &Recorded| say_what_came(komora, recorded);
    let mut last = Problem::from(SyncProblem::NobodyNearby);
    for device in books.neighbours()? {
        match visit::visit(&books, device, &[address], cancel, &tell) {
            Ok(met) => return Ok(met),
            // Another of the hub's laptops, or none of them.
            Err(Problem::Sync { sync: SyncProblem::NobodyNearby }) => {}
            Err(problem) => last = problem,
        }
    }
    Err(last)
}

fn run(komora: &Komora, cancel: &Cancel) {
    let lan = &komora.inner.lan;
    let mut presence = Presence::default();
    loop {
        let Ok(books) = komora.books() else { break };
        let (Some(hub), Ok(true)) = (books.hub(), books.meets_nearby()) else { break };
        if presence.follow(komora, &books, hub) {
            lan.inside().port = presence.port();
            komora.tell(Notice::Topics { topics: vec![TOPIC.to_owned()] });
        }
        for (device, addresses) in lan.due() {
            if cancel.is_raised() {
                break;
            }
            visit_one(komora, &books, device, &addresses, cancel);
        }
        drop(books);
        if !lan.rest(cancel) {
            break;
        }
    }
}

/// How this laptop is there for its neighbours.
#[derive(Default)]
struct Presence {
    door: Option<Open>,
    /// Those it looks for.
    others: Vec<DeviceKey>,
    finding: Option<Finding>,
}

impl Presence {
    /// As the hub is now: nobody is answered or looked for where there is nobody. Whether something changed.
    fn follow(&mut self, komora: &Komora, books: &Arc<Books>, hub: HubId) -> bool {
        let others = books.neighbours().unwrap_or_default();
        if others.is_empty() {
            let was_there = self.door.is_some();
            *self = Self::default();
            return was_there;
        }
        let (before, known) = (self.port(), self.others == others);
        if self.door.is_none() {
            self.door = Open::new(books).ok();
        }
        if let (Some(port), false) = (self.port(), known) {
            // Where nobody may speak multicast this laptop still answers, and can be visited by address.
            self.finding = None;
            self.finding = Finding::new(hub, books.device(), &others, port, heard(komora)).ok();
            self.others = others;
        }
        before != self.port()
    }

    fn port(&self) -> Option<u16> {
        self.door.as_ref().map(|door| door.port)
    }
}

impl Lan {
    fn due(&self) -> Vec<(DeviceKey, Vec<SocketAddr>)> {
        self.inside().near.due(Instant::now())
    }
}

fn heard(komora: &Komora) -> impl Fn(Found) + Send + 'static {
    // Weak: what announces must not keep the program alive.
    let inner = Arc::downgrade(&komora.inner);
    move |found| {
        if let Some(inner) = inner.upgrade() {
            inner.lan.inside().near.found(found.device, found.addresses, Instant::now());
            inner.lan.woken.notify_all();
        }
    }
}

fn visit_one(komora: &Komora, books: &Books, device: DeviceKey, addresses: &[SocketAddr], cancel: &Cancel) {
    let tell = |_: Step, recorded: &Recorded| say_what_came(komora, recorded);
    let visited = visit::visit(books, device, addresses, cancel, &tell);
    let came = visited.as_ref().is_ok_and(|met| met.came > 0);
    let changed = komora.inner.lan.inside().near.visited(device, visited.err(), now_ms(), Instant::now());
    if came {
        // What a neighbour did may be new to Kyiv.
        komora.inner.keeper.call();
    }
    if came || changed {
        komora.tell(Notice::Topics { topics: vec![TOPIC.to_owned()] });
    }
}

fn say_what_came(komora: &Komora, recorded: &Recorded) {
    let topics = recorded.topics.iter().map(|topic| (*topic).to_owned());
    komora.tell(Notice::Topics { topics: topics.chain(["acts".to_owned()]).collect() });
}
