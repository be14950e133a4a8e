//! Somebody at the center's address, with its key and its books, who answers as a test wants.

use std::sync::Arc;
use std::time::Duration;

use center::books::Books;
use center::center::now_ms;
use feed::DeviceKey;
use tokio::sync::oneshot;
use wire::message::{EnrolRequest, HeadsRequest, Message, PullRequest, PushRequest};
use wire::server::{Asking, Door, Limits};
use wire::{Identity, PeerKey, Refused, route};

use crate::world::{RUNTIME, Served};

const ASKING: Asking =
    Asking { most_bytes: 8 << 20, time: Duration::from_secs(30), together_bytes: 64 << 20 };

/// What the center itself says to the body of a request.
pub fn honest(books: &Books, device: DeviceKey, path: &str, body: &[u8]) -> Result<Vec<u8>, Refused> {
    let admission = || books.admission(&device).ok_or(Refused::UnknownDevice);
    match path {
        route::ENROL => {
            let request = EnrolRequest::from_bytes(body).unwrap();
            Ok(books.enrol(device, request, now_ms()).unwrap()?.to_bytes())
        }
        route::HEADS => {
            let request = HeadsRequest::from_bytes(body).unwrap();
            Ok(books.heads(&admission()?, &request).unwrap().to_bytes())
        }
        route::PULL => {
            let request = PullRequest::from_bytes(body).unwrap();
            Ok(books.pull(&admission()?, &request, now_ms()).unwrap().to_bytes())
        }
        route::PUSH => {
            let runs = books.read_page(&PushRequest::from_bytes(body).unwrap().page)?;
            Ok(books.push(device, &runs, now_ms()).unwrap().answer.to_bytes())
        }
        _ => Err(Refused::NotFound),
    }
}

impl Served {
    /// From now on `say` answers, until [`Served::leave`].
    pub fn let_answer<S>(&mut self, say: S)
    where
        S: Fn(&Books, DeviceKey, &str, &[u8]) -> Result<Vec<u8>, Refused> + Send + Sync + 'static,
    {
        self.leave();
        let listener = self.bind();
        let door = Door::new(&Identity::new(&self.keys.center), Limits::default());
        let books = Arc::clone(&self.books);
        let say = move |peer: PeerKey, path: &str, body: &[u8]| say(&books, peer.device(), path, body);
        let (stop, stopped) = oneshot::channel::<()>();
        RUNTIME.spawn(door.converse(listener, ASKING, say, async {
            let _ = stopped.await;
        }));
        self.stop = Some(stop);
    }
}
