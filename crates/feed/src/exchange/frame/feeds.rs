//! The feeds a page speaks of, by number: those of its spans in full or by an entry the other side holds,
//! others by their ids.

use std::collections::BTreeMap;

use crate::exchange::bytes::{Reader, put_measured, put_number};
use crate::exchange::names::Names;
use crate::exchange::page::{MAX_PAGE_ENTRIES, PageError};
use crate::header::Head;
use crate::ids::{FeedId, Hash};
use crate::scope::Feed;
use crate::verify::Span;

/// How a feed is told.
mod way {
    pub const FULL: u64 = 0;
    /// By an entry of it; the first span of the feed goes on from there.
    pub const BY_ENTRY: u64 = 1;
}

pub(super) struct FeedsWritten<'a> {
    numbers: BTreeMap<FeedId, u64>,
    spans: Vec<(&'a Feed, Option<Head>)>,
    others: Vec<FeedId>,
}

impl<'a> FeedsWritten<'a> {
    pub fn of(spans: &'a [Span], names: &dyn Names) -> Self {
        let mut feeds = Self { numbers: BTreeMap::new(), spans: Vec::new(), others: Vec::new() };
        for span in spans {
            let (id, next) = (span.seal.feed, feeds.numbers.len() as u64);
            if *feeds.numbers.entry(id).or_insert(next) == next {
                feeds.spans.push((&span.feed, before(span).filter(|head| names.is_held(head))));
            }
        }
        feeds
    }

    pub fn number(&mut self, feed: &FeedId) -> u64 {
        if let Some(number) = self.numbers.get(feed) {
            return *number;
        }
        let next = self.numbers.len() as u64;
        self.numbers.insert(*feed, next);
        self.others.push(*feed);
        next
    }

    /// Whether the span is told by what it goes on from.
    pub fn goes_on(&self, span: &Span) -> bool {
        let told = self.spans.iter().find(|(feed, _)| **feed == span.feed).and_then(|(_, head)| *head);
        told.is_some() && told == before(span)
    }

    pub fn write(&self, text: &mut Vec<u8>) {
        put_number(text, self.spans.len() as u64);
        for (feed, head) in &self.spans {
            match head {
                None => {
                    put_number(text, way::FULL);
                    put_measured(text, &feed.to_bytes());
                }
                Some(head) => {
                    put_number(text, way::BY_ENTRY);
                    text.extend_from_slice(head.hash.as_bytes());
                }
            }
        }
        put_number(text, self.others.len() as u64);
        for feed in &self.others {
            text.extend_from_slice(feed.as_bytes());
        }
    }
}

/// The entry a span goes on from; none at the start of a feed.
fn before(span: &Span) -> Option<Head> {
    let first = &span.entries.first()?.header;
    let seq = first.seq.checked_sub(1).filter(|seq| *seq > 0)?;
    Some(Head { feed: first.feed, seq, hash: first.previous })
}

pub(super) struct FeedsRead {
    spans: Vec<(Feed, Option<(u64, Hash)>)>,
    ids: Vec<FeedId>,
}

impl FeedsRead {
    pub fn read(text: &mut Reader<'_>, names: &dyn Names) -> Result<Self, PageError> {
        let mut feeds = Self { spans: Vec::new(), ids: Vec::new() };
        for _ in 0..text.count(MAX_PAGE_ENTRIES)? {
            let (feed, entry) = match text.number()? {
                way::FULL => (Feed::from_bytes(text.measured()?).map_err(|_| PageError::Malformed)?, None),
                way::BY_ENTRY => {
                    let hash = Hash::from_bytes(text.array()?);
                    let (feed, seq) = names.entry_of(&hash).ok_or(PageError::Names)?;
                    (feed, Some((seq, hash)))
                }
                _ => return Err(PageError::Malformed),
            };
            feeds.ids.push(feed.id());
            feeds.spans.push((feed, entry));
        }
        for _ in 0..text.count(text.0.len() / FeedId::LEN)? {
            feeds.ids.push(FeedId::from_bytes(text.array()?));
        }
        Ok(feeds)
    }

    /// The feed of a span.
    pub fn feed(&self, number: u64) -> Result<(&Feed, FeedId), PageError> {
        let at = usize::try_from(number).map_err(|_| PageError::Malformed)?;
        self.spans.get(at).map(|(feed, _)| (feed, self.ids[at])).ok_or(PageError::Malformed)
    }

    /// The entry by which the feed of a span was told.
    pub fn entry(&self, number: u64) -> Result<(u64, Hash), PageError> {
        let at = usize::try_from(number).map_err(|_| PageError::Malformed)?;
        self.spans.get(at).and_then(|(_, entry)| *entry).ok_or(PageError::Malformed)
    }

    pub fn id(&self, number: u64) -> Result<FeedId, PageError> {
        let at = usize::try_from(number).map_err(|_| PageError::Malformed)?;
        self.ids.get(at).copied().ok_or(PageError::Malformed)
    }
}
