//! The one door for history that others wrote: form, chain, seal and signatures, before anything is kept.

use crate::canonical::Malformed;
use crate::entry::Entry;
use crate::evidence::{Evidence, EvidenceRole};
use crate::header::Head;
use crate::ids::{FeedId, Hash};
use crate::scope::Feed;
use crate::seal::Seal;

/// The longest run of entries one seal may vouch for on receipt.
pub const MAX_SPAN_ENTRIES: usize = 5_000;

/// The same in bytes.
pub const MAX_SPAN_BYTES: usize = 8 * 1024 * 1024;

/// Signatures cost time: more than this beside one entry is no honest sender.
pub const MAX_EVIDENCE_PER_ENTRY: usize = 16;

/// A run of entries as it arrives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    pub feed: Feed,
    pub entries: Vec<Entry>,
    /// For each entry the evidence beside it.
    pub evidence: Vec<Vec<Evidence>>,
    pub seal: Seal,
}

/// A run of entries whose form, chain, seal and evidence have been checked. Only [`verify`] and a
/// [`Writer`](crate::Writer) make one. Whether the run continues what is held, the holder compares by
/// [`Verified::first_previous`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    feed: Feed,
    id: FeedId,
    entries: Vec<VerifiedEntry>,
    seal: Seal,
}

/// One entry of a verified run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedEntry {
    pub entry: Entry,
    pub hash: Hash,
    /// Ascending, each once.
    pub evidence: Vec<Evidence>,
}

/// What is wrong with a span. All of it is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    #[error("the span is empty")]
    Empty,
    #[error("the span is longer than {MAX_SPAN_ENTRIES} entries or {MAX_SPAN_BYTES} bytes")]
    TooLong,
    #[error("evidence is given for {evidence} entries of {entries}")]
    EvidenceCount { entries: usize, evidence: usize },
    #[error("the feed's scope is malformed")]
    Scope(#[source] Malformed),
    #[error("entry {seq} is malformed")]
    Entry { seq: u64, source: Malformed },
    #[error("entry {seq} belongs to another feed")]
    ForeignFeed { seq: u64 },
    #[error("entry {found} stands where {expected} is due")]
    Gap { expected: u64, found: u64 },
    #[error("entry {seq} does not follow the one before it")]
    BrokenChain { seq: u64 },
    #[error("the seal does not cover the last entry")]
    SealElsewhere,
    #[error("the seal is not signed by the feed's device")]
    SealForged,
    #[error("entry {seq} carries more than {MAX_EVIDENCE_PER_ENTRY} signatures")]
    TooMuchEvidence { seq: u64 },
    #[error("a signature beside entry {seq} is forged")]
    EvidenceForged { seq: u64 },
    #[error("a signature beside entry {seq} is by the wrong person for its part")]
    EvidenceMisplaced { seq: u64 },
    #[error("the span has no entry {index}")]
    NoSuchEntry { index: usize },
}

/// Checks everything that can be checked without knowing anything else.
///
/// # Errors
/// The first fault found, in the order cheapest first.
pub fn verify(span: Span) -> Result<Verified, VerifyError> {
    let Span { feed, entries, evidence, seal } = span;
    if entries.is_empty() {
        return Err(VerifyError::Empty);
    }
    if entries.len() > MAX_SPAN_ENTRIES {
        return Err(VerifyError::TooLong);
    }
    if entries.len() != evidence.len() {
        return Err(VerifyError::EvidenceCount { entries: entries.len(), evidence: evidence.len() });
    }
    feed.scope.check().map_err(VerifyError::Scope)?;
    let id = feed.id();
    let hashes = check_chain(id, &entries)?;
    check_seal(&feed, id, &entries, &hashes, &seal)?;
    let mut verified = Verified { feed, id, entries: Vec::with_capacity(entries.len()), seal };
    for ((entry, hash), evidence) in entries.into_iter().zip(hashes).zip(evidence) {
        let evidence = check_evidence(&entry, hash, evidence)?;
        verified.entries.push(VerifiedEntry { entry, hash, evidence });
    }
    Ok(verified)
}

