//! Reference tables: data with an authority and an edition, not `if`s.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::Deserialize;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A list of codes and what they mean.
#[derive(Clone, Debug, Deserialize)]
pub struct CodeTable<T = String> {
    pub authority: String,
    pub edition: String,
    codes: BTreeMap<String, T>,
}

/// A national codification bureau.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Bureau {
    /// ISO 3166-1 alpha-3, or the organisation's letters.
    pub nation: String,
    /// Checked against the authority's list; otherwise taken over unchecked.
    pub confirmed: bool,
}

/// One entry of the list of explosives.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct UnEntry {
    pub un: String,
    /// Division and compatibility group.
    pub code: String,
    /// Proper shipping names.
    pub names: Vec<String>,
}

/// Supply condition code as the authority words it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ConditionEntry {
    pub code: String,
    pub status: String,
    pub name: String,
}

#[derive(Clone, Debug, Deserialize)]
struct UnList {
    authority: String,
    edition: String,
    entries: Vec<UnEntry>,
}

#[derive(Clone, Debug, Deserialize)]
struct ConditionList {
    authority: String,
    edition: String,
    codes: Vec<ConditionEntry>,
}

#[derive(Clone, Debug, Deserialize)]
struct DivisionPairs {
    authority: String,
    edition: String,
    pairs: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct SerialCounts {
    authority: String,
    edition: String,
    within_days: u16,
}

/// Where a table comes from; "to be confirmed" until an administrator has compared it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source<'a> {
    pub table: &'static str,
    pub authority: &'a str,
    pub edition: &'a str,
}

/// Every table the rules look at.
#[derive(Clone, Debug)]
pub struct Tables {
    bureaux: CodeTable<Bureau>,
    classes: CodeTable,
    units_of_issue: CodeTable,
    supply_classes: CodeTable,
    conditions: ConditionList,
    un_numbers: UnList,
    divisions: DivisionPairs,
    serial_counts: SerialCounts,
}

impl Tables {
    /// The tables that come with the program.
    pub fn builtin() -> &'static Tables {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(|| Tables {
            bureaux: embedded(include_str!("../tables/codification_bureaux.json")),
            classes: embedded(include_str!("../tables/supply_groups_and_classes.json")),
            units_of_issue: embedded(include_str!("../tables/units_of_issue.json")),
            supply_classes: embedded(include_str!("../tables/supply_classes.json")),
            conditions: embedded(include_str!("../tables/condition_codes.json")),
            un_numbers: embedded(include_str!("../tables/un_class_1.json")),
            divisions: embedded(include_str!("../tables/hazard_divisions.json")),
            serial_counts: embedded(include_str!("../tables/serial_counts.json")),
        })
    }

    /// The bureau with this two-digit code.
    pub fn bureau(&self, code: &str) -> Option<&Bureau> {
        self.bureaux.codes.get(code)
    }

    /// What the four-digit NATO supply class holds.
    pub fn class(&self, code: &str) -> Option<&str> {
        self.classes.codes.get(code).map(String::as_str)
    }

    /// The unit of issue with this two-letter code.
    pub fn unit_of_issue(&self, code: &str) -> Option<&str> {
        self.units_of_issue.codes.get(code).map(String::as_str)
    }

    /// Every unit of issue: code and English name, in order of code.
    pub fn units_of_issue(&self) -> impl Iterator<Item = (&str, &str)> {
        self.units_of_issue.codes.iter().map(|(code, name)| (code.as_str(), name.as_str()))
    }

    /// Every four-digit NATO supply class: code and English name, in order of code.
    pub fn classes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.classes.codes.iter().map(|(code, name)| (code.as_str(), name.as_str()))
    }

    /// The nations of the codification bureaux, ISO 3166-1 alpha-3, in order.
    pub fn nations(&self) -> BTreeSet<&str> {
        let nations = self.bureaux.codes.values().map(|bureau| bureau.nation.as_str());
        nations.filter(|nation| nation.len() == 3).collect()
    }

    /// The NATO class of supply, written as the authority does ("IIIa").
    pub fn supply_class(&self, class: &str) -> Option<&str> {
        self.supply_classes.codes.get(class).map(String::as_str)
    }

    /// The authority's words for a condition code.
    pub fn condition(&self, letter: &str) -> Option<&ConditionEntry> {
        self.conditions.codes.iter().find(|entry| entry.code == letter)
    }

    /// What is listed under a UN number; more than one where the same number is shipped in several
    /// divisions, none where the list (class 1 only) does not know it.
    pub fn un_number<'a>(&'a self, un: &'a str) -> impl Iterator<Item = &'a UnEntry> {
        self.un_numbers.entries.iter().filter(move |entry| entry.un == un)
    }

    /// Whether division and group ("1.4S") may stand together.
    pub fn legal_hazard_code(&self, code: &str) -> bool {
        let mut letters = code.chars();
        let Some(group) = letters.next_back() else { return false };
        self.divisions.pairs.get(letters.as_str()).is_some_and(|groups| groups.contains(group))
    }

    /// After so many days what lies in store is due to be looked at (rule W4).
    pub fn sighting_due_days(&self) -> u32 {
        self.serial_counts.within_days.into()
    }

    /// What lies in store and nobody has seen since this moment is due to be looked at (rule W4). Both in
    /// UTC ms.
    pub fn sighting_due_since_ms(&self, now_ms: i64) -> i64 {
        now_ms - i64::from(self.sighting_due_days()) * DAY_MS
    }

    /// Where each table comes from.
    pub fn sources(&self) -> [Source<'_>; 8] {
        let source = |table, authority, edition| Source { table, authority, edition };
        [
            source("codification-bureaux", &self.bureaux.authority, &self.bureaux.edition),
            source("supply-groups-and-classes", &self.classes.authority, &self.classes.edition),
            source("units-of-issue", &self.units_of_issue.authority, &self.units_of_issue.edition),
            source("supply-classes", &self.supply_classes.authority, &self.supply_classes.edition),
            source("condition-codes", &self.conditions.authority, &self.conditions.edition),
            source("un-class-1", &self.un_numbers.authority, &self.un_numbers.edition),
            source("hazard-divisions", &self.divisions.authority, &self.divisions.edition),
            source("serial-counts", &self.serial_counts.authority, &self.serial_counts.edition),
        ]
    }
}

fn embedded<T: for<'de> Deserialize<'de>>(text: &str) -> T {
    serde_json::from_str(text).expect("the embedded tables are part of the program and a test reads them all")
}
