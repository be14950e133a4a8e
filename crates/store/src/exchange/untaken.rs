//! What a center did not take when it was handed over: remembered, so that it is named and not offered again before
//! something has changed. Local; enters no fold.

use std::collections::{BTreeMap, BTreeSet};

use feed::exchange::{MAX_TIPS, Run, Theirs};
use feed::{Branch, DeviceKey, Scope};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::held::tip;
use crate::StoreError;
use crate::history::feeds::{self, FeedRow};
use crate::history::{entries, signed};
use crate::lineage::Lineage;
use crate::local;
use crate::record::{Remembered, roll};

/// Local setting, beside what the center says it holds.
const SETTING: &str = "center-untaken";
/// Branches remembered. Beyond, the oldest is forgotten: offered again it costs a page.
const MOST: usize = 1_000;
/// Beyond this, entries are not counted.
const MOST_COUNTED: u32 = 10_000;

/// Why a center did not take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum WhyUntaken {
    /// The laptop that wrote it belongs nowhere, by what is known here too: whoever let it in was cut, or had no
    /// right to.
    UnknownLaptop,
    /// Its hub is not in the network.
    HubOutside,
    /// This laptop may not hand it over, or its writer may not write there.
    NotAllowed,
    Unreadable,
    TooLarge,
    /// What comes before it is missing there.
    Gap,
    /// The feed was written in more ways than are kept.
    TooManyBranches,
    /// For a reason this Komora has no name for.
    Other,
}

/// What was not taken of one laptop, for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Untaken {
    /// Whoever wrote it.
    pub device: DeviceKey,
    /// It stands in a control scope: who belongs, not what is in store.
    pub membership: bool,
    /// Acts of the books among the entries.
    pub acts: u32,
    /// Counted up to 10,000 a branch.
    pub entries: u32,
    pub why: WhyUntaken,
}

/// What is not to be offered now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    pub branches: BTreeSet<Branch>,
    /// What the membership rested on when this was asked.
    pub basis: [u8; 32],
}

#[derive(Default, Serialize, Deserialize)]
struct Kept {
    basis: [u8; 32],
    branches: Vec<One>,
}

/// Of one branch.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct One {
    branch: u32,
    /// The first entry that was not taken, and the last one that was held here then.
    first: u64,
    last: u64,
    why: WhyUntaken,
}

/// What was not taken before and is not to be offered again, to a center that says it holds `said`. Forgets what
/// has changed: a branch that has grown or was taken by another way, and all of it where the membership changed,
/// here or there.
///
/// # Errors
/// The database's.
pub fn standing(connection: &Connection, said: &[Theirs]) -> Result<Standing, StoreError> {
    let basis = roll::basis(connection)?;
    let Some(kept) = local::get::<Kept>(connection, SETTING)? else {
        return Ok(Standing { basis, branches: BTreeSet::new() });
    };
    let mut left = Vec::new();
    let mut membership_changed = kept.basis != basis;
    for one in &kept.branches {
        let Some(feed) = feeds::of_branch(connection, one.branch)? else { continue };
        let taken = is_held_there(one, said);
        membership_changed |= taken && feed.feed.scope.is_control();
        if !taken && last_of(connection, &feed, one.branch)? == Some(one.last) {
            left.push(*one);
        }
    }
    if membership_changed {
        left.clear();
    }
    if left.len() < kept.branches.len() {
        keep(connection, basis, &left)?;
    }
    Ok(Standing { basis, branches: left.iter().map(|one| Branch(one.branch)).collect() })
}

/// The center did not take `span`, and so nothing after it on its branch. `basis` is that of the [`Standing`] asked
/// for before anything was offered.
///
/// # Errors
/// The database's.
pub fn note(
    connection: &Connection,
    remembered: &Remembered,
    basis: [u8; 32],
    span: &Run,
    why: WhyUntaken,
) -> Result<(), StoreError> {
    let branch = span.branch.0;
    let feed = feeds::of_branch(connection, branch)?.ok_or_else(entries::damaged)?;
    let why = match why {
        WhyUntaken::NotAllowed => why_not_allowed(connection, remembered, &feed)?,
        other => other,
    };
    let kept: Option<Kept> = local::get(connection, SETTING)?;
    let mut branches = kept.filter(|kept| kept.basis == basis).unwrap_or_default().branches;
    branches.retain(|one| one.branch != branch);
    branches.drain(..(branches.len() + 1).saturating_sub(MOST));
    let last = last_of(connection, &feed, branch)?.unwrap_or(span.until);
    branches.push(One { branch, first: span.after + 1, last, why });
    keep(connection, basis, &branches)
}

