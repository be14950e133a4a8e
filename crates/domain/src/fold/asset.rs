//! Assets: what is known of one serial-numbered thing.

use minicbor::{Decode, Encode};

use super::state::{State, found};
use super::{CausalPast, Stamp};
use crate::asset::{AssetDetails, Whereabouts};
use crate::condition::ConditionCode;
use crate::discrepancy::{Discrepancy, DiscrepancyStatus};
use crate::event::{AssetReceived, Event};
use crate::ids::{ActId, EntryRef, PersonId, PlaceId, SubjectId};
use crate::item::KitPart;
use crate::serial::{SerialKey, normalise};

/// A custody act no later one is known to rest on. More than one: acts done apart.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct CustodyHead {
    #[n(0)]
    pub entry: EntryRef,
    #[n(1)]
    pub whereabouts: Whereabouts,
    #[n(2)]
    pub act: ActId,
    /// Entries party to a discrepancy on which this act rests, itself included.
    #[n(3)]
    pub(super) party: Vec<EntryRef>,
}

/// Who last had it in their hands or before their eyes.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct LastSeen {
    #[n(0)]
    pub at_ms: i64,
    #[n(1)]
    pub at_unsure: bool,
    #[n(2)]
    pub actor: PersonId,
    /// In which place, if in one of the hub's.
    #[n(3)]
    pub place: Option<PlaceId>,
}

/// What is known of an asset. The record is never deleted (rule W3).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct AssetState {
    #[n(0)]
    pub details: AssetDetails,
    #[n(1)]
    pub serial_key: SerialKey,
    /// The last in fold order; provisional while disputed.
    #[n(2)]
    pub whereabouts: Whereabouts,
    #[n(3)]
    pub condition: ConditionCode,
    #[n(4)]
    pub kit_missing: Vec<KitPart>,
    #[n(5)]
    pub received_ms: i64,
    /// It was there when the books began.
    #[n(6)]
    pub opening: bool,
    #[n(7)]
    pub last_seen: LastSeen,
    /// When the act was done that put it where it is.
    #[n(8)]
    pub since_ms: i64,
    #[n(9)]
    pub heads: Vec<CustodyHead>,
    #[n(10)]
    pub discrepancies: Vec<Discrepancy>,
    /// The last act of any kind.
    #[n(11)]
    pub changed: Stamp,
    #[n(12)]
    pub unknown: bool,
}

impl AssetState {
    /// An open discrepancy stands: where it is, is provisional.
    pub fn disputed(&self) -> bool {
        self.discrepancies.iter().any(|discrepancy| discrepancy.status == DiscrepancyStatus::Open)
    }

    /// The place it lies in, if in the store.
    pub const fn place(&self) -> Option<PlaceId> {
        match self.whereabouts {
            Whereabouts::Stored(place) => Some(place),
            _ => None,
        }
    }

    pub(super) fn fold(&mut self, subject: SubjectId, event: &Event, stamp: &Stamp, past: &dyn CausalPast) {
        match event {
            Event::AssetChanged(changes) => {
                self.details = changes.apply(&self.details);
                self.serial_key = normalise(&self.details.serial);
            }
            Event::AssetConditionChanged(changed) => self.condition = changed.to,
            Event::AssetSighted(sighted) => self.seen(sighted.at, stamp),
            Event::AssetMoved(moved) => {
                self.take(subject, Whereabouts::Stored(moved.to), stamp, past);
                self.seen(Some(moved.to), stamp);
            }
            Event::AssetIssued(issued) => {
                self.take(subject, Whereabouts::Issued(issued.to), stamp, past);
                self.is_now(issued.condition, &issued.kit_missing);
                self.seen(None, stamp);
            }
            Event::AssetReturned(returned) => {
                self.take(subject, Whereabouts::Stored(returned.to), stamp, past);
                self.is_now(returned.condition, &returned.kit_missing);
                self.seen(Some(returned.to), stamp);
            }
            Event::AssetLost(_) => self.take(subject, Whereabouts::Lost, stamp, past),
            Event::AssetFound(found) => {
                self.take(subject, Whereabouts::Stored(found.at), stamp, past);
                self.condition = found.condition;
                self.seen(Some(found.at), stamp);
            }
            Event::AssetCorrected(corrected) => {
                self.take(subject, corrected.whereabouts.clone(), stamp, past);
                self.is_now(corrected.condition, &corrected.kit_missing);
            }
            _ => return,
        }
        self.changed = *stamp;
    }

    pub(super) fn seen(&mut self, place: Option<PlaceId>, stamp: &Stamp) {
        self.last_seen = last_seen(place, stamp);
    }

    fn is_now(&mut self, condition: ConditionCode, kit_missing: &[KitPart]) {
        self.condition = condition;
        self.kit_missing = kit_missing.to_vec();
    }
}

/// Taken in for the first time; a second receipt of the same asset says where it is, in which condition and
/// with which kit, no more: its record stays that of the first.
pub(super) fn receive(
    state: &mut Option<State>,
    subject: SubjectId,
    received: &AssetReceived,
    stamp: &Stamp,
    past: &dyn CausalPast,
) {
    let stored = Whereabouts::Stored(received.place);
    let founded = found(state, |before| {
        State::Asset(Box::new(AssetState {
            serial_key: normalise(&received.details.serial),
            details: received.details.clone(),
            whereabouts: stored.clone(),
            condition: received.condition,
            kit_missing: received.kit_missing.clone(),
            received_ms: stamp.at_ms,
            opening: received.opening,
            last_seen: last_seen(Some(received.place), stamp),
            since_ms: stamp.at_ms,
            heads: vec![CustodyHead {
                entry: stamp.entry,
                whereabouts: stored.clone(),
                act: stamp.act,
                party: Vec::new(),
            }],
            discrepancies: Vec::new(),
            changed: *stamp,
            unknown: before.unknown,
        }))
    });
    if let (false, Some(State::Asset(asset))) = (founded, state) {
        asset.take(subject, stored, stamp, past);
        asset.is_now(received.condition, &received.kit_missing);
        asset.seen(Some(received.place), stamp);
        asset.changed = *stamp;
    }
}

fn last_seen(place: Option<PlaceId>, stamp: &Stamp) -> LastSeen {
    LastSeen { at_ms: stamp.at_ms, at_unsure: stamp.at_unsure, actor: stamp.actor, place }
}
