//! A line that carries little and takes its time: every byte between two ends waits its turn, and arrives
//! later. Where it is told, it breaks.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::measure::Outcome;

pub const BITS_A_SECOND: u64 = 64_000;
/// There and back.
pub const ROUND_TRIP: Duration = Duration::from_millis(600);
/// What is sent as one.
const PIECE: usize = 256;
/// Pieces under way: more than the line holds at once.
const UNDER_WAY: usize = 64;

/// Carries connections to one address; thick until told otherwise.
pub struct ThinLine {
    pub address: SocketAddr,
    ways: Arc<Ways>,
}

/// Both directions, which all connections share.
struct Ways {
    center: SocketAddr,
    is_thin: AtomicBool,
    is_over: AtomicBool,
    up: Way,
    down: Way,
    /// After so many bytes up the connection that carries them breaks; the next first.
    cuts: Mutex<Vec<u64>>,
}

struct Way {
    /// Since it is thin.
    bytes: AtomicU64,
    /// When the last byte will have left.
    busy_until: Mutex<Instant>,
}

impl ThinLine {
    pub fn to(center: SocketAddr) -> Outcome<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let way = || Way { bytes: AtomicU64::new(0), busy_until: Mutex::new(Instant::now()) };
        let (is_thin, is_over) = (AtomicBool::new(false), AtomicBool::new(false));
        let ways = Ways { center, is_thin, is_over, up: way(), down: way(), cuts: Mutex::default() };
        let line = Self { address: listener.local_addr()?, ways: Arc::new(ways) };
        let ways = Arc::clone(&line.ways);
        thread::spawn(move || {
            for socket in listener.incoming().map_while(Result::ok) {
                if ways.is_over.load(Ordering::Relaxed) {
                    return;
                }
                let ways = Arc::clone(&ways);
                // A connection that cannot be made is one that broke.
                thread::spawn(move || carry(&ways, socket).ok());
            }
        });
        Ok(line)
    }

    /// From now on, for connections made from now on; each cut after so many bytes up.
    pub fn become_thin(&self, mut cuts: Vec<u64>) {
        cuts.reverse();
        *self.ways.cuts.lock().unwrap_or_else(PoisonError::into_inner) = cuts;
        self.ways.is_thin.store(true, Ordering::Relaxed);
    }

    /// Cuts that did not come about.
    pub fn cuts_left(&self) -> usize {
        self.ways.cuts.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Since it is thin, up and down.
    pub fn bytes(&self) -> (u64, u64) {
        let of = |way: &Way| way.bytes.load(Ordering::Relaxed);
        (of(&self.ways.up), of(&self.ways.down))
    }
}

impl Drop for ThinLine {
    fn drop(&mut self) {
        self.ways.is_over.store(true, Ordering::Relaxed);
        // Whoever listens looks up.
        let _ = TcpStream::connect(self.address);
    }
}

/// One connection, until one end is done or the line breaks.
fn carry(ways: &Arc<Ways>, near: TcpStream) -> std::io::Result<()> {
    let is_thin = ways.is_thin.load(Ordering::Relaxed);
    if is_thin {
        // To connect takes a round trip too.
        thread::sleep(ROUND_TRIP);
    }
    let far = TcpStream::connect(ways.center)?;
    near.set_nodelay(true)?;
    far.set_nodelay(true)?;
    for is_up in [true, false] {
        let (from, to) = if is_up { (&near, &far) } else { (&far, &near) };
        let (mut from, mut to) = (from.try_clone()?, to.try_clone()?);
        let (pieces, arriving) = mpsc::sync_channel(UNDER_WAY);
        let ways = Arc::clone(ways);
        let ends = [near.try_clone()?, far.try_clone()?];
        thread::spawn(move || {
            if send(&ways, is_up, is_thin, &mut from, &pieces).is_none() {
                ends.iter().for_each(|end| drop(end.shutdown(Shutdown::Both)));
            }
        });
        thread::spawn(move || {
            arrive(&arriving, &mut to);
            // What the other end still has to say may come.
            drop(to.shutdown(Shutdown::Write));
        });
    }
    Ok(())
}

type Piece = (Instant, Vec<u8>);

/// Takes what comes, and gives it on with the time at which it arrives. `None` if the line broke.
fn send(
    ways: &Ways,
    is_up: bool,
    is_thin: bool,
    from: &mut TcpStream,
    pieces: &SyncSender<Piece>,
) -> Option<()> {
    let way = if is_up { &ways.up } else { &ways.down };
    let mut piece = [0; PIECE];
    loop {
        let length = match from.read(&mut piece) {
            Ok(0) | Err(_) => return Some(()),
            Ok(length) => length,
        };
        let mut arrives = Instant::now();
        if is_thin {
            let left = way.leaves(length as u64);
            wait_until(left);
            arrives = left + ROUND_TRIP / 2;
            let bytes = way.bytes.fetch_add(length as u64, Ordering::Relaxed) + length as u64;
            if is_up && ways.breaks_after(bytes) {
                return None;
            }
        }
        if pieces.send((arrives, piece[..length].to_vec())).is_err() {
            return Some(());
        }
    }
}

fn arrive(arriving: &Receiver<Piece>, to: &mut TcpStream) {
    for (at, bytes) in arriving {
        wait_until(at);
        if to.write_all(&bytes).is_err() {
            return;
        }
    }
}

fn wait_until(when: Instant) {
    thread::sleep(when.saturating_duration_since(Instant::now()));
}

impl Way {
    /// When the last of so many bytes has left, after all that wait already.
    fn leaves(&self, bytes: u64) -> Instant {
        let mut busy_until = self.busy_until.lock().unwrap_or_else(PoisonError::into_inner);
        let takes = Duration::from_nanos(bytes * 8 * 1_000_000_000 / BITS_A_SECOND);
        *busy_until = (*busy_until).max(Instant::now()) + takes;
        *busy_until
    }
}

impl Ways {
    fn breaks_after(&self, bytes: u64) -> bool {
        let mut cuts = self.cuts.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = cuts.last().is_some_and(|cut| bytes >= *cut);
        if is_due {
            cuts.pop();
        }
        is_due
    }
}
