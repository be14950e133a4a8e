//! The history as others get it: runs of entries under the seals they came with.

use feed::exchange::Run;
use feed::{Branch, FeedId, Hash, Seal, Span};
use rusqlite::{Connection, Row};

use crate::StoreError;
use crate::history::{entries, feeds, signed, unsigned};

/// How much is taken at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Portion {
    pub entries: usize,
    /// Of headers, payloads and personal parts together.
    pub bytes: usize,
}

impl Portion {
    /// Without an end.
    pub const ALL: Self = Self { entries: usize::MAX, bytes: usize::MAX };
}

/// The entries of a run, cut where their seals stand: as many as the portion allows, and at least to the
/// first seal. What no seal covers is left out. Empty when there is nothing (left) of the run.
///
/// # Errors
/// The database's.
pub fn run(connection: &Connection, run: &Run, portion: Portion) -> Result<Vec<Span>, StoreError> {
    let Some(feed) = feeds::by_id(connection, &run.feed)? else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached(
        "select n, seq, hash, seal, header, payload, personal from entry
         where feed = ?1 and branch = ?2 and seq > ?3 and seq <= ?4 and status <> 1 order by seq",
    )?;
    let mut rows = statement.query((feed.n, run.branch.0, signed(run.after), signed(run.until)))?;
    let (mut spans, mut entries, mut evidence) = (Vec::new(), Vec::new(), Vec::new());
    let (mut taken, mut bytes) = (0, 0);
    while let Some(row) = rows.next()? {
        taken += 1;
        bytes += length(row)?;
        if !spans.is_empty() && (taken > portion.entries || bytes > portion.bytes) {
            break;
        }
        entries.push(entries::entry_at(row, 4)??);
        evidence.push(entries::evidence(connection, row.get(0)?)?);
        if let Some(signature) = row.get::<_, Option<[u8; 64]>>(3)? {
            let (seq, hash) = (unsigned(row.get(1)?), Hash::from_bytes(row.get(2)?));
            spans.push(Span {
                feed: feed.feed.clone(),
                entries: std::mem::take(&mut entries),
                evidence: std::mem::take(&mut evidence),
                seal: Seal { feed: run.feed, seq, hash, signature },
            });
        }
    }
    Ok(spans)
}

/// A run cut where seals stand in it: the least of it that can be handed over by itself.
///
/// # Errors
/// The database's.
pub fn pieces(connection: &Connection, run: &Run) -> Result<Vec<Run>, StoreError> {
    let Some(feed) = feeds::by_id(connection, &run.feed)? else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached(
        "select seq from entry where feed = ?1 and branch = ?2 and seq > ?3 and seq <= ?4
         and seal is not null and status <> 1 order by seq",
    )?;
    let of = (feed.n, run.branch.0, signed(run.after), signed(run.until));
    let seals = statement.query_map(of, |row| Ok(unsigned(row.get(0)?)))?;
    let (mut pieces, mut after) = (Vec::new(), run.after);
    for seal in seals {
        let until = seal?;
        pieces.push(Run { after, until, ..*run });
        after = until;
    }
    Ok(pieces)
}

/// All of a feed that is held and sealed, branch by branch.
///
/// # Errors
/// The database's.
pub fn spans(connection: &Connection, feed: &FeedId) -> Result<Vec<Span>, StoreError> {
    let Some(row) = feeds::by_id(connection, feed)? else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for branch in feeds::branches(connection, row.n)? {
        let whole = Run { feed: *feed, branch: Branch(branch.n), after: 0, until: feed::MAX_SEQ };
        all.extend(run(connection, &whole, Portion::ALL)?);
    }
    Ok(all)
}

fn length(row: &Row<'_>) -> Result<usize, StoreError> {
    let personal = row.get_ref(6)?.as_blob_or_null()?.map_or(0, <[u8]>::len);
    Ok(row.get_ref(4)?.as_blob()?.len() + row.get_ref(5)?.as_blob()?.len() + personal)
}
