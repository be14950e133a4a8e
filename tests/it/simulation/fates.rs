//! What befalls laptops and the center: copied, restored, destroyed, cut off, set back.

use std::collections::BTreeSet;

use feed::membership::DeviceCut;
use feed::{DeviceKey, Hash, Head, HubId, Scope};

use super::first_day::{COORDINATION, OF_FIRST, append};
use super::kyiv::Cut;
use super::laptop::Laptop;
use super::standing;
use super::world::World;

/// More copies of laptops than these add nothing.
const MOST: usize = 8;

pub fn snapshot(world: &mut World, n: usize) {
    let aside = world.laptops[n].lay_aside();
    world.laptops[n].snapshot = Some(aside);
}

/// What only the newer state held is lost, unless somebody else has it.
pub fn restore(world: &mut World, n: usize) {
    let Some(aside) = world.laptops[n].snapshot.take() else { return };
    let (copy, chance) = (next_copy(world), world.now_ms.unsigned_abs() * 31 + n as u64);
    world.laptops[n] = world.laptops[n].gone_on_from(aside, copy, chance);
    keep_what_is_left(world);
}

pub fn clone(world: &mut World, n: usize) {
    if world.laptops.len() >= MOST || world.laptops[n].hub.is_none() {
        return;
    }
    let aside = world.laptops[n].lay_aside();
    let (copy, chance) = (next_copy(world), world.now_ms.unsigned_abs() * 37 + n as u64);
    let clone = world.laptops[n].gone_on_from(aside, copy, chance);
    world.laptops.push(clone);
}

/// Never one that was there before: acts are told apart by it.
fn next_copy(world: &mut World) -> u8 {
    world.copies += 1;
    world.copies
}

/// The first laptop of a hub and coordination stay: somebody has to be left to compare with.
pub fn destroy(world: &mut World, n: usize) {
    if !may_be_cut(&world.laptops[n]) {
        return;
    }
    let gone = world.laptops.remove(n);
    let lost = keep_what_is_left(world);
    let shown = |hash: &Hash| !world.kyiv.was_set_back && standing::is_shown_at_center(&gone, hash);
    if lost.iter().any(shown) {
        let what = format!("laptop {} showed as safe in Kyiv what is lost with it", gone.copy);
        world.wrong.get_or_insert(what);
    }
}

/// Forgets the acts that nobody holds any more, and says which.
fn keep_what_is_left(world: &mut World) -> Vec<Hash> {
    let mut left: BTreeSet<Hash> = world.kyiv.hashes();
    for laptop in &world.laptops {
        left.extend(standing::hashes(laptop));
    }
    let lost = world.authored.difference(&left).copied().collect();
    world.authored.retain(|hash| left.contains(hash));
    lost
}

pub fn set_back(world: &mut World, by_hand: bool) {
    if world.kyiv.set_back(by_hand) {
        keep_what_is_left(world);
    }
}

/// Administrators and coordination are not cut off.
pub fn may_be_cut(laptop: &Laptop) -> bool {
    ![0, OF_FIRST, COORDINATION].contains(&laptop.number)
}

/// By the hub's administrator, as far as they know what the device wrote.
pub fn cut(world: &mut World, hub: HubId, laptop: usize) {
    let of_hub = |one: &&Laptop| one.hub == Some(hub) && may_be_cut(one);
    let others: Vec<DeviceKey> = world.laptops.iter().filter(of_hub).map(Laptop::device).collect();
    let is_admin = |one: &Laptop| one.hub == Some(hub) && !may_be_cut(one);
    let Some(at) = world.laptops.iter().position(is_admin) else { return };
    if others.is_empty() {
        return;
    }
    let device = others[laptop % others.len()];
    let admin = &mut world.laptops[at];
    let last = heads_of(admin, device);
    let event = DeviceCut { device, last: last.clone(), replaces: Vec::new() };
    let act = [admin.copy, world.now_ms as u8, (world.now_ms >> 8) as u8];
    if let Ok(act) = append(admin, Scope::Roster(hub), event.into(), act, world.now_ms) {
        let entry = standing::last_of_act(admin, &act);
        world.kyiv.cuts.push(Cut { hub, device, last, entry });
    }
}

/// Where a device's feeds end, as a laptop knows them.
fn heads_of(laptop: &Laptop, device: DeviceKey) -> Vec<Head> {
    let feeds = laptop.feeds();
    let all = laptop.books().read(store::exchange::heads).unwrap();
    let of = |head: &Head| feeds.get(&head.feed).is_some_and(|feed| feed.device == device);
    let mut last: Vec<Head> = all.into_iter().filter(of).collect();
    // Of a forked feed one branch is accepted.
    last.sort_unstable();
    last.dedup_by_key(|head| head.feed);
    last
}
