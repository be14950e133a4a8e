//! Field-level differences of descriptions.

use domain::changes::Changes;
use domain::item::{ItemDetails, Tracking};
use domain::people::PersonDetails;
use proptest::prelude::*;

use crate::arbitrary;
use crate::make::*;

#[test]
fn only_what_differs_is_written() {
    let old = item_details("rifle", Tracking::Serial);
    let mut new = old.clone();
    (new.name, new.local_code, new.note) = ("carbine".into(), None, some("cut down"));
    let changes = Changes::between(&old, &new);
    assert_eq!(changes.keys().collect::<Vec<_>>(), [0, 4, 14]);
    assert_eq!(changes.apply(&old), new);
    assert!(Changes::between(&old, &old).is_empty());
}

#[test]
fn changes_made_apart_do_not_undo_each_other() {
    let old = item_details("rifle", Tracking::Serial);
    let renamed = ItemDetails { name: "carbine".into(), ..old.clone() };
    let noted = ItemDetails { note: some("cut down"), ..old.clone() };
    let (one, other) = (Changes::between(&old, &renamed), Changes::between(&old, &noted));
    let both = ItemDetails { note: some("cut down"), ..renamed };
    assert_eq!(other.apply(&one.apply(&old)), both);
    assert_eq!(one.apply(&other.apply(&old)), both);
}

#[test]
fn changes_that_make_no_sense_change_nothing() {
    let old = item_details("rifle", Tracking::Serial);
    // Field 9 (tracking) cleared, set to text, and a field nobody knows beside a good one.
    for (bytes, name) in [(&[0xa1, 9, 0xf6][..], "rifle"), (&[0xa1, 9, 0x61, b'x'], "rifle")] {
        let changes: Changes = minicbor::decode(bytes).unwrap();
        assert_eq!(changes.apply(&old).name, name);
    }
    let newer: Changes = minicbor::decode(&[0xa2, 0, 0x61, b'x', 0x18, 99, 1]).unwrap();
    assert_eq!(newer.apply(&old).name, "x");
    for malformed in [&[0xa2, 0, 1, 0, 2][..], &[0xbf, 0xff], &[0xa1, 0], &[0x80], &[0xa1, 0x20, 1]] {
        assert!(minicbor::decode::<Changes>(malformed).is_err(), "{malformed:x?}");
    }
}

proptest! {
    #[test]
    fn what_differs_leads_from_old_to_new(old in arbitrary::item_details(), new in arbitrary::item_details()) {
        let changes = Changes::between(&old, &new);
        prop_assert_eq!(changes.apply(&old), new.clone());
        prop_assert_eq!(changes.is_empty(), old == new);
        let bytes = minicbor::to_vec(&changes).unwrap();
        prop_assert_eq!(minicbor::decode::<Changes>(&bytes).unwrap(), changes);
    }

    #[test]
    fn any_changes_apply_to_anything(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(changes) = minicbor::decode::<Changes>(&bytes) {
            changes.apply(&item_details("rifle", Tracking::Serial));
            changes.apply(&PersonDetails::default());
        }
    }
}
