//! How much there is of a stock line, and whether that is less than nothing.

use domain::discrepancy::{DiscrepancyKind, condition_id};
use domain::{Event, Quantity, ScopeId};

use super::pasts::Act;

/// What is to be said of a line.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// None where nothing was ever moved.
    pub quantity: Option<i64>,
    /// The discrepancy, while more was taken than put there and nobody has settled that.
    pub below_zero: Option<[u8; 32]>,
}

/// From all acts about the line, in fold order.
pub fn of(scope: ScopeId, about: &[&Act]) -> Line {
    let moved = about.iter().filter_map(|act| match &act.event {
        Event::StockChanged(changed) => {
            let counts =
                changed.line.subject() == act.subject && changed.change.unsigned_abs() <= Quantity::MAX.0;
            counts.then_some(changed.change)
        }
        _ => None,
    });
    let quantity = moved.fold(None, |sum: Option<i64>, change| Some(sum.unwrap_or(0) + change));
    let settled = about.iter().rev().find_map(|act| match &act.event {
        Event::DiscrepancySettled(settled) => Some((act.entry, settled.accepted)),
        _ => None,
    });
    let accepted = settled.and_then(|(_, accepted)| accepted);
    let below =
        quantity.is_some_and(|quantity| quantity < 0 && accepted.is_none_or(|accepted| quantity < accepted));
    let below_zero = about.first().filter(|_| below).map(|act| {
        let last = settled.as_ref().map(|(entry, _)| entry);
        condition_id(scope, DiscrepancyKind::StockBelowZero, act.subject, last)
    });
    Line { quantity, below_zero }
}
