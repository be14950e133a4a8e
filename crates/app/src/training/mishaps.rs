//! What goes wrong at a hub, and how it is put right: acts taken back, things lost and found, numbers
//! found under the grease.

use domain::command::{IncomingStock, ReceiveAssets, ReceiveStock};
use domain::condition::ConditionCode;
use domain::event::Particulars;
use domain::stock::{Keeping, StockKey};
use domain::{Command, Quantity};

use super::assets::At;
use super::handing::{ids, movable};
use super::holdings::{Batch, incoming, shelf_for};
use super::stock::is_stored;
use super::world::World;

const REASONS: [&str; 4] = [
    "Wrong rack: meant the one beside it.",
    "Помилка: не той стелаж.",
    "Erreur de saisie.",
    "Counted again: the paper was misread.",
];

/// One slip, taken back some minutes later.
pub(super) fn slip(world: &mut World) -> usize {
    match world.random.below(3) {
        0 => moved_wrongly(world),
        1 => counted_wrongly(world),
        _ => received_twice(world),
    }
}

fn take_back(world: &mut World, act: domain::ActId) {
    world.wait_minutes(9);
    let remark = Some((*world.random.pick(&REASONS)).to_owned());
    world.act(vec![Command::Correct { act, particulars: Particulars { document: None, remark } }]);
    world.wait_minutes(2);
}

fn moved_wrongly(world: &mut World) -> usize {
    let Some((numbers, to)) = movable(world) else { return 0 };
    let particulars = world.document();
    let assets = ids(world, &numbers);
    let act = world.act(vec![Command::MoveAssets { assets, to, particulars }]);
    take_back(world, act);
    2 * numbers.len()
}

/// Ten times what came.
fn counted_wrongly(world: &mut World) -> usize {
    let usable = |key: &StockKey| is_stored(key) && key.condition.issuable();
    let Some((key, _)) = world.stock.any(&mut world.random, usable) else { return 0 };
    let Keeping::Place(place) = key.at else { return 0 };
    let came = world.random.within(2, 40) as u64;
    let StockKey { item, lot, condition, .. } = key;
    let wrong = came * 10;
    let mut act = None;
    for quantity in [wrong, came] {
        if let Some(act) = act {
            take_back(world, act);
        }
        let line = IncomingStock { place, item, lot, condition, quantity: Quantity(quantity) };
        let (id, particulars) = (world.random.act(), world.document());
        let receipt = ReceiveStock { id, lines: vec![line], opening: false, particulars };
        act = Some(world.act(vec![Command::ReceiveStock(receipt)]));
    }
    world.stock.add(key, came);
    3
}

/// A thing written down that never came: its record stays, as entered in error.
fn received_twice(world: &mut World) -> usize {
    let item = world.assets.get(world.random.below(world.assets.len())).item;
    let assets = incoming(world, Batch { item, count: 1 });
    let place = shelf_for(world, item);
    let particulars = world.document();
    let receipt = ReceiveAssets { assets, place, opening: false, particulars };
    let act = world.act(vec![Command::ReceiveAssets(receipt)]);
    take_back(world, act);
    2
}

/// Something is missing. Gives its number.
pub(super) fn lose(world: &mut World) -> Option<usize> {
    let number = world.assets.any_holding(&mut world.random)?[0];
    let id = world.assets.get(number).id;
    let witness = Some(world.a_staff_member());
    let circumstances = (*world.random.pick(&[
        "Not in the vehicle after the road march; route searched, report to the chain of command.",
        "Не виявлено після зміни позиції; район обшукано, складено рапорт.",
        "Absent à l'inventaire du retour; recherches en cours.",
    ]))
    .to_owned();
    let particulars = world.document();
    world.act(vec![Command::ReportLost { assets: vec![id], circumstances, witness, particulars }]);
    world.assets.put(number, At::Lost);
    Some(number)
}

pub(super) fn find(world: &mut World, number: usize) {
    let at = shelf_for(world, world.assets.get(number).item);
    let (asset, condition) = (world.assets.get(number).id, ConditionCode::F);
    let remark = Some("Handed in by another unit.".to_owned());
    let particulars = Particulars { remark, ..world.document() };
    world.act(vec![Command::ReportFound { asset, at, condition, particulars }]);
    world.assets.set_condition(number, condition);
    world.assets.put(number, At::Place(at));
}

/// A thing that showed no number is cleaned, and does.
pub(super) fn read_number(world: &mut World) {
    if world.unmarked.is_empty() {
        return;
    }
    let (id, mut details) = world.unmarked.remove(0);
    let item = world.items.iter().position(|item| item.id == details.item);
    let Some(item) = item else { return };
    details.serial = world.serials.details(&world.items[item], &mut world.random).serial;
    details.serial_unmarked = false;
    details.note = None;
    world.act(vec![Command::ChangeAsset { id, details }]);
}
