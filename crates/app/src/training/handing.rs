//! Ordinary work with serial-numbered things. Each act gives how many lines it moved; none where there was
//! nothing to do it with.

use domain::command::{HandedAsset, IssueAssets, ReturnAssets};
use domain::condition::ConditionCode;
use domain::event::Particulars;
use domain::people::Holder;
use domain::{AssetId, Command, PlaceId, Quantity};

use super::assets::At;
use super::holdings::{racks, shelf_for};
use super::places::{Area, area_of};
use super::world::World;

const ON_ISSUE: [&str; 4] = [
    "Checked with the recipient, function test done.",
    "Видано за наказом, справність перевірено.",
    "Remis contre signature, état vérifié.",
    "Second key holder present.",
];
const ON_RETURN: [&str; 4] =
    ["Cleaned before return.", "Повернуто з ремонтного підрозділу.", "Retour de mission.", "Sling replaced."];
const ON_MOVE: [&str; 3] = ["Rack re-ordered.", "Переміщено для перевірки.", "Regroupé par lot."];

/// A soldier's own: a weapon, sometimes with a sight and a radio.
pub(super) fn issue_to_person(world: &mut World) -> usize {
    let index = world.random.below(world.recipients.len());
    let to = Holder::Person(world.recipients[index].id);
    let mut numbers = issuable(world, Area::Arms, 1);
    for (area, chance) in [(Area::Arms, 60), (Area::Warehouse, 30)] {
        if world.random.percent(chance) {
            numbers.extend(issuable(world, area, 1));
        }
    }
    issue(world, numbers, to)
}

/// Many of a kind for a unit.
pub(super) fn issue_to_unit(world: &mut World) -> usize {
    let index = world.random.below(world.units.len());
    let to = Holder::Unit(world.units[index].id);
    let area = *world.random.pick(&[Area::Arms, Area::Arms, Area::Arms, Area::Warehouse, Area::Yard]);
    let most = world.random.within(6, 30);
    let numbers = issuable(world, area, most);
    issue(world, numbers, to)
}

fn issuable(world: &mut World, area: Area, most: usize) -> Vec<usize> {
    let places = world.places.of(area);
    world.assets.alike_in(places, most, &mut world.random, |asset| asset.condition.issuable())
}

fn issue(world: &mut World, mut numbers: Vec<usize>, to: Holder) -> usize {
    numbers.sort_unstable();
    numbers.dedup();
    if numbers.is_empty() {
        return 0;
    }
    let assets = numbers.iter().map(|number| handed(world, *number, 2)).collect();
    let witness = world.random.percent(60).then(|| world.a_staff_member());
    let particulars = world.document_and(&ON_ISSUE);
    world.act(vec![Command::IssueAssets(IssueAssets { assets, to, witness, particulars })]);
    for number in &numbers {
        world.assets.put(*number, At::Holder(to));
    }
    numbers.len()
}

/// In the condition the books say, with a part of its kit missing now and then.
fn handed(world: &mut World, number: usize, missing_percent: usize) -> HandedAsset {
    let asset = world.assets.get(number);
    let mut kit_missing = Vec::new();
    if world.random.percent(missing_percent)
        && let Some(part) = world.items[asset.item].details.kit.first()
    {
        kit_missing.push(domain::item::KitPart { name: part.name.clone(), quantity: Quantity(1) });
    }
    HandedAsset { id: asset.id, condition: asset.condition, kit_missing }
}

/// Somebody brings back what they have, or some of it.
pub(super) fn take_back(world: &mut World) -> usize {
    let most = world.random.within(1, 24);
    let Some(has) = world.assets.any_holding(&mut world.random) else { return 0 };
    // What goes to one rack: a howitzer is not returned with the rifles.
    let area = |number: usize| {
        let item = &world.items[world.assets.get(number).item];
        area_of(&item.details, item.class)
    };
    let like = area(has[0]);
    let numbers: Vec<usize> = has.iter().copied().filter(|number| area(*number) == like).take(most).collect();
    let to = shelf_for(world, world.assets.get(numbers[0]).item);
    let mut assets = Vec::with_capacity(numbers.len());
    for number in &numbers {
        let mut back = handed(world, *number, 7);
        if world.random.percent(6) {
            back.condition = *world.random.pick(&[ConditionCode::B, ConditionCode::F, ConditionCode::K]);
        }
        world.assets.set_condition(*number, back.condition);
        world.assets.put(*number, At::Place(to));
        assets.push(back);
    }
    let particulars = world.document_and(&ON_RETURN);
    world.act(vec![Command::ReturnAssets(ReturnAssets { assets, to, particulars })]);
    numbers.len()
}

pub(super) fn move_some(world: &mut World) -> usize {
    let Some((numbers, to)) = movable(world) else { return 0 };
    let particulars = world.document_and(&ON_MOVE);
    let assets = ids(world, &numbers);
    world.act(vec![Command::MoveAssets { assets, to, particulars }]);
    for number in &numbers {
        world.assets.put(*number, At::Place(to));
    }
    numbers.len()
}

/// Things of one kind, and another place for them.
pub(super) fn movable(world: &mut World) -> Option<(Vec<usize>, PlaceId)> {
    let most = world.random.within(3, 25);
    let places = racks(world);
    let numbers = world.assets.alike_in(&places, most, &mut world.random, |_| true);
    let first = world.assets.get(*numbers.first()?);
    let at = first.at;
    let to = shelf_for(world, first.item);
    (at != At::Place(to)).then_some((numbers, to))
}

/// A fault is found, or was put right.
pub(super) fn change_condition(world: &mut World) -> usize {
    let most = world.random.within(1, 6);
    let good = world.random.percent(55);
    let places = racks(world);
    let numbers = world
        .assets
        .alike_in(&places, most, &mut world.random, |asset| (asset.condition == ConditionCode::A) == good);
    let to = match good {
        true => *world.random.pick(&[ConditionCode::B, ConditionCode::F, ConditionCode::D]),
        false => ConditionCode::A,
    };
    if numbers.is_empty() {
        return 0;
    }
    let remark = if good { "Found at inspection." } else { "Repaired and tested." };
    let particulars = Particulars { remark: Some(remark.to_owned()), ..world.document() };
    let assets = ids(world, &numbers);
    world.act(vec![Command::ChangeAssetCondition { assets, to, particulars }]);
    for number in &numbers {
        world.assets.set_condition(*number, to);
    }
    numbers.len()
}

/// Everything in a place is looked at, serial by serial.
pub(super) fn count_place(world: &mut World, place: PlaceId) -> usize {
    let numbers = world.assets.at(At::Place(place)).to_vec();
    for some in numbers.chunks(200) {
        let assets = ids(world, some);
        let particulars =
            Particulars { document: None, remark: Some("Quarterly count by serial.".to_owned()) };
        world.act(vec![Command::RecordSighting { assets, at: Some(place), particulars }]);
    }
    numbers.len()
}

/// A few are looked at between two counts.
pub(super) fn spot_check(world: &mut World) -> usize {
    let most = world.random.within(5, 20);
    let places = racks(world);
    let numbers = world.assets.alike_in(&places, most, &mut world.random, |_| true);
    let Some(first) = numbers.first() else { return 0 };
    let at = match world.assets.get(*first).at {
        At::Place(place) => Some(place),
        _ => None,
    };
    let assets = ids(world, &numbers);
    world.act(vec![Command::RecordSighting { assets, at, particulars: Particulars::default() }]);
    numbers.len()
}

pub(super) fn ids(world: &World, numbers: &[usize]) -> Vec<AssetId> {
    numbers.iter().map(|number| world.assets.get(*number).id).collect()
}
