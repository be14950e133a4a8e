//! What has happened. Payloads are CBOR maps with numbered fields: frozen by the golden files; add
//! fields at the end, never renumber.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::asset::{AssetDetails, Whereabouts};
use crate::attachment::AttachmentDetails;
use crate::changes::Changes;
use crate::condition::ConditionCode;
use crate::ids::{ActId, ImportId, PersonId, PlaceId};
use crate::item::{ItemDetails, KitPart};
use crate::lot::LotDetails;
use crate::people::{Holder, PersonDetails, PersonalDetails, UnitDetails};
use crate::place::PlaceDetails;
use crate::stock::StockKey;

/// What may be noted with any act.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(deny_unknown_fields)]
#[cbor(map)]
pub struct Particulars {
    /// Number of the paper this act rests on.
    #[n(0)]
    #[serde(default)]
    pub document: Option<String>,
    #[n(1)]
    #[serde(default)]
    pub remark: Option<String>,
}

/// Why a stock line changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(rename_all = "kebab-case", tag = "type", content = "id")]
pub enum StockReason {
    #[n(0)]
    Received,
    /// Opening balance: what lay there when the books began.
    #[n(1)]
    Opening,
    #[n(2)]
    Moved,
    #[n(3)]
    Issued,
    #[n(4)]
    Returned,
    #[n(5)]
    ConditionChanged,
    /// Takes back an earlier act.
    #[n(6)]
    Corrected(#[n(0)] ActId),
}

/// What a change says about somebody's personal fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonalPart {
    /// Nothing: they stay as they were.
    Kept,
    /// They are these now, as a whole.
    Replaced(PersonalDetails),
    /// Something, but the part was dropped since.
    Erased,
}

impl PersonalPart {
    /// The new personal fields, if there are any.
    pub const fn replaced(&self) -> Option<&PersonalDetails> {
        match self {
            PersonalPart::Replaced(details) => Some(details),
            PersonalPart::Kept | PersonalPart::Erased => None,
        }
    }
}

/// One thing that happened to one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    HubDescribed(HubDescription),
    ItemAdded(ItemDetails),
    ItemChanged(Changes),
    PlaceAdded(PlaceDetails),
    PlaceChanged(Changes),
    /// Personal fields travel apart; `None` once erased.
    PersonAdded(PersonDetails, Option<PersonalDetails>),
    PersonChanged(Changes, PersonalPart),
    UnitAdded(UnitDetails),
    UnitChanged(Changes),
    LotAdded(LotDetails),
    LotChanged(Changes),
    AssetReceived(AssetReceived),
    AssetChanged(Changes),
    AssetMoved(AssetMoved),
    AssetIssued(AssetIssued),
    AssetReturned(AssetReturned),
    AssetConditionChanged(AssetConditionChanged),
    AssetLost(AssetLost),
    AssetFound(AssetFound),
    AssetSighted(AssetSighted),
    AssetCorrected(AssetCorrected),
    StockChanged(StockChanged),
    DiscrepancySettled(DiscrepancySettled),
    FileImported(FileImported),
    Attached(AttachmentDetails),
    AttachmentWithdrawn(AttachmentWithdrawn),
}

/// How the hub calls and marks itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cbor(map)]
pub struct HubDescription {
    /// `HUB-…`; a label, not an identity.
    #[n(0)]
    pub code: String,
    /// Printed on every window, page and export.
    #[n(1)]
    pub classification: Option<String>,
    /// A sandbox: nothing in it is real.
    #[n(2)]
    #[cbor(default)]
    #[serde(default)]
    pub training: bool,
    #[n(3)]
    pub name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(rename_all = "camelCase")]
