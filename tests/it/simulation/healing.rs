//! In the end every line is good: whoever may meets the center, and of whoever is cut off the disk is read out
//! by stick.

use std::collections::BTreeSet;

use feed::Head;
use wire::Refused;

use super::carrying;
use super::first_day::first_day;
use super::link::{Broken, Line, Link};
use super::stick::{self, Audience};
use super::visit::Visit;
use super::world::World;
use crate::dice::Dice;

/// Everybody meets the center until nothing changes.
pub fn heal(world: &mut World) {
    let mut dice = Dice::seeded(1);
    world.kyiv.at(world.now_ms);
    for _ in 0..2 * world.laptops.len() {
        let before = (world.kyiv.tips(), carrying::whole(world));
        let mut quiet = true;
        for n in 0..world.laptops.len() {
            let held = tips(world, n);
            match visit(world, n, &mut dice) {
                Ok(()) => {}
                Err(Broken::Refused(Refused::Revoked)) => read_out(world, n),
                Err(other) => {
                    world.wrong.get_or_insert(format!("over a good line: {other:?}"));
                }
            }
            quiet &= held == tips(world, n);
        }
        if quiet && before == (world.kyiv.tips(), carrying::whole(world)) {
            return;
        }
    }
    world.wrong.get_or_insert("there is no end to it".to_owned());
}

fn visit(world: &mut World, n: usize, dice: &mut Dice) -> Result<(), Broken> {
    let laptop = &mut world.laptops[n];
    let device = laptop.device();
    let line = Line { kyiv: &mut world.kyiv, device, link: Link::Good, dice, cut_after: None };
    Visit::by(laptop, line, world.fault).hold()
}

/// What a cut laptop holds comes to the others as evidence: it is kept and set apart.
fn read_out(world: &mut World, n: usize) {
    let bundle = stick::load(&world.laptops[n], Audience::Kyiv, first_day().network, true);
    let bundle = bundle.expect("coordination is known to everybody");
    let coordination = world.laptops.iter().find(|laptop| laptop.hub.is_none());
    stick::unload(coordination.expect("it is never destroyed"), &bundle, world.fault);
}

/// The last entry of each branch a laptop holds.
pub fn tips(world: &World, n: usize) -> BTreeSet<Head> {
    world.laptops[n].books().read(store::exchange::heads).unwrap().into_iter().collect()
}
