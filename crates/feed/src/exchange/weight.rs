//! What entries weigh: a bound on their bytes that costs no encoding.

use crate::entry::Entry;
use crate::evidence::Evidence;
use crate::personal::Personal;
use crate::verify::Span;

/// Feed, seal and what tells one span from the next.
pub(super) const SPAN: usize = 384;

/// Feed, sequence number, previous, time, actor, act and the heads of lists.
pub(super) const HEADER: usize = 160;

/// A head seen.
pub(super) const SEEN: usize = 80;

/// Subject, kind and the head of the payload.
pub(super) const EVENT: usize = 40;

/// Salt, or the hash that stands for dropped parts.
pub(super) const PERSONAL: usize = 40;

/// The heads around one personal part.
pub(super) const PART: usize = 12;

/// A signature with its person, key and role.
pub(super) const EVIDENCE: usize = 128;

/// No less than the length of the canonical bytes of the entry and what stands beside it.
pub(super) fn of_entry(entry: &Entry, evidence: &[Evidence]) -> usize {
    let header = HEADER + SEEN * entry.header.seen.len() + EVENT * entry.header.events.len();
    let payload: usize = entry.payload.iter().map(|one| 5 + one.len()).sum();
    header + payload + of_personal(&entry.personal) + EVIDENCE * evidence.len()
}

pub(super) fn of_span(span: &Span) -> usize {
    let evidence = span.evidence.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
    let entries = span.entries.iter().zip(evidence);
    SPAN + entries.map(|(entry, evidence)| of_entry(entry, evidence)).sum::<usize>()
}

fn of_personal(personal: &Personal) -> usize {
    match personal {
        Personal::None => 1,
        Personal::Dropped { .. } => PERSONAL,
        Personal::Present { parts, .. } => {
            PERSONAL + parts.iter().map(|(_, part)| PART + part.len()).sum::<usize>()
        }
    }
}
