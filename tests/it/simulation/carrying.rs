//! Photographs and documents, after the entries: handed to the center and fetched from it, and from laptop to laptop,
//! over the same bad lines. In the end whoever holds a scope holds all of them that anybody holds.

use std::collections::BTreeSet;

use feed::membership::Admission;
use feed::{BLOB_PART_BYTES, Scope};
use store::blobs::{self, Kept, Wanted};
use store::{Reading, StoreError, exchange};
use wire::Refused;
use wire::message::{BlobHeld, BlobName, BlobsRequest, PartBecame, PullPartRequest, PushPartRequest};

use super::kyiv;
use super::laptop::Laptop;
use super::link::{Broken, Line};
use super::world::World;
use crate::dice::Dice;

/// More than anybody attaches in a schedule.
const ALL: usize = 10_000;

/// Both ways with the center. Gives what it holds, to be noted once it was heard of again.
pub fn carry(laptop: &Laptop, line: &mut Line<'_>) -> Result<Vec<BlobName>, Broken> {
    let mut held_there = give(laptop, line)?;
    let wanted = read(laptop, |store| blobs::wanted(store, ALL));
    for held in ask(line, wanted.iter().map(|one| name(&one.of)).collect())? {
        let one = wanted.iter().find(|one| name(&one.of) == held.of);
        if let Some(one) = one.filter(|_| held.is_whole()) {
            fetch(laptop, line, one)?;
            held_there.push(held.of);
        }
    }
    Ok(held_there)
}

fn give(laptop: &Laptop, line: &mut Line<'_>) -> Result<Vec<BlobName>, Broken> {
    let party = kyiv::signs_with();
    let unheld =
        read(laptop, |store| blobs::unheld_by(store, Some(party.as_bytes()), &scopes(laptop, store)?, ALL));
    let there = ask(line, unheld.iter().map(name).collect())?;
    let mut held_there = Vec::new();
    for (of, size) in unheld.iter().map(|blob| (name(blob), blob.size)) {
        let held = there.iter().find(|held| held.of == of);
        let mut whole = held.is_some_and(BlobHeld::is_whole);
        let mut offset = held.map_or(0, |held| held.held);
        while !whole {
            let bytes = read(laptop, |store| blobs::part(store, &of.scope, &of.blob, offset)).unwrap();
            match line.push_part(&PushPartRequest { of, size, offset, bytes }) {
                // Its hub is not known there yet, or not any more.
                Err(Broken::Refused(Refused::OutOfScope)) => break,
                answer => match answer?.became {
                    PartBecame::More(now) => offset = now,
                    PartBecame::Whole => whole = true,
                    other => panic!("a sound photograph: {other:?}"),
                },
            }
        }
        held_there.extend(whole.then_some(of));
    }
    Ok(held_there)
}

fn fetch(laptop: &Laptop, line: &mut Line<'_>, wanted: &Wanted) -> Result<(), Broken> {
    let (of, mut offset) = (name(&wanted.of), wanted.held);
    loop {
        let most_bytes = BLOB_PART_BYTES as u32;
        let part = line.pull_part(&PullPartRequest { of, offset, most_bytes })?;
        match keep(laptop, &of, offset, &part.bytes) {
            Kept::More(now) => offset = now,
            Kept::Whole => return Ok(()),
            other => panic!("a part that was asked for: {other:?}"),
        }
    }
}

fn ask(line: &mut Line<'_>, blobs: Vec<BlobName>) -> Result<Vec<BlobHeld>, Broken> {
    if blobs.is_empty() { Ok(Vec::new()) } else { Ok(line.blobs(&BlobsRequest { blobs })?.held) }
}

/// The center said so.
pub fn note(laptop: &Laptop, held_there: &[BlobName]) {
    let held_there: Vec<_> = held_there.iter().map(|of| (of.scope, of.blob)).collect();
    let party = kyiv::signs_with();
    laptop.books().write(|t| blobs::held_there(t, party.as_bytes(), &held_there, 1)).unwrap();
}

/// What one laptop gives another on a cable; some of it is lost.
pub fn hand(from: &Laptop, to: &Laptop, admission: &Admission, dice: &mut Dice) {
    for wanted in read(to, |store| blobs::wanted(store, ALL)) {
        let (of, mut offset) = (name(&wanted.of), wanted.held);
        while admission.reads(of.scope) && !dice.one_in(8) {
            let part = read(from, |store| blobs::part(store, &of.scope, &of.blob, offset));
            let Some(part) = part.filter(|part| !part.is_empty()) else { break };
            match keep(to, &of, offset, &part) {
                Kept::More(now) => offset = now,
                _ => break,
            }
        }
    }
}

/// All that are whole, laptop by laptop, and those the center holds.
pub fn whole(world: &World) -> Vec<BTreeSet<BlobName>> {
    let here = |laptop: &Laptop| -> BTreeSet<BlobName> {
        let all = read(laptop, |store| blobs::unheld_by(store, None, &scopes(laptop, store)?, ALL));
        all.iter().map(name).collect()
    };
    let rows = world.kyiv.books().storage().blobs(None, ALL).unwrap();
    let center: BTreeSet<BlobName> = rows.iter().filter(|row| row.whole).map(|row| row.of).collect();
    world.laptops.iter().map(here).chain([center]).collect()
}

/// What anybody holds who may hand it over is with everybody who may have it; nothing was lost but with those who
/// held it alone.
pub fn agree(world: &World) -> Result<(), String> {
    let whole = whole(world);
    let center = whole.last().expect("the center is one of them");
    for (laptop, here) in world.laptops.iter().zip(&whole) {
        if world.kyiv.knows_cut(&laptop.device()) {
            continue;
        }
        let lacking = here.difference(center).count();
        let wanted = read(laptop, |store| blobs::wanted(store, ALL));
        let missed = wanted.iter().filter(|one| center.contains(&name(&one.of))).count();
        if lacking + missed > 0 {
            return Err(format!(
                "laptop {} lacks {missed} photographs the center holds, and the center {lacking} of its own",
                laptop.copy
            ));
        }
    }
    Ok(())
}

fn name(blob: &blobs::Blob) -> BlobName {
    BlobName { scope: blob.scope, blob: blob.blob }
}

fn keep(laptop: &Laptop, of: &BlobName, offset: u64, bytes: &[u8]) -> Kept {
    laptop.books().write(|t| blobs::keep_part(t, &of.scope, &of.blob, offset, bytes)).unwrap()
}

fn read<T>(laptop: &Laptop, question: impl FnOnce(&Reading) -> Result<T, StoreError>) -> T {
    laptop.books().read(question).unwrap()
}

fn scopes(laptop: &Laptop, store: &Reading) -> Result<Vec<Scope>, StoreError> {
    let wants = laptop.wants();
    let held = exchange::held(store, &|scope| wants(scope) && !scope.is_control())?;
    let scopes: BTreeSet<Scope> = held.iter().map(|one| one.scope).collect();
    Ok(scopes.into_iter().collect())
}
