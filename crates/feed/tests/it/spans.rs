//! What others wrote is checked before anything is kept: each fault by name, every byte by brute force.

use feed::{
    Entry, Evidence, EvidenceRole, Feed, Hash, Scope, Seal, Span, Verified, VerifyError, Writer, verify,
};

use crate::known::{draft, event, feed as feed_of, key, person, some_hub};

fn written() -> Verified {
    let mut writer = Writer::new(feed_of(10, Scope::Hub(some_hub()), 1), key(10));
    writer.append(draft(1, vec![event(1, 100, b"before", None)])).expect("well formed");
    let drafts = vec![
        draft(2, vec![event(1, 100, b"one", None), event(2, 101, b"two", Some(b"name"))]),
        draft(3, vec![event(3, 102, b"three", None)]),
    ];
    let verified = writer.write(drafts).expect("well formed");
    let hash = verified.entries()[1].hash;
    verified
        .with_evidence(1, Evidence::sign(&key(20), EvidenceRole::Actor, person(0xa1), hash))
        .and_then(|it| it.with_evidence(1, Evidence::sign(&key(21), EvidenceRole::Witness, person(2), hash)))
        .expect("both signatures hold")
}

#[test]
fn what_a_writer_wrote_is_verified_and_equal() {
    let written = written();
    assert_eq!(verify(written.clone().into_span()), Ok(written));
}

#[test]
fn a_span_without_its_personal_parts_is_verified_with_the_same_hashes() {
    let mut span = written().into_span();
    for entry in &mut span.entries {
        *entry = entry.without_personal();
    }
    let verified = verify(span).expect("still sound");
    let hashes = |it: &Verified| it.entries().iter().map(|entry| entry.hash).collect::<Vec<_>>();
    assert_eq!(hashes(&verified), hashes(&written()));
}

#[test]
fn each_fault_is_named() {
    type Break = fn(&mut Span);
    let table: [(Break, VerifyError); 20] = [
        (|span| span.entries.clear(), VerifyError::Empty),
        (|span| drop(span.evidence.pop()), VerifyError::EvidenceCount { entries: 2, evidence: 1 }),
        (|span| span.feed.epoch = feed::Epoch::from_bytes([2; 16]), VerifyError::ForeignFeed { seq: 2 }),
        (|span| span.feed.scope = Scope::Network, VerifyError::ForeignFeed { seq: 2 }),
        (|span| span.feed.device = crate::known::device(11), VerifyError::ForeignFeed { seq: 2 }),
        (
            |span| span.feed.scope = Scope::Link(feed::Party::Headquarters, feed::Party::Headquarters),
            VerifyError::Scope(feed::Malformed::LinkParties),
        ),
        (|span| span.entries[1].header.seq = 4, VerifyError::Gap { expected: 3, found: 4 }),
        (|span| span.entries.swap(0, 1), VerifyError::Gap { expected: 4, found: 2 }),
        (|span| span.entries[0].header.at.ms += 1, VerifyError::BrokenChain { seq: 3 }),
        (|span| span.entries[0].payload[0][0] ^= 1, VerifyError::BrokenChain { seq: 3 }),
        (|span| span.entries[0].personal = feed::Personal::None, VerifyError::BrokenChain { seq: 3 }),
        (
            |span| span.entries[0].header.previous = Hash::from_bytes([1; 32]),
            VerifyError::BrokenChain { seq: 3 },
        ),
        (
            |span| span.entries[1].payload.clear(),
            VerifyError::Entry { seq: 3, source: feed::Malformed::PayloadCount { events: 1, payloads: 0 } },
        ),
        (
            |span| {
                span.entries.pop();
                span.evidence.pop();
            },
            VerifyError::SealElsewhere,
        ),
        (|span| span.entries[1].payload[0][0] ^= 1, VerifyError::SealElsewhere),
        (|span| span.seal.seq = 2, VerifyError::SealElsewhere),
        (|span| span.seal = Seal::sign(&key(11), &span.seal.head()), VerifyError::SealForged),
        (|span| span.evidence[1][0].signature[9] ^= 1, VerifyError::EvidenceForged { seq: 3 }),
        (|span| span.evidence.swap(0, 1), VerifyError::EvidenceForged { seq: 2 }),
        (|span| span.evidence[1][0].role = EvidenceRole::Witness, VerifyError::EvidenceMisplaced { seq: 3 }),
    ];
    for (index, (broken, expected)) in table.into_iter().enumerate() {
        let mut span = written().into_span();
        broken(&mut span);
        assert_eq!(verify(span).err(), Some(expected), "case {index}");
    }
}

