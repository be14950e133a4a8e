//! JPEG (ITU-T T.81) without what a camera or a program wrote beside the picture.

use super::orientation;

const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;
const APP0: u8 = 0xe0;
const APP1: u8 = 0xe1;
const APP2: u8 = 0xe2;
const APP14: u8 = 0xee;
/// How long the head of a JFIF segment is, its own little picture left out.
const JFIF_HEAD: usize = 14;
/// How long a segment is that says how Adobe means the colours.
const ADOBE: usize = 12;

/// The same picture without place, time, camera, comment, little pictures of itself and whatever follows its
/// end; which way up it is held stays. None where it is no whole JPEG.
pub(super) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    let mut body = Vec::with_capacity(bytes.len());
    let (mut turned, mut scans) = (None, 0);
    loop {
        let marker = next_marker(&mut rest)?;
        match marker {
            EOI => break,
            // Restart marks and the like stand alone; here they mean nothing.
            0x01 | 0xd0..=0xd7 => continue,
            0x00 | 0xd8 => return None,
            _ => {}
        }
        let segment = segment(&mut rest)?;
        match marker {
            APP1 => turned = turned.or(segment.strip_prefix(b"Exif\0\0").and_then(orientation::of_tiff)),
            APP0 if segment.starts_with(b"JFIF\0") && segment.len() >= JFIF_HEAD => {
                let mut head = segment[..JFIF_HEAD].to_vec();
                head[JFIF_HEAD - 2..].fill(0);
                push(&mut body, APP0, &head);
            }
            APP2 if segment.starts_with(b"ICC_PROFILE\0") => push(&mut body, APP2, segment),
            // How the colours are meant: without it they come out wrong.
            APP14 if segment.starts_with(b"Adobe") => {
                push(&mut body, APP14, &segment[..segment.len().min(ADOBE)]);
            }
            SOS => {
                scans += 1;
                push(&mut body, SOS, segment);
                let length = scan_length(rest)?;
                body.extend_from_slice(&rest[..length]);
                rest = &rest[length..];
            }
            _ if is_of_the_picture(marker) => push(&mut body, marker, segment),
            // Comments, what programs write, and marks that are reserved: nobody knows what stands behind them.
            _ => {}
        }
    }
    (scans > 0).then(|| assembled(&body, turned))
}

/// Frames and tables (table B.1), but for the mark that is reserved among them.
fn is_of_the_picture(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xc7 | 0xc9..=0xcf | 0xdb..=0xdf)
}

/// How many pixels the frame has; of several, which no reader takes, the largest. None where there is none.
pub(super) fn pixels(bytes: &[u8]) -> Option<u64> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    let mut most = None;
    loop {
        let marker = next_marker(&mut rest)?;
        let held = segment(&mut rest)?;
        match marker {
            SOS => return most,
            // Tables stand between the frames.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let side = |at: usize| Some(u64::from(u16::from_be_bytes(*held.get(at..)?.first_chunk()?)));
                most = most.max(Some(side(1)? * side(3)?));
            }
            _ => {}
        }
    }
}

fn assembled(body: &[u8], turned: Option<u8>) -> Vec<u8> {
    let mut whole = b"\xff\xd8".to_vec();
    if let Some(turned) = turned {
        let record = [b"Exif\0\0".as_slice(), &orientation::tiff(turned)].concat();
        push(&mut whole, APP1, &record);
    }
    whole.extend_from_slice(body);
    whole.extend_from_slice(&[0xff, EOI]);
    whole
}

/// A marker may be preceded by any number of fill bytes.
fn next_marker(rest: &mut &[u8]) -> Option<u8> {
    let mut at = rest.strip_prefix(b"\xff")?;
    loop {
        let (marker, after) = at.split_first()?;
        at = after;
        if *marker != 0xff {
            *rest = at;
            return Some(*marker);
        }
    }
}

/// What a segment holds, after its length.
fn segment<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let (length, _) = rest.split_first_chunk::<2>()?;
    let length = usize::from(u16::from_be_bytes(*length));
    let held = rest.get(2..length)?;
    *rest = &rest[length..];
    Some(held)
}

fn push(body: &mut Vec<u8>, marker: u8, held: &[u8]) {
    let length = u16::try_from(held.len() + 2).expect("what was read from a segment fits one");
    body.extend_from_slice(&[0xff, marker]);
    body.extend_from_slice(&length.to_be_bytes());
    body.extend_from_slice(held);
}