impl Verified {
    pub fn feed(&self) -> &Feed {
        &self.feed
    }

    pub fn feed_id(&self) -> FeedId {
        self.id
    }

    /// At least one.
    pub fn entries(&self) -> &[VerifiedEntry] {
        &self.entries
    }

    pub fn seal(&self) -> &Seal {
        &self.seal
    }

    /// The last entry.
    pub fn head(&self) -> Head {
        self.seal.head()
    }

    /// What the holder must have just before this run: [`Hash::ZERO`] at the start of the feed.
    pub fn first_previous(&self) -> Hash {
        self.entries[0].entry.header.previous
    }

    /// Puts a person's signature beside the entry at `index` of this run. A second time changes nothing.
    ///
    /// # Errors
    /// There is no such entry, or the signature does not hold for it.
    pub fn with_evidence(mut self, index: usize, evidence: Evidence) -> Result<Self, VerifyError> {
        let at = self.entries.get_mut(index).ok_or(VerifyError::NoSuchEntry { index })?;
        let mut all = at.evidence.clone();
        all.push(evidence);
        at.evidence = check_evidence(&at.entry, at.hash, all)?;
        Ok(self)
    }

    /// As it travels.
    pub fn into_span(self) -> Span {
        let (entries, evidence) = self.entries.into_iter().map(|one| (one.entry, one.evidence)).unzip();
        Span { feed: self.feed, entries, evidence, seal: self.seal }
    }

    /// What the device itself has just written, chained and sealed.
    pub(crate) fn own(feed: Feed, id: FeedId, entries: Vec<VerifiedEntry>, seal: Seal) -> Self {
        Self { feed, id, entries, seal }
    }
}

fn check_chain(id: FeedId, entries: &[Entry]) -> Result<Vec<Hash>, VerifyError> {
    let mut hashes: Vec<Hash> = Vec::with_capacity(entries.len());
    let (mut expected, mut bytes, mut scratch) = (entries[0].header.seq, 0, Vec::new());
    for entry in entries {
        let header = &entry.header;
        let seq = header.seq;
        if header.feed != id {
            return Err(VerifyError::ForeignFeed { seq });
        }
        if seq != expected {
            return Err(VerifyError::Gap { expected, found: seq });
        }
        if hashes.last().is_some_and(|before| *before != header.previous) {
            return Err(VerifyError::BrokenChain { seq });
        }
        let (hash, length) =
            entry.checked(&mut scratch).map_err(|source| VerifyError::Entry { seq, source })?;
        bytes += length;
        if bytes > MAX_SPAN_BYTES {
            return Err(VerifyError::TooLong);
        }
        hashes.push(hash);
        expected = seq + 1;
    }
    Ok(hashes)
}

fn check_seal(
    feed: &Feed,
    id: FeedId,
    entries: &[Entry],
    hashes: &[Hash],
    seal: &Seal,
) -> Result<(), VerifyError> {
    let last = entries.last().map(|entry| entry.header.seq).zip(hashes.last().copied());
    if seal.feed != id || Some((seal.seq, seal.hash)) != last {
        return Err(VerifyError::SealElsewhere);
    }
    if !seal.verify(&feed.device) {
        return Err(VerifyError::SealForged);
    }
    Ok(())
}

/// Ordered and without repeats, so that two senders cannot give one entry two faces.
fn check_evidence(
    entry: &Entry,
    hash: Hash,
    mut evidence: Vec<Evidence>,
) -> Result<Vec<Evidence>, VerifyError> {
    let seq = entry.header.seq;
    evidence.sort_unstable();
    evidence.dedup();
    if evidence.len() > MAX_EVIDENCE_PER_ENTRY {
        return Err(VerifyError::TooMuchEvidence { seq });
    }
    for one in &evidence {
        if (one.role == EvidenceRole::Actor) != (one.person == entry.header.actor) {
            return Err(VerifyError::EvidenceMisplaced { seq });
        }
        if !one.verify(hash) {
            return Err(VerifyError::EvidenceForged { seq });
        }
    }
    Ok(evidence)
}
