//! Settling a discrepancy: by naming it, with what was found out.

use super::text::{self, LONGEST_NOTE};
use super::{Decision, hub, known};
use crate::asset::Whereabouts;
use crate::discrepancy::{DiscrepancyKind, DiscrepancyStatus};
use crate::event::{DiscrepancySettled, Event};
use crate::facts::Facts;
use crate::refusal::Refusal;

pub(super) fn settle(
    discrepancy: &str,
    whereabouts: Option<&Whereabouts>,
    finding: &str,
    facts: &dyn Facts,
) -> Result<Decision, Refusal> {
    let none = || Refusal::NoSuchDiscrepancy { id: discrepancy.chars().take(64).collect() };
    let id = hub::hash(discrepancy).ok_or_else(none)?;
    let found = facts.discrepancy(&id).ok_or_else(none)?;
    if found.status != DiscrepancyStatus::Open {
        return Err(none());
    }
    known::understood(facts, found.subject)?;
    let mut finding = finding.to_owned();
    text::required(&mut finding, "finding", LONGEST_NOTE)?;
    if let Some(whereabouts) = whereabouts {
        if found.kind != DiscrepancyKind::CustodyConflict {
            return Err(text::not_valid("whereabouts", "given"));
        }
        exists(whereabouts, facts)?;
    }
    let settled = DiscrepancySettled {
        discrepancy: id,
        whereabouts: whereabouts.cloned(),
        finding,
        accepted: found.figure,
    };
    Ok(Decision::of(found.subject, Event::DiscrepancySettled(settled)))
}

/// Where it truly is must be a place or a holder the books know.
fn exists(whereabouts: &Whereabouts, facts: &dyn Facts) -> Result<(), Refusal> {
    match whereabouts {
        Whereabouts::Stored(place) => known::place(facts, *place).map(|_| ()),
        Whereabouts::Issued(holder) => known::holder(facts, *holder),
        Whereabouts::Lost => Ok(()),
        Whereabouts::EnteredInError => Err(text::not_valid("whereabouts", "entered-in-error")),
    }
}
