//! Events as bytes. What is written here is frozen by the golden files.

use minicbor::{Decode, Decoder, Encode};

use crate::changes::Changes;
use crate::event::{Event, PersonalPart};
use crate::kinds;

/// Why bytes are no event this version knows.
#[derive(Debug, thiserror::Error)]
pub enum EventError {
    /// Written by a newer Komora: kept, forwarded and folded as "needs newer".
    #[error("events of kind {0} are unknown to this version")]
    UnknownKind(u32),
    #[error("the payload of kind {kind} is malformed")]
    Malformed { kind: u32, source: minicbor::decode::Error },
    #[error("the payload of kind {kind} is followed by {bytes} more bytes")]
    Trailing { kind: u32, bytes: usize },
}

/// A change of a person: says whether a personal part travels beside it, so that one that was
/// dropped is told from one that never was.
#[derive(Encode, Decode)]
#[cbor(map)]
struct PersonChange {
    #[n(0)]
    changes: Changes,
    #[n(1)]
    personal: bool,
}

impl Event {
    /// The event's payload, and its personal part where it has one.
    pub fn encode(&self) -> (Vec<u8>, Option<Vec<u8>>) {
        use Event::*;
        let payload = match self {
            HubDescribed(hub) => bytes(hub),
            ItemAdded(details) => bytes(details),
            PlaceAdded(details) => bytes(details),
            PersonAdded(details, personal) => return (bytes(details), personal.as_ref().map(bytes)),
            PersonChanged(changes, part) => {
                let personal = !matches!(part, PersonalPart::Kept);
                let change = PersonChange { changes: changes.clone(), personal };
                return (bytes(&change), part.replaced().map(bytes));
            }
            UnitAdded(details) => bytes(details),
            LotAdded(details) => bytes(details),
            ItemChanged(changes)
            | PlaceChanged(changes)
            | UnitChanged(changes)
            | LotChanged(changes)
            | AssetChanged(changes) => bytes(changes),
            AssetReceived(event) => bytes(event),
            AssetMoved(event) => bytes(event),
            AssetIssued(event) => bytes(event),
            AssetReturned(event) => bytes(event),
            AssetConditionChanged(event) => bytes(event),
            AssetLost(event) => bytes(event),
            AssetFound(event) => bytes(event),
            AssetSighted(event) => bytes(event),
            AssetCorrected(event) => bytes(event),
            StockChanged(event) => bytes(event),
            DiscrepancySettled(event) => bytes(event),
            FileImported(event) => bytes(event),
            Attached(details) => bytes(details),
            AttachmentWithdrawn(event) => bytes(event),
        };
        (payload, None)
    }

