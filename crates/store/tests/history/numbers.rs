//! Counts on the Today screen.

use domain::decide::expiring_until;
use domain::facts::Date;
use domain::item::Tracking;
use domain::lot::LotDetails;
use domain::{ActId, Command, LotId};
use store::query::numbers;

use crate::laptop::*;

#[test]
fn a_lot_is_counted_from_the_day_the_rules_warn_of_it() {
    let day = |month, day| Date(chrono::NaiveDate::from_ymd_opt(2026, month, day).unwrap());
    // Ninety days, the last of them included.
    let until = expiring_until(day(5, 1));
    assert_eq!(until, day(7, 30));
    for (expires_on, counted) in [(day(4, 30), 1), (day(5, 1), 1), (day(7, 30), 1), (day(7, 31), 0)] {
        let laptop = stocked();
        laptop.must(&item(3, Tracking::Lot));
        let id = LotId::from_bytes(bytes(6, 1));
        let details = LotDetails { expires_on: Some(expires_on), ..LotDetails::of(item_id(3), "L-1") };
        laptop.must(&Command::AddLot { id, details });
        laptop.must(&receive_stock(ActId::from_bytes([5; 16]), 3, Some(id), 1, 1));
        let found = laptop.database.read(|store| numbers::lots_expiring(store, until)).unwrap();
        assert_eq!(found, counted, "{expires_on}");
    }
}
