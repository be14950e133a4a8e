//! The background exchange: an act is seen on another laptop within a second, and a line that was down is
//! tried again.

use std::time::{Duration, Instant};

use app::api::network::SyncPhase;
use app::api::operation::Operation;
use serde_json::json;

use super::world::{Laptop, PASSPHRASE, RUNTIME, World};

/// Far beyond what is promised: how long a busy machine may take before the test says it never came.
const PATIENCE: Duration = Duration::from_secs(60);

const BETWEEN_LOOKS: Duration = Duration::from_millis(5);

pub fn run(laptop: &Laptop) {
    let komora = laptop.komora.clone();
    RUNTIME.spawn(async move { komora.clockwork().await });
}

pub fn until(what: &str, mut holds: impl FnMut() -> bool) -> Duration {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < PATIENCE, "waited in vain until {what}");
        std::thread::sleep(BETWEEN_LOOKS);
    }
    began.elapsed()
}

fn phase(laptop: &Laptop) -> SyncPhase {
    laptop.network().center.unwrap().phase
}

#[test]
fn what_is_done_on_one_laptop_is_seen_on_the_other_and_again_after_the_line_was_down() {
    let mut world = World::founded();
    let first = world.hub("OAK");
    let second = world.second(&first, "Quartermaster 2");
    first.meet();
    run(&first);
    run(&second);
    until("both listen", || phase(&first) == SyncPhase::Live && phase(&second) == SyncPhase::Live);

    let issued = |laptop: &Laptop| laptop.ask(json!({ "query": "counts" }))["issuedAssets"].clone();
    let before = issued(&first);
    second.issue(1, second.person());
    let took = until("the issue is seen", || issued(&first) != before);
    println!("seen after {took:?}");

    world.center.leave();
    until("the line is known to be down", || phase(&second) == SyncPhase::Resting);
    second.issue(2, second.person());
    until("it is said", || second.network().center.unwrap().problem.is_some());
    let before = issued(&first);
    world.center.listen();
    until("it went out by itself", || issued(&first) != before);

    // Locking lets the books go at once, and unlocking goes on.
    second.do_it(Operation::Lock);
    second.do_it(Operation::Unlock { passphrase: PASSPHRASE.into() });
    until("it meets again", || phase(&second) == SyncPhase::Live);
    first.komora.shut_down();
    second.komora.shut_down();
}