#[test]
fn too_many_signatures_are_refused_before_they_are_checked() {
    let mut span = written().into_span();
    let hash = span.entries[0].hash();
    let witness = |n| Evidence::sign(&key(n), EvidenceRole::Witness, person(n), hash);
    span.evidence[0] = (1..=17).map(witness).collect();
    assert_eq!(verify(span).err(), Some(VerifyError::TooMuchEvidence { seq: 2 }));
}

#[test]
fn evidence_in_any_order_and_twice_is_the_same_evidence() {
    let mut span = written().into_span();
    let again = span.evidence[1].clone();
    span.evidence[1].extend(again);
    span.evidence[1].reverse();
    assert_eq!(verify(span), Ok(written()));
}

#[test]
fn evidence_of_another_entry_cannot_be_put_beside_one() {
    let written = written();
    let other = Evidence::sign(&key(20), EvidenceRole::Actor, person(0xa1), written.entries()[1].hash);
    assert_eq!(written.clone().with_evidence(0, other.clone()), Err(VerifyError::EvidenceForged { seq: 2 }));
    assert_eq!(written.with_evidence(2, other), Err(VerifyError::NoSuchEntry { index: 2 }));
}

/// A signature of zeros under a key of small order holds for every message unless checked strictly.
#[test]
fn a_key_of_small_order_signs_nothing() {
    let mut small = [0; 32];
    small[0] = 1;
    let mut signature = [0; 64];
    signature[0] = 1;
    let evidence = Evidence {
        role: EvidenceRole::Actor,
        person: person(1),
        key: feed::PersonKey::from_bytes(small),
        signature,
    };
    assert!(!evidence.verify(Hash::from_bytes([3; 32])));
}

/// A span as bytes, piece by piece.
fn pieces(span: &Span) -> Vec<Vec<u8>> {
    let mut pieces = vec![span.feed.to_bytes(), span.seal.to_bytes()];
    pieces.extend(span.entries.iter().map(Entry::to_bytes));
    pieces.extend(span.evidence.iter().flatten().map(Evidence::to_bytes));
    pieces
}

fn accepted(pieces: &[Vec<u8>]) -> Option<Verified> {
    let span = Span {
        feed: Feed::from_bytes(&pieces[0]).ok()?,
        seal: Seal::from_bytes(&pieces[1]).ok()?,
        entries: vec![Entry::from_bytes(&pieces[2]).ok()?, Entry::from_bytes(&pieces[3]).ok()?],
        evidence: vec![
            Vec::new(),
            vec![Evidence::from_bytes(&pieces[4]).ok()?, Evidence::from_bytes(&pieces[5]).ok()?],
        ],
    };
    verify(span).ok()
}

#[test]
fn no_byte_of_a_span_can_change_unnoticed() {
    let sound = pieces(&written().into_span());
    assert_eq!(accepted(&sound), Some(written()));
    for (piece, bytes) in sound.iter().enumerate() {
        for at in 0..bytes.len() {
            for flip in [0x01, 0x10, 0x80, 0xff] {
                let mut damaged = sound.clone();
                damaged[piece][at] ^= flip;
                assert_eq!(accepted(&damaged), None, "byte {at} of piece {piece}, flipped by {flip:#x}");
            }
        }
    }
}
