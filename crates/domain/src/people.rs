//! People and units: who does things, and who answers for things.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::ItemId;
use crate::ids::{PersonId, UnitId};
use crate::quantity::Quantity;

/// What may be said of a person to everybody in the hub; kept apart from the name, which can be
/// erased.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cbor(map)]
pub struct PersonDetails {
    #[n(0)]
    pub unit: Option<UnitId>,
    /// What they do at the hub; none for someone who only receives.
    #[n(1)]
    pub duty: Option<String>,
    /// Has left: nothing new may be issued to them.
    #[n(2)]
    #[cbor(default)]
    #[serde(default)]
    pub left: bool,
}

/// Personal fields: they travel in the part of the entry that can be dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cbor(map)]
pub struct PersonalDetails {
    #[n(0)]
    pub name: String,
    #[n(1)]
    pub rank: Option<String>,
    /// Service or identity number.
    #[n(2)]
    pub number: Option<String>,
    #[n(3)]
    pub contact: Option<String>,
}

/// What a unit should have of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(deny_unknown_fields)]
#[cbor(map)]
pub struct Establishment {
    #[n(0)]
    pub item: ItemId,
    #[n(1)]
    pub quantity: Quantity,
}

/// All that is written down about a supported unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cbor(map)]
pub struct UnitDetails {
    /// Never the real designation where that is sensitive.
    #[n(0)]
    pub code_name: String,
    /// ISO 3166-1 alpha-3.
    #[n(1)]
    pub nation: String,
    #[n(2)]
    pub parent: Option<UnitId>,
    /// Who may sign for the unit.
    #[n(3)]
    #[cbor(default)]
    #[serde(default)]
    pub authorised_recipients: Vec<PersonId>,
    #[n(4)]
    #[cbor(default)]
    #[serde(default)]
    pub establishment: Vec<Establishment>,
    #[n(5)]
    pub note: Option<String>,
    #[n(6)]
    #[cbor(default)]
    #[serde(default)]
    pub disbanded: bool,
}

/// Who answers for an asset outside the store.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode, TS,
)]
#[serde(rename_all = "kebab-case", tag = "type", content = "id")]
pub enum Holder {
    #[n(0)]
    Person(#[n(0)] PersonId),
    #[n(1)]
    Unit(#[n(0)] UnitId),
}
