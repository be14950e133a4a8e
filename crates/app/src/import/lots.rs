//! The lots a file is about: found in the books, or to be added. All rows of a lot say the same of it, or
//! leave it out; a lot is never dated by whichever row came first.

use std::collections::{BTreeMap, HashMap};

use domain::asset::Provenance;
use domain::facts::Date;
use domain::lot::LotDetails;
use domain::{Command, Facts, ItemId, LotId};

use super::acts::Act;
use super::codes;
use super::findings::Fields;
use super::identity::Origin;
use crate::api::import::RowReason;

/// Lots by item and number, in the order of the rows that first name them.
pub struct Lots<'a> {
    facts: &'a dyn Facts,
    origin: Origin,
    keys: HashMap<(ItemId, String), usize>,
    all: Vec<Lot>,
}

/// A lot some rows speak of.
struct Lot {
    id: LotId,
    item: ItemId,
    number: String,
    /// The first row that speaks of it.
    row: u32,
    /// What the books say of it, where they have it.
    known: Option<LotDetails>,
    said: BTreeMap<&'static str, Said>,
}

/// What is said in one field of a lot.
struct Said {
    value: Value,
    /// The row that said it first; none where the books do.
    row: Option<u32>,
}

#[derive(Clone, Debug, PartialEq)]
enum Value {
    Text(String),
    Day(Date),
}

impl<'a> Lots<'a> {
    pub fn new(facts: &'a dyn Facts, origin: Origin) -> Self {
        Self { facts, origin, keys: HashMap::new(), all: Vec::new() }
    }

    /// The lot the row names; nothing where it names none. What the row says otherwise than the books or
    /// an earlier row is an error of it.
    pub fn of(&mut self, item: ItemId, fields: &mut Fields<'_, '_>) -> Option<LotId> {
        let Some(number) = fields.text("lot") else {
            fields.error("lot", RowReason::Missing);
            return None;
        };
        let key = (item, number.to_owned());
        let index = match self.keys.get(&key) {
            Some(index) => *index,
            None => {
                let lot = self.find(item, number, fields.number());
                self.all.push(lot);
                self.keys.insert(key, self.all.len() - 1);
                self.all.len() - 1
            }
        };
        let lot = &mut self.all[index];
        for (field, value) in given(fields) {
            lot.hear(field, value, fields);
        }
        Some(lot.id)
    }

    /// How many the books do not have.
    pub fn new_count(&self) -> u32 {
        self.all.iter().filter(|lot| lot.known.is_none()).count() as u32
    }

    /// The commands that add what is missing, and write down what the books left open.
    pub fn acts(&self) -> Vec<Act> {
        self.all.iter().filter_map(Lot::act).collect()
    }

    fn find(&self, item: ItemId, number: &str, row: u32) -> Lot {
        let found = self.facts.lot_by_number(item, number);
        let known = found.and_then(|id| self.facts.lot(id)).map(|lot| lot.details);
        let id = found.unwrap_or_else(|| LotId(self.origin.id("lot", row, 0)));
        let said = known.as_ref().map(in_books).unwrap_or_default();
        Lot { id, item, number: number.to_owned(), row, known, said }
    }
}

impl Lot {
    /// Takes over what a row says first, and holds everything later against it. Notes are nobody's facts:
    /// one that differs is left out, and said to be.
    fn hear(&mut self, field: &'static str, value: Value, fields: &mut Fields<'_, '_>) {
        let Some(said) = self.said.get(field) else {
            self.said.insert(field, Said { value, row: Some(fields.number()) });
            return;
        };
        if said.value == value {
            return;
        }
        let reason = match said.row {
            Some(row) => RowReason::Contradicts { row },
            None => RowReason::ContradictsBooks,
        };
        if field == "note" { fields.warn(field, reason) } else { fields.error(field, reason) }
    }

    fn act(&self) -> Option<Act> {
        let (id, details) = (self.id, self.details());
        match &self.known {
            None => Some(Act::one(self.row, Command::AddLot { id, details })),
            Some(known) if *known == details => None,
            Some(_) => Some(Act::one(self.row, Command::ChangeLot { id, details })),
        }
    }

    fn details(&self) -> LotDetails {
        let text = |field: &str| match self.said.get(field).map(|said| &said.value) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        };
        let day = |field: &str| match self.said.get(field).map(|said| &said.value) {
            Some(Value::Day(day)) => Some(*day),
            _ => None,
        };
        LotDetails {
            item: self.item,
            number: self.number.clone(),
            maker: text("maker"),
            made_on: day("madeOn"),
            expires_on: day("expiresOn"),
            test_due_on: day("testDueOn"),
            provenance: Provenance {
                owner: text("owner"),
                donor: text("donor"),
                original_exporter: text("exporter"),
                conditions_of_use: text("conditionsOfUse"),
                retransfer_consent: text("consent"),
            },
            note: text("note"),
        }
    }
}

/// What the row says of its lot.
fn given(fields: &mut Fields<'_, '_>) -> Vec<(&'static str, Value)> {
    let mut given = Vec::new();
    for field in ["madeOn", "expiresOn", "testDueOn"] {
        given.extend(fields.date(field).map(|day| (field, Value::Day(day))));
    }
    given.extend(fields.code("owner", codes::nation).map(|owner| ("owner", Value::Text(owner))));
    for field in ["maker", "donor", "exporter", "conditionsOfUse", "consent", "note"] {
        given.extend(fields.owned(field).map(|text| (field, Value::Text(text))));
    }
    given
}

fn in_books(details: &LotDetails) -> BTreeMap<&'static str, Said> {
    let LotDetails { maker, made_on, expires_on, test_due_on, provenance, note, .. } = details;
    let texts = [
        ("maker", maker),
        ("owner", &provenance.owner),
        ("donor", &provenance.donor),
        ("exporter", &provenance.original_exporter),
        ("conditionsOfUse", &provenance.conditions_of_use),
        ("consent", &provenance.retransfer_consent),
        ("note", note),
    ];
    let days = [("madeOn", made_on), ("expiresOn", expires_on), ("testDueOn", test_due_on)];
    let texts = texts.into_iter().filter_map(|(field, text)| Some((field, Value::Text(text.clone()?))));
    let days = days.into_iter().filter_map(|(field, day)| Some((field, Value::Day((*day)?))));
    texts.chain(days).map(|(field, value)| (field, Said { value, row: None })).collect()
}
