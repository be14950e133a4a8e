//! Which way up a photograph is held: the one thing of a camera's record that is kept.

/// The tag of the orientation in a TIFF directory (EXIF 2.32, 4.6.4).
const ORIENTATION: u16 = 0x0112;
/// A two-byte number, as directories name their types.
const SHORT: u16 = 3;

/// The orientation in a camera's record, 2 to 8; none where the picture is upright, nothing is said or the
/// record makes no sense.
pub(super) fn of_tiff(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| {
        let bytes: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    };
    if short(2)? != 42 {
        return None;
    }
    let directory = usize::try_from(long(4)?).ok()?;
    for entry in 0..usize::from(short(directory)?) {
        let at = directory.checked_add(2 + 12 * entry)?;
        if short(at)? == ORIENTATION && short(at.checked_add(2)?)? == SHORT {
            let turned = u8::try_from(short(at.checked_add(8)?)?).ok();
            return turned.filter(|turned| (2..=8).contains(turned));
        }
    }
    None
}

/// A camera's record that says this and nothing else.
pub(super) fn tiff(orientation: u8) -> [u8; 26] {
    let mut tiff = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    tiff[19] = orientation;
    tiff
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_written_is_read_and_upright_says_nothing() {
        for orientation in 0..=9 {
            let expected = (2..=8).contains(&orientation).then_some(orientation);
            assert_eq!(of_tiff(&tiff(orientation)), expected);
        }
    }

    #[test]
    fn both_byte_orders_are_read_past_other_entries() {
        let little = b"II*\0\x08\0\0\0\x02\0\
            \x0f\x01\x02\0\x04\0\0\0cam\0\
            \x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        assert_eq!(of_tiff(little), Some(6));
        assert_eq!(of_tiff(&little[..20]), None, "cut");
        let as_text = little.map(|byte| if byte == 3 { 2 } else { byte });
        assert_eq!(of_tiff(&as_text), None, "of another type");
    }

    proptest! {
        #[test]
        fn no_record_breaks_it(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = of_tiff(&bytes);
            let mut named = b"II*\0".to_vec();
            named.extend(bytes);
            let _ = of_tiff(&named);
        }
    }
}
