//! Bulk and lot-tracked stock: received, moved, issued, returned, in another condition.

use std::collections::HashMap;

use super::{Decision, NewEvent, known, lots, text};
use crate::command::ReceiveStock;
use crate::condition::ConditionCode;
use crate::event::{Event, Particulars, StockChanged, StockReason};
use crate::facts::Facts;
use crate::ids::{ItemId, LotId, PlaceId};
use crate::item::Tracking;
use crate::lot::LotDetails;
use crate::people::Holder;
use crate::quantity::Quantity;
use crate::refusal::Refusal;
use crate::stock::{Keeping, StockKey};

pub(super) fn receive(receipt: &ReceiveStock, facts: &dyn Facts) -> Result<Decision, Refusal> {
    if facts.act(receipt.id).is_some() {
        return Err(Refusal::Exists { subject: "act".to_owned(), id: receipt.id.to_string() });
    }
    known::some_not_too_many(receipt.lines.len())?;
    let particulars = text::particulars(&receipt.particulars)?;
    let reason = if receipt.opening { StockReason::Opening } else { StockReason::Received };
    let mut sums = HashMap::new();
    let mut decision = Decision::default();
    for line in &receipt.lines {
        let at = Keeping::Place(line.place);
        let key = StockKey { at, item: line.item, lot: line.lot, condition: line.condition };
        known::open_place(facts, line.place)?;
        let lot = tracked(line.item, line.lot, facts)?;
        let change = text::quantity(line.quantity)?;
        fits(change, sums.entry(key).or_insert_with(|| facts.on_hand(&key)))?;
        known::understood(facts, key.subject())?;
        if let (Some(id), Some(lot)) = (line.lot, lot) {
            let expiry = lots::expiry(id, &lot, facts.today());
            decision.warnings.extend(expiry.filter(|warning| !decision.warnings.contains(warning)));
        }
        decision.events.push(changed(key, change, reason.clone(), &particulars));
    }
    Ok(decision)
}

pub(super) fn move_to(
    line: &StockKey,
    to: PlaceId,
    quantity: Quantity,
    particulars: &Particulars,
    facts: &dyn Facts,
) -> Result<Decision, Refusal> {
    at_a_place(line, facts)?;
    known::open_place(facts, to)?;
    if line.at == Keeping::Place(to) {
        return Err(Refusal::NothingChanges);
    }
    let target = StockKey { at: Keeping::Place(to), ..*line };
    transfer(line, target, quantity, StockReason::Moved, particulars, facts)
}

pub(super) fn issue(
    line: &StockKey,
    to: Holder,
    quantity: Quantity,
    particulars: &Particulars,
    facts: &dyn Facts,
) -> Result<Decision, Refusal> {
    at_a_place(line, facts)?;
    known::receiving(facts, to)?;
    if !line.condition.issuable() {
        return Err(Refusal::NotIssuable { asset: None, condition: line.condition });
    }
    if facts.on_hand(line) < 0 {
        return Err(Refusal::InDispute { subject: line.subject() });
    }
    let lot = tracked(line.item, line.lot, facts)?;
    if let (Some(id), Some(on)) = (line.lot, lot.as_ref().and_then(|lot| lot.expires_on))
        && on < facts.today()
    {
        return Err(Refusal::LotExpired { lot: id, on });
    }
    let target = StockKey { at: Keeping::Holder(to), ..*line };
    let mut decision = transfer(line, target, quantity, StockReason::Issued, particulars, facts)?;
    if let (Some(id), Some(lot)) = (line.lot, lot) {
        decision.warnings.extend(lots::expiry(id, &lot, facts.today()));
    }
    Ok(decision)
}

pub(super) fn take_back(
    line: &StockKey,
    to: PlaceId,
    condition: ConditionCode,
    quantity: Quantity,
    particulars: &Particulars,
    facts: &dyn Facts,
) -> Result<Decision, Refusal> {
    let Keeping::Holder(holder) = line.at else {
        return Err(text::not_valid("line.at", "place"));
    };
    known::holder(facts, holder)?;
    known::open_place(facts, to)?;
    let target = StockKey { at: Keeping::Place(to), condition, ..*line };
    transfer(line, target, quantity, StockReason::Returned, particulars, facts)
}

pub(super) fn change_condition(
    line: &StockKey,
    to: ConditionCode,
    quantity: Quantity,
    particulars: &Particulars,
    facts: &dyn Facts,
) -> Result<Decision, Refusal> {
    if line.condition == to {
        return Err(Refusal::NothingChanges);
    }
    let target = StockKey { condition: to, ..*line };
    transfer(line, target, quantity, StockReason::ConditionChanged, particulars, facts)
}

/// Takes from one line what it adds to another.
fn transfer(
    from: &StockKey,
    to: StockKey,
    quantity: Quantity,
    reason: StockReason,
    particulars: &Particulars,
    facts: &dyn Facts,
) -> Result<Decision, Refusal> {
    tracked(from.item, from.lot, facts)?;
    for line in [from, &to] {
        known::understood(facts, line.subject())?;
    }
    let change = text::quantity(quantity)?;
    let on_hand = facts.on_hand(from);
    if on_hand < change {
        return Err(Refusal::NotEnoughStock { on_hand, requested: quantity });
    }
    fits(change, &mut facts.on_hand(&to))?;
    let particulars = text::particulars(particulars)?;
    let events = vec![
        changed(*from, -change, reason.clone(), &particulars),
        changed(to, change, reason, &particulars),
    ];
    Ok(Decision { events, warnings: Vec::new() })
}

/// Adds to a running sum that must stay a quantity.
fn fits(change: i64, sum: &mut i64) -> Result<(), Refusal> {
    let most = Quantity::MAX.0 as i64;
    match sum.checked_add(change) {
        Some(new) if new <= most => {
            *sum = new;
            Ok(())
        }
        _ => Err(Refusal::QuantityOutOfRange { most: Quantity(most.saturating_sub(*sum).max(0) as u64) }),
    }
}

/// The item is kept by lot and a lot of it is named, or by quantity alone and none is.
fn tracked(item: ItemId, lot: Option<LotId>, facts: &dyn Facts) -> Result<Option<LotDetails>, Refusal> {
    match (known::item(facts, item)?.details.tracking, lot) {
        (Tracking::Serial, _) => Err(Refusal::WrongTracking { item, expected: Tracking::Bulk }),
        (Tracking::Bulk, None) => Ok(None),
        (Tracking::Bulk, Some(_)) => Err(Refusal::WrongTracking { item, expected: Tracking::Lot }),
        (Tracking::Lot, None) => Err(text::missing("lot")),
        (Tracking::Lot, Some(id)) => {
            let lot = known::lot(facts, id)?.details;
            if lot.item == item {
                Ok(Some(lot))
            } else {
                Err(Refusal::LotOfAnotherItem { lot: id, holds: lot.item })
            }
        }
    }
}

fn at_a_place(line: &StockKey, facts: &dyn Facts) -> Result<(), Refusal> {
    match line.at {
        Keeping::Place(place) => known::place(facts, place).map(|_| ()),
        Keeping::Holder(_) => Err(text::not_valid("line.at", "holder")),
    }
}

fn changed(line: StockKey, change: i64, reason: StockReason, particulars: &Particulars) -> NewEvent {
    let event = StockChanged { line, change, reason, particulars: particulars.clone() };
    NewEvent::new(line.subject(), Event::StockChanged(event))
}
