//! A door behind which one blocking function answers every request: for servers that are not much more than that.

use std::sync::Arc;
use std::time::Duration;

use http::Request;
use hyper::body::Incoming;
use tokio::net::TcpListener;

use super::{Allowance, Answer, Door, answer, read_body, refusal};
use crate::error::Refused;
use crate::route;
use crate::tls::PeerKey;

/// Bounds of what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asking {
    /// Bytes of one request.
    pub most_bytes: u64,
    /// For one request to arrive.
    pub time: Duration,
    /// Bytes all requests together may take.
    pub together_bytes: usize,
}

impl Door {
    /// Serves until `stop` is done. `say` answers the body of a request to a path, from whoever proved the key, on a
    /// thread where it may block; a path of a newer protocol is refused before it is asked.
    pub async fn converse<S>(
        self,
        listener: TcpListener,
        asking: Asking,
        say: S,
        stop: impl Future<Output = ()>,
    ) where
        S: Fn(PeerKey, &str, &[u8]) -> Result<Vec<u8>, Refused> + Send + Sync + 'static,
    {
        let (say, bodies) = (Arc::new(say), Allowance::new(asking.together_bytes));
        let handler = move |peer: PeerKey, request: Request<Incoming>| {
            let (say, bodies) = (Arc::clone(&say), bodies.clone());
            async move {
                match reply(say, bodies, asking, peer, request).await {
                    Ok(bytes) => answer(bytes),
                    Err(refused) => refusal(refused),
                }
            }
        };
        self.serve::<_, _, Answer>(listener, handler, stop).await;
    }
}

async fn reply<S>(
    say: Arc<S>,
    bodies: Allowance,
    asking: Asking,
    peer: PeerKey,
    request: Request<Incoming>,
) -> Result<Vec<u8>, Refused>
where
    S: Fn(PeerKey, &str, &[u8]) -> Result<Vec<u8>, Refused> + Send + Sync + 'static,
{
    let path = request.uri().path().to_owned();
    if route::protocol_of(&path).is_some_and(|number| number > route::PROTOCOL) {
        return Err(Refused::NewerProtocol { newest: route::PROTOCOL });
    }
    let body = read_body(request.into_body(), asking.most_bytes, asking.time, &bodies).await?;
    let said = tokio::task::spawn_blocking(move || say(peer, &path, &body)).await;
    said.map_err(|_| Refused::CannotKeep)?
}
