//! What a decision may look at. The store answers from one database transaction; tests answer from
//! memory.

use chrono::{Datelike, NaiveDate};
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::attachment::BlobHash;
use crate::fold::{
    AssetState, AttachmentState, HubState, ItemState, LotState, PersonState, PlaceState, UnitState,
};
use crate::ids::*;
use crate::serial::SerialKey;
use crate::stock::StockKey;

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(as = "String")]
pub struct Date(pub NaiveDate);

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl<C> Encode<C> for Date {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.i32(self.0.num_days_from_ce())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Date {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        NaiveDate::from_num_days_from_ce_opt(d.i32()?)
            .map(Date)
            .ok_or_else(|| decode::Error::message("not a day of the calendar"))
    }
}

/// One event of an earlier act, with the state its subject had before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierEvent {
    pub subject: SubjectId,
    pub event: crate::Event,
    /// For an asset: what was known just before this act; `None` if the act created it.
    pub before: Option<AssetState>,
    /// For an asset: a later act than this one has changed where it is, who has it or how it is.
    pub overtaken: bool,
}

/// An earlier act, for the command that takes it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierAct {
    pub events: Vec<EarlierEvent>,
    /// It was taken back already.
    pub corrected: bool,
}

/// What is known as the command is decided. Lookups by id; nothing is changed.
pub trait Facts {
    /// Today, where the person is; for expiry and for dates in the future.
    fn today(&self) -> Date;
    /// Who acts: the person who unlocked.
    fn actor(&self) -> PersonId;
    fn hub(&self) -> Option<HubState>;
    fn item(&self, id: ItemId) -> Option<ItemState>;
    /// Another item with this NIIN or local code, if any.
    fn item_by_niin(&self, niin: &str) -> Option<ItemId>;
    fn item_by_local_code(&self, code: &str) -> Option<ItemId>;
    /// Whether anything of this item is or ever was on the books.
    fn item_in_use(&self, id: ItemId) -> bool;
    fn place(&self, id: PlaceId) -> Option<PlaceState>;
    fn place_by_code(&self, code: &str) -> Option<PlaceId>;
    fn person(&self, id: PersonId) -> Option<PersonState>;
    fn unit(&self, id: UnitId) -> Option<UnitState>;
    fn unit_by_code_name(&self, code_name: &str) -> Option<UnitId>;
    fn lot(&self, id: LotId) -> Option<LotState>;
    fn lot_by_number(&self, item: ItemId, number: &str) -> Option<LotId>;
    fn asset(&self, id: AssetId) -> Option<AssetState>;
    /// Live assets, of any item, whose serial has this key.
    fn assets_with_serial(&self, key: &SerialKey) -> Vec<(AssetId, ItemId, String)>;
    /// What the line holds; 0 for a line nobody moved anything on.
    fn on_hand(&self, line: &StockKey) -> i64;
    /// Whether anything lies at the place (or below it).
    fn place_in_use(&self, place: PlaceId) -> bool;
    fn act(&self, id: ActId) -> Option<EarlierAct>;
    /// The subject and state of an open discrepancy.
    fn discrepancy(&self, id: &[u8; 32]) -> Option<crate::discrepancy::Discrepancy>;
    /// Whether this file was imported before.
    fn import(&self, id: ImportId) -> bool;
    fn attachment(&self, id: AttachmentId) -> Option<AttachmentState>;
    /// The attachment of a thing, not withdrawn, that names these bytes, if any.
    fn attached(&self, thing: SubjectId, blob: &BlobHash) -> Option<AttachmentId>;
    /// How many bytes these are, if all of them are here.
    fn blob_size(&self, blob: &BlobHash) -> Option<u64>;
    /// Whether the subject holds events this version does not know.
    fn needs_newer(&self, subject: SubjectId) -> bool;
}
