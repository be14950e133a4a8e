//! Serial numbers of one file: cut apart, compared with each other and with the books, and made up
//! where a thing shows none.

use std::collections::HashMap;

use domain::refusal::LookAlike;
use domain::serial::{SerialKey, made_up, normalise};
use domain::{AssetId, Facts, ItemId, Refusal};

use super::headers::plain;

/// Whether a serial cell says that there is none.
pub fn is_blank(text: &str) -> bool {
    let text = text.trim();
    matches!(text, "-" | "–" | "—" | "?")
        || matches!(
            plain(text).as_str(),
            "" | "n a"
                | "na"
                | "none"
                | "nil"
                | "unmarked"
                | "unknown"
                | "no serial"
                | "б н"
                | "бн"
                | "без номера"
                | "немає"
                | "невідомо"
                | "sans"
                | "sans numero"
                | "inconnu"
                | "neant"
        )
}

/// The serials in a cell: one, or several between commas, semicolons or line ends.
pub fn cut(text: &str) -> Vec<&str> {
    let parts = text.split([',', ';', '\n', '\r']).map(str::trim);
    parts.filter(|part| !part.is_empty() && !is_blank(part)).collect()
}

/// The serials taken so far.
pub struct Serials<'a> {
    facts: &'a dyn Facts,
    taken: HashMap<SerialKey, Vec<LookAlike>>,
    unmarked: HashMap<ItemId, u32>,
}

impl<'a> Serials<'a> {
    pub fn new(facts: &'a dyn Facts) -> Self {
        Self { facts, taken: HashMap::new(), unmarked: HashMap::new() }
    }

    /// Takes a serial, unless another thing has it or one that reads like it. A person who has looked
    /// says so by `looked_alike`.
    pub fn take(
        &mut self,
        asset: AssetId,
        item: ItemId,
        serial: &str,
        looked_alike: bool,
    ) -> Result<(), Refusal> {
        let key = normalise(serial);
        if key.is_empty() {
            return Err(Refusal::NotValid { field: "serial".to_owned(), value: serial.to_owned() });
        }
        let serial = serial.to_owned();
        let here = self.taken.entry(key.clone()).or_default();
        // The rules let one act hold no two serials of an item that read alike.
        if here.iter().any(|other| other.item == item) {
            return Err(Refusal::SerialRepeated { serial });
        }
        let mut similar = here.clone();
        for (asset, item, serial) in self.facts.assets_with_serial(&key) {
            similar.push(LookAlike { asset, item, serial });
        }
        let same = |other: &&LookAlike| other.item == item && other.serial == serial;
        let existing: Vec<AssetId> = similar.iter().filter(same).map(|other| other.asset).collect();
        if !existing.is_empty() {
            return Err(Refusal::SerialExists { serial, existing });
        }
        if !similar.is_empty() && !looked_alike {
            return Err(Refusal::SerialLooksLike { serial, similar });
        }
        here.push(LookAlike { asset, item, serial });
        Ok(())
    }

    /// The next serial made up for an item that no thing of it has.
    pub fn make_up(&mut self, item: ItemId, known: bool) -> String {
        let (taken, facts) = (&self.taken, self.facts);
        made_up(self.unmarked.entry(item).or_default(), |key| {
            let here = taken.get(key).is_some_and(|taken| taken.iter().any(|other| other.item == item));
            let there = || facts.assets_with_serial(key).iter().any(|(_, other, _)| *other == item);
            here || (known && there())
        })
    }
}
