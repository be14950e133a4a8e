//! From starting the program to the first figures of large books on the screen: the time until the door is
//! painted, and from the passphrase to the figures. What a person takes to type is not in it, and these
//! books were made with a cheap key derivation.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use app::Komora;
use app::api::operation::Operation;
use app::api::query::Query;
use serde_json::json;
use tests::world::PASSPHRASE;

use crate::figure::{Figure, Measure};
use crate::measure::{Outcome, median};
use crate::window::{Driver, Screen, Session};

const ROUNDS: usize = 5;
/// The kernel's clock tick, as /proc shows it.
const TICKS: f64 = 100.0;

/// When the door's first paint was, in ms since 1970.
const DOOR: &str = "const paint = performance.getEntriesByName('first-contentful-paint')[0];
    const input = document.querySelector('[data-screen=unlock] input');
    return input && paint ? performance.timeOrigin + paint.startTime : null;";

/// Types the passphrase, notes the time and watches for the number of weapons, which the rail shows.
const UNLOCK: &str = "const [passphrase, weapons] = arguments;
    const input = document.querySelector('[data-screen=unlock] input');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    set.call(input, passphrase);
    input.dispatchEvent(new Event('input', { bubbles: true }));
    const started = performance.now();
    const look = () => {
        const text = document.querySelector('[data-go=weapons]')?.innerText ?? '';
        if (text.replace(/[\\s,.\\u00a0\\u202f]/g, '').includes(weapons)) {
            document.body.dataset.shownAfter = performance.now() - started;
        } else {
            requestAnimationFrame(look);
        }
    };
    requestAnimationFrame(look);
    setTimeout(() => input.form.requestSubmit(), 0);";

const SHOWN: &str = "return document.body.dataset.shownAfter ?? null;";

pub fn figures(data: &Path, assets: usize, tell: &mut dyn FnMut(Figure)) -> Outcome<()> {
    let Some(app) = std::env::var_os("KOMORA_APP").map(PathBuf::from) else {
        eprintln!("  start: not measured, KOMORA_APP names no program");
        return Ok(());
    };
    let app = fs::canonicalize(app)?;
    let screen = Screen::open()?;
    let home = tempfile::tempdir()?;
    let driver = Driver::start(&screen, data, home.path())?;
    let weapons = weapons(data)?;
    let (mut all, mut doors) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let session = driver.open(&app)?;
        let started = started_ms(&app)?;
        let (door, shown) = watched(&session, weapons)?;
        session.close()?;
        let door = milliseconds(door - started);
        doors.push(door);
        all.push(door + milliseconds(shown));
    }
    tell(
        Figure::time(format!("start to first figures, {assets} assets"), median(&mut all))
            .beside_time(median(&mut doors), "until the door is painted")
            .within(Measure::Time(Duration::from_millis(1_500))),
    );
    Ok(())
}

/// How many the books hold, as the program itself counts them.
fn weapons(data: &Path) -> Outcome<u64> {
    let komora = Komora::for_tests(data);
    komora.operate(Operation::Unlock { passphrase: PASSPHRASE.into() })?;
    let counts = komora.ask(&Query::Counts)?;
    komora.shut_down();
    counts["weapons"].as_u64().ok_or_else(|| "no number of weapons".into())
}

/// When the door was painted (ms since 1970), and how long after the passphrase the figures stood there.
fn watched(session: &Session<'_>, weapons: u64) -> Outcome<(f64, f64)> {
    let door = session.until("the door", DOOR)?.as_f64().ok_or("no time of the first paint")?;
    session.execute(UNLOCK, json!([PASSPHRASE, weapons.to_string()]))?;
    let shown = session.until("the number of weapons on the screen", SHOWN)?;
    let shown = shown.as_str().and_then(|ms| ms.parse().ok()).ok_or("no time of the first figures")?;
    Ok((door, shown))
}

/// When the running app was started, in ms since 1970, to the kernel's tick.
fn started_ms(app: &Path) -> Outcome<f64> {
    let processes = fs::read_dir("/proc")?.flatten();
    let running = processes
        .map(|process| process.path())
        .find(|process| fs::read_link(process.join("exe")).is_ok_and(|exe| exe == app))
        .ok_or("the app does not run")?;
    let stat = fs::read_to_string(running.join("stat"))?;
    // After the name in brackets the third field comes first; the start is the 22nd.
    let after = stat.rsplit_once(") ").ok_or("a process without a name")?.1;
    let ticks: f64 = after.split(' ').nth(19).ok_or("a process without a start")?.parse()?;
    let uptime = fs::read_to_string("/proc/uptime")?;
    let uptime: f64 = uptime.split(' ').next().ok_or("no uptime")?.parse()?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64();
    Ok((now - uptime + ticks / TICKS) * 1000.0)
}

fn milliseconds(ms: f64) -> Duration {
    Duration::from_secs_f64(ms.max(0.0) / 1000.0)
}
