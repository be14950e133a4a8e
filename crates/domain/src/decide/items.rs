//! Adding and changing items.

use super::text::{self, LONGEST_CODE, LONGEST_NAME};
use super::{Decision, Warning, known};
use crate::changes::Changes;
use crate::event::Event;
use crate::facts::Facts;
use crate::hazard::Hazard;
use crate::ids::ItemId;
use crate::item::{ItemDetails, SupplyClass, UnitPrice};
use crate::quantity::Quantity;
use crate::refusal::Refusal;
use crate::tables::Tables;

pub(super) fn add(id: ItemId, details: &ItemDetails, facts: &dyn Facts) -> Result<Decision, Refusal> {
    known::fresh(facts, "item", id, facts.item(id).is_some())?;
    let details = tidied(id, details, facts)?;
    let warnings = warnings(&details);
    Ok(Decision::of(id, Event::ItemAdded(details)).warning(warnings))
}

pub(super) fn change(id: ItemId, details: &ItemDetails, facts: &dyn Facts) -> Result<Decision, Refusal> {
    let old = known::item(facts, id)?.details;
    let new = tidied(id, details, facts)?;
    if old.tracking != new.tracking && facts.item_in_use(id) {
        return Err(Refusal::WrongTracking { item: id, expected: old.tracking });
    }
    let changes = Changes::between(&old, &new);
    if changes.is_empty() {
        return Err(Refusal::NothingChanges);
    }
    Ok(Decision::of(id, Event::ItemChanged(changes)).warning(warnings(&new)))
}

fn tidied(id: ItemId, details: &ItemDetails, facts: &dyn Facts) -> Result<ItemDetails, Refusal> {
    let mut item = details.clone();
    text::name(&mut item.name, "name")?;
    text::optional(&mut item.name_uk, "nameUk", LONGEST_NAME)?;
    text::optional(&mut item.name_fr, "nameFr", LONGEST_NAME)?;
    text::optional(&mut item.calibre, "calibre", LONGEST_NAME)?;
    text::note(&mut item.note)?;
    text::optional(&mut item.local_code, "localCode", LONGEST_CODE)?;
    text::list(&item.part_numbers)?;
    for number in &mut item.part_numbers {
        text::name(number, "partNumbers")?;
    }
    item.unit_of_issue = item.unit_of_issue.trim().to_ascii_uppercase();
    if Tables::builtin().unit_of_issue(&item.unit_of_issue).is_none() {
        return Err(text::not_valid("unitOfIssue", &item.unit_of_issue));
    }
    text::kit(&mut item.kit, "kit")?;
    hazard(&mut item.hazard)?;
    if let Some(price) = &mut item.price {
        self::price(price, facts)?;
    }
    codes(id, &item, facts)?;
    Ok(item)
}

/// An item is found by its NIIN or its local code: it has one, and no other has the same.
fn codes(id: ItemId, item: &ItemDetails, facts: &dyn Facts) -> Result<(), Refusal> {
    if item.nsn.is_none() && item.local_code.is_none() {
        return Err(text::missing("localCode"));
    }
    if let Some(nsn) = &item.nsn
        && let Some(by) = facts.item_by_niin(nsn.niin()).filter(|by| *by != id)
    {
        return Err(Refusal::NiinTaken { niin: nsn.niin().to_owned(), by });
    }
    if let Some(code) = &item.local_code
        && let Some(by) = facts.item_by_local_code(code).filter(|by| *by != id)
    {
        return Err(Refusal::CodeTaken { code: code.clone(), by: by.into() });
    }
    Ok(())
}

fn hazard(hazard: &mut Hazard) -> Result<(), Refusal> {
    text::optional(&mut hazard.un_number, "hazard.unNumber", LONGEST_CODE)?;
    text::optional(&mut hazard.code, "hazard.code", LONGEST_CODE)?;
    if let Some(un) = &hazard.un_number
        && (un.len() != 4 || !un.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Err(text::not_valid("hazard.unNumber", un));
    }
    if let Some(code) = &mut hazard.code {
        code.make_ascii_uppercase();
        if !Tables::builtin().legal_hazard_code(code) {
            return Err(text::not_valid("hazard.code", code));
        }
    }
    let explosive = hazard.code.is_some() || hazard.net_explosive_mg.is_some_and(|mg| mg > 0);
    if hazard.inert && explosive {
        return Err(text::not_valid("hazard.inert", "true"));
    }
    match hazard.net_explosive_mg {
        Some(mg) if mg > Quantity::MAX.0 => Err(text::not_valid("hazard.netExplosiveMg", &mg.to_string())),
        _ => Ok(()),
    }
}

fn price(price: &mut UnitPrice, facts: &dyn Facts) -> Result<(), Refusal> {
    text::currency(&mut price.currency, "price.currency")?;
    if price.minor > Quantity::MAX.0 {
        return Err(text::not_valid("price.minor", &price.minor.to_string()));
    }
    match price.on {
        Some(date) if date > facts.today() => Err(Refusal::InTheFuture { date }),
        _ => Ok(()),
    }
}

fn warnings(item: &ItemDetails) -> Vec<Warning> {
    let tables = Tables::builtin();
    let mut warnings = Vec::new();
    if let Some(nsn) = &item.nsn {
        let odd = nsn.warnings(tables).into_iter();
        warnings.extend(odd.map(|warning| Warning::Nsn { nsn: nsn.as_str().to_owned(), warning }));
    }
    let hazard = &item.hazard;
    if let (Some(un), Some(code)) = (&hazard.un_number, &hazard.code) {
        let mut listed = tables.un_number(un).peekable();
        if listed.peek().is_some() && listed.all(|entry| entry.code != *code) {
            warnings.push(Warning::HazardDiffers { un_number: un.clone(), code: code.clone() });
        }
    }
    if item.supply_class == SupplyClass::V && hazard.code.is_none() && !hazard.inert {
        warnings.push(Warning::HazardUnknown);
    }
    warnings
}
