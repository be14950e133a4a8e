//! A writer numbers, chains and seals; when it refuses, it stands where it stood.

use feed::{
    Draft, Hash, MAX_SEQ, Malformed, SEAL_EVERY_BYTES, SEAL_EVERY_ENTRIES, Scope, Verified, WriteError,
    Writer, verify,
};

use crate::known::{draft, event, feed, key, some_hub};

fn writer() -> Writer {
    Writer::new(feed(10, Scope::Hub(some_hub()), 1), key(10))
}

fn small(act: u8) -> Draft {
    draft(act, vec![event(act, 100, b"act", None)])
}

#[test]
fn entries_are_numbered_and_chained_across_writes() {
    let mut writer = writer();
    assert_eq!(writer.seal(), None);
    let first = writer.write(vec![small(1), small(2)]).expect("well formed");
    let second = writer.write(vec![small(3)]).expect("well formed");
    assert_eq!(first.first_previous(), Hash::ZERO);
    assert_eq!(second.first_previous(), first.head().hash);
    assert_eq!(second.head().seq, 3);
    let mut resumed = Writer::resume(writer.feed().clone(), key(10), first.head());
    assert_eq!(resumed.write(vec![small(3)]), Ok(second));
}

#[test]
fn seen_heads_come_in_any_order_and_once() {
    let head =
        |n| feed::Head { feed: feed::FeedId::from_bytes([n; 32]), seq: 1, hash: Hash::from_bytes([n; 32]) };
    let mut unsorted = small(1);
    unsorted.seen = vec![head(3), head(1), head(3)];
    let entry = writer().append(unsorted).expect("well formed");
    assert_eq!(entry.header.seen, [head(1), head(3)]);
}

#[test]
fn a_refused_write_advances_nothing() {
    let broken = draft(2, Vec::new());
    let long = draft(2, vec![event(1, 100, &vec![0; 300_000], None)]);
    let many = draft(2, (0..257).map(|_| event(1, 100, b"", None)).collect());
    let mut writer = writer();
    writer.write(vec![small(1)]).expect("well formed");
    let before = writer.head();
    for bad in [broken, long, many] {
        assert!(matches!(writer.write(vec![small(2), bad.clone()]), Err(WriteError::Malformed(_))));
        assert!(writer.write_all(vec![small(2), bad.clone()]).is_err());
        assert!(writer.append(bad).is_err());
        assert_eq!(writer.head(), before);
    }
    assert_eq!(writer.write(Vec::new()), Err(WriteError::Nothing));
    assert_eq!(writer.write_all(Vec::new()), Ok(Vec::new()));
    let too_many = (0..=SEAL_EVERY_ENTRIES).map(|_| small(2)).collect();
    assert_eq!(writer.write(too_many), Err(WriteError::TooMuchForOneSeal));
    assert_eq!(writer.head(), before);
}

#[test]
fn a_long_act_is_sealed_in_time_and_stays_one_chain() {
    let large = draft(1, vec![event(1, 100, &vec![7; 100_000], None)]);
    for (drafts, spans) in [
        (vec![small(1); SEAL_EVERY_ENTRIES], 1),
        (vec![small(1); SEAL_EVERY_ENTRIES + 1], 2),
        (vec![large.clone(); 2], 1),
        (vec![large; 5], 3),
    ] {
        let count = drafts.len();
        let written = writer().write_all(drafts).expect("well formed");
        assert_eq!(written.len(), spans);
        assert_eq!(written.iter().map(|span| span.entries().len()).sum::<usize>(), count);
        for pair in written.windows(2) {
            assert_eq!(pair[1].first_previous(), pair[0].head().hash);
        }
        for span in written {
            assert!(bytes(&span) <= SEAL_EVERY_BYTES);
            assert_eq!(verify(span.clone().into_span()), Ok(span));
        }
    }
}

fn bytes(span: &Verified) -> usize {
    span.entries().iter().map(|one| one.entry.to_bytes().len() - 1).sum()
}

#[test]
fn a_foreign_key_and_a_full_feed_write_nothing() {
    let feed = writer().feed().clone();
    let mut foreign = Writer::new(feed.clone(), key(11));
    assert_eq!(foreign.append(small(1)), Err(WriteError::ForeignKey));
    let last = feed::Head { feed: feed.id(), seq: MAX_SEQ, hash: Hash::from_bytes([1; 32]) };
    assert_eq!(Writer::resume(feed, key(10), last).append(small(1)), Err(WriteError::FeedFull));
    let (hub, hq) = (feed::Party::Hub(some_hub()), feed::Party::Headquarters);
    let mut wrong = Writer::new(crate::known::feed(10, Scope::Link(hub, hq), 1), key(10));
    assert_eq!(wrong.append(small(1)), Err(WriteError::Malformed(Malformed::LinkParties)));
}
