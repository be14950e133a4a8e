//! A line between a laptop and the center, on the loopback address: its bytes are counted, and each direction
//! can be held up and let on in drops, or break off. What is said over it is not understood here.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};

use tokio::net::TcpSocket;

use super::world::RUNTIME;

/// Bytes the system may take in of an answer before they are let on: as little as it allows.
const IN_HAND_BYTES: u32 = 8192;

/// Ends when dropped; its connections end by themselves.
pub struct Relay {
    pub address: SocketAddr,
    line: Arc<Line>,
}

/// What all connections share.
struct Line {
    center: SocketAddr,
    up: Way,
    down: Way,
    open: AtomicUsize,
    closing: AtomicBool,
}

/// One direction.
#[derive(Default)]
pub struct Way {
    passed: Mutex<Passed>,
    changed: Condvar,
}

#[derive(Default)]
struct Passed {
    bytes: u64,
    /// Nothing goes beyond it.
    held_at: Option<u64>,
    /// Whatever would go beyond it breaks off.
    broken_at: Option<u64>,
}

impl Relay {
    pub fn to(center: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let line = Arc::new(Line {
            center,
            up: Way::default(),
            down: Way::default(),
            open: AtomicUsize::new(0),
            closing: AtomicBool::new(false),
        });
        let relay = Self { address, line: Arc::clone(&line) };
        std::thread::spawn(move || {
            for laptop in listener.incoming().flatten() {
                if line.closing.load(Ordering::Relaxed) {
                    return;
                }
                let line = Arc::clone(&line);
                line.open.fetch_add(1, Ordering::SeqCst);
                std::thread::spawn(move || {
                    line.connect(&laptop);
                    line.open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        relay
    }

    /// From the laptop to the center.
    pub fn up(&self) -> &Way {
        &self.line.up
    }

    /// From the center to the laptop.
    pub fn down(&self) -> &Way {
        &self.line.down
    }

    /// Connections that neither side has closed.
    pub fn open_connections(&self) -> usize {
        self.line.open.load(Ordering::SeqCst)
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.line.closing.store(true, Ordering::Relaxed);
        self.line.up.let_on();
        self.line.down.let_on();
        // Whoever accepts looks up.
        drop(TcpStream::connect(self.address));
    }
}

impl Line {
    fn connect(&self, laptop: &TcpStream) {
        let Ok(center) = reach(self.center) else { return };
        let _ = laptop.set_nodelay(true);
        let over = AtomicBool::new(false);
        let end = || {
            over.store(true, Ordering::SeqCst);
            for side in [laptop, &center] {
                let _ = side.shutdown(Shutdown::Both);
            }
            self.up.look_up();
            self.down.look_up();
        };
        std::thread::scope(|scope| {
            scope.spawn(|| {
                carry(laptop, &center, &self.up, &over);
                end();
            });
            carry(&center, laptop, &self.down, &over);
            end();
        });
    }
}

fn reach(center: SocketAddr) -> std::io::Result<TcpStream> {
    RUNTIME.block_on(async {
        let socket = TcpSocket::new_v4()?;
        socket.set_recv_buffer_size(IN_HAND_BYTES)?;
        let stream = socket.connect(center).await?.into_std()?;
        stream.set_nonblocking(false)?;
        stream.set_nodelay(true)?;
        Ok(stream)
    })
}

fn carry(mut from: &TcpStream, mut to: &TcpStream, way: &Way, over: &AtomicBool) {
    let mut piece = [0; 4096];
    while let Some(room) = way.room(over) {
        let most = piece.len().min(room);
        match from.read(&mut piece[..most]) {
            Ok(read) if read > 0 => {
                way.passed.lock().unwrap().bytes += read as u64;
                if to.write_all(&piece[..read]).is_err() {
                    return;
                }
            }
            _ => return,
        }
    }
}

impl Way {
    /// That went this way.
    pub fn bytes(&self) -> u64 {
        self.passed.lock().unwrap().bytes
    }

    /// After so many bytes more nothing goes through.
    pub fn hold_after(&self, bytes: u64) {
        let mut passed = self.passed.lock().unwrap();
        passed.held_at = Some(passed.bytes + bytes);
    }

    /// After so many bytes more the line breaks, and nobody gets through until it is mended.
    pub fn break_after(&self, bytes: u64) {
        let mut passed = self.passed.lock().unwrap();
        passed.broken_at = Some(passed.bytes + bytes);
    }

    pub fn mend(&self) {
        self.passed.lock().unwrap().broken_at = None;
    }

    pub fn is_held(&self) -> bool {
        let passed = self.passed.lock().unwrap();
        passed.held_at.is_some_and(|at| passed.bytes >= at)
    }

    /// So many bytes of what is held go through.
    pub fn let_drop(&self, bytes: u64) {
        if let Some(at) = &mut self.passed.lock().unwrap().held_at {
            *at += bytes;
        }
        self.changed.notify_all();
    }

    /// Everything goes through again.
    pub fn let_on(&self) {
        self.passed.lock().unwrap().held_at = None;
        self.changed.notify_all();
    }

    /// Whoever waits here looks whether the connection is over.
    fn look_up(&self) {
        let _passed = self.passed.lock().unwrap();
        self.changed.notify_all();
    }

    /// How much may go through now, waiting until it is something; `None` once the connection is over.
    fn room(&self, over: &AtomicBool) -> Option<usize> {
        let mut passed = self.passed.lock().unwrap();
        loop {
            let broken_at = passed.broken_at.unwrap_or(u64::MAX);
            if over.load(Ordering::SeqCst) || broken_at <= passed.bytes {
                return None;
            }
            match passed.held_at.unwrap_or(u64::MAX).min(broken_at) {
                u64::MAX => return Some(usize::MAX),
                at if at > passed.bytes => return Some((at - passed.bytes) as usize),
                _ => passed = self.changed.wait(passed).unwrap(),
            }
        }
    }
}
