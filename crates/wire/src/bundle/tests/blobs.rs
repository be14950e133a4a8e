//! P10 for blobs: one that is not what its id says, cut short or out of its order, is found in the first reading.

use feed::{BLOB_PART_BYTES, HubId, Scope, blob_id};

use super::*;
use crate::bundle::manifest::chained_part;
use crate::message::BlobName;

fn scope() -> Scope {
    Scope::Hub(HubId::from_bytes([8; 32]))
}

/// A blob cut into parts.
fn parts(bytes: &[u8]) -> Vec<BlobPart> {
    let of = BlobName { scope: scope(), blob: blob_id(bytes) };
    let part = |(number, part): (usize, &[u8])| BlobPart {
        of,
        size: bytes.len() as u64,
        offset: (number * BLOB_PART_BYTES) as u64,
        bytes: part.to_vec(),
    };
    bytes.chunks(BLOB_PART_BYTES).enumerate().map(part).collect()
}

/// As its maker signs it, whatever stands in it.
fn made(pages: &[Vec<u8>], blobs: &[BlobPart]) -> Vec<u8> {
    let about = about(Purpose::Everything);
    let to = vec![DeviceKey::of(&key(2))];
    let (manifest, mut chain) = Manifest::new(about, DeviceKey::of(&key(1)), to).sign(&key(1));
    for page in pages {
        chain = chained(&chain, 1, page);
    }
    for part in blobs {
        chain = chained_part(&chain, &part.head(), &part.bytes);
    }
    let (count, parts) = (pages.len() as u64, blobs.len() as u64);
    let end = End { pages: count, entries: count, chain, parts }.sign(&key(1));
    forged(&key(2), |out| {
        pieces::write_manifest(out, &manifest).unwrap();
        pages.iter().for_each(|page| pieces::write_page(out, 1, page).unwrap());
        blobs.iter().for_each(|part| pieces::write_part(out, &part.head(), &part.bytes).unwrap());
        pieces::write_end(out, &end).unwrap();
    })
}

/// Pages and parts, by both readings.
fn all_taken(bytes: &[u8]) -> Result<(Vec<Vec<u8>>, Vec<BlobPart>), BundleError> {
    let checked = BundleReader::open(bytes, &key(2))?.check_all()?;
    let mut again = checked.read_again(bytes, &key(2))?;
    let (mut pages, mut parts) = (Vec::new(), Vec::new());
    while let Some(page) = again.next_page()? {
        pages.push(page.bytes);
    }
    while let Some(part) = again.next_part()? {
        parts.push(part);
    }
    assert_eq!((checked.pages(), checked.parts()), (pages.len(), parts.len()));
    Ok((pages, parts))
}

#[test]
fn blobs_go_in_after_pages_and_come_out_part_by_part() {
    let (small, large) = (noise(1, 400), noise(2, BLOB_PART_BYTES + 7));
    let blobs = [parts(&small), parts(&large)].concat();
    let mut writer =
        BundleWriter::new(Vec::new(), &key(1), about(Purpose::ForHub), &[DeviceKey::of(&key(2))]).unwrap();
    writer.page(b"a page", 1).unwrap();
    blobs.iter().for_each(|part| writer.part(part).unwrap());
    assert!(matches!(writer.page(b"too late", 1), Err(BundleError::OutOfOrder)));
    let bundle = writer.finish().unwrap();
    assert_eq!(all_taken(&bundle).unwrap(), (vec![b"a page".to_vec()], blobs.clone()));
    let checked = BundleReader::open(&bundle[..], &key(2)).unwrap().check_all().unwrap();
    assert_eq!((checked.blobs(), checked.blob_bytes()), (2, (small.len() + large.len()) as u64));
    // Whoever cares only for blobs, and whoever cares only for pages.
    let mut again = checked.read_again(&bundle[..], &key(2)).unwrap();
    assert_eq!(again.next_part().unwrap().as_ref(), blobs.first());
    assert_eq!(taken(&bundle, &key(2)).unwrap(), [b"a page".to_vec()]);
}

