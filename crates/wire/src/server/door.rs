//! Accepts connections, proves keys, and hands each request to its handler with the key it came from.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response};
use hyper::body::{Body, Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tracing::{debug, warn};

use super::paced::Paced;
use super::seats::{Seat, Seats};
use crate::tls::{Identity, PeerKey, peer_key};

/// What a stranger may take of a server's time and memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Connections at once; beyond, the longest idle one is closed.
    pub connections: usize,
    /// From the first byte to a proven key.
    pub handshake: Duration,
    /// For the head of a request, and for the wait before it.
    pub head: Duration,
    /// For the other end to take in a piece of an answer.
    pub taking: Duration,
    /// For requests being answered when the server stops.
    pub parting: Duration,
    /// Bytes of a request's head.
    pub head_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 2048,
            handshake: Duration::from_secs(10),
            head: Duration::from_secs(20),
            taking: Duration::from_secs(30),
            parting: Duration::from_secs(10),
            head_bytes: 16 * 1024,
        }
    }
}

/// The listening end.
pub struct Door {
    acceptor: TlsAcceptor,
    limits: Limits,
    seats: Arc<Seats>,
}

impl Door {
    pub fn new(identity: &Identity, limits: Limits) -> Self {
        let acceptor = TlsAcceptor::from(identity.listening());
        Self { acceptor, limits, seats: Seats::new(limits.connections) }
    }

    /// For hanging up on somebody while [`Door::serve`] runs.
    pub fn guests(&self) -> Guests {
        Guests(Arc::clone(&self.seats))
    }

    /// Serves until `stop` is done; then waits for the requests being answered, within their time.
    pub async fn serve<H, F, B>(self, listener: TcpListener, handler: H, stop: impl Future<Output = ()>)
    where
        H: Fn(PeerKey, Request<Incoming>) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Response<B>> + Send + 'static,
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        let mut connections = JoinSet::new();
        let (stopping, stopped) = tokio::sync::watch::channel(false);
        tokio::pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => break,
                Some(_) = connections.join_next() => {}
                accepted = listener.accept() => match accepted {
                    Ok((socket, _)) => {
                        // Everybody is being served: the newcomer has to come again.
                        let Some(seat) = self.seats.take() else { continue };
                        let visit = Visit {
                            acceptor: self.acceptor.clone(),
                            limits: self.limits,
                            seat: Arc::new(seat),
                            stopped: stopped.clone(),
                        };
                        connections.spawn(visit.run(socket, handler.clone()));
                    }
                    Err(error) => {
                        warn!(%error, "a connection could not be accepted");
                        // Out of sockets: accepting again at once would only spin.
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                },
            }
        }
        drop(listener);
        let _ = stopping.send(true);
        let answered = async { while connections.join_next().await.is_some() {} };
        let _ = tokio::time::timeout(self.limits.parting, answered).await;
    }
}

/// Whoever is connected now.
#[derive(Clone)]
pub struct Guests(Arc<Seats>);

impl Guests {
    /// Closes every connection of `peer`, whatever is being answered, and drops what was not sent yet.
    pub fn hang_up(&self, peer: &PeerKey) {
        self.0.hang_up(peer);
    }

    /// Whoever was given something over a connection that is still open.
    pub fn served(&self) -> BTreeSet<PeerKey> {
        self.0.served()
    }

    /// Closes the connections over which `peer` was given something, and drops what was not sent yet. Over others it
    /// may hear why it is given nothing.
    pub fn stop_serving(&self, peer: &PeerKey) {
        self.0.stop_serving(peer);
    }
}

/// One connection from first to last byte.
struct Visit {
    acceptor: TlsAcceptor,
    limits: Limits,
    seat: Arc<Seat>,
    stopped: tokio::sync::watch::Receiver<bool>,
}

impl Visit {
    async fn run<H, F, B>(self, socket: TcpStream, handler: H)
    where
        H: Fn(PeerKey, Request<Incoming>) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Response<B>> + Send + 'static,
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        let left = self.seat.asked_to_leave();
        tokio::select! {
            () = left => debug!("an idle connection made room"),
            () = self.talk(socket, handler) => {}
        }
    }

    async fn talk<H, F, B>(&self, socket: TcpStream, handler: H)
    where
        H: Fn(PeerKey, Request<Incoming>) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Response<B>> + Send + 'static,
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        let _ = socket.set_nodelay(true);
        let paced = Paced::new(socket, self.limits.taking, self.seat.hung_up());
        let Ok(Ok(stream)) = tokio::time::timeout(self.limits.handshake, self.acceptor.accept(paced)).await
        else {
            debug!("a handshake failed or took too long");
            return;
        };
        let Some(peer) = peer_key(stream.get_ref().1.peer_certificates()) else { return };
        self.seat.belongs_to(peer);
        let seat = Arc::clone(&self.seat);
        let service = service_fn(move |request: Request<Incoming>| {
            let (seat, answer) = (Arc::clone(&seat), handler(peer, request));
            async move {
                seat.busy();
                let response = answer.await;
                if response.status().is_success() {
                    seat.serves();
                }
                seat.idle();
                Ok::<_, Infallible>(response)
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.limits.head)
            .max_buf_size(self.limits.head_bytes)
            .serve_connection(TokioIo::new(stream), service);
        tokio::pin!(connection);
        let mut stopped = self.stopped.clone();
        let stop = async move { stopped.wait_for(|stopped| *stopped).await.is_ok() };
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            _ = stop => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            debug!(%error, "a connection broke off");
        }
    }
}
