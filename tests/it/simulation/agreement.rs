//! What must hold once everybody has met.

use std::collections::{BTreeMap, BTreeSet};

use feed::{Head, Scope};
use store::StoreError;

use super::laptop::Laptop;
use super::world::{World, hashes};

/// The first thing that does not hold, in words.
pub fn check(world: &mut World) -> Result<(), String> {
    same_heads_and_states(world)?;
    nothing_is_lost(world)?;
    cuts_hold(world)?;
    forks_are_told_alike(world)?;
    for laptop in &world.laptops {
        sound(laptop)?;
    }
    folded_again(world)
}

/// Equal heads and equal state hashes for every scope two laptops both hold (P6, P7, P16).
fn same_heads_and_states(world: &World) -> Result<(), String> {
    let mut seen: BTreeMap<Scope, (u8, BTreeSet<Head>, [u8; 32])> = BTreeMap::new();
    for laptop in &world.laptops {
        let heads: BTreeSet<Head> =
            laptop.books().read(store::exchange::heads).unwrap().into_iter().collect();
        let feeds = laptop.feeds();
        for (scope, hash) in laptop.books().read(store::state_hashes).unwrap() {
            let of = |head: &&Head| feeds.get(&head.feed).is_some_and(|feed| feed.scope == scope);
            let here: BTreeSet<Head> = heads.iter().filter(of).copied().collect();
            match seen.get(&scope) {
                None => {
                    seen.insert(scope, (laptop.copy, here, hash));
                }
                Some((other, heads, _)) if *heads != here => {
                    return Err(format!("{scope:?}: laptops {other} and {} hold other heads", laptop.copy));
                }
                Some((other, _, state)) if *state != hash => {
                    return Err(format!(
                        "{scope:?}: laptops {other} and {} hold the same and see it otherwise",
                        laptop.copy
                    ));
                }
                Some(_) => {}
            }
        }
    }
    Ok(())
}

/// Coordination holds every act that somebody was shown as saved and that still exists anywhere, cut off or
/// not (P5, P23).
fn nothing_is_lost(world: &World) -> Result<(), String> {
    let coordination =
        world.laptops.iter().find(|laptop| laptop.hub.is_none()).expect("it is never destroyed");
    let held = hashes(coordination);
    match world.authored.iter().filter(|hash| !held.contains(hash)).count() {
        0 => Ok(()),
        lost => Err(format!("{lost} of {} confirmed entries did not arrive", world.authored.len())),
    }
}

/// Nothing a cut device wrote beyond the last accepted entries is folded anywhere (P11).
fn cuts_hold(world: &World) -> Result<(), String> {
    for (hub, device, last) in &world.cuts {
        for laptop in world.laptops.iter().filter(|laptop| laptop.wants()(&Scope::Hub(*hub))) {
            let beyond = laptop.books().read(|connection| {
                let mut statement = connection.prepare(
                    "select f.feed_id, f.feed, max(e.seq) from entry e join feed f on f.n = e.feed
                     where e.status = 0 group by f.n",
                )?;
                let mut rows = statement.query([])?;
                let mut beyond = 0;
                while let Some(row) = rows.next()? {
                    let (id, feed): ([u8; 32], Vec<u8>) = (row.get(0)?, row.get(1)?);
                    let feed = feed::Feed::from_bytes(&feed).expect("the store keeps no other");
                    let accepted =
                        last.iter().find(|head| *head.feed.as_bytes() == id).map_or(0, |head| head.seq);
                    let of_hub = matches!(feed.scope, Scope::Hub(of) if of == *hub);
                    let folded: i64 = row.get(2)?;
                    beyond += i64::from(of_hub && feed.device == *device && folded as u64 > accepted);
                }
                Ok::<_, StoreError>(beyond)
            });
            if beyond.unwrap() > 0 {
                return Err(format!("laptop {} folds what a cut device wrote later", laptop.copy));
            }
        }
    }
    Ok(())
}

/// A fork has one discrepancy, with the same id on every replica (P8).
fn forks_are_told_alike(world: &World) -> Result<(), String> {
    let mut told: BTreeMap<Scope, BTreeSet<Vec<u8>>> = BTreeMap::new();
    for laptop in &world.laptops {
        let forks = laptop.books().read(|connection| {
            let mut statement = connection.prepare(
                "select s.scope, d.id from discrepancy d join fork_point p on p.subject = d.subject
                 join scope s on s.n = d.scope",
            )?;
            let found = statement
                .query_map([], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?)))?
                .collect::<Result<Vec<_>, _>>()?;
            Ok::<_, StoreError>(found)
        });
        let mut here: BTreeMap<Vec<u8>, BTreeSet<Vec<u8>>> = BTreeMap::new();
        for (scope, id) in forks.unwrap() {
            if !here.entry(scope).or_default().insert(id) {
                return Err(format!("laptop {} tells one fork twice", laptop.copy));
            }
        }
        let scopes: BTreeSet<Scope> = laptop.feeds().into_values().map(|feed| feed.scope).collect();
        for scope in scopes {
            let ids = here.get(&bytes(&scope)).cloned().unwrap_or_default();
            if told.entry(scope).or_insert_with(|| ids.clone()) != &ids {
                return Err(format!("{scope:?}: laptop {} tells other forks", laptop.copy));
            }
        }
    }
    Ok(())
}

fn sound(laptop: &Laptop) -> Result<(), String> {
    let report =
        laptop.books().read(|connection| store::verify::verify(connection, &mut |_, _| true)).unwrap();
    match report.problems.is_empty() {
        true => Ok(()),
        false => Err(format!("laptop {}: {:?}", laptop.copy, report.problems)),
    }
}

/// What was folded step by step is what comes of folding everything again.
fn folded_again(world: &World) -> Result<(), String> {
    for laptop in &world.laptops {
        let before = laptop.books().read(store::state_hashes).unwrap();
        laptop.books().write(|t| store::rebuild(t, laptop.own.remembered(), &mut |_, _| true)).unwrap();
        if laptop.books().read(store::state_hashes).unwrap() != before {
            return Err(format!("laptop {} comes to another state when all is folded again", laptop.copy));
        }
    }
    Ok(())
}

fn bytes(scope: &Scope) -> Vec<u8> {
    let mut bytes = Vec::new();
    minicbor::encode(scope, &mut bytes).expect("writing to memory cannot fail");
    bytes
}
