//! Where a run of entries belongs among the branches held.

use feed::{Hash, Verified};

use crate::error::CenterError;
use crate::index::Held;

/// Hashes of entries held, by branch and number.
pub trait Hashes {
    /// From `from` on, ascending and without gaps as far as the branch's own stretch goes; at most `most`.
    fn hashes(&self, branch: u32, from: u64, most: usize) -> Result<Vec<Hash>, CenterError>;
}

/// The place of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// All of it is held; its last entry on this branch.
    Held { branch: u32 },
    /// Entries from index `skip` on go on from the tip of `branch`.
    Continues { branch: u32, skip: usize },
    /// Entries from index `skip` on begin a branch of their own.
    Parts { parent: Option<u32>, skip: usize },
    /// What it follows is not held.
    Gap,
}

/// # Errors
/// The database cannot be read.
pub fn fit(held: Option<&Held>, run: &Verified, hashes: &dyn Hashes) -> Result<Fit, CenterError> {
    let first = run.entries()[0].entry.header.seq;
    let previous = run.first_previous();
    let Some(held) = held else {
        return Ok(if first == 1 { Fit::Parts { parent: None, skip: 0 } } else { Fit::Gap });
    };
    // Nearly always: the run goes on where a branch ends.
    let next = held.branches.iter().find(|branch| branch.tip + 1 == first && branch.hash == previous);
    if let Some(branch) = next {
        return Ok(Fit::Continues { branch: branch.n, skip: 0 });
    }
    let mut best: Option<(usize, u32)> = None;
    for branch in &held.branches {
        if let Some(common) = common(held, branch.n, first, previous, run, hashes)?
            && best.is_none_or(|(most, _)| common > most)
        {
            best = Some((common, branch.n));
        }
    }
    Ok(match best {
        None if first == 1 => Fit::Parts { parent: None, skip: 0 },
        None => Fit::Gap,
        Some((common, branch)) => place(held, branch, first, common, run.entries().len()),
    })
}

fn place(held: &Held, branch: u32, first: u64, common: usize, length: usize) -> Fit {
    let last = first - 1 + common as u64;
    let tip = held.branch(branch).map_or(0, |branch| branch.tip);
    let owner = held.owner(branch, last).map(|owner| owner.n);
    match owner {
        Some(owner) if common == length => Fit::Held { branch: owner },
        _ if last == tip => Fit::Continues { branch, skip: common },
        // Below the first entry there is no owner: the feed was begun twice.
        owner => Fit::Parts { parent: owner, skip: common },
    }
}

/// How many entries of the run lie on the way to this branch's tip; `None` if not even what it follows does.
fn common(
    held: &Held,
    branch: u32,
    first: u64,
    previous: Hash,
    run: &Verified,
    hashes: &dyn Hashes,
) -> Result<Option<usize>, CenterError> {
    if first > 1 {
        let before = on_the_way(held, branch, first - 1, 1, hashes)?;
        if before.first() != Some(&previous) {
            return Ok(None);
        }
    }
    let there = on_the_way(held, branch, first, run.entries().len(), hashes)?;
    Ok(Some(there.iter().zip(run.entries()).take_while(|(hash, entry)| **hash == entry.hash).count()))
}

/// Hashes on the way from the feed's beginning to the branch's tip.
fn on_the_way(
    held: &Held,
    branch: u32,
    from: u64,
    most: usize,
    hashes: &dyn Hashes,
) -> Result<Vec<Hash>, CenterError> {
    let mut found: Vec<Hash> = Vec::new();
    let Some(end) = held.branch(branch).map(|branch| branch.tip) else { return Ok(found) };
    while found.len() < most && from + found.len() as u64 <= end {
        let at = from + found.len() as u64;
        let Some(owner) = held.owner(branch, at) else { break };
        // A parent goes on beside its child: only what lies below the child is on the way.
        let until = held
            .branches
            .iter()
            .filter(|other| other.n != owner.n && is_between(held, branch, other.n, owner.n))
            .map(|other| other.first - 1)
            .min()
            .unwrap_or(end);
        let wanted = (most - found.len()).min(usize::try_from(until - at + 1).unwrap_or(usize::MAX));
        let piece = hashes.hashes(owner.n, at, wanted)?;
        if piece.is_empty() {
            break;
        }
        found.extend(piece);
    }
    Ok(found)
}

/// Whether `other` lies on the way from `ancestor` (excluded) to `branch` (included).
fn is_between(held: &Held, branch: u32, other: u32, ancestor: u32) -> bool {
    let mut at = Some(branch);
    let mut passed = false;
    while let Some(n) = at {
        if n == ancestor {
            return passed;
        }
        passed |= n == other;
        at = held.branch(n).and_then(|branch| branch.parent);
    }
    false
}
