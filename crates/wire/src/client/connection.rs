//! A TLS connection that can be cancelled while it waits, keeps its deadline and counts its bytes.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use rustls::pki_types::{IpAddr, Ipv4Addr, ServerName};
use rustls::{CertificateError, ClientConfig, ClientConnection, StreamOwned};

use super::{Cancel, Counts, Peer, Waits};
use crate::error::WireError;

/// How often whatever waits looks whether it has been cancelled.
const TICK: Duration = Duration::from_millis(100);

/// Everything needed to connect.
#[derive(Clone)]
pub(super) struct Line {
    pub config: Arc<ClientConfig>,
    pub peer: Peer,
    pub waits: Waits,
    pub cancel: Cancel,
    pub counts: Arc<Counts>,
}

/// An open connection whose peer has proved its key.
pub(super) struct Connection(BufReader<Stream>);

impl Line {
    /// # Errors
    /// Unreachable, cancelled, too slow, or not the pinned key.
    pub fn connect(&self) -> Result<Connection, WireError> {
        let deadline = Instant::now() + self.waits.connect;
        let stream = self.reach(deadline)?;
        let prepared = stream
            .set_nodelay(true)
            .and_then(|()| stream.set_read_timeout(Some(TICK)))
            .and_then(|()| stream.set_write_timeout(Some(TICK)));
        prepared.map_err(WireError::Unreachable)?;
        let socket =
            Socket { stream, deadline, cancel: self.cancel.clone(), counts: Arc::clone(&self.counts) };
        // Keys are pinned, names mean nothing: the same one for every peer.
        let name = ServerName::IpAddress(IpAddr::V4(Ipv4Addr::from([0, 0, 0, 0])));
        let session =
            ClientConnection::new(Arc::clone(&self.config), name).map_err(|_| WireError::NotThePinnedKey)?;
        let mut stream = StreamOwned::new(session, socket);
        while stream.conn.is_handshaking() {
            stream.conn.complete_io(&mut stream.sock).map_err(of_io)?;
        }
        Ok(Connection(BufReader::new(Stream { tls: stream, is_mute: false })))
    }

    /// Resolving a name and connecting cannot be interrupted, so another thread does both, and is left to
    /// itself when nobody waits for it any more.
    fn reach(&self, deadline: Instant) -> Result<TcpStream, WireError> {
        let (tell, told) = mpsc::channel();
        let (address, patience) = (self.peer.address.clone(), self.waits.connect);
        std::thread::spawn(move || {
            // Nobody may be listening any more.
            let _ = tell.send(connect_any(&address, patience));
        });
        loop {
            match told.recv_timeout(TICK) {
                Ok(reached) => return reached.map_err(WireError::Unreachable),
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(WireError::Unreachable(io::ErrorKind::Other.into()));
                }
                Err(RecvTimeoutError::Timeout) if self.cancel.is_raised() => {
                    return Err(WireError::Cancelled);
                }
                Err(RecvTimeoutError::Timeout) if Instant::now() >= deadline => {
                    return Err(WireError::Unreachable(io::ErrorKind::TimedOut.into()));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }
}

impl Connection {
    /// From now on.
    pub fn wait_at_most(&mut self, time: Duration) {
        self.0.get_mut().tls.sock.deadline = Instant::now() + time;
    }

    /// Where it fails, what the other end said before can be read all the same.
    pub fn write_all(&mut self, bytes: &[u8]) -> Result<(), WireError> {
        self.0.get_mut().say(bytes).map_err(of_io)
    }

    /// At least one byte.
    pub fn read(&mut self, into: &mut [u8]) -> Result<usize, WireError> {
        match self.0.read(into).map_err(of_io)? {
            0 => Err(WireError::BrokenOff(io::ErrorKind::UnexpectedEof.into())),
            read => Ok(read),
        }
    }

    /// A line with its end, of at most `limit` bytes.
    pub fn read_line(&mut self, limit: usize) -> Result<Vec<u8>, WireError> {
        let mut line = Vec::new();
        let read = (&mut self.0).take(limit as u64).read_until(b'\n', &mut line).map_err(of_io)?;
        match line.last() {
            Some(b'\n') => Ok(line),
            _ if read == limit => Err(WireError::BadAnswer),
            _ => Err(WireError::BrokenOff(io::ErrorKind::UnexpectedEof.into())),
        }
    }
}

/// TLS over the socket.
struct Stream {
    tls: StreamOwned<ClientConnection, Socket>,
    /// Nothing gets through to the other end any more. Reading by `tls` would first hand over what is left, and fail
    /// at that before it came to what was heard.
    is_mute: bool,
}

impl Stream {
    fn say(&mut self, bytes: &[u8]) -> io::Result<()> {
        let said = self.tls.write_all(bytes).and_then(|()| self.tls.flush());
        self.is_mute |= said.is_err();
        said
    }

    /// Reads without writing.
    fn hear(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.tls.conn.reader().read(into) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                heard => return heard,
            }
            self.tls.conn.read_tls(&mut self.tls.sock)?;
            let read = self.tls.conn.process_new_packets();
            read.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        }
    }
}

impl Read for Stream {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.is_mute { self.hear(into) } else { self.tls.read(into) }
    }
}

fn connect_any(address: &str, patience: Duration) -> io::Result<TcpStream> {
    let mut last = io::ErrorKind::NotFound.into();
    for address in address.to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, patience) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Turns the ticks of the operating system into one long wait that ends by success, deadline or cancel.
struct Socket {
    stream: TcpStream,
    deadline: Instant,
    cancel: Cancel,
    counts: Arc<Counts>,
}

/// Why a wait ended; travels inside an [`io::Error`] through TLS.
#[derive(Debug, thiserror::Error)]
enum Ended {
    #[error("cancelled")]
    Cancelled,
    #[error("too slow")]
    TooSlow,
}

impl Socket {
    fn patiently<T>(&mut self, mut act: impl FnMut(&mut TcpStream) -> io::Result<T>) -> io::Result<T> {
        loop {
            if self.cancel.is_raised() {
                return Err(io::Error::other(Ended::Cancelled));
            }
            match act(&mut self.stream) {
                Err(error) if is_tick(&error) => {}
                done => return done,
            }
            if Instant::now() >= self.deadline {
                return Err(io::Error::other(Ended::TooSlow));
            }
        }
    }
}

impl Read for Socket {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.patiently(|stream| stream.read(into))?;
        self.counts.received.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Write for Socket {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.patiently(|stream| stream.write(bytes))?;
        self.counts.sent.fetch_add(written as u64, Ordering::Relaxed);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

fn is_tick(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

/// What an error of the stream means.
fn of_io(error: io::Error) -> WireError {
    let inner = error.get_ref();
    if let Some(ended) = inner.and_then(|inner| inner.downcast_ref::<Ended>()) {
        return match ended {
            Ended::Cancelled => WireError::Cancelled,
            Ended::TooSlow => WireError::TooSlow,
        };
    }
    match inner.and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(rustls::Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure)) => {
            WireError::NotThePinnedKey
        }
        _ => WireError::BrokenOff(error),
    }
}
