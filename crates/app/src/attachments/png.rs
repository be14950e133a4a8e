//! PNG (W3C, third edition) without what a camera or a program wrote beside the picture.

use super::orientation;

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks the picture is made of, and those that say how its colours, its transparency, its size on paper and
/// its movement are meant.
const KEPT: [&[u8; 4]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP",
    b"mDCV", b"cLLI", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// The same picture without texts, times, a camera's record and whatever follows its end; which way up it is
/// held stays. None where it is no whole PNG.
pub(super) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let (mut head, mut body) = (Vec::new(), Vec::with_capacity(bytes.len()));
    let (mut turned, mut data) = (None, false);
    loop {
        let (kind, held) = chunk(&mut rest)?;
        match &kind {
            b"IHDR" if head.is_empty() => push(&mut head, &kind, held),
            // Nothing comes before the head, and it comes once.
            _ if head.is_empty() || &kind == b"IHDR" => return None,
            b"eXIf" => turned = turned.or(orientation::of_tiff(held)),
            _ if KEPT.contains(&&kind) => {
                data |= &kind == b"IDAT";
                push(&mut body, &kind, held);
            }
            // What a reader must understand and nobody here does.
            _ if kind[0].is_ascii_uppercase() => return None,
            _ => {}
        }
        if &kind == b"IEND" {
            break;
        }
    }
    data.then(|| {
        if let Some(turned) = turned {
            push(&mut head, b"eXIf", &orientation::tiff(turned));
        }
        [SIGNATURE, &head, &body].concat()
    })
}

/// How many pixels the head names, which comes first. None where there is none.
pub(super) fn pixels(bytes: &[u8]) -> Option<u64> {
    let head = bytes.strip_prefix(SIGNATURE)?.strip_prefix(b"\0\0\0\x0dIHDR")?;
    let side = |at: usize| Some(u64::from(u32::from_be_bytes(*head.get(at..)?.first_chunk()?)));
    side(0)?.checked_mul(side(4)?)
}

/// A chunk whose checksum is right.
fn chunk<'b>(rest: &mut &'b [u8]) -> Option<([u8; 4], &'b [u8])> {
    let (length, after) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (kind, _) = after.split_first_chunk::<4>()?;
    let checked = after.get(..length.checked_add(4)?)?;
    let (sum, next) = after[checked.len()..].split_first_chunk::<4>()?;
    if crc32fast::hash(checked) != u32::from_be_bytes(*sum) {
        return None;
    }
    *rest = next;
    Some((*kind, &checked[4..]))
}

fn push(body: &mut Vec<u8>, kind: &[u8; 4], held: &[u8]) {
    let checked = [kind.as_slice(), held].concat();
    let length = u32::try_from(held.len()).expect("a file that is looked at is smaller");
    body.extend_from_slice(&length.to_be_bytes());
    body.extend_from_slice(&checked);
    body.extend_from_slice(&crc32fast::hash(&checked).to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn png(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut whole = SIGNATURE.to_vec();
        for (kind, held) in chunks {
            push(&mut whole, kind, held);
        }
        whole
    }

    const HEAD: (&[u8; 4], &[u8]) = (b"IHDR", b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0");
    const DATA: (&[u8; 4], &[u8]) = (b"IDAT", b"pressed");
    const END: (&[u8; 4], &[u8]) = (b"IEND", b"");

    #[test]
    fn only_the_picture_and_which_way_up_it_is_remain() {
        let record = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x03\0\0\0\0\0\0\0GPS 48.4647 N";
        let mut taken = png(&[
            HEAD,
            (b"gAMA", b"\0\0\xb1\x8f"),
            (b"eXIf", record),
            (b"tEXt", b"Location\0at home"),
            (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x>48.4647</x>"),
            (b"tIME", b"\x07\xea\x05\x01\0\0\0"),
            (b"prVt", b"whatever"),
            DATA,
            END,
        ]);
        taken.extend_from_slice(b"and what follows");
        let tiff = orientation::tiff(3);
        let expected = png(&[HEAD, (b"eXIf", &tiff), (b"gAMA", b"\0\0\xb1\x8f"), DATA, END]);
        assert_eq!(cleaned(&taken), Some(expected.clone()));
        assert_eq!(cleaned(&expected), Some(expected), "cleaned again it is the same");
    }

    #[test]
    fn the_head_says_how_many_pixels_there_are() {
        let of = |sides: [u32; 2]| {
            let head = [sides.map(u32::to_be_bytes).concat(), b"\x08\0\0\0\0".to_vec()].concat();
            pixels(&png(&[(b"IHDR", &head), DATA, END]))
        };
        assert_eq!(of([3, 5]), Some(15));
        assert_eq!(of([u32::MAX; 2]), Some(u64::from(u32::MAX) * u64::from(u32::MAX)));
        assert_eq!(pixels(&png(&[DATA, HEAD, END])), None, "something before the head");
        assert_eq!(pixels(SIGNATURE), None);
    }

    #[test]
    fn a_chunk_is_written_as_its_standard_says() {
        let mut end = Vec::new();
        push(&mut end, b"IEND", b"");
        assert_eq!(end, b"\0\0\0\0IEND\xae\x42\x60\x82");
    }

    #[test]
    fn what_is_no_whole_png_is_refused() {
        let whole = png(&[HEAD, DATA, END]);
        assert_eq!(cleaned(&whole), Some(whole.clone()));
        for length in 0..whole.len() {
            assert_eq!(cleaned(&whole[..length]), None, "cut at {length}");
        }
        let mut flipped = whole.clone();
        flipped[20] ^= 1;
        for (name, damaged) in [
            ("a checksum that is wrong", flipped),
            ("no picture in it", png(&[HEAD, END])),
            ("no head", png(&[DATA, END])),
            ("two heads", png(&[HEAD, HEAD, DATA, END])),
            ("a part nobody knows and nobody may leave out", png(&[HEAD, (b"ABCD", b""), DATA, END])),
        ] {
            assert_eq!(cleaned(&damaged), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = cleaned(&[SIGNATURE, &bytes].concat());
        }
    }
}
