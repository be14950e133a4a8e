//! `device list`, `vouchers` and `revoke`.

use std::path::Path;

use feed::membership::Voucher;
use feed::{DeviceKey, FeedId, Hash, Head, HubId, Scope};

use super::arguments::DeviceCommand;
use super::code::{Pictures, code};
use super::output::{Output, Problem};
use super::run::Desk;
use crate::books::Books;
use crate::center::now_ms;
use crate::error::CenterError;

pub fn run(desk: &Desk, command: DeviceCommand, output: &Output) -> Result<(), Problem> {
    match command {
        DeviceCommand::List => list(desk, output),
        DeviceCommand::Vouchers { file } => vouchers(desk, &file, output),
        DeviceCommand::Code { hub, role, address, svg, png } => {
            let hub = hub.map(|hub| HubId::from_hex(&hub).ok_or(Problem::NotAKey { name: "--hub" }));
            let scope = hub.transpose()?.map_or(Scope::Network, Scope::Roster);
            let pictures = Pictures::claim(svg.as_deref(), png.as_deref())?;
            code(desk, scope, role, &address, pictures, output)
        }
        DeviceCommand::Revoke { key, until } => revoke(desk, &key, &until, output),
    }
}

#[derive(serde::Serialize)]
struct Device {
    device: String,
    /// Without one, a coordination laptop.
    hub: Option<String>,
    cut: bool,
    entries: u64,
}

fn list(desk: &Desk, output: &Output) -> Result<(), Problem> {
    let books = desk.books()?;
    let state = books.state();
    let entries = |device| {
        let feeds = state.index.all().filter(|held| held.feed.device == device);
        feeds.flat_map(|held| held.branches.iter().map(|branch| branch.tip + 1 - branch.first)).sum()
    };
    let devices = state.roll.devices();
    let devices: Vec<Device> = devices
        .into_iter()
        .map(|(scope, device, cut)| Device {
            device: device.to_string(),
            hub: match scope {
                Scope::Roster(hub) => Some(hub.to_string()),
                _ => None,
            },
            cut,
            entries: entries(device),
        })
        .collect();
    output.say(&devices, || {
        let line = |device: &Device| {
            let place = device.hub.as_deref().unwrap_or("coordination");
            let cut = if device.cut { "  cut" } else { "" };
            format!("{}  {place}  {} entries{cut}", device.device, device.entries)
        };
        devices.iter().map(line).collect()
    });
    Ok(())
}

fn vouchers(desk: &Desk, file: &Path, output: &Output) -> Result<(), Problem> {
    let text = std::fs::read_to_string(file);
    let text = text.map_err(|source| CenterError::File { path: file.to_owned(), source })?;
    let bad = |line| Problem::BadLine { path: file.to_owned(), line };
    let mut read = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        read.push((number, voucher_line(line).ok_or_else(|| bad(number))?));
    }
    let books = desk.books()?;
    for (number, (voucher, secret)) in &read {
        if !books.keep_voucher(voucher, *secret, now_ms())? {
            return Err(bad(*number));
        }
    }
    let kept = read.len();
    output.say(&serde_json::json!({ "vouchers": kept }), || vec![format!("{kept} vouchers kept")]);
    Ok(())
}

fn voucher_line(line: &str) -> Option<(Voucher, [u8; 16])> {
    let (voucher, secret) = line.trim().split_once(' ')?;
    let voucher = Voucher::from_bytes(&bytes(voucher)?).ok()?;
    Some((voucher, bytes(secret.trim())?.try_into().ok()?))
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digits = hex.as_bytes();
    if !digits.len().is_multiple_of(2) || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let pairs = digits.chunks(2).map(|pair| std::str::from_utf8(pair).ok());
    pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect()
}

fn revoke(desk: &Desk, key: &str, until: &[String], output: &Output) -> Result<(), Problem> {
    let device = DeviceKey::from_hex(key).ok_or(Problem::NotAKey { name: "the device" })?;
    let books = desk.books()?;
    let state = books.state();
    let scopes: Vec<Scope> = state
        .roll
        .devices()
        .into_iter()
        .filter(|(_, one, cut)| *one == device && !cut)
        .map(|(scope, ..)| scope)
        .collect();
    if scopes.is_empty() {
        return Err(Problem::NoSuchDevice);
    }
    let last = accepted(&books, device, until)?;
    for scope in scopes {
        books.cut(scope, device, Some(last.clone()), now_ms())?;
    }
    let document = serde_json::json!({ "cut": key, "feeds": last.len() });
    output.say(&document, || vec![format!("{key} is cut; {} feeds accepted as far as told", last.len())]);
    Ok(())
}

/// The last entry accepted of each feed of the device.
fn accepted(books: &Books, device: DeviceKey, until: &[String]) -> Result<Vec<Head>, Problem> {
    let state = books.state();
    let mut limits = Vec::new();
    for text in until {
        let (feed, number) = text.split_once('=').ok_or(Problem::BadHead)?;
        let feed = FeedId::from_hex(feed).ok_or(Problem::BadHead)?;
        let held = state.index.get(&feed).filter(|held| held.feed.device == device);
        limits.push((held.ok_or(Problem::BadHead)?.id, number.parse::<u64>().map_err(|_| Problem::BadHead)?));
    }
    let mut heads = Vec::new();
    for held in state.index.all().filter(|held| held.feed.device == device) {
        let limit = limits.iter().find(|(feed, _)| *feed == held.id).map_or(u64::MAX, |(_, limit)| *limit);
        for tip in held.tips() {
            let seq = tip.seq.min(limit);
            let branch = held.branches.iter().find(|branch| branch.tip == tip.seq && branch.hash == tip.hash);
            let owner = branch.and_then(|branch| held.owner(branch.n, seq));
            let hash: Option<Hash> = match owner {
                Some(owner) => books.storage().hash_at(owner.n, seq)?,
                None => None,
            };
            // Number 0 accepts nothing: a feed that is not named is cut at zero.
            heads.extend(hash.map(|hash| Head { feed: held.id, seq, hash }));
        }
    }
    heads.sort_unstable();
    heads.dedup();
    Ok(heads)
}
