//! Listening: the door for devices, the plain one for operators, the watch over other processes' commits, and
//! the scrub that never ends.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use feed::DeviceKey;
use http::Request;
use hyper::body::Incoming;
use tokio::net::TcpListener;
use tower::ServiceExt;
use wire::server::{Door, Guests, Limits};
use wire::{Identity, PeerKey};

use crate::center::{Center, now_ms};
use crate::error::CenterError;
use crate::routes;
use crate::scrub::{Report, Scrub};

/// How often other processes' commits are looked for: a revocation by them must be heard within a second.
const WATCH: Duration = Duration::from_millis(200);

/// The scrub works one part of this many of the time.
const SCRUB_SHARE: u32 = 20;

/// Between two scrubs.
const SCRUB_REST: Duration = Duration::from_secs(60);

/// Serves until `stop` is done.
///
/// # Errors
/// The operators' address cannot be listened on.
pub async fn serve(
    center: Arc<Center>,
    devices: TcpListener,
    operators: Option<TcpListener>,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> Result<(), CenterError> {
    let identity = Identity::new(&center.books.keys().center);
    let router = routes::devices(Arc::clone(&center));
    let handler = move |peer: PeerKey, request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(peer);
        let answered = router.clone().oneshot(request);
        async move { answered.await.unwrap_or_else(|never| match never {}) }
    };
    let door = Door::new(&identity, limits);
    let watching = tokio::spawn(watch(Arc::clone(&center), door.guests()));
    let scrubbing = tokio::spawn(scrub(Arc::clone(&center)));
    let operating = operators.map(|listener| {
        let router = routes::operators(Arc::clone(&center));
        tokio::spawn(async move { axum::serve(listener, router).await })
    });
    tracing::info!(key = %identity.key(), "serving");
    let stopping = Arc::clone(&center);
    let stop = async move {
        stop.await;
        stopping.stop();
    };
    door.serve(devices, handler, stop).await;
    watching.abort();
    scrubbing.abort();
    if let Some(operating) = operating {
        operating.abort();
    }
    Ok(())
}

/// Takes in what other processes commit, and hangs up on whoever is cut.
async fn watch(center: Arc<Center>, guests: Guests) {
    let mut changes = center.books.changes();
    let mut ticks = tokio::time::interval(WATCH);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut cut: BTreeSet<DeviceKey> = BTreeSet::new();
    loop {
        tokio::select! {
            _ = ticks.tick() => {
                // A failure is logged there, and tried again at the next tick.
                let _ = center.work(|center| center.books.refresh().map(|_| Ok(()))).await;
            }
            _ = changes.recv() => {}
        }
        let now: BTreeSet<DeviceKey> = center.books.state().roll.cut().collect();
        for device in now.difference(&cut) {
            tracing::info!(%device, "a device is cut");
            guests.hang_up(&PeerKey::from_bytes(*device.as_bytes()));
        }
        cut = now;
    }
}

async fn scrub(center: Arc<Center>) {
    loop {
        scrub_once(&center).await;
        tokio::time::sleep(SCRUB_REST).await;
    }
}

async fn scrub_once(center: &Arc<Center>) {
    let handle = tokio::runtime::Handle::current();
    let scrubbed = {
        let center = Arc::clone(center);
        tokio::task::spawn_blocking(move || -> Result<Option<Report>, CenterError> {
            let mut scrub = Scrub::new(&center.books)?;
            let mut began = std::time::Instant::now();
            let mut known = 0;
            while scrub.step()? {
                if scrub.report.wrong > known {
                    if scrub.is_void()? {
                        return Ok(None);
                    }
                    known = scrub.report.wrong;
                    center.books.report_damage(known, now_ms());
                }
                let rest = began.elapsed() * (SCRUB_SHARE - 1);
                handle.block_on(tokio::time::sleep(rest.min(Duration::from_secs(1))));
                began = std::time::Instant::now();
            }
            let void = scrub.report.wrong > 0 && scrub.is_void()?;
            Ok(if void { None } else { Some(scrub.report) })
        })
    };
    match scrubbed.await {
        Ok(Ok(None)) => {
            tracing::warn!("a scrub was given up, for the database was set back; the next begins anew")
        }
        Ok(Ok(Some(report))) => {
            center.metrics.scrubs_total.add(1);
            center.metrics.scrubbed_entries_total.add(report.entries);
            center.metrics.scrubbed_blobs_total.add(report.blobs);
            if report.wrong > 0 {
                center.books.report_damage(report.wrong, now_ms());
                tracing::error!(wrong = report.wrong, places = ?report.places, "a scrub found damage");
            }
        }
        Ok(Err(error)) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a scrub failed");
            if let CenterError::Damaged { .. } = error {
                center.books.report_damage(1, now_ms());
            }
        }
        Err(error) => tracing::debug!(%error, "a scrub was stopped"),
    }
}
