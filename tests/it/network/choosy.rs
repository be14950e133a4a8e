//! The center as it is, but for some pages it does not take: it says so instead of keeping them.

use std::sync::Arc;
use std::time::Duration;

use center::books::Books;
use center::center::now_ms;
use feed::Verified;
use feed::membership::Admission;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use wire::message::{HeadsRequest, Message, PullRequest, PushRequest};
use wire::server::{Asking, Door, Limits};
use wire::{Identity, PeerKey, Refused, route};

use super::world::{RUNTIME, Served};

const ASKING: Asking =
    Asking { most_bytes: 8 << 20, time: Duration::from_secs(30), together_bytes: 64 << 20 };

/// Answers where the center did, until it is dropped.
pub struct Choosy {
    stop: Option<oneshot::Sender<()>>,
}

impl Choosy {
    /// In the center's place, after it has left; `refuses` is asked of every page.
    pub fn instead_of(
        served: &Served,
        refuses: impl Fn(&[Verified]) -> Option<Refused> + Send + Sync + 'static,
    ) -> Self {
        let books = Arc::clone(&served.books);
        let address = served.address;
        let listener = RUNTIME.block_on(async {
            loop {
                match TcpListener::bind(address).await {
                    Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
                        tokio::task::yield_now().await;
                    }
                    bound => break bound.unwrap(),
                }
            }
        });
        let door = Door::new(&Identity::new(&books.keys().center), Limits::default());
        let say = move |peer: PeerKey, path: &str, body: &[u8]| say(&books, &refuses, peer, path, body);
        let (stop, stopped) = oneshot::channel::<()>();
        RUNTIME.spawn(door.converse(listener, ASKING, say, async {
            let _ = stopped.await;
        }));
        Self { stop: Some(stop) }
    }
}

impl Drop for Choosy {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}

fn say(
    books: &Books,
    refuses: &dyn Fn(&[Verified]) -> Option<Refused>,
    peer: PeerKey,
    path: &str,
    body: &[u8],
) -> Result<Vec<u8>, Refused> {
    let admission = admitted(books, peer)?;
    match path {
        route::HEADS => {
            let request = HeadsRequest::from_bytes(body).ok_or(Refused::Malformed)?;
            Ok(books.heads(&admission, &request).unwrap().to_bytes())
        }
        route::PULL => {
            let request = PullRequest::from_bytes(body).ok_or(Refused::Malformed)?;
            Ok(books.pull(&admission, &request, now_ms()).unwrap().to_bytes())
        }
        route::PUSH => {
            let request = PushRequest::from_bytes(body).ok_or(Refused::Malformed)?;
            let runs = books.read_page(&request.page)?;
            match refuses(&runs) {
                Some(refused) => Err(refused),
                None => Ok(books.push(peer.device(), &runs, now_ms()).unwrap().answer.to_bytes()),
            }
        }
        _ => Err(Refused::NotFound),
    }
}

fn admitted(books: &Books, peer: PeerKey) -> Result<Admission, Refused> {
    books.admission(&peer.device()).ok_or(Refused::UnknownDevice)
}
