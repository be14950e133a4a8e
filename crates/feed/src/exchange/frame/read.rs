//! A frame read back as spans.

use super::bits::Bits;
use super::feeds::FeedsRead;
use super::ids::{IdsRead, Outside};
use super::room::Room;
use super::shape::{Leaf, Piece, put_leaf};
use super::shapes::{self, Label, Shape};
use super::told::Told;
use super::track::Track;
use super::tracks;
use super::words::WordsRead;
use super::{CHECK_BYTES, Frame, GOES_ON, form, parts, seen};
use crate::entry::{Entry, MAX_EVENTS_PER_ENTRY};
use crate::evidence::{Evidence, EvidenceRole};
use crate::exchange::bytes::Reader;
use crate::exchange::names::{Names, SubjectPlace};
use crate::exchange::page::{MAX_PAGE_ENTRIES, PageError};
use crate::exchange::weight;
use crate::header::{Claimed, EventHead, Head, Header};
use crate::ids::{ActId, FeedId, Hash, PersonId, PersonKey, SubjectId};
use crate::personal::Personal;
use crate::seal::Seal;
use crate::verify::{MAX_EVIDENCE_PER_ENTRY, Span};

/// Where the hashes come from that no page carries.
pub(in crate::exchange) enum Chain<'a> {
    /// Each entry is hashed.
    Hashed,
    /// The sender looks whether its page gives back these spans, and knows their hashes.
    Known(&'a [Span]),
}

/// The spans of a frame. What they hold is well formed only as far as it is rebuilt from canonical parts.
pub(in crate::exchange) fn read(
    frame: &Frame,
    names: &dyn Names,
    chain: &Chain<'_>,
) -> Result<Vec<Span>, PageError> {
    let (mut text, mut bits) = (Reader(&frame.text), Bits::new(&frame.bits));
    let feeds = FeedsRead::read(&mut text, names)?;
    let begun = begun_spans(&mut text, &feeds)?;
    let (shapes, count) = shapes::read(&mut text)?;
    let words = WordsRead::new(text.measured()?);
    let raw = Reader(text.measured()?);
    let all = Track::all(count, &mut text, &mut bits)?;
    text.finished()?;
    let mut sheet = Sheet {
        names,
        feeds,
        shapes,
        words,
        raw,
        tracks: all,
        loose: bits,
        ids: IdsRead::default(),
        acts: IdsRead::default(),
        told: Told::default(),
        room: Room::of_a_page(),
        named: false,
        scratch: Vec::new(),
    };
    let mut spans = Vec::new();
    for (number, begun) in begun.into_iter().enumerate() {
        let known = match chain {
            Chain::Hashed => None,
            Chain::Known(spans) => Some(spans.get(number).ok_or(PageError::Malformed)?),
        };
        spans.push(sheet.span(begun, known)?);
    }
    sheet.finished()?;
    Ok(spans)
}

/// What stands of a span before its entries.
struct Begun {
    feed: u64,
    entries: usize,
    first: u64,
    previous: Hash,
    /// By an entry held here.
    named: bool,
}

fn begun_spans(text: &mut Reader<'_>, feeds: &FeedsRead) -> Result<Vec<Begun>, PageError> {
    let mut spans = Vec::new();
    for _ in 0..text.count(MAX_PAGE_ENTRIES)? {
        let (feed, entries) = (text.number()?, text.count(MAX_PAGE_ENTRIES)?);
        let (first, previous, named) = match text.number()? {
            GOES_ON => {
                let (seq, hash) = feeds.entry(feed)?;
                (seq.checked_add(1).ok_or(PageError::Names)?, hash, true)
            }
            1 => (1, Hash::ZERO, false),
            first => (first, Hash::from_bytes(text.array()?), false),
        };
        spans.push(Begun { feed, entries, first, previous, named });
    }
    Ok(spans)
}

struct Sheet<'a> {
    names: &'a dyn Names,
    feeds: FeedsRead,
    shapes: Vec<Shape<'a>>,
    words: WordsRead<'a>,
    raw: Reader<'a>,
    tracks: Vec<Track<'a>>,
    loose: Bits<'a>,
    ids: IdsRead,
    acts: IdsRead,
    told: Told,
    room: Room,
    /// Something in the page was named by what is held here.
    named: bool,
    scratch: Vec<u8>,
}

