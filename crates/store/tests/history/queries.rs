//! Each question on a small hub.

use domain::asset::Whereabouts;
use domain::command::{HandedAsset, IssueAssets};
use domain::condition::ConditionCode;
use domain::event::Particulars;
use domain::item::Tracking;
use domain::people::Holder;
use domain::{ActId, Command};
use feed::Scope;
use feed::membership::PersonalDropped;
use rusqlite::Connection;
use store::StoreError;
use store::query::assets::{self, AssetFilter, WhereaboutsKind};
use store::query::items::{self, ItemFilter};
use store::query::page::{CatalogueLanguage, Window};
use store::query::people::{self, PersonFilter};
use store::query::search::{FoundKind, search};
use store::query::stock::{self, StockFilter};
use store::query::{acts, discrepancies, numbers, places, timeline};

use crate::laptop::*;

fn ask<T>(laptop: &Laptop, question: impl FnOnce(&Connection) -> Result<T, StoreError>) -> T {
    laptop.database.read(question).unwrap()
}

/// One rifle with a person, one moved, stock in two places.
fn busy() -> Laptop {
    let laptop = stocked();
    laptop.must(&Command::IssueAssets(IssueAssets {
        assets: vec![HandedAsset { id: asset_id(1), condition: ConditionCode::B, kit_missing: Vec::new() }],
        to: Holder::Person(person_id(1)),
        witness: None,
        particulars: Particulars::default(),
    }));
    laptop.must(&move_to(&[2], 2));
    laptop.must(&receive_stock(ActId::from_bytes([5; 16]), 2, None, 30, 2));
    laptop
}

fn window(sort: &str, descending: bool) -> Window {
    Window { sort: Some(sort.to_owned()), descending, limit: 10, ..Window::default() }
}

fn serials(laptop: &Laptop, filter: &AssetFilter, window: &Window) -> Vec<String> {
    ask(laptop, |connection| assets::assets(connection, filter, window))
        .rows
        .into_iter()
        .map(|row| row.serial)
        .collect()
}

#[test]
fn assets_are_listed_in_every_order_and_filtered() {
    let laptop = busy();
    let all = AssetFilter::default();
    for sort in
        ["serial", "itemName", "whereName", "condition", "whereabouts", "owner", "lastSeenMs", "receivedMs"]
    {
        let up = serials(&laptop, &all, &window(sort, false));
        let mut down = serials(&laptop, &all, &window(sort, true));
        down.reverse();
        assert_eq!((up.len(), &up), (3, &down), "{sort}");
    }
    assert_eq!(serials(&laptop, &all, &window("whereName", false)), ["AK-1001", "AK-3003", "AK-2002"]);
    let filters = [
        (AssetFilter { place: Some(place_id(2)), ..all.clone() }, vec!["AK-2002"]),
        (AssetFilter { holder: Some(Holder::Person(person_id(1))), ..all.clone() }, vec!["AK-1001"]),
        (AssetFilter { whereabouts: Some(WhereaboutsKind::Issued), ..all.clone() }, vec!["AK-1001"]),
        (AssetFilter { condition: Some(ConditionCode::A), ..all.clone() }, vec!["AK-2002", "AK-3003"]),
        (AssetFilter { text: Some("3003".to_owned()), ..all.clone() }, vec!["AK-3003"]),
        (AssetFilter { text: Some("ak300".to_owned()), ..all.clone() }, vec!["AK-3003"]),
        (
            AssetFilter { text: Some("rifle".to_owned()), ..all.clone() },
            vec!["AK-1001", "AK-2002", "AK-3003"],
        ),
        (AssetFilter { disputed: Some(true), ..all.clone() }, vec![]),
        (AssetFilter { item: Some(item_id(2)), ..all.clone() }, vec![]),
    ];
    for (filter, expected) in filters {
        for sort in ["serial", "itemName", "whereName"] {
            let mut found = serials(&laptop, &filter, &window(sort, false));
            found.sort();
            assert_eq!(found, expected, "{filter:?} by {sort}");
        }
    }
    let facets = ask(&laptop, |connection| assets::asset_facets(connection, &all));
    let whereabouts = facets.iter().find(|facet| facet.key == "whereabouts").unwrap();
    let counts: Vec<_> = whereabouts.values.iter().map(|value| (value.value.as_str(), value.count)).collect();
    assert_eq!(counts, [("stored", 2), ("issued", 1)]);
}

