//! Ordinary work with what is kept by quantity or by lot. Each act gives how many lines it moved.

use domain::condition::ConditionCode;
use domain::event::Particulars;
use domain::people::Holder;
use domain::stock::{Keeping, StockKey};
use domain::{Command, Quantity};

use super::holdings::{new_line, receive};
use super::stock::is_stored;
use super::world::World;

/// A delivery: some of it to lines that are there, some to new ones.
pub(super) fn delivery(world: &mut World, most_lines: usize) -> usize {
    let mut lines: Vec<domain::command::IncomingStock> = Vec::new();
    for _ in 0..world.random.within(3, 14) {
        let room = world.stock.stored() < most_lines;
        if room && world.random.percent(50) {
            let kept = *world.random.pick(&world.stock.kept);
            lines.extend((!kept.expired).then(|| new_line(world, kept)).flatten());
        } else {
            lines.extend(more_of(world));
        }
    }
    let count = lines.len();
    receive(world, lines, false);
    count
}

fn more_of(world: &mut World) -> Option<domain::command::IncomingStock> {
    let usable = |key: &StockKey| is_stored(key) && key.condition.issuable();
    let (key, held) = world.stock.any(&mut world.random, usable)?;
    let Keeping::Place(place) = key.at else { return None };
    let quantity = world.random.within(1, held.min(2_000) as usize) as u64;
    world.stock.add(key, quantity);
    let StockKey { item, lot, condition, .. } = key;
    Some(domain::command::IncomingStock { place, item, lot, condition, quantity: Quantity(quantity) })
}

/// A unit's request: several lines on one paper.
pub(super) fn issue(world: &mut World) -> usize {
    let to = match world.random.percent(80) {
        true => Holder::Unit(world.units[world.random.below(world.units.len())].id),
        false => Holder::Person(world.recipients[world.random.below(world.recipients.len())].id),
    };
    let particulars = world.document();
    let mut commands = Vec::new();
    for _ in 0..world.random.within(2, 9) {
        let fits = |key: &StockKey| is_stored(key) && key.condition.issuable();
        let Some((line, held)) = world.stock.any(&mut world.random, fits) else { continue };
        let quantity = some_of(world, held);
        world.stock.take(&line, quantity);
        world.stock.add(StockKey { at: Keeping::Holder(to), ..line }, quantity);
        let (quantity, particulars) = (Quantity(quantity), particulars.clone());
        commands.push(Command::IssueStock { line, to, quantity, particulars });
    }
    done(world, commands)
}

/// Part of a line comes back, to where the rest of it lies.
pub(super) fn take_back(world: &mut World) -> usize {
    let Some((line, held)) = world.stock.any(&mut world.random, |key| !is_stored(key)) else { return 0 };
    let Some(to) = world.stock.beside(line.item, line.lot, line.condition) else { return 0 };
    let quantity = some_of(world, held);
    world.stock.take(&line, quantity);
    world.stock.add(StockKey { at: Keeping::Place(to), ..line }, quantity);
    let particulars = world.document();
    let (condition, quantity) = (line.condition, Quantity(quantity));
    done(world, vec![Command::ReturnStock { line, to, condition, quantity, particulars }])
}

/// Bins are put together or apart.
pub(super) fn move_some(world: &mut World, most_lines: usize) -> usize {
    let mut commands = Vec::new();
    for _ in 0..world.random.within(1, 5) {
        let Some((line, held)) = world.stock.any(&mut world.random, is_stored) else { continue };
        let Some(kept) = world.stock.kept.iter().find(|kept| kept.item == line.item).copied() else {
            continue;
        };
        let to = world.places.any(kept.area, &mut world.random);
        let target = StockKey { at: Keeping::Place(to), ..line };
        let is_new = world.stock.on_hand(&target) == 0;
        if target == line || (is_new && world.stock.stored() >= most_lines) {
            continue;
        }
        let quantity = some_of(world, held);
        world.stock.take(&line, quantity);
        world.stock.add(target, quantity);
        let (quantity, particulars) = (Quantity(quantity), world.document());
        commands.push(Command::MoveStock { line, to, quantity, particulars });
    }
    done(world, commands)
}

/// Part of a line is found to be worse than thought.
pub(super) fn change_condition(world: &mut World, most_lines: usize) -> usize {
    let good = |key: &StockKey| is_stored(key) && key.condition == ConditionCode::A;
    let Some((line, held)) = world.stock.any(&mut world.random, good) else { return 0 };
    let to = *world.random.pick(&[ConditionCode::B, ConditionCode::F, ConditionCode::H]);
    let target = StockKey { condition: to, ..line };
    if world.stock.on_hand(&target) == 0 && world.stock.stored() >= most_lines {
        return 0;
    }
    let quantity = some_of(world, held);
    world.stock.take(&line, quantity);
    world.stock.add(target, quantity);
    let remark = Some("Packaging damaged by water.".to_owned());
    let particulars = Particulars { remark, ..world.document() };
    done(world, vec![Command::ChangeStockCondition { line, to, quantity: Quantity(quantity), particulars }])
}

/// The last delivery, which brings the lines to the profile's number.
pub(super) fn fill_up(world: &mut World) {
    let mut lines = Vec::new();
    while world.stock.stored() < world.profile.bulk_lines {
        let kept = *world.random.pick(&world.stock.kept);
        lines.extend(new_line(world, kept));
        if lines.len() == 100 {
            receive(world, std::mem::take(&mut lines), false);
        }
    }
    receive(world, lines, false);
}

/// Mostly a small part; now and then the line is emptied.
fn some_of(world: &mut World, held: u64) -> u64 {
    if world.random.percent(5) {
        return held;
    }
    world.random.within(1, (held as usize / 4).max(1)) as u64
}

fn done(world: &mut World, commands: Vec<Command>) -> usize {
    let count = commands.len();
    if count > 0 {
        world.act(commands);
    }
    count
}