impl<'a> Sheet<'a> {
    fn span(&mut self, begun: Begun, known: Option<&Span>) -> Result<Span, PageError> {
        let (feed, id) = self.feeds.feed(begun.feed)?;
        let feed = feed.clone();
        if begun.entries == 0 {
            return Err(PageError::Malformed);
        }
        self.named |= begun.named;
        self.told.begin(id, begun.first);
        self.room.take_entries(begun.entries)?;
        self.room.take(weight::SPAN)?;
        let (mut entries, mut evidence) = (Vec::new(), Vec::new());
        let (mut seq, mut previous) = (begun.first, begun.previous);
        for at in 0..begun.entries {
            let entry = self.entry(id, seq, previous)?;
            previous = match known {
                None => entry.checked(&mut self.scratch).map_err(|_| self.spoiled())?.0,
                Some(span) => span.entries.get(at + 1).map_or(span.seal.hash, |next| next.header.previous),
            };
            self.told.tell(previous);
            evidence.push(self.evidence(entry.header.at.ms)?);
            entries.push(entry);
            seq = seq.checked_add(1).ok_or(PageError::Malformed)?;
        }
        let check: [u8; CHECK_BYTES] = self.loose.take_bytes()?;
        if previous.as_bytes()[..CHECK_BYTES] != check {
            return Err(self.spoiled());
        }
        let seal = Seal { feed: id, seq: seq - 1, hash: previous, signature: self.loose.take_bytes()? };
        Ok(Span { feed, entries, evidence, seal })
    }

    /// What was read is not what was written.
    fn spoiled(&self) -> PageError {
        if self.named { PageError::Names } else { PageError::Malformed }
    }

    fn entry(&mut self, feed: FeedId, seq: u64, previous: Hash) -> Result<Entry, PageError> {
        match self.next(tracks::FORM)? {
            form::DENSE => self.dense(feed, seq, previous),
            form::RAW => self.as_it_is(),
            _ => Err(PageError::Malformed),
        }
    }

    fn as_it_is(&mut self) -> Result<Entry, PageError> {
        let length = self.count(tracks::RAW, usize::MAX)?;
        self.room.take(length)?;
        Entry::from_bytes(self.raw.take(length)?).map_err(|_| PageError::Malformed)
    }

    fn dense(&mut self, feed: FeedId, seq: u64, previous: Hash) -> Result<Entry, PageError> {
        self.room.take(weight::HEADER)?;
        let ms = self.next(tracks::AT)? as i64;
        let at = Claimed { ms, unsure: self.flag(tracks::UNSURE)? };
        let seen = self.seen()?;
        let actor = PersonId::from_bytes(self.id(tracks::ACTOR, ms)?);
        let pens = (&mut self.tracks[..], &mut self.loose);
        let act = self.acts.next(pens, tracks::ACT, ms, |_| Err(PageError::Malformed))?;
        let count = self.count(tracks::EVENTS, MAX_EVENTS_PER_ENTRY)?;
        let (mut events, mut payload) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for _ in 0..count {
            self.room.take(weight::EVENT)?;
            let subject = SubjectId::from_bytes(self.id(tracks::SUBJECT, ms)?);
            let shape = self.shape(tracks::SHAPE)?;
            let Label::Payload(kind) = self.shapes[shape].label else { return Err(PageError::Malformed) };
            events.push(EventHead { subject, kind });
            payload.push(self.payload(shape, ms)?);
        }
        let personal = self.personal(ms, count)?;
        let act = ActId::from_bytes(act);
        let header = Header { feed, seq, previous, seen, at, actor, act, events };
        Ok(Entry { header, payload, personal })
    }

    fn seen(&mut self) -> Result<Vec<Head>, PageError> {
        let count = self.count(tracks::SEEN, usize::MAX)?;
        self.room.take(count.checked_mul(weight::SEEN).ok_or(PageError::TooMuch)?)?;
        let mut heads = Vec::with_capacity(count);
        for _ in 0..count {
            let number = self.next(tracks::SEEN_FEED)?;
            let (feed, seq) = (self.feeds.id(number)?, self.next(tracks::SEEN_SEQ)?);
            let hash = match self.next(tracks::SEEN_HASH)? {
                seen::BY_HASH => Hash::from_bytes(self.loose.take_bytes()?),
                seen::IN_PAGE => self.told.hash(&feed, seq).ok_or(PageError::Malformed)?,
                _ => return Err(PageError::Malformed),
            };
            heads.push(Head { feed, seq, hash });
        }
        Ok(heads)
    }

