//! What must hold once everybody has met.

use std::collections::{BTreeMap, BTreeSet};

use feed::{Hash, Head, Scope};

use super::laptop::Laptop;
use super::world::World;
use super::{carrying, cuts, healing, plain, standing, told};

/// The first thing that does not hold, in words.
pub fn check(world: &World) -> Result<(), String> {
    let wrong = [&world.wrong, &world.kyiv.wrong].into_iter().flatten().next();
    wrong.map_or(Ok(()), |wrong| Err(wrong.clone()))?;
    let heads: Vec<BTreeSet<Head>> = (0..world.laptops.len()).map(|n| healing::tips(world, n)).collect();
    everybody_holds_the_same(world)?;
    the_same_heads_are_the_same_state(world, &heads)?;
    nothing_is_lost(world)?;
    carrying::agree(world)?;
    cuts::hold(world)?;
    told::alike(world)?;
    // All of one hub are alike by now: one stands for all.
    let one = &world.laptops[world.authored.len() % world.laptops.len()];
    sound(one)?;
    let coordination = world.laptops.iter().find(|laptop| laptop.hub.is_none());
    let coordination = coordination.expect("it is never destroyed");
    [one, coordination].into_iter().try_for_each(plain::agrees)?;
    folded_again(coordination)
}

/// What a laptop may hold it holds as the center does; who is cut off may have stayed behind (P6).
fn everybody_holds_the_same(world: &World) -> Result<(), String> {
    let state = world.kyiv.books().state();
    for laptop in world.laptops.iter().filter(|laptop| !world.kyiv.knows_cut(&laptop.device())) {
        let wants = laptop.wants();
        let held = standing::hashes(laptop);
        let theirs = state.index.all().filter(|one| wants(&one.feed.scope)).flat_map(|one| one.tips());
        let lacking = theirs.filter(|head| !held.contains(&head.hash)).count();
        if lacking > 0 {
            return Err(format!("laptop {} lacks {lacking} heads the center holds", laptop.copy));
        }
        let waiting =
            laptop.books().read(|store| store::exchange::reached::waiting(store, &|scope| wants(scope)));
        let acts = waiting.unwrap().acts;
        if acts > 0 {
            return Err(format!("laptop {} shows {acts} acts as waiting that the center has", laptop.copy));
        }
    }
    Ok(())
}

/// What a laptop holds of a scope and of what governs it.
type Held = (Scope, BTreeSet<Head>);

/// Equal heads in a scope and in the control scopes come to equal state hashes, on whichever two laptops
/// (P6, P7, P16).
fn the_same_heads_are_the_same_state(world: &World, heads: &[BTreeSet<Head>]) -> Result<(), String> {
    let mut seen: BTreeMap<Held, (u8, [u8; 32])> = BTreeMap::new();
    for (laptop, heads) in world.laptops.iter().zip(heads) {
        let feeds = laptop.feeds();
        for (scope, hash) in laptop.books().read(store::state_hashes).unwrap() {
            let rests_on = |head: &&Head| {
                feeds.get(&head.feed).is_some_and(|feed| feed.scope == scope || feed.scope.is_control())
            };
            let held: BTreeSet<Head> = heads.iter().filter(rests_on).copied().collect();
            let (other, before) = seen.entry((scope, held)).or_insert((laptop.copy, hash));
            if *before != hash {
                return Err(format!(
                    "{scope:?}: laptops {other} and {} hold the same and see it otherwise",
                    laptop.copy
                ));
            }
        }
    }
    Ok(())
}

/// The center and coordination hold every act that somebody was shown as saved and that exists anywhere, cut
/// off or not; and the center holds what it signed for (P5, P23).
fn nothing_is_lost(world: &World) -> Result<(), String> {
    let center = world.kyiv.hashes();
    for laptop in &world.laptops {
        let missing = standing::placed(laptop).difference(&center).count();
        if missing > 0 {
            return Err(format!("laptop {} holds {missing} entries the center lacks", laptop.copy));
        }
    }
    let lost: Vec<&Hash> = world.authored.iter().filter(|hash| !center.contains(hash)).collect();
    // Those that wait for what was lost with a laptop can never be placed; nobody is to hold what they wait for.
    for laptop in world.laptops.iter().filter(|laptop| !world.kyiv.knows_cut(&laptop.device())) {
        let waits_in_vain = standing::waits_for(laptop).iter().all(|hash| !center.contains(hash));
        if !waits_in_vain {
            return Err(format!("laptop {} parks what it could place", laptop.copy));
        }
    }
    let parked: BTreeSet<Hash> = world.laptops.iter().flat_map(standing::parked).collect();
    if let Some(gone) = lost.iter().filter(|hash| !parked.contains(hash)).count().checked_sub(1) {
        return Err(format!("{} of {} confirmed entries are gone", gone + 1, world.authored.len()));
    }
    match world.kyiv.signed.iter().filter(|head| !center.contains(&head.hash)).count() {
        0 => Ok(()),
        count => Err(format!("the center lacks {count} heads it signed for")),
    }
}

fn sound(laptop: &Laptop) -> Result<(), String> {
    let report = laptop.books().read(|store| store::verify::verify(store, &mut |_, _| true)).unwrap();
    match report.problems.is_empty() {
        true => Ok(()),
        false => Err(format!("laptop {}: {:?}", laptop.copy, report.problems)),
    }
}

/// What was folded step by step is what comes of folding everything again.
fn folded_again(laptop: &Laptop) -> Result<(), String> {
    let before = laptop.books().read(store::state_hashes).unwrap();
    laptop.books().write(|t| store::rebuild(t, laptop.own.remembered(), &mut |_, _| true)).unwrap();
    match laptop.books().read(store::state_hashes).unwrap() == before {
        true => Ok(()),
        false => Err(format!("laptop {} comes to another state when all is folded again", laptop.copy)),
    }
}
