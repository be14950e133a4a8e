//! What each path does. Before anything is read of a request, its device is asked for its rights.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, http::StatusCode};
use wire::message::{
    BlobsRequest, EnrolRequest, HeadsRequest, MAX_PART_REQUEST_BYTES, MAX_REQUEST_BYTES, Message, PartBecame,
    PullPartRequest, PullRequest, PushPartAnswer, PushPartRequest, PushRequest,
};
use wire::server::{answer, read_body, refusal};
use wire::{PeerKey, Refused, route};

use crate::center::{Center, now_ms};
use crate::live;

/// For a request's body to arrive.
const BODY_TIME: Duration = Duration::from_secs(30);

/// Bytes of an enrolment request, which strangers may send.
const MAX_ENROL_BYTES: u64 = 16 * 1024;

/// The paths devices use; the request carries the key of its device as an extension.
pub fn devices(center: Arc<Center>) -> Router {
    Router::new()
        .route(route::ENROL, post(enrol))
        .route(route::HEADS, post(heads))
        .route(route::PULL, post(pull))
        .route(route::PUSH, post(push))
        .route(route::BLOBS, post(blobs))
        .route(route::PULL_PART, post(pull_part))
        .route(route::PUSH_PART, post(push_part))
        .route(route::LIVE, get(live_channel))
        .route("/health", get(health))
        .fallback(elsewhere)
        .with_state(center)
}

/// The paths operators use, on a listener of their own.
pub fn operators(center: Arc<Center>) -> Router {
    Router::new()
        .route("/health", get(health))
        .route("/ready", get(ready))
        .route("/metrics", get(metrics))
        .with_state(center)
}

type Peer = Extension<PeerKey>;
type Shared = State<Arc<Center>>;

async fn enrol(State(center): Shared, Extension(peer): Peer, request: Request) -> Response {
    let outcome = async {
        center.count_request(peer)?;
        let request: EnrolRequest = read(&center, request, MAX_ENROL_BYTES).await?;
        let admits = matches!(request, EnrolRequest::Claim(_));
        let answer = center.work(move |center| center.books.enrol(peer.device(), request, now_ms())).await?;
        if admits {
            tracing::info!(device = %peer, "a device was enrolled");
            center.metrics.enrolments_total.add(1);
        }
        Ok(answer)
    };
    told(&center, outcome.await)
}

async fn heads(State(center): Shared, Extension(peer): Peer, request: Request) -> Response {
    let outcome = async {
        center.count_request(peer)?;
        let admission = center.admission(peer)?;
        let request: HeadsRequest = read(&center, request, MAX_REQUEST_BYTES).await?;
        center.metrics.heads_total.add(1);
        center.work(move |center| center.books.heads(&admission, &request).map(Ok)).await
    };
    told(&center, outcome.await)
}

async fn pull(State(center): Shared, Extension(peer): Peer, request: Request) -> Response {
    let outcome = async {
        center.count_request(peer)?;
        let admission = center.admission(peer)?;
        let request: PullRequest = read(&center, request, MAX_REQUEST_BYTES).await?;
        let answer =
            center.work(move |center| center.books.pull(&admission, &request, now_ms()).map(Ok)).await?;
        center.metrics.pulls_total.add(1);
        center.metrics.pulled_bytes_total.add(answer.page.len() as u64);
        // It may have been cut while the page was made.
        center.admission(peer)?;
        Ok(answer)
    };
    told(&center, outcome.await)
}

async fn push(State(center): Shared, Extension(peer): Peer, request: Request) -> Response {
    let outcome = async {
        center.count_request(peer)?;
        may_push(&center, peer)?;
        let _turn = center.turn(peer)?;
        let request: PushRequest = read(&center, request, MAX_REQUEST_BYTES).await?;
        let began = Instant::now();
        let pushed = center
            .work(move |center| {
                let runs = match center.books.read_page(&request.page) {
                    Ok(runs) => runs,
                    Err(refused) => return Ok(Err(refused)),
                };
                drop(request);
                if let Err(refused) = may_push(center, peer) {
                    return Ok(Err(refused));
                }
                center.books.push(peer.device(), &runs, now_ms()).map(Ok)
            })
            .await?;
        let metrics = &center.metrics;
        metrics.pushes_total.add(1);
        metrics.push_milliseconds_total.add(began.elapsed().as_millis() as u64);
        metrics.entries_received_total.add(pushed.entries as u64);
        metrics.entries_new_total.add(pushed.fresh as u64);
        tracing::debug!(device = %peer, entries = pushed.entries, new = pushed.fresh, "a page was kept");
        Ok(pushed.answer)
    };
    told(&center, outcome.await)
}

