//! Coordination's laptop holds the books of several hubs: lists say whose each row is.

use domain::command::{IncomingAsset, ReceiveAssets};
use domain::condition::ConditionCode;
use domain::event::{HubDescription, Particulars};
use domain::item::Tracking;
use domain::{ActId, Command};
use feed::{HubId, SigningKey};
use rusqlite::Connection;
use store::StoreError;
use store::query::assets::{self, AssetFilter};
use store::query::items::{self, ItemFilter};
use store::query::page::{Facet, Window};
use store::query::people::{self, PersonFilter};
use store::query::search::search;
use store::query::stock::{self, StockFilter};
use store::query::{acts, discrepancies, hubs, places};

use crate::laptop::*;

fn ask<T>(laptop: &Laptop, question: impl FnOnce(&Connection) -> Result<T, StoreError>) -> T {
    laptop.database.read(question).unwrap()
}

/// A hub with these rifles and some stock at one place, and a person; its ids are its own.
fn hub(n: u8, code: &str, rifles: &[&str]) -> Laptop {
    let mut laptop = empty(signer(n), HubId::from_bytes([0; 32]));
    let authority = SigningKey::from_bytes(&[200 + n; 32]);
    laptop.hub = laptop
        .database
        .write(|transaction| laptop.own.found(transaction, &authority, at(1), &laptop.signer))
        .unwrap();
    let description =
        HubDescription { code: code.to_owned(), classification: None, training: false, name: None };
    laptop.must(&Command::DescribeHub { description });
    let first = u64::from(n) * 100;
    laptop.must(&item(first, Tracking::Serial));
    laptop.must(&item(first + 1, Tracking::Bulk));
    laptop.must(&place(first));
    laptop.must(&person(first));
    let rifle = |(n, serial): (u64, &&str)| IncomingAsset {
        id: asset_id(n),
        details: asset_details(first, serial),
        condition: ConditionCode::A,
        kit_missing: Vec::new(),
        looked_alike: false,
    };
    laptop.must(&Command::ReceiveAssets(ReceiveAssets {
        assets: (first..).zip(rifles).map(rifle).collect(),
        place: place_id(first),
        opening: false,
        particulars: Particulars::default(),
    }));
    laptop.must(&receive_stock(ActId::from_bytes([n; 16]), first + 1, None, 30, first));
    laptop
}

/// Two hubs, in an order that is not that of their names.
fn coordination() -> Laptop {
    let laptop = empty(signer(9), HubId::from_bytes([0; 32]));
    hub(1, "HUB-PINE", &["A-1", "C-3"]).give(&laptop);
    hub(2, "HUB-BIRCH", &["B-2"]).give(&laptop);
    laptop
}

fn by(sort: &str, descending: bool) -> Window {
    Window { sort: Some(sort.to_owned()), descending, limit: 10, ..Window::default() }
}

fn called(code: &str) -> Option<String> {
    Some(code.to_owned())
}

#[test]
fn every_row_says_whose_it_is_and_lists_are_sorted_by_it() {
    let laptop = coordination();
    for (descending, expected) in [(false, ["B-2", "A-1", "C-3"]), (true, ["C-3", "A-1", "B-2"])] {
        let filter = AssetFilter::default();
        let rows = ask(&laptop, |store| assets::assets(store, &filter, &by("hub", descending))).rows;
        let serials: Vec<&str> = rows.iter().map(|row| row.serial.as_str()).collect();
        assert_eq!(serials, expected);
        assert!(rows.iter().all(|row| row.hub == called("HUB-BIRCH") || row.serial != "B-2"));
    }
    let window = by("hub", false);
    let items = ask(&laptop, |store| items::items(store, &ItemFilter::default(), &window)).rows;
    let lines = ask(&laptop, |store| stock::stock(store, &StockFilter::default(), &window)).rows;
    let people = ask(&laptop, |store| people::people(store, &PersonFilter::default(), &window)).rows;
    let places = ask(&laptop, |store| places::places(store, None));
    let (birch, pine) = (called("HUB-BIRCH"), called("HUB-PINE"));
    let both = vec![birch.clone(), pine.clone()];
    assert_eq!(
        items.into_iter().map(|row| row.hub).collect::<Vec<_>>(),
        [birch.clone(), birch.clone(), pine.clone(), pine.clone()]
    );
    assert_eq!(lines.into_iter().map(|row| row.hub).collect::<Vec<_>>(), both);
    assert_eq!(people.into_iter().map(|row| row.hub).collect::<Vec<_>>(), both);
    assert_eq!(places.into_iter().map(|row| row.hub).collect::<Vec<_>>(), both);
    let acts = ask(&laptop, |store| acts::acts(store, None, &Window::default())).rows;
    assert_eq!(acts.len(), 14);
    assert_eq!(acts.iter().filter(|act| act.hub == pine).count(), 7);
    let found = ask(&laptop, |store| search(store, "B-2", 5));
    assert_eq!(found[0].hub, birch);
}

