//! Meeting the other laptops of the hub on the same cable or Wi-Fi, without the center. Each answers the others at a
//! door of its own, finds them by multicast DNS, and fetches from each what it lacks; the keys by which they know
//! each other are those of their enrolment.

mod door;
mod finding;
mod near;
mod visit;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use feed::{DeviceKey, HubId};
use store::Recorded;
use wire::Cancel;

use crate::api::exchange::Met;
use crate::api::job::Notice;
use crate::api::network::NearbyStatus;
use crate::api::problem::{Problem, SyncProblem};
use crate::background::{Background, Rest, Shows, Turn};
use crate::books::Books;
use crate::clock::now_ms;
use crate::komora::Komora;
use crate::sync::{Carried, Step, TOPIC, after_faults, say_carried};
use door::Open;
use finding::{Finding, Found};
use near::Near;
use visit::{Host, Told};

/// Who else belongs to the hub is looked at anew this often.
const LOOK: Duration = Duration::from_secs(10);

/// The laptops nearby, met or not.
pub(crate) struct Lan(Background<State>);

#[derive(Default)]
struct State {
    /// Where this laptop answers.
    port: Option<u16>,
    near: Near,
    /// Why nobody is met now.
    problem: Option<Problem>,
}

impl Shows for State {
    fn broke(&mut self, problem: Problem, _: Duration) {
        *self = Self { problem: Some(problem), ..Self::default() };
    }

    fn ended(&mut self) {
        *self = Self::default();
    }
}

impl Default for Lan {
    fn default() -> Self {
        Self(Background::new(after_faults))
    }
}

impl Lan {
    /// Begins, if the books are a hub's that meets its neighbours, and nothing runs yet.
    pub fn begin(&self, komora: &Komora) {
        let meets = || {
            komora.books().is_ok_and(|books| books.hub().is_some() && books.meets_nearby().unwrap_or(false))
        };
        if self.0.runs() || !meets() {
            return;
        }
        let (of, teller) = (komora.clone(), komora.clone());
        self.0.begin("nearby", State::default(), move || tell(&teller), move |turn| run(&of, turn));
    }

    /// Whether neighbours are to be met has changed: looked at now.
    pub fn call(&self) {
        self.0.call();
    }

    /// Ends it, and waits until it has let the books go.
    pub fn end(&self) {
        self.0.end(|_| {});
    }

    pub fn shown(&self, on: bool) -> NearbyStatus {
        self.0.change(|state| NearbyStatus {
            on,
            port: state.port,
            laptops: state.near.shown(),
            problem: state.problem.clone(),
        })
    }

    fn found(&self, found: Found) {
        self.0.change(|state| state.near.found(found.device, found.addresses, Instant::now()));
    }
}

fn tell(komora: &Komora) {
    komora.tell(Notice::Topics { topics: vec![TOPIC.to_owned()] });
}

/// Visits the laptop at an address once, whichever of the hub's it is: for networks that carry no multicast.
///
/// # Errors
/// [`SyncProblem::NobodyNearby`] where no laptop of the hub answers there, or why the visit broke off.
pub(crate) fn visit_once(komora: &Komora, address: SocketAddr, cancel: &Cancel) -> Result<Met, Problem> {
    let books = komora.books()?;
    let mut last = Problem::from(SyncProblem::NobodyNearby);
    for device in books.neighbours()? {
        match fetch_all(komora, &books, device, address, cancel) {
            Ok(met) => return Ok(met),
            // Another of the hub's laptops, or none of them.
            Err(Problem::Sync { sync: SyncProblem::NobodyNearby }) => {}
            Err(problem) => last = problem,
        }
    }
    Err(last)
}

/// Until no photograph or document is left to be fetched either.
fn fetch_all(
    komora: &Komora,
    books: &Books,
    device: DeviceKey,
    address: SocketAddr,
    cancel: &Cancel,
) -> Result<Met, Problem> {
    let mut all = Met::default();
    loop {
        let visited = visit(komora, books, device, &[address], cancel)?;
        all.add(visited.met);
        if !visited.again {
            return Ok(all);
        }
    }
}

