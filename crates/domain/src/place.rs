//! Places: a tree from site to bin.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{PersonId, PlaceId};

/// What kind of place.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode, TS,
)]
#[serde(rename_all = "kebab-case")]
#[cbor(index_only)]
pub enum PlaceKind {
    #[n(0)]
    Site,
    #[n(1)]
    Building,
    #[n(2)]
    ArmsRoom,
    #[n(3)]
    Magazine,
    #[n(4)]
    Workshop,
    #[n(5)]
    Yard,
    #[n(6)]
    Rack,
    #[n(7)]
    Bin,
    /// For explosives without a hazard classification: alone, away from all else.
    #[n(8)]
    UnclassifiedIsolated,
}

/// All that is written down about a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cbor(map)]
pub struct PlaceDetails {
    #[n(0)]
    pub name: String,
    /// Short, unique within the hub, printed on labels.
    #[n(1)]
    pub code: String,
    #[n(2)]
    pub kind: PlaceKind,
    /// The place this one is in; none for a site.
    #[n(3)]
    pub parent: Option<PlaceId>,
    #[n(4)]
    pub custodian: Option<PersonId>,
    #[n(5)]
    pub note: Option<String>,
    /// No longer used: nothing may be put there.
    #[n(6)]
    #[cbor(default)]
    #[serde(default)]
    pub closed: bool,
}

impl PlaceDetails {
    /// A place in use, in no other and in nobody's care.
    pub fn of(name: impl Into<String>, code: impl Into<String>, kind: PlaceKind) -> Self {
        let (name, code) = (name.into(), code.into());
        Self { name, code, kind, parent: None, custodian: None, note: None, closed: false }
    }
}
