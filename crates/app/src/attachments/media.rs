//! What a file is, by its first bytes and never by its name, and what of it may be kept.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use domain::attachment::{LARGEST_ATTACHMENT, MediaType};

use super::{MEBIBYTE, jpeg, png, webp};
use crate::api::problem::FileProblem;

/// Most characters of a file's name that are kept; the end of it says more than the beginning.
const LONGEST_FILE_NAME: usize = domain::decide::LONGEST_NAME;

/// Pixels of the largest picture that is shown. Pressed, any number of them fits into a few bytes; to be seen each
/// takes four.
const MOST_PIXELS: u64 = 120 * MEGAPIXEL;
const MEGAPIXEL: u64 = 1_000_000;

/// A file as it may be attached.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Prepared {
    pub media_type: MediaType,
    pub file_name: String,
    pub bytes: Vec<u8>,
}

/// Reads a file and takes out of a photograph where and with what it was taken.
///
/// # Errors
/// Why it cannot be attached.
pub(crate) fn read(path: &Path) -> Result<Prepared, FileProblem> {
    let (media_type, bytes) = cleaned(bytes_of(path)?)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(Prepared { media_type, file_name: tidy(&name), bytes })
}

/// What the bytes are, and the bytes as they may be kept.
fn cleaned(bytes: Vec<u8>) -> Result<(MediaType, Vec<u8>), FileProblem> {
    let media_type = media_type(&bytes).ok_or(FileProblem::NotAttachable)?;
    let kept = match media_type {
        MediaType::Jpeg => jpeg::cleaned(&bytes),
        MediaType::Png => png::cleaned(&bytes),
        MediaType::Webp => webp::cleaned(&bytes),
        // A document is kept as its author wrote it: a signature in it may cover every byte.
        MediaType::Pdf => Some(bytes),
    };
    let kept = kept.ok_or(FileProblem::DamagedPicture)?;
    not_too_large(pixels(media_type, &kept).unwrap_or(0))?;
    Ok((media_type, kept))
}

/// Whether bytes may be shown as what an act says they are. Whoever wrote the act may have said anything, and a page
/// tells pictures apart by their bytes: nothing outside the closed list is to be read by it, and no picture larger
/// than fits into memory.
///
/// # Errors
/// Why they are not shown.
pub(crate) fn may_be_shown(said: MediaType, bytes: &[u8]) -> Result<(), FileProblem> {
    if media_type(bytes) != Some(said) {
        return Err(FileProblem::NotAttachable);
    }
    match said {
        MediaType::Pdf => Ok(()),
        picture => not_too_large(pixels(picture, bytes).ok_or(FileProblem::DamagedPicture)?),
    }
}

fn pixels(media_type: MediaType, bytes: &[u8]) -> Option<u64> {
    match media_type {
        MediaType::Jpeg => jpeg::pixels(bytes),
        MediaType::Png => png::pixels(bytes),
        MediaType::Webp => webp::pixels(bytes),
        MediaType::Pdf => None,
    }
}

fn not_too_large(pixels: u64) -> Result<(), FileProblem> {
    let most_megapixels = (MOST_PIXELS / MEGAPIXEL) as u32;
    if pixels <= MOST_PIXELS { Ok(()) } else { Err(FileProblem::PictureTooLarge { most_megapixels }) }
}

/// What bytes begin as; none for what Komora does not attach.
pub(crate) fn media_type(bytes: &[u8]) -> Option<MediaType> {
    match bytes {
        _ if bytes.starts_with(b"\xff\xd8\xff") => Some(MediaType::Jpeg),
        _ if bytes.starts_with(png::SIGNATURE) => Some(MediaType::Png),
        _ if webp::begins(bytes) => Some(MediaType::Webp),
        _ if bytes.starts_with(b"%PDF-") => Some(MediaType::Pdf),
        _ => None,
    }
}

/// How files of a type end.
pub(crate) const fn ending(media_type: MediaType) -> &'static str {
    match media_type {
        MediaType::Jpeg => "jpg",
        MediaType::Png => "png",
        MediaType::Webp => "webp",
        MediaType::Pdf => "pdf",
    }
}

