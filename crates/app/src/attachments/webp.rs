//! WebP (RFC 9649) without what a camera or a program wrote beside the picture.

use super::orientation;

/// Flags of the extended header: a camera's record, and a program's.
const HAS_RECORDS: u8 = 0x08 | 0x04;
const HAS_EXIF: u8 = 0x08;
/// A frame of a moving picture begins with where and how long it is shown.
const FRAME_HEAD: usize = 16;
/// Sides of pictures have fourteen bits.
const SIDE: u64 = 0x3fff;

/// Whether these bytes begin as a WebP does.
pub(super) fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice())
}

/// The same picture without a camera's and a program's record and whatever follows its end; which way up it is
/// held stays. None where it is no whole WebP.
pub(super) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    if !begins(bytes) {
        return None;
    }
    let (length, after) = bytes[4..].split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let mut body = Vec::with_capacity(bytes.len());
    let found = kept(after.get(4..length)?, &mut body, 0)?;
    if !found.picture {
        return None;
    }
    if found.extended {
        // The extended header comes first, its flags behind kind and length.
        body[8] &= !HAS_RECORDS;
        if let Some(turned) = found.turned {
            body[8] |= HAS_EXIF;
            push(&mut body, b"EXIF", &orientation::tiff(turned));
        }
    }
    let length = u32::try_from(body.len() + 4).ok()?.to_le_bytes();
    Some([b"RIFF".as_slice(), &length, b"WEBP", &body].concat())
}

/// How many pixels the first chunk names: the extended header's, or the picture's own. None where it names none.
pub(super) fn pixels(bytes: &[u8]) -> Option<u64> {
    if !begins(bytes) {
        return None;
    }
    let mut rest = bytes.get(12..)?;
    let (kind, held) = chunk(&mut rest)?;
    let number = |at: usize, length: usize| {
        let bytes = held.get(at..at + length)?;
        Some(bytes.iter().rev().fold(0_u64, |number, byte| (number << 8) | u64::from(*byte)))
    };
    match &kind {
        b"VP8X" => Some((number(4, 3)? + 1) * (number(7, 3)? + 1)),
        b"VP8L" if held.first() == Some(&0x2f) => {
            let sides = number(1, 4)?;
            Some(((sides & SIDE) + 1) * (((sides >> 14) & SIDE) + 1))
        }
        b"VP8 " if held.get(3..6) == Some(b"\x9d\x01\x2a".as_slice()) => {
            Some((number(6, 2)? & SIDE) * (number(8, 2)? & SIDE))
        }
        _ => None,
    }
}

#[derive(Default)]
struct Found {
    extended: bool,
    picture: bool,
    turned: Option<u8>,
}

/// Copies the chunks the picture is made of. Frames stand at level 0 and hold none themselves.
fn kept(mut rest: &[u8], body: &mut Vec<u8>, level: u8) -> Option<Found> {
    let mut found = Found::default();
    while !rest.is_empty() {
        let (kind, held) = chunk(&mut rest)?;
        match &kind {
            b"VP8X" if body.is_empty() && !held.is_empty() => {
                found.extended = true;
                push(body, &kind, held);
            }
            b"VP8 " | b"VP8L" => {
                found.picture = true;
                push(body, &kind, held);
            }
            b"ANMF" if level == 0 => {
                let (head, within) = held.split_at_checked(FRAME_HEAD)?;
                let mut frame = head.to_vec();
                found.picture |= kept(within, &mut frame, level + 1)?.picture;
                push(body, &kind, &frame);
            }
            b"ICCP" | b"ALPH" | b"ANIM" => push(body, &kind, held),
            b"EXIF" => {
                let record = held.strip_prefix(b"Exif\0\0").unwrap_or(held);
                found.turned = found.turned.or(orientation::of_tiff(record));
            }
            _ => {}
        }
    }
    Some(found)
}

/// A chunk; one of odd length is followed by a byte that counts for nothing, which the last may lack.
fn chunk<'b>(rest: &mut &'b [u8]) -> Option<([u8; 4], &'b [u8])> {
    let (kind, after) = rest.split_first_chunk::<4>()?;
    let (length, after) = after.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let (held, after) = after.split_at_checked(length)?;
    *rest = match length % 2 {
        0 => after,
        _ => after.get(1..).unwrap_or_default(),
    };
    Some((*kind, held))
}

