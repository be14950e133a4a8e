//! The items a file is about: found in the books, or to be added.

use std::collections::{HashMap, HashSet};

use domain::item::{ItemDetails, Tracking};
use domain::nsn::Nsn;
use domain::{Command, Facts, ItemId};

use super::acts::Act;
use super::described::{self, Given};
use super::findings::Fields;
use super::headers::plain;
use super::identity::Origin;
use super::places::code_of;
use crate::api::import::{ImportKind, RowReason};

/// What makes two rows speak of one item.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// The same number moves between classes: only its last nine characters count.
    Niin(String),
    Code(String),
}

/// An item some rows speak of.
pub struct Item {
    pub id: ItemId,
    /// The first row that speaks of it.
    pub row: u32,
    /// The books have it already.
    pub known: bool,
    pub details: ItemDetails,
    given: Given,
    has_serial: bool,
    has_lot: bool,
    changed: bool,
}

impl Item {
    /// How its single things are told apart: as the books or the file say, or else by what the rows
    /// give, or else by what such items usually are.
    pub fn tracking(&self) -> Tracking {
        if self.known || self.given.tracking.is_some() {
            self.details.tracking
        } else if self.has_serial {
            Tracking::Serial
        } else if self.has_lot {
            Tracking::Lot
        } else {
            self.details.tracking
        }
    }
}

/// All items of a file.
pub struct Items<'a> {
    facts: &'a dyn Facts,
    origin: Origin,
    kind: ImportKind,
    keys: HashMap<Key, usize>,
    all: Vec<Item>,
    warned: HashSet<(&'static str, String)>,
}

impl<'a> Items<'a> {
    pub fn new(facts: &'a dyn Facts, origin: Origin, kind: ImportKind) -> Self {
        Self { facts, origin, kind, keys: HashMap::new(), all: Vec::new(), warned: HashSet::new() }
    }

    pub fn get(&self, index: usize) -> &Item {
        &self.all[index]
    }

    /// The item the row speaks of; nothing where the row is wrong.
    pub fn of(&mut self, fields: &mut Fields<'_, '_>) -> Option<usize> {
        let nsn_text = fields.text("nsn");
        let nsn = nsn_text.and_then(super::codes::nsn);
        let not_an_nsn = nsn_text.filter(|_| nsn.is_none());
        if let Some(text) = not_an_nsn
            && self.warned.insert(("nsn", text.to_owned()))
        {
            fields.warn("nsn", RowReason::NotAnNsn { value: text.to_owned() });
        }
        let given_code = fields.text("localCode");
        let mut given = described::given(fields, &mut self.warned);
        if self.kind == ImportKind::Items {
            given.note = fields.owned("note");
        }
        let (key, loose) = match (&nsn, given_code, not_an_nsn, &given.name) {
            (Some(nsn), ..) => (Key::Niin(nsn.niin().to_owned()), false),
            (None, Some(code), ..) => (Key::Code(code.to_owned()), false),
            (None, None, Some(text), _) => (Key::Code(text.to_owned()), true),
            (None, None, None, Some(name)) => (Key::Code(code_by_name(name, &given)), false),
            (None, None, None, None) => {
                fields.error("name", RowReason::Missing);
                return None;
            }
        };
        if fields.is_bad() {
            return None;
        }
        let index = self.find(key, loose, nsn, given_code, &given, fields)?;
        let item = &mut self.all[index];
        item.has_serial |= fields.text("serial").is_some_and(|serial| !super::serials::is_blank(serial));
        item.has_lot |= fields.text("lot").is_some();
        Some(index)
    }

