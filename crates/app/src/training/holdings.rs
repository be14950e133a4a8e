//! What lay in the hub as the books began, and what was out on hand receipt.

use domain::asset::AssetDetails;
use domain::command::{IncomingAsset, IncomingStock, ReceiveAssets, ReceiveStock};
use domain::condition::ConditionCode;
use domain::event::Particulars;
use domain::item::{Category, Tracking};
use domain::lot::LotDetails;
use domain::stock::{Keeping, StockKey};
use domain::{Command, PlaceId, Quantity};

use super::assets::{Asset, At};
use super::places::{Area, area_of};
use super::serials::lot_provenance;
use super::stock::Kept;
use super::world::World;

/// Things taken in by one act.
const A_BATCH: usize = 40;
/// As many as lie in the rack nobody has looked into.
const A_FEW: usize = 15;
/// Of a hundred things, so many arrive while the books are kept.
const ARRIVE_LATER: usize = 8;
/// One batch in so many holds a thing without a number, or one that reads like another's.
const ODD_BATCH: usize = 60;

/// Things of one kind that come together.
#[derive(Clone, Copy)]
pub(super) struct Batch {
    pub item: usize,
    pub count: usize,
}

/// Takes in the things that were there, and gives the batches that are still to come.
pub(super) fn open_assets(world: &mut World) -> Vec<Batch> {
    let mut later = Vec::new();
    let mut last = None;
    let mut to_come = world.profile.assets * ARRIVE_LATER / 100;
    let mut forgotten = world.places.forgotten();
    for (nth, batch) in batches(world).into_iter().enumerate() {
        if to_come >= batch.count && world.random.percent(3 * ARRIVE_LATER) {
            to_come -= batch.count;
            later.push(batch);
            continue;
        }
        let place = shelf_for(world, batch.item);
        let place = if batch.count <= A_FEW { forgotten.take().unwrap_or(place) } else { place };
        let mut incoming = incoming(world, batch);
        match nth % ODD_BATCH {
            4 => unmark(world, &mut incoming[0], batch.item),
            8 => look_alike(&mut incoming[0], last.take()),
            _ => {}
        }
        last = incoming.first().map(|asset| asset.details.clone());
        take_in(world, incoming, batch.item, place, true);
        world.go_on();
    }
    later
}

/// So many of each kind that they come to the profile's number.
fn batches(world: &World) -> Vec<Batch> {
    let items = world.items_kept_by(Tracking::Serial);
    let weights: Vec<usize> = items.iter().map(|item| weight(world, *item)).collect();
    let sum: usize = weights.iter().sum();
    let (mut before, mut all) = (0, Vec::new());
    for (item, weight) in items.into_iter().zip(weights) {
        let share = |sum_to: usize| sum_to * world.profile.assets / sum;
        let mut left = share(before + weight) - share(before);
        before += weight;
        while left > 0 {
            let count = left.min(A_BATCH);
            all.push(Batch { item, count });
            left -= count;
        }
    }
    all
}

/// How common a kind is.
fn weight(world: &World, item: usize) -> usize {
    let item = &world.items[item];
    let name = &item.details.name;
    let starts = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
    match item.details.category {
        Category::Weapon if starts(&["Rifle, recoilless", "Rifle, sniper", "Rifle, cal"]) => 6,
        Category::Weapon if starts(&["Rifle", "Carbine"]) => 60,
        Category::Weapon if starts(&["Pistol"]) => 30,
        Category::Weapon if starts(&["Machine gun", "Launcher"]) => 14,
        Category::Weapon if starts(&["Howitzer"]) => 1,
        Category::Weapon => 4,
        Category::Ammunition => 8,
        Category::Optic if starts(&["Night vision", "Sight", "Laser"]) => 34,
        Category::Optic => 10,
        Category::Communications if starts(&["Radio"]) => 40,
        Category::Vehicle if item.class == 2320 => 4,
        Category::Vehicle => 2,
        _ => 6,
    }
}

pub(super) fn shelf_for(world: &mut World, item: usize) -> PlaceId {
    let item = &world.items[item];
    let area = area_of(&item.details, item.class);
    world.places.any(area, &mut world.random)
}

/// New things of one kind, most of them as good as new.
pub(super) fn incoming(world: &mut World, batch: Batch) -> Vec<IncomingAsset> {
    (0..batch.count)
        .map(|_| {
            let details = world.serials.details(&world.items[batch.item], &mut world.random);
            let condition = match world.random.below(100) {
                0..=83 => ConditionCode::A,
                84..=91 => ConditionCode::B,
                92..=94 => ConditionCode::C,
                95 => ConditionCode::D,
                96..=98 => ConditionCode::F,
                _ => ConditionCode::J,
            };
            let mut kit_missing = Vec::new();
            if world.random.percent(3) {
                kit_missing.extend(world.items[batch.item].details.kit.first().cloned());
            }
            IncomingAsset { id: world.random.asset(), details, condition, kit_missing, looked_alike: false }
        })
        .collect()
}

fn unmark(world: &mut World, asset: &mut IncomingAsset, item: usize) {
    asset.details = world.serials.unmarked(&world.items[item], &mut world.random);
    world.unmarked.push((asset.id, asset.details.clone()));
}

/// Marked as another maker marked something else: a person has looked, and it is another.
fn look_alike(asset: &mut IncomingAsset, other: Option<AssetDetails>) {
    if let Some(other) = other.filter(|other| other.item != asset.details.item && !other.serial_unmarked) {
        asset.details.serial = other.serial;
        asset.looked_alike = true;
    }
}