#[test]
fn lists_stand_as_in_a_dictionary_of_their_readers_language() {
    let laptop = stocked();
    for (n, name, uk) in [(11, "ABACUS", "Їжа"), (12, "BAYONET", "Екран"), (13, "CANTEEN", "Єдність")]
    {
        let Command::AddItem { id, mut details } = item(n, Tracking::Bulk) else {
            unreachable!("adds an item")
        };
        (details.name, details.name_uk) = (name.to_owned(), Some(uk.to_owned()));
        laptop.must(&Command::AddItem { id, details });
    }
    let unmarked = [(11, "unmarked-10"), (12, "unmarked-9"), (13, "UNMARKED-0011")];
    laptop.must(&receive(unmarked.map(|(n, serial)| (n, serial.to_owned())), 1));
    assert_eq!(
        serials(
            &laptop,
            &AssetFilter { text: Some("unmarked".to_owned()), ..AssetFilter::default() },
            &window("serial", false)
        ),
        ["unmarked-9", "unmarked-10", "UNMARKED-0011"]
    );
    let names = |names_in| -> Vec<String> {
        let window = Window { names_in, limit: 10, ..Window::default() };
        let filter = ItemFilter::default();
        let rows = ask(&laptop, |connection| items::items(connection, &filter, &window)).rows;
        rows.into_iter().map(|row| row.name).filter(|name| !name.starts_with("Rifle")).collect()
    };
    assert_eq!(names(None), ["ABACUS", "BAYONET", "CANTEEN"]);
    assert_eq!(names(Some(CatalogueLanguage::Ukrainian)), ["BAYONET", "CANTEEN", "ABACUS"]);
}

#[test]
fn facets_count_what_the_list_shows_when_their_value_is_chosen() {
    let laptop = busy();
    let all = AssetFilter::default();
    let filters = [
        all.clone(),
        AssetFilter { whereabouts: Some(WhereaboutsKind::Issued), ..all.clone() },
        AssetFilter { whereabouts: Some(WhereaboutsKind::EnteredInError), ..all.clone() },
        AssetFilter { whereabouts: Some(WhereaboutsKind::Lost), ..all.clone() },
        AssetFilter { condition: Some(ConditionCode::A), ..all.clone() },
        AssetFilter { owner: Some("UKR".to_owned()), ..all.clone() },
        AssetFilter { owner: Some("nobody".to_owned()), ..all.clone() },
        AssetFilter { place: Some(place_id(2)), disputed: Some(false), ..all.clone() },
        AssetFilter { text: Some("rifle".to_owned()), unmarked: Some(false), ..all.clone() },
    ];
    for filter in filters {
        let facets = ask(&laptop, |connection| assets::asset_facets(connection, &filter));
        let keys: Vec<&str> = facets.iter().map(|facet| facet.key.as_str()).collect();
        assert_eq!(keys, ["whereabouts", "condition", "category", "owner", "disputed", "unmarked", "hub"]);
        for facet in facets {
            for value in facet.values {
                let mut chosen = serde_json::to_value(&filter).unwrap();
                chosen[&facet.key] = match value.value.as_str() {
                    "true" => true.into(),
                    other => other.into(),
                };
                let chosen: AssetFilter = serde_json::from_value(chosen).unwrap();
                let counted = ask(&laptop, |connection| assets::count(connection, &chosen));
                assert_eq!(counted, value.count, "{} {} of {filter:?}", facet.key, value.value);
            }
        }
    }
}

