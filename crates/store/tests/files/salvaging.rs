use std::collections::BTreeSet;
use std::fs;

use store::StoreError;
use store::file::names;
use store::keys::Machine;
use store::salvage::{Salvaged, salvage, set_aside};

use crate::fixture::{Dice, Fixture, head, insert};

const PAGE: usize = 4096;

/// A closed store of `entries` entries.
fn store(entries: u64) -> Fixture {
    let fixture = Fixture::new();
    let database = fixture.create();
    database.write(|t| (1..=entries).try_for_each(|seq| insert(t, seq))).unwrap();
    database.close().unwrap();
    fixture
}

/// The sequence numbers that came out, each checked against what was put in.
fn out(fixture: &Fixture) -> Result<(BTreeSet<u64>, Salvaged), StoreError> {
    let mut seen = BTreeSet::new();
    let salvaged = salvage(fixture.path(), &fixture.key, |entry| {
        let seq = u64::from_le_bytes(entry.header.try_into().unwrap());
        assert_eq!(entry.hash, head(seq).hash.as_bytes());
        assert!(seen.insert(seq));
    })?;
    assert_eq!(seen.len() as u64, salvaged.entries);
    Ok((seen, salvaged))
}

#[test]
fn a_whole_store_comes_out_whole() {
    let fixture = store(500);
    let before = fs::read(fixture.file(names::DATABASE)).unwrap();
    let (seen, salvaged) = out(&fixture).unwrap();
    assert_eq!(seen, (1..=500).collect());
    assert_eq!(salvaged.lost, []);
    assert_eq!(fs::read(fixture.file(names::DATABASE)).unwrap(), before);
}

#[test]
fn around_a_bad_page_nearly_everything_comes_out() {
    let fixture = store(2000);
    let good = fs::read(fixture.file(names::DATABASE)).unwrap();
    let pages = good.len() / PAGE;
    let mut dice = Dice::seeded(3);
    let (mut tried, mut total) = (0, 0);
    for _ in 0..40 {
        let page = 1 + dice.below(pages as u64 - 1) as usize;
        let mut bytes = good.clone();
        bytes[page * PAGE + dice.below(PAGE as u64) as usize] ^= 1;
        fs::write(fixture.file(names::DATABASE), &bytes).unwrap();
        let Ok((seen, salvaged)) = out(&fixture) else { continue };
        assert_eq!(seen.len() < 2000, !salvaged.lost.is_empty(), "page {page}: {:?}", salvaged.lost);
        let lost: BTreeSet<u64> = (1..=2000).filter(|seq| !seen.contains(seq)).collect();
        assert!(
            lost.iter().all(|seq| salvaged.lost.iter().any(|range| range.contains(&(*seq as i64)))),
            "page {page}: what is lost is named"
        );
        tried += 1;
        total += seen.len();
    }
    assert!(tried >= 30, "{tried}");
    assert!(total > tried * 1900, "{total} of {tried} times 2000");
}

#[test]
fn several_bad_pages_are_passed_over() {
    let fixture = store(2000);
    let mut bytes = fs::read(fixture.file(names::DATABASE)).unwrap();
    let pages = bytes.len() / PAGE;
    (pages / 2..pages).step_by(25).for_each(|page| bytes[page * PAGE + 9] ^= 1);
    fs::write(fixture.file(names::DATABASE), bytes).unwrap();
    let (seen, salvaged) = out(&fixture).unwrap();
    assert!(seen.len() > 1500, "{}", seen.len());
    assert!(salvaged.lost.len() > 1);
}

#[test]
fn a_damaged_store_is_set_aside_untouched() {
    let inside = Fixture::new();
    let directory = inside.file("hub");
    let held = store::Held::take(&directory).unwrap();
    for (name, bytes) in [(names::DATABASE, "damaged"), (names::KEYS, "keys"), ("komora.db-wal", "log")] {
        fs::write(directory.join(name), bytes).unwrap();
    }
    fs::create_dir(directory.join("photos")).unwrap();
    let machine = Machine::at(&directory).unwrap().id();
    let aside = set_aside(held, 1_795_000_000_000).unwrap();
    assert_eq!(aside.file_name().unwrap(), "hub.damaged-20261118T110640Z");
    assert_eq!(fs::read(aside.join(names::DATABASE)).unwrap(), b"damaged");
    assert!(aside.join("photos").is_dir(), "folders go with it");
    assert!(!directory.join(names::KEYS).exists());
    assert_eq!(Machine::at(&directory).unwrap().id(), machine, "the machine stays itself");
    let again = set_aside(store::Held::take(&directory).unwrap(), 1_795_000_000_000);
    assert!(matches!(again, Err(StoreError::AlreadyThere { .. })));
}
