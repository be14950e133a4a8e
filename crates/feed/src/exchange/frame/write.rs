//! Spans written as a frame.

use std::collections::BTreeSet;

use super::bits::BitWriter;
use super::feeds::FeedsWritten;
use super::ids::{IdsWritten, Outside};
use super::shape::Leaf;
use super::shapes::{Label, ShapesWritten};
use super::told::Told;
use super::tracks::{self, Tracks};
use super::words::WordsWritten;
use super::{CHECK_BYTES, Frame, GOES_ON, form, parts, seen};
use crate::entry::Entry;
use crate::evidence::Evidence;
use crate::exchange::bytes::{put_measured, put_number};
use crate::exchange::names::Names;
use crate::header::Head;
use crate::ids::SubjectId;
use crate::personal::Personal;
use crate::scope::Scope;
use crate::verify::Span;

/// Which entries go as they are, by their number in the page.
pub(in crate::exchange) enum Raw {
    These(BTreeSet<usize>),
    All,
}

/// The spans are runs of their feeds' entries: each entry stands after the one before it, and the seal names
/// the last.
pub(in crate::exchange) fn write(spans: &[Span], names: &dyn Names, raw: &Raw) -> Frame {
    let mut sheet = Sheet::new(spans, names);
    let mut number = 0;
    for span in spans {
        sheet.told.begin(span.seal.feed, span.entries.first().map_or(0, |entry| entry.header.seq));
        for (at, entry) in span.entries.iter().enumerate() {
            let as_it_is = match raw {
                Raw::All => true,
                Raw::These(these) => these.contains(&number),
            };
            sheet.entry(&span.feed.scope, entry, as_it_is);
            sheet.evidence(&span.feed.scope, entry.header.at.ms, &span.evidence[at]);
            let hash = span.entries.get(at + 1).map_or(span.seal.hash, |next| next.header.previous);
            sheet.told.tell(hash);
            number += 1;
        }
        sheet.loose.put_bytes(&span.seal.hash.as_bytes()[..CHECK_BYTES]);
        sheet.loose.put_bytes(&span.seal.signature);
    }
    sheet.finish(spans)
}

struct Sheet<'a> {
    names: &'a dyn Names,
    feeds: FeedsWritten<'a>,
    shapes: ShapesWritten,
    words: WordsWritten,
    raw: Vec<u8>,
    tracks: Tracks,
    loose: BitWriter,
    ids: IdsWritten,
    acts: IdsWritten,
    /// Hashes of the entries already on the sheet.
    told: Told,
}

impl<'a> Sheet<'a> {
    fn new(spans: &'a [Span], names: &'a dyn Names) -> Self {
        Self {
            names,
            feeds: FeedsWritten::of(spans, names),
            shapes: ShapesWritten::default(),
            words: WordsWritten::default(),
            raw: Vec::new(),
            tracks: Tracks::new(),
            loose: BitWriter::default(),
            ids: IdsWritten::default(),
            acts: IdsWritten::default(),
            told: Told::default(),
        }
    }

    fn entry(&mut self, scope: &Scope, entry: &'a Entry, as_it_is: bool) {
        let mut leaves = Vec::new();
        let shapes = if as_it_is { None } else { self.shapes_of(entry, &mut leaves) };
        let Some((events, personal)) = shapes else {
            let bytes = entry.to_bytes();
            self.tracks.put(tracks::FORM, form::RAW);
            self.tracks.put(tracks::RAW, bytes.len() as u64);
            self.raw.extend_from_slice(&bytes);
            return;
        };
        self.tracks.put(tracks::FORM, form::DENSE);
        self.header(scope, entry);
        let mut leaves = leaves.into_iter();
        let at_ms = entry.header.at.ms;
        for (event, shape) in entry.header.events.iter().zip(events) {
            self.id(scope, tracks::SUBJECT, event.subject.as_bytes(), at_ms);
            self.tracks.put(tracks::SHAPE, shape as u64);
            self.leaves(scope, shape, at_ms, &mut leaves);
        }
        self.personal(scope, at_ms, &entry.personal, personal, &mut leaves);
    }

    /// The shapes of the payloads and of the personal parts, all their leaves in order; `None` if the page has
    /// no room for more, or the entry is not whole.
    fn shapes_of(
        &mut self,
        entry: &'a Entry,
        leaves: &mut Vec<Leaf<'a>>,
    ) -> Option<(Vec<usize>, Vec<usize>)> {
        let (mut events, mut personal) = (Vec::new(), Vec::new());
        for (event, payload) in entry.header.events.iter().zip(&entry.payload) {
            events.push(self.shapes.number(Label::Payload(event.kind), payload, &mut self.tracks, leaves)?);
        }
        if let Personal::Present { parts, .. } = &entry.personal {
            for (index, part) in parts {
                let kind = entry.header.events.get(*index as usize)?.kind;
                personal.push(self.shapes.number(Label::Part(kind), part, &mut self.tracks, leaves)?);
            }
        }
        Some((events, personal))
    }

