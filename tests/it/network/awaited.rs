//! An act done on top of a stranger's act. Kyiv takes the one and not the other, so it waits wherever the stranger's did
//! not come: what is held decides, and it is said what is awaited and who has held it.

use app::api::exchange::BundleFor;
use app::api::network::AwaitedActs;
use serde_json::json;

use super::untaken::{Story, name, newest_act, reach};
use super::world::Laptop;

fn awaited(laptop: &Laptop) -> Vec<AwaitedActs> {
    laptop.network().awaited
}

fn issued(laptop: &Laptop) -> serde_json::Value {
    laptop.ask(json!({ "query": "counts" }))["issuedAssets"].clone()
}

/// All that one laptop holds, on a stick.
fn bring_everything(from: &Laptop, to: &Laptop) {
    let file = from.path("everything.komora");
    from.komora.export_bundle(BundleFor::Everything, true, &file, &|_, _, _| true).unwrap();
    to.komora.import_bundle(&file, &|_, _, _| true).unwrap();
}

#[test]
fn an_act_that_rests_on_a_strangers_waits_where_that_did_not_come_and_says_for_what() {
    let Story { world, first, second, .. } = Story::told();
    // The second laptop has not heard yet that it is a stranger.
    second.issue(3, second.person());
    let resting = newest_act(&second);
    assert_eq!(second.meet().refused, 1);
    assert_eq!(reach(&second, &resting), "center");
    assert_eq!((second.network().parked, awaited(&second)), (0, vec![]), "it holds what it named");

    let kyiv = &world.coordination;
    assert!(kyiv.meet().parked > 0);
    assert_eq!(issued(kyiv), 1, "what came before the stranger counts, what rests on it does not");
    let all = awaited(kyiv);
    assert!(all.iter().any(|one| one.name.is_none()), "nothing of that laptop has come: {all:?}");
    for one in &all {
        assert_eq!(one.held_by, [name(&second)], "{all:?}");
        assert!(one.entries > 0, "{all:?}");
    }
    kyiv.meet();
    assert_eq!(awaited(kyiv), all, "nobody gives it, and it goes on being said");

    bring_everything(&second, kyiv);
    let network = kyiv.network();
    assert_eq!((network.parked, network.awaited), (0, vec![]));
    assert!(network.quarantined > 0, "the stranger's own acts count for nothing");
    assert_eq!(issued(kyiv), 2);

    // Whoever gets them in another order comes to the same.
    let third = world.second(&first, "Quartermaster 4");
    assert!(third.network().parked > 0);
    second.meet();
    bring_everything(&second, &third);
    assert_eq!((third.network().parked, awaited(&third)), (0, vec![]));
    assert_eq!(third.hashes(), second.hashes());
}
