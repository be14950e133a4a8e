//! Pages as they travel.

use feed::exchange::{MAX_PAGE_BYTES, MAX_PAGE_ENTRIES, NoNames, PageError, Pager, decode_page, encode_page};
use feed::{Evidence, EvidenceRole, Scope, Span, Writer, verify};

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
