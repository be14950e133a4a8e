//! Each conflict has one discrepancy, with the same id on every replica.

use std::collections::{BTreeMap, BTreeSet};

use domain::discrepancy::{Discrepancy, DiscrepancyKind};
use feed::{FeedId, Scope, fork_id};
use rusqlite::Connection;
use store::StoreError;

use super::laptop::Laptop;
use super::schedule::Step;
use super::world::World;

/// All that holds of discrepancies, on every laptop that is not cut off.
pub fn alike(world: &World) -> Result<(), String> {
    let mut told: BTreeMap<Scope, (u8, BTreeSet<[u8; 32]>)> = BTreeMap::new();
    for laptop in world.laptops.iter().filter(|laptop| !world.kyiv.knows_cut(&laptop.device())) {
        let found = discrepancies(laptop);
        each_once(laptop, &found)?;
        every_fork_is_told(laptop, &found)?;
        let scopes: BTreeSet<Scope> = laptop.feeds().into_values().map(|feed| feed.scope).collect();
        for scope in scopes {
            let of = found.iter().filter(|(of, _)| *of == scope);
            let ids: BTreeSet<[u8; 32]> = of.map(|(_, one)| one.id).collect();
            let (other, before) = told.entry(scope).or_insert_with(|| (laptop.copy, ids.clone()));
            if *before != ids {
                return Err(format!("{scope:?}: laptops {other} and {} tell other things", laptop.copy));
            }
        }
    }
    Ok(())
}

/// Whoever holds both branches of a feed says so at once (P8).
pub fn at_first_contact(world: &World, step: &Step) -> Result<(), String> {
    let met = matches!(step, Step::Meet { .. } | Step::Visit { .. } | Step::Unload { .. });
    let mut laptops = world.laptops.iter().filter(|_| met);
    laptops.try_for_each(|laptop| every_fork_is_told(laptop, &discrepancies(laptop)))
}

/// No conflict has two.
fn each_once(laptop: &Laptop, found: &[(Scope, Discrepancy)]) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for (scope, one) in found {
        let mut between: Vec<[u8; 32]> = one.between.iter().map(|entry| entry.hash).collect();
        between.sort_unstable();
        if !seen.insert((*scope, one.kind, one.subject, between)) {
            return Err(format!("laptop {} tells one {:?} twice", laptop.copy, one.kind));
        }
    }
    Ok(())
}

/// Where two entries go on from one, there is a discrepancy of that place (P8).
fn every_fork_is_told(laptop: &Laptop, found: &[(Scope, Discrepancy)]) -> Result<(), String> {
    let forks = found.iter().filter(|(_, one)| one.kind == DiscrepancyKind::Fork);
    let told: BTreeSet<[u8; 32]> = forks.map(|(_, one)| one.id).collect();
    let places: BTreeSet<[u8; 32]> =
        fork_places(laptop).into_iter().map(|(feed, seq)| *fork_id(feed, seq).as_bytes()).collect();
    match told == places {
        true => Ok(()),
        false => {
            Err(format!("laptop {} holds {} forks and tells of {}", laptop.copy, places.len(), told.len()))
        }
    }
}

/// Feeds and sequence numbers at which two entries follow the same one.
pub fn fork_places(laptop: &Laptop) -> BTreeSet<(FeedId, u64)> {
    let read = |connection: &Connection| {
        let mut statement = connection.prepare_cached(
            "select f.feed_id, e.seq, e.header from entry e join feed f on f.n = e.feed
             where e.status <> 1 and exists (select 1 from entry o where o.feed = e.feed and o.seq = e.seq
                                             and o.n <> e.n and o.status <> 1)",
        )?;
        let (mut rows, mut seen, mut places) = (statement.query([])?, BTreeSet::new(), BTreeSet::new());
        while let Some(row) = rows.next()? {
            let (feed, seq) = (FeedId::from_bytes(row.get(0)?), row.get::<_, i64>(1)? as u64);
            let header = feed::Header::from_bytes(row.get_ref(2)?.as_blob().unwrap()).unwrap();
            if !seen.insert((feed, seq, header.previous)) {
                places.insert((feed, seq));
            }
        }
        Ok::<_, StoreError>(places)
    };
    laptop.books().read(read).unwrap()
}

/// Every discrepancy a laptop tells of, by scope.
pub(super) fn discrepancies(laptop: &Laptop) -> Vec<(Scope, Discrepancy)> {
    let read = |connection: &Connection| {
        let mut statement = connection.prepare_cached(
            "select s.scope, d.discrepancy from discrepancy d join scope s on s.n = d.scope",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let scope = minicbor::decode(row.get_ref(0)?.as_blob().unwrap()).unwrap();
            found.push((scope, minicbor::decode(row.get_ref(1)?.as_blob().unwrap()).unwrap()));
        }
        Ok::<_, StoreError>(found)
    };
    laptop.books().read(read).unwrap()
}
