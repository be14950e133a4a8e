//! Taking back a whole earlier act by a new one that names it. Nothing is erased.

use std::collections::{BTreeMap, HashSet};

use super::{Decision, NewEvent, assets, known, text};
use crate::asset::Whereabouts;
use crate::event::{AssetCorrected, Event, Particulars, StockChanged, StockReason};
use crate::facts::{EarlierAct, EarlierEvent, Facts};
use crate::ids::{ActId, AssetId, SubjectId};
use crate::kinds;
use crate::quantity::Quantity;
use crate::refusal::Refusal;
use crate::stock::{Keeping, StockKey};

pub(super) fn correct(act: ActId, particulars: &Particulars, facts: &dyn Facts) -> Result<Decision, Refusal> {
    let earlier = facts.act(act).ok_or_else(|| known::unknown("act", act))?;
    if earlier.corrected {
        return Err(Refusal::AlreadyCorrected { act });
    }
    if !kinds::can_be_taken_back(earlier.events.iter().map(|event| event.event.kind())) {
        return Err(Refusal::NotCorrectable { act });
    }
    let particulars = text::particulars(particulars)?;
    let mut lines = BTreeMap::new();
    let mut seen = HashSet::new();
    let mut decision = Decision::default();
    for event in &earlier.events {
        known::understood(facts, event.subject)?;
        if let Event::StockChanged(change) = &event.event {
            let back = change.change.checked_neg().ok_or(Refusal::NotCorrectable { act })?;
            let sum = lines.entry(change.line).or_insert(0i64);
            *sum = sum.checked_add(back).ok_or(Refusal::NotCorrectable { act })?;
        } else if seen.insert(event.subject) {
            let corrected = before(act, event, &particulars)?;
            decision.events.push(NewEvent::new(event.subject, Event::AssetCorrected(corrected)));
        }
    }
    rested_on(act, &earlier)?;
    for event in &decision.events {
        may_stand(event, facts)?;
    }
    may_arrive(&lines, facts)?;
    for (line, change) in lines.into_iter().filter(|(_, change)| *change != 0) {
        decision.events.push(taken_back(act, line, change, &particulars, facts)?);
    }
    if decision.events.is_empty() { Err(Refusal::NotCorrectable { act }) } else { Ok(decision) }
}

/// An act on which later ones rest is not pulled out from under them.
fn rested_on(act: ActId, earlier: &EarlierAct) -> Result<(), Refusal> {
    let overtaken = earlier.events.iter().filter(|event| event.overtaken);
    let subjects: Vec<SubjectId> = overtaken.map(|event| event.subject).collect();
    if subjects.is_empty() { Ok(()) } else { Err(Refusal::LaterActs { act, subjects }) }
}

/// Taking back is no way around the rules for what it comes to: a disputed asset is not handed out or
/// lost again, nothing is put into a place closed since or given to a holder gone since, and nothing
/// comes back to life under a serial another thing bears by now.
fn may_stand(new: &NewEvent, facts: &dyn Facts) -> Result<(), Refusal> {
    let (id, Event::AssetCorrected(corrected)) = (AssetId(new.subject.0), &new.event) else { return Ok(()) };
    let Some(asset) = facts.asset(id) else { return Ok(()) };
    let leaves = matches!(corrected.whereabouts, Whereabouts::Issued(_) | Whereabouts::Lost);
    if leaves && asset.disputed() {
        return Err(Refusal::InDispute { subject: new.subject });
    }
    if corrected.whereabouts != asset.whereabouts {
        match corrected.whereabouts {
            Whereabouts::Stored(place) => taking(facts, Keeping::Place(place))?,
            Whereabouts::Issued(holder) => taking(facts, Keeping::Holder(holder))?,
            Whereabouts::Lost | Whereabouts::EnteredInError => {}
        }
    }
    if corrected.whereabouts.is_live() && !asset.whereabouts.is_live() {
        return assets::not_alive_twice(id, &asset.details, facts);
    }
    Ok(())
}

/// The same for stock. What only changes its condition where it lies does not arrive there.
fn may_arrive(lines: &BTreeMap<StockKey, i64>, facts: &dyn Facts) -> Result<(), Refusal> {
    let mut arriving = BTreeMap::new();
    for (line, change) in lines {
        *arriving.entry((line.at, line.item, line.lot)).or_insert(0i128) += i128::from(*change);
    }
    let mut arriving = arriving.into_iter().filter(|(_, change)| *change > 0);
    arriving.try_for_each(|((at, ..), _)| taking(facts, at))
}

/// Refuses what would put things into a closed place or give them to a holder who is gone.
fn taking(facts: &dyn Facts, at: Keeping) -> Result<(), Refusal> {
    match at {
        Keeping::Place(place) => known::open_place(facts, place).map(|_| ()),
        Keeping::Holder(holder) => known::receiving(facts, holder),
    }
}

/// The asset as it was before the act; one the act created was entered in error. Descriptions and
/// sightings are not taken back: they are changed, or seen, again.
fn before(act: ActId, event: &EarlierEvent, particulars: &Particulars) -> Result<AssetCorrected, Refusal> {
    let (whereabouts, condition, kit_missing) = match (&event.event, &event.before) {
        (Event::AssetReceived(received), None) => {
            (Whereabouts::EnteredInError, received.condition, received.kit_missing.clone())
        }
        (
            Event::AssetMoved(_)
            | Event::AssetIssued(_)
            | Event::AssetReturned(_)
            | Event::AssetConditionChanged(_)
            | Event::AssetLost(_)
            | Event::AssetFound(_)
            | Event::AssetCorrected(_),
            Some(before),
        ) => (before.whereabouts.clone(), before.condition, before.kit_missing.clone()),
        _ => return Err(Refusal::NotCorrectable { act }),
    };
    let particulars = particulars.clone();
    Ok(AssetCorrected { corrects: act, whereabouts, condition, kit_missing, particulars })
}

fn taken_back(
    act: ActId,
    line: StockKey,
    change: i64,
    particulars: &Particulars,
    facts: &dyn Facts,
) -> Result<NewEvent, Refusal> {
    let on_hand = facts.on_hand(&line);
    let requested = Quantity(change.unsigned_abs());
    if requested > Quantity::MAX {
        return Err(Refusal::NotCorrectable { act });
    }
    if change < 0 && on_hand.saturating_add(change) < 0 {
        return Err(Refusal::NotEnoughStock { on_hand, requested });
    }
    let reason = StockReason::Corrected(act);
    let event = StockChanged { line, change, reason, particulars: particulars.clone() };
    Ok(NewEvent::new(line.subject(), Event::StockChanged(event)))
}
