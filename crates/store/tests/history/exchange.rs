//! Two stores meet: pages out of one, into the other.

use std::collections::BTreeSet;

use domain::event::Particulars;
use domain::item::Tracking;
use domain::{AssetId, Command};
use feed::exchange::{Holdings, Receipt};
use feed::membership::{DeviceEnrolled, MembershipEvent, PersonEnrolled};
use feed::{ActId, DeviceKey, HubId, PersonKey, Scope, SigningKey};
use store::exchange::reached::{self, Reach};
use store::exchange::{NotTaken, Offer, OfferedPage, heads, holdings, take};
use store::query::assets::{self, AssetFilter};
use store::query::discrepancies::discrepancies;
use store::query::page::Window;

use crate::laptop::*;

fn all(_: &Scope) -> bool {
    true
}

fn said(laptop: &Laptop) -> Holdings {
    laptop.database.read(|connection| holdings(connection, &all, &BTreeSet::new())).unwrap()
}

/// The pages one laptop hands to another that says what it has.
fn pages(from: &Laptop, said: &Holdings, entries: usize) -> Vec<OfferedPage> {
    gathered(from, said, entries, true)
}

fn gathered(from: &Laptop, said: &Holdings, entries: usize, named: bool) -> Vec<OfferedPage> {
    from.database
        .read(|connection| {
            let mut offer = Offer::to(connection, said, entries)?;
            if !named {
                offer.without_names();
            }
            let mut pages = Vec::new();
            while let Some(page) = offer.next(connection, &all)? {
                pages.push(page);
            }
            Ok::<_, store::StoreError>(pages)
        })
        .unwrap()
}

fn give(from: &Laptop, to: &Laptop) {
    for page in pages(from, &said(to), 7) {
        take(&to.database, &to.own, &page.bytes, &all).unwrap();
    }
}

fn second(first: &Laptop) -> Laptop {
    let laptop = empty(signer(2), first.hub);
    let enrolment: Vec<MembershipEvent> = vec![
        DeviceEnrolled { device: DeviceKey::of(&laptop.signer.device) }.into(),
        PersonEnrolled { person: laptop.signer.person, key: PersonKey::of(&laptop.signer.person_key) }.into(),
    ];
    let scope = Scope::Roster(first.hub);
    first
        .database
        .write(|transaction| {
            let act = ActId::from_bytes([77; 16]);
            first.own.append_membership(transaction, scope, act, at(5), enrolment, &first.signer)
        })
        .unwrap();
    laptop
}

#[test]
fn two_laptops_that_met_hold_the_same() {
    let first = stocked();
    let other = second(&first);
    give(&first, &other);
    assert_eq!(other.hash(), first.hash());
    first.must(&move_to(&[1, 2], 2));
    other.must(&item(9, Tracking::Bulk));
    give(&first, &other);
    give(&other, &first);
    assert_eq!(other.hash(), first.hash());
    assert_eq!(
        other.database.read(heads).unwrap().into_iter().collect::<BTreeSet<_>>(),
        first.database.read(heads).unwrap().into_iter().collect::<BTreeSet<_>>()
    );
    assert!(pages(&first, &said(&other), 7).is_empty(), "nothing is left to give");
}

/// Not only what the other side said it held, but what it was given a page ago, too.
#[test]
fn things_given_a_page_ago_are_named_by_their_entries() {
    let first = stocked();
    let other = second(&first);
    first.must(&receive((40..80).map(|n| (n, format!("KB-9{n}"))), 1));
    for n in 40..80 {
        first.must(&move_to(&[n], 2));
    }
    let bytes = |pages: &[OfferedPage]| pages.iter().map(|page| page.bytes.len()).sum::<usize>();
    let said = said(&other);
    let (named, whole) = (gathered(&first, &said, 10, true), gathered(&first, &said, 10, false));
    let spared = bytes(&whole).saturating_sub(bytes(&named));
    assert!(spared > 40 * 10, "{spared} bytes spared in 40 moves");
    for page in named {
        take(&other.database, &other.own, &page.bytes, &all).unwrap();
    }
    assert_eq!(other.hash(), first.hash());
}

/// Apart, one laptop puts the first place into the second, and the other the second into the first.
#[test]
fn places_that_lie_in_each_other_are_still_listed() {
    let first = stocked();
    let other = second(&first);
    give(&first, &other);
    let within = |n: u64, parent: u64| {
        let Command::AddPlace { id, mut details } = place(n) else { unreachable!("adds a place") };
        details.parent = Some(place_id(parent));
        Command::ChangePlace { id, details }
    };
    first.must(&within(1, 2));
    other.must(&within(2, 1));
    give(&first, &other);
    give(&other, &first);
    let filter = AssetFilter { place: Some(place_id(1)), ..AssetFilter::default() };
    let below = |laptop: &Laptop| laptop.database.read(|store| assets::count(store, &filter)).unwrap();
    assert_eq!((below(&first), below(&other)), (3, 3));
    assert_eq!(first.hash(), other.hash());
}

