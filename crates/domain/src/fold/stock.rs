//! Stock lines: sums, so that the order of movements does not matter.

use minicbor::{Decode, Encode};

use super::Stamp;
use super::state::{State, found};
use crate::discrepancy::{Discrepancy, DiscrepancyKind, DiscrepancyStatus, condition_id};
use crate::event::{DiscrepancySettled, StockChanged};
use crate::ids::{EntryRef, ScopeId, SubjectId};
use crate::quantity::Quantity;
use crate::stock::StockKey;

/// The last settling of a condition in fold order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Settling {
    #[n(0)]
    pub entry: EntryRef,
    /// How far it was as it was settled.
    #[n(1)]
    pub accepted: Option<i64>,
}

/// Facts of a subject nothing has founded: events of a newer Komora, or the settling of a condition
/// that lies between subjects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Unfounded {
    #[n(0)]
    pub unknown: bool,
    #[n(1)]
    pub settling: Option<Settling>,
}

/// A stock line.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct StockState {
    #[n(0)]
    pub key: StockKey,
    /// Sum of all movements; below zero if more was taken than put there. Held at the ends of `i64`
    /// if hostile movements go beyond them.
    #[n(1)]
    pub quantity: i64,
    #[n(2)]
    pub last_settling: Option<Settling>,
    #[n(3)]
    pub unknown: bool,
    /// The latest time any movement claims; shown only.
    #[n(4)]
    pub latest_ms: i64,
    /// The exact sum where `quantity` cannot hold it, so that the order never matters.
    #[cbor(n(5), with = "minicbor::bytes")]
    beyond: Option<[u8; 16]>,
}

impl StockState {
    /// A line nothing was moved on.
    pub const fn empty(key: StockKey) -> Self {
        StockState {
            key,
            quantity: 0,
            last_settling: None,
            unknown: false,
            latest_ms: i64::MIN,
            beyond: None,
        }
    }

    /// Whether the line holds less than nothing and less than was settled last.
    pub fn is_below_zero(&self) -> bool {
        let accepted = self.last_settling.and_then(|settling| settling.accepted);
        self.quantity < 0 && accepted.is_none_or(|accepted| self.quantity < accepted)
    }

    /// The discrepancy, while [it is so](Self::is_below_zero).
    pub fn below_zero(&self, scope: ScopeId) -> Option<Discrepancy> {
        let (kind, subject) = (DiscrepancyKind::StockBelowZero, self.key.subject());
        self.is_below_zero()
            .then(|| condition(scope, kind, subject, self.last_settling.as_ref(), self.quantity))
    }

    fn add(&mut self, change: i64) {
        let sum = self.beyond.map_or(i128::from(self.quantity), i128::from_be_bytes);
        let sum = sum.saturating_add(i128::from(change));
        match i64::try_from(sum) {
            Ok(quantity) => (self.quantity, self.beyond) = (quantity, None),
            Err(_) => {
                self.quantity = if sum < 0 { i64::MIN } else { i64::MAX };
                self.beyond = Some(sum.to_be_bytes());
            }
        }
    }
}

/// An open condition discrepancy.
pub(super) fn condition(
    scope: ScopeId,
    kind: DiscrepancyKind,
    subject: SubjectId,
    last_settling: Option<&Settling>,
    figure: i64,
) -> Discrepancy {
    Discrepancy {
        id: condition_id(scope, kind, subject, last_settling.map(|settling| &settling.entry)),
        kind,
        subject,
        between: Vec::new(),
        status: DiscrepancyStatus::Open,
        settled_by: None,
        figure: Some(figure),
    }
}

/// A movement. One that names another line than its subject, or more than anyone may move, is no
/// movement.
pub(super) fn change(state: &mut Option<State>, subject: SubjectId, change: &StockChanged, stamp: &Stamp) {
    let most = Quantity::MAX.0;
    if change.line.subject() != subject || change.change.unsigned_abs() > most {
        return;
    }
    found(state, |before| {
        let empty = StockState::empty(change.line);
        State::Stock(StockState { unknown: before.unknown, last_settling: before.settling, ..empty })
    });
    if let Some(State::Stock(line)) = state {
        line.add(change.change);
        line.latest_ms = line.latest_ms.max(stamp.at_ms);
    }
}

/// Settles the condition of a line, or of a subject nothing has founded.
pub(super) fn settle(state: &mut Option<State>, settled: &DiscrepancySettled, stamp: &Stamp) {
    let settling = Settling { entry: stamp.entry, accepted: settled.accepted };
    match state {
        Some(State::Stock(line)) => line.last_settling = Some(settling),
        Some(State::Unfounded(before)) => before.settling = Some(settling),
        None => *state = Some(State::Unfounded(Unfounded { unknown: false, settling: Some(settling) })),
        Some(_) => {}
    }
}