fn visit(
    komora: &Komora,
    books: &Books,
    device: DeviceKey,
    addresses: &[SocketAddr],
    cancel: &Cancel,
) -> Result<visit::Visited, Problem> {
    let entries = |_: Step, recorded: &Recorded| say_what_came(komora, recorded);
    let blobs = |carried: Carried| say_carried(komora, &carried);
    let host = Host { device, addresses, notes: &komora.inner.blobs };
    visit::visit(books, &host, cancel, &Told { entries: &entries, blobs: &blobs })
}

fn run(komora: &Komora, turn: &Turn<State>) {
    let mut presence = Presence::default();
    loop {
        let Ok(books) = komora.books() else { return };
        let (Some(hub), Ok(true)) = (books.hub(), books.meets_nearby()) else { return };
        let moved = presence.follow(komora, &books, hub);
        let mended = turn.change(|state| {
            state.port = presence.port();
            state.problem.take().is_some()
        });
        if moved || mended {
            tell(komora);
        }
        for (device, addresses) in turn.change(|state| state.near.due(Instant::now())) {
            if turn.is_over() {
                break;
            }
            visit_one(komora, turn, &books, device, &addresses);
        }
        drop(books);
        let look = Instant::now() + LOOK;
        // Somebody may be found meanwhile.
        match turn.rest(|state| state.near.next_visit().map_or(look, |next| next.min(look))) {
            Rest::Ended => return,
            Rest::Called => turn.change(|state| state.near.soon(Instant::now())),
            Rest::Over => {}
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

fn heard(komora: &Komora) -> impl Fn(Found) + Send + 'static {
    // Weak: what announces must not keep the program alive.
    let inner = Arc::downgrade(&komora.inner);
    move |found| {
        if let Some(inner) = inner.upgrade() {
            inner.lan.found(found);
        }
    }
}

fn visit_one(
    komora: &Komora,
    turn: &Turn<State>,
    books: &Books,
    device: DeviceKey,
    addresses: &[SocketAddr],
) {
    let visited = visit(komora, books, device, addresses, turn.cancel());
    let came = visited.as_ref().is_ok_and(|one| one.met.came + one.met.attachments_came > 0);
    let again = visited.as_ref().is_ok_and(|one| one.again);
    let problem = visited.err();
    let changed = turn.change(|state| {
        let changed = state.near.visited(device, problem, now_ms(), Instant::now());
        if again {
            state.near.again(device, Instant::now());
        }
        changed
    });
    if came {
        // What a neighbour did may be new to Kyiv.
        komora.inner.keeper.call();
    }
    if came || changed {
        tell(komora);
    }
}

fn say_what_came(komora: &Komora, recorded: &Recorded) {
    let topics = recorded.topics.iter().map(|topic| (*topic).to_owned());
    komora.tell(Notice::Topics { topics: topics.chain(["acts".to_owned()]).collect() });
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::api::query::Query;
    use crate::test_hub::founded;

    #[test]
    fn a_fault_of_the_program_is_shown_while_nobody_nearby_is_met() {
        let folder = tempfile::tempdir().unwrap();
        let komora = founded(folder.path());
        let nearby = || komora.ask(&Query::Network).unwrap()["nearby"].clone();
        assert!(nearby()["problem"].is_null());
        let (say, heard) = mpsc::channel();
        let tell = move || {
            let _ = say.send(());
        };
        let lan = &komora.inner.lan;
        assert!(lan.0.begin("broken", State::default(), tell, |_: &Turn<State>| panic!("broken")));
        heard.recv().unwrap();
        assert_eq!(nearby()["problem"]["sync"]["kind"], "fault");
        lan.end();
        assert!(nearby()["problem"].is_null());
    }
}
