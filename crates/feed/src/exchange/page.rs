//! Pages: a bounded number of spans as they travel.

use std::collections::BTreeSet;

use super::bytes::{Reader, put_measured, put_number};
use super::frame::{self, Chain, Frame, Raw};
use super::names::{Names, NoNames};
use super::weight;
use crate::verify::Span;

/// A page as it travels is no longer.
pub const MAX_PAGE_BYTES: usize = 4 * 1024 * 1024;

/// Entries of a page.
pub const MAX_PAGE_ENTRIES: usize = 5_000;

/// What the entries of a page weigh before they are packed, in bytes. Lies below [`MAX_PAGE_BYTES`], so that
/// whatever came in a page can go on in a page, even where nothing can be pressed.
pub const MAX_PAGE_CONTENT: usize = 3_840 * 1024;

/// Unpacked, a page is not much longer than what it holds.
const MAX_UNPACKED: usize = MAX_PAGE_BYTES + 256 * 1024;

/// Of the form of pages; a newer one is refused by number.
const VERSION: u8 = 1;

/// How the text of a page stands in it: an act sent alone is shorter as it is.
const PLAIN: u64 = 0;
const PRESSED: u64 = 1;

/// Chosen by measuring: see docs/decisions/0009.
const LEVEL: i32 = 3;

/// Why a page cannot be made or read. Nothing of it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    #[error("the page is of form {found}, this program reads form {VERSION}")]
    Version { found: u8 },
    #[error("the page is longer than {MAX_PAGE_BYTES} bytes")]
    TooLong,
    #[error("the page holds more than {MAX_PAGE_ENTRIES} entries or {MAX_PAGE_CONTENT} bytes")]
    TooMuch,
    #[error("the page is malformed")]
    Malformed,
    #[error("the page names subjects that are not known here: send it again without names")]
    Names,
    #[error("the spans are no runs of a feed's entries")]
    NotARun,
}

/// The spans as one page. `names` speaks for the side that will read it.
///
/// # Errors
/// The spans are more than a page may hold, or are no runs of their feeds. A [`Pager`](super::Pager) fed with
/// what [`verify`](crate::verify) let through gives no such page.
pub fn encode_page(spans: &[Span], names: &dyn Names) -> Result<Vec<u8>, PageError> {
    if !spans.iter().all(is_run) {
        return Err(PageError::NotARun);
    }
    let entries: usize = spans.iter().map(|span| span.entries.len()).sum();
    let content: usize = spans.iter().map(weight::of_span).sum();
    if entries > MAX_PAGE_ENTRIES || content > MAX_PAGE_CONTENT {
        return Err(PageError::TooMuch);
    }
    let page = pressed(&rebuilding(spans, names))?;
    if page.len() > MAX_PAGE_BYTES { Err(PageError::TooLong) } else { Ok(page) }
}

/// The spans of a page, not yet verified. `names` speaks for the side that reads.
///
/// # Errors
/// The page is longer or holds more than it may, is malformed, or names what is not known here.
pub fn decode_page(page: &[u8], names: &dyn Names) -> Result<Vec<Span>, PageError> {
    if page.len() > MAX_PAGE_BYTES {
        return Err(PageError::TooLong);
    }
    let (&version, rest) = page.split_first().ok_or(PageError::Malformed)?;
    if version != VERSION {
        return Err(PageError::Version { found: version });
    }
    let mut reader = Reader(rest);
    let text = match (reader.number()?, reader.measured()?) {
        (PLAIN, text) => text.to_vec(),
        (PRESSED, text) => unpack(text)?,
        _ => return Err(PageError::Malformed),
    };
    frame::read(&Frame { text, bits: reader.0.to_vec() }, names, &Chain::Hashed)
}

/// A frame that gives back exactly these spans: what would not come back the same goes as it is.
fn rebuilding(spans: &[Span], names: &dyn Names) -> Frame {
    let mut raw = BTreeSet::new();
    for _ in 0..2 {
        let frame = frame::write(spans, names, &Raw::These(raw.clone()));
        let Ok(back) = frame::read(&frame, names, &Chain::Known(spans)) else { break };
        if back == spans {
            return frame;
        }
        let entries =
            |spans: &[Span]| spans.iter().flat_map(|span| &span.entries).cloned().collect::<Vec<_>>();
        let pairs = entries(spans).into_iter().zip(entries(&back)).enumerate();
        raw.extend(pairs.filter(|(_, (sent, back))| sent != back).map(|(number, _)| number));
    }
    frame::write(spans, &NoNames, &Raw::All)
}

/// What a page leaves out because it follows from the rest must indeed follow.
fn is_run(span: &Span) -> bool {
    let id = span.feed.id();
    let first = span.entries.first().map_or(1, |entry| entry.header.seq);
    let whole = (first..).zip(&span.entries).all(|(seq, entry)| {
        entry.header.feed == id && entry.header.seq == seq && entry.header.events.len() == entry.payload.len()
    });
    let last = span.entries.last().map(|entry| entry.header.seq);
    whole
        && span.entries.len() == span.evidence.len()
        && span.feed.scope.check().is_ok()
        && (span.seal.feed, Some(span.seal.seq)) == (id, last)
}

fn pressed(frame: &Frame) -> Result<Vec<u8>, PageError> {
    if frame.text.len() > MAX_UNPACKED {
        return Err(PageError::TooMuch);
    }
    let pressed = zstd::bulk::compress(&frame.text, LEVEL).map_err(|_| PageError::TooMuch)?;
    let mut page = vec![VERSION];
    let shorter = pressed.len() < frame.text.len();
    put_number(&mut page, if shorter { PRESSED } else { PLAIN });
    put_measured(&mut page, if shorter { &pressed } else { &frame.text });
    page.extend_from_slice(&frame.bits);
    Ok(page)
}

/// The declared size is believed only as far as it is allowed, and then it is the end.
fn unpack(packed: &[u8]) -> Result<Vec<u8>, PageError> {
    let declared = zstd::zstd_safe::get_frame_content_size(packed).map_err(|_| PageError::Malformed)?;
    let declared = usize::try_from(declared.ok_or(PageError::Malformed)?).map_err(|_| PageError::TooMuch)?;
    if declared > MAX_UNPACKED {
        return Err(PageError::TooMuch);
    }
    zstd::bulk::decompress(packed, declared).map_err(|_| PageError::Malformed)
}
