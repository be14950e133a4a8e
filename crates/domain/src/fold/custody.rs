//! Who answers for an asset when acts were done apart.

use super::asset::{AssetState, CustodyHead};
use super::{CausalPast, Stamp};
use crate::asset::Whereabouts;
use crate::discrepancy::{Discrepancy, DiscrepancyKind, DiscrepancyStatus, pair_id};
use crate::event::DiscrepancySettled;
use crate::ids::{EntryRef, SubjectId};

impl AssetState {
    /// A custody act: it replaces the heads it rests on. Heads it does not know of were made apart
    /// from it; where they say otherwise, both cannot be plain truth.
    pub(super) fn take(
        &mut self,
        subject: SubjectId,
        whereabouts: Whereabouts,
        stamp: &Stamp,
        past: &dyn CausalPast,
    ) {
        let rests_on = |entry: &EntryRef| *entry == stamp.entry || past.contains(entry);
        self.heads.retain(|head| !rests_on(&head.entry));
        let mut party = self.party(rests_on);
        for at in 0..self.heads.len() {
            let head = &self.heads[at];
            if disagree(&head.whereabouts, &whereabouts) && !self.disagreed_before(&party, &head.party) {
                let other = head.entry;
                self.note(conflict(subject, &other, &stamp.entry));
                insert(&mut self.heads[at].party, other);
                insert(&mut party, stamp.entry);
            }
        }
        self.heads.push(CustodyHead {
            entry: stamp.entry,
            whereabouts: whereabouts.clone(),
            act: stamp.act,
            party,
        });
        self.whereabouts = whereabouts;
        self.since_ms = stamp.at_ms;
    }

    /// A person decides what is true. Only a discrepancy that is named is settled.
    pub(super) fn settle(
        &mut self,
        subject: SubjectId,
        settled: &DiscrepancySettled,
        stamp: &Stamp,
        past: &dyn CausalPast,
    ) {
        let named = self.discrepancies.iter_mut().find(|discrepancy| discrepancy.id == settled.discrepancy);
        let Some(discrepancy) = named else { return };
        discrepancy.status = DiscrepancyStatus::Settled;
        discrepancy.settled_by = Some(stamp.entry);
        if let Some(whereabouts) = &settled.whereabouts {
            self.take(subject, whereabouts.clone(), stamp, past);
        }
        self.changed = *stamp;
    }

    /// Entries that disagree with others, unsettled as far as this act knows, on which it rests.
    fn party(&self, rests_on: impl Fn(&EntryRef) -> bool) -> Vec<EntryRef> {
        let unsettled = |discrepancy: &&Discrepancy| !discrepancy.settled_by.as_ref().is_some_and(&rests_on);
        let entries =
            self.discrepancies.iter().filter(unsettled).flat_map(|discrepancy| &discrepancy.between);
        let mut party: Vec<EntryRef> = entries.copied().filter(|entry| rests_on(entry)).collect();
        party.sort_unstable();
        party.dedup();
        party
    }

    /// Both rest on entries that are already known to disagree: the earlier pair says it all.
    fn disagreed_before(&self, one: &[EntryRef], other: &[EntryRef]) -> bool {
        self.discrepancies.iter().any(|discrepancy| match discrepancy.between.as_slice() {
            [a, b] => one.contains(a) && other.contains(b) || one.contains(b) && other.contains(a),
            _ => false,
        })
    }

    fn note(&mut self, discrepancy: Discrepancy) {
        match self.discrepancies.binary_search_by(|known| known.id.cmp(&discrepancy.id)) {
            Ok(_) => {}
            Err(at) => self.discrepancies.insert(at, discrepancy),
        }
    }
}

/// Two acts done apart disagree if they leave the asset in different places, or both give it out.
fn disagree(one: &Whereabouts, other: &Whereabouts) -> bool {
    one != other || matches!(one, Whereabouts::Issued(_))
}

fn conflict(subject: SubjectId, a: &EntryRef, b: &EntryRef) -> Discrepancy {
    let mut between = vec![*a, *b];
    between.sort_unstable_by_key(|entry| (entry.hash, *entry));
    Discrepancy {
        id: pair_id(DiscrepancyKind::CustodyConflict, subject, a, b),
        kind: DiscrepancyKind::CustodyConflict,
        subject,
        between,
        status: DiscrepancyStatus::Open,
        settled_by: None,
        figure: None,
    }
}

fn insert(party: &mut Vec<EntryRef>, entry: EntryRef) {
    if !party.contains(&entry) {
        party.push(entry);
        party.sort_unstable();
    }
}