#[cbor(map)]
pub struct AssetReceived {
    #[n(0)]
    pub details: AssetDetails,
    #[n(1)]
    pub place: PlaceId,
    #[n(2)]
    pub condition: ConditionCode,
    #[n(3)]
    #[cbor(default)]
    #[serde(default)]
    pub kit_missing: Vec<KitPart>,
    /// It was already there when the books began.
    #[n(4)]
    #[cbor(default)]
    #[serde(default)]
    pub opening: bool,
    #[n(5)]
    #[cbor(default)]
    #[serde(default)]
    pub particulars: Particulars,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[cbor(map)]
pub struct AssetMoved {
    #[n(0)]
    pub to: PlaceId,
    #[n(1)]
    #[cbor(default)]
    #[serde(default)]
    pub particulars: Particulars,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(rename_all = "camelCase")]
#[cbor(map)]
pub struct AssetIssued {
    #[n(0)]
    pub to: Holder,
    #[n(1)]
    pub condition: ConditionCode,
    #[n(2)]
    #[cbor(default)]
    #[serde(default)]
    pub kit_missing: Vec<KitPart>,
    #[n(3)]
    #[cbor(default)]
    #[serde(default)]
    pub particulars: Particulars,
    /// Edition of the hub's rules by which evidence (the actor's, the witness's signature) is asked.
    #[n(4)]
    pub rules: u32,
    #[n(5)]
    pub witness: Option<PersonId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(rename_all = "camelCase")]
#[cbor(map)]
pub struct AssetReturned {
    #[n(0)]
    pub to: PlaceId,
    #[n(1)]
    pub condition: ConditionCode,
    #[n(2)]
    #[cbor(default)]
    #[serde(default)]
    pub kit_missing: Vec<KitPart>,
    #[n(3)]
    #[cbor(default)]
    #[serde(default)]
    pub particulars: Particulars,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[cbor(map)]
pub struct AssetConditionChanged {
    #[n(0)]
    pub to: ConditionCode,
    #[n(1)]
    #[cbor(default)]
    #[serde(default)]
    pub particulars: Particulars,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[cbor(map)]
pub struct AssetLost {
    /// How it was lost, in the reporter's words.
    #[n(0)]
    pub circumstances: String,
    #[n(1)]
    #[cbor(default)]
    #[serde(default)]
    pub particulars: Particulars,
    #[n(2)]
    pub rules: u32,
    #[n(3)]
    pub witness: Option<PersonId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[cbor(map)]
pub struct AssetFound {
    #[n(0)]
    pub at: PlaceId,
    #[n(1)]
    pub condition: ConditionCode,
    #[n(2)]
    #[cbor(default)]
    #[serde(default)]
    pub particulars: Particulars,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[cbor(map)]
pub struct AssetSighted {
    /// Where it was seen, if in a place of the hub.
    #[n(0)]
    pub at: Option<PlaceId>,
    #[n(1)]
    #[cbor(default)]
    #[serde(default)]
    pub particulars: Particulars,
}

/// Takes back an earlier act on this asset and says what is true instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(rename_all = "camelCase")]
#[cbor(map)]
pub struct AssetCorrected {
    /// The act that was wrong.
    #[n(0)]
    pub corrects: ActId,
    #[n(1)]
    pub whereabouts: Whereabouts,
    #[n(2)]
    pub condition: ConditionCode,
    #[n(3)]
    #[cbor(default)]
    #[serde(default)]
    pub kit_missing: Vec<KitPart>,
    #[n(4)]
    #[cbor(default)]
    #[serde(default)]
    pub particulars: Particulars,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[cbor(map)]
pub struct StockChanged {
    #[n(0)]
    pub line: StockKey,
    /// Units of issue added (positive) or taken (negative).
    #[n(1)]
    pub change: i64,
    #[n(2)]
    pub reason: StockReason,
    #[n(3)]
    #[cbor(default)]
    #[serde(default)]
    pub particulars: Particulars,
}

/// A person decides what is true where two facts cannot both be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[cbor(map)]
pub struct DiscrepancySettled {
    #[cbor(n(0), with = "minicbor::bytes")]
    #[ts(as = "Vec<u8>")]
    pub discrepancy: [u8; 32],
    /// For an asset: where it truly is.
    #[n(1)]
    pub whereabouts: Option<Whereabouts>,
    /// What was found out, and how.
    #[n(2)]
    pub finding: String,
    /// For a condition: how far it was as it was settled (what a stock line held, how many things
    /// were alive under one serial). It opens again only when it gets worse than that.
    #[n(3)]
    #[ts(as = "Option<i64>")]
    pub accepted: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(rename_all = "camelCase")]
#[cbor(map)]
pub struct FileImported {
    #[n(0)]
    pub import: ImportId,
    #[n(1)]
    pub file_name: String,
    /// BLAKE3 of the file.
    #[cbor(n(2), with = "minicbor::bytes")]
    #[ts(as = "Vec<u8>")]
    pub file_hash: [u8; 32],
    #[n(3)]
    pub rows: u32,
}

/// An attachment was added by mistake. It stays, and its bytes with it: lists keep it out of sight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[cbor(map)]
pub struct AttachmentWithdrawn {
    /// What was wrong with it.
    #[n(0)]
    pub reason: String,
}