#[test]
fn a_list_narrowed_to_a_hub_shows_no_other_and_facets_count_the_same() {
    let laptop = coordination();
    for (code, rifles) in [("HUB-PINE", 2), ("HUB-BIRCH", 1), ("HUB-OAK", 0)] {
        let held = u32::from(rifles > 0);
        assert_eq!(ask(&laptop, |store| hubs::is_held(store, code)), held == 1, "{code}");
        let filter = AssetFilter { hub: called(code), ..AssetFilter::default() };
        assert_eq!(ask(&laptop, |store| assets::count(store, &filter)), rifles, "{code}");
        let page = ask(&laptop, |store| assets::assets(store, &filter, &by("serial", false)));
        assert_eq!((page.total, page.rows.iter().all(|row| row.hub == filter.hub)), (rifles, true));
        let facets = ask(&laptop, |store| assets::asset_facets(store, &filter));
        // The facet's own filter leaves its other values open.
        assert_eq!(values(&facets, "hub"), [("HUB-PINE", 2), ("HUB-BIRCH", 1)]);
        let weapons = if rifles > 0 { vec![("weapon", rifles)] } else { Vec::new() };
        assert_eq!(values(&facets, "category"), weapons);

        let lines = StockFilter { hub: called(code), ..StockFilter::default() };
        assert_eq!(ask(&laptop, |store| stock::stock(store, &lines, &by("hub", true))).total, held);
        let facets = ask(&laptop, |store| stock::stock_facets(store, &lines));
        assert_eq!(values(&facets, "hub"), [("HUB-BIRCH", 1), ("HUB-PINE", 1)]);
        let items = ItemFilter { hub: called(code), ..ItemFilter::default() };
        assert_eq!(ask(&laptop, |store| items::items(store, &items, &by("name", false))).total, 2 * held);
        let people = PersonFilter { hub: called(code), ..PersonFilter::default() };
        assert_eq!(ask(&laptop, |store| people::people(store, &people, &by("name", false))).total, held);
        assert_eq!(ask(&laptop, |store| places::places(store, Some(code))).len(), held as usize);
        let open =
            |store: &Connection| discrepancies::discrepancies(store, true, Some(code), &by("hub", false));
        assert_eq!(ask(&laptop, open).total, 0);
    }
}

fn values<'a>(facets: &'a [Facet], key: &str) -> Vec<(&'a str, u32)> {
    let facet = facets.iter().find(|facet| facet.key == key).unwrap();
    facet.values.iter().map(|value| (value.value.as_str(), value.count)).collect()
}

#[test]
fn a_hub_that_has_not_said_its_name_is_listed_all_the_same() {
    let laptop = stocked();
    let page = ask(&laptop, |store| assets::assets(store, &AssetFilter::default(), &by("hub", false)));
    assert_eq!((page.total, page.rows[0].hub.as_deref()), (3, None));
    let page = ask(&laptop, |store| items::items(store, &ItemFilter::default(), &by("hub", false)));
    assert_eq!((page.total, page.rows[0].hub.as_deref()), (2, None));
    let facets = ask(&laptop, |store| stock::stock_facets(store, &StockFilter::default()));
    assert_eq!(values(&facets, "hub"), []);
}
