//! Where assets are and who answers for them: move, issue, return, condition, lost, found, seen.

use super::text::{self, LONGEST_NOTE};
use super::{Decision, NewEvent, RULES_EDITION, known};
use crate::asset::Whereabouts;
use crate::command::{IssueAssets, ReturnAssets};
use crate::condition::ConditionCode;
use crate::event::*;
use crate::facts::Facts;
use crate::fold::AssetState;
use crate::ids::{AssetId, PersonId, PlaceId};
use crate::item::KitPart;
use crate::refusal::Refusal;

pub(super) fn move_to(
    assets: &[AssetId],
    to: PlaceId,
    particulars: &Particulars,
    facts: &dyn Facts,
) -> Result<Decision, Refusal> {
    known::each_once(assets.iter().copied())?;
    known::open_place(facts, to)?;
    let particulars = text::particulars(particulars)?;
    each(assets, |id| {
        let asset = known::asset(facts, id)?;
        in_store(id, &asset)?;
        let already = asset.whereabouts == Whereabouts::Stored(to) && !asset.disputed();
        let moved = AssetMoved { to, particulars: particulars.clone() };
        Ok((!already).then_some(Event::AssetMoved(moved)))
    })
}

pub(super) fn issue(issue: &IssueAssets, facts: &dyn Facts) -> Result<Decision, Refusal> {
    known::each_once(issue.assets.iter().map(|asset| asset.id))?;
    known::receiving(facts, issue.to)?;
    known::witness(facts, issue.witness, Some(issue.to))?;
    let particulars = text::particulars(&issue.particulars)?;
    let mut decision = Decision::default();
    for handed in &issue.assets {
        let asset = known::asset(facts, handed.id)?;
        undisputed(handed.id, &asset)?;
        in_store(handed.id, &asset)?;
        for condition in [asset.condition, handed.condition] {
            if !condition.issuable() {
                return Err(Refusal::NotIssuable { asset: Some(handed.id), condition });
            }
        }
        let issued = AssetIssued {
            to: issue.to,
            condition: handed.condition,
            kit_missing: kit(&handed.kit_missing)?,
            particulars: particulars.clone(),
            rules: RULES_EDITION,
            witness: issue.witness,
        };
        decision.events.push(NewEvent::new(handed.id, Event::AssetIssued(issued)));
    }
    Ok(decision)
}

pub(super) fn take_back(returned: &ReturnAssets, facts: &dyn Facts) -> Result<Decision, Refusal> {
    known::each_once(returned.assets.iter().map(|asset| asset.id))?;
    known::open_place(facts, returned.to)?;
    let particulars = text::particulars(&returned.particulars)?;
    let mut decision = Decision::default();
    for handed in &returned.assets {
        let asset = known::asset(facts, handed.id)?;
        if !matches!(asset.whereabouts, Whereabouts::Issued(_)) && !asset.disputed() {
            return Err(Refusal::NotIssued { asset: handed.id, whereabouts: asset.whereabouts });
        }
        let back = AssetReturned {
            to: returned.to,
            condition: handed.condition,
            kit_missing: kit(&handed.kit_missing)?,
            particulars: particulars.clone(),
        };
        decision.events.push(NewEvent::new(handed.id, Event::AssetReturned(back)));
    }
    Ok(decision)
}

pub(super) fn change_condition(
    assets: &[AssetId],
    to: ConditionCode,
    particulars: &Particulars,
    facts: &dyn Facts,
) -> Result<Decision, Refusal> {
    known::each_once(assets.iter().copied())?;
    let particulars = text::particulars(particulars)?;
    each(assets, |id| {
        let asset = known::asset(facts, id)?;
        not_lost(id, &asset)?;
        let changed = AssetConditionChanged { to, particulars: particulars.clone() };
        Ok((asset.condition != to).then_some(Event::AssetConditionChanged(changed)))
    })
}

pub(super) fn report_lost(
    assets: &[AssetId],
    circumstances: &str,
    witness: Option<PersonId>,
    particulars: &Particulars,
    facts: &dyn Facts,
) -> Result<Decision, Refusal> {
    known::each_once(assets.iter().copied())?;
    known::witness(facts, witness, None)?;
    let mut circumstances = circumstances.to_owned();
    text::required(&mut circumstances, "circumstances", LONGEST_NOTE)?;
    let particulars = text::particulars(particulars)?;
    each(assets, |id| {
        let asset = known::asset(facts, id)?;
        undisputed(id, &asset)?;
        not_lost(id, &asset)?;
        Ok(Some(Event::AssetLost(AssetLost {
            circumstances: circumstances.clone(),
            particulars: particulars.clone(),
            rules: RULES_EDITION,
            witness,
        })))
    })
}

pub(super) fn report_found(
    id: AssetId,
    at: PlaceId,
    condition: ConditionCode,
    particulars: &Particulars,
    facts: &dyn Facts,
) -> Result<Decision, Refusal> {
    let asset = known::asset(facts, id)?;
    known::open_place(facts, at)?;
    if asset.whereabouts != Whereabouts::Lost && !asset.disputed() {
        return Err(Refusal::NotLost { asset: id });
    }
    let particulars = text::particulars(particulars)?;
    Ok(Decision::of(id, Event::AssetFound(AssetFound { at, condition, particulars })))
}

/// Seen is seen: a closed place does not hide what lies there.
pub(super) fn record_sighting(
    assets: &[AssetId],
    at: Option<PlaceId>,
    particulars: &Particulars,
    facts: &dyn Facts,
) -> Result<Decision, Refusal> {
    known::each_once(assets.iter().copied())?;
    if let Some(place) = at {
        known::place(facts, place)?;
    }
    let particulars = text::particulars(particulars)?;
    each(assets, |id| {
        known::asset(facts, id)?;
        Ok(Some(Event::AssetSighted(AssetSighted { at, particulars: particulars.clone() })))
    })
}

/// One event for each asset the act changes; an act that changes none is none.
fn each(
    assets: &[AssetId],
    event: impl Fn(AssetId) -> Result<Option<Event>, Refusal>,
) -> Result<Decision, Refusal> {
    let mut decision = Decision::default();
    for id in assets {
        if let Some(event) = event(*id)? {
            decision.events.push(NewEvent::new(*id, event));
        }
    }
    if decision.events.is_empty() { Err(Refusal::NothingChanges) } else { Ok(decision) }
}

fn in_store(id: AssetId, asset: &AssetState) -> Result<(), Refusal> {
    match asset.place() {
        Some(_) => Ok(()),
        None => Err(Refusal::NotInStore { asset: id, whereabouts: asset.whereabouts.clone() }),
    }
}

fn not_lost(id: AssetId, asset: &AssetState) -> Result<(), Refusal> {
    match asset.whereabouts {
        Whereabouts::Lost => Err(Refusal::NotInStore { asset: id, whereabouts: Whereabouts::Lost }),
        _ => Ok(()),
    }
}

fn undisputed(id: AssetId, asset: &AssetState) -> Result<(), Refusal> {
    if asset.disputed() { Err(Refusal::InDispute { subject: id.into() }) } else { Ok(()) }
}

fn kit(missing: &[KitPart]) -> Result<Vec<KitPart>, Refusal> {
    let mut missing = missing.to_vec();
    text::kit(&mut missing, "kitMissing")?;
    Ok(missing)
}