    fn personal(&mut self, at_ms: i64, events: usize) -> Result<Personal, PageError> {
        let form = self.next(tracks::PERSONAL)?;
        if form == parts::NONE {
            return Ok(Personal::None);
        }
        self.room.take(weight::PERSONAL)?;
        match form {
            parts::DROPPED => Ok(Personal::Dropped { hash: Hash::from_bytes(self.loose.take_bytes()?) }),
            parts::PRESENT => {
                let salt = self.loose.take_bytes()?;
                let count = self.count(tracks::PARTS, events)?;
                let mut parts = Vec::with_capacity(count);
                for _ in 0..count {
                    self.room.take(weight::PART)?;
                    let index = u32::try_from(self.next(tracks::PART)?).map_err(|_| PageError::Malformed)?;
                    let shape = self.shape(tracks::PART_SHAPE)?;
                    parts.push((index, self.payload(shape, at_ms)?));
                }
                Ok(Personal::Present { salt, parts })
            }
            _ => Err(PageError::Malformed),
        }
    }

    fn evidence(&mut self, at_ms: i64) -> Result<Vec<Evidence>, PageError> {
        let count = self.count(tracks::EVIDENCE, MAX_EVIDENCE_PER_ENTRY)?;
        self.room.take(count * weight::EVIDENCE)?;
        let mut evidence = Vec::with_capacity(count);
        for _ in 0..count {
            let code = u8::try_from(self.next(tracks::ROLE)?).ok();
            let role = code.and_then(EvidenceRole::from_code).ok_or(PageError::Malformed)?;
            let person = PersonId::from_bytes(self.id(tracks::SIGNER, at_ms)?);
            let key = self.words.next(&mut self.tracks, tracks::KEY)?;
            let key = PersonKey::from_slice(key).ok_or(PageError::Malformed)?;
            evidence.push(Evidence { role, person, key, signature: self.loose.take_bytes()? });
        }
        Ok(evidence)
    }

    /// A payload or personal part, leaf by leaf, never longer than there is room for.
    fn payload(&mut self, shape: usize, at_ms: i64) -> Result<Vec<u8>, PageError> {
        let mut payload = Vec::with_capacity(self.shapes[shape].last_length);
        for at in 0..self.shapes[shape].pieces.len() {
            let (piece, track) = self.shapes[shape].pieces[at];
            let before = payload.len();
            match piece {
                Piece::Same(bytes) => {
                    self.room.holds(bytes.len())?;
                    payload.extend_from_slice(bytes);
                }
                Piece::Number => put_leaf(&mut payload, Leaf::Number(self.next(track)?)),
                Piece::Flag => put_leaf(&mut payload, Leaf::Flag(self.flag(track)?)),
                Piece::Id => put_leaf(&mut payload, Leaf::Id(&self.id(track, at_ms)?)),
                Piece::Text => {
                    self.words.next_text(&mut self.tracks, track, &self.room, &mut self.scratch)?;
                    put_leaf(&mut payload, Leaf::Text(&self.scratch));
                }
                Piece::Bytes | Piece::Whole => {
                    let bytes = self.words.next(&mut self.tracks, track)?;
                    self.room.holds(bytes.len())?;
                    let whole = piece == Piece::Whole;
                    put_leaf(&mut payload, if whole { Leaf::Whole(bytes) } else { Leaf::Bytes(bytes) });
                }
            }
            self.room.take(payload.len() - before)?;
        }
        self.shapes[shape].last_length = payload.len();
        Ok(payload)
    }

    fn id(&mut self, base: usize, at_ms: i64) -> Result<[u8; 16], PageError> {
        let (names, feeds, named) = (self.names, &self.feeds, &mut self.named);
        let outside = |place: Outside| {
            *named = true;
            let index = u32::try_from(place.index).map_err(|_| PageError::Malformed)?;
            let place = SubjectPlace { feed: feeds.id(place.feed)?, seq: place.seq, index };
            names.subject_at(&place).map(|subject| *subject.as_bytes()).ok_or(PageError::Names)
        };
        self.ids.next((&mut self.tracks, &mut self.loose), base, at_ms, outside)
    }

    fn shape(&mut self, track: usize) -> Result<usize, PageError> {
        let number = self.count(track, usize::MAX)?;
        if number < self.shapes.len() { Ok(number) } else { Err(PageError::Malformed) }
    }

    fn next(&mut self, track: usize) -> Result<u64, PageError> {
        self.tracks[track].next()
    }

    fn flag(&mut self, track: usize) -> Result<bool, PageError> {
        match self.next(track)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(PageError::Malformed),
        }
    }

    fn count(&mut self, track: usize, most: usize) -> Result<usize, PageError> {
        let count = self.next(track)?;
        usize::try_from(count).ok().filter(|count| *count <= most).ok_or(PageError::Malformed)
    }

    fn finished(&self) -> Result<(), PageError> {
        self.words.finished()?;
        self.raw.finished()?;
        self.loose.finished()
    }
}
