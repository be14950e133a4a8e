//! Things that are only described: items, places, units, lots, people, the hub itself. Edited apart,
//! the last in fold order wins; both stay in the timeline.

use minicbor::{Decode, Encode};

use super::Stamp;
use super::state::{State, found};
use super::stock::Unfounded;
use crate::changes::Changes;
use crate::event::{FileImported, HubDescription, PersonalPart};
use crate::item::ItemDetails;
use crate::lot::LotDetails;
use crate::people::{PersonDetails, PersonalDetails, UnitDetails};
use crate::place::PlaceDetails;

/// A description and who touched it last.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Described<T> {
    #[n(0)]
    pub details: T,
    #[n(1)]
    pub added_ms: i64,
    #[n(2)]
    pub changed: Stamp,
    /// Holds events of a newer Komora.
    #[n(3)]
    pub unknown: bool,
}

pub type HubState = Described<HubDescription>;
pub type ItemState = Described<ItemDetails>;
pub type PlaceState = Described<PlaceDetails>;
pub type UnitState = Described<UnitDetails>;
pub type LotState = Described<LotDetails>;
/// A file that was imported.
pub type ImportState = Described<FileImported>;

/// Somebody. The name may be erased; what they did stays.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct PersonState {
    #[n(0)]
    pub details: PersonDetails,
    /// None once erased.
    #[n(1)]
    pub personal: Option<PersonalDetails>,
    #[n(2)]
    pub erased: bool,
    #[n(3)]
    pub added_ms: i64,
    #[n(4)]
    pub changed: Stamp,
    #[n(5)]
    pub unknown: bool,
}

impl<T: Encode<()> + for<'b> Decode<'b, ()> + Clone> Described<T> {
    pub(super) fn change(&mut self, changes: &Changes, stamp: &Stamp) {
        self.details = changes.apply(&self.details);
        self.changed = *stamp;
    }
}

impl PersonState {
    pub(super) fn change(&mut self, changes: &Changes, personal: &PersonalPart, stamp: &Stamp) {
        self.details = changes.apply(&self.details);
        match personal {
            PersonalPart::Kept => {}
            PersonalPart::Replaced(details) => {
                self.personal = Some(details.clone());
                self.erased = false;
            }
            PersonalPart::Erased => {
                self.personal = None;
                self.erased = true;
            }
        }
        self.changed = *stamp;
    }
}

fn described<T: Clone>(details: &T, stamp: &Stamp, before: Unfounded) -> Described<T> {
    Described { details: details.clone(), added_ms: stamp.at_ms, changed: *stamp, unknown: before.unknown }
}

pub(super) fn add<T: Clone>(
    state: &mut Option<State>,
    details: &T,
    stamp: &Stamp,
    wrap: fn(Described<T>) -> State,
) {
    found(state, |before| wrap(described(details, stamp, before)));
}

pub(super) fn describe_hub(state: &mut Option<State>, hub: &HubDescription, stamp: &Stamp) {
    if let Some(State::Hub(known)) = state {
        known.details = hub.clone();
        known.changed = *stamp;
    } else {
        add(state, hub, stamp, State::Hub);
    }
}

pub(super) fn add_person(
    state: &mut Option<State>,
    details: &PersonDetails,
    personal: Option<&PersonalDetails>,
    stamp: &Stamp,
) {
    found(state, |before| {
        State::Person(PersonState {
            details: details.clone(),
            personal: personal.cloned(),
            erased: personal.is_none(),
            added_ms: stamp.at_ms,
            changed: *stamp,
            unknown: before.unknown,
        })
    });
}

pub(super) fn add_import(state: &mut Option<State>, import: &FileImported, stamp: &Stamp) {
    add(state, import, stamp, State::Import);
}
