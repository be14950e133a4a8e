//! Laptops of one hub on one network, without the center.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use app::api::network::NearbyStatus;
use app::api::operation::Operation;
use app::api::problem::{Problem, SyncProblem};
use serde_json::json;

use super::live::{run, until};
use super::world::{Laptop, World};

fn nearby(laptop: &Laptop) -> NearbyStatus {
    laptop.network().nearby.unwrap()
}

/// Where a laptop answers, once it does.
pub fn door(laptop: &Laptop) -> SocketAddr {
    run(laptop);
    until("its door is open", || nearby(laptop).port.is_some());
    SocketAddr::from(([127, 0, 0, 1], nearby(laptop).port.unwrap()))
}

fn issued(laptop: &Laptop) -> serde_json::Value {
    laptop.ask(json!({ "query": "counts" }))["issuedAssets"].clone()
}

fn met() -> (World, Laptop, Laptop) {
    let mut world = World::founded();
    let first = world.hub("OAK");
    let second = world.second(&first, "Quartermaster 2");
    first.meet();
    second.meet();
    world.center.leave();
    (world, first, second)
}

#[test]
fn a_laptop_fetches_from_another_at_its_address_and_knows_that_it_holds_it() {
    let (_world, first, second) = met();
    let at = door(&second);
    second.issue(1, second.person());
    let came = first.komora.visit(at).unwrap();
    assert!(came.came > 0);
    assert_eq!(issued(&first), issued(&second));
    assert_eq!(first.hashes(), second.hashes());
    let again = first.komora.visit(at).unwrap();
    assert_eq!(again.came, 0, "nothing twice");
    // What the other said it holds counts as held by the other.
    let acts = first.ask(json!({ "query": "acts", "window": { "limit": 1 } }));
    assert_eq!(acts["rows"][0]["reach"], "elsewhere");
    second.komora.shut_down();
    assert!(first.komora.visit(at).is_err(), "a locked laptop answers nobody");
}

#[test]
fn what_is_done_on_one_laptop_is_found_by_the_other_by_itself() {
    let (_world, first, second) = met();
    let before = issued(&first);
    run(&first);
    run(&second);
    second.issue(1, second.person());
    let began = Instant::now();
    until("the issue is seen", || issued(&first) != before);
    println!("seen after {:?}", began.elapsed());
    until("both say they met", || {
        [&first, &second].iter().all(|laptop| nearby(laptop).laptops.iter().any(|one| one.met_ms.is_some()))
    });
    first.do_it(Operation::SetNearby { on: false });
    until("the door is closed", || nearby(&first).port.is_none());
    let began = Instant::now();
    first.komora.shut_down();
    second.komora.shut_down();
    assert!(began.elapsed() < Duration::from_secs(5), "locking waits for nobody");
}

#[test]
fn strangers_and_laptops_that_are_cut_are_given_nothing() {
    let (mut world, first, second) = met();
    world.center.listen();
    let other_hub = world.hub("ELM");
    // There is still somebody to answer when another is cut.
    let _third = world.second(&first, "Quartermaster 3");
    let at = door(&first);
    // Another hub's laptop knows nobody here, and is known to nobody.
    let stranger = other_hub.komora.visit(at);
    assert!(matches!(stranger, Err(Problem::Sync { sync: SyncProblem::NobodyNearby })), "{stranger:?}");
    second.komora.visit(at).unwrap();
    world.cut(&second);
    first.meet();
    first.issue(2, first.person());
    let before = second.hashes();
    let cut = second.komora.visit(at);
    assert!(matches!(cut, Err(Problem::Sync { sync: SyncProblem::UnknownDevice })), "{cut:?}");
    assert_eq!(second.hashes(), before, "not a byte after it was cut");
    first.komora.shut_down();
}