#[test]
fn what_is_no_blob_is_not_written() {
    let to = [DeviceKey::of(&key(2))];
    let writer = || BundleWriter::new(Vec::new(), &key(1), about(Purpose::ForHub), &to).unwrap();
    let two = parts(&noise(2, BLOB_PART_BYTES + 7));
    assert!(matches!(writer().part(&two[1]), Err(BundleError::OutOfOrder)));
    let mut half = writer();
    half.part(&two[0]).unwrap();
    assert!(matches!(half.finish(), Err(BundleError::OutOfOrder)));
    let mut wrong = parts(b"a photograph");
    wrong[0].bytes[3] ^= 1;
    assert!(matches!(writer().part(&wrong[0]), Err(BundleError::WrongBlob)));
}

#[test]
fn p10_a_blob_that_is_not_what_it_is_said_to_be_is_refused_with_all_of_its_bundle() {
    let pages = [noise(1, 500)];
    let (one, two) = (parts(&noise(3, 900)), parts(&noise(4, 2 * BLOB_PART_BYTES + 5)));
    let sound = [&one[..], &two].concat();
    assert_eq!(all_taken(&made(&pages, &sound)).unwrap().1, sound);
    let mut exchanged = sound.clone();
    exchanged.swap(2, 3);
    let mut wrong = sound.clone();
    wrong[3].bytes[0] ^= 1;
    let mut larger = sound.clone();
    larger[1].size += 1;
    let mut empty = sound.clone();
    empty[0].bytes.clear();
    let cases = [
        ("a part left out", [&one[..], &two[..1], &two[2..]].concat()),
        ("parts exchanged", exchanged),
        ("the last part left out", sound[..3].to_vec()),
        ("a blob between the parts of another", [&two[..1], &one, &two[1..]].concat()),
        ("another size", larger),
        ("nothing where a part is said to be", empty),
    ];
    for (what, blobs) in &cases {
        let refused = all_taken(&made(&pages, blobs)).expect_err(what);
        assert!(matches!(refused, BundleError::Damaged), "{what}: {refused:?}");
    }
    let wrong = made(&pages, &wrong);
    let refused = all_taken(&wrong).expect_err("the hash is of other bytes");
    assert!(matches!(refused, BundleError::WrongBlob), "{refused:?}");
    assert!(wrongly(Mutant::TakesAnyBlob, || all_taken(&wrong)).is_ok());
}

#[test]
fn p10_every_byte_of_a_bundle_with_a_blob_counts() {
    let mut bundle = made(&[noise(1, 300)], &parts(&noise(2, 2_000)));
    for at in 0..bundle.len() {
        bundle[at] ^= 1 << (at % 8);
        assert!(all_taken(&bundle).is_err(), "byte {at}");
        bundle[at] ^= 1 << (at % 8);
        assert!(all_taken(&bundle[..at]).is_err(), "cut at {at}");
    }
    all_taken(&bundle).unwrap();
}

#[test]
fn p10_a_part_longer_than_parts_are_is_refused() {
    let (manifest, _) = signed(&[], MADE);
    let bundle = forged(&key(2), |out| {
        pieces::write_manifest(out, &manifest).unwrap();
        out.extend_from_slice(&[4, 0xff, 0xff, 0xff, 0xff]);
    });
    assert!(matches!(all_taken(&bundle), Err(BundleError::TooLarge { .. })));
    let bundle = forged(&key(2), |out| {
        pieces::write_manifest(out, &manifest).unwrap();
        // A head longer than the piece it stands in.
        out.extend_from_slice(&[4, 0, 0, 0, 8, 0, 0, 0, 9, 1, 2, 3, 4]);
    });
    assert!(matches!(all_taken(&bundle), Err(BundleError::Damaged)));
}