#[test]
fn a_serial_typed_whole_is_found_before_all_that_begin_alike() {
    let laptop = stocked();
    // More than are ever looked at, the one that is meant the last of them to come.
    let many = (0..80).map(|n| (100 + n, format!("KB-7{n:03}")));
    laptop.must(&receive(many.chain([(200, "KB-7".to_owned())]), 1));
    let titles = |text: &str| -> Vec<String> {
        ask(&laptop, |connection| search(connection, text, 20)).into_iter().map(|hit| hit.title).collect()
    };
    for typed in ["KB-7", "kb7", "КВ 7"] {
        assert_eq!(titles(typed)[..3], ["KB-7", "KB-7000", "KB-7001"], "{typed}");
    }
    // By its key with another alphabet's letters, by a later word, by its last five and four.
    for typed in ["кв-7042", "KB 7042", "7042", "b7042"] {
        assert_eq!(titles(typed), ["KB-7042"], "{typed}");
    }
    assert!(titles("KB-9").is_empty());
}

#[test]
fn one_thing_is_told_with_its_story() {
    let laptop = busy();
    let card = ask(&laptop, |connection| assets::asset(connection, asset_id(1))).unwrap();
    assert_eq!(card.row.whereabouts, Whereabouts::Issued(Holder::Person(person_id(1))));
    assert_eq!(card.row.where_name.as_deref(), Some("Holder 1"));
    let story = ask(&laptop, |connection| {
        timeline::timeline(connection, asset_id(1).into(), &Window { limit: 10, ..Window::default() })
    });
    assert_eq!(story.total, 2);
    assert_eq!((story.rows[0].what.as_str(), story.rows[0].signed), ("asset-issued", true));
    assert_eq!(story.rows[1].what, "asset-received");
    let done =
        ask(&laptop, |connection| acts::acts(connection, None, &Window { limit: 20, ..Window::default() }));
    assert_eq!(done.total, 9);
    assert_eq!((done.rows[0].what.as_str(), done.rows[0].count), ("stock-changed", 1));
    let parts = ask(&laptop, |connection| acts::act(connection, done.rows[3].act));
    assert_eq!(parts.len(), 3, "{:?}", done.rows[3]);
    assert!(ask(&laptop, |connection| assets::asset(connection, asset_id(9))).is_none());
}

#[test]
fn the_second_person_an_act_names_is_told() {
    let laptop = stocked();
    laptop.must(&person(2));
    laptop.must(&Command::IssueAssets(IssueAssets {
        assets: vec![HandedAsset { id: asset_id(1), condition: ConditionCode::A, kit_missing: Vec::new() }],
        to: Holder::Person(person_id(1)),
        witness: Some(person_id(2)),
        particulars: Particulars::default(),
    }));
    laptop.must(&Command::ReportLost {
        assets: vec![asset_id(1)],
        circumstances: "river crossing".to_owned(),
        witness: Some(person_id(1)),
        particulars: Particulars::default(),
    });
    let story = ask(&laptop, |store| timeline::timeline(store, asset_id(1).into(), &Window::default())).rows;
    let told: Vec<_> = story.iter().map(|row| (row.what.as_str(), row.witness_name.as_deref())).collect();
    let expected =
        [("asset-lost", Some("Holder 1")), ("asset-issued", Some("Holder 2")), ("asset-received", None)];
    assert_eq!(told, expected);
}

