//! Every question the screens ask, through the app, its answer as JSON included.

use std::time::Duration;

use app::Komora;
use app::api::query::Query;
use serde_json::{Value, json};

use crate::bare::Bare;
use crate::figure::{Figure, Measure};
use crate::holdings;
use crate::measure::{Outcome, warm};

const MOST: Duration = Duration::from_millis(50);
const ROUNDS: usize = 9;
/// Rows a screen shows, and some more.
const ROWS: usize = 100;

pub fn figures(komora: &Komora, bare: &Bare, assets: usize, tell: &mut dyn FnMut(Figure)) -> Outcome<()> {
    let reference = warm(ROUNDS, || bare.read(ROWS, assets))?;
    for (name, query) in asked(assets) {
        let query: Query = serde_json::from_value(query)?;
        let time = warm(ROUNDS, || {
            komora.ask(&query)?;
            Ok(())
        })?;
        tell(
            Figure::cost(format!("query: {name}"), time)
                .beside(reference, "to read 100 bare rows")
                .within(Measure::Time(MOST)),
        );
    }
    Ok(())
}

fn asked(assets: usize) -> Vec<(String, Value)> {
    let mut asked = lists(assets);
    let subjects = [
        ("one asset", json!({ "query": "asset", "id": holdings::asset(17) })),
        ("one item", json!({ "query": "item", "id": holdings::item(3) })),
        ("one place", json!({ "query": "place", "id": holdings::place(5) })),
        ("one person", json!({ "query": "person", "id": holdings::person(2) })),
        (
            "timeline of an asset",
            json!({ "query": "timeline", "subject": holdings::asset(17), "window": { "limit": ROWS } }),
        ),
        ("places", json!({ "query": "places" })),
        ("people", json!({ "query": "people", "window": { "limit": ROWS } })),
        ("people, those who hold something", json!({ "query": "people", "filter": { "holding": true } })),
        ("acts, latest", json!({ "query": "acts", "window": { "limit": ROWS } })),
        ("discrepancies", json!({ "query": "discrepancies", "window": { "limit": ROWS } })),
        ("counts", json!({ "query": "counts" })),
        ("today", json!({ "query": "today" })),
        ("find, a serial", json!({ "query": "search", "text": holdings::serial(17) })),
        ("find, a name", json!({ "query": "search", "text": "machine gun" })),
        (
            "serials about to be taken in",
            json!({
                "query": "check-serials",
                "item": holdings::item(3),
                "serials": (0..50).map(|n| holdings::serial(n * 31)).collect::<Vec<_>>(),
            }),
        ),
    ];
    asked.extend(subjects.map(|(name, query)| (name.to_owned(), query)));
    asked
}

fn lists(assets: usize) -> Vec<(String, Value)> {
    let mut lists = Vec::new();
    let deep = assets / 2;
    for sort in ["serial", "itemName", "whereName", "lastSeenMs", "condition", "owner", "hub"] {
        for (page, offset) in [("first page", 0), ("deep page", deep)] {
            lists.push((
                format!("assets by {sort}, {page}"),
                json!({
                    "query": "assets",
                    "window": { "offset": offset, "limit": ROWS, "sort": sort, "descending": false },
                }),
            ));
        }
    }
    let window = json!({ "offset": 0, "limit": ROWS, "sort": "itemName" });
    for (name, filter) in [
        ("assets, text of a name", json!({ "text": "rifle" })),
        ("assets, text of a serial", json!({ "text": holdings::serial(17) })),
        ("assets, one category", json!({ "category": "weapon" })),
        ("assets, one building and below", json!({ "place": holdings::place(1) })),
        ("assets, on hand receipt", json!({ "whereabouts": "issued" })),
    ] {
        lists.push((name.to_owned(), json!({ "query": "assets", "filter": filter, "window": window })));
        lists.push((format!("facets of {name}"), json!({ "query": "asset-facets", "filter": filter })));
    }
    lists.push(("facets of all assets".into(), json!({ "query": "asset-facets" })));
    for sort in ["itemName", "whereName", "quantity"] {
        lists.push((
            format!("stock by {sort}"),
            json!({ "query": "stock", "window": { "limit": ROWS, "sort": sort } }),
        ));
    }
    lists.push(("stock, text".into(), json!({ "query": "stock", "filter": { "text": "rifle" } })));
    lists.push(("facets of stock".into(), json!({ "query": "stock-facets" })));
    lists.push(("items".into(), json!({ "query": "items", "window": { "limit": ROWS } })));
    lists
}
