//! Photographs and documents travel beside entries and after them, part by part. Whoever wants one asks for its
//! bytes from where its own end; whoever brings one is told up to where they are held.

use feed::{BLOB_PART_BYTES, BlobId, Scope};
use minicbor::{Decode, Encode};

/// Blobs of one [`BlobsRequest`].
pub const MAX_BLOBS_ASKED: usize = 1_000;

/// Bytes of the smallest part that is handed over, but for a blob's last: what a slow line carries in good time, and
/// no blob lies in more pieces than can be counted.
pub const LEAST_PART_BYTES: usize = 16 * 1024;

/// Bytes of the largest request that hands a part over: the part, and what is said about it.
pub const MAX_PART_REQUEST_BYTES: u64 = BLOB_PART_BYTES as u64 + 1_024;

/// A blob, and the scope in which it is asked for and handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct BlobName {
    #[n(0)]
    pub scope: Scope,
    #[n(1)]
    pub blob: BlobId,
}

/// Which of these does the other end hold?
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct BlobsRequest {
    /// At most [`MAX_BLOBS_ASKED`].
    #[n(0)]
    pub blobs: Vec<BlobName>,
}

/// A blob of which the other end holds something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct BlobHeld {
    #[n(0)]
    pub of: BlobName,
    /// Bytes of all of it.
    #[n(1)]
    pub size: u64,
    /// Bytes held, from its beginning. All of them only once they are known to be what its id says.
    #[n(2)]
    pub held: u64,
}

/// Those that were asked for and are held, whole or in part. The others are not held, or not open to whoever asks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct BlobsAnswer {
    #[n(0)]
    pub held: Vec<BlobHeld>,
}

/// A part of a blob that the other end holds whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct PullPartRequest {
    #[n(0)]
    pub of: BlobName,
    /// Bytes held here, from the beginning: the part begins behind them.
    #[n(1)]
    pub offset: u64,
    /// A line that is slow asks for less than [`BLOB_PART_BYTES`].
    #[n(2)]
    pub most_bytes: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PullPartAnswer {
    /// Bytes of all of the blob.
    #[n(0)]
    pub size: u64,
    /// At most [`BLOB_PART_BYTES`]; none from its end on.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub bytes: Vec<u8>,
}

/// A part is handed over.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PushPartRequest {
    #[n(0)]
    pub of: BlobName,
    /// Bytes of all of the blob.
    #[n(1)]
    pub size: u64,
    #[n(2)]
    pub offset: u64,
    /// From [`LEAST_PART_BYTES`] to [`BLOB_PART_BYTES`], of the last part the rest.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct PushPartAnswer {
    #[n(0)]
    pub became: PartBecame,
}

/// What became of a part; what is told is on the other end's disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum PartBecame {
    /// So many bytes are held now, whether by this part or not: go on there. Fewer than before where it gave way to
    /// others meanwhile.
    #[n(0)]
    More(#[n(0)] u64),
    /// All of the blob is held, and is what its id says.
    #[n(1)]
    Whole,
    /// There is no room left for blobs of this scope, or none for more from this device; what is held of it stays.
    #[n(2)]
    Full,
    /// It is no blob that could be kept, or all its bytes came and are not what its id says: nothing of it is held.
    #[n(3)]
    Refused,
}

impl BlobHeld {
    pub fn is_whole(&self) -> bool {
        self.held >= self.size
    }
}

#[cfg(test)]
mod tests {
    use feed::HubId;

    use super::*;
    use crate::message::Message;

    fn name() -> BlobName {
        BlobName { scope: Scope::Hub(HubId::from_bytes([0x1a; 32])), blob: BlobId::from_bytes([0x2b; 32]) }
    }

    fn hex(message: &impl Message) -> String {
        message.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn arrives<M: Message + PartialEq + std::fmt::Debug>(message: M, golden: &str) {
        assert_eq!(hex(&message), golden);
        let mut bytes = message.to_bytes();
        assert_eq!(M::from_bytes(&bytes).as_ref(), Some(&message));
        bytes.push(0);
        assert_eq!(M::from_bytes(&bytes), None, "something behind it");
    }

    /// Made by hand from the form as it is written down: what is on the line must be read for ever.
    #[test]
    fn what_is_said_of_blobs_is_fixed_in_bytes() {
        let of = format!("8282025820{}5820{}", "1a".repeat(32), "2b".repeat(32));
        let name = name();
        arrives(BlobsRequest { blobs: vec![name] }, &format!("8181{of}"));
        arrives(BlobsRequest::default(), "8180");
        let held = BlobHeld { of: name, size: 300_000, held: 262_144 };
        arrives(BlobsAnswer { held: vec![held] }, &format!("818183{of}1a000493e01a00040000"));
        let pull = PullPartRequest { of: name, offset: 262_144, most_bytes: 16_384 };
        arrives(pull, &format!("83{of}1a00040000194000"));
        arrives(PullPartAnswer { size: 3, bytes: b"abc".to_vec() }, "820343616263");
        let push = PushPartRequest { of: name, size: 3, offset: 0, bytes: b"abc".to_vec() };
        arrives(push, &format!("84{of}030043616263"));
        for (became, golden) in [
            (PartBecame::More(262_144), "818200811a00040000"),
            (PartBecame::Whole, "81820180"),
            (PartBecame::Full, "81820280"),
            (PartBecame::Refused, "81820380"),
        ] {
            arrives(PushPartAnswer { became }, golden);
        }
    }

    #[test]
    fn a_part_and_what_is_said_of_it_fit_into_their_request() {
        let hub = |byte| feed::Party::Hub(HubId::from_bytes([byte; 32]));
        let scope = Scope::link(hub(1), hub(2)).unwrap();
        let of = BlobName { scope, ..name() };
        let size = feed::MAX_BLOB_BYTES;
        let push = PushPartRequest { of, size, offset: size, bytes: vec![7; BLOB_PART_BYTES] };
        assert!(push.to_bytes().len() as u64 <= MAX_PART_REQUEST_BYTES);
    }

    #[test]
    fn a_blob_is_whole_with_its_last_byte() {
        for (size, held, whole) in [(5, 4, false), (5, 5, true), (5, 0, false)] {
            assert_eq!(BlobHeld { of: name(), size, held }.is_whole(), whole, "{held} of {size}");
        }
    }
}
