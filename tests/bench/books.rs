//! The books of a hub as the app opens them: 60,000 assets and 3,000,000 events, most of them received
//! from another laptop of the hub.

use std::path::Path;
use std::time::Duration;

use app::Komora;
use app::api::operation::Operation;
use feed::{ActId, Claimed, HubId, Scope, SigningKey};
use store::keys::{KeyFile, Machine, Passphrase};
use store::{Database, Held, OwnFeeds, Settings, Signer, local};
use tests::world::{PASSPHRASE, create_hub};

use crate::bare::Bare;
use crate::device::{Device, must_stand, take_in};
use crate::figure::Figure;
use crate::holdings::{Holdings, Size};
use crate::measure::Outcome;
use crate::{Scale, Wanted, queries, start};

const PAGE: usize = 5_000;
const DAY_MS: i64 = 86_400_000;
const YEARS: i64 = 3;
const ROW_BYTES: usize = 300;
const STOCK_LINES: usize = 8_000;

/// What is asked of large books.
pub fn figures(folder: &Path, scale: Scale, wanted: &Wanted, tell: &mut dyn FnMut(Figure)) -> Outcome<()> {
    let (assets, events) = (scale.of(60_000), scale.of(3_000_000));
    let mut bare = Bare::create(folder, ROW_BYTES)?;
    bare.fill(assets, PAGE)?;
    let data = folder.join("data");
    founded(&data)?.shut_down();
    grow(&data.join("hub"), scale, assets, events)?;
    if wanted.has("queries") {
        let komora = Komora::for_tests(&data);
        komora.operate(Operation::Unlock { passphrase: PASSPHRASE.into() })?;
        queries::figures(&komora, &bare, assets, tell)?;
        komora.shut_down();
    }
    if wanted.has("start") {
        start::figures(&data, assets, tell)?;
    }
    Ok(())
}

/// A new hub in `folder`, open.
pub fn founded(folder: &Path) -> Outcome<Komora> {
    let komora = Komora::for_tests(folder);
    komora.operate(create_hub("HUB-OAK"))?;
    Ok(komora)
}

/// Another laptop joins the hub and hands over years of work.
fn grow(hub: &Path, scale: Scale, assets: usize, events: usize) -> Outcome<()> {
    let held = Held::take(hub)?;
    let keys = KeyFile::open(hub)?.unlock(&Passphrase::typed(PASSPHRASE), None, &Machine::at(hub)?)?;
    let database = Database::open(&held, &keys.database_key, &Settings::default())?;
    let own = OwnFeeds::new();
    let now = now_ms()?;
    let began = now - YEARS * 365 * DAY_MS;
    let (id, signer) = identity(&database, &keys)?;
    database.write(|transaction| {
        let at = Claimed { ms: began, unsure: false };
        let act = ActId::from_bytes([6; 16]);
        let events = Device::enrolment();
        own.append_membership(transaction, Scope::Roster(id), act, at, events, &signer)
    })?;
    let heads = database.read(store::exchange::heads)?;
    let step = (now - began) / (events as i64 + 50_000);
    let mut device = Device::joined(id, heads, began, step);
    let people = scale.of(600);
    let size = Size { items: scale.of(4_000), places: 200, people, lots: scale.of(1_500) };
    let mut holdings = Holdings::of(size);
    let (lines, issues) = (scale.of(STOCK_LINES), scale.of(12_000));
    let mut page = holdings.catalogue();
    let mut done = page.len();
    // The issues come last: a thing on hand receipt is not carried about.
    for n in done..events {
        let new = match n - done {
            n if n < assets => holdings.received(n),
            n if n < assets + lines => holdings.stocked(n),
            _ if n >= events - issues => holdings.issued(assets),
            _ => holdings.moved(assets),
        };
        page.push(new);
        if page.len() >= PAGE {
            must_stand(&take_in(&database, &own, device.page(std::mem::take(&mut page))?)?)?;
        }
    }
    must_stand(&take_in(&database, &own, device.page(page)?)?)?;
    done = events;
    let seconds = Duration::from_millis((now_ms()? - now).unsigned_abs()).as_secs();
    eprintln!("  books of {assets} assets and {done} events made in {seconds} s");
    database.close()?;
    Ok(())
}

/// Who writes on this laptop, out of the encrypted store's own settings.
fn identity(database: &Database, keys: &store::keys::Unlocked) -> Outcome<(HubId, Signer)> {
    let identity: serde_json::Value =
        database.read(|store| local::get(store, "identity"))?.ok_or("the store names no hub")?;
    let secret = |name: &str| serde_json::from_value::<[u8; 32]>(identity[name].clone());
    let signer = Signer {
        device: SigningKey::from_bytes(&secret("device")?),
        person: keys.person,
        person_key: SigningKey::from_bytes(&keys.person_secret),
    };
    Ok((HubId::from_bytes(secret("hub")?), signer))
}

fn now_ms() -> Outcome<i64> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    Ok(i64::try_from(since.as_millis())?)
}
