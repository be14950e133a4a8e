//! Adding and changing lots.

use chrono::{Days, NaiveDate};

use super::text::{self, LONGEST_NAME};
use super::{Decision, EXPIRING_DAYS, Warning, assets, known};
use crate::changes::Changes;
use crate::event::Event;
use crate::facts::{Date, Facts};
use crate::ids::LotId;
use crate::item::Tracking;
use crate::lot::LotDetails;
use crate::refusal::Refusal;

pub(super) fn add(id: LotId, details: &LotDetails, facts: &dyn Facts) -> Result<Decision, Refusal> {
    known::fresh(facts, "lot", id, facts.lot(id).is_some())?;
    let details = tidied(id, details, facts)?;
    let warnings = expiry(id, &details, facts.today()).into_iter().collect();
    Ok(Decision::of(id, Event::LotAdded(details)).warning(warnings))
}

pub(super) fn change(id: LotId, details: &LotDetails, facts: &dyn Facts) -> Result<Decision, Refusal> {
    let old = known::lot(facts, id)?.details;
    if old.item != details.item {
        return Err(Refusal::LotOfAnotherItem { lot: id, holds: old.item });
    }
    let new = tidied(id, details, facts)?;
    let changes = Changes::between(&old, &new);
    if changes.is_empty() {
        return Err(Refusal::NothingChanges);
    }
    let warnings = expiry(id, &new, facts.today()).into_iter().collect();
    Ok(Decision::of(id, Event::LotChanged(changes)).warning(warnings))
}

/// What to say about a lot that is, or soon will be, too old.
pub(super) fn expiry(lot: LotId, details: &LotDetails, today: Date) -> Option<Warning> {
    let on = details.expires_on?;
    if on < today {
        return Some(Warning::LotExpired { lot, on });
    }
    (on <= expiring_until(today)).then_some(Warning::LotExpiring { lot, on })
}

/// The last day to expire on that is worth a warning today.
pub fn expiring_until(today: Date) -> Date {
    Date(today.0.checked_add_days(Days::new(EXPIRING_DAYS.into())).unwrap_or(NaiveDate::MAX))
}

fn tidied(id: LotId, details: &LotDetails, facts: &dyn Facts) -> Result<LotDetails, Refusal> {
    let mut lot = details.clone();
    let item = known::item(facts, lot.item)?.details;
    if item.tracking != Tracking::Lot {
        return Err(Refusal::WrongTracking { item: lot.item, expected: Tracking::Lot });
    }
    text::name(&mut lot.number, "number")?;
    text::optional(&mut lot.maker, "maker", LONGEST_NAME)?;
    text::note(&mut lot.note)?;
    assets::provenance(&mut lot.provenance)?;
    if let Some(by) = facts.lot_by_number(lot.item, &lot.number).filter(|by| *by != id) {
        return Err(Refusal::CodeTaken { code: lot.number, by: by.into() });
    }
    if let Some(date) = lot.made_on.filter(|made| *made > facts.today()) {
        return Err(Refusal::InTheFuture { date });
    }
    for (field, date) in [("expiresOn", lot.expires_on), ("testDueOn", lot.test_due_on)] {
        if let (Some(made), Some(date)) = (lot.made_on, date)
            && date < made
        {
            return Err(text::not_valid(field, &date.to_string()));
        }
    }
    Ok(lot)
}
