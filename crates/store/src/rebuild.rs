//! All folded tables dropped and made again from the history.

use std::collections::HashMap;

use feed::{Branch, Clock, Entry, Header, OrderKey, Personal, Position};
use rusqlite::{Connection, Row};

use crate::StoreError;
use crate::folding::slots::order_key_at;
use crate::folding::{Folding, Occurrence, Subjects};
use crate::history::entries;
use crate::lineage::{Lineage, Spot};
use crate::projection::{self, discrepancy};
use crate::record::Remembered;
use crate::record::roll;

/// Entries between two words about progress.
pub(crate) const STRIDE: u64 = 4096;

/// Told how many entries of how many are done; false asks to stop.
pub type GoOn<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

/// Folds everything again, in the caller's transaction.
///
/// # Errors
/// [`StoreError::Stopped`], the database refuses, or the history does not read: roll back.
pub fn rebuild(
    transaction: &Connection,
    remembered: &Remembered,
    progress: GoOn<'_>,
) -> Result<(), StoreError> {
    projection::make_tables(transaction)?;
    let mut lineage = Lineage::default();
    let roll = roll::load(transaction, &mut lineage, remembered)?;
    let mut folding = fold_all(transaction, &mut lineage, &roll.membership, progress)?;
    let mut afterwards = folding.write_rows(transaction, &mut lineage, &roll.membership)?;
    projection::complete(transaction)?;
    roll::write_erased(transaction, &roll)?;
    let mut claims: HashMap<_, u32> = HashMap::new();
    for claim in &afterwards.identities {
        *claims.entry(claim.clone()).or_default() += 1;
    }
    afterwards.identities =
        claims.into_iter().filter(|(_, count)| *count > 1).map(|(claim, _)| claim).collect();
    afterwards.identities.sort_unstable();
    for (feed, scope, fork) in discrepancy::forks(transaction)? {
        folding.forked(feed, scope, fork);
    }
    folding.look_again(transaction, &afterwards)?;
    remembered.keep(&roll);
    Ok(())
}

/// Rebuilds if the tables come from another version of the fold, or were never made. Call it after
/// opening, before anything else.
pub fn bring_up_to_date(
    transaction: &Connection,
    remembered: &Remembered,
    progress: GoOn<'_>,
) -> Result<bool, StoreError> {
    if projection::is_current(transaction)? {
        return Ok(false);
    }
    rebuild(transaction, remembered, progress)?;
    Ok(true)
}

/// Folds all entries that stand, in memory. They come in order of arrival, which is an order of
/// causality; what did not come in fold order is folded anew by subject.
pub(crate) fn fold_all(
    connection: &Connection,
    lineage: &mut Lineage,
    membership: &feed::Membership,
    progress: GoOn<'_>,
) -> Result<Folding, StoreError> {
    let mut folding = Folding::from_nothing(Subjects::all(connection)?);
    let total =
        connection.query_row("select coalesce(max(n), 0) from entry", [], |row| row.get::<_, i64>(0))?;
    let total = total.unsigned_abs();
    let mut statement = connection.prepare(
        "select e.depth, f.feed_id, e.seq, e.hash, e.n, f.scope, e.branch, e.clock,
                e.header, e.payload, e.personal
         from entry e join feed f on f.n = e.feed where e.status = 0 order by e.n",
    )?;
    let mut rows = statement.query([])?;
    let mut done = 0;
    while let Some(row) = rows.next()? {
        let n: i64 = row.get(4)?;
        let order = order_key_at(row, 0)?;
        let clock_row: i64 = row.get(7)?;
        let base = lineage.stored_clock(connection, clock_row)?;
        let spot = spot(order, Branch(row.get(6)?), clock_row, &base);
        let entry = trusted(row, 8)??;
        let occurrence = Occurrence::of(n, row.get(5)?, &spot, &entry);
        folding.apply(connection, lineage, membership, &occurrence)?;
        done += 1;
        if done % STRIDE == 0 && !progress(n.unsigned_abs(), total) {
            return Err(StoreError::Stopped);
        }
    }
    if !progress(total, total) {
        return Err(StoreError::Stopped);
    }
    Ok(folding)
}

pub(crate) fn spot(order: OrderKey, branch: Branch, clock_row: i64, base: &Clock) -> Spot {
    let position = Position { branch, seq: order.seq };
    let clock = Clock::advance(Some(base), &[], position);
    Spot { position, depth: order.depth, clock_row, clock, order }
}

/// An entry as stored. Its bytes were checked before they were kept, and every page of the file is
/// authenticated: only [`verify`](crate::verify) asks again whether they are canonical.
fn trusted(row: &Row<'_>, column: usize) -> rusqlite::Result<Result<Entry, StoreError>> {
    let header = minicbor::decode::<Header>(row.get_ref(column)?.as_blob()?);
    let payload = payload(row.get_ref(column + 1)?.as_blob()?);
    let personal = match row.get_ref(column + 2)?.as_blob_or_null()? {
        Some(bytes) => minicbor::decode::<Personal>(bytes).ok(),
        None => Some(Personal::None),
    };
    Ok(match (header, payload, personal) {
        (Ok(header), Some(payload), Some(personal)) if header.events.len() == payload.len() => {
            Ok(Entry { header, payload, personal })
        }
        _ => Err(entries::damaged()),
    })
}

fn payload(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut decoder = minicbor::Decoder::new(bytes);
    let count = decoder.array().ok().flatten()?;
    (0..count).map(|_| decoder.bytes().ok().map(<[u8]>::to_vec)).collect()
}
