//! The blocking client of a laptop: one connection at a time to one pinned peer, used again while it lasts.

mod connection;
mod http1;
mod live;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

pub use live::Live;

use crate::error::{Refused, WireError};
use crate::message::{
    BlobsAnswer, BlobsRequest, EnrolAnswer, EnrolRequest, HeadsAnswer, HeadsRequest, MAX_ANSWER_BYTES,
    Message, PullAnswer, PullPartAnswer, PullPartRequest, PullRequest, PushAnswer, PushPartAnswer,
    PushPartRequest, PushRequest,
};
use crate::route;
use crate::tls::{Identity, PeerKey};
use connection::{Connection, Line};

/// Where to connect and whom to expect there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// Host and port.
    pub address: String,
    pub key: PeerKey,
}

/// How long to wait for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// For a connection and its handshake.
    pub connect: Duration,
    /// For the whole of a request and its answer, on a slow line too.
    pub exchange: Duration,
    /// Between two signs of life on a live channel.
    pub silence: Duration,
}

impl Default for Waits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            exchange: Duration::from_secs(120),
            silence: Duration::from_secs(60),
        }
    }
}

/// A flag another thread may raise: what waits returns [`WireError::Cancelled`] within a tenth of a second.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    pub fn raise(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub fn is_raised(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Bytes on the line, TLS included.
#[derive(Debug, Default)]
pub struct Counts {
    sent: AtomicU64,
    received: AtomicU64,
}

impl Counts {
    pub fn sent_bytes(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }

    pub fn received_bytes(&self) -> u64 {
        self.received.load(Ordering::Relaxed)
    }
}

/// Speaks to one peer.
pub struct Client {
    line: Line,
    connection: Option<Connection>,
}

impl Client {
    pub fn new(identity: &Identity, peer: Peer, waits: Waits, cancel: Cancel) -> Self {
        let config = identity.towards(peer.key);
        let line = Line { config, peer, waits, cancel, counts: Arc::default() };
        Self { line, connection: None }
    }

    pub fn counts(&self) -> &Counts {
        &self.line.counts
    }

    /// Asks to be admitted with an enrolment code.
    ///
    /// # Errors
    /// As all below: [`WireError`] says whether to try again, and with what.
    pub fn enrol(&mut self, request: &EnrolRequest) -> Result<EnrolAnswer, WireError> {
        self.post(route::ENROL, request)
    }

    /// What the other end holds of the scopes this device may read.
    ///
    /// # Errors
    /// As [`Client::enrol`].
    pub fn heads(&mut self, request: &HeadsRequest) -> Result<HeadsAnswer, WireError> {
        self.post(route::HEADS, request)
    }

    /// A page of what this device lacks.
    ///
    /// # Errors
    /// As [`Client::enrol`].
    pub fn pull(&mut self, request: &PullRequest) -> Result<PullAnswer, WireError> {
        self.post(route::PULL, request)
    }

    /// Hands over a page; the receipt is for what is safe on the other end's disk.
    ///
    /// # Errors
    /// As [`Client::enrol`].
    pub fn push(&mut self, request: &PushRequest) -> Result<PushAnswer, WireError> {
        self.post(route::PUSH, request)
    }

    /// Which of these blobs the other end holds.
    ///
    /// # Errors
    /// As [`Client::enrol`].
    pub fn blobs(&mut self, request: &BlobsRequest) -> Result<BlobsAnswer, WireError> {
        self.post(route::BLOBS, request)
    }

    /// A part of a blob this device lacks.
    ///
    /// # Errors
    /// As [`Client::enrol`]; [`Refused::NotFound`] where the other end does not hold it whole.
    pub fn pull_part(&mut self, request: &PullPartRequest) -> Result<PullPartAnswer, WireError> {
        self.post(route::PULL_PART, request)
    }

    /// Hands over a part of a blob; what the answer tells is safe on the other end's disk.
    ///
    /// # Errors
    /// As [`Client::enrol`].
    pub fn push_part(&mut self, request: &PushPartRequest) -> Result<PushPartAnswer, WireError> {
        self.post(route::PUSH_PART, request)
    }

    /// Opens the live channel on a connection of its own.
    ///
    /// # Errors
    /// As [`Client::enrol`].
    pub fn live(&self) -> Result<Live, WireError> {
        Live::open(&self.line)
    }

    fn post<Q: Message, A: Message>(&mut self, path: &str, request: &Q) -> Result<A, WireError> {
        let body = request.to_bytes();
        let (status, answer) = match self.connection.take() {
            // A connection that rested may have been closed meanwhile. All requests may be repeated.
            Some(connection) => match self.exchange(connection, path, &body) {
                Err(WireError::BrokenOff(_)) => self.over_a_new_connection(path, &body)?,
                other => other?,
            },
            None => self.over_a_new_connection(path, &body)?,
        };
        if status == 200 {
            return A::from_bytes(&answer).ok_or(WireError::BadAnswer);
        }
        Err(Refused::from_bytes(&answer).map_or(WireError::BadAnswer, WireError::Refused))
    }

    fn over_a_new_connection(&mut self, path: &str, body: &[u8]) -> Result<(u16, Vec<u8>), WireError> {
        let connection = self.line.connect()?;
        self.exchange(connection, path, body)
    }

    fn exchange(
        &mut self,
        mut connection: Connection,
        path: &str,
        body: &[u8],
    ) -> Result<(u16, Vec<u8>), WireError> {
        connection.wait_at_most(self.line.waits.exchange);
        let sent = http1::send(&mut connection, "POST", path, &self.line.peer.address, Some(body));
        // A refusal may come before all is sent: what the other end said matters more than how it hung up.
        let head = match (http1::read_head(&mut connection), sent) {
            (Ok(head), _) => head,
            (Err(_), Err(error)) | (Err(error), Ok(())) => return Err(error),
        };
        let answer = http1::read_all(&mut connection, &head, MAX_ANSWER_BYTES)?;
        if head.keeps_alive && head.status == 200 {
            self.connection = Some(connection);
        }
        Ok((head.status, answer))
    }
}
