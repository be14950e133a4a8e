//! Looking things up: they exist, this version knows all that happened to them, they can be used.

use std::collections::HashSet;

use super::MOST_THINGS;
use crate::asset::Whereabouts;
use crate::facts::Facts;
use crate::fold::{AssetState, AttachmentState, ItemState, LotState, PersonState, PlaceState, UnitState};
use crate::ids::*;
use crate::people::Holder;
use crate::refusal::Refusal;

/// Places deeper than this are taken to go in circles.
const DEEPEST: usize = 64;

pub(super) fn unknown(subject: &str, id: impl std::fmt::Display) -> Refusal {
    Refusal::Unknown { subject: subject.to_owned(), id: id.to_string() }
}

/// Refuses a new id that is taken, or of which a newer Komora knows more.
pub(super) fn fresh(
    facts: &dyn Facts,
    subject: &str,
    id: impl Into<SubjectId>,
    exists: bool,
) -> Result<(), Refusal> {
    let id = id.into();
    if exists {
        return Err(Refusal::Exists { subject: subject.to_owned(), id: id.to_string() });
    }
    understood(facts, id)
}

pub(super) fn understood(facts: &dyn Facts, subject: impl Into<SubjectId>) -> Result<(), Refusal> {
    let subject = subject.into();
    if facts.needs_newer(subject) { Err(Refusal::NeedsNewer { subject }) } else { Ok(()) }
}

fn all_known<T>(state: T, unknown: bool, subject: SubjectId) -> Result<T, Refusal> {
    if unknown { Err(Refusal::NeedsNewer { subject }) } else { Ok(state) }
}

pub(super) fn item(facts: &dyn Facts, id: ItemId) -> Result<ItemState, Refusal> {
    let state = facts.item(id).ok_or_else(|| unknown("item", id))?;
    let newer = state.unknown;
    all_known(state, newer, id.into())
}

pub(super) fn place(facts: &dyn Facts, id: PlaceId) -> Result<PlaceState, Refusal> {
    let state = facts.place(id).ok_or_else(|| unknown("place", id))?;
    let newer = state.unknown;
    all_known(state, newer, id.into())
}

/// A place things may be put: neither it nor one it lies in is closed.
pub(super) fn open_place(facts: &dyn Facts, id: PlaceId) -> Result<PlaceState, Refusal> {
    let found = place(facts, id)?;
    let mut closed = found.details.closed.then_some(id);
    let mut above = found.details.parent;
    for _ in 0..DEEPEST {
        let Some(parent) = above.filter(|_| closed.is_none()) else { break };
        let Some(state) = facts.place(parent) else { break };
        closed = state.details.closed.then_some(parent);
        above = state.details.parent;
    }
    match closed {
        Some(place) => Err(Refusal::PlaceClosed { place }),
        None => Ok(found),
    }
}

/// Whether `place` is `inside` itself, or so deep that it may as well be.
pub(super) fn goes_in_circles<Id: Copy + PartialEq>(
    id: Id,
    parent: Option<Id>,
    parent_of: impl Fn(Id) -> Option<Id>,
) -> bool {
    let mut above = parent;
    for _ in 0..DEEPEST {
        match above {
            None => return false,
            Some(found) if found == id => return true,
            Some(found) => above = parent_of(found),
        }
    }
    true
}

pub(super) fn person(facts: &dyn Facts, id: PersonId) -> Result<PersonState, Refusal> {
    let state = facts.person(id).ok_or_else(|| unknown("person", id))?;
    let newer = state.unknown;
    all_known(state, newer, id.into())
}

pub(super) fn unit(facts: &dyn Facts, id: UnitId) -> Result<UnitState, Refusal> {
    let state = facts.unit(id).ok_or_else(|| unknown("unit", id))?;
    let newer = state.unknown;
    all_known(state, newer, id.into())
}

/// Somebody things may be issued to: has not left, is not disbanded.
pub(super) fn receiving(facts: &dyn Facts, holder: Holder) -> Result<(), Refusal> {
    let (subject, gone) = match holder {
        Holder::Person(id) => (SubjectId::from(id), person(facts, id)?.details.left),
        Holder::Unit(id) => (SubjectId::from(id), unit(facts, id)?.details.disbanded),
    };
    if gone { Err(Refusal::HolderGone { subject }) } else { Ok(()) }
}

pub(super) fn holder(facts: &dyn Facts, holder: Holder) -> Result<(), Refusal> {
    match holder {
        Holder::Person(id) => person(facts, id).map(|_| ()),
        Holder::Unit(id) => unit(facts, id).map(|_| ()),
    }
}

/// A second person: there, neither the one who acts nor the one who receives.
pub(super) fn witness(
    facts: &dyn Facts,
    witness: Option<PersonId>,
    receiver: Option<Holder>,
) -> Result<(), Refusal> {
    let Some(id) = witness else { return Ok(()) };
    if id == facts.actor() || receiver == Some(Holder::Person(id)) {
        return Err(super::text::not_valid("witness", &id.to_string()));
    }
    receiving(facts, Holder::Person(id))
}

pub(super) fn lot(facts: &dyn Facts, id: LotId) -> Result<LotState, Refusal> {
    let state = facts.lot(id).ok_or_else(|| unknown("lot", id))?;
    let newer = state.unknown;
    all_known(state, newer, id.into())
}

pub(super) fn attachment(facts: &dyn Facts, id: AttachmentId) -> Result<AttachmentState, Refusal> {
    let state = facts.attachment(id).ok_or_else(|| unknown("attachment", id))?;
    let newer = state.unknown;
    all_known(state, newer, id.into())
}

/// An asset that exists as far as the books know.
pub(super) fn asset(facts: &dyn Facts, id: AssetId) -> Result<AssetState, Refusal> {
    let state = facts.asset(id).ok_or_else(|| unknown("asset", id))?;
    if state.unknown {
        return Err(Refusal::NeedsNewer { subject: id.into() });
    }
    if state.whereabouts == Whereabouts::EnteredInError {
        return Err(Refusal::EnteredInError { asset: id });
    }
    Ok(state)
}

/// Something is named, not too much, and nothing twice.
pub(super) fn each_once(assets: impl ExactSizeIterator<Item = AssetId>) -> Result<(), Refusal> {
    some_not_too_many(assets.len())?;
    let mut named = HashSet::with_capacity(assets.len());
    for asset in assets {
        if !named.insert(asset) {
            return Err(Refusal::NamedTwice { asset });
        }
    }
    Ok(())
}

pub(super) fn some_not_too_many(count: usize) -> Result<(), Refusal> {
    match count {
        0 => Err(Refusal::NothingNamed),
        1..=MOST_THINGS => Ok(()),
        _ => Err(Refusal::TooMany { most: MOST_THINGS as u32 }),
    }
}
