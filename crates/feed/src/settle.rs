//! The control scopes judged and folded together: who belongs, given all that is held.

use crate::causality::{Clock, Placed};
use crate::entry::Entry;
use crate::judge::{Standing, judge_in};
use crate::membership::{CutView, Membership, kinds};
use crate::scope::Scope;
use crate::sessions::Sessions;

/// One entry of a control scope, with its ancestors held.
#[derive(Debug, Clone, Copy)]
pub struct ControlAct<'a> {
    pub entry: &'a Entry,
    pub placed: Placed,
    pub clock: &'a Clock,
}

/// What the control scopes come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    pub membership: Membership,
    /// Sessions of the control scopes' own feeds; fold those of the other scopes on top.
    pub sessions: Sessions,
    /// For each act, in the order given.
    pub standings: Vec<Standing>,
}

/// Judges all entries of the control scopes held, in fold order, and folds those that stand. Give them in
/// any order, twice if need be; start from a membership and sessions that know only what is not in the
/// history: the trusted network authority, placed heads, and where branches fork.
///
/// Network comes before the Rosters: nothing in it rests on them, so to a Roster all of it is known.
///
/// Three rounds, because a cut reaches back. The first finds the cuts, each judged by what its author knew:
/// so two devices that cut each other unknowingly are both cut, and no cut undoes an earlier one by reaching
/// back. The second lets the cuts reach everything else and finds the releases; the third lets those stand.
pub fn settle(membership: &Membership, sessions: &Sessions, acts: &[ControlAct<'_>]) -> Settled {
    let mut order: Vec<usize> = (0..acts.len()).collect();
    order.sort_unstable_by_key(|index| {
        let placed = &acts[*index].placed;
        (placed.scope != Scope::Network, placed.order)
    });
    let round = |start: Membership, known| Round { acts, order: &order, known }.fold(start, sessions.clone());

    let known = round(membership.clone(), None);
    let start = membership.clone().with_cuts_of(&known.membership);
    let settled = round(start.clone(), Some(&known.standings));
    if !settled.membership.releases_anything() {
        return settled;
    }
    round(start.with_releases_of(&settled.membership), Some(&known.standings))
}

struct Round<'a> {
    acts: &'a [ControlAct<'a>],
    order: &'a [usize],
    /// What the first round found; it has the last word on cuts.
    known: Option<&'a [Standing]>,
}

impl Round<'_> {
    fn fold(&self, mut membership: Membership, mut sessions: Sessions) -> Settled {
        let mut standings = vec![Standing::Folded; self.acts.len()];
        let mut before: Option<usize> = None;
        for index in self.order {
            let ControlAct { entry, placed, .. } = &self.acts[*index];
            // Given twice, an entry must not be judged by what it has itself just said.
            if let Some(same) = before.filter(|one| self.acts[*one].placed.order == placed.order) {
                standings[*index] = standings[same];
                continue;
            }
            before = Some(*index);
            standings[*index] = self.standing(*index, &membership, &sessions);
            if standings[*index] == Standing::Folded {
                membership.fold_entry(placed, entry);
                sessions.fold(placed, entry);
            }
        }
        Settled { membership, sessions, standings }
    }

    fn standing(&self, index: usize, membership: &Membership, sessions: &Sessions) -> Standing {
        let ControlAct { entry, placed, clock } = &self.acts[index];
        let only_cuts = entry.header.events.iter().all(|event| event.kind == kinds::DEVICE_CUT);
        match self.known {
            None => judge_in(CutView::Past, entry, placed, clock, membership, sessions),
            Some(known) if only_cuts => known[index],
            Some(_) => judge_in(CutView::All, entry, placed, clock, membership, sessions),
        }
    }
}
