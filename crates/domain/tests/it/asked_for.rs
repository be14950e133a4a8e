//! What each command asks for, said from the outside: after it, this is so.

use domain::asset::Whereabouts;
use domain::facts::Facts;
use domain::people::Holder;
use domain::stock::{Keeping, StockKey};
use domain::*;

use crate::world::World;

/// Asserts that the world after `command` is as it asked.
pub fn assert_done(command: &Command, before: &World, after: &World) {
    match command {
        Command::AddItem { id, details } | Command::ChangeItem { id, details } => {
            let known = after.item(*id).unwrap().details;
            assert_eq!((known.name.as_str(), known.tracking), (details.name.trim(), details.tracking));
        }
        Command::AddPlace { id, details } | Command::ChangePlace { id, details } => {
            let known = after.place(*id).unwrap().details;
            assert_eq!((known.parent, known.closed), (details.parent, details.closed));
        }
        Command::AddPerson { id, personal, .. }
        | Command::ChangePerson { id, personal: Some(personal), .. } => {
            assert_eq!(after.person(*id).unwrap().personal.unwrap().name, personal.name.trim());
        }
        Command::ReceiveAssets(receipt) => {
            for asset in &receipt.assets {
                assert_eq!(after.asset(asset.id).unwrap().place(), Some(receipt.place));
            }
        }
        Command::ChangeAsset { id, details } => {
            assert_eq!(after.asset(*id).unwrap().details.serial, details.serial.trim());
        }
        Command::MoveAssets { assets, to, .. } => stored_at(assets.iter().copied(), *to, after),
        Command::ReturnAssets(back) => stored_at(back.assets.iter().map(|asset| asset.id), back.to, after),
        Command::IssueAssets(issue) => issued_to(issue.assets.iter().map(|asset| asset.id), issue.to, after),
        Command::ReportLost { assets, .. } => {
            for id in assets {
                assert_eq!(after.asset(*id).unwrap().whereabouts, Whereabouts::Lost);
            }
        }
        Command::ReportFound { asset, at, .. } => stored_at([*asset].into_iter(), *at, after),
        Command::ChangeAssetCondition { assets, to, .. } => {
            for id in assets {
                assert_eq!(after.asset(*id).unwrap().condition, *to);
            }
        }
        Command::MoveStock { line, to, quantity, .. } => {
            let target = StockKey { at: Keeping::Place(*to), ..*line };
            transferred(line, &target, quantity.0 as i64, before, after);
        }
        Command::IssueStock { line, to, quantity, .. } => {
            let target = StockKey { at: Keeping::Holder(*to), ..*line };
            transferred(line, &target, quantity.0 as i64, before, after);
        }
        Command::ReturnStock { line, to, condition, quantity, .. } => {
            let target = StockKey { at: Keeping::Place(*to), condition: *condition, ..*line };
            transferred(line, &target, quantity.0 as i64, before, after);
        }
        Command::ChangeStockCondition { line, to, quantity, .. } => {
            let target = StockKey { condition: *to, ..*line };
            transferred(line, &target, quantity.0 as i64, before, after);
        }
        Command::Attach { id, details } => {
            let known = after.attachment(*id).unwrap();
            assert_eq!((known.details.to, known.details.blob), (details.to, details.blob));
            assert_eq!(after.blob_size(&details.blob), Some(known.details.size), "nothing is named in vain");
        }
        Command::WithdrawAttachment { id, .. } => {
            let known = after.attachment(*id).unwrap();
            assert_eq!(known.details, before.attachment(*id).unwrap().details, "it stays what it was");
            assert!(known.withdrawn.is_some());
        }
        _ => {}
    }
    arrived_where_it_may(before, after);
}

/// Whatever was asked: nothing is put into a closed place, nor given to a holder who is gone.
fn arrived_where_it_may(before: &World, after: &World) {
    for (id, asset) in after.assets() {
        let was = before.asset(id).map(|asset| asset.whereabouts);
        match asset.whereabouts {
            _ if was.as_ref() == Some(&asset.whereabouts) => {}
            Whereabouts::Stored(place) => assert!(is_open(place, after), "{id} was put into closed {place}"),
            Whereabouts::Issued(holder) => assert!(is_there(holder, after), "{id} was given to {holder:?}"),
            Whereabouts::Lost | Whereabouts::EnteredInError => {}
        }
    }
    for line in after.lines() {
        // What changes its condition where it lies does not arrive there.
        let here = |key: &StockKey| (key.at, key.item, key.lot) == (line.key.at, line.key.item, line.key.lot);
        let sum = |world: &World| -> i64 {
            world.lines().filter(|other| here(&other.key)).map(|other| other.quantity).sum()
        };
        if sum(after) > sum(before) {
            let may = match line.key.at {
                Keeping::Place(place) => is_open(place, after),
                Keeping::Holder(holder) => is_there(holder, after),
            };
            assert!(may, "{:?} took more", line.key);
        }
    }
}

fn is_open(place: PlaceId, world: &World) -> bool {
    let mut above = Some(place);
    while let Some(state) = above.and_then(|place| world.place(place)) {
        if state.details.closed {
            return false;
        }
        above = state.details.parent;
    }
    true
}

fn is_there(holder: Holder, world: &World) -> bool {
    match holder {
        Holder::Person(id) => !world.person(id).unwrap().details.left,
        Holder::Unit(id) => !world.unit(id).unwrap().details.disbanded,
    }
}

fn stored_at(assets: impl Iterator<Item = AssetId>, place: PlaceId, after: &World) {
    for id in assets {
        assert_eq!(after.asset(id).unwrap().place(), Some(place));
    }
}

fn issued_to(assets: impl Iterator<Item = AssetId>, holder: Holder, after: &World) {
    for id in assets {
        assert_eq!(after.asset(id).unwrap().whereabouts, Whereabouts::Issued(holder));
    }
}

fn transferred(from: &StockKey, to: &StockKey, quantity: i64, before: &World, after: &World) {
    assert_eq!(after.on_hand(from), before.on_hand(from) - quantity);
    assert_eq!(after.on_hand(to), before.on_hand(to) + quantity);
}
