//! Adding and changing people.

use super::text::{self, LONGEST_NAME};
use super::{Decision, known};
use crate::changes::Changes;
use crate::event::{Event, PersonalPart};
use crate::facts::Facts;
use crate::ids::PersonId;
use crate::people::{PersonDetails, PersonalDetails};
use crate::refusal::Refusal;

pub(super) fn add(
    id: PersonId,
    details: &PersonDetails,
    personal: &PersonalDetails,
    facts: &dyn Facts,
) -> Result<Decision, Refusal> {
    known::fresh(facts, "person", id, facts.person(id).is_some())?;
    let details = tidied(details, facts)?;
    Ok(Decision::of(id, Event::PersonAdded(details, Some(tidied_personal(personal)?))))
}

pub(super) fn change(
    id: PersonId,
    details: &PersonDetails,
    personal: Option<&PersonalDetails>,
    facts: &dyn Facts,
) -> Result<Decision, Refusal> {
    let old = known::person(facts, id)?;
    let changes = Changes::between(&old.details, &tidied(details, facts)?);
    let personal =
        personal.map(tidied_personal).transpose()?.filter(|new| old.personal.as_ref() != Some(new));
    if changes.is_empty() && personal.is_none() {
        return Err(Refusal::NothingChanges);
    }
    let part = personal.map_or(PersonalPart::Kept, PersonalPart::Replaced);
    Ok(Decision::of(id, Event::PersonChanged(changes, part)))
}

fn tidied(details: &PersonDetails, facts: &dyn Facts) -> Result<PersonDetails, Refusal> {
    let mut person = details.clone();
    text::optional(&mut person.duty, "duty", LONGEST_NAME)?;
    if let Some(unit) = person.unit {
        known::unit(facts, unit)?;
    }
    Ok(person)
}

fn tidied_personal(personal: &PersonalDetails) -> Result<PersonalDetails, Refusal> {
    let mut personal = personal.clone();
    text::name(&mut personal.name, "name")?;
    text::optional(&mut personal.rank, "rank", LONGEST_NAME)?;
    text::optional(&mut personal.number, "number", LONGEST_NAME)?;
    text::optional(&mut personal.contact, "contact", LONGEST_NAME)?;
    Ok(personal)
}
