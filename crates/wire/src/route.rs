//! The paths a server answers. The number of the protocol stands in front: an older server sees at once that
//! it is spoken to in a newer one, and says so.

/// The protocol this version speaks. Fields are added to messages without a new number; what an older end
/// would misunderstand gets one.
pub const PROTOCOL: u32 = 1;

pub const ENROL: &str = "/1/enrol";
pub const HEADS: &str = "/1/heads";
pub const PULL: &str = "/1/pull";
pub const PUSH: &str = "/1/push";
/// Which blobs are held.
pub const BLOBS: &str = "/1/blobs";
/// A part of a blob, there and back.
pub const PULL_PART: &str = "/1/blobs/pull";
pub const PUSH_PART: &str = "/1/blobs/push";
pub const LIVE: &str = "/1/live";

/// Messages are CBOR of this crate's own making.
pub const MEDIA_TYPE: &str = "application/vnd.komora";

/// The protocol number a path begins with, if it begins with one.
pub fn protocol_of(path: &str) -> Option<u32> {
    let number = path.strip_prefix('/')?.split('/').next()?;
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if !digits {
        return None;
    }
    // A number too great to read is newer than ours all the same.
    Some(number.parse().unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_protocol_stands_in_front() {
        for (path, protocol) in [
            (PUSH, Some(PROTOCOL)),
            ("/2/push", Some(2)),
            ("/99999999999999", Some(u32::MAX)),
            ("/health", None),
            ("/", None),
            ("", None),
            ("/+1/push", None),
        ] {
            assert_eq!(protocol_of(path), protocol, "{path}");
        }
    }
}