fn push(body: &mut Vec<u8>, kind: &[u8; 4], held: &[u8]) {
    let length = u32::try_from(held.len()).expect("a file that is looked at is smaller");
    body.extend_from_slice(kind);
    body.extend_from_slice(&length.to_le_bytes());
    body.extend_from_slice(held);
    if held.len() % 2 == 1 {
        body.push(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Chunk<'a> = (&'a [u8; 4], &'a [u8]);

    fn webp(chunks: &[Chunk<'_>]) -> Vec<u8> {
        let mut body = Vec::new();
        for (kind, held) in chunks {
            push(&mut body, kind, held);
        }
        let length = (body.len() as u32 + 4).to_le_bytes();
        [b"RIFF".as_slice(), &length, b"WEBP", &body].concat()
    }

    const PICTURE: Chunk<'static> = (b"VP8L", b"\x2fodd");

    #[test]
    fn only_the_picture_and_which_way_up_it_is_remain() {
        let record = [b"Exif\0\0".as_slice(), &orientation::tiff(8), b"GPS 48.4647 N"].concat();
        let profile: Chunk<'_> = (b"ICCP", b"colours");
        let mut taken = webp(&[
            (b"VP8X", b"\x2c\0\0\0\x01\0\0\x01\0\0"),
            profile,
            PICTURE,
            (b"EXIF", &record),
            (b"XMP ", b"<x>48.4647</x>"),
            (b"abcd", b"whatever"),
        ]);
        taken.extend_from_slice(b"and what follows");
        let tiff = orientation::tiff(8);
        let expected = webp(&[(b"VP8X", b"\x28\0\0\0\x01\0\0\x01\0\0"), profile, PICTURE, (b"EXIF", &tiff)]);
        assert_eq!(cleaned(&taken), Some(expected.clone()));
        assert_eq!(cleaned(&expected), Some(expected), "cleaned again it is the same");
        let upright = webp(&[(b"VP8X", b"\x0c\0\0\0\x01\0\0\x01\0\0"), PICTURE, (b"XMP ", b"<x/>")]);
        assert_eq!(
            cleaned(&upright),
            Some(webp(&[(b"VP8X", b"\0\0\0\0\x01\0\0\x01\0\0"), PICTURE])),
            "no record, no flag"
        );
    }

    #[test]
    fn a_moving_picture_keeps_its_frames_and_no_more() {
        let frame = |chunks: &[Chunk<'_>]| {
            let mut held = [7; FRAME_HEAD].to_vec();
            for (kind, inner) in chunks {
                push(&mut held, kind, inner);
            }
            held
        };
        let head: Chunk<'_> = (b"VP8X", b"\x02\0\0\0\x01\0\0\x01\0\0");
        let moving = |frame: &[u8]| webp(&[head, (b"ANIM", b"\0\0\0\0\0\0"), (b"ANMF", frame)]);
        let clean = moving(&frame(&[PICTURE]));
        assert_eq!(cleaned(&moving(&frame(&[PICTURE, (b"note", b"at home")]))), Some(clean));
        assert_eq!(cleaned(&moving(&frame(&[]))), None, "a frame without a picture");
        assert_eq!(cleaned(&moving(&[7; 3])), None, "no frame");
        let mut deep = frame(&[PICTURE]);
        for _ in 0..2_000 {
            deep = frame(&[(b"ANMF", &deep)]);
        }
        assert_eq!(cleaned(&moving(&deep)), None, "frames within frames are no picture");
    }

    #[test]
    fn the_first_chunk_says_how_many_pixels_there_are() {
        let rows: [(Chunk<'_>, Option<u64>); 6] = [
            ((b"VP8X", b"\0\0\0\0\x02\0\0\x04\0\0"), Some(15)),
            ((b"VP8X", b"\0\0\0\0\xff\xff\xff\xff\xff\xff"), Some(1 << 48)),
            // 3 and 5, each less one, in fourteen bits.
            ((b"VP8L", b"\x2f\x02\0\x01\0"), Some(15)),
            ((b"VP8 ", b"\0\0\0\x9d\x01\x2a\x03\0\x05\0"), Some(15)),
            ((b"VP8 ", b"\0\0\0\x9d\x01\x2a\x03"), None),
            ((b"ICCP", b"colours"), None),
        ];
        for (first, expected) in rows {
            assert_eq!(pixels(&webp(&[first])), expected, "{first:?}");
        }
        assert_eq!(pixels(b"RIFF\x04\0\0\0WEBP"), None);
    }

    #[test]
    fn what_is_no_whole_webp_is_refused() {
        let whole = webp(&[PICTURE]);
        assert_eq!(cleaned(&whole), Some(whole.clone()));
        for length in 0..whole.len() {
            assert_eq!(cleaned(&whole[..length]), None, "cut at {length}");
        }
        assert_eq!(cleaned(&webp(&[])), None, "no picture in it");
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let length = (bytes.len() as u32 + 4).to_le_bytes();
            let whole = [b"RIFF".as_slice(), &length, b"WEBP", &bytes].concat();
            let _ = (cleaned(&whole), pixels(&whole));
        }
    }
}
