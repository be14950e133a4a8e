//! Building a training hub: in a folder of its own, put in place once it is whole.

use std::path::{Path, PathBuf};

use domain::event::HubDescription;
use feed::Claimed;
use store::Held;
use store::keys::{Machine, Parameters, Passphrase};

use super::PASSPHRASE;
use super::plan::plan;
use super::profile::Profile;
use crate::api::problem::Problem;
use crate::books::{Books, Founding};
use crate::clock::now_ms;

/// Acts saved together.
const AT_ONCE: usize = 200;
const STAGE: &str = "building";

/// Makes the training hub in `folder`. `step` hears how many acts of how many are saved and says whether
/// to go on.
///
/// # Errors
/// [`Problem::StoreExists`], [`Problem::Cancelled`], or what broke; nothing is left behind.
pub(crate) fn make(folder: &Path, step: &dyn Fn(&str, u32, u32) -> bool) -> Result<(), Problem> {
    make_sized(folder, Profile::MEDIUM, now_ms(), step)
}

/// The same in any size, on any day.
pub(super) fn make_sized(
    folder: &Path,
    profile: Profile,
    now_ms: i64,
    step: &dyn Fn(&str, u32, u32) -> bool,
) -> Result<(), Problem> {
    if folder.read_dir().is_ok_and(|mut inside| inside.next().is_some()) {
        return Err(Problem::StoreExists);
    }
    let site = building_site(folder)?;
    clear(&site)?;
    let built = build(&site, profile, now_ms, step).and_then(|()| move_in(&site, folder));
    if built.is_err() {
        // What broke is told; a folder that cannot be cleared now is cleared before the next try.
        let _ = std::fs::remove_dir_all(&site);
    }
    built
}

/// A hidden folder beside the one asked for, so that putting it in place is one rename.
fn building_site(folder: &Path) -> Result<PathBuf, Problem> {
    let name = folder
        .file_name()
        .ok_or_else(|| Problem::BadRequest { detail: format!("{} cannot hold a store", folder.display()) })?;
    Ok(folder.with_file_name(format!(".{}-{STAGE}", name.to_string_lossy())))
}

/// What an earlier try left, unless another Komora is at it right now.
fn clear(site: &Path) -> Result<(), Problem> {
    if site.exists() {
        drop(Held::take(site)?);
        std::fs::remove_dir_all(site).map_err(store::StoreError::from)?;
    }
    Ok(())
}

fn move_in(site: &Path, folder: &Path) -> Result<(), Problem> {
    if folder.exists() {
        std::fs::remove_dir(folder).map_err(store::StoreError::from)?;
    }
    Ok(std::fs::rename(site, folder).map_err(store::StoreError::from)?)
}

fn build(
    site: &Path,
    profile: Profile,
    now_ms: i64,
    step: &dyn Fn(&str, u32, u32) -> bool,
) -> Result<(), Problem> {
    let plan = plan(profile, now_ms)?;
    let total = plan.len() as u32;
    let held = Held::take(site)?;
    let machine = Machine::at(site)?;
    let passphrase = Passphrase::chosen(PASSPHRASE)?;
    // The passphrase is public: a slow derivation would keep nobody out.
    let (books, _) = Books::found(held, founding(), &passphrase, &machine, Parameters::MODEST)?;
    for (nth, some) in plan.chunks(AT_ONCE).enumerate() {
        if !step(STAGE, (nth * AT_ONCE) as u32, total) {
            return Err(Problem::Cancelled);
        }
        books.many(|acts| {
            for planned in some {
                let at = Claimed { ms: planned.at_ms, unsure: false };
                for command in &planned.commands {
                    acts.execute(command, planned.act, at)?;
                }
            }
            Ok(())
        })?;
    }
    books.close();
    step(STAGE, total, total);
    Ok(())
}

fn founding() -> Founding {
    Founding {
        hub: HubDescription {
            code: "HUB-TRAINING".to_owned(),
            classification: Some("EXERCISE EXERCISE EXERCISE".to_owned()),
            training: true,
            name: Some("Training hub".to_owned()),
        },
        person: "Storekeeper 1".to_owned(),
        rank: None,
    }
}