    /// A code that was meant as a stock number is shared by whatever a list-keeper had no number for:
    /// such things are told apart by name, the second with "-2" behind the code.
    fn find(
        &mut self,
        key: Key,
        loose: bool,
        nsn: Option<Nsn>,
        given_code: Option<&str>,
        given: &Given,
        fields: &mut Fields<'_, '_>,
    ) -> Option<usize> {
        for nth in 1.. {
            let key = match &key {
                Key::Code(code) if nth > 1 => Key::Code(format!("{code}-{nth}")),
                key => key.clone(),
            };
            let index = match self.keys.get(&key) {
                Some(index) => *index,
                None => {
                    let item = self.item(&key, nsn.clone(), given_code, given, fields);
                    self.all.push(item);
                    self.keys.insert(key, self.all.len() - 1);
                    self.all.len() - 1
                }
            };
            if !loose || self.same_name(index, given) {
                return self.agree(index, given, fields);
            }
        }
        None
    }

    fn item(
        &self,
        key: &Key,
        nsn: Option<Nsn>,
        given_code: Option<&str>,
        given: &Given,
        fields: &mut Fields<'_, '_>,
    ) -> Item {
        let row = fields.number();
        let found = match key {
            Key::Niin(niin) => self.facts.item_by_niin(niin),
            Key::Code(code) => self.facts.item_by_local_code(code),
        };
        let found = found.or_else(|| given_code.and_then(|code| self.facts.item_by_local_code(code)));
        let known = found.and_then(|id| self.facts.item(id).map(|state| (id, state.details)));
        let (has_serial, has_lot, changed) = (false, false, false);
        if let Some((id, details)) = known {
            let given = given.clone();
            return Item { id, row, known: true, details, given, has_serial, has_lot, changed };
        }
        let code = match key {
            Key::Code(code) => Some(code.clone()),
            Key::Niin(_) => given_code.map(str::to_owned),
        };
        let id = ItemId(self.origin.id("item", row, 0));
        if given.name.is_none() {
            fields.warn("name", RowReason::Missing);
        }
        let details = described::new_item(given, nsn, code);
        Item { id, row, known: false, details, given: given.clone(), has_serial, has_lot, changed }
    }

    fn same_name(&self, index: usize, given: &Given) -> bool {
        let Some(name) = &given.name else { return true };
        alike(&self.all[index].details.name, name)
    }

    /// Takes over what the row adds, and says where it contradicts an earlier row.
    fn agree(&mut self, index: usize, given: &Given, fields: &mut Fields<'_, '_>) -> Option<usize> {
        let item = &mut self.all[index];
        let first = item.row;
        if self.kind == ImportKind::Items {
            if item.row == fields.number() {
                item.changed = item.known && described::overlay(&mut item.details, given);
            } else if item.given != *given {
                fields.error("name", RowReason::Contradicts { row: first });
                return None;
            }
            return Some(index);
        }
        if let (Some(tracking), Some(earlier)) = (given.tracking, item.given.tracking)
            && tracking != earlier
        {
            fields.error("tracking", RowReason::Contradicts { row: first });
            return None;
        }
        if let (Some(name), false) = (&given.name, item.known) {
            let name = name.clone();
            if !alike(&item.details.name, &name) && self.warned.insert(("name", name.clone())) {
                fields.warn("name", RowReason::Contradicts { row: first });
            } else if alike(&item.details.name, &name) && name.len() > item.details.name.len() {
                // Lists cut names short: the longest says most.
                item.details.name = name;
            }
        }
        Some(index)
    }

    /// The commands that add what is missing, and change what a catalogue says otherwise.
    pub fn acts(&self) -> Vec<Act> {
        let act = |item: &Item| {
            let details = || ItemDetails { tracking: item.tracking(), ..item.details.clone() };
            if !item.known {
                Some(Act::one(item.row, Command::AddItem { id: item.id, details: details() }))
            } else {
                item.changed
                    .then(|| Act::one(item.row, Command::ChangeItem { id: item.id, details: details() }))
            }
        };
        self.all.iter().filter_map(act).collect()
    }
}

/// Whether two names can be one, the shorter cut off.
fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    one.starts_with(&other) || other.starts_with(&one)
}

/// An obvious code for an item that has only a name; kept apart by unit of issue.
fn code_by_name(name: &str, given: &Given) -> String {
    let code = code_of(name);
    match given.unit.as_deref() {
        None | Some("EA") => code,
        Some(unit) => format!("{code}-{unit}"),
    }
}
