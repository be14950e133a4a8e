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
        _ => {}
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
