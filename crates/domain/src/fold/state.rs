//! What is known of one subject, as canonical bytes: replicas compare them.

use minicbor::Encode;

use super::asset::AssetState;
use super::attachment::AttachmentState;
use super::described::{HubState, ImportState, ItemState, LotState, PersonState, PlaceState, UnitState};
use super::stock::{StockState, Unfounded};

/// What kind of subject a state is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum SubjectKind {
    Hub = 1,
    Item = 2,
    Place = 3,
    Person = 4,
    Unit = 5,
    Lot = 6,
    Asset = 7,
    Stock = 8,
    Import = 9,
    /// Facts came of a subject nothing has founded yet.
    Unfounded = 10,
    Attachment = 11,
}

impl SubjectKind {
    pub const ALL: [SubjectKind; 11] = {
        use SubjectKind::*;
        [Hub, Item, Place, Person, Unit, Lot, Asset, Stock, Import, Unfounded, Attachment]
    };

    /// The number under which stores keep it.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The kind with this number.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The word for it in commands and refusals.
    pub const fn name(self) -> &'static str {
        match self {
            SubjectKind::Hub => "hub",
            SubjectKind::Item => "item",
            SubjectKind::Place => "place",
            SubjectKind::Person => "person",
            SubjectKind::Unit => "unit",
            SubjectKind::Lot => "lot",
            SubjectKind::Asset => "asset",
            SubjectKind::Stock => "stock",
            SubjectKind::Import => "import",
            SubjectKind::Unfounded => "unfounded",
            SubjectKind::Attachment => "attachment",
        }
    }
}

/// What is known of one subject.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    Hub(HubState),
    Item(ItemState),
    Place(PlaceState),
    Person(PersonState),
    Unit(UnitState),
    Lot(LotState),
    Asset(Box<AssetState>),
    Stock(StockState),
    Import(ImportState),
    Unfounded(Unfounded),
    Attachment(AttachmentState),
}

/// Stored bytes that are no state of their kind: the row is damaged, fold it again.
#[derive(Debug, thiserror::Error)]
#[error("the stored state of a {} is malformed", .kind.name())]
pub struct StateError {
    pub kind: SubjectKind,
    pub source: minicbor::decode::Error,
}

impl State {
    /// What kind of subject this is of.
    pub const fn subject_kind(&self) -> SubjectKind {
        match self {
            State::Hub(_) => SubjectKind::Hub,
            State::Item(_) => SubjectKind::Item,
            State::Place(_) => SubjectKind::Place,
            State::Person(_) => SubjectKind::Person,
            State::Unit(_) => SubjectKind::Unit,
            State::Lot(_) => SubjectKind::Lot,
            State::Asset(_) => SubjectKind::Asset,
            State::Stock(_) => SubjectKind::Stock,
            State::Import(_) => SubjectKind::Import,
            State::Unfounded(_) => SubjectKind::Unfounded,
            State::Attachment(_) => SubjectKind::Attachment,
        }
    }

    /// Canonical bytes: equal exactly when the states are equal.
    pub fn encode(&self) -> Vec<u8> {
        match self {
            State::Hub(state) => bytes(state),
            State::Item(state) => bytes(state),
            State::Place(state) => bytes(state),
            State::Person(state) => bytes(state),
            State::Unit(state) => bytes(state),
            State::Lot(state) => bytes(state),
            State::Asset(state) => bytes(state),
            State::Stock(state) => bytes(state),
            State::Import(state) => bytes(state),
            State::Unfounded(state) => bytes(state),
            State::Attachment(state) => bytes(state),
        }
    }

    /// Reads what [`State::encode`] wrote.
    pub fn decode(kind: SubjectKind, bytes: &[u8]) -> Result<State, StateError> {
        let read = match kind {
            SubjectKind::Hub => minicbor::decode(bytes).map(State::Hub),
            SubjectKind::Item => minicbor::decode(bytes).map(State::Item),
            SubjectKind::Place => minicbor::decode(bytes).map(State::Place),
            SubjectKind::Person => minicbor::decode(bytes).map(State::Person),
            SubjectKind::Unit => minicbor::decode(bytes).map(State::Unit),
            SubjectKind::Lot => minicbor::decode(bytes).map(State::Lot),
            SubjectKind::Asset => minicbor::decode(bytes).map(State::Asset),
            SubjectKind::Stock => minicbor::decode(bytes).map(State::Stock),
            SubjectKind::Import => minicbor::decode(bytes).map(State::Import),
            SubjectKind::Unfounded => minicbor::decode(bytes).map(State::Unfounded),
            SubjectKind::Attachment => minicbor::decode(bytes).map(State::Attachment),
        };
        read.map_err(|source| StateError { kind, source })
    }

    /// Whether the subject holds events this version does not know: `decide` refuses on it.
    pub const fn needs_newer(&self) -> bool {
        match self {
            State::Hub(state) => state.unknown,
            State::Item(state) => state.unknown,
            State::Place(state) => state.unknown,
            State::Person(state) => state.unknown,
            State::Unit(state) => state.unknown,
            State::Lot(state) => state.unknown,
            State::Asset(state) => state.unknown,
            State::Stock(state) => state.unknown,
            State::Import(state) => state.unknown,
            State::Unfounded(state) => state.unknown,
            State::Attachment(state) => state.unknown,
        }
    }

    pub(super) const fn mark_unknown(&mut self) {
        match self {
            State::Hub(state) => state.unknown = true,
            State::Item(state) => state.unknown = true,
            State::Place(state) => state.unknown = true,
            State::Person(state) => state.unknown = true,
            State::Unit(state) => state.unknown = true,
            State::Lot(state) => state.unknown = true,
            State::Asset(state) => state.unknown = true,
            State::Stock(state) => state.unknown = true,
            State::Import(state) => state.unknown = true,
            State::Unfounded(state) => state.unknown = true,
            State::Attachment(state) => state.unknown = true,
        }
    }
}

/// Founds a subject where nothing has yet, keeping what came before; `false` if it is founded.
pub(super) fn found(state: &mut Option<State>, founded: impl FnOnce(Unfounded) -> State) -> bool {
    let before = match state {
        None => Unfounded::default(),
        Some(State::Unfounded(before)) => *before,
        Some(_) => return false,
    };
    *state = Some(founded(before));
    true
}

fn bytes<T: Encode<()>>(state: &T) -> Vec<u8> {
    minicbor::to_vec(state).expect("writing into memory cannot fail")
}
