//! Items of supply: kinds of things.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::hazard::Hazard;
use crate::nsn::Nsn;
use crate::quantity::Quantity;

/// How single things of this kind are told apart.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode, TS,
)]
#[serde(rename_all = "kebab-case")]
#[cbor(index_only)]
pub enum Tracking {
    /// Each one has a serial number and a story of its own.
    #[n(0)]
    Serial,
    /// By lot: ammunition and dated stores.
    #[n(1)]
    Lot,
    /// By quantity alone.
    #[n(2)]
    Bulk,
}

/// NATO class of supply.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode, TS,
)]
#[cbor(index_only)]
pub enum SupplyClass {
    #[n(0)]
    I,
    #[n(1)]
    II,
    #[n(2)]
    III,
    #[serde(rename = "IIIa")]
    #[n(3)]
    IIIA,
    #[n(4)]
    IV,
    #[n(5)]
    V,
}

/// What the hub does with the thing: which screens list it and which rules look at it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode, TS,
)]
#[serde(rename_all = "kebab-case")]
#[cbor(index_only)]
pub enum Category {
    #[n(0)]
    Weapon,
    #[n(1)]
    Ammunition,
    #[n(2)]
    Vehicle,
    #[n(3)]
    Optic,
    #[n(4)]
    Communications,
    #[n(5)]
    Part,
    #[n(6)]
    Other,
}

/// A price of one unit of issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(deny_unknown_fields)]
#[cbor(map)]
pub struct UnitPrice {
    /// In the currency's hundredths.
    #[n(0)]
    #[ts(as = "i64")]
    pub minor: u64,
    /// ISO 4217, three capital letters.
    #[n(1)]
    pub currency: String,
    /// The day the price was true.
    #[n(2)]
    pub on: Option<crate::facts::Date>,
}

/// One part that belongs to a complete thing: a sling, a magazine, a sight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(deny_unknown_fields)]
#[cbor(map)]
pub struct KitPart {
    #[n(0)]
    pub name: String,
    #[n(1)]
    pub quantity: Quantity,
}

/// All that is written down about an item. Numbered fields: add at the end, never renumber.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cbor(map)]
pub struct ItemDetails {
    /// As the catalogue names it.
    #[n(0)]
    pub name: String,
    /// The same in Ukrainian, where known.
    #[n(1)]
    pub name_uk: Option<String>,
    /// The same in French, where known.
    #[n(2)]
    pub name_fr: Option<String>,
    #[n(3)]
    pub nsn: Option<Nsn>,
    /// The hub's own code; an item without an NSN needs one, an obvious one.
    #[n(4)]
    pub local_code: Option<String>,
    #[n(5)]
    #[cbor(default)]
    #[serde(default)]
    pub part_numbers: Vec<String>,
    #[n(6)]
    pub supply_class: SupplyClass,
    #[n(7)]
    pub category: Category,
    /// Two letters, from the units-of-issue table.
    #[n(8)]
    pub unit_of_issue: String,
    #[n(9)]
    pub tracking: Tracking,
    #[n(10)]
    #[cbor(default)]
    #[serde(default)]
    pub hazard: Hazard,
    #[n(11)]
    pub price: Option<UnitPrice>,
    /// What makes one complete.
    #[n(12)]
    #[cbor(default)]
    #[serde(default)]
    pub kit: Vec<KitPart>,
    #[n(13)]
    pub calibre: Option<String>,
    #[n(14)]
    pub note: Option<String>,
}

impl ItemDetails {
    /// An item issued one by one, of which nothing else is known.
    pub fn of(
        name: impl Into<String>,
        supply_class: SupplyClass,
        category: Category,
        tracking: Tracking,
    ) -> Self {
        Self {
            name: name.into(),
            name_uk: None,
            name_fr: None,
            nsn: None,
            local_code: None,
            part_numbers: Vec::new(),
            supply_class,
            category,
            unit_of_issue: "EA".to_owned(),
            tracking,
            hazard: Hazard::default(),
            price: None,
            kit: Vec::new(),
            calibre: None,
            note: None,
        }
    }
}

impl Category {
    /// Every category.
    pub const ALL: [Category; 7] = {
        use Category::*;
        [Weapon, Ammunition, Vehicle, Optic, Communications, Part, Other]
    };
}

impl SupplyClass {
    /// Every class.
    pub const ALL: [SupplyClass; 6] = {
        use SupplyClass::*;
        [I, II, III, IIIA, IV, V]
    };
}
