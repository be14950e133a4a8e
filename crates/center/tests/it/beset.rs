//! P19 from all sides at once: a center in a process of its own, a laptop that hands over its acts, and beside it
//! whoever asks too much: idle sockets, bodies of a gigabyte, bombs, drops, a million tiny entries, questions without
//! pause. Ten seconds; with `KOMORA_LONG` half an hour. Prints what the laptop had to wait, what the center took of
//! memory, and what it told the others.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

use feed::membership::{DeviceEnrolled, PersonEnrolled};
use feed::{Head, Scope, SigningKey, Verified};
use tempfile::TempDir;
use wire::message::{HeadsRequest, PushRequest};
use wire::{Refused, WireError};

use crate::admin::{begun, with_control_scopes};
use crate::hostile::{tls, zstd_bomb};
use crate::running::Running;
use crate::world::{Laptop, World, page};

const GATE: Duration = Duration::from_secs(10);
const LONG: Duration = Duration::from_secs(30 * 60);

/// What is promised.
const P95_AT_MOST: Duration = Duration::from_secs(1);
const MOST_KIB: u64 = 512 * 1024;

/// Between two pushes of the honest laptop, and acts in each.
const PACE: Duration = Duration::from_millis(100);
const ACTS: usize = 32;

const IDLE: usize = 500;
/// Sooner than the time for a handshake, so that there are always as many.
const IDLE_AGAIN: Duration = Duration::from_secs(9);
/// Between two tries of whoever is turned away.
const TRY_AGAIN: Duration = Duration::from_millis(20);
/// Between two bytes of a slow upload.
const DROP: Duration = Duration::from_millis(250);
/// Ten times what is allowed.
const ASK_AGAIN: Duration = Duration::from_millis(2);
/// Together a million entries, and as many in a page as fill whole runs.
const TINY_PAGES: u32 = 206;
const TINY_ENTRIES: usize = 4_864;

/// Rings when it is over, and paces whoever takes part until then.
#[derive(Default)]
struct Bell {
    rung: Mutex<bool>,
    heard: Condvar,
}

impl Bell {
    /// Waits for so long; whether it goes on after that.
    fn pause(&self, time: Duration) -> bool {
        let rung = self.rung.lock().unwrap();
        let (rung, _) = self.heard.wait_timeout_while(rung, time, |rung| !*rung).unwrap();
        !*rung
    }

    fn goes_on(&self) -> bool {
        self.pause(Duration::ZERO)
    }
}

/// Rings the bell when dropped: also when the honest laptop's part fails.
struct Rope<'a>(&'a Bell);

impl Drop for Rope<'_> {
    fn drop(&mut self) {
        *self.0.rung.lock().unwrap() = true;
        self.0.heard.notify_all();
    }
}

