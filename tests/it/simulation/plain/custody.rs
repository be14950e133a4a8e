//! Who answers for one asset, and which acts about it cannot both be plain truth.

use std::collections::{BTreeMap, BTreeSet};

use domain::asset::Whereabouts;
use domain::discrepancy::{DiscrepancyKind, pair_id};
use domain::{EntryRef, Event};

use super::pasts::{Act, Acts};

/// What is to be said of an asset.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Custody {
    /// None before it was received.
    pub whereabouts: Option<Whereabouts>,
    /// Conflicts by id, and whether each is settled.
    pub conflicts: BTreeMap<[u8; 32], bool>,
}

/// An act that says where the asset is.
struct Said<'a> {
    act: &'a Act,
    whereabouts: Whereabouts,
    /// Entries in conflict that this act rests on or is.
    party: BTreeSet<EntryRef>,
}

struct Conflict<'a> {
    id: [u8; 32],
    between: [EntryRef; 2],
    acts: [&'a Act; 2],
    settled_by: Option<&'a Act>,
}

/// From all acts about the asset, in fold order.
pub fn of(acts: &Acts, about: &[&Act]) -> Custody {
    let (mut said, mut conflicts): (Vec<Said<'_>>, Vec<Conflict<'_>>) = (Vec::new(), Vec::new());
    for &act in about {
        let Some(whereabouts) = says(act, said.is_empty(), &mut conflicts) else { continue };
        let mut party = party(acts, act, &conflicts);
        for one in unanswered(acts, act, &said) {
            let other = &said[one];
            let differ = other.whereabouts != whereabouts || matches!(whereabouts, Whereabouts::Issued(_));
            if differ && !conflicts.iter().any(|known| known.parts(&party, &other.party)) {
                let between = [other.act.entry, act.entry];
                let id = pair_id(DiscrepancyKind::CustodyConflict, act.subject, &between[0], &between[1]);
                if conflicts.iter().all(|known| known.id != id) {
                    conflicts.push(Conflict { id, between, acts: [other.act, act], settled_by: None });
                }
                party.insert(act.entry);
                let entry = other.act.entry;
                said[one].party.insert(entry);
            }
        }
        said.push(Said { act, whereabouts, party });
    }
    Custody {
        whereabouts: said.pop().map(|last| last.whereabouts),
        conflicts: conflicts.iter().map(|one| (one.id, one.settled_by.is_some())).collect(),
    }
}

/// Where an act leaves the asset; none where it does not say. Nothing is known of one that was never received. A
/// settling counts if what it names is known.
fn says<'a>(act: &'a Act, unknown: bool, conflicts: &mut [Conflict<'a>]) -> Option<Whereabouts> {
    match &act.event {
        Event::AssetReceived(received) => Some(Whereabouts::Stored(received.place)),
        _ if unknown => None,
        Event::AssetMoved(moved) => Some(Whereabouts::Stored(moved.to)),
        Event::AssetIssued(issued) => Some(Whereabouts::Issued(issued.to)),
        Event::AssetReturned(returned) => Some(Whereabouts::Stored(returned.to)),
        Event::AssetLost(_) => Some(Whereabouts::Lost),
        Event::AssetFound(found) => Some(Whereabouts::Stored(found.at)),
        Event::AssetCorrected(corrected) => Some(corrected.whereabouts.clone()),
        Event::DiscrepancySettled(settled) => {
            let named = conflicts.iter_mut().find(|one| one.id == settled.discrepancy)?;
            named.settled_by = Some(act);
            settled.whereabouts.clone()
        }
        _ => None,
    }
}

/// Earlier acts that this one did not know of, and that nobody has gone on from meanwhile.
fn unanswered(acts: &Acts, act: &Act, said: &[Said<'_>]) -> Vec<usize> {
    let open = |one: &usize| {
        let mut later = said[one + 1..].iter().map(|later| later.act).chain([act]);
        later.all(|later| !acts.rests_on(later, said[*one].act))
    };
    (0..said.len()).filter(open).collect()
}

/// The entries in conflict that an act rests on, but for what it knows to be settled.
fn party(acts: &Acts, act: &Act, conflicts: &[Conflict<'_>]) -> BTreeSet<EntryRef> {
    let open = |one: &&Conflict<'_>| one.settled_by.is_none_or(|settling| !acts.rests_on(act, settling));
    let known = conflicts.iter().filter(open).flat_map(|one| one.acts);
    known.filter(|one| acts.rests_on(act, one)).map(|one| one.entry).collect()
}

impl Conflict<'_> {
    /// One side rests on one of the two, the other on the other: what they disagree about is told already.
    fn parts(&self, one: &BTreeSet<EntryRef>, other: &BTreeSet<EntryRef>) -> bool {
        let [first, second] = &self.between;
        one.contains(first) && other.contains(second) || one.contains(second) && other.contains(first)
    }
}