/// A name the rules take: without what is no letter anywhere, and not too long.
fn tidy(name: &str) -> String {
    let plain = |letter: char| if letter.is_control() || letter == '\\' { '_' } else { letter };
    let letters: Vec<char> = name.chars().map(plain).collect();
    letters[letters.len().saturating_sub(LONGEST_FILE_NAME)..].iter().collect()
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, FileProblem> {
    let problem = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => FileProblem::NotFound,
        _ => FileProblem::Unreadable { detail: error.to_string() },
    };
    let most_mebibytes = (LARGEST_ATTACHMENT / MEBIBYTE) as u32;
    let too_large = FileProblem::AttachmentTooLarge { most_mebibytes };
    let file = File::open(path).map_err(problem)?;
    if file.metadata().map_err(problem)?.len() > LARGEST_ATTACHMENT {
        return Err(too_large);
    }
    let mut bytes = Vec::new();
    // It may grow while it is read, or be one that never ends.
    file.take(LARGEST_ATTACHMENT + 1).read_to_end(&mut bytes).map_err(problem)?;
    if bytes.len() as u64 > LARGEST_ATTACHMENT { Err(too_large) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        let rows: [(&[u8], Option<MediaType>); 11] = [
            (b"\xff\xd8\xff\xe0", Some(MediaType::Jpeg)),
            (b"\x89PNG\r\n\x1a\n", Some(MediaType::Png)),
            (b"RIFF\x04\0\0\0WEBP", Some(MediaType::Webp)),
            (b"%PDF-1.7", Some(MediaType::Pdf)),
            (b"RIFF\x04\0\0\0WAVE", None),
            (b"<svg onload=1>", None),
            (b"<!DOCTYPE html>", None),
            (b"GIF89a", None),
            (b"\0\0\0\x18ftypheic", None),
            (b" %PDF-1.7", None),
            (b"", None),
        ];
        for (bytes, expected) in rows {
            assert_eq!(media_type(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn what_only_begins_as_a_picture_is_none() {
        for bytes in [&b"\xff\xd8\xff\xe0 not a jpeg"[..], b"\x89PNG\r\n\x1a\n", b"RIFF\x04\0\0\0WEBP"] {
            assert_eq!(cleaned(bytes.to_vec()), Err(FileProblem::DamagedPicture), "{bytes:?}");
        }
        assert_eq!(cleaned(b"plain text".to_vec()), Err(FileProblem::NotAttachable));
    }

    /// A PNG as far as its parts go.
    fn png_of(width: u32, height: u32) -> Vec<u8> {
        let chunk = |kind: &[u8], held: &[u8]| {
            let checked = [kind, held].concat();
            let length = u32::try_from(held.len()).unwrap().to_be_bytes();
            [length.as_slice(), &checked, &crc32fast::hash(&checked).to_be_bytes()].concat()
        };
        let head = [width.to_be_bytes().as_slice(), &height.to_be_bytes(), b"\x08\0\0\0\0"].concat();
        let parts = [chunk(b"IHDR", &head), chunk(b"IDAT", b"pressed"), chunk(b"IEND", b"")];
        [png::SIGNATURE, &parts.concat()].concat()
    }

    #[test]
    fn a_picture_that_would_fill_the_memory_is_neither_taken_nor_shown() {
        let too_large = || FileProblem::PictureTooLarge { most_megapixels: 120 };
        for (sides, refused) in [((12_000, 10_000), None), ((12_000, 10_001), Some(too_large()))] {
            let picture = png_of(sides.0, sides.1);
            assert_eq!(may_be_shown(MediaType::Png, &picture).err(), refused, "{sides:?}");
            assert_eq!(cleaned(picture).err(), refused, "{sides:?}");
        }
        assert_eq!(may_be_shown(MediaType::Png, &png_of(u32::MAX, u32::MAX)), Err(too_large()));
    }

    #[test]
    fn what_is_not_what_its_act_says_is_not_shown() {
        let picture = png_of(1, 1);
        let rows: [(MediaType, &[u8], Option<FileProblem>); 6] = [
            (MediaType::Png, &picture, None),
            (MediaType::Pdf, b"%PDF-1.7", None),
            (MediaType::Jpeg, &picture, Some(FileProblem::NotAttachable)),
            (MediaType::Png, b"GIF89a", Some(FileProblem::NotAttachable)),
            (MediaType::Jpeg, b"<svg onload=1>", Some(FileProblem::NotAttachable)),
            (MediaType::Jpeg, b"\xff\xd8\xff\xe0", Some(FileProblem::DamagedPicture)),
        ];
        for (said, bytes, refused) in rows {
            assert_eq!(may_be_shown(said, bytes).err(), refused, "{said:?} {bytes:?}");
        }
    }

    #[test]
    fn a_name_is_kept_as_far_as_the_rules_take_it() {
        assert_eq!(tidy("barrel 1.jpg"), "barrel 1.jpg");
        assert_eq!(tidy("a\u{7}b\\c.jpg"), "a_b_c.jpg");
        let long = format!("{}.jpg", "щ".repeat(300));
        let kept = tidy(&long);
        assert_eq!((kept.chars().count(), kept.ends_with(".jpg")), (LONGEST_FILE_NAME, true));
    }
}
