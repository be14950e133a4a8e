//! `hub list` and `hub add`.

use std::collections::BTreeMap;
use std::path::Path;

use feed::{DeviceKey, Scope, Verified};

use super::arguments::HubCommand;
use super::output::{Output, Problem};
use super::run::Desk;
use crate::center::now_ms;
use crate::error::CenterError;

pub fn run(desk: &Desk, command: HubCommand, output: &Output) -> Result<(), Problem> {
    match command {
        HubCommand::List => list(desk, output),
        HubCommand::Add { file } => add(desk, &file, output),
    }
}

#[derive(serde::Serialize)]
struct Hub {
    hub: String,
    /// Its roster has come.
    founded: bool,
    devices: usize,
    feeds: usize,
}

fn list(desk: &Desk, output: &Output) -> Result<(), Problem> {
    let books = desk.books()?;
    let state = books.state();
    let devices = state.roll.devices();
    let hubs: Vec<Hub> = state
        .roll
        .membership
        .hubs()
        .map(|hub| Hub {
            hub: hub.to_string(),
            founded: state.roll.membership.founded(Scope::Roster(hub)).is_some(),
            devices: devices.iter().filter(|(scope, _, cut)| *scope == Scope::Roster(hub) && !cut).count(),
            feeds: state.index.all().filter(|held| held.feed.scope == Scope::Hub(hub)).count(),
        })
        .collect();
    output.say(&hubs, || {
        let line = |hub: &Hub| {
            let roster = if hub.founded { "roster held" } else { "roster awaited" };
            format!("{}  {roster}  {} devices  {} feeds", hub.hub, hub.devices, hub.feeds)
        };
        hubs.iter().map(line).collect()
    });
    Ok(())
}

/// Each author hands over what is its own: the first entries of a control scope are taken from whoever they
/// make known.
fn add(desk: &Desk, file: &Path, output: &Output) -> Result<(), Problem> {
    let read = std::fs::read(file);
    let page = read.map_err(|source| CenterError::File { path: file.to_owned(), source })?;
    let books = desk.books()?;
    let bad = || Problem::BadPage { path: file.to_owned() };
    let runs = books.read_page(&page).map_err(|_| bad())?;
    let mut by_author: BTreeMap<(Scope, DeviceKey), Vec<Verified>> = BTreeMap::new();
    for run in runs {
        by_author.entry((run.feed().scope, run.feed().device)).or_default().push(run);
    }
    let (mut fresh, mut kept) = (0, 0);
    for ((scope, author), runs) in by_author {
        if scope.is_control() {
            let pushed = books.push(author, &runs, now_ms())?;
            fresh += pushed.fresh;
            kept += pushed.answer.receipt.heads.len();
        }
    }
    if kept == 0 {
        return Err(bad());
    }
    output.say(&serde_json::json!({ "new_entries": fresh }), || vec![format!("{fresh} new entries")]);
    Ok(())
}
