//! P10: a bundle that is damaged, cut, mixed or not for us is refused and says why. Each way to be wrong has
//! a reader that is wrong in just this way, which must fail the same test.

use ed25519_dalek::SigningKey;
use feed::{AuthorityKey, DeviceKey};

use super::manifest::{End, Signed, chained};
use super::*;
use crate::mutant::{self, Mutant};
use crate::sealing;

mod blobs;
mod mutated;

const MADE: i64 = 1_800_000_000_000;

fn key(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32])
}

fn about(purpose: Purpose) -> About {
    About { network: Some(AuthorityKey::from_bytes([9; 32])), purpose, made_at_ms: MADE }
}

/// Bytes that nothing presses, the same for the same seed.
fn noise(seed: u8, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    blake3::Hasher::new_keyed(&[seed; 32]).finalize_xof().fill(&mut bytes);
    bytes
}

fn bundle(pages: &[Vec<u8>]) -> Vec<u8> {
    let to = [DeviceKey::of(&key(2)), DeviceKey::of(&key(3))];
    let mut writer = BundleWriter::new(Vec::new(), &key(1), about(Purpose::ForHub), &to).unwrap();
    pages.iter().zip(1..).for_each(|(page, entries)| writer.page(page, entries).unwrap());
    writer.finish().unwrap()
}

/// 16 KiB and a little.
fn small() -> (Vec<Vec<u8>>, Vec<u8>) {
    let pages: Vec<Vec<u8>> = (0..4).map(|seed| noise(seed, 3_950)).collect();
    let bundle = bundle(&pages);
    assert!((16_384..17_500).contains(&bundle.len()), "{}", bundle.len());
    (pages, bundle)
}

/// Both readings, as whoever imports it does them.
fn taken(bytes: &[u8], with: &SigningKey) -> Result<Vec<Vec<u8>>, BundleError> {
    let checked = BundleReader::open(bytes, with)?.check_all()?;
    let mut pages = checked.read_again(bytes, with)?;
    let mut all = Vec::new();
    while let Some(page) = pages.next_page()? {
        all.push(page.bytes);
    }
    Ok(all)
}

/// What a reader that is wrong in this way says.
fn wrongly<T>(mutant: Mutant, read: impl FnOnce() -> T) -> T {
    mutant::set(Some(mutant));
    let found = read();
    mutant::set(None);
    found
}

fn is_long() -> bool {
    std::env::var_os("KOMORA_LONG").is_some()
}

#[test]
fn p10_every_byte_of_a_bundle_counts() {
    let (pages, mut bundle) = small();
    assert_eq!(taken(&bundle, &key(2)).unwrap(), pages);
    assert_eq!(taken(&bundle, &key(3)).unwrap(), pages);
    for at in 0..bundle.len() {
        // Gate: one bit of each byte and all of them at once; long: every bit.
        let masks = if is_long() { (0..8).map(|bit| 1 << bit).collect() } else { vec![1 << (at % 8), 0xff] };
        for mask in masks {
            bundle[at] ^= mask;
            let refused = taken(&bundle, &key(2)).expect_err("a changed byte is noticed");
            assert!(!matches!(refused, BundleError::Io(_) | BundleError::Changed), "{at}: {refused:?}");
            bundle[at] ^= mask;
        }
    }
    assert_eq!(taken(&bundle, &key(2)).unwrap(), pages);
}

#[test]
fn p10_a_bundle_cut_anywhere_says_that_its_end_is_missing() {
    let (_, bundle) = small();
    for length in 0..bundle.len() {
        let refused = taken(&bundle[..length], &key(2)).expect_err("a cut is noticed");
        let expected = match length {
            0 => matches!(refused, BundleError::NotABundle),
            _ => matches!(refused, BundleError::Truncated),
        };
        assert!(expected, "{length}: {refused:?}");
    }
    let longer = [&bundle[..], b"x"].concat();
    assert!(matches!(taken(&longer, &key(2)), Err(BundleError::Truncated)));
}