async fn blobs(State(center): Shared, Extension(peer): Peer, request: Request) -> Response {
    let outcome = async {
        center.count_request(peer)?;
        let admission = center.admission(peer)?;
        let request: BlobsRequest = read(&center, request, MAX_REQUEST_BYTES).await?;
        center.work(move |center| center.books.blobs(&admission, &request)).await
    };
    told(&center, outcome.await)
}

async fn pull_part(State(center): Shared, Extension(peer): Peer, request: Request) -> Response {
    let outcome = async {
        center.count_request(peer)?;
        let admission = center.admission(peer)?;
        let request: PullPartRequest = read(&center, request, MAX_PART_REQUEST_BYTES).await?;
        let answer = center.work(move |center| center.books.pull_part(&admission, &request)).await?;
        center.metrics.blob_parts_sent_total.add(1);
        center.metrics.blob_sent_bytes_total.add(answer.bytes.len() as u64);
        // It may have been cut while the part was read.
        center.admission(peer)?;
        Ok(answer)
    };
    told(&center, outcome.await)
}

async fn push_part(State(center): Shared, Extension(peer): Peer, request: Request) -> Response {
    let outcome = async {
        center.count_request(peer)?;
        center.admission(peer)?;
        center.count_part(peer)?;
        let _turn = center.turn(peer)?;
        let request: PushPartRequest = read(&center, request, MAX_PART_REQUEST_BYTES).await?;
        let bytes = request.bytes.len() as u64;
        let became = center
            .work(move |center| match center.admission(peer) {
                Ok(admission) => center.books.push_part(peer.device(), &admission, request, now_ms()),
                Err(refused) => Ok(Err(refused)),
            })
            .await?;
        let metrics = &center.metrics;
        metrics.blob_parts_received_total.add(1);
        metrics.blob_received_bytes_total.add(bytes);
        match became {
            PartBecame::More(_) => {}
            PartBecame::Whole => metrics.blobs_whole_total.add(1),
            PartBecame::Full => metrics.blobs_full_total.add(1),
            PartBecame::Refused => metrics.blobs_refused_total.add(1),
        }
        Ok(PushPartAnswer { became })
    };
    told(&center, outcome.await)
}

/// A stranger may, as long as some control scope is awaited whose first entries would make it known.
fn may_push(center: &Center, peer: PeerKey) -> Result<(), Refused> {
    match center.admission(peer) {
        Err(Refused::UnknownDevice) if center.books.state().roll.awaits_anything() => Ok(()),
        other => other.map(|_| ()),
    }
}

async fn live_channel(State(center): Shared, Extension(peer): Peer) -> Response {
    match center.count_request(peer).and_then(|()| center.admission(peer)) {
        Ok(_) => live::channel(center, peer),
        Err(refused) => told::<wire::message::HeadsAnswer>(&center, Err(refused)),
    }
}

async fn elsewhere(request: Request) -> Response {
    let newer = route::protocol_of(request.uri().path()).is_some_and(|number| number > route::PROTOCOL);
    let refused = match newer {
        true => Refused::NewerProtocol { newest: route::PROTOCOL },
        false => Refused::NotFound,
    };
    refusal(refused).into_response()
}

async fn health() -> &'static str {
    "alive\n"
}

/// Ready while the database answers, holds all that is remembered of it, and nothing in it was changed behind the
/// center's back.
async fn ready(State(center): Shared) -> Response {
    let refreshed = center.work(|center| center.books.refresh().map(|_| Ok(()))).await;
    match (refreshed, center.books.damage()) {
        (Ok(_), None) => "ready\n".into_response(),
        (Ok(_), Some(damage)) => {
            (StatusCode::SERVICE_UNAVAILABLE, format!("{} damaged rows\n", damage.rows)).into_response()
        }
        (Err(_), _) => {
            let said = "the database does not answer, or not as it should: the log says which\n";
            (StatusCode::SERVICE_UNAVAILABLE, said).into_response()
        }
    }
}

async fn metrics(State(center): Shared) -> String {
    center.metrics_text()
}

async fn read<M: Message>(center: &Center, request: Request, limit_bytes: u64) -> Result<M, Refused> {
    let body = read_body(request.into_body(), limit_bytes, BODY_TIME, &center.bodies).await?;
    M::from_bytes(&body).ok_or(Refused::Malformed)
}

fn told<M: Message>(center: &Center, outcome: Result<M, Refused>) -> Response {
    match outcome {
        Ok(message) => answer(message.to_bytes()).map(Body::new),
        Err(refused) => {
            center.metrics.refused_total.add(1);
            refusal(refused).map(Body::new)
        }
    }
}
