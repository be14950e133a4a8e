//! Who else holds what: told by the others, proved by the center's receipts. Local; enters no fold.

use std::collections::BTreeSet;

use feed::exchange::{Have, Holdings, Receipt, Run, Theirs, Tip};
use feed::{ActId, CenterKey, DeviceKey, Hash, Head, Scope};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::StoreError;
use crate::history::{feeds, signed, unsigned};
use crate::lineage::Lineage;

/// How far an act has travelled, as far as this laptop knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// Nobody else is known to have it.
    Here,
    /// Another laptop said it has it.
    Elsewhere,
    /// The center signed for it.
    Center,
}

/// What the center has not signed for yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Acts, counted up to [`MOST_COUNTED`].
    pub acts: u32,
    /// When the oldest of them was done, by the clock of whoever did it; UTC ms.
    pub oldest_ms: Option<i64>,
}

/// Beyond this, more acts are not counted.
pub const MOST_COUNTED: u32 = 10_000;

const DEVICE: i64 = 1;
const CENTER: i64 = 2;

/// Another device said it holds these; a head that is not held here says nothing.
///
/// # Errors
/// The database's.
pub fn told(
    connection: &Connection,
    device: &DeviceKey,
    heads: &[Head],
    at_ms: i64,
) -> Result<(), StoreError> {
    note(connection, device.as_bytes(), DEVICE, heads, at_ms, None)
}

/// The center signed for these. Check the signature before; receipts that prove nothing more are let go.
///
/// # Errors
/// The database's.
pub fn proved(connection: &Connection, receipt: &Receipt) -> Result<(), StoreError> {
    connection.prepare_cached("insert into receipt (receipt) values (?1)")?.execute([receipt.to_bytes()])?;
    let n = connection.last_insert_rowid();
    note(connection, receipt.center.as_bytes(), CENTER, &receipt.heads, receipt.at_ms, Some(n))?;
    connection
        .prepare_cached(
            "delete from receipt where n not in (select receipt from reached where receipt is not null)",
        )?
        .execute([])?;
    Ok(())
}

/// The center itself said that it holds these, or sent them: good enough for what others wrote. What this
/// laptop wrote counts as held there when it is signed for.
///
/// # Errors
/// The database's.
pub fn given(
    connection: &Connection,
    center: &CenterKey,
    said: &[Theirs],
    at_ms: i64,
) -> Result<(), StoreError> {
    let mut heads = Vec::new();
    for one in said {
        let Some(row) = feeds::by_id(connection, &one.feed)? else { continue };
        if row.own == feeds::OTHERS {
            let held = one.tips.iter().filter(|tip| tip.held.is_some());
            heads.extend(held.map(|tip| Head { feed: one.feed, seq: tip.tip.seq, hash: tip.tip.hash }));
        }
    }
    note(connection, center.as_bytes(), CENTER, &heads, at_ms, None)
}

/// Of what this laptop wrote and the center says it holds: the ends for which no receipt is here. Handed over
/// again, each is signed for.
///
/// # Errors
/// The database's.
pub fn unproved(
    connection: &Connection,
    center: &CenterKey,
    said: &[Theirs],
) -> Result<Vec<Run>, StoreError> {
    let mut proved = connection.prepare_cached(
        "select exists (select 1 from reached where party = ?1 and branch = ?2 and seq >= ?3
                        and receipt is not null)",
    )?;
    let mut runs = Vec::new();
    for one in said {
        let Some(row) = feeds::by_id(connection, &one.feed)? else { continue };
        if row.own == feeds::OTHERS {
            continue;
        }
        for at in one.tips.iter().filter_map(|tip| tip.held) {
            let key = (center.as_bytes(), at.branch.0, signed(at.seq));
            if !proved.query_row(key, |row| row.get::<_, bool>(0))? {
                runs.push(Run { feed: one.feed, branch: at.branch, after: at.seq - 1, until: at.seq });
            }
        }
    }
    Ok(runs)
}

/// Forgets what a center signed: it was rolled back and has to be given everything again.
///
/// # Errors
/// The database's.
pub fn forget(connection: &Connection, party: &[u8; 32]) -> Result<(), StoreError> {
    connection.prepare_cached("delete from reached where party = ?1")?.execute([party])?;
    Ok(())
}

