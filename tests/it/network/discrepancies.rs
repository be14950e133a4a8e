//! The same rifle issued twice while apart: one discrepancy, the same everywhere, settled once.

use serde_json::json;

use super::world::{World, asset};

#[test]
fn two_issues_while_apart_are_settled_by_a_person_and_agree_everywhere() {
    let mut world = World::founded();
    let first = world.hub("OAK");
    let second = world.second(&first, "Quartermaster 2");
    first.meet();

    world.center.leave();
    first.issue(1, first.person());
    second.issue(1, second.person());
    assert!(first.komora.sync_once(&|_, _| {}).is_err(), "nobody answers");
    assert_eq!(first.network().waiting.acts, 1);
    world.center.listen();

    first.meet();
    second.meet();
    first.meet();
    world.coordination.meet();
    let ids = |laptop: &super::world::Laptop| -> Vec<String> {
        laptop.open_discrepancies().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    };
    let id = ids(&first);
    assert_eq!(id.len(), 1);
    assert_eq!((ids(&second), ids(&world.coordination)), (id.clone(), id.clone()));
    let row = &first.open_discrepancies()[0];
    assert_eq!(row["between"].as_array().unwrap().len(), 2, "both pieces of evidence: {row}");

    second.act(json!({
        "command": "settle-discrepancy", "discrepancy": id[0], "finding": "Seen in the hands of the second.",
        "whereabouts": { "type": "issued", "id": { "type": "person", "id": second.person() } },
    }));
    second.meet();
    first.meet();
    world.coordination.meet();
    for laptop in [&first, &second, &world.coordination] {
        assert!(laptop.open_discrepancies().is_empty());
        let card = laptop.ask(json!({ "query": "asset", "id": asset(1) }));
        assert!(card.to_string().contains(&second.person().to_string()), "{card}");
    }
    assert_eq!(first.hashes(), second.hashes());
}
