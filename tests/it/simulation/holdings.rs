//! What a hub has from its first day, so that there is something to act on.

use domain::asset::AssetDetails;
use domain::command::{IncomingAsset, IncomingStock, ReceiveAssets, ReceiveStock};
use domain::condition::ConditionCode;
use domain::event::Particulars;
use domain::item::Tracking;
use domain::people::PersonDetails;
use domain::{ActId, AssetId, Command, PersonId, PlaceId, Quantity, UnitId};

use super::commands::{
    asset_details, bulk, dated, described, id, item_details, named, place_details, rifles, unit_details,
};
use crate::dice::Dice;

/// Items, places, people, a unit, five rifles and some bulk stock.
pub fn commands() -> Vec<Command> {
    let mut dice = Dice::seeded(7);
    let mut commands = vec![Command::DescribeHub { description: described(&mut dice) }];
    for (id, tracking) in [(rifles(), Tracking::Serial), (bulk(), Tracking::Bulk), (dated(), Tracking::Lot)] {
        commands.push(Command::AddItem { id, details: item_details(tracking) });
    }
    for number in 0..4 {
        let id = PlaceId::from_bytes(id(2, number));
        commands.push(Command::AddPlace { id, details: place_details(&mut dice) });
    }
    for number in 0..3 {
        let (id, personal) = (PersonId::from_bytes(id(3, number)), named(&mut dice));
        commands.push(Command::AddPerson { id, details: PersonDetails::default(), personal });
    }
    commands.push(Command::AddUnit { id: UnitId::from_bytes(id(4, 0)), details: unit_details(&mut dice) });
    for number in 0..5 {
        let asset = IncomingAsset {
            id: AssetId::from_bytes(id(5, number)),
            details: AssetDetails { serial: format!("AK-{number:04}"), ..asset_details(number, &mut dice) },
            condition: ConditionCode::A,
            kit_missing: Vec::new(),
            looked_alike: true,
        };
        commands.push(Command::ReceiveAssets(ReceiveAssets {
            assets: vec![asset],
            place: PlaceId::from_bytes(id(2, 0)),
            opening: true,
            particulars: Particulars::default(),
        }));
    }
    let line = |number| IncomingStock {
        place: PlaceId::from_bytes(id(2, number)),
        item: bulk(),
        lot: None,
        condition: ConditionCode::A,
        quantity: Quantity(60),
    };
    commands.push(Command::ReceiveStock(ReceiveStock {
        id: ActId::from_bytes(id(9, 0)),
        lines: (0..3).map(line).collect(),
        opening: true,
        particulars: Particulars::default(),
    }));
    commands
}
