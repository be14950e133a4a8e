//! What a file is, by its first bytes and never by its name, and what of it may be kept.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use domain::attachment::{LARGEST_ATTACHMENT, MediaType};

use super::{MEBIBYTE, jpeg, png, webp};
use crate::api::problem::FileProblem;

/// Most characters of a file's name that are kept; the end of it says more than the beginning.
const LONGEST_FILE_NAME: usize = domain::decide::LONGEST_NAME;

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
    Ok((media_type, kept.ok_or(FileProblem::DamagedPicture)?))
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

    #[test]
    fn a_name_is_kept_as_far_as_the_rules_take_it() {
        assert_eq!(tidy("barrel 1.jpg"), "barrel 1.jpg");
        assert_eq!(tidy("a\u{7}b\\c.jpg"), "a_b_c.jpg");
        let long = format!("{}.jpg", "щ".repeat(300));
        let kept = tidy(&long);
        assert_eq!((kept.chars().count(), kept.ends_with(".jpg")), (LONGEST_FILE_NAME, true));
    }
}
