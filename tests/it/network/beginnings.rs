//! How a network begins, and that all who belong to it come to hold the same.

use app::api::network::Reach;
use app::api::operation::Operation;
use center::error::CenterError;
use feed::Scope;
use feed::exchange::Holdings;
use serde_json::json;

use super::world::{World, alone, join};

#[test]
fn a_hub_that_stood_alone_brings_its_history_along() {
    let world = World::founded();
    let hub = alone("OAK");
    let before = hub.hashes();
    world.admit(&hub);
    let status = hub.network();
    assert_eq!(status.network, world.coordination.network().network);
    assert!(status.waiting.acts >= 3, "{:?}", status.waiting);

    let met = hub.meet();
    assert!(met.went > 0 && met.quarantined == 0, "{met:?}");
    let status = hub.network();
    assert_eq!(status.waiting.acts, 0);
    assert_eq!(status.center.unwrap().complete_until_ms, hub.network().center.unwrap().met_ms);

    world.coordination.meet();
    for (scope, hash) in &before {
        if scope.contains("hub") {
            assert!(
                hub.hashes().contains(&(scope.clone(), hash.clone())),
                "{scope}: joining changed the books"
            );
        }
    }
    for hash in hub.hashes() {
        assert!(world.coordination.hashes().contains(&hash), "{hash:?}");
    }
    let rows = world.coordination.ask(json!({ "query": "assets" }));
    assert_eq!(rows["total"], 5);
    let devices = world.coordination.network().devices;
    assert!(devices.iter().any(|device| device.hub.as_deref() == Some("HUB-OAK")), "{devices:?}");

    // Nothing more to say: a meeting moves nothing.
    assert_eq!((hub.meet().came, hub.meet().went), (0, 0));
}

#[test]
fn a_laptop_joins_by_code_and_sees_what_the_other_does() {
    let world = World::founded();
    let first = world.hub("OAK");
    let second = world.second(&first, "Quartermaster 2");
    assert_eq!(second.ask(json!({ "query": "assets" }))["total"], 5);
    first.meet();
    let people = first.ask(json!({ "query": "people" }));
    let names: Vec<&str> =
        people["rows"].as_array().unwrap().iter().filter_map(|row| row["name"].as_str()).collect();
    assert!(names.contains(&"Quartermaster 2"), "{names:?}");

    second.issue(1, second.person());
    let acts = |laptop: &super::world::Laptop| laptop.ask(json!({ "query": "acts" }))["rows"][0].clone();
    assert_eq!(acts(&second)["reach"], json!(Reach::Here));
    second.meet();
    assert_eq!(acts(&second)["reach"], json!(Reach::Center));
    first.meet();
    assert_eq!(acts(&first)["what"], acts(&second)["what"]);
    assert_eq!(acts(&first)["reach"], json!(Reach::Center));
    assert_eq!(first.hashes(), second.hashes());
    assert_eq!(first.network().waiting.acts, 0);
}

#[test]
fn a_coordination_laptop_keeps_no_stock_and_reads_every_hub() {
    let world = World::founded();
    let (_oak, _elm) = (world.hub("OAK"), world.hub("ELM"));
    world.coordination.meet();
    assert_eq!(world.coordination.ask(json!({ "query": "assets" }))["total"], 10);
    let add = json!({ "command": "add-place", "id": uuid::Uuid::now_v7(),
        "details": { "name": "x", "code": "X", "kind": "rack" } });
    let refused = world.coordination.komora.execute(&serde_json::from_value(add).unwrap(), None);
    assert_eq!(refused.unwrap_err(), app::api::problem::Problem::NoHub);
    // A hub's laptop holds no other hub's books.
    assert_eq!(_elm.ask(json!({ "query": "assets" }))["total"], 5);

    let file = world.coordination.path("vouchers");
    let path = file.display().to_string();
    world.coordination.do_it(Operation::SaveVouchers {
        role: "coordinator".into(),
        count: 2,
        valid_days: 1,
        path,
    });
    let paris = super::world::Laptop::new();
    paris.do_it(join(&world.center.code(&file), "Coordinator 2"));
    paris.meet();
    world.coordination.meet();
    assert_eq!(paris.hashes(), world.coordination.hashes());
}

#[test]
fn the_centers_operator_is_told_what_a_laptop_holds_and_hands_out_what_it_lacks() {
    let world = World::founded();
    let first = world.hub("OAK");
    let second = world.second(&first, "Quartermaster 2");
    let (_, device) = world.member(&first);
    let list = first.path("held.komora-held");
    let lacking = || {
        first.do_it(Operation::SaveHoldings { path: list.display().to_string() });
        let said = Holdings::from_bytes(&std::fs::read(&list).unwrap()).unwrap();
        let admission = world.center.books.admission(&device).unwrap();
        let (mut entries, allowed) = (0, |scope: &Scope| admission.reads(*scope));
        let page = |_: &[u8], held: usize| -> Result<(), CenterError> {
            entries += held;
            Ok(())
        };
        world.center.books.hand_out(&allowed, &said, 1_000, page).unwrap();
        entries
    };
    assert!(lacking() > 0, "the second laptop has joined since");
    first.meet();
    assert_eq!(lacking(), 0);
    second.issue(1, second.person());
    second.meet();
    assert!((1..=2).contains(&lacking()), "its act, and its session at most");
}