    /// Reads what [`Event::encode`] wrote. Without its personal part (dropped) a person's event is
    /// read as erased. Fields a newer version added are passed over.
    pub fn decode(kind: u32, payload: &[u8], personal: Option<&[u8]>) -> Result<Event, EventError> {
        use Event::*;
        let of = Payload { kind, bytes: payload };
        Ok(match kind {
            kinds::HUB_DESCRIBED => HubDescribed(of.read()?),
            kinds::ITEM_ADDED => ItemAdded(of.read()?),
            kinds::ITEM_CHANGED => ItemChanged(of.read()?),
            kinds::PLACE_ADDED => PlaceAdded(of.read()?),
            kinds::PLACE_CHANGED => PlaceChanged(of.read()?),
            kinds::PERSON_ADDED => {
                let personal = personal.map(|bytes| Payload { kind, bytes }.read()).transpose()?;
                PersonAdded(of.read()?, personal)
            }
            kinds::PERSON_CHANGED => {
                let change: PersonChange = of.read()?;
                let part = match personal {
                    _ if !change.personal => PersonalPart::Kept,
                    Some(bytes) => PersonalPart::Replaced(Payload { kind, bytes }.read()?),
                    None => PersonalPart::Erased,
                };
                PersonChanged(change.changes, part)
            }
            kinds::UNIT_ADDED => UnitAdded(of.read()?),
            kinds::UNIT_CHANGED => UnitChanged(of.read()?),
            kinds::LOT_ADDED => LotAdded(of.read()?),
            kinds::LOT_CHANGED => LotChanged(of.read()?),
            kinds::ASSET_RECEIVED => AssetReceived(of.read()?),
            kinds::ASSET_CHANGED => AssetChanged(of.read()?),
            kinds::ASSET_MOVED => AssetMoved(of.read()?),
            kinds::ASSET_ISSUED => AssetIssued(of.read()?),
            kinds::ASSET_RETURNED => AssetReturned(of.read()?),
            kinds::ASSET_CONDITION_CHANGED => AssetConditionChanged(of.read()?),
            kinds::ASSET_LOST => AssetLost(of.read()?),
            kinds::ASSET_FOUND => AssetFound(of.read()?),
            kinds::ASSET_SIGHTED => AssetSighted(of.read()?),
            kinds::ASSET_CORRECTED => AssetCorrected(of.read()?),
            kinds::STOCK_CHANGED => StockChanged(of.read()?),
            kinds::DISCREPANCY_SETTLED => DiscrepancySettled(of.read()?),
            kinds::FILE_IMPORTED => FileImported(of.read()?),
            kinds::ATTACHED => Attached(of.read()?),
            kinds::ATTACHMENT_WITHDRAWN => AttachmentWithdrawn(of.read()?),
            unknown => return Err(EventError::UnknownKind(unknown)),
        })
    }

    /// The number of this kind of event.
    pub const fn kind(&self) -> u32 {
        use Event::*;
        match self {
            HubDescribed(_) => kinds::HUB_DESCRIBED,
            ItemAdded(_) => kinds::ITEM_ADDED,
            ItemChanged(_) => kinds::ITEM_CHANGED,
            PlaceAdded(_) => kinds::PLACE_ADDED,
            PlaceChanged(_) => kinds::PLACE_CHANGED,
            PersonAdded(..) => kinds::PERSON_ADDED,
            PersonChanged(..) => kinds::PERSON_CHANGED,
            UnitAdded(_) => kinds::UNIT_ADDED,
            UnitChanged(_) => kinds::UNIT_CHANGED,
            LotAdded(_) => kinds::LOT_ADDED,
            LotChanged(_) => kinds::LOT_CHANGED,
            AssetReceived(_) => kinds::ASSET_RECEIVED,
            AssetChanged(_) => kinds::ASSET_CHANGED,
            AssetMoved(_) => kinds::ASSET_MOVED,
            AssetIssued(_) => kinds::ASSET_ISSUED,
            AssetReturned(_) => kinds::ASSET_RETURNED,
            AssetConditionChanged(_) => kinds::ASSET_CONDITION_CHANGED,
            AssetLost(_) => kinds::ASSET_LOST,
            AssetFound(_) => kinds::ASSET_FOUND,
            AssetSighted(_) => kinds::ASSET_SIGHTED,
            AssetCorrected(_) => kinds::ASSET_CORRECTED,
            StockChanged(_) => kinds::STOCK_CHANGED,
            DiscrepancySettled(_) => kinds::DISCREPANCY_SETTLED,
            FileImported(_) => kinds::FILE_IMPORTED,
            Attached(_) => kinds::ATTACHED,
            AttachmentWithdrawn(_) => kinds::ATTACHMENT_WITHDRAWN,
        }
    }
}

struct Payload<'b> {
    kind: u32,
    bytes: &'b [u8],
}

impl<'b> Payload<'b> {
    fn read<T: Decode<'b, ()>>(&self) -> Result<T, EventError> {
        let mut decoder = Decoder::new(self.bytes);
        let value = decoder.decode().map_err(|source| EventError::Malformed { kind: self.kind, source })?;
        match self.bytes.len() - decoder.position() {
            0 => Ok(value),
            bytes => Err(EventError::Trailing { kind: self.kind, bytes }),
        }
    }
}

fn bytes<T: Encode<()>>(value: &T) -> Vec<u8> {
    minicbor::to_vec(value).expect("writing into memory cannot fail")
}
