//! What decisions see.

use domain::asset::Whereabouts;
use domain::condition::ConditionCode;
use domain::event::Particulars;
use domain::facts::Date;
use domain::serial::normalise;
use domain::stock::{Keeping, StockKey};
use domain::{ActId, Command, Facts, Refusal};
use store::StoreFacts;

use crate::laptop::*;

fn with_facts<T>(laptop: &Laptop, ask: impl FnOnce(&dyn Facts) -> T) -> T {
    laptop
        .database
        .read(|connection| {
            let today = Date(chrono::NaiveDate::from_ymd_opt(2026, 5, 1).unwrap());
            let remembered = laptop.own.remembered();
            let facts = StoreFacts::new(connection, remembered, &laptop.scope(), laptop.actor(), today)?;
            let answer = ask(&facts);
            facts.finish()?;
            Ok::<_, store::StoreError>(answer)
        })
        .unwrap()
}

/// So much of the second item at the first place.
fn received(laptop: &Laptop, quantity: u64) -> ActId {
    laptop.must(&receive_stock(ActId::from_bytes(bytes(9, quantity)), 2, None, quantity, 1))
}

/// The line it lies in.
fn line() -> StockKey {
    let at = Keeping::Place(place_id(1));
    StockKey { at, item: item_id(2), lot: None, condition: ConditionCode::A }
}

#[test]
fn everything_is_found_by_id_and_by_code() {
    let laptop = stocked();
    received(&laptop, 40);
    with_facts(&laptop, |facts| {
        assert_eq!(facts.item(item_id(1)).unwrap().details.name, "Rifle 1");
        assert_eq!(facts.item_by_local_code("L-2"), Some(item_id(2)));
        assert_eq!(facts.item_by_local_code("L-3"), None);
        assert_eq!(facts.place_by_code("R2"), Some(place_id(2)));
        assert_eq!(facts.person(person_id(1)).unwrap().personal.unwrap().name, "Holder 1");
        assert_eq!(facts.asset(asset_id(2)).unwrap().whereabouts, Whereabouts::Stored(place_id(1)));
        assert_eq!(
            facts.assets_with_serial(&normalise("ak 1001")),
            [(asset_id(1), item_id(1), "AK-1001".to_owned())]
        );
        assert_eq!(facts.on_hand(&line()), 40);
        assert_eq!((facts.place_in_use(place_id(1)), facts.place_in_use(place_id(2))), (true, false));
        assert_eq!((facts.item_in_use(item_id(1)), facts.item_in_use(item_id(9))), (true, false));
        assert!(!facts.needs_newer(subject(asset_id(1))));
        assert!(facts.hub().is_none());
    });
}

#[test]
fn an_act_is_taken_back_unless_later_ones_rest_on_it() {
    let laptop = stocked();
    let moved = laptop.must(&move_to(&[1, 2], 2));
    let again = laptop.must(&move_to(&[2], 1));
    let correct = |act| Command::Correct { act, particulars: Particulars::default() };
    let failed = laptop.try_do(&correct(moved));
    assert!(matches!(failed, Err(Failure::Refused(Refusal::LaterActs { .. }))), "{failed:?}");
    laptop.must(&correct(again));
    with_facts(&laptop, |facts| {
        assert_eq!(facts.asset(asset_id(2)).unwrap().whereabouts, Whereabouts::Stored(place_id(2)));
        assert!(facts.act(again).unwrap().corrected);
        assert!(!facts.act(moved).unwrap().corrected);
    });
    let failed = laptop.try_do(&correct(again));
    assert!(matches!(failed, Err(Failure::Refused(Refusal::AlreadyCorrected { .. }))), "{failed:?}");
    assert_eq!(laptop.problems(), []);
}

#[test]
fn stock_is_taken_back_by_its_opposite() {
    let laptop = stocked();
    let received = received(&laptop, 12);
    laptop.must(&Command::Correct { act: received, particulars: Particulars::default() });
    with_facts(&laptop, |facts| {
        assert_eq!(facts.on_hand(&line()), 0);
        assert!(facts.act(received).unwrap().corrected);
        assert!(facts.act(ActId::from_bytes([0; 16])).is_none());
    });
}

#[test]
fn a_refused_command_changes_nothing() {
    let laptop = stocked();
    let before = laptop.hash();
    let heads = laptop.database.read(store::exchange::heads).unwrap();
    let failed = laptop.try_do(&move_to(&[1, 99], 2));
    assert!(matches!(failed, Err(Failure::Refused(_))), "{failed:?}");
    assert_eq!(laptop.hash(), before);
    assert_eq!(laptop.database.read(store::exchange::heads).unwrap(), heads);
}

#[test]
fn the_same_receipt_twice_is_refused() {
    let laptop = stocked();
    let failed = laptop.try_do(&receive([(1, "AK-1001".to_owned())], 1));
    assert!(matches!(failed, Err(Failure::Refused(_))), "{failed:?}");
    let failed = laptop.try_do(&receive([(50, "ak1001".to_owned())], 1));
    assert!(matches!(failed, Err(Failure::Refused(_))), "{failed:?}");
}
