//! The history as others get it: runs of entries under the seals they came with.

use feed::{Head, Seal, Span};
use rusqlite::Connection;

use super::{entries, feeds};
use crate::StoreError;
use crate::lineage::Lineage;

/// All of a feed that is held and not parked, branch by branch, cut at its seals. What no seal covers yet
/// is left out.
pub fn spans(connection: &Connection, feed: &feed::FeedId) -> Result<Vec<Span>, StoreError> {
    let mut lineage = Lineage::default();
    let Some(row) = lineage.feed(connection, feed)? else { return Ok(Vec::new()) };
    let mut statement = connection.prepare(
        "select n, seq, hash, seal, header, payload, personal from entry
         where feed = ?1 and branch = ?2 and status <> 1 order by seq",
    )?;
    let mut spans = Vec::new();
    for branch in lineage.branches(connection, feed)? {
        let (mut run, mut evidence) = (Vec::new(), Vec::new());
        let mut rows = statement.query((row.n, branch.n))?;
        while let Some(found) = rows.next()? {
            run.push(entries::entry_at(found, 4)??);
            evidence.push(entries::evidence(connection, found.get(0)?)?);
            let Some(signature) = found.get::<_, Option<[u8; 64]>>(3)? else { continue };
            let (seq, hash) = (super::unsigned(found.get(1)?), feed::Hash::from_bytes(found.get(2)?));
            spans.push(Span {
                feed: row.feed.clone(),
                entries: std::mem::take(&mut run),
                evidence: std::mem::take(&mut evidence),
                seal: Seal { feed: *feed, seq, hash, signature },
            });
        }
    }
    Ok(spans)
}

/// Every feed held, with the last entry of each of its branches that is not parked: what this store can
/// offer.
pub fn heads(connection: &Connection) -> Result<Vec<Head>, StoreError> {
    let mut statement = connection
        .prepare("select hash, max(seq) from entry where feed = ?1 and branch = ?2 and status <> 1")?;
    let mut heads = Vec::new();
    for feed in feeds::all(connection)? {
        for branch in feeds::branches(connection, feed.n)? {
            heads.push(statement.query_row((feed.n, branch.n), |row| {
                Ok(Head {
                    feed: feed.id,
                    seq: super::unsigned(row.get(1)?),
                    hash: feed::Hash::from_bytes(row.get(0)?),
                })
            })?);
        }
    }
    Ok(heads)
}
