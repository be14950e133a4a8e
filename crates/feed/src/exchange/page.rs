//! Pages: a bounded number of spans as they travel.

use super::bytes::{Reader, put_measured, put_number};
use super::names::Names;
use super::weight;
use crate::entry::Entry;
use crate::evidence::Evidence;
use crate::scope::Feed;
use crate::seal::Seal;
use crate::verify::{MAX_EVIDENCE_PER_ENTRY, Span};

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
pub fn encode_page(spans: &[Span], _names: &dyn Names) -> Result<Vec<u8>, PageError> {
    let mut text = Vec::new();
    put_number(&mut text, spans.len() as u64);
    for span in spans {
        put_measured(&mut text, &span.feed.to_bytes());
        put_number(&mut text, span.entries.len() as u64);
        for (entry, evidence) in span.entries.iter().zip(&span.evidence) {
            put_measured(&mut text, &entry.to_bytes());
            put_number(&mut text, evidence.len() as u64);
            for one in evidence {
                put_measured(&mut text, &one.to_bytes());
            }
        }
        put_measured(&mut text, &span.seal.to_bytes());
    }
    if spans.iter().map(weight::of_span).sum::<usize>() > MAX_PAGE_CONTENT
        || spans.iter().map(|span| span.entries.len()).sum::<usize>() > MAX_PAGE_ENTRIES
    {
        return Err(PageError::TooMuch);
    }
    let mut page = vec![VERSION];
    page.extend(zstd::bulk::compress(&text, LEVEL).map_err(|_| PageError::TooMuch)?);
    if page.len() > MAX_PAGE_BYTES { Err(PageError::TooLong) } else { Ok(page) }
}

/// The spans of a page, not yet verified. `names` speaks for the side that reads.
///
/// # Errors
/// The page is longer or holds more than it may, is malformed, or names what is not known here.
pub fn decode_page(page: &[u8], _names: &dyn Names) -> Result<Vec<Span>, PageError> {
    if page.len() > MAX_PAGE_BYTES {
        return Err(PageError::TooLong);
    }
    let (&version, packed) = page.split_first().ok_or(PageError::Malformed)?;
    if version != VERSION {
        return Err(PageError::Version { found: version });
    }
    let text = unpack(packed)?;
    let mut reader = Reader(&text);
    let mut room = Room { entries: MAX_PAGE_ENTRIES, content: MAX_PAGE_CONTENT };
    let count = reader.count(MAX_PAGE_ENTRIES)?;
    let mut spans = Vec::new();
    for _ in 0..count {
        spans.push(span(&mut reader, &mut room)?);
    }
    reader.finished()?;
    Ok(spans)
}

struct Room {
    entries: usize,
    content: usize,
}

fn span(reader: &mut Reader<'_>, room: &mut Room) -> Result<Span, PageError> {
    let feed = Feed::from_bytes(reader.measured()?).map_err(|_| PageError::Malformed)?;
    let count = reader.count(room.entries)?;
    room.entries -= count;
    let (mut entries, mut evidence) = (Vec::new(), Vec::new());
    for _ in 0..count {
        let entry = Entry::from_bytes(reader.measured()?).map_err(|_| PageError::Malformed)?;
        let mut beside = Vec::new();
        for _ in 0..reader.count(MAX_EVIDENCE_PER_ENTRY)? {
            beside.push(Evidence::from_bytes(reader.measured()?).map_err(|_| PageError::Malformed)?);
        }
        let weight = weight::of_entry(&entry, &beside);
        room.content = room.content.checked_sub(weight).ok_or(PageError::TooMuch)?;
        entries.push(entry);
        evidence.push(beside);
    }
    let seal = Seal::from_bytes(reader.measured()?).map_err(|_| PageError::Malformed)?;
    Ok(Span { feed, entries, evidence, seal })
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
