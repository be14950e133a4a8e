//! The writing end of a feed: numbers, chains and seals what its device has to say.

use ed25519_dalek::SigningKey;

use crate::canonical::Malformed;
use crate::entry::Entry;
use crate::header::{Claimed, EventHead, Head, Header, MAX_SEQ};
use crate::ids::{ActId, DeviceKey, FeedId, Hash, PersonId, SubjectId};
use crate::personal::Personal;
use crate::scope::Feed;
use crate::seal::Seal;
use crate::verify::{Verified, VerifiedEntry};

/// A feed is sealed at least this often.
pub const SEAL_EVERY_ENTRIES: usize = 256;

/// A feed is sealed at least this often.
pub const SEAL_EVERY_BYTES: usize = 256 * 1024;

/// An entry before it has a place in a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// In any order.
    pub seen: Vec<Head>,
    pub at: Claimed,
    pub actor: PersonId,
    pub act: ActId,
    pub events: Vec<DraftEvent>,
    /// Random; used when an event has personal fields.
    pub personal_salt: [u8; 16],
}

/// One event of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftEvent {
    pub subject: SubjectId,
    pub kind: u32,
    pub payload: Vec<u8>,
    pub personal: Option<Vec<u8>>,
}

/// Why nothing was written. The writer stands where it stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    #[error(transparent)]
    Malformed(#[from] Malformed),
    #[error("the signing key is not that of the feed's device")]
    ForeignKey,
    #[error("there is nothing to write")]
    Nothing,
    #[error("one seal may cover {SEAL_EVERY_ENTRIES} entries and {SEAL_EVERY_BYTES} bytes")]
    TooMuchForOneSeal,
    #[error("the feed has no sequence number left")]
    FeedFull,
}

/// One device's pen in one scope. Holds the device key; forgets it when dropped.
pub struct Writer {
    feed: Feed,
    id: FeedId,
    key: SigningKey,
    head: Option<Head>,
}

impl Writer {
    /// At the start of a feed.
    pub fn new(feed: Feed, key: SigningKey) -> Self {
        Self { id: feed.id(), feed, key, head: None }
    }

    /// After the last entry written.
    pub fn resume(feed: Feed, key: SigningKey, head: Head) -> Self {
        Self { head: Some(head), ..Self::new(feed, key) }
    }

    pub fn feed(&self) -> &Feed {
        &self.feed
    }

    pub fn feed_id(&self) -> FeedId {
        self.id
    }

    pub fn head(&self) -> Option<Head> {
        self.head
    }

    /// The next entry; [`Writer::seal`] it before it leaves the device.
    ///
    /// # Errors
    /// The draft breaks a limit, or the key is another device's. Nothing advanced.
    pub fn append(&mut self, draft: Draft) -> Result<Entry, WriteError> {
        Ok(self.chain(draft, &mut Vec::new())?.0.entry)
    }

    /// A seal over the head; `None` before the first entry.
    pub fn seal(&self) -> Option<Seal> {
        self.head.as_ref().map(|head| Seal::sign(&self.key, head))
    }

    /// Appends all drafts and seals the last.
    ///
    /// # Errors
    /// As [`Writer::append`], and when the drafts are more than one seal may cover. Nothing advanced.
    pub fn write(&mut self, drafts: Vec<Draft>) -> Result<Verified, WriteError> {
        let before = self.head;
        let written = self.spans(drafts, |_, _| Err(WriteError::TooMuchForOneSeal));
        self.or_back_to(before, written.and_then(|mut spans| spans.pop().ok_or(WriteError::Nothing)))
    }

    /// Appends all drafts under as many seals as they need: for imports.
    ///
    /// # Errors
    /// As [`Writer::append`]. Nothing advanced.
    pub fn write_all(&mut self, drafts: Vec<Draft>) -> Result<Vec<Verified>, WriteError> {
        let before = self.head;
        let written = self.spans(drafts, |spans, span| {
            spans.push(span);
            Ok(())
        });
        self.or_back_to(before, written)
    }

    /// Chains the drafts; `full` gets each span that must be closed before the drafts are at their end.
    fn spans(
        &mut self,
        drafts: Vec<Draft>,
        full: impl Fn(&mut Vec<Verified>, Verified) -> Result<(), WriteError>,
    ) -> Result<Vec<Verified>, WriteError> {
        let (mut spans, mut open, mut bytes) = (Vec::new(), Vec::new(), 0);
        let mut scratch = Vec::new();
        for draft in drafts {
            let end = self.head;
            let (entry, length) = self.chain(draft, &mut scratch)?;
            if !open.is_empty() && (open.len() == SEAL_EVERY_ENTRIES || bytes + length > SEAL_EVERY_BYTES) {
                let closed = self.close(std::mem::take(&mut open), end)?;
                full(&mut spans, closed)?;
                bytes = 0;
            }
            open.push(entry);
            bytes += length;
        }
        if !open.is_empty() {
            spans.push(self.close(open, self.head)?);
        }
        Ok(spans)
    }

    fn close(&self, entries: Vec<VerifiedEntry>, head: Option<Head>) -> Result<Verified, WriteError> {
        let head = head.ok_or(WriteError::Nothing)?;
        Ok(Verified::own(self.feed.clone(), self.id, entries, Seal::sign(&self.key, &head)))
    }

    fn chain(&mut self, draft: Draft, scratch: &mut Vec<u8>) -> Result<(VerifiedEntry, usize), WriteError> {
        if DeviceKey::of(&self.key) != self.feed.device {
            return Err(WriteError::ForeignKey);
        }
        self.feed.scope.check()?;
        let (seq, previous) = match self.head {
            None => (1, Hash::ZERO),
            Some(head) if head.seq >= MAX_SEQ => return Err(WriteError::FeedFull),
            Some(head) => (head.seq + 1, head.hash),
        };
        let entry = draft.placed(self.id, seq, previous);
        let (hash, length) = entry.checked(scratch)?;
        self.head = Some(Head { feed: self.id, seq, hash });
        Ok((VerifiedEntry { entry, hash, evidence: Vec::new() }, length))
    }

    fn or_back_to<T>(
        &mut self,
        before: Option<Head>,
        written: Result<T, WriteError>,
    ) -> Result<T, WriteError> {
        if written.is_err() {
            self.head = before;
        }
        written
    }
}

impl Draft {
    fn placed(mut self, feed: FeedId, seq: u64, previous: Hash) -> Entry {
        self.seen.sort_unstable();
        self.seen.dedup();
        let mut events = Vec::with_capacity(self.events.len());
        let mut payload = Vec::with_capacity(self.events.len());
        let mut parts = Vec::new();
        for (index, event) in (0..).zip(self.events) {
            events.push(EventHead { subject: event.subject, kind: event.kind });
            payload.push(event.payload);
            parts.extend(event.personal.map(|part| (index, part)));
        }
        let personal = match parts.is_empty() {
            true => Personal::None,
            false => Personal::Present { salt: self.personal_salt, parts },
        };
        let Self { seen, at, actor, act, .. } = self;
        Entry { header: Header { feed, seq, previous, seen, at, actor, act, events }, payload, personal }
    }
}
