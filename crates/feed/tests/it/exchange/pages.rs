//! Pages as they travel.

use feed::exchange::{
    MAX_PAGE_BYTES, MAX_PAGE_ENTRIES, Names, NoNames, PageError, Pager, SubjectPlace, decode_page,
    encode_page,
};
use feed::{Evidence, EvidenceRole, Scope, Span, SubjectId, Verified, Writer, verify};

use crate::known::{draft, event, feed, key, person, some_hub};

/// Spans of so many entries each, one after the other.
fn spans(lengths: &[usize], payload: usize) -> Vec<Span> {
    let mut writer = Writer::new(feed(10, Scope::Hub(some_hub()), 1), key(10));
    let mut spans = Vec::new();
    for length in lengths {
        let drafts = (0..*length)
            .map(|n| draft(n as u8, vec![event(n as u8, 100, &noise(n, payload), Some(b"name"))]))
            .collect();
        let written = writer.write(drafts).expect("well formed");
        let hash = written.entries()[0].hash;
        let evidence = Evidence::sign(&key(20), EvidenceRole::Actor, person(0xa1), hash);
        spans.push(written.with_evidence(0, evidence).expect("it holds").into_span());
    }
    spans
}

fn noise(n: usize, length: usize) -> Vec<u8> {
    let mut state = n as u64 + 1;
    let step = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..length).map(step).collect()
}

#[test]
fn a_page_gives_back_what_went_in() {
    let spans = spans(&[3, 1, 2], 20);
    let page = encode_page(&spans, &NoNames).expect("small");
    let read = decode_page(&page, &NoNames).expect("sound");
    assert_eq!(read, spans);
    for span in read {
        verify(span).expect("sealed");
    }
    assert_eq!(decode_page(&encode_page(&[], &NoNames).expect("empty"), &NoNames), Ok(Vec::new()));
}

#[test]
fn pages_end_at_seals_and_join_what_follows() {
    let spans = spans(&[2, 2, 3, 9, 1], 20);
    let mut pager = Pager::new(5);
    let mut pages: Vec<Vec<Span>> = spans.iter().cloned().filter_map(|span| pager.push(span)).collect();
    pages.extend(pager.finish());
    assert_eq!(pager.finish(), None);
    let lengths: Vec<Vec<usize>> =
        pages.iter().map(|page| page.iter().map(|span| span.entries.len()).collect()).collect();
    assert_eq!(lengths, [vec![4], vec![3], vec![9], vec![1]]);
    let entries =
        |spans: &[Span]| -> Vec<feed::Entry> { spans.iter().flat_map(|span| span.entries.clone()).collect() };
    assert_eq!(entries(&pages.concat()), entries(&spans));
    for span in pages.concat() {
        verify(span).expect("the later seal vouches for all before it");
    }
}

#[test]
fn what_is_too_much_for_one_page_is_cut_into_more_that_all_fit() {
    let spans = spans(&[4; 80], 20_000);
    let mut pager = Pager::new(MAX_PAGE_ENTRIES);
    let mut pages: Vec<Vec<Span>> = spans.iter().cloned().filter_map(|span| pager.push(span)).collect();
    pages.extend(pager.finish());
    assert!(pages.len() > 1);
    for page in pages {
        let bytes = encode_page(&page, &NoNames).expect("it fits");
        assert!(bytes.len() <= MAX_PAGE_BYTES);
        assert_eq!(decode_page(&bytes, &NoNames), Ok(page));
    }
    assert_eq!(encode_page(&spans, &NoNames), Err(PageError::TooMuch));
}

/// Names that do not even hold where they are given out.
struct Muddled(SubjectId);

impl Names for Muddled {
    fn place_of(&self, _: &Scope, subject: &SubjectId) -> Option<SubjectPlace> {
        let feed = feed(10, Scope::Network, 1).id();
        Some(SubjectPlace { feed, seq: u64::from(subject.as_bytes()[0]), index: 0 })
    }

    fn subject_at(&self, place: &SubjectPlace) -> Option<SubjectId> {
        let meant = SubjectId::from_bytes([place.seq as u8; 16]);
        Some(if meant == self.0 { SubjectId::from_bytes([0xfe; 16]) } else { meant })
    }
}

#[test]
fn an_entry_that_would_not_come_back_the_same_goes_as_it_is() {
    let spans = spans(&[6], 20);
    let muddled = Muddled(SubjectId::from_bytes([3; 16]));
    let page = encode_page(&spans, &muddled).expect("small");
    assert_eq!(decode_page(&page, &muddled), Ok(spans.clone()), "whatever the names say");
    let plain = encode_page(&spans, &NoNames).expect("small");
    assert!(page.len() < plain.len() + 300, "only that entry goes as it is");
}

#[test]
fn payloads_no_two_of_which_are_alike_still_fit() {
    let mut writer = Writer::new(feed(10, Scope::Hub(some_hub()), 1), key(10));
    let drafts = (0..100_u32).map(|entry| {
        let events = (0..250_u32).map(|n| {
            let mut payload = vec![0xa1, 0x1a];
            payload.extend((entry << 16 | n | 1 << 31).to_be_bytes());
            payload.push(0x50);
            payload.extend([n as u8; 16]);
            event(n as u8, 100, &payload, None)
        });
        draft(entry as u8, events.collect())
    });
    let written = writer.write_all(drafts.collect()).expect("well formed");
    let spans: Vec<Span> = written.into_iter().map(Verified::into_span).collect();
    let page = encode_page(&spans, &NoNames).expect("it fits");
    assert_eq!(decode_page(&page, &NoNames), Ok(spans));
}

#[test]
fn what_is_no_run_of_entries_is_not_sent() {
    type Break = fn(&mut Span);
    let breaks: [Break; 7] = [
        |span| span.entries[1].header.seq = 9,
        |span| span.entries[1].header.feed = feed(11, Scope::Network, 1).id(),
        |span| span.feed.epoch = feed::Epoch::from_bytes([9; 16]),
        |span| span.evidence.truncate(1),
        |span| span.seal.seq += 1,
        |span| span.entries[0].payload.clear(),
        |span| span.entries.clear(),
    ];
    for (number, break_it) in breaks.into_iter().enumerate() {
        let mut spans = spans(&[3], 20);
        break_it(&mut spans[0]);
        assert_eq!(encode_page(&spans, &NoNames), Err(PageError::NotARun), "break {number}");
    }
}

#[test]
fn a_page_cut_short_or_of_another_form_is_refused() {
    let page = encode_page(&spans(&[3], 20), &NoNames).expect("small");
    for end in 0..page.len() {
        assert!(decode_page(&page[..end], &NoNames).is_err(), "cut at {end}");
    }
    let newer = [&[2], &page[1..]].concat();
    assert_eq!(decode_page(&newer, &NoNames), Err(PageError::Version { found: 2 }));
    assert_eq!(decode_page(&vec![1; MAX_PAGE_BYTES + 1], &NoNames), Err(PageError::TooLong));
}