/// What became of the tries of each kind, by what they came to.
#[derive(Default)]
struct Tally(Mutex<BTreeMap<(&'static str, String), u64>>);

impl Tally {
    fn add(&self, what: &'static str, came_to: impl Into<String>, count: u64) {
        *self.0.lock().unwrap().entry((what, came_to.into())).or_default() += count;
    }

    fn of(&self, what: &str, came_to: &str) -> u64 {
        let all = self.0.lock().unwrap();
        all.iter().filter(|((kind, end), _)| *kind == what && end == came_to).map(|(_, count)| count).sum()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.0.lock().unwrap();
        all.iter().try_for_each(|((what, came_to), count)| writeln!(f, "  {what}: {came_to} {count}"))
    }
}

const IDLE_SOCKETS: &str = "idle sockets";
const GIGABYTES: &str = "bodies of a gigabyte";
const BOMBS: &str = "bombs";
const DROPS: &str = "uploads in drops";
const QUESTIONS: &str = "questions";
const TINY: &str = "tiny entries";

/// The center, and what its enemies share.
struct Siege<'a> {
    server: &'a Running,
    bell: Bell,
    tally: Tally,
}

impl Siege<'_> {
    fn idle_sockets(&self) {
        loop {
            let held: Vec<TcpStream> =
                (0..IDLE).filter_map(|_| TcpStream::connect(self.server.address()).ok()).collect();
            self.tally.add(IDLE_SOCKETS, "opened", held.len() as u64);
            if !self.bell.pause(IDLE_AGAIN) {
                return;
            }
        }
    }

    /// Said to be a gigabyte, and sent on whatever is answered.
    fn gigabytes(&self, key: &SigningKey) {
        let piece = vec![0; 64 * 1024];
        while self.bell.pause(TRY_AGAIN) {
            let Ok(mut stream) = tls(self.server.address(), key) else { continue };
            let head = b"POST /1/push HTTP/1.1\r\nhost: x\r\ncontent-length: 1073741824\r\n\r\n";
            let _ = stream.write_all(head).and_then(|()| stream.flush());
            let mut line = [0; 12];
            let told = stream.read_exact(&mut line).map_or("hung up on".to_owned(), |()| status(&line));
            self.tally.add(GIGABYTES, told, 1);
            let taken =
                (0..16 * 1024).take_while(|_| self.bell.goes_on() && stream.write_all(&piece).is_ok());
            self.tally.add(GIGABYTES, "KiB that the line took in all the same", 64 * taken.count() as u64);
        }
    }

    fn bombs(&self, key: &SigningKey) {
        let mut client = self.server.client(key);
        let request = PushRequest { page: [&[1][..], &zstd_bomb()].concat() };
        while self.bell.pause(TRY_AGAIN) {
            self.tally.add(BOMBS, told(&client.push(&request)), 1);
        }
    }

    /// A body that comes byte by byte.
    fn drops(&self, key: &SigningKey) {
        while self.bell.pause(TRY_AGAIN) {
            let Ok(mut stream) = tls(self.server.address(), key) else { continue };
            stream.sock.set_read_timeout(Some(DROP)).unwrap();
            let head = b"POST /1/push HTTP/1.1\r\nhost: x\r\ncontent-length: 8000000\r\n\r\n";
            let mut sent = stream.write_all(head);
            let mut line = [0; 12];
            while self.bell.goes_on() {
                sent = sent.and_then(|()| stream.write_all(b"s")).and_then(|()| stream.flush());
                // The wait for an answer is the pause between two bytes.
                let told = match stream.read(&mut line) {
                    Ok(read) if read == line.len() => status(&line),
                    Err(error) if is_quiet(&error) && sent.is_ok() => continue,
                    _ => "hung up on".to_owned(),
                };
                self.tally.add(DROPS, told, 1);
                break;
            }
        }
    }

    fn questions(&self, key: &SigningKey) {
        let mut client = self.server.client(key);
        while self.bell.pause(ASK_AGAIN) {
            self.tally.add(QUESTIONS, told(&client.heads(&HeadsRequest::default())), 1);
        }
    }

    fn tiny_entries(&self, laptop: &mut Laptop, scope: Scope, roster: Head, pace: Duration) {
        let mut client = self.server.client(&laptop.key);
        let mut runs = vec![laptop.open_session(scope, &[roster])];
        for _ in 0..TINY_PAGES {
            let pushed = client.push(&PushRequest { page: page(&runs) });
            let entries: usize = runs.iter().map(|run| run.entries().len()).sum();
            self.tally.add(TINY, told(&pushed), entries as u64);
            if pushed.is_ok() {
                runs = laptop.acts(scope, TINY_ENTRIES);
            }
            if !self.bell.pause(pace) {
                return;
            }
        }
    }

    /// What each push of the honest laptop took.
    fn honest(&self, laptop: &mut Laptop, scope: Scope, roster: Head, time: Duration) -> Vec<Duration> {
        let mut client = self.server.client(&laptop.key);
        let mut run: Verified = laptop.open_session(scope, &[roster]);
        let (began, mut took) = (Instant::now(), Vec::new());
        while began.elapsed() < time {
            let request = PushRequest { page: page(std::slice::from_ref(&run)) };
            let asked = Instant::now();
            let answer = client.push(&request).unwrap();
            took.push(asked.elapsed());
            assert_eq!(answer.receipt.heads, [run.head()]);
            run = laptop.acts(scope, ACTS).remove(0);
            self.bell.pause(PACE);
        }
        took
    }
}

