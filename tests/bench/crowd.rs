//! 16 hubs of 20 laptops push at once to one center in a process of its own, and all share the machine.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use center::books::Books;
use center::center::now_ms;
use center::keys::Keys;
use center::storage::Sqlite;
use feed::Verified;
use feed::exchange::{NoNames, encode_page};
use wire::message::PushRequest;
use wire::{Cancel, Client, Identity, Peer, PeerKey, Waits};

use crate::Scale;
use crate::figure::{Figure, Measure};
use crate::measure::{Outcome, median};
use crate::network::{Hub, Laptop, Network};

const HUBS: usize = 16;
const LAPTOPS: usize = 20;
/// Pages a laptop hands over, one after the other.
const PAGES: usize = 10;
/// Acts in a page: what gathers while the one before is on its way.
const ACTS: usize = 25;
const MOST: Duration = Duration::from_secs(1);
const MOST_MEMORY: usize = 512 << 20;

pub fn figures(folder: &Path, scale: Scale, tell: &mut dyn FnMut(Figure)) -> Outcome<()> {
    let Some(program) = std::env::var_os("KOMORA_CENTER").map(PathBuf::from) else {
        eprintln!("  crowd: not measured, KOMORA_CENTER names no program");
        return Ok(());
    };
    let mut hubs = (0..HUBS).map(|hub| Hub::founded(hub, LAPTOPS)).collect::<Outcome<Vec<_>>>()?;
    let keys = founded(folder, &hubs)?;
    let center = Center::start(&program, folder, &keys)?;
    let at_rest = center.greatest_bytes()?;
    let first = &mut hubs[0].laptops[0];
    let mut alone = handed_over(&mut center.client(first), &pages(first, 50)?)?;
    let pages_each = if scale.quick { 2 } else { PAGES };
    let mut times = at_once(&center, &mut hubs, pages_each)?;
    let greatest = center.greatest_bytes()?;
    times.sort_unstable();
    let p95 = times[(times.len() * 95 / 100).min(times.len() - 1)];
    let work = format!("{HUBS} hubs × {LAPTOPS} laptops push at once, pages of {ACTS} acts");
    let reference = median(&mut alone);
    tell(
        Figure::time(format!("{work}: slowest of twenty"), p95)
            .beside_time(reference, "a push with nobody else")
            .within(Measure::Time(MOST)),
    );
    tell(
        Figure::time(format!("{work}: median"), median(&mut times))
            .beside_time(reference, "a push with nobody else"),
    );
    tell(
        Figure::of("memory of the center meanwhile, at most", Measure::Memory(greatest))
            .beside_measure(Measure::Memory(at_rest), "before anybody came")
            .within(Measure::Memory(MOST_MEMORY)),
    );
    Ok(())
}

/// Books that know everybody, in the center's data folder.
fn founded(data: &Path, hubs: &[Hub]) -> Outcome<Keys> {
    let ids: Vec<_> = hubs.iter().map(|hub| hub.id).collect();
    let network = Network::of(&ids)?;
    let keys = Keys::create(data, network.authority)?;
    let books = Books::open(Arc::new(Sqlite::open(&data.join("center.db"))?), keys.clone(), now_ms())?;
    books.push(network.coordination, &network.runs, now_ms())?;
    for hub in hubs {
        books.push(hub.laptops[0].device(), &hub.runs, now_ms())?;
    }
    Ok(keys)
}

/// All connect and push at the same moment, and each goes on as soon as it is answered.
fn at_once(center: &Center, hubs: &mut [Hub], pages_each: usize) -> Outcome<Vec<Duration>> {
    let mut ready = Vec::new();
    for laptop in hubs.iter_mut().flat_map(|hub| &mut hub.laptops) {
        let pages = pages(laptop, pages_each)?;
        ready.push((center.client(laptop), pages));
    }
    let barrier = Barrier::new(ready.len());
    let outcomes: Vec<Result<Vec<Duration>, String>> = thread::scope(|scope| {
        let barrier = &barrier;
        let push = |(mut client, pages): (Client, Vec<PushRequest>)| {
            scope.spawn(move || {
                barrier.wait();
                handed_over(&mut client, &pages).map_err(|error| error.to_string())
            })
        };
        let laptops: Vec<_> = ready.into_iter().map(push).collect();
        let ended = laptops.into_iter().map(|laptop| laptop.join());
        ended.map(|outcome| outcome.unwrap_or_else(|_| Err("a laptop broke".into()))).collect()
    });
    let mut times = Vec::new();
    for outcome in outcomes {
        times.extend(outcome?);
    }
    Ok(times)
}

/// How long each push took until the receipt was there.
fn handed_over(client: &mut Client, pages: &[PushRequest]) -> Outcome<Vec<Duration>> {
    let mut times = Vec::with_capacity(pages.len());
    for page in pages {
        let began = Instant::now();
        let answer = client.push(page)?;
        times.push(began.elapsed());
        if answer.receipt.heads.is_empty() {
            return Err("a page was not kept".into());
        }
    }
    Ok(times)
}

fn pages(laptop: &mut Laptop, count: usize) -> Outcome<Vec<PushRequest>> {
    let page = |runs: Vec<Verified>| -> Outcome<PushRequest> {
        let spans: Vec<_> = runs.into_iter().map(Verified::into_span).collect();
        Ok(PushRequest { page: encode_page(&spans, &NoNames)? })
    };
    (0..count).map(|_| page(laptop.moves(ACTS)?)).collect()
}

/// The program itself; ends when dropped.
struct Center {
    process: Child,
    peer: Peer,
}

impl Center {
    /// Told where it listens by its log.
    fn start(program: &Path, data: &Path, keys: &Keys) -> Outcome<Self> {
        let mut command = Command::new(program);
        command.arg("--data").arg(data).args(["serve", "--listen", "127.0.0.1:0"]);
        command.env_remove("RUST_LOG").env_remove("KOMORA_CENTER_DATABASE").stderr(Stdio::piped());
        let mut process = command.spawn()?;
        let log = process.stderr.take().ok_or("the center has no log")?;
        let mut log = BufReader::new(log).lines().map_while(Result::ok);
        let address = log.find_map(|line| {
            let line: serde_json::Value = serde_json::from_str(&line).ok()?;
            Some(line["fields"]["address"].as_str()?.to_owned())
        });
        // Whoever writes a log into a pipe nobody empties would wait some day.
        thread::spawn(move || log.for_each(drop));
        let key = PeerKey::from_bytes(keys.center.verifying_key().to_bytes());
        let center = Self { process, peer: Peer { address: address.unwrap_or_default(), key } };
        match center.peer.address.is_empty() {
            true => Err("the center does not listen".into()),
            false => Ok(center),
        }
    }

    fn client(&self, laptop: &Laptop) -> Client {
        Client::new(&Identity::new(&laptop.key), self.peer.clone(), Waits::default(), Cancel::default())
    }

    /// The most memory it ever had.
    fn greatest_bytes(&self) -> Outcome<usize> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib: usize = line.ok_or("no greatest memory")?.trim().trim_end_matches(" kB").parse()?;
        Ok(kib << 10)
    }
}

impl Drop for Center {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
