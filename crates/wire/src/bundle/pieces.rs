//! What stands one after the other inside the age stream: one byte for the kind, four for the length, and so
//! many bytes.

use std::io::{Read, Write};

use feed::BLOB_PART_BYTES;
use feed::exchange::MAX_PAGE_BYTES;

use super::manifest::Signed;
use super::{BundleError, MAX_RECIPIENTS};

const MANIFEST: u8 = 1;
const PAGE: u8 = 2;
const END: u8 = 3;
const PART: u8 = 4;

const SIGNATURE: usize = 64;

/// Before a page stands the number of its entries.
const ENTRIES: usize = 4;

/// Before a part of a blob stands the length of its head, which says of which blob it is and where in it.
const HEAD_LENGTH: usize = 4;

/// A head names two hubs at most; the rest is for fields of later versions.
const MAX_HEAD: usize = 256;

/// Room for a key of each recipient, and for fields of later versions.
const MAX_SIGNED: usize = 40 * MAX_RECIPIENTS + 4_096;

pub(super) enum Piece {
    Manifest(Signed),
    Page { entries: u32, bytes: Vec<u8> },
    Part { head: Vec<u8>, bytes: Vec<u8> },
    End(Signed),
}

pub(super) fn write_manifest(out: &mut impl Write, signed: &Signed) -> Result<(), BundleError> {
    write(out, MANIFEST, &signed.signature, &signed.bytes)
}

pub(super) fn write_page(out: &mut impl Write, entries: u32, bytes: &[u8]) -> Result<(), BundleError> {
    if bytes.len() > MAX_PAGE_BYTES {
        return Err(BundleError::TooLarge { limit: MAX_PAGE_BYTES });
    }
    write(out, PAGE, &entries.to_be_bytes(), bytes)
}

/// A part of a blob, of at most [`BLOB_PART_BYTES`].
pub(super) fn write_part(out: &mut impl Write, head: &[u8], bytes: &[u8]) -> Result<(), BundleError> {
    if bytes.len() > BLOB_PART_BYTES || head.len() > MAX_HEAD {
        return Err(BundleError::TooLarge { limit: BLOB_PART_BYTES });
    }
    let length = u32::try_from(head.len()).expect("heads are short").to_be_bytes();
    write(out, PART, &[&length[..], head].concat(), bytes)
}

pub(super) fn write_end(out: &mut impl Write, signed: &Signed) -> Result<(), BundleError> {
    write(out, END, &signed.signature, &signed.bytes)
}

fn write(out: &mut impl Write, kind: u8, first: &[u8], rest: &[u8]) -> Result<(), BundleError> {
    let length = u32::try_from(first.len() + rest.len()).expect("pieces are bounded");
    let mut head = vec![kind];
    head.extend_from_slice(&length.to_be_bytes());
    head.extend_from_slice(first);
    out.write_all(&head).and_then(|()| out.write_all(rest)).map_err(BundleError::Io)
}

/// # Errors
/// `Truncated` where nothing more comes, too.
pub(super) fn read(input: &mut impl Read) -> Result<Piece, BundleError> {
    let mut head = [0; 5];
    input.read_exact(&mut head)?;
    let [kind, length @ ..] = head;
    let (first, limit) = match kind {
        MANIFEST | END => (SIGNATURE, SIGNATURE + MAX_SIGNED),
        PAGE => (ENTRIES, ENTRIES + MAX_PAGE_BYTES),
        PART => (HEAD_LENGTH, HEAD_LENGTH + MAX_HEAD + BLOB_PART_BYTES),
        _ => return Err(BundleError::Damaged),
    };
    let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
    if length > limit {
        return Err(BundleError::TooLarge { limit });
    }
    let rest = length.checked_sub(first).ok_or(BundleError::Damaged)?;
    Ok(match kind {
        PAGE => {
            let entries = u32::from_be_bytes(fixed(input)?);
            Piece::Page { entries, bytes: bytes(input, rest)? }
        }
        PART => {
            let length = usize::try_from(u32::from_be_bytes(fixed(input)?)).unwrap_or(usize::MAX);
            let after = rest.checked_sub(length).filter(|_| length <= MAX_HEAD);
            let after = after.filter(|after| *after <= BLOB_PART_BYTES).ok_or(BundleError::Damaged)?;
            Piece::Part { head: bytes(input, length)?, bytes: bytes(input, after)? }
        }
        _ => {
            let signed = Signed { signature: fixed(input)?, bytes: bytes(input, rest)? };
            if kind == MANIFEST { Piece::Manifest(signed) } else { Piece::End(signed) }
        }
    })
}

fn fixed<const LENGTH: usize>(input: &mut impl Read) -> Result<[u8; LENGTH], BundleError> {
    let mut bytes = [0; LENGTH];
    input.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Grows with what comes, not with what is claimed.
fn bytes(input: &mut impl Read, length: usize) -> Result<Vec<u8>, BundleError> {
    let mut bytes = Vec::new();
    input.take(length as u64).read_to_end(&mut bytes)?;
    if bytes.len() == length { Ok(bytes) } else { Err(BundleError::Truncated) }
}
