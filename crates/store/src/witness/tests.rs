use std::collections::HashMap;
use std::path::PathBuf;

use super::*;

const HERE: MachineId = MachineId::from_bytes([1; 32]);

/// What a database holds: hash at (feed, seq).
#[derive(Default)]
struct Entries(HashMap<(FeedId, u64), Hash>);

impl Entries {
    fn up_to(feeds: &[(u8, u64)]) -> Self {
        let places = feeds.iter().flat_map(|(feed, last)| (1..=*last).map(|seq| head(*feed, seq)));
        Self(places.map(|head| ((head.feed, head.seq), head.hash)).collect())
    }

    fn at(&self, feed: &FeedId, seq: u64) -> Result<Option<Hash>, StoreError> {
        Ok(self.0.get(&(*feed, seq)).copied())
    }
}

fn head(feed: u8, seq: u64) -> OwnHead {
    let hash = blake3::hash(&[feed, seq as u8]);
    OwnHead { feed: FeedId::from_bytes([feed; 32]), seq, hash: Hash::from_bytes(*hash.as_bytes()) }
}

fn heads(feeds: &[(u8, u64)]) -> Vec<OwnHead> {
    feeds.iter().map(|(feed, seq)| head(*feed, *seq)).collect()
}

struct Place {
    folder: tempfile::TempDir,
    key: DatabaseKey,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), key: DatabaseKey::from_bytes([7; 32]) }
    }

    fn witness(&self) -> Witness {
        Witness::open(self.folder.path(), &self.key, HERE).unwrap()
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(names::HEADS)
    }

    fn compare(&self, feeds: &[(u8, u64)]) -> Witnessed {
        let held = Entries::up_to(feeds);
        self.witness().compare(&heads(feeds), |feed, seq| held.at(feed, seq)).unwrap()
    }
}

#[test]
fn a_database_is_compared_with_what_was_confirmed() {
    let place = Place::new();
    assert_eq!(place.compare(&[]), Witnessed::Missing);
    place.witness().keep(&heads(&[(2, 9), (1, 5)])).unwrap();
    assert_eq!(place.compare(&[(1, 5), (2, 9)]), Witnessed::Agrees);
    assert_eq!(place.compare(&[(1, 6), (2, 9)]), Witnessed::DatabaseAhead);
    assert_eq!(place.compare(&[(1, 5), (2, 9), (3, 1)]), Witnessed::DatabaseAhead);
    assert_eq!(place.compare(&[(1, 4), (2, 9)]), Witnessed::DatabaseBehind { lost: heads(&[(1, 5)]) });
    assert_eq!(place.compare(&[(1, 7)]), Witnessed::DatabaseBehind { lost: heads(&[(2, 9)]) });
}

#[test]
fn another_history_at_the_same_place_is_behind() {
    let place = Place::new();
    place.witness().keep(&heads(&[(1, 5)])).unwrap();
    let mut other = Entries::up_to(&[(1, 6)]);
    other.0.insert((FeedId::from_bytes([1; 32]), 5), Hash::from_bytes([9; 32]));
    let found = place.witness().compare(&heads(&[(1, 6)]), |feed, seq| other.at(feed, seq)).unwrap();
    assert_eq!(found, Witnessed::DatabaseBehind { lost: heads(&[(1, 5)]) });
}

#[test]
fn another_machine_and_another_key_are_noticed() {
    let place = Place::new();
    place.witness().keep(&heads(&[(1, 5)])).unwrap();
    let held = Entries::up_to(&[(1, 5)]);
    let there = Witness::open(place.folder.path(), &place.key, MachineId::from_bytes([2; 32])).unwrap();
    let found = there.compare(&heads(&[(1, 5)]), |feed, seq| held.at(feed, seq)).unwrap();
    assert_eq!(found, Witnessed::OtherMachine);
    assert!(opens_with(place.folder.path(), &place.key));
    let other = DatabaseKey::from_bytes([8; 32]);
    assert!(!opens_with(place.folder.path(), &other));
    let foreign = Witness::open(place.folder.path(), &other, HERE).unwrap();
    assert_eq!(foreign.compare(&[], |_, _| Ok(None)).unwrap(), Witnessed::Missing);
}

#[test]
fn a_write_torn_at_any_byte_leaves_the_former_record() {
    let place = Place::new();
    let witness = place.witness();
    witness.keep(&heads(&[(1, 5)])).unwrap();
    let before = std::fs::read(place.path()).unwrap();
    witness.keep(&heads(&[(1, 6)])).unwrap();
    let after = std::fs::read(place.path()).unwrap();
    let changed: Vec<usize> = (0..after.len()).filter(|at| before[*at] != after[*at]).collect();
    for torn in 0..changed.len() {
        let mut bytes = before.clone();
        changed[..torn].iter().for_each(|at| bytes[*at] = after[*at]);
        std::fs::write(place.path(), &bytes).unwrap();
        assert_eq!(place.compare(&[(1, 6)]), Witnessed::DatabaseAhead, "torn at {torn}");
    }
}

#[test]
fn a_flipped_byte_never_makes_a_record_that_was_not_written() {
    let place = Place::new();
    place.witness().keep(&heads(&[(1, 5)])).unwrap();
    let good = std::fs::read(place.path()).unwrap();
    let place_of_record = good.len() / 2;
    for at in place_of_record..place_of_record + record_length(1) {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        std::fs::write(place.path(), &bytes).unwrap();
        assert_eq!(place.compare(&[(1, 5)]), Witnessed::Missing, "flipped at {at}");
    }
}

fn record_length(heads: usize) -> usize {
    8 + 8 + 32 + 4 + heads * 72 + 32
}

#[test]
fn a_device_with_hundreds_of_feeds_is_still_witnessed() {
    let place = Place::new();
    let mut feeds = Vec::new();
    for feed in 1..=250 {
        feeds.push((feed, 1));
        place.witness().keep(&heads(&feeds)).unwrap();
        assert_eq!(place.compare(&feeds), Witnessed::Agrees, "{feed} feeds");
    }
    feeds[3].1 = 2;
    assert_eq!(place.compare(&feeds), Witnessed::DatabaseAhead);
}

#[test]
fn keeping_the_same_heads_writes_nothing() {
    let place = Place::new();
    let witness = place.witness();
    witness.keep(&heads(&[(1, 5), (2, 1)])).unwrap();
    let before = std::fs::read(place.path()).unwrap();
    witness.keep(&heads(&[(2, 1), (1, 5)])).unwrap();
    assert_eq!(std::fs::read(place.path()).unwrap(), before);
}
