//! Lots: batches made together.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::asset::Provenance;
use crate::facts::Date;
use crate::ids::ItemId;

/// All that is written down about a lot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cbor(map)]
pub struct LotDetails {
    #[n(0)]
    pub item: ItemId,
    /// As marked.
    #[n(1)]
    pub number: String,
    #[n(2)]
    pub maker: Option<String>,
    #[n(3)]
    pub made_on: Option<Date>,
    #[n(4)]
    pub expires_on: Option<Date>,
    #[n(5)]
    pub test_due_on: Option<Date>,
    #[n(6)]
    #[cbor(default)]
    #[serde(default)]
    pub provenance: Provenance,
    #[n(7)]
    pub note: Option<String>,
}

impl LotDetails {
    /// A lot of which nothing is written down but its number.
    pub fn of(item: ItemId, number: impl Into<String>) -> Self {
        Self {
            item,
            number: number.into(),
            maker: None,
            made_on: None,
            expires_on: None,
            test_due_on: None,
            provenance: Provenance::default(),
            note: None,
        }
    }
}
