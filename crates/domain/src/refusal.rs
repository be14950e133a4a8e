//! Why a command was turned down. Nothing changed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::asset::Whereabouts;
use crate::attachment::BlobHash;
use crate::condition::ConditionCode;
use crate::ids::*;
use crate::quantity::Quantity;

/// The rules saying no; the person can act on it. Carries numbers and ids; the words live in the
/// locale files under `refusal-<kind>`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "kind")]
pub enum Refusal {
    #[error("{field} is missing")]
    Missing { field: String },
    #[error("{field} is longer than {most} characters")]
    TooLong { field: String, most: u32 },
    #[error("{field} cannot be {value:?}")]
    NotValid { field: String, value: String },
    #[error("no {subject} {id}")]
    Unknown { subject: String, id: String },
    #[error("{subject} {id} exists already")]
    Exists { subject: String, id: String },
    #[error("the code {code} is taken by {by}")]
    CodeTaken { code: String, by: SubjectId },
    #[error("item {by} has the NIIN {niin}")]
    NiinTaken { niin: String, by: ItemId },
    #[error("item {item} is not kept by {expected:?}")]
    WrongTracking { item: ItemId, expected: crate::item::Tracking },
    #[error("the quantity must be from 1 to {most}")]
    QuantityOutOfRange { most: Quantity },
    #[error("only {on_hand} on hand, {requested} requested")]
    NotEnoughStock {
        #[ts(as = "i64")]
        on_hand: i64,
        requested: Quantity,
    },
    #[error("serial {serial} of this item is alive as {existing:?}")]
    SerialExists { serial: String, existing: Vec<AssetId> },
    /// "Did you mean": another serial reads the same once look-alikes are folded.
    #[error("serial {serial} looks like {similar:?}")]
    SerialLooksLike { serial: String, similar: Vec<LookAlike> },
    #[error("serial {serial} is twice in this act")]
    SerialRepeated { serial: String },
    #[error("asset {asset} is {whereabouts:?}")]
    NotInStore { asset: AssetId, whereabouts: Whereabouts },
    #[error("asset {asset} is {whereabouts:?}")]
    NotIssued { asset: AssetId, whereabouts: Whereabouts },
    #[error("asset {asset} is not reported lost")]
    NotLost { asset: AssetId },
    #[error("asset {asset} was entered in error")]
    EnteredInError { asset: AssetId },
    #[error("condition {condition:?} is not for issue")]
    NotIssuable { asset: Option<AssetId>, condition: ConditionCode },
    #[error("lot {lot} expired on {on}")]
    LotExpired { lot: LotId, on: crate::facts::Date },
    #[error("lot {lot} holds item {holds}")]
    LotOfAnotherItem { lot: LotId, holds: ItemId },
    #[error("{subject} is in dispute")]
    InDispute { subject: SubjectId },
    #[error("place {place} is closed")]
    PlaceClosed { place: PlaceId },
    #[error("place {place} is in use")]
    PlaceInUse { place: PlaceId },
    #[error("place {place} would be inside itself")]
    PlaceInsideItself { place: PlaceId },
    #[error("{subject} can receive nothing any more")]
    HolderGone { subject: SubjectId },
    #[error("nothing would change")]
    NothingChanges,
    #[error("nothing was named")]
    NothingNamed,
    #[error("more than {most} things in one act")]
    TooMany { most: u32 },
    #[error("asset {asset} is named twice")]
    NamedTwice { asset: AssetId },
    #[error("act {act} was taken back already")]
    AlreadyCorrected { act: ActId },
    #[error("later acts rest on act {act}")]
    LaterActs { act: ActId, subjects: Vec<SubjectId> },
    #[error("act {act} cannot be taken back")]
    NotCorrectable { act: ActId },
    #[error("discrepancy {id} is not open")]
    NoSuchDiscrepancy { id: String },
    #[error("this file was imported already")]
    AlreadyImported { import: ImportId },
    #[error("{subject} holds events of a newer Komora")]
    NeedsNewer { subject: SubjectId },
    #[error("{date} lies in the future")]
    InTheFuture { date: crate::facts::Date },
    /// An act never names bytes that nobody could ever fetch.
    #[error("the bytes {blob} are not here")]
    BytesNotHere { blob: BlobHash },
    #[error("the same bytes are attached as {attachment}")]
    AttachedAlready { attachment: AttachmentId },
    #[error("attachment {attachment} was withdrawn already")]
    WithdrawnAlready { attachment: AttachmentId },
    /// Row numbers count from 1, the header included.
    #[error("row {row}: {refusal}")]
    AtRow { row: u32, refusal: Box<Refusal> },
}

/// A live asset whose serial could be taken for another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LookAlike {
    pub asset: AssetId,
    pub item: ItemId,
    /// As marked.
    pub serial: String,
}