/// A copy that broke off where whole chunks of age had gone over; pages are in them and read.
#[test]
fn p10_a_long_bundle_is_not_taken_up_to_where_it_was_cut() {
    let pages: Vec<Vec<u8>> = (0..9).map(|seed| noise(seed, 30_000)).collect();
    let bundle = bundle(&pages);
    let lengths = || (1..bundle.len()).step_by(4_999).chain(bundle.len() - 30..bundle.len());
    let cut = |length| taken(&bundle[..length], &key(2));
    for length in lengths() {
        assert!(matches!(cut(length), Err(BundleError::Truncated)), "{length}");
    }
    let fooled = wrongly(Mutant::IgnoresTheEnd, || lengths().filter(|length| cut(*length).is_ok()).count());
    assert!(fooled > 0, "nothing of a cut bundle was believed by the reader that does not look for its end");
}

/// Whoever can open a bundle can make a stream of any pieces, but not sign them.
fn forged(by: &SigningKey, pieces: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut plain = Vec::new();
    pieces(&mut plain);
    let to = sealing::recipient(&DeviceKey::of(by)).unwrap();
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&to as _)).unwrap();
    let mut bundle = [&MAGIC[..], &[FORM]].concat();
    let mut stream = encryptor.wrap_output(&mut bundle).unwrap();
    std::io::Write::write_all(&mut stream, &plain).unwrap();
    stream.finish().unwrap();
    bundle.extend_from_slice(END_MARK);
    bundle
}

/// A manifest and an end as the device with key 1 signs them for the one with key 2.
fn signed(pages: &[Vec<u8>], made_at_ms: i64) -> (Signed, Signed) {
    let about = About { made_at_ms, ..about(Purpose::Everything) };
    let (manifest, mut chain) =
        Manifest::new(about, DeviceKey::of(&key(1)), vec![DeviceKey::of(&key(2))]).sign(&key(1));
    for (page, entries) in pages.iter().zip(1..) {
        chain = chained(&chain, entries, page);
    }
    let count = pages.len() as u64;
    let end = End { pages: count, entries: count * (count + 1) / 2, chain, parts: 0 };
    (manifest, end.sign(&key(1)))
}

fn write(out: &mut Vec<u8>, manifest: &Signed, pages: &[Vec<u8>], end: &Signed) {
    pieces::write_manifest(out, manifest).unwrap();
    for (page, entries) in pages.iter().zip(1..) {
        pieces::write_page(out, entries, page).unwrap();
    }
    pieces::write_end(out, end).unwrap();
}

#[test]
fn p10_pages_of_one_bundle_do_not_go_into_another() {
    let (one, other): (Vec<_>, Vec<_>) = (0..3).map(|seed| (noise(seed, 400), noise(seed + 50, 400))).unzip();
    let (manifest, end) = signed(&one, MADE);
    let (manifest_later, end_later) = signed(&other, MADE + 1);
    let read = |manifest: &Signed, pages: &[Vec<u8>], end: &Signed| {
        taken(&forged(&key(2), |out| write(out, manifest, pages, end)), &key(2))
    };
    assert_eq!(read(&manifest, &one, &end).unwrap(), one);
    let mut swapped = one.clone();
    swapped.swap(0, 2);
    let mixed = [&one[..2], &other[2..]].concat();
    let cases = [
        ("pages swapped", &manifest, &swapped[..], &end),
        ("a page exchanged", &manifest, &mixed, &end),
        ("a page left out", &manifest, &one[1..], &end),
        ("the last page left out", &manifest, &one[..2], &end),
        ("all pages of another", &manifest, &other, &end),
        ("the end of another", &manifest, &one, &end_later),
        ("pages and end of another", &manifest, &other, &end_later),
        ("an older manifest in front", &manifest_later, &one, &end),
    ];
    for (what, manifest, pages, end) in cases {
        assert!(matches!(read(manifest, pages, end), Err(BundleError::Damaged)), "{what}");
    }
    let fooled = wrongly(Mutant::IgnoresTheChain, || {
        cases.map(|(_, manifest, pages, end)| read(manifest, pages, end))
    });
    assert!(fooled.iter().any(Result::is_ok), "the reader that follows no chain took nothing wrong");
}

