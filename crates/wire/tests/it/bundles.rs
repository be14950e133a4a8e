//! Bundles as whoever writes and reads them sees them.

use std::io::{self, Read};

use feed::exchange::MAX_PAGE_BYTES;
use feed::{AuthorityKey, CenterKey, DeviceKey, Hash, HubId, Scope, SigningKey};
use proptest::prelude::*;
use wire::bundle::{
    About, BundleError, BundleReader, BundleWriter, MAX_RECIPIENTS, Manifest, Met, Page, Purpose, Welcome,
};

fn key(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32])
}

fn about() -> About {
    About { network: None, purpose: Purpose::ForCenter, made_at_ms: 1_800_000_000_000 }
}

fn written(pages: &[Counted], to: &[DeviceKey]) -> Result<Vec<u8>, BundleError> {
    let mut writer = BundleWriter::new(Vec::new(), &key(1), about(), to)?;
    for (page, entries) in pages {
        writer.page(page, *entries)?;
    }
    writer.finish()
}

/// A page and how many entries it has.
type Counted = (Vec<u8>, u32);

fn read(bytes: &[u8], with: &SigningKey) -> Result<(Manifest, Vec<Counted>), BundleError> {
    let checked = BundleReader::open(bytes, with)?.check_all()?;
    let mut again = checked.read_again(bytes, with)?;
    let mut pages = Vec::new();
    while let Some(Page { bytes, entries }) = again.next_page()? {
        pages.push((bytes, entries));
    }
    assert_eq!(checked.pages(), pages.len());
    assert_eq!(checked.entries(), pages.iter().map(|(_, entries)| u64::from(*entries)).sum::<u64>());
    Ok((checked.manifest().clone(), pages))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_pages_go_in_and_come_out(
        pages in proptest::collection::vec((proptest::collection::vec(any::<u8>(), 0..90_000), any::<u32>()), 0..6),
        recipients in 1_u8..20,
    ) {
        let to: Vec<DeviceKey> = (100..100 + recipients).map(|number| DeviceKey::of(&key(number))).collect();
        let bundle = written(&pages, &to).unwrap();
        let (manifest, found) = read(&bundle, &key(100 + recipients - 1)).unwrap();
        prop_assert_eq!(found, pages);
        prop_assert_eq!((manifest.by, manifest.network), (DeviceKey::of(&key(1)), None));
        prop_assert_eq!(manifest.recipients.len(), to.len());
    }

    /// Where one chunk of age ends and the end of the bundle begins.
    #[test]
    fn a_page_may_end_anywhere_in_a_chunk(length in 64_900_usize..65_600) {
        let pages = [(vec![7; length], 1)];
        let bundle = written(&pages, &[DeviceKey::of(&key(2))]).unwrap();
        prop_assert_eq!(read(&bundle, &key(2)).unwrap().1, pages);
    }

    #[test]
    fn no_bytes_are_a_bundle_by_chance(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(read(&bytes, &key(2)).is_err());
        let begun = [b"KOMORA BUNDLE\x01age-encryption.org/v1\n", &bytes[..]].concat();
        prop_assert!(read(&begun, &key(2)).is_err());
    }
}

#[test]
fn a_bundle_shows_nothing_of_what_it_holds() {
    let canary = b"five rifles for the second company";
    let to: Vec<DeviceKey> = (2..6).map(|number| DeviceKey::of(&key(number))).collect();
    let network = AuthorityKey::from_bytes([0x5a; 32]);
    let about = About { network: Some(network), ..about() };
    let mut writer = BundleWriter::new(Vec::new(), &key(1), about, &to).unwrap();
    writer.page(canary, 1).unwrap();
    let bundle = writer.finish().unwrap();
    let shows = |what: &[u8]| bundle.windows(what.len()).any(|window| window == what);
    assert!(!shows(canary) && !shows(&canary[..12]) && !shows(network.as_bytes()));
    for device in to.iter().chain([&DeviceKey::of(&key(1))]) {
        assert!(!shows(device.as_bytes()) && !shows(device.to_string().as_bytes()));
    }
}

#[test]
fn what_a_bundle_cannot_hold_is_refused_when_it_is_written() {
    let sound = DeviceKey::of(&key(2));
    let many: Vec<DeviceKey> = (0..=MAX_RECIPIENTS)
        .map(|number| {
            let mut seed = [3; 32];
            seed[..8].copy_from_slice(&(number as u64).to_be_bytes());
            DeviceKey::of(&SigningKey::from_bytes(&seed))
        })
        .collect();
    for to in [&[][..], &many, &[sound, DeviceKey::from_bytes([0; 32])]] {
        assert!(matches!(written(&[], to), Err(BundleError::Recipients)), "{} recipients", to.len());
    }
    let most = written(&[(vec![1; MAX_PAGE_BYTES], 5_000)], &many[1..]).unwrap();
    assert_eq!(read(&most, &SigningKey::from_bytes(&seed_of(MAX_RECIPIENTS))).unwrap().1.len(), 1);
    assert!(matches!(
        written(&[(vec![1; MAX_PAGE_BYTES + 1], 1)], &[sound]),
        Err(BundleError::TooLarge { limit: MAX_PAGE_BYTES })
    ));
}

fn seed_of(number: usize) -> [u8; 32] {
    let mut seed = [3; 32];
    seed[..8].copy_from_slice(&(number as u64).to_be_bytes());
    seed
}