/// Apart, each takes in a thing with the same number.
#[test]
fn a_number_taken_in_twice_names_both_things_and_stands_on_each() {
    let first = stocked();
    let other = second(&first);
    give(&first, &other);
    first.must(&receive([(31, "KB-77".to_owned())], 1));
    other.must(&receive([(32, "KB 77".to_owned())], 2));
    give(&first, &other);
    give(&other, &first);
    for laptop in [&first, &other] {
        let page =
            laptop.database.read(|store| discrepancies(store, false, None, &Window::default())).unwrap();
        let [row] = &page.rows[..] else { panic!("{page:?}") };
        assert!(row.subject_name.contains("77") && row.opened_ms > 0, "{row:?}");
        let mut sides: Vec<_> = row.between.iter().map(|side| side.subject).collect();
        sides.sort_unstable();
        assert_eq!(sides, [asset_id(31).into(), asset_id(32).into()]);
        for n in [31, 32] {
            let card = laptop.database.read(|store| assets::asset(store, asset_id(n))).unwrap().unwrap();
            assert_eq!(card.discrepancies.len(), 1);
        }
    }
}

#[test]
fn a_page_in_any_order_and_twice_changes_nothing_more() {
    let first = stocked();
    let other = second(&first);
    // Pages that name what earlier ones hold have to come in order.
    let given = gathered(&first, &said(&other), 3, false);
    assert!(given.len() > 2, "{}", given.len());
    for page in given.iter().rev().chain(&given) {
        take(&other.database, &other.own, &page.bytes, &all).unwrap();
    }
    assert_eq!(other.hash(), first.hash());
    assert_eq!(other.problems(), []);
}

#[test]
fn a_spoilt_page_or_one_of_a_foreign_scope_changes_nothing() {
    let first = stocked();
    let other = second(&first);
    let given = pages(&first, &said(&other), 1000);
    let page = &given[0].bytes;
    for length in [0, 1, page.len() / 2, page.len() - 1] {
        let taken = take(&other.database, &other.own, &page[..length], &all);
        assert!(matches!(taken, Err(NotTaken::Page(_))), "{length}: {taken:?}");
    }
    let foreign = |scope: &Scope| *scope == Scope::Hub(HubId::from_bytes([9; 32]));
    assert!(matches!(take(&other.database, &other.own, page, &foreign), Err(NotTaken::ForeignScope(_))));
    assert!(other.database.read(heads).unwrap().is_empty());
}

/// Ids as they are in life: nothing in one says anything of the next.
fn scattered(n: u64) -> AssetId {
    AssetId::from_bytes(blake3::hash(&n.to_be_bytes()).as_bytes()[..16].try_into().unwrap())
}

#[test]
fn a_subject_is_named_by_its_entry_where_the_other_side_holds_that() {
    let first = stocked();
    let other = second(&first);
    let Command::ReceiveAssets(mut many) = receive((10..200).map(|n| (n, format!("AK-{n}"))), 1) else {
        unreachable!("what was asked for")
    };
    for (n, asset) in (10..).zip(&mut many.assets) {
        asset.id = scattered(n);
    }
    first.must(&Command::ReceiveAssets(many));
    give(&first, &other);
    let known = said(&other);
    for n in 10..60 {
        let (assets, to) = (vec![scattered(n)], place_id(2));
        first.must(&Command::MoveAssets { assets, to, particulars: Particulars::default() });
    }
    let length =
        |named| -> usize { gathered(&first, &known, 1000, named).iter().map(|page| page.bytes.len()).sum() };
    let (named, bare) = (length(true), length(false));
    assert!(named + 50 * 8 < bare, "{named} bytes with names, {bare} without");
    give(&first, &other);
    assert_eq!(other.hash(), first.hash());
}

#[test]
fn what_the_center_signed_for_no_longer_waits() {
    let laptop = stocked();
    let center = SigningKey::from_bytes(&[90; 32]);
    let device = DeviceKey::of(&laptop.signer.device);
    let hub = |scope: &Scope| matches!(scope, Scope::Hub(_));
    let waiting = |laptop: &Laptop| laptop.database.read(|c| reached::waiting(c, &hub)).unwrap();
    let before = waiting(&laptop);
    assert_eq!((before.acts, before.oldest_ms), (6, Some(1_000)));
    let receipt = Receipt::sign(&center, device, laptop.database.read(heads).unwrap(), 99);
    laptop.database.write(|transaction| reached::proved(transaction, &receipt)).unwrap();
    assert_eq!(waiting(&laptop).acts, 0);
    assert_eq!(laptop.database.read(reached::last_receipt_ms).unwrap(), Some(99));
    let moved = feed::ActId::from_bytes(*laptop.must(&move_to(&[1], 2)).as_bytes());
    assert_eq!(waiting(&laptop).acts, 1);
    let reach = |laptop: &Laptop| laptop.database.read(|c| reached::of_act(c, &moved)).unwrap();
    assert_eq!(reach(&laptop), Reach::Here);
    let told = laptop.database.read(heads).unwrap();
    let colleague = DeviceKey::of(&signer(2).device);
    laptop.database.write(|t| reached::told(t, &colleague, &told, 100)).unwrap();
    assert_eq!(reach(&laptop), Reach::Elsewhere);
    laptop.database.write(|t| reached::proved(t, &Receipt::sign(&center, device, told, 101))).unwrap();
    assert_eq!(reach(&laptop), Reach::Center);
    laptop.database.write(|transaction| reached::forget(transaction, receipt.center.as_bytes())).unwrap();
    assert_eq!((waiting(&laptop).acts, reach(&laptop)), (7, Reach::Elsewhere));
}