#[test]
fn p10_only_its_maker_signs_a_bundle() {
    let pages = vec![noise(1, 500)];
    let (manifest, end) = signed(&pages, MADE);
    let with_wrong = |at: usize| {
        let spoilt = |piece: &Signed, wrong: bool| {
            let signature = if wrong { [7; 64] } else { piece.signature };
            Signed { bytes: piece.bytes.clone(), signature }
        };
        let (manifest, end) = (spoilt(&manifest, at == 0), spoilt(&end, at == 1));
        taken(&forged(&key(2), |out| write(out, &manifest, &pages, &end)), &key(2))
    };
    for at in [0, 1] {
        assert!(matches!(with_wrong(at), Err(BundleError::Damaged)), "{at}");
        assert!(wrongly(Mutant::TrustsAnySignature, || with_wrong(at)).is_ok(), "{at}");
    }
    assert!(with_wrong(2).is_ok());
}

#[test]
fn p10_a_bundle_for_others_is_not_read() {
    let (pages, bundle) = small();
    assert!(matches!(taken(&bundle, &key(4)), Err(BundleError::NotForThisDevice)));
    assert!(matches!(taken(&bundle, &key(1)), Err(BundleError::NotForThisDevice)), "nor by its maker");
    // The device with key 2 passes on what was signed for it alone.
    let (manifest, end) = signed(&pages, MADE);
    let passed_on = forged(&key(4), |out| write(out, &manifest, &pages, &end));
    assert!(matches!(taken(&passed_on, &key(4)), Err(BundleError::NotForThisDevice)));
    assert!(wrongly(Mutant::IgnoresTheRecipients, || taken(&passed_on, &key(4))).is_ok());
}

#[test]
fn p10_an_old_bundle_read_again_gives_the_same_pages() {
    let (pages, bundle) = small();
    for _ in 0..3 {
        assert_eq!(taken(&bundle, &key(2)).unwrap(), pages);
    }
}

#[test]
fn p10_a_bundle_that_changes_between_the_readings_is_let_go() {
    let (pages, first) = small();
    let second = bundle(&[pages[0].clone(), noise(77, 3_950)]);
    let checked = BundleReader::open(&first[..], &key(2)).unwrap().check_all().unwrap();
    let again = |bytes: &[u8]| -> Result<usize, BundleError> {
        let mut read = checked.read_again(bytes, &key(2))?;
        let mut count = 0;
        while read.next_page()?.is_some() {
            count += 1;
        }
        Ok(count)
    };
    assert_eq!(again(&first).unwrap(), 4);
    assert!(matches!(again(&second), Err(BundleError::Changed)));
    let other = [vec![1; 10], vec![2; 10], vec![3; 10], vec![4; 10]];
    let other = bundle(&other);
    assert!(matches!(again(&other), Err(BundleError::Changed)));
    assert!(wrongly(Mutant::ReadsAgainUnchecked, || again(&other)).is_ok());
}

#[test]
fn p10_pieces_that_swell_or_do_not_belong_are_refused() {
    let pages = vec![noise(1, 500)];
    let (manifest, end) = signed(&pages, MADE);
    type Spoil = fn(&mut Vec<u8>);
    type Expected = fn(&BundleError) -> bool;
    let cases: [(&str, Spoil, Expected); 6] = [
        (
            "a page longer than pages are",
            |out| out[..5].copy_from_slice(&[2, 0xff, 0xff, 0xff, 0xff]),
            too_large,
        ),
        ("a manifest without end", |out| out[..5].copy_from_slice(&[1, 0, 0xff, 0xff, 0xff]), too_large),
        ("a piece too short for what it is", |out| out[..5].copy_from_slice(&[1, 0, 0, 0, 9]), damaged),
        ("a kind nobody knows", |out| out[0] = 9, damaged),
        ("something behind the end", |out| out.push(0), damaged),
        ("nothing at all", Vec::clear, |error| matches!(error, BundleError::Truncated)),
    ];
    for (what, spoil, expected) in cases {
        let spoilt = forged(&key(2), |out| {
            write(out, &manifest, &pages, &end);
            spoil(out);
        });
        let refused = taken(&spoilt, &key(2)).expect_err(what);
        assert!(expected(&refused), "{what}: {refused:?}");
    }
    let twice = forged(&key(2), |out| {
        pieces::write_manifest(out, &manifest).unwrap();
        write(out, &manifest, &pages, &end);
    });
    assert!(matches!(taken(&twice, &key(2)), Err(BundleError::Damaged)));
}

fn too_large(error: &BundleError) -> bool {
    matches!(error, BundleError::TooLarge { .. })
}

fn damaged(error: &BundleError) -> bool {
    matches!(error, BundleError::Damaged)
}