    fn header(&mut self, scope: &Scope, entry: &Entry) {
        let header = &entry.header;
        self.tracks.put(tracks::AT, header.at.ms as u64);
        self.tracks.put(tracks::UNSURE, u64::from(header.at.unsure));
        self.tracks.put(tracks::SEEN, header.seen.len() as u64);
        header.seen.iter().for_each(|head| self.seen(head));
        self.id(scope, tracks::ACTOR, header.actor.as_bytes(), header.at.ms);
        let pens = (&mut self.tracks, &mut self.loose);
        self.acts.put(pens, tracks::ACT, header.act.as_bytes(), header.at.ms, || None);
        self.tracks.put(tracks::EVENTS, header.events.len() as u64);
    }

    fn seen(&mut self, head: &Head) {
        self.tracks.put(tracks::SEEN_FEED, self.feeds.number(&head.feed));
        self.tracks.put(tracks::SEEN_SEQ, head.seq);
        if self.told.hash(&head.feed, head.seq) == Some(head.hash) {
            self.tracks.put(tracks::SEEN_HASH, seen::IN_PAGE);
        } else {
            self.tracks.put(tracks::SEEN_HASH, seen::BY_HASH);
            self.loose.put_bytes(head.hash.as_bytes());
        }
    }

    fn personal(
        &mut self,
        scope: &Scope,
        at_ms: i64,
        personal: &Personal,
        shapes: Vec<usize>,
        leaves: &mut dyn Iterator<Item = Leaf<'a>>,
    ) {
        match personal {
            Personal::None => self.tracks.put(tracks::PERSONAL, parts::NONE),
            Personal::Dropped { hash } => {
                self.tracks.put(tracks::PERSONAL, parts::DROPPED);
                self.loose.put_bytes(hash.as_bytes());
            }
            Personal::Present { salt, parts } => {
                self.tracks.put(tracks::PERSONAL, parts::PRESENT);
                self.loose.put_bytes(salt);
                self.tracks.put(tracks::PARTS, parts.len() as u64);
                for ((index, _), shape) in parts.iter().zip(shapes) {
                    self.tracks.put(tracks::PART, u64::from(*index));
                    self.tracks.put(tracks::PART_SHAPE, shape as u64);
                    self.leaves(scope, shape, at_ms, leaves);
                }
            }
        }
    }

    fn evidence(&mut self, scope: &Scope, at_ms: i64, evidence: &[Evidence]) {
        self.tracks.put(tracks::EVIDENCE, evidence.len() as u64);
        for one in evidence {
            self.tracks.put(tracks::ROLE, u64::from(one.role.code()));
            self.id(scope, tracks::SIGNER, one.person.as_bytes(), at_ms);
            self.words.put(&mut self.tracks, tracks::KEY, one.key.as_bytes());
            self.loose.put_bytes(&one.signature);
        }
    }

    fn leaves(
        &mut self,
        scope: &Scope,
        shape: usize,
        at_ms: i64,
        leaves: &mut dyn Iterator<Item = Leaf<'a>>,
    ) {
        let (mut track, count) = self.shapes.place(shape);
        for leaf in leaves.take(count) {
            match leaf {
                Leaf::Number(number) => self.tracks.put(track, number),
                Leaf::Flag(flag) => self.tracks.put(track, u64::from(flag)),
                Leaf::Id(id) => self.id(scope, track, id, at_ms),
                Leaf::Text(text) => self.words.put_text(&mut self.tracks, track, text),
                Leaf::Bytes(bytes) | Leaf::Whole(bytes) => self.words.put(&mut self.tracks, track, bytes),
            }
            track += tracks::of_leaf(leaf);
        }
    }

    fn id(&mut self, scope: &Scope, base: usize, id: &[u8; 16], at_ms: i64) {
        let (names, feeds) = (self.names, &mut self.feeds);
        let outside = || {
            let place = names.place_of(scope, &SubjectId::from_bytes(*id))?;
            Some(Outside { feed: feeds.number(&place.feed), seq: place.seq, index: u64::from(place.index) })
        };
        self.ids.put((&mut self.tracks, &mut self.loose), base, id, at_ms, outside);
    }

    fn finish(mut self, spans: &[Span]) -> Frame {
        let (mut text, mut bits) = (Vec::new(), BitWriter::default());
        let numbers: Vec<u64> = spans.iter().map(|span| self.feeds.number(&span.seal.feed)).collect();
        self.feeds.write(&mut text);
        put_number(&mut text, spans.len() as u64);
        for (span, feed) in spans.iter().zip(numbers) {
            put_span(&mut text, span, feed, self.feeds.goes_on(span));
        }
        self.shapes.write(&mut text);
        put_measured(&mut text, &self.words.text);
        put_measured(&mut text, &self.raw);
        self.tracks.write(&mut text, &mut bits);
        bits.append(&self.loose);
        Frame { text, bits: bits.finish() }
    }
}

fn put_span(text: &mut Vec<u8>, span: &Span, feed: u64, goes_on: bool) {
    put_number(text, feed);
    put_number(text, span.entries.len() as u64);
    match span.entries.first().map(|entry| &entry.header).filter(|_| !goes_on) {
        None => put_number(text, GOES_ON),
        Some(first) => {
            put_number(text, first.seq);
            if first.seq > 1 {
                text.extend_from_slice(first.previous.as_bytes());
            }
        }
    }
}
