//! The places a file names, found or to be made.

use std::collections::HashMap;

use domain::place::{PlaceDetails, PlaceKind};
use domain::{Command, Facts, PlaceId};

use super::acts::Act;
use super::identity::Origin;

/// Longest code made up from a name.
const CODE: usize = 32;

/// Finds places by code, and plans those that are missing.
pub struct Places<'a> {
    facts: &'a dyn Facts,
    origin: Origin,
    known: HashMap<String, PlaceId>,
    /// Where rows go that name no place; places made for other rows lie in it.
    fallback: String,
    pub new: Vec<Act>,
}

impl<'a> Places<'a> {
    pub fn new(facts: &'a dyn Facts, origin: Origin, fallback: &str) -> Self {
        Self { facts, origin, known: HashMap::new(), fallback: fallback.trim().to_owned(), new: Vec::new() }
    }

    /// The place a row names, or the one for rows that name none; nothing where neither is given.
    pub fn of(&mut self, named: Option<&str>, row: u32) -> Option<PlaceId> {
        let fallback = self.fallback(row);
        match named {
            Some(name) => Some(self.find(name, row, fallback, PlaceKind::Building)),
            None => fallback,
        }
    }

    fn fallback(&mut self, row: u32) -> Option<PlaceId> {
        if self.fallback.is_empty() {
            return None;
        }
        let name = self.fallback.clone();
        Some(self.find(&name, row, None, PlaceKind::Site))
    }

    fn find(&mut self, name: &str, row: u32, parent: Option<PlaceId>, kind: PlaceKind) -> PlaceId {
        if let Some(id) = self.known.get(name) {
            return *id;
        }
        let code = code_of(name);
        let found = [name, code.as_str()].into_iter().find_map(|code| self.facts.place_by_code(code));
        let id = found.or_else(|| self.known.get(&code).copied());
        let id = id.unwrap_or_else(|| self.make(name, &code, row, parent, kind));
        self.known.insert(name.to_owned(), id);
        self.known.insert(code, id);
        id
    }

    fn make(
        &mut self,
        name: &str,
        code: &str,
        row: u32,
        parent: Option<PlaceId>,
        kind: PlaceKind,
    ) -> PlaceId {
        let id = PlaceId(self.origin.id("place", row, self.new.len() as u32));
        let kind = if parent.is_none() { PlaceKind::Site } else { kind };
        let details = PlaceDetails { parent, ..PlaceDetails::of(name, code, kind) };
        self.new.push(Act::one(row, Command::AddPlace { id, details }));
        id
    }
}

/// A short code from a name: capitals, digits and hyphens; the same name always makes the same code.
pub fn code_of(name: &str) -> String {
    let mut code = String::new();
    for character in name.chars().flat_map(char::to_uppercase) {
        if character.is_alphanumeric() {
            code.push(character);
        } else if !code.is_empty() && !code.ends_with('-') {
            code.push('-');
        }
    }
    let code = code.trim_end_matches('-');
    if !code.is_empty() && code.chars().count() <= CODE {
        return code.to_owned();
    }
    let start: String = code.chars().take(CODE - 7).collect();
    let hash = blake3::hash(name.as_bytes()).to_hex();
    format!("{}-{}", start.trim_end_matches('-'), hash[..6].to_uppercase()).trim_start_matches('-').to_owned()
}
