//! A page comes in: read, verified, fitted, allowed, committed, and only then acknowledged.

use std::sync::Arc;

use feed::exchange::{PageError, Receipt, decode_page};
use feed::{DeviceKey, Entry, FeedId, Head, Scope, Verified, verify};
use wire::Refused;
use wire::message::PushAnswer;

use super::stage::{Stage, Staged};
use super::{Books, State};
use crate::error::CenterError;
use crate::failpoint;
use crate::names::Stored;
use crate::roll::{Roll, Standing};

/// What became of a page.
pub struct Pushed {
    pub answer: PushAnswer,
    /// Entries that were not held before.
    pub fresh: usize,
    /// All entries of the page.
    pub entries: usize,
}

/// Runs of a page by what may be done with them.
#[derive(Default)]
struct Sorted<'a> {
    kept: Vec<&'a Verified>,
    not_allowed: Vec<FeedId>,
}

impl Books {
    /// Reads and verifies a page; needs no lock, so the next page is read while this one is written.
    ///
    /// # Errors
    /// It is malformed, too large, or a seal or signature does not hold.
    pub fn read_page(&self, page: &[u8]) -> Result<Vec<Verified>, Refused> {
        let state = self.state();
        let spans =
            decode_page(page, &Stored::new(&*self.storage, &state.index)).map_err(|error| match error {
                PageError::Names => Refused::Names,
                PageError::TooLong | PageError::TooMuch => {
                    Refused::TooLarge { limit_bytes: feed::exchange::MAX_PAGE_BYTES as u64 }
                }
                _ => Refused::Malformed,
            })?;
        spans.into_iter().map(verify).collect::<Result<_, _>>().map_err(|_| Refused::Malformed)
    }

    /// Keeps what may be kept of `runs`, in one transaction.
    ///
    /// # Errors
    /// The database fails: nothing was kept.
    pub fn push(&self, device: DeviceKey, runs: &[Verified], now_ms: i64) -> Result<Pushed, CenterError> {
        let (heads, gaps, not_allowed, fresh) = self.in_turn(|state| {
            let sorted = sort(&*self.storage, state, &device, runs)?;
            let mut stage = Stage::new(&*self.storage, &state.index);
            let mut not_allowed = sorted.not_allowed;
            for run in sorted.kept {
                if stage.add(run)? == Staged::TooManyForks {
                    not_allowed.push(run.feed_id());
                }
            }
            let told = (stage.heads.clone(), stage.gaps.clone(), not_allowed, stage.fresh());
            // A repeated push leaves a row too: its acknowledgement then rests on a commit of its own.
            let row = self.ledger.row(state.last(), now_ms, device, &stage.deed());
            Ok((Some(stage.batch(row)), told))
        })?;
        failpoint::pass("before-receipt");
        let entries = runs.iter().map(|run| run.entries().len()).sum();
        Ok(Pushed { answer: self.acknowledge(device, heads, gaps, not_allowed, now_ms), fresh, entries })
    }

    fn acknowledge(
        &self,
        device: DeviceKey,
        heads: Vec<Head>,
        gaps: Vec<FeedId>,
        not_allowed: Vec<FeedId>,
        now_ms: i64,
    ) -> PushAnswer {
        let receipt = Receipt::sign(&self.keys.center, device, heads, now_ms);
        let state = self.state();
        PushAnswer { receipt, gaps, not_allowed, damage: self.damage(), now: state.since() }
    }
}

/// Control runs first: they may bring the grant the others rest on.
fn sort<'a>(
    storage: &dyn crate::storage::Storage,
    state: &State,
    device: &DeviceKey,
    runs: &'a [Verified],
) -> Result<Sorted<'a>, CenterError> {
    let mut sorted = Sorted::default();
    let mut roll = Arc::clone(&state.roll);
    let (control, rest): (Vec<&Verified>, Vec<&Verified>) =
        runs.iter().partition(|run| run.feed().scope.is_control());
    let mut offered = control;
    while !offered.is_empty() {
        let with = with_controls(storage, state, &offered)?;
        let (allowed, refused): (Vec<&Verified>, Vec<&Verified>) =
            offered.iter().partition(|run| allows(&state.roll, &with, device, run));
        sorted.not_allowed.extend(refused.iter().map(|run| run.feed_id()));
        roll = with;
        if refused.is_empty() {
            sorted.kept.extend(allowed);
            break;
        }
        roll = Arc::clone(&state.roll);
        offered = allowed;
    }
    for run in rest {
        match allows(&state.roll, &roll, device, run) {
            true => sorted.kept.push(run),
            false => sorted.not_allowed.push(run.feed_id()),
        }
    }
    Ok(sorted)
}

/// The roll as it would be with these control runs.
fn with_controls(
    storage: &dyn crate::storage::Storage,
    state: &State,
    runs: &[&Verified],
) -> Result<Arc<Roll>, CenterError> {
    let mut stage = Stage::new(storage, &state.index);
    for run in runs {
        stage.add(run)?;
    }
    if stage.fresh() == 0 {
        return Ok(Arc::clone(&state.roll));
    }
    let mut next = state.clone();
    next.index = Arc::clone(&stage.index);
    let batch = stage.batch(crate::storage::LedgerRow {
        number: 0,
        at_ms: 0,
        device: DeviceKey::from_bytes([0; 32]),
        heads: Vec::new(),
        mac: feed::Hash::ZERO,
    });
    let mut fresh = Vec::new();
    for row in &batch.entries {
        let branch = batch.branches.iter().find(|branch| branch.n == row.branch);
        let branch = branch.ok_or(CenterError::Damaged { table: "branch" })?;
        let entry = Entry::from_bytes(&row.body).map_err(|_| CenterError::Damaged { table: "entry" })?;
        fresh.push((*branch, entry, row.hash));
    }
    next.fold(fresh)?;
    Ok(next.roll)
}

/// `before` says whether the device was cut, or a stranger expected, when it began to speak.
fn allows(before: &Roll, with: &Roll, device: &DeviceKey, run: &Verified) -> bool {
    let scope = run.feed().scope;
    let may_hand_over = match (before.standing(device), with.standing(device)) {
        (Standing::Cut, _) => false,
        (_, Standing::Member(admission)) => admission.reads(scope) && in_network(with, &scope),
        (Standing::Member(admission), _) => admission.reads(scope) && in_network(with, &scope),
        (Standing::Unknown, _) => before.awaits(&scope),
    };
    may_hand_over && with.is_author(&scope, &run.feed().device)
}

/// A Roster of a hub nobody vouched for is not kept.
fn in_network(roll: &Roll, scope: &Scope) -> bool {
    match scope {
        Scope::Roster(hub) => roll.is_hub(hub),
        _ => true,
    }
}