#[test]
fn only_an_act_that_stands_is_offered_to_be_taken_back() {
    let laptop = busy();
    let done = |laptop: &Laptop| ask(laptop, |store| acts::acts(store, None, &Window::default())).rows;
    let told: Vec<_> = done(&laptop).into_iter().map(|row| (row.what, row.undoable)).collect();
    for (what, undoable) in [
        ("stock-changed", vec![true]),
        ("asset-moved", vec![true]),
        ("asset-issued", vec![true]),
        ("asset-received", vec![true]),
        ("item-added", vec![false, false]),
    ] {
        let found = told.iter().filter(|(name, _)| name == what).map(|(_, undoable)| *undoable);
        assert_eq!(found.collect::<Vec<bool>>(), undoable, "{what}");
    }
    let moved = done(&laptop).iter().find(|row| row.what == "asset-moved").unwrap().act;
    let correct = |act| Command::Correct { act, particulars: Particulars::default() };
    let correction = laptop.must(&correct(moved));
    let undoable = |act| done(&laptop).iter().find(|row| row.act == act).unwrap().undoable;
    assert_eq!((undoable(moved), undoable(correction)), (false, true), "a correction is an act like others");
    laptop.must(&correct(correction));
    assert!(!undoable(correction));

    // Another replica would not let the issue count.
    let issued = done(&laptop).iter().find(|row| row.what == "asset-issued").unwrap().act;
    for (status, name) in [(1, "parked"), (2, "quarantined")] {
        laptop
            .database
            .write(|transaction| {
                let sql = "update entry set status = ?1 where act = ?2";
                transaction.execute(sql, (status, issued.as_bytes()))?;
                Ok::<_, StoreError>(())
            })
            .unwrap();
        let row = done(&laptop).into_iter().find(|row| row.act == issued).unwrap();
        assert_eq!((row.status.as_str(), row.undoable), (name, false));
        let parts = ask(&laptop, |store| acts::act(store, issued));
        assert!(parts.iter().all(|part| part.status == name && !part.undoable));
    }
}

#[test]
fn counts_stand_beside_items_places_and_people() {
    let laptop = busy();
    let page =
        ask(&laptop, |connection| items::items(connection, &ItemFilter::default(), &window("name", false)));
    let counts: Vec<_> = page.rows.iter().map(|row| (row.name.as_str(), row.on_hand, row.issued)).collect();
    assert_eq!(counts, [("Rifle 1", 2, 1), ("Rifle 2", 30, 0)]);
    let tree = ask(&laptop, |connection| places::places(connection, None));
    let counts: Vec<_> = tree.iter().map(|row| (row.code.as_str(), row.assets, row.lines)).collect();
    assert_eq!(counts, [("R1", 1, 0), ("R2", 1, 1)]);
    let holding = PersonFilter { holding: Some(true), ..PersonFilter::default() };
    let page = ask(&laptop, |connection| people::people(connection, &holding, &window("name", false)));
    assert_eq!(
        page.rows.iter().map(|row| (row.name.as_deref(), row.assets)).collect::<Vec<_>>(),
        [(Some("Holder 1"), 1)]
    );
    let lines =
        ask(&laptop, |connection| stock::stock(connection, &StockFilter::default(), &Window::default()));
    assert_eq!((lines.total, lines.rows[0].quantity), (1, 30));
    let all = ask(&laptop, numbers::numbers);
    assert_eq!((all.assets, all.issued_assets, all.stock_lines, all.items, all.places), (3, 1, 1, 2, 2));
    let none =
        ask(&laptop, |connection| discrepancies::discrepancies(connection, false, None, &Window::default()));
    assert_eq!(none.total, 0);
}

#[test]
fn a_word_finds_what_it_could_mean() {
    let laptop = busy();
    let find = |text: &str| {
        let found = ask(&laptop, |connection| search(connection, text, 20));
        found.into_iter().map(|hit| (hit.kind, hit.title, hit.exact)).collect::<Vec<_>>()
    };
    assert_eq!(find("ak-2002"), [(FoundKind::Asset, "AK-2002".to_owned(), true)]);
    assert_eq!(find("2002"), [(FoundKind::Asset, "AK-2002".to_owned(), false)]);
    assert_eq!(find("holder"), [(FoundKind::Person, "Holder 1".to_owned(), false)]);
    assert_eq!(find("R2")[0], (FoundKind::Place, "R2".to_owned(), true));
    // An item's name offers the item, and its assets.
    let named = find("rifle 1");
    assert_eq!(named[0], (FoundKind::Item, "Rifle 1".to_owned(), false));
    assert_eq!(named.len(), 4, "{named:?}");
    assert_eq!(find("no such thing"), []);
}

