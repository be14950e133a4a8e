//! A server with a handler of a few lines, and clients for it.

use std::net::SocketAddr;
use std::time::Duration;

use feed::SigningKey;
use http::{Request, Response};
use hyper::body::Incoming;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use wire::message::{HeadsAnswer, HeadsRequest, MAX_REQUEST_BYTES, Message, Since};
use wire::server::{Allowance, Answer, Door, Limits, answer, read_body, refusal};
use wire::{Cancel, Client, Identity, Peer, PeerKey, Refused, Waits, route};

pub fn identity(number: u8) -> Identity {
    Identity::new(&SigningKey::from_bytes(&[number; 32]))
}

/// Answers heads with the key of whoever asks.
pub struct Server {
    pub address: SocketAddr,
    pub key: PeerKey,
    stop: Option<oneshot::Sender<()>>,
    running: Option<tokio::task::JoinHandle<()>>,
    runtime: Runtime,
}

pub const BODY_TIME: Duration = Duration::from_millis(400);

impl Server {
    pub fn start(limits: Limits) -> Self {
        let runtime = Runtime::new().unwrap();
        let identity = identity(1);
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let allowance = Allowance::new(64 << 20);
        let handler = move |peer, request| handle(peer, request, allowance.clone());
        let door = Door::new(&identity, limits);
        let running = runtime.spawn(door.serve(listener, handler, async {
            let _ = stopped.await;
        }));
        Self { address, key: identity.key(), stop: Some(stop), running: Some(running), runtime }
    }

    pub fn client(&self, number: u8) -> Client {
        self.client_of(self.key, number)
    }

    pub fn client_of(&self, key: PeerKey, number: u8) -> Client {
        let peer = Peer { address: self.address.to_string(), key };
        Client::new(&identity(number), peer, Waits::default(), Cancel::default())
    }

    /// Returns when all that was being answered is answered.
    pub fn stop(mut self) {
        let _ = self.stop.take().unwrap().send(());
        self.runtime.block_on(self.running.take().unwrap()).unwrap();
    }
}

async fn handle(peer: PeerKey, request: Request<Incoming>, allowance: Allowance) -> Response<Answer> {
    if route::protocol_of(request.uri().path()).is_some_and(|number| number > route::PROTOCOL) {
        return refusal(Refused::NewerProtocol { newest: route::PROTOCOL });
    }
    match request.uri().path() {
        route::HEADS => {}
        _ => return refusal(Refused::NotFound),
    }
    let body = match read_body(request.into_body(), MAX_REQUEST_BYTES, BODY_TIME, &allowance).await {
        Ok(body) => body,
        Err(refused) => return refusal(refused),
    };
    let Some(asked) = HeadsRequest::from_bytes(&body) else { return refusal(Refused::Malformed) };
    let generation = peer.as_bytes()[..16].try_into().unwrap();
    let number = asked.ladders_wanted.len() as u64;
    let now = Since { generation, number, mark: feed::Hash::ZERO };
    answer(HeadsAnswer { now, changes_only: false, holdings: Default::default(), damage: None }.to_bytes())
}
