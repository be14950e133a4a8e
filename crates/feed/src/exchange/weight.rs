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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ActId, Claimed, EventHead, EvidenceRole, FeedId, Hash, Head, Header, MAX_SEQ, PersonId, SigningKey,
        SubjectId,
    };

    /// The longest each field can be.
    fn heaviest(seen: u8, events: usize, personal: Personal) -> Entry {
        let head =
            |n| Head { feed: FeedId::from_bytes([n; 32]), seq: MAX_SEQ, hash: Hash::from_bytes([n; 32]) };
        let event = EventHead { subject: SubjectId::from_bytes([1; 16]), kind: u32::MAX };
        let header = Header {
            feed: FeedId::from_bytes([255; 32]),
            seq: MAX_SEQ,
            previous: Hash::from_bytes([1; 32]),
            seen: (0..seen).map(head).collect(),
            at: Claimed { ms: i64::MIN, unsure: true },
            actor: PersonId::from_bytes([1; 16]),
            act: ActId::from_bytes([1; 16]),
            events: vec![event; events],
        };
        Entry { header, payload: vec![vec![0; 300]; events], personal }
    }

    #[test]
    fn no_entry_is_longer_than_it_weighs() {
        let person = PersonId::from_bytes([1; 16]);
        let signed =
            |hash| Evidence::sign(&SigningKey::from_bytes(&[1; 32]), EvidenceRole::Actor, person, hash);
        for (seen, events) in [(0, 1), (200, 1), (0, 256), (3, 40)] {
            let parts = (0..events as u32).map(|index| (index, vec![0; 70_000 / events])).collect();
            for personal in [
                Personal::None,
                Personal::Dropped { hash: Hash::from_bytes([1; 32]) },
                Personal::Present { salt: [1; 16], parts },
            ] {
                let entry = heaviest(seen, events, personal);
                let evidence = vec![signed(entry.hash()); 3];
                let beside: usize = evidence.iter().map(|one| one.to_bytes().len()).sum();
                assert!(entry.to_bytes().len() + beside <= of_entry(&entry, &evidence));
            }
        }
    }
}
