//! Pages that are damaged, or made to do harm.

use feed::exchange::{MAX_PAGE_BYTES, NoNames, PageError, decode_page, encode_page};
use feed::{Evidence, EvidenceRole, Scope, Span, Verified, Writer, verify};
use proptest::prelude::*;

use super::workload::{Held, Laptop, Work};
use crate::known::{draft, event, feed, key, person, some_hub};

/// A page of everything there is, and what it holds.
fn page() -> (Vec<u8>, Vec<Span>) {
    let mut roster = Writer::new(feed(11, Scope::Roster(some_hub()), 1), key(11));
    let roster = roster.write(vec![draft(9, vec![event(9, 2, b"\x81\x01", None)])]).expect("well formed");
    let mut writer = Writer::new(feed(10, Scope::Hub(some_hub()), 1), key(10));
    let mut first = draft(1, vec![event(1, 100, b"\xa1\x00\x63abc", Some(b"\x62me"))]);
    first.seen = vec![roster.head()];
    let second = draft(2, vec![event(2, 100, b"\xa1\x00\x64abc1", None), event(1, 300, b"\xff", None)]);
    let hub = writer.write(vec![first, second]).expect("well formed");
    let hash = hub.entries()[1].hash;
    let witness = Evidence::sign(&key(20), EvidenceRole::Witness, person(0xb2), hash);
    let hub = hub.with_evidence(1, witness).expect("it holds");
    let mut erased = writer
        .write(vec![draft(3, vec![event(1, 100, b"", Some(b"gone"))])])
        .expect("well formed")
        .into_span();
    erased.entries[0] = erased.entries[0].without_personal();
    let spans = vec![roster.into_span(), hub.into_span(), erased];
    (encode_page(&spans, &NoNames).expect("small"), spans)
}

/// What a receiver takes in, if it takes in anything.
fn taken_in(page: &[u8]) -> Option<Vec<Verified>> {
    let spans = decode_page(page, &NoNames).ok()?;
    spans.into_iter().map(|span| verify(span).ok()).collect()
}

#[test]
fn a_page_of_everything_there_is_comes_back() {
    let (page, spans) = page();
    assert_eq!(decode_page(&page, &NoNames), Ok(spans));
    assert!(taken_in(&page).is_some());
}

/// Senders may come to press better; what was sent once must stay readable.
#[test]
fn a_page_of_the_first_form_stays_readable() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/page_1.hex");
    let (today, spans) = page();
    let Ok(golden) = std::fs::read_to_string(path) else {
        return crate::golden::check("page_1", &today);
    };
    let digits = golden.trim().as_bytes().chunks(2);
    let bytes =
        digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).expect("hex"), 16).expect("hex"));
    assert_eq!(decode_page(&bytes.collect::<Vec<u8>>(), &NoNames), Ok(spans));
}

/// Every bit of a page, turned: nothing else is ever taken in for what was sent.
#[test]
fn a_damaged_page_is_refused_or_says_the_same() {
    let (page, _) = page();
    let sound = taken_in(&page);
    let (mut refused, mut unsealed) = (0, 0);
    for bit in 0..page.len() * 8 {
        let mut damaged = page.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        match decode_page(&damaged, &NoNames) {
            Err(_) => refused += 1,
            Ok(spans) => {
                let verified: Option<Vec<Verified>> =
                    spans.into_iter().map(|span| verify(span).ok()).collect();
                unsealed += usize::from(verified.is_none());
                assert!(verified.is_none() || verified == sound, "bit {bit} was taken for another page");
            }
        }
    }
    // The mutant: without the seal, damage in a signature would be taken in.
    assert!(refused > 0 && unsealed > 0, "{refused} refused, {unsealed} unsealed");
}

#[test]
fn a_page_cut_anywhere_is_refused() {
    let (page, _) = page();
    for end in 0..page.len() {
        assert!(decode_page(&page[..end], &NoNames).is_err(), "cut at {end}");
    }
    assert!(decode_page(&[&page[..], &[0]].concat(), &NoNames).is_err(), "something after the end");
}

#[test]
fn a_page_that_swells_is_refused_by_what_it_declares() {
    let bomb = |length: usize, declared: bool| {
        let mut pressing = zstd::bulk::Compressor::new(19).expect("memory");
        pressing.include_contentsize(declared).expect("a setting there is");
        let pressed = pressing.compress(&vec![0; length]).expect("memory");
        let mut page = vec![1, 1];
        let mut rest = pressed.len();
        while rest >= 0x80 {
            page.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        page.push(rest as u8);
        page.extend(pressed);
        page
    };
    for (length, declared, fault) in [
        (64 * 1024 * 1024, true, PageError::TooMuch),
        (64 * 1024 * 1024, false, PageError::Malformed),
        (1024, false, PageError::Malformed),
    ] {
        let page = bomb(length, declared);
        assert!(page.len() < MAX_PAGE_BYTES);
        assert_eq!(decode_page(&page, &NoNames), Err(fault));
    }
}

/// A name that means something else to the reader spoils the page, and the page says that it was the names.
#[test]
fn a_name_that_means_two_things_is_told_from_a_forged_page() {
    let (mut laptop, mut sender, mut reader) = (Laptop::new(false), Held::default(), Held::default());
    for page in laptop.work(Work::Catalogue, 700, 1_000).into_iter().chain(laptop.work(Work::Assets, 50, 50))
    {
        sender.take(&page);
    }
    let mut other = Laptop::new(true);
    for page in
        other.work(Work::Catalogue, 700, 1_000).into_iter().chain(other.work(Work::MovesAlone, 50, 50))
    {
        reader.take(&page);
    }
    let moves = laptop.work(Work::MovesAlone, 20, 20).remove(0);
    let page = encode_page(&moves, &sender).expect("small");
    assert_eq!(decode_page(&page, &sender).as_ref(), Ok(&moves));
    assert_eq!(decode_page(&page, &reader), Err(PageError::Names));
    assert_eq!(decode_page(&page, &NoNames), Err(PageError::Names));
    let plain = encode_page(&moves, &NoNames).expect("small");
    assert_eq!(decode_page(&plain, &reader), Ok(moves));
}

proptest! {
    #[test]
    fn no_bytes_are_too_much_for_the_reader(
        places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..9),
        noise in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        let (page, _) = page();
        let sound = taken_in(&page);
        let mut damaged = page.clone();
        for (place, byte) in places {
            let at = place.index(damaged.len());
            damaged[at] = byte;
        }
        let read = taken_in(&damaged);
        prop_assert!(read.is_none() || read == sound);
        prop_assert!(decode_page(&[&[1], &noise[..]].concat(), &NoNames).is_err());
    }
}
