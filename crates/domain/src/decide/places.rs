//! Adding and changing places.

use super::{Decision, known, text};
use crate::changes::Changes;
use crate::event::Event;
use crate::facts::Facts;
use crate::ids::PlaceId;
use crate::place::{PlaceDetails, PlaceKind};
use crate::refusal::Refusal;

pub(super) fn add(id: PlaceId, details: &PlaceDetails, facts: &dyn Facts) -> Result<Decision, Refusal> {
    known::fresh(facts, "place", id, facts.place(id).is_some())?;
    let details = tidied(id, details, facts)?;
    if let Some(parent) = details.parent {
        known::open_place(facts, parent)?;
    }
    Ok(Decision::of(id, Event::PlaceAdded(details)))
}

pub(super) fn change(id: PlaceId, details: &PlaceDetails, facts: &dyn Facts) -> Result<Decision, Refusal> {
    let old = known::place(facts, id)?.details;
    let new = tidied(id, details, facts)?;
    if let Some(parent) = new.parent.filter(|parent| old.parent != Some(*parent)) {
        known::open_place(facts, parent)?;
    }
    if new.closed && !old.closed && facts.place_in_use(id) {
        return Err(Refusal::PlaceInUse { place: id });
    }
    let changes = Changes::between(&old, &new);
    if changes.is_empty() {
        return Err(Refusal::NothingChanges);
    }
    Ok(Decision::of(id, Event::PlaceChanged(changes)))
}

fn tidied(id: PlaceId, details: &PlaceDetails, facts: &dyn Facts) -> Result<PlaceDetails, Refusal> {
    let mut place = details.clone();
    text::name(&mut place.name, "name")?;
    text::code(&mut place.code, "code")?;
    text::note(&mut place.note)?;
    if let Some(by) = facts.place_by_code(&place.code).filter(|by| *by != id) {
        return Err(Refusal::CodeTaken { code: place.code, by: by.into() });
    }
    if let Some(parent) = place.parent {
        if place.kind == PlaceKind::Site {
            return Err(text::not_valid("parent", &parent.to_string()));
        }
        let above = |place| facts.place(place).and_then(|state| state.details.parent);
        if known::goes_in_circles(id, Some(parent), above) {
            return Err(Refusal::PlaceInsideItself { place: id });
        }
        known::place(facts, parent)?;
    }
    if let Some(custodian) = place.custodian {
        known::person(facts, custodian)?;
    }
    Ok(place)
}
