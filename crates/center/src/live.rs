//! The live channel: tells a device at once that something changed in a scope it may read, and ends as soon
//! as it may read no more.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, header::CONTENT_TYPE};
use axum::response::Response;
use feed::Scope;

use hyper::body::{Bytes, Frame};
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::sync::mpsc;
use wire::{LiveEvent, PeerKey};

use crate::center::Center;

/// A sign of life, so that neither end mistakes quiet for a broken line.
const QUIET: Duration = Duration::from_secs(20);

/// Events a slow reader may lag behind.
const WAITING: usize = 64;

pub fn channel(center: Arc<Center>, peer: PeerKey) -> Response {
    let (events, told) = mpsc::channel(WAITING);
    // From here on, before the answer says that the channel is open: whoever reads it relies on being told.
    let changes = center.books.changes();
    tokio::spawn(follow(center, peer, changes, events));
    let mut response = Response::new(Body::new(Told(told)));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    response
}

/// Ends when the device is cut, or nobody reads any more: dropping `events` ends the answer.
async fn follow(
    center: Arc<Center>,
    peer: PeerKey,
    mut changes: broadcast::Receiver<Arc<BTreeSet<Scope>>>,
    events: mpsc::Sender<Bytes>,
) {
    center.metrics.live_channels.add(1);
    let mut quiet = tokio::time::interval(QUIET);
    let stopped = center.stopped();
    tokio::pin!(stopped);
    loop {
        let changed = tokio::select! {
            changed = changes.recv() => match changed {
                Ok(scopes) => Some(scopes),
                // Too many to tell one by one: Network stands for "look at everything".
                Err(RecvError::Lagged(_)) => Some(Arc::new(BTreeSet::from([Scope::Network]))),
                Err(RecvError::Closed) => break,
            },
            _ = quiet.tick() => None,
            () = events.closed() => break,
            () = &mut stopped => break,
        };
        let Ok(admission) = center.admission(peer) else { break };
        let told = match changed {
            None => vec![LiveEvent::Quiet],
            Some(scopes) => {
                let readable = scopes.iter().filter(|scope| admission.reads(**scope));
                readable.map(|scope| LiveEvent::Changed(*scope)).collect()
            }
        };
        if !told.into_iter().all(|event| events.try_send(Bytes::from(event.text())).is_ok()) {
            break;
        }
    }
    center.metrics.live_channels.subtract(1);
}

/// The events as a body that ends when its sender is gone.
struct Told(mpsc::Receiver<Bytes>);

impl hyper::body::Body for Told {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(cx).map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }
}