#[test]
fn what_was_erased_is_nowhere_told() {
    let laptop = busy();
    let story = |laptop: &Laptop| {
        ask(laptop, |connection| {
            timeline::timeline(connection, person_id(1).into(), &Window { limit: 9, ..Window::default() })
        })
    };
    let before = story(&laptop);
    assert!(before.rows[0].event.as_ref().unwrap().to_string().contains("Holder 1"));
    let entry = feed::Hash::from_hex(&before.rows[0].entry).unwrap();
    laptop
        .database
        .write(|transaction| {
            let id = feed::ActId::from_bytes([66; 16]);
            let dropped = vec![PersonalDropped { entry }.into()];
            laptop.own.append_membership(
                transaction,
                Scope::Roster(laptop.hub),
                id,
                at(4),
                dropped,
                &laptop.signer,
            )
        })
        .unwrap();
    for rebuilt in [false, true] {
        if rebuilt {
            laptop
                .database
                .write(|transaction| store::rebuild(transaction, laptop.own.remembered(), &mut |_, _| true))
                .unwrap();
        }
        assert!(!story(&laptop).rows[0].event.as_ref().unwrap().to_string().contains("Holder 1"));
        assert!(ask(&laptop, |connection| search(connection, "Holder", 9)).is_empty());
        let card = ask(&laptop, |connection| people::person(connection, person_id(1))).unwrap();
        assert_eq!((card.row.name, card.personal), (None, None));
        assert_eq!(laptop.problems(), []);
    }
}

#[test]
fn an_item_is_called_in_every_language_wherever_it_is_named() {
    let laptop = busy();
    let Command::AddItem { mut details, .. } = item(1, Tracking::Serial) else {
        unreachable!("adds an item")
    };
    details.name_uk = Some("Гвинтівка 1".to_owned());
    laptop.must(&Command::ChangeItem { id: item_id(1), details });
    let one = Window { limit: 1, ..Window::default() };
    let uk = Some("Гвинтівка 1");

    let row = ask(&laptop, |store| assets::assets(store, &AssetFilter::default(), &one)).rows.remove(0);
    assert_eq!((row.item_name.as_str(), row.item_name_in.uk.as_deref()), ("Rifle 1", uk));
    assert_eq!(row.item_name_in.fr, None);
    let lines = ask(&laptop, |store| stock::stock(store, &StockFilter::default(), &one)).rows;
    assert_eq!((lines[0].item_name.as_str(), lines[0].item_name_in.uk.as_deref()), ("Rifle 2", None));

    let found = ask(&laptop, |store| search(store, "гвинт", 10));
    assert_eq!((found[0].kind, found[0].title_in.uk.as_deref()), (FoundKind::Item, uk));
    let asset = found.iter().find(|hit| hit.kind == FoundKind::Asset).unwrap();
    let detail = asset.detail_in.uk.as_deref().unwrap();
    assert!(detail.starts_with("Гвинтівка 1 · "), "{detail}");
    assert_eq!(asset.title_in.uk, None);

    let story = ask(&laptop, |store| timeline::timeline(store, asset_id(1).into(), &Window::default())).rows;
    let received = story.last().unwrap();
    let id = item_id(1).to_string();
    assert_eq!((received.names[&id].as_str(), received.names_in[&id].uk.as_deref()), ("Rifle 1", uk));
    assert_eq!(received.names_in.len(), 1, "only what has another name");

    let done = ask(&laptop, |store| acts::acts(store, None, &Window::default())).rows;
    let issued = done.iter().find(|act| act.what == "asset-issued").unwrap();
    assert_eq!(issued.subject_name.as_deref(), Some("AK-1001 · Rifle 1"));
    assert_eq!(issued.subject_name_in.uk.as_deref(), Some("AK-1001 · Гвинтівка 1"));
}