/// Takes in what came, to a place. Gives the numbers of the things.
pub(super) fn take_in(
    world: &mut World,
    incoming: Vec<IncomingAsset>,
    item: usize,
    place: PlaceId,
    opening: bool,
) -> Vec<usize> {
    let at = At::Place(place);
    let numbers = incoming
        .iter()
        .map(|asset| world.assets.add(Asset { id: asset.id, item, at, condition: asset.condition }))
        .collect();
    let particulars = if opening { Particulars::default() } else { world.document() };
    world.act(vec![Command::ReceiveAssets(ReceiveAssets { assets: incoming, place, opening, particulars })]);
    numbers
}

/// Describes the lots and what is kept by quantity alone.
pub(super) fn open_lots(world: &mut World) {
    let mut commands = Vec::with_capacity(world.profile.lots);
    let of_lots = world.items_kept_by(Tracking::Lot);
    for nth in 0..world.profile.lots {
        let item = of_lots[nth % of_lots.len()];
        let (command, kept) = lot(world, item, nth);
        commands.push(command);
        world.stock.kept.push(kept);
    }
    for index in world.items_kept_by(Tracking::Bulk) {
        let item = &world.items[index];
        world.stock.kept.push(Kept {
            item: item.id,
            lot: None,
            area: area_of(&item.details, item.class),
            measure: measure(&item.details.unit_of_issue, item.details.category, &item.details.name),
            expired: false,
        });
    }
    world.acts(commands, 50);
}

/// A few lots are too old, a few soon will be; the others have years.
fn lot(world: &mut World, index: usize, nth: usize) -> (Command, Kept) {
    let left_days = match nth {
        3 | 11 => -(world.random.within(120, 300) as i64),
        5 | 17 | 23 | 31 => world.random.within(9, 80) as i64,
        _ => world.random.within(150, 1_800) as i64,
    };
    let age_days = world.random.within(400, 1_500) as i64;
    let made = world.days_from_today(-age_days);
    let id = world.random.lot();
    let serial = world.random.below(1_000);
    let item = &world.items[index];
    let (maker, provenance) = lot_provenance(item, &mut world.random);
    let ammunition = item.details.category == Category::Ammunition;
    let number = match ammunition {
        true => format!("KTR-{}{serial:03}-{nth:04}", made.0.format("%y%m")),
        false => format!("L{}{serial:03}-{nth:04}", made.0.format("%y%j")),
    };
    let details = LotDetails {
        item: item.id,
        number,
        maker,
        made_on: Some(made),
        expires_on: Some(world.days_from_today(left_days)),
        test_due_on: ammunition.then(|| world.days_from_today(left_days.max(200))),
        provenance,
        note: None,
    };
    let kept = Kept {
        item: item.id,
        lot: Some(id),
        area: area_of(&item.details, item.class),
        measure: measure(&item.details.unit_of_issue, item.details.category, &item.details.name),
        expired: left_days < 0,
    };
    (Command::AddLot { id, details }, kept)
}

fn measure(unit: &str, category: Category, name: &str) -> u64 {
    match (category, unit) {
        (Category::Ammunition, _) if [" ball", " blank", "B-32"].iter().any(|word| name.contains(word)) => {
            24_000
        }
        (Category::Ammunition, _) => 480,
        (_, "LI") => 20_000,
        (_, "HD" | "MR" | "KG") => 900,
        _ => 160,
    }
}

/// Takes in nine tenths of the lines the profile asks for: each lot and each item once, then more.
pub(super) fn open_stock(world: &mut World) {
    let wanted = world.profile.bulk_lines * 9 / 10;
    let mut lines = Vec::new();
    let mut nth = 0;
    while world.stock.stored() < wanted {
        let kept = match world.stock.kept.get(nth) {
            Some(kept) => *kept,
            None => *world.random.pick(&world.stock.kept),
        };
        nth += 1;
        lines.extend(new_line(world, kept));
        if lines.len() == 100 {
            receive(world, std::mem::take(&mut lines), true);
        }
    }
    receive(world, lines, true);
}

/// A line nothing lies on yet, with what comes to it.
pub(super) fn new_line(world: &mut World, kept: Kept) -> Option<IncomingStock> {
    let place = world.places.any(kept.area, &mut world.random);
    let condition = match world.random.below(100) {
        _ if kept.expired => ConditionCode::J,
        0..=87 => ConditionCode::A,
        88..=94 => ConditionCode::B,
        _ => ConditionCode::F,
    };
    let key = StockKey { at: Keeping::Place(place), item: kept.item, lot: kept.lot, condition };
    if world.stock.on_hand(&key) > 0 {
        return None;
    }
    let quantity = world.random.within(kept.measure as usize / 20, kept.measure as usize) as u64;
    world.stock.add(key, quantity);
    Some(IncomingStock { place, item: kept.item, lot: kept.lot, condition, quantity: Quantity(quantity) })
}

pub(super) fn receive(world: &mut World, lines: Vec<IncomingStock>, opening: bool) {
    if lines.is_empty() {
        return;
    }
    let particulars = if opening { Particulars::default() } else { world.document() };
    let id = world.random.act();
    world.act(vec![Command::ReceiveStock(ReceiveStock { id, lines, opening, particulars })]);
    world.go_on();
}

/// The racks and bins that hold serial-numbered things of daily use.
pub(super) fn racks(world: &World) -> Vec<PlaceId> {
    [Area::Arms, Area::Arms, Area::Warehouse, Area::Yard]
        .iter()
        .flat_map(|area| world.places.of(*area))
        .copied()
        .collect()
}
