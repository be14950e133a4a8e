//! What is held of each feed, and where the other side's heads stand in it.

use std::collections::BTreeSet;

use feed::exchange::{Have, HeldBranch, HeldFeed, Holdings, Resolved, Theirs, Tip, ladder};
use feed::{Branch, FeedId, Hash, Head, Position, Scope};
use rusqlite::{Connection, OptionalExtension};

use crate::StoreError;
use crate::history::feeds::{self, FeedRow};
use crate::history::{signed, unsigned};
use crate::lineage::Lineage;

/// The feeds of the scopes `wanted` of which anything is held and sealed, in order of arrival.
///
/// # Errors
/// The database's.
pub fn held(connection: &Connection, wanted: &dyn Fn(&Scope) -> bool) -> Result<Vec<HeldFeed>, StoreError> {
    let mut found = Vec::new();
    for row in feeds::all(connection)?.into_iter().filter(|row| wanted(&row.feed.scope)) {
        let mut branches = Vec::new();
        for branch in feeds::branches(connection, row.n)? {
            let Some(tip) = tip(connection, &row, branch.n)? else { continue };
            branches.push(HeldBranch {
                branch: Branch(branch.n),
                parent: branch.parent.map(Branch),
                first: unsigned(branch.first_seq),
                tip: tip.seq,
            });
        }
        if !branches.is_empty() {
            found.push(HeldFeed { feed: row.id, scope: row.feed.scope, branches });
        }
    }
    Ok(found)
}

/// What is said to the other side: the last sealed entry of each branch in the scopes `wanted`, and for the
/// feeds in `ladders` older entries by which it finds where branches part.
///
/// # Errors
/// The database's.
pub fn holdings(
    connection: &Connection,
    wanted: &dyn Fn(&Scope) -> bool,
    ladders: &BTreeSet<FeedId>,
) -> Result<Holdings, StoreError> {
    let mut haves = Vec::new();
    for row in feeds::all(connection)?.into_iter().filter(|row| wanted(&row.feed.scope)) {
        let (mut tips, mut steps) = (BTreeSet::new(), BTreeSet::new());
        for branch in feeds::branches(connection, row.n)? {
            let Some(tip) = tip(connection, &row, branch.n)? else { continue };
            tips.insert(tip);
            if ladders.contains(&row.id) {
                for seq in ladder(tip.seq) {
                    steps.extend(at(connection, &row, branch.n, seq)?);
                }
            }
        }
        if !tips.is_empty() {
            let (tips, steps): (Vec<Tip>, Vec<Tip>) =
                (tips.into_iter().collect(), steps.into_iter().collect());
            haves.push(Have { feed: row.id, tips: tips.into(), ladder: steps.into() });
        }
    }
    haves.sort_unstable_by_key(|have| have.feed);
    Ok(Holdings { haves: haves.into(), ladders_wanted: Vec::new().into() })
}

/// What the other side said, with the place each head has here.
///
/// # Errors
/// The database's.
pub fn theirs(connection: &Connection, said: &Holdings) -> Result<Vec<Theirs>, StoreError> {
    let mut lineage = Lineage::default();
    let mut found = Vec::with_capacity(said.haves.0.len());
    for have in &said.haves.0 {
        let mut resolve = |tips: &[Tip]| -> Result<Vec<Resolved>, StoreError> {
            tips.iter()
                .map(|tip| {
                    let head = Head { feed: have.feed, seq: tip.seq, hash: tip.hash };
                    let at = lineage.held(connection, &head)?;
                    let held = at.map(|at| Position { branch: Branch(at.branch), seq: at.seq });
                    Ok(Resolved { tip: *tip, held })
                })
                .collect()
        };
        let (tips, ladder) = (resolve(&have.tips.0)?, resolve(&have.ladder.0)?);
        found.push(Theirs { feed: have.feed, tips, ladder });
    }
    Ok(found)
}

/// The last sealed entry of each branch of each feed: what this store can offer.
///
/// # Errors
/// The database's.
pub fn heads(connection: &Connection) -> Result<Vec<Head>, StoreError> {
    let said = holdings(connection, &|_| true, &BTreeSet::new())?;
    let of = |have: &Have| {
        let feed = have.feed;
        have.tips.0.iter().map(move |tip| Head { feed, seq: tip.seq, hash: tip.hash }).collect::<Vec<_>>()
    };
    Ok(said.haves.0.iter().flat_map(of).collect())
}

/// The last sealed entry of a branch.
pub(super) fn tip(connection: &Connection, feed: &FeedRow, branch: u32) -> Result<Option<Tip>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select seq, hash from entry
         where feed = ?1 and branch = ?2 and seal is not null and status <> 1 order by seq desc limit 1",
    )?;
    Ok(statement.query_row((feed.n, branch), read).optional()?)
}

fn at(connection: &Connection, feed: &FeedRow, branch: u32, seq: u64) -> Result<Option<Tip>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select seq, hash from entry where feed = ?1 and seq = ?3 and branch = ?2 and status <> 1",
    )?;
    Ok(statement.query_row((feed.n, branch, signed(seq)), read).optional()?)
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Tip> {
    Ok(Tip { seq: unsigned(row.get(0)?), hash: Hash::from_bytes(row.get(1)?) })
}