/// Nothing is known of what a center takes: it begins anew, or is another one.
///
/// # Errors
/// The database's.
pub fn forget(connection: &Connection) -> Result<(), StoreError> {
    local::remove(connection, SETTING)
}

/// What was not taken when it was last offered, of each laptop.
///
/// # Errors
/// The database's.
pub fn shown(connection: &Connection) -> Result<Vec<Untaken>, StoreError> {
    let kept: Kept = local::get(connection, SETTING)?.unwrap_or_default();
    let mut of_laptops: BTreeMap<(DeviceKey, bool, WhyUntaken), (u32, u32)> = BTreeMap::new();
    for one in &kept.branches {
        let Some(feed) = feeds::of_branch(connection, one.branch)? else { continue };
        let (acts, entries) = count(connection, &feed, one)?;
        let of = (feed.feed.device, feed.feed.scope.is_control(), one.why);
        let all = of_laptops.entry(of).or_default();
        *all = (all.0.saturating_add(acts), all.1.saturating_add(entries));
    }
    let told =
        |((device, membership, why), (acts, entries))| Untaken { device, membership, acts, entries, why };
    Ok(of_laptops.into_iter().map(told).collect())
}

fn keep(connection: &Connection, basis: [u8; 32], branches: &[One]) -> Result<(), StoreError> {
    match branches {
        [] => forget(connection),
        some => local::set(connection, SETTING, &Kept { basis, branches: some.to_vec() }),
    }
}

fn is_held_there(one: &One, said: &[Theirs]) -> bool {
    let tips = said.iter().flat_map(|theirs| theirs.tips.iter().chain(&theirs.ladder));
    tips.filter_map(|tip| tip.held).any(|at| at.branch.0 == one.branch && at.seq >= one.first)
}

fn last_of(connection: &Connection, feed: &FeedRow, branch: u32) -> Result<Option<u64>, StoreError> {
    Ok(tip(connection, feed, branch)?.map(|tip| tip.seq))
}

/// A center says no more than "not allowed": the likeliest reason by what is known here.
fn why_not_allowed(
    connection: &Connection,
    remembered: &Remembered,
    feed: &FeedRow,
) -> Result<WhyUntaken, StoreError> {
    let roll = roll::load(connection, &mut Lineage::default(), remembered)?;
    let membership = &roll.membership;
    let (scope, device) = (feed.feed.scope, feed.feed.device);
    if let Scope::Roster(hub) = scope
        && !membership.hubs().any(|known| known == hub)
    {
        return Ok(WhyUntaken::HubOutside);
    }
    let belongs = scope
        .governors()
        .any(|governor| membership.devices().any(|(of, known, _)| of == governor && known == device));
    let registers = scope.is_control() && membership.registrars().any(|(_, known, _)| known == device);
    Ok(match belongs || registers {
        false => WhyUntaken::UnknownLaptop,
        true if feeds::branches(connection, feed.n)?.len() > MAX_TIPS => WhyUntaken::TooManyBranches,
        true => WhyUntaken::NotAllowed,
    })
}

/// Acts and entries that were not taken.
fn count(connection: &Connection, feed: &FeedRow, one: &One) -> Result<(u32, u32), StoreError> {
    let mut statement = connection.prepare_cached(
        "select coalesce(sum(lead = 1), 0), count(*) from
         (select lead from entry where feed = ?1 and branch = ?2 and seq >= ?3 and status <> 1 limit ?4)",
    )?;
    let of = (feed.n, one.branch, signed(one.first), MOST_COUNTED);
    Ok(statement.query_row(of, |row| Ok((row.get(0)?, row.get(1)?)))?)
}