#[test]
fn a_newer_bundle_and_a_stranger_file_say_what_they_are() {
    let mut bundle = written(&[], &[DeviceKey::of(&key(2))]).unwrap();
    bundle[13] = 2;
    assert!(matches!(read(&bundle, &key(2)), Err(BundleError::Newer { form: 2 })));
    for stranger in [&b"PK\x03\x04 a workbook"[..], b"age-encryption.org/v1\n", b"KOMORA BUNDLES"] {
        let refused = read(stranger, &key(2)).unwrap_err();
        assert!(matches!(refused, BundleError::NotABundle | BundleError::Newer { .. }), "{refused:?}");
    }
}

/// Whoever can write to a stick can claim a list of recipients as long as they like.
#[test]
fn a_list_of_recipients_without_end_is_not_read_to_its_end() {
    struct Endless(u64);
    impl Read for Endless {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            into.iter_mut().for_each(|byte| *byte = b'a');
            self.0 += into.len() as u64;
            assert!(self.0 < 1 << 20, "a megabyte was read");
            Ok(into.len())
        }
    }
    for begun in [&b"KOMORA BUNDLE\x01age-encryption.org/v1\n-> X25519 "[..], b"KOMORA BUNDLE\x01"] {
        let refused = BundleReader::open(begun.chain(Endless(0)), &key(2)).err();
        assert!(matches!(refused, Some(BundleError::Damaged)), "{refused:?}");
    }
    let lines =
        b"KOMORA BUNDLE\x01age-encryption.org/v1\n".chain(io::Cursor::new(b"-> a\n\n".repeat(100_000)));
    assert!(matches!(BundleReader::open(lines, &key(2)).err(), Some(BundleError::Damaged)));
}

/// A stick that is pulled out, or a person who cancels.
#[test]
fn a_reading_that_breaks_off_says_so_as_it_was_told() {
    struct Pulled<'a>(&'a [u8]);
    impl Read for Pulled<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let read = self.0.read(into)?;
            if read == 0 { Err(io::ErrorKind::NotConnected.into()) } else { Ok(read) }
        }
    }
    let bundle = written(&[(vec![1; 300_000], 1)], &[DeviceKey::of(&key(2))]).unwrap();
    for length in [3, 14, 100, 70_000, bundle.len() - 1] {
        let opened = BundleReader::open(Pulled(&bundle[..length]), &key(2));
        let refused = opened.and_then(BundleReader::check_all).unwrap_err();
        let BundleError::Io(error) = refused else { panic!("{length}: {refused:?}") };
        assert_eq!(error.kind(), io::ErrorKind::NotConnected);
    }
}

/// Written by the first release of this form: it must be read for ever.
#[test]
fn the_first_bundle_is_still_read() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/bundle_1.komora");
    let pages = [(b"the first page".to_vec(), 2), (vec![], 0), (vec![0xa5; 70_000], 5_000)];
    let Ok(golden) = std::fs::read(path) else {
        let fresh = written(&pages, &[DeviceKey::of(&key(2)), DeviceKey::of(&key(3))]).unwrap();
        let beside = std::env::temp_dir().join("bundle_1.komora");
        std::fs::write(&beside, fresh).unwrap();
        panic!("no golden file; one was written to {}", beside.display());
    };
    let (manifest, found) = read(&golden, &key(3)).unwrap();
    assert_eq!(found, pages);
    assert_eq!(manifest.purpose, Purpose::ForCenter);
    assert_eq!(manifest.made_at_ms, 1_800_000_000_000);
    assert_eq!(manifest.recipients.len(), 2);
}

fn welcome() -> Welcome {
    let center = Met { address: "kyiv.example:8443".into(), key: CenterKey::from_bytes([9; 32]) };
    Welcome {
        request: Hash::from_bytes([7; 32]),
        scope: Scope::Roster(HubId::from_bytes([8; 32])),
        center: Some(center),
    }
}

#[test]
fn an_answer_is_a_bundle_that_names_its_request() {
    let about = About { purpose: Purpose::ForNewLaptop, ..about() };
    for center in [welcome().center, None] {
        let said = Welcome { center, ..welcome() };
        let writer =
            BundleWriter::answering(Vec::new(), &key(1), about, said.clone(), DeviceKey::of(&key(2)));
        let mut writer = writer.unwrap();
        writer.page(b"a page", 1).unwrap();
        let answer = writer.finish().unwrap();
        let (manifest, pages) = read(&answer, &key(2)).unwrap();
        assert_eq!((manifest.welcome, manifest.purpose), (Some(said), Purpose::ForNewLaptop));
        assert_eq!(pages, [(b"a page".to_vec(), 1)]);
        assert!(matches!(read(&answer, &key(3)), Err(BundleError::NotForThisDevice)));
    }
    let plain = written(&[], &[DeviceKey::of(&key(2))]).unwrap();
    assert_eq!(read(&plain, &key(2)).unwrap().0.welcome, None);
}

/// Made by hand from the form as it is written down: it must be read for ever.
#[test]
fn the_first_answer_is_still_read() {
    let golden = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/answer_1.komora")).unwrap();
    let (manifest, pages) = read(&golden, &key(2)).unwrap();
    assert_eq!((manifest.welcome, manifest.purpose), (Some(welcome()), Purpose::ForNewLaptop));
    assert_eq!((manifest.by, manifest.network), (DeviceKey::of(&key(1)), None));
    assert_eq!(pages, [(b"the first page".to_vec(), 2)]);
}
