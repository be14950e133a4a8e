//! What is said: numbered fields, so that a newer end may add some which an older one passes over. Bounded by
//! the bodies they travel in, and every list grows with what is there, not with what is claimed.

mod blob;
mod enrol;
mod heard;
mod meet;

pub use blob::{
    BlobHeld, BlobName, BlobsAnswer, BlobsRequest, LEAST_PART_BYTES, MAX_BLOBS_ASKED, MAX_PART_REQUEST_BYTES,
    PartBecame, PullPartAnswer, PullPartRequest, PushPartAnswer, PushPartRequest,
};
pub use enrol::{EnrolAnswer, EnrolRequest};
pub use heard::Heard;
pub use meet::{Damage, HeadsAnswer, HeadsRequest, PullAnswer, PullRequest, PushAnswer, PushRequest, Since};

/// Bytes of the largest request a server takes.
pub const MAX_REQUEST_BYTES: u64 = 8 * 1024 * 1024;

/// Bytes of the largest answer a client takes: all heads of a large network, or a page and what is about it.
pub const MAX_ANSWER_BYTES: usize = 16 * 1024 * 1024;

/// A request or an answer.
pub trait Message: Sized {
    fn to_bytes(&self) -> Vec<u8>;

    /// `None` for bytes that are no such message.
    fn from_bytes(bytes: &[u8]) -> Option<Self>;
}

macro_rules! messages {
    ($($name:ty),*) => {$(
        impl Message for $name {
            fn to_bytes(&self) -> Vec<u8> {
                minicbor::to_vec(self).expect("writing to memory cannot fail")
            }

            fn from_bytes(bytes: &[u8]) -> Option<Self> {
                let mut decoder = minicbor::Decoder::new(bytes);
                let message = decoder.decode().ok()?;
                (decoder.position() == bytes.len()).then_some(message)
            }
        }
    )*};
}

messages!(
    EnrolRequest,
    EnrolAnswer,
    HeadsRequest,
    HeadsAnswer,
    PullRequest,
    PullAnswer,
    PushRequest,
    PushAnswer,
    BlobsRequest,
    BlobsAnswer,
    PullPartRequest,
    PullPartAnswer,
    PushPartRequest,
    PushPartAnswer
);
