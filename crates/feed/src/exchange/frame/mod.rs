//! The dense form of a page: entries column by column, ids named once, what has a shape without its shape.
//!
//! A frame is a text, to be pressed, and bits beside it that no pressing makes shorter. The text says in this
//! order: the feeds, the spans, the shapes of payloads, the words, entries as they are, the tracks. The bits
//! are those of the tracks, then what is drawn one by one while entries are read. [`Track`](track::Track)s are
//! read one number at a time and never unfolded, so a short page cannot claim a long memory.

mod bits;
mod feeds;
mod ids;
mod packed;
mod press;
mod read;
mod room;
mod shape;
mod shapes;
mod told;
mod track;
mod tracks;
mod words;
mod write;

pub(super) use read::{Chain, read};
pub(super) use write::{Raw, write};

/// What stands beside each other in a page.
pub(super) struct Frame {
    pub text: Vec<u8>,
    pub bits: Vec<u8>,
}

/// How an entry is written.
mod form {
    pub const DENSE: u64 = 0;
    /// As its canonical bytes.
    pub const RAW: u64 = 1;
}

/// How a head that was seen is told.
mod seen {
    pub const BY_HASH: u64 = 0;
    /// It stands earlier in this page.
    pub const IN_PAGE: u64 = 1;
}

/// How personal parts are told.
mod parts {
    pub const NONE: u64 = 0;
    pub const PRESENT: u64 = 1;
    pub const DROPPED: u64 = 2;
}

/// In the place of a span's first sequence number: the one after the entry by which its feed is told.
const GOES_ON: u64 = 0;

/// How much of the last entry's hash travels with a span, so that a page that was not rebuilt as it was meant
/// is told from one that was forged.
const CHECK_BYTES: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::names::NoNames;
    use crate::exchange::page::PageError;
    use crate::{
        ActId, Claimed, DeviceKey, Draft, DraftEvent, Epoch, Feed, PersonId, Scope, SigningKey, Span,
        SubjectId, Verified, Writer,
    };

    /// Entries that all hold the same: a word told once may be meant any number of times.
    fn alike(entries: usize, payload: &[u8]) -> Vec<Span> {
        let key = SigningKey::from_bytes(&[1; 32]);
        let epoch = Epoch::from_bytes([1; 16]);
        let feed = Feed { device: DeviceKey::of(&key), scope: Scope::Network, epoch };
        let event = DraftEvent {
            subject: SubjectId::from_bytes([1; 16]),
            kind: 1,
            payload: payload.to_vec(),
            personal: None,
        };
        let draft = Draft {
            seen: Vec::new(),
            at: Claimed { ms: 0, unsure: false },
            actor: PersonId::from_bytes([1; 16]),
            act: ActId::from_bytes([1; 16]),
            events: vec![event],
            personal_salt: [0; 16],
        };
        let written = Writer::new(feed, key).write_all(vec![draft; entries]).unwrap();
        written.into_iter().map(Verified::into_span).collect()
    }

    #[test]
    fn a_short_frame_that_means_too_much_is_refused() {
        for (entries, payload) in [(40, vec![0xff; 200_000]), (6_000, vec![0x01])] {
            let spans = alike(entries, &payload);
            let frame = write(&spans, &NoNames, &Raw::These(Default::default()));
            assert!(frame.text.len() + frame.bits.len() < 250_000, "{}", frame.text.len());
            assert_eq!(read(&frame, &NoNames, &Chain::Hashed), Err(PageError::TooMuch));
        }
    }
}