/// How far the picture's own data goes: up to a marker that is neither a stuffed byte nor a restart mark.
fn scan_length(rest: &[u8]) -> Option<usize> {
    let is_marker = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff);
    rest.windows(2).position(is_marker)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COMMENT: u8 = 0xfe;

    /// Tables, a scan with a stuffed byte and a restart mark, a second scan.
    const PICTURE: &[u8] = b"\xff\xdb\0\x04\x01\x02\xff\xc0\0\x03\x08\
        \xff\xda\0\x03\x01ab\xff\0cd\xff\xd0ef\xff\xc4\0\x03\x07\xff\xda\0\x03\x02gh";
    const JFIF: &[u8] = b"\xff\xe0\0\x10JFIF\0\x01\x02\0\0\x48\0\x48\0\0";

    fn jpeg(parts: &[&[u8]]) -> Vec<u8> {
        let mut whole = b"\xff\xd8".to_vec();
        parts.iter().for_each(|part| whole.extend_from_slice(part));
        whole.extend_from_slice(b"\xff\xd9");
        whole
    }

    fn segment_of(marker: u8, held: &[u8]) -> Vec<u8> {
        let mut segment = Vec::new();
        push(&mut segment, marker, held);
        segment
    }

    /// As a telephone writes it: turned right, and where it was taken.
    fn camera() -> Vec<u8> {
        let tiff = b"MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\
            \x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0GPS 48.4647 N 35.0462 E";
        segment_of(APP1, &[b"Exif\0\0".as_slice(), tiff].concat())
    }

    #[test]
    fn only_the_picture_and_which_way_up_it_is_remain() {
        let xmp = segment_of(APP1, b"http://ns.adobe.com/xap/1.0/\0<x>48.4647</x>");
        let iptc = segment_of(0xed, b"Photoshop 3.0\0a street");
        let comment = segment_of(COMMENT, b"taken at home");
        let second = segment_of(APP2, b"MPF\0another picture");
        let colours = segment_of(APP2, b"ICC_PROFILE\0\x01\x01colours");
        let adobe = segment_of(APP14, b"Adobe\0\x64\0\0\0\0\x01");
        let little = segment_of(APP0, b"JFIF\0\x01\x02\0\0\x48\0\x48\x01\x01rgb");
        let extension = segment_of(APP0, b"JFXX\0\x10little picture");
        let mut taken = jpeg(&[
            &little,
            &extension,
            &camera(),
            &xmp,
            &iptc,
            &comment,
            &second,
            &colours,
            &adobe,
            PICTURE,
        ]);
        taken.extend_from_slice(b"and a film of the street, ftypmp42");
        let record = segment_of(APP1, &[b"Exif\0\0".as_slice(), &orientation::tiff(6)].concat());
        let expected = jpeg(&[&record, JFIF, &colours, &adobe, PICTURE]);
        assert_eq!(cleaned(&taken), Some(expected.clone()));
        assert_eq!(cleaned(&expected), Some(expected), "cleaned again it is the same");
    }

    #[test]
    fn what_stands_behind_a_reserved_mark_is_left_out() {
        for marker in [0x02, 0xbf, 0xc8, 0xf0, 0xfd] {
            let taken = jpeg(&[&segment_of(marker, b"48.4647 N"), PICTURE]);
            assert_eq!(cleaned(&taken), Some(jpeg(&[PICTURE])), "{marker:x}");
        }
        let adobe = b"Adobe\0\x64\0\0\0\0\x01";
        let longer = segment_of(APP14, &[adobe.as_slice(), b"48.4647 N"].concat());
        assert_eq!(cleaned(&jpeg(&[&longer, PICTURE])), Some(jpeg(&[&segment_of(APP14, adobe), PICTURE])));
    }

    #[test]
    fn the_frame_says_how_many_pixels_there_are() {
        let frame = |marker, height: u16, width: u16| {
            let sides = [height.to_be_bytes(), width.to_be_bytes()].concat();
            segment_of(marker, &[[8_u8].as_slice(), &sides, &[1, 1, 0x11, 0]].concat())
        };
        let scan = segment_of(SOS, b"scan");
        let tables = segment_of(0xc4, b"tables that are no frame");
        assert_eq!(pixels(&jpeg(&[JFIF, &tables, &frame(0xc2, 3, 5), &scan])), Some(15));
        assert_eq!(
            pixels(&jpeg(&[&frame(0xc0, 3, 5), &frame(0xc0, 65_535, 65_535), &scan])),
            Some(65_535 * 65_535)
        );
        assert_eq!(pixels(&jpeg(&[&tables, &scan])), None, "no frame");
        assert_eq!(pixels(&jpeg(&[&segment_of(0xc0, b"\x08\0"), &scan])), None, "cut");
        assert_eq!(pixels(b"GIF89a"), None);
    }

    #[test]
    fn an_upright_picture_gets_no_record_at_all() {
        assert_eq!(cleaned(&jpeg(&[JFIF, PICTURE])), Some(jpeg(&[JFIF, PICTURE])));
        let filled = jpeg(&[b"\xff\xff\xff", &JFIF[1..], PICTURE]);
        assert_eq!(cleaned(&filled), Some(jpeg(&[JFIF, PICTURE])), "fill bytes before a marker");
    }

    #[test]
    fn what_is_no_whole_jpeg_is_refused() {
        let whole = jpeg(&[JFIF, PICTURE]);
        for length in 0..whole.len() {
            assert_eq!(cleaned(&whole[..length]), None, "cut at {length}");
        }
        assert_eq!(cleaned(&jpeg(&[JFIF])), None, "no picture in it");
        assert_eq!(cleaned(&jpeg(&[b"\xff\xfe\0\x01"])), None, "a segment shorter than its own length");
    }

    proptest! {
        #[test]
        fn no_bytes_break_it_and_none_of_a_camera_s_text_comes_through(
            before in prop::collection::vec(any::<u8>(), 0..60),
            after in prop::collection::vec(any::<u8>(), 0..60),
        ) {
            let _ = (cleaned(&jpeg(&[&before])), pixels(&jpeg(&[&before])));
            let comment = segment_of(COMMENT, &[b"48.4647".as_slice(), &before].concat());
            let mut taken = jpeg(&[&comment, PICTURE, &comment]);
            taken.extend(after);
            prop_assert_eq!(cleaned(&taken), Some(jpeg(&[PICTURE])));
        }
    }
}
