//! Beyond a cut nothing is folded.

use std::collections::{BTreeMap, BTreeSet};

use feed::{Feed, Hash, Header, Scope};
use rusqlite::Connection;
use store::StoreError;

use super::kyiv::Cut;
use super::laptop::Laptop;
use super::standing;
use super::world::World;

/// Wherever a cut is held, nothing the device wrote is folded but what leads up to the last accepted entries
/// (P11).
pub fn hold(world: &World) -> Result<(), String> {
    for laptop in &world.laptops {
        let placed = match world.kyiv.cuts.is_empty() {
            true => BTreeSet::new(),
            false => standing::placed(laptop),
        };
        for cut in &world.kyiv.cuts {
            if !placed.contains(&cut.entry.hash) || !laptop.wants()(&Scope::Hub(cut.hub)) {
                continue;
            }
            let beyond = folded_beyond(laptop, cut);
            if beyond > 0 {
                return Err(format!("laptop {} folds {beyond} entries beyond a cut", laptop.copy));
            }
        }
    }
    Ok(())
}

fn folded_beyond(laptop: &Laptop, cut: &Cut) -> usize {
    let (mut written, mut folded) = (BTreeMap::new(), BTreeSet::new());
    for (feed, hash, header, is_folded) in all_written(laptop) {
        if feed.device == cut.device && feed.scope == Scope::Hub(cut.hub) {
            written.insert(hash, header);
            folded.extend(is_folded.then_some(hash));
        }
    }
    let mut accepted: BTreeSet<Hash> = BTreeSet::new();
    for head in &cut.last {
        if !written.contains_key(&head.hash) {
            // What lies below it may lead up to it.
            let below = written.iter().filter(|(_, one)| one.feed == head.feed && one.seq < head.seq);
            accepted.extend(below.map(|(hash, _)| *hash));
        }
        let mut at = Some(&head.hash);
        while let Some((hash, header)) = at.and_then(|hash| written.get_key_value(hash)) {
            accepted.insert(*hash);
            at = Some(&header.previous);
        }
    }
    folded.difference(&accepted).count()
}

fn all_written(laptop: &Laptop) -> Vec<(Feed, Hash, Header, bool)> {
    let read = |connection: &Connection| {
        let mut statement = connection.prepare_cached(
            "select f.feed, e.hash, e.header, e.status from entry e join feed f on f.n = e.feed",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let feed = Feed::from_bytes(row.get_ref(0)?.as_blob().unwrap()).unwrap();
            let header = Header::from_bytes(row.get_ref(2)?.as_blob().unwrap()).unwrap();
            found.push((feed, Hash::from_bytes(row.get(1)?), header, row.get::<_, i64>(3)? == 0));
        }
        Ok::<_, StoreError>(found)
    };
    laptop.books().read(read).unwrap()
}
