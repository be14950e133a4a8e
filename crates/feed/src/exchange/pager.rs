//! Runs of spans cut into pages.

use super::page::{MAX_PAGE_CONTENT, MAX_PAGE_ENTRIES};
use super::weight;
use crate::verify::Span;

/// Gathers spans until a page is full. A page ends where a span does, so each can be verified and kept on its
/// own; spans that follow each other become one under the later seal, which vouches for both.
#[derive(Debug)]
pub struct Pager {
    entries_per_page: usize,
    spans: Vec<Span>,
    entries: usize,
    content: usize,
}

impl Pager {
    /// Pages of so many entries, or of one longer span; never more than [`MAX_PAGE_ENTRIES`].
    pub fn new(entries_per_page: usize) -> Self {
        let entries_per_page = entries_per_page.min(MAX_PAGE_ENTRIES);
        Self { entries_per_page, spans: Vec::new(), entries: 0, content: 0 }
    }

    /// Adds a span; gives the page before it, if the span has no room there.
    pub fn push(&mut self, span: Span) -> Option<Vec<Span>> {
        let (entries, content) = (span.entries.len(), weight::of_span(&span));
        let full =
            self.entries + entries > self.entries_per_page || self.content + content > MAX_PAGE_CONTENT;
        let page = if full { self.finish() } else { None };
        self.entries += entries;
        self.content += content;
        self.join(span);
        page
    }

    /// What is left, if anything is.
    pub fn finish(&mut self) -> Option<Vec<Span>> {
        (self.entries, self.content) = (0, 0);
        let page = std::mem::take(&mut self.spans);
        (!page.is_empty()).then_some(page)
    }

    fn join(&mut self, mut span: Span) {
        let next = span.entries.first().map(|entry| (entry.header.seq, entry.header.previous));
        match self.spans.last_mut() {
            Some(last)
                if last.feed == span.feed
                    && next == Some((last.seal.seq.wrapping_add(1), last.seal.hash)) =>
            {
                last.entries.append(&mut span.entries);
                last.evidence.append(&mut span.evidence);
                last.seal = span.seal;
            }
            _ => self.spans.push(span),
        }
    }
}
