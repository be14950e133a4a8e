//! Adding and changing supported units.

use super::{Decision, known, text};
use crate::changes::Changes;
use crate::event::Event;
use crate::facts::Facts;
use crate::ids::UnitId;
use crate::people::UnitDetails;
use crate::refusal::Refusal;

pub(super) fn add(id: UnitId, details: &UnitDetails, facts: &dyn Facts) -> Result<Decision, Refusal> {
    known::fresh(facts, "unit", id, facts.unit(id).is_some())?;
    Ok(Decision::of(id, Event::UnitAdded(tidied(id, details, facts)?)))
}

pub(super) fn change(id: UnitId, details: &UnitDetails, facts: &dyn Facts) -> Result<Decision, Refusal> {
    let old = known::unit(facts, id)?.details;
    let changes = Changes::between(&old, &tidied(id, details, facts)?);
    if changes.is_empty() {
        return Err(Refusal::NothingChanges);
    }
    Ok(Decision::of(id, Event::UnitChanged(changes)))
}

fn tidied(id: UnitId, details: &UnitDetails, facts: &dyn Facts) -> Result<UnitDetails, Refusal> {
    let mut unit = details.clone();
    text::name(&mut unit.code_name, "codeName")?;
    text::nation(&mut unit.nation, "nation")?;
    text::note(&mut unit.note)?;
    if let Some(by) = facts.unit_by_code_name(&unit.code_name).filter(|by| *by != id) {
        return Err(Refusal::CodeTaken { code: unit.code_name, by: by.into() });
    }
    if let Some(parent) = unit.parent {
        let above = |unit| facts.unit(unit).and_then(|state| state.details.parent);
        if known::goes_in_circles(id, Some(parent), above) {
            return Err(text::not_valid("parent", &parent.to_string()));
        }
        known::unit(facts, parent)?;
    }
    text::list(&unit.authorised_recipients)?;
    for person in &unit.authorised_recipients {
        known::person(facts, *person)?;
    }
    known::some_not_too_many(unit.establishment.len().max(1))?;
    for line in &unit.establishment {
        known::item(facts, line.item)?;
        text::quantity(line.quantity)?;
    }
    Ok(unit)
}