fn status(line: &[u8; 12]) -> String {
    String::from_utf8_lossy(line).into_owned()
}

fn is_quiet(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

fn told<T>(outcome: &Result<T, WireError>) -> &'static str {
    match outcome {
        Ok(_) => "taken",
        Err(WireError::Refused(Refused::Malformed | Refused::TooLarge { .. })) => "refused for what it is",
        Err(WireError::Refused(Refused::SlowDown { .. })) => "told to slow down",
        Err(WireError::Refused(_)) => "refused otherwise",
        Err(_) => "hung up on",
    }
}

/// Laptops of the hub beside its first, and what the Roster says of them.
fn enrolled<const COUNT: usize>(world: &mut World) -> [Laptop; COUNT] {
    let roster = world.roster_scope();
    let laptops: [Laptop; COUNT] = std::array::from_fn(|number| Laptop::new(30 + number as u8));
    for laptop in &laptops {
        let (device, person, key) = (laptop.device(), laptop.person, laptop.person_key());
        let said = [
            world.hub.say(roster, DeviceEnrolled { device }, &[]),
            world.hub.say(roster, PersonEnrolled { person, key }, &[]),
        ];
        world.roster.extend(said);
    }
    laptops
}

#[test]
fn p19_beset_from_all_sides_an_honest_laptop_is_served() {
    let time = if std::env::var_os("KOMORA_LONG").is_some() { LONG } else { GATE };
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let (mut world, center) = begun(&data);
    let [mut tiny, gigabytes, bombs, drops, questions] = enrolled(&mut world);
    with_control_scopes(folder.path(), &data, &world);
    let server = Running::start(&data, &center, &[]);
    let siege = Siege { server: &server, bell: Bell::default(), tally: Tally::default() };
    let (scope, roster) = (world.hub_scope(), world.hub.head(world.roster_scope()));
    let mut took = std::thread::scope(|threads| {
        let _rope = Rope(&siege.bell);
        threads.spawn(|| siege.idle_sockets());
        threads.spawn(|| siege.gigabytes(&gigabytes.key));
        threads.spawn(|| siege.bombs(&bombs.key));
        threads.spawn(|| siege.drops(&drops.key));
        threads.spawn(|| siege.questions(&questions.key));
        threads.spawn(|| siege.tiny_entries(&mut tiny, scope, roster, time / TINY_PAGES));
        siege.honest(&mut world.hub, scope, roster, time)
    });
    took.sort_unstable();
    let at = |percent: usize| took[(took.len() * percent / 100).min(took.len() - 1)];
    let greatest = server.greatest_kib();
    println!("{} pushes of {ACTS} acts in {} s beside:", took.len(), time.as_secs());
    print!("{}", siege.tally);
    println!("a push took {:?}, p95 {:?}, at most {:?}", at(50), at(95), at(100));
    println!("the center took at most {} MiB", greatest / 1024);
    assert!(at(95) < P95_AT_MOST, "{:?}", at(95));
    assert!(greatest < MOST_KIB, "{greatest} KiB");

    let tally = &siege.tally;
    for (what, came_to) in [
        (IDLE_SOCKETS, "opened"),
        (GIGABYTES, "HTTP/1.1 413"),
        (BOMBS, "refused for what it is"),
        (QUESTIONS, "told to slow down"),
        (TINY, "taken"),
    ] {
        assert!(tally.of(what, came_to) > 0, "{what}, {came_to}: none\n{tally}");
    }
    for what in [GIGABYTES, BOMBS, DROPS] {
        assert_eq!(tally.of(what, "taken") + tally.of(what, "HTTP/1.1 200"), 0, "{what}:\n{tally}");
    }
}
