//! How events become what is known now. Total: a fact that makes no sense changes nothing, none is
//! refused. Pure: the same events in the same order give the same bytes on every replica.

mod asset;
mod attachment;
mod custody;
mod described;
mod serials;
mod state;
mod stock;

pub use asset::{AssetState, CustodyHead, LastSeen};
pub use attachment::{AttachmentState, Withdrawal};
pub use described::{
    Described, HubState, ImportState, ItemState, LotState, PersonState, PlaceState, UnitState,
};
pub use serials::{Identity, identity, serial_subject, serial_twice};
pub use state::{State, StateError, SubjectKind};
pub use stock::{Settling, StockState, Unfounded};

use minicbor::{Decode, Encode};

use crate::event::Event;
use crate::ids::{ActId, EntryRef, PersonId, SubjectId};
use crate::kinds;

/// Raise it when the same events would fold to other bytes: every projection is then folded again.
pub const FOLD_VERSION: u32 = 3;

/// Which entry a fact stands in, who did it and when they say it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Stamp {
    #[n(0)]
    pub entry: EntryRef,
    /// Milliseconds since 1970 by the device's clock: shown, never compared.
    #[n(1)]
    pub at_ms: i64,
    #[n(2)]
    pub at_unsure: bool,
    #[n(3)]
    pub actor: PersonId,
    #[n(4)]
    pub act: ActId,
}

/// The causal past of the entry being folded.
pub trait CausalPast {
    /// Whether `entry` lies in it. The entry being folded need not count as its own past.
    fn contains(&self, entry: &EntryRef) -> bool;
}

/// Folds one fact about `subject` on top of what was known of it. Events of one subject come in fold
/// order; only those for which [`is_commutative`] holds may come late.
pub fn fold(
    mut state: Option<State>,
    subject: SubjectId,
    event: &Event,
    stamp: &Stamp,
    past: &dyn CausalPast,
) -> Option<State> {
    use Event::*;
    match event {
        HubDescribed(hub) => described::describe_hub(&mut state, hub, stamp),
        ItemAdded(details) => described::add(&mut state, details, stamp, State::Item),
        PlaceAdded(details) => described::add(&mut state, details, stamp, State::Place),
        UnitAdded(details) => described::add(&mut state, details, stamp, State::Unit),
        LotAdded(details) => described::add(&mut state, details, stamp, State::Lot),
        PersonAdded(details, personal) => {
            described::add_person(&mut state, details, personal.as_ref(), stamp)
        }
        FileImported(import) => described::add_import(&mut state, import, stamp),
        ItemChanged(changes) => {
            if let Some(State::Item(item)) = &mut state {
                item.change(changes, stamp);
            }
        }
        PlaceChanged(changes) => {
            if let Some(State::Place(place)) = &mut state {
                place.change(changes, stamp);
            }
        }
        UnitChanged(changes) => {
            if let Some(State::Unit(unit)) = &mut state {
                unit.change(changes, stamp);
            }
        }
        LotChanged(changes) => {
            if let Some(State::Lot(lot)) = &mut state {
                lot.change(changes, stamp);
            }
        }
        PersonChanged(changes, personal) => {
            if let Some(State::Person(person)) = &mut state {
                person.change(changes, personal, stamp);
            }
        }
        AssetReceived(received) => asset::receive(&mut state, subject, received, stamp, past),
        AssetChanged(_)
        | AssetMoved(_)
        | AssetIssued(_)
        | AssetReturned(_)
        | AssetConditionChanged(_)
        | AssetLost(_)
        | AssetFound(_)
        | AssetSighted(_)
        | AssetCorrected(_) => {
            if let Some(State::Asset(asset)) = &mut state {
                asset.fold(subject, event, stamp, past);
            }
        }
        Attached(details) => attachment::attach(&mut state, details, stamp),
        AttachmentWithdrawn(withdrawn) => {
            if let Some(State::Attachment(attachment)) = &mut state {
                attachment.withdraw(withdrawn, stamp);
            }
        }
        StockChanged(change) => stock::change(&mut state, subject, change, stamp),
        DiscrepancySettled(settled) => match &mut state {
            Some(State::Asset(asset)) => asset.settle(subject, settled, stamp, past),
            _ => stock::settle(&mut state, settled, stamp),
        },
    }
    state
}

/// Folds an event of a kind this version does not know: no change, and "needs a newer Komora".
pub fn fold_unknown(state: Option<State>) -> Option<State> {
    let mut state = state.unwrap_or_else(|| State::Unfounded(Unfounded::default()));
    state.mark_unknown();
    Some(state)
}

/// Whether an event of this kind may be folded on top although it comes late: its subject's state is
/// the same whatever the order.
pub const fn is_commutative(kind: u32) -> bool {
    kind == kinds::STOCK_CHANGED
}