fn note(
    connection: &Connection,
    party: &[u8; 32],
    kind: i64,
    heads: &[Head],
    at_ms: i64,
    receipt: Option<i64>,
) -> Result<(), StoreError> {
    let mut lineage = Lineage::default();
    let mut statement = connection.prepare_cached(
        "insert into reached (party, branch, kind, seq, at_ms, receipt) values (?1, ?2, ?3, ?4, ?5, ?6)
         on conflict (party, branch) do update set seq = ?4, at_ms = ?5, receipt = ?6 where seq <= ?4",
    )?;
    for head in heads {
        if let Some(at) = lineage.held(connection, head)? {
            statement.execute((party, at.branch, kind, signed(at.seq), at_ms, receipt))?;
        }
    }
    Ok(())
}

/// What each of `parties` is known to hold, as one that holds no more would say it. Nothing for no parties.
///
/// # Errors
/// The database's.
pub fn held_by_all(connection: &Connection, parties: &[DeviceKey]) -> Result<Holdings, StoreError> {
    let mut reached = connection.prepare_cached(
        "select r.seq, e.hash from reached r join entry e on e.feed = ?3 and e.branch = ?2 and e.seq = r.seq
         where r.party = ?1 and r.branch = ?2 and e.status <> 1",
    )?;
    let mut haves = Vec::new();
    for row in feeds::all(connection)? {
        let mut tips = BTreeSet::new();
        for branch in feeds::branches(connection, row.n)? {
            let mut least: Option<Tip> = None;
            for party in parties {
                let read = |found: &Row<'_>| {
                    Ok(Tip { seq: unsigned(found.get(0)?), hash: Hash::from_bytes(found.get(1)?) })
                };
                let Some(tip) = reached.query_row((party.as_bytes(), branch.n, row.n), read).optional()?
                else {
                    least = None;
                    break;
                };
                least = Some(least.map_or(tip, |least| least.min(tip)));
            }
            tips.extend(least);
        }
        if !tips.is_empty() {
            let tips: Vec<Tip> = tips.into_iter().collect();
            haves.push(Have { feed: row.id, tips: tips.into(), ladder: Vec::new().into() });
        }
    }
    haves.sort_unstable_by_key(|have| have.feed);
    Ok(Holdings { haves: haves.into(), ladders_wanted: Vec::new().into() })
}

/// How far an act has travelled: as far as the entry of it that travelled least. `Here` for one that is not
/// held.
///
/// # Errors
/// The database's.
pub fn of_act(connection: &Connection, act: &ActId) -> Result<Reach, StoreError> {
    let mut statement = connection.prepare_cached(
        "select coalesce(min(coalesce((select max(r.kind) from reached r
                                       where r.branch = e.branch and r.seq >= e.seq), 0)), 0)
         from entry e where e.act = ?1 and e.status <> 1",
    )?;
    Ok(match statement.query_row([act.as_bytes()], |row| row.get(0))? {
        CENTER => Reach::Center,
        DEVICE => Reach::Elsewhere,
        _ => Reach::Here,
    })
}

/// Acts of the books in the scopes `wanted` that no center is known to hold.
///
/// # Errors
/// The database's.
pub fn waiting(connection: &Connection, wanted: &dyn Fn(&Scope) -> bool) -> Result<Waiting, StoreError> {
    let mut all = Waiting::default();
    let mut statement = connection.prepare_cached(
        "select count(*), min(at_ms) from
         (select at_ms from entry where feed = ?1 and branch = ?2 and lead = 1 and status <> 1
          and seq > (select coalesce(max(seq), 0) from reached where branch = ?2 and kind = 2) limit ?3)",
    )?;
    for row in feeds::all(connection)?.into_iter().filter(|row| wanted(&row.feed.scope)) {
        for branch in feeds::branches(connection, row.n)? {
            let left = MOST_COUNTED.saturating_sub(all.acts);
            let (acts, oldest): (u32, Option<i64>) =
                statement.query_row((row.n, branch.n, left), |found| Ok((found.get(0)?, found.get(1)?)))?;
            all.acts += acts;
            all.oldest_ms = [all.oldest_ms, oldest].into_iter().flatten().min();
        }
    }
    Ok(all)
}

/// The newest receipt of a center, and when it was signed (UTC ms, the center's clock).
///
/// # Errors
/// The database's.
pub fn last_receipt_ms(connection: &Connection) -> Result<Option<i64>, StoreError> {
    let mut statement = connection.prepare_cached("select max(at_ms) from reached where kind = 2")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}
