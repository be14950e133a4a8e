//! What a row says about its item, and the details made of it.

use std::collections::HashSet;

use domain::item::{Category, ItemDetails, SupplyClass, Tracking, UnitPrice};
use domain::nsn::Nsn;

use super::classify::classify;
use super::codes;
use super::findings::Fields;
use crate::api::import::RowReason;

/// What one row gives about its item; what is empty says nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    pub name: Option<String>,
    name_uk: Option<String>,
    name_fr: Option<String>,
    class: Option<String>,
    part_number: Option<String>,
    pub unit: Option<String>,
    pub tracking: Option<Tracking>,
    category: Option<Category>,
    supply_class: Option<SupplyClass>,
    price: Option<UnitPrice>,
    calibre: Option<String>,
    un_number: Option<String>,
    hazard_code: Option<String>,
    /// Only a catalogue's note speaks of the item itself.
    pub note: Option<String>,
}

/// Reads what the row says about its item.
pub fn given(fields: &mut Fields<'_, '_>, warned: &mut HashSet<(&'static str, String)>) -> Given {
    Given {
        name: fields.text("name").map(one_line),
        name_uk: fields.text("nameUk").map(one_line),
        name_fr: fields.text("nameFr").map(one_line),
        class: fields.text("class").or(fields.text("nsn")).and_then(codes::class_of).map(str::to_owned),
        part_number: fields.text("partNumber").map(one_line),
        unit: unit(fields, warned),
        tracking: fields.code("tracking", codes::tracking),
        category: fields.code("category", codes::category),
        supply_class: fields.code("supplyClass", codes::supply_class),
        price: price(fields),
        calibre: fields.text("calibre").map(one_line),
        un_number: fields.code("unNumber", un_number),
        hazard_code: fields.owned("hazardCode").map(|code| code.replace(' ', "").to_uppercase()),
        note: None,
    }
}

/// The details of an item the books do not have.
pub fn new_item(given: &Given, nsn: Option<Nsn>, local_code: Option<String>) -> ItemDetails {
    let code = || nsn.as_ref().map(Nsn::grouped).or_else(|| local_code.clone()).unwrap_or_default();
    let name = given.name.clone().unwrap_or_else(code);
    let class = nsn.as_ref().map(|nsn| nsn.class().to_owned()).or_else(|| given.class.clone());
    let guess = classify(class.as_deref(), &name);
    let new = ItemDetails::of(name, guess.supply_class, guess.category, guess.tracking);
    let mut details = ItemDetails { nsn, local_code, ..new };
    overlay(&mut details, given);
    details
}

/// Puts what is given over what is known; says whether anything is different now.
pub fn overlay(details: &mut ItemDetails, given: &Given) -> bool {
    let before = details.clone();
    let given = given.clone();
    if let Some(name) = given.name {
        details.name = name;
    }
    details.name_uk = given.name_uk.or(details.name_uk.take());
    details.name_fr = given.name_fr.or(details.name_fr.take());
    if let Some(number) = given.part_number.filter(|number| !details.part_numbers.contains(number)) {
        details.part_numbers.push(number);
    }
    if let Some(unit) = given.unit {
        details.unit_of_issue = unit;
    }
    details.tracking = given.tracking.unwrap_or(details.tracking);
    details.category = given.category.unwrap_or(details.category);
    details.supply_class = given.supply_class.unwrap_or(details.supply_class);
    details.price = given.price.or(details.price.take());
    details.calibre = given.calibre.or(details.calibre.take());
    details.hazard.un_number = given.un_number.or(details.hazard.un_number.take());
    details.hazard.code = given.hazard_code.or(details.hazard.code.take());
    details.note = given.note.or(details.note.take());
    *details != before
}

fn unit(fields: &mut Fields<'_, '_>, warned: &mut HashSet<(&'static str, String)>) -> Option<String> {
    let text = fields.text("unit")?;
    if let Some(code) = codes::unit_of_issue(text) {
        return Some(code);
    }
    if warned.insert(("unit", text.to_owned())) {
        fields.warn("unit", RowReason::UnknownUnitOfIssue { value: text.to_owned() });
    }
    Some("EA".to_owned())
}

fn price(fields: &mut Fields<'_, '_>) -> Option<UnitPrice> {
    let minor = fields.money("price")?;
    if fields.text("currency").is_none() {
        fields.error("currency", RowReason::Missing);
    }
    let currency = fields.code("currency", |text| {
        let code = text.trim().to_uppercase();
        (code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())).then_some(code)
    })?;
    Some(UnitPrice { minor, currency, on: None })
}

/// "UN 0012", "UN0012" or "0012"; spreadsheets drop zeros in front.
fn un_number(text: &str) -> Option<String> {
    let digits = text.trim().trim_start_matches(['U', 'u', 'N', 'n', ' ']);
    let number: u32 = digits.parse().ok()?;
    (1..=9_999).contains(&number).then(|| format!("{number:04}"))
}

/// Names have one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
