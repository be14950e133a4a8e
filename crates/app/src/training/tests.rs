//! A small training hub, built as the large one is.

use std::collections::HashSet;

use domain::Command;
use store::Held;
use store::keys::{KeyFile, Machine, Passphrase};
use store::query::assets::{self, AssetFilter, WhereaboutsKind};
use store::query::numbers;
use store::query::page::Window;

use super::PASSPHRASE;
use super::building::make_sized;
use super::plan::plan;
use super::profile::Profile;
use super::world::Planned;
use crate::api::problem::Problem;
use crate::books::Books;

/// A Wednesday afternoon.
const NOW_MS: i64 = 1_795_010_400_000;
const DAY_MS: i64 = 86_400_000;

fn open(folder: &std::path::Path) -> Books {
    let held = Held::take(folder).unwrap();
    let machine = Machine::at(folder).unwrap();
    let keys = KeyFile::open(folder).unwrap();
    let keys = keys.unlock(&Passphrase::typed(PASSPHRASE), None, &machine).unwrap();
    Books::open(held, keys, &machine).unwrap().0
}

#[test]
fn a_training_hub_is_as_large_as_asked_whole_and_undisputed() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("training");
    make_sized(&folder, Profile::TINY, NOW_MS, &|_, done, total| done <= total).unwrap();
    assert_eq!(std::fs::read_dir(parent.path()).unwrap().count(), 1, "nothing else is left behind");

    let books = open(&folder);
    let report = books.verify(&|_, _, _| true).unwrap();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    assert!(books.is_training());

    let found = books.read(|store| Ok(numbers::numbers(store)?)).unwrap();
    let Profile { items, assets, bulk_lines, .. } = Profile::TINY;
    assert_eq!((found.items as usize, found.stock_lines as usize), (items, bulk_lines));
    assert_eq!(found.assets as usize, assets);
    assert_eq!((found.open_discrepancies, found.quarantined, found.parked), (0, 0, 0));
    assert!(found.lost_assets > 0 && found.issued_assets > 0);

    a_handful_waits(&books);
}

/// What the Today screen asks for: each a few, none of them all.
fn a_handful_waits(books: &Books) {
    let expiring = domain::decide::expiring_until(crate::clock::day(NOW_MS));
    let lots = books.read(|store| Ok(numbers::lots_expiring(store, expiring)?)).unwrap();
    let unseen = AssetFilter {
        not_seen_since_ms: Some(domain::tables::Tables::builtin().sighting_due_since_ms(NOW_MS)),
        whereabouts: Some(WhereaboutsKind::Stored),
        ..AssetFilter::default()
    };
    let unmarked = AssetFilter { unmarked: Some(true), ..AssetFilter::default() };
    let count = |filter: &AssetFilter| {
        books.read(|store| Ok(assets::assets(store, filter, &Window::default())?)).unwrap().total
    };
    for (what, found) in
        [("expiring lots", lots), ("old sightings", count(&unseen)), ("unmarked", count(&unmarked))]
    {
        assert!((1..=20).contains(&found), "{found} {what}");
    }
}

#[test]
fn the_same_day_gives_the_same_acts_and_another_day_others() {
    let today = plan(Profile::TINY, NOW_MS).unwrap();
    assert!(today == plan(Profile::TINY, NOW_MS + 1_000).unwrap());
    assert!(today != plan(Profile::TINY, NOW_MS + DAY_MS).unwrap());
}

#[test]
fn time_goes_forward_and_never_past_midnight() {
    let acts = plan(Profile::TINY, NOW_MS).unwrap();
    assert!(acts.windows(2).all(|pair| pair[0].at_ms <= pair[1].at_ms));
    assert!(acts.last().unwrap().at_ms < crate::clock::start_of_day_ms(NOW_MS));
    let ids: HashSet<_> = acts.iter().map(|planned| planned.act).collect();
    assert_eq!(ids.len(), acts.len());
}

#[test]
fn the_largest_hub_has_enough_to_be_made_of() {
    let acts = plan(Profile::LARGE, NOW_MS).unwrap();
    let kinds = commands(&acts).filter(|kind| kind == "add-item").count();
    assert_eq!(kinds, Profile::LARGE.items);
}

#[test]
fn every_kind_of_work_is_there_to_be_seen() {
    let kinds: HashSet<String> = commands(&plan(Profile::TINY, NOW_MS).unwrap()).collect();
    for kind in [
        "add-item",
        "add-place",
        "add-person",
        "add-unit",
        "change-unit",
        "add-lot",
        "receive-assets",
        "change-asset",
        "move-assets",
        "issue-assets",
        "return-assets",
        "change-asset-condition",
        "report-lost",
        "report-found",
        "record-sighting",
        "receive-stock",
        "move-stock",
        "issue-stock",
        "return-stock",
        "change-stock-condition",
        "correct",
    ] {
        assert!(kinds.contains(kind), "{kind}");
    }
}

fn commands(acts: &[Planned]) -> impl Iterator<Item = String> {
    let name =
        |command: &Command| serde_json::to_value(command).unwrap()["command"].as_str().unwrap().to_owned();
    acts.iter().flat_map(|planned| &planned.commands).map(name)
}

#[test]
fn a_cancelled_build_leaves_nothing_and_a_store_is_never_built_over() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("training");
    let stopped = make_sized(&folder, Profile::TINY, NOW_MS, &|_, done, _| done == 0);
    assert_eq!(stopped, Err(Problem::Cancelled));
    assert_eq!(std::fs::read_dir(parent.path()).unwrap().count(), 0);

    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("komora.db"), b"mine").unwrap();
    let refused = make_sized(&folder, Profile::TINY, NOW_MS, &|_, _, _| true);
    assert_eq!(refused, Err(Problem::StoreExists));
    assert_eq!(std::fs::read(folder.join("komora.db")).unwrap(), b"mine");
}

#[test]
#[ignore = "ten seconds: run it when the generator changes"]
fn the_training_hub_itself_is_as_large_as_asked() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("training");
    make_sized(&folder, Profile::MEDIUM, NOW_MS, &|_, _, _| true).unwrap();
    let books = open(&folder);
    let found = books.read(|store| Ok(numbers::numbers(store)?)).unwrap();
    a_handful_waits(&books);
    assert_eq!((found.items, found.assets, found.stock_lines), (4_000, 15_000, 8_000));
    assert_eq!(found.open_discrepancies, 0);
}
