//! P1, for real: a process that keeps books is killed, again and again, and what it said was saved is
//! there.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use store::witness::Witnessed;
use store::{Settings, StoreError};

use super::agreement::disagreements;
use super::bench::{Bench, none, on_every_thread};
use super::hub::{Hub, acts};
use super::media::Image;
use super::{seed, size};
use crate::dice::Dice;

/// Tells the process that is to be killed where its books are.
const FOLDER: &str = "KOMORA_KILLED_FOLDER";
const SAVED: &str = "saved ";
/// A store lives through so many kills, so that one recovery stands on another.
const KILLS_A_STORE: usize = 20;

#[test]
fn p1_acts_a_killed_process_called_saved_are_there() {
    let (stores, dice) = (size(200, 5_000) / KILLS_A_STORE, Dice::seeded(seed()));
    none(&on_every_thread(stores, |bench, store| {
        outlives_kills(bench, dice.branch(store as u64)).map_err(|wrong| format!("store {store}: {wrong}"))
    }));
}

fn outlives_kills(bench: &Bench, mut dice: Dice) -> Result<(), String> {
    bench.lay(&Image::default());
    let said = |error: StoreError| error.to_string();
    Hub::found(bench.path(), &settings(), None).and_then(Hub::close).map_err(said)?;
    for kill in 0..KILLS_A_STORE {
        let last = killed_at_work(bench.path(), &mut dice);
        let reopened = bench.open().map_err(said)?;
        if let Some(gone) = (0..=last).find(|number| !reopened.acts.contains_key(number)) {
            return Err(format!("kill {kill}: act {gone} was called saved and is gone"));
        }
        if !matches!(reopened.witnessed, Witnessed::Agrees | Witnessed::DatabaseAhead) {
            return Err(format!("kill {kill}: {:?}", reopened.witnessed));
        }
        let findings = reopened.hub.database.read(disagreements).map_err(said)?;
        if !findings.is_empty() {
            return Err(format!("kill {kill}: {}", findings.join("; ")));
        }
        reopened.hub.database.check_file().map_err(said)?;
    }
    Ok(())
}

/// Lets a process work and kills it somewhere in an act. Gives the last act it called saved.
fn killed_at_work(folder: &Path, dice: &mut Dice) -> u64 {
    let mut process = at_work(folder);
    let mut said = BufReader::new(process.stdout.take().unwrap()).lines();
    let mut saved = said.by_ref().map_while(Result::ok).filter_map(|line| number(&line));
    let acts = 1 + dice.below(8) as usize;
    let mut last = saved.by_ref().take(acts).last().expect("the process saves acts until it is killed");
    // A moment too short to sleep.
    (0..dice.below(200_000)).for_each(|_| std::hint::spin_loop());
    process.kill().unwrap();
    process.wait().unwrap();
    // What stood in the pipe was said before the end.
    if let Some(said_later) = saved.last() {
        last = said_later;
    }
    last
}

fn at_work(folder: &Path) -> Child {
    let (_, module) = module_path!().split_once("::").expect("this module lies in a crate");
    Command::new(std::env::current_exe().unwrap())
        .args([&format!("{module}::works_until_killed"), "--exact", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap()
}

fn number(line: &str) -> Option<u64> {
    line.split_once(SAVED).and_then(|(_, number)| number.parse().ok())
}

/// Often folded back, so that kills hit that too.
fn settings() -> Settings {
    Settings { checkpoint_pages: 60, ..Settings::default() }
}

#[test]
#[ignore = "the process that the test above kills"]
fn works_until_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let hub = Hub::open(Path::new(&folder), &settings(), None).unwrap().hub;
    let done = hub.database.read(acts).unwrap();
    let first = done.last_key_value().map_or(0, |(number, _)| number + 1);
    println!();
    for number in first.. {
        hub.act(number).unwrap();
        println!("{SAVED}{number}");
        // Whoever watched is gone: nobody will kill us.
        if fs::metadata(&folder).is_err() {
            return;
        }
    }
}
