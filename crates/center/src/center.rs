//! The running center: books, limits and counts, shared by all requests.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use wire::server::Allowance;
use wire::{PeerKey, Refused};

use feed::membership::Admission;

use crate::books::Books;
use crate::error::CenterError;
use crate::metrics::Metrics;
use crate::rates::Rates;
use crate::roll::Standing;

/// Memory for bodies on their way in.
const BODIES_BYTES: usize = 192 << 20;

/// Pages unpacked, verified or made at once: one is written while the next is read.
const AT_ONCE: usize = 3;

pub struct Center {
    pub books: Arc<Books>,
    pub metrics: Metrics,
    pub bodies: Allowance,
    work: Arc<Semaphore>,
    rates: Mutex<Rates>,
    part_rates: Mutex<Rates>,
    /// Who is handing a page over: one at a time each, so that nobody takes all the memory.
    pushing: Mutex<HashSet<PeerKey>>,
    started: Instant,
    stopping: watch::Sender<bool>,
}

/// A device's turn to push; over when dropped.
pub struct Turn<'a> {
    center: &'a Center,
    peer: PeerKey,
}

impl Center {
    pub fn new(books: Arc<Books>) -> Arc<Self> {
        Arc::new(Self {
            books,
            metrics: Metrics::default(),
            bodies: Allowance::new(BODIES_BYTES),
            work: Arc::new(Semaphore::new(AT_ONCE)),
            rates: Mutex::new(Rates::of_requests()),
            part_rates: Mutex::new(Rates::of_parts()),
            pushing: Mutex::default(),
            started: Instant::now(),
            stopping: watch::Sender::new(false),
        })
    }

    /// Ends what would go on for ever.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Returns once [`Center::stop`] was called.
    pub fn stopped(&self) -> impl Future<Output = ()> + use<> {
        let mut stopping = self.stopping.subscribe();
        async move {
            // The sender lives as long as the center; without it there is nothing to wait for either.
            let _ = stopping.wait_for(|stopping| *stopping).await.is_ok();
        }
    }

    /// Asked at every request, before its body is read.
    ///
    /// # Errors
    /// The device asks too often.
    pub fn count_request(&self, peer: PeerKey) -> Result<(), Refused> {
        self.count(&self.rates, peer)
    }

    /// Asked beside it for every part of a blob that is handed over.
    ///
    /// # Errors
    /// The device hands over too much.
    pub fn count_part(&self, peer: PeerKey) -> Result<(), Refused> {
        self.count(&self.part_rates, peer)
    }

    fn count(&self, rates: &Mutex<Rates>, peer: PeerKey) -> Result<(), Refused> {
        let now_ms = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let mut rates = rates.lock().unwrap_or_else(PoisonError::into_inner);
        rates.take(peer, now_ms).map_err(|after_ms| Refused::SlowDown { after_ms })
    }

    /// What a device may do now.
    ///
    /// # Errors
    /// It is unknown, or cut.
    pub fn admission(&self, peer: PeerKey) -> Result<Admission, Refused> {
        match self.books.state().roll.standing(&peer.device()) {
            Standing::Member(admission) => Ok(admission.clone()),
            Standing::Cut => Err(Refused::Revoked),
            Standing::Unknown => Err(Refused::UnknownDevice),
        }
    }

    /// # Errors
    /// The device is handing another page over.
    pub fn turn(&self, peer: PeerKey) -> Result<Turn<'_>, Refused> {
        let mut pushing = self.pushing.lock().unwrap_or_else(PoisonError::into_inner);
        match pushing.insert(peer) {
            true => Ok(Turn { center: self, peer }),
            false => Err(Refused::SlowDown { after_ms: 1000 }),
        }
    }

    /// Runs work that blocks, when it is its turn.
    ///
    /// # Errors
    /// It failed, which is logged, or refused.
    pub async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        act: impl FnOnce(&Center) -> Result<Result<T, Refused>, CenterError> + Send + 'static,
    ) -> Result<T, Refused> {
        let turn: OwnedSemaphorePermit = Arc::clone(&self.work).acquire_owned().await.expect("never closed");
        let center = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            act(&center)
        });
        match done.await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(error)) => {
                tracing::error!(error = &error as &dyn std::error::Error, "a request failed");
                self.metrics.failed_total.add(1);
                if let CenterError::Damaged { .. } = error {
                    self.books.report_damage(1, now_ms());
                }
                Err(Refused::CannotKeep)
            }
            Err(panic) => {
                tracing::error!(%panic, "a request broke");
                self.metrics.failed_total.add(1);
                Err(Refused::CannotKeep)
            }
        }
    }

    /// The text of /metrics.
    pub fn metrics_text(&self) -> String {
        let state = self.books.state();
        self.metrics.ledger_number.set(state.number);
        self.metrics.damaged_rows.set(self.books.damage().map_or(0, |damage| damage.rows));
        self.metrics.parked_control_entries.set(state.roll.controls.parked() as u64);
        self.metrics.text()
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.center.pushing.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.peer);
    }
}

/// UTC, milliseconds since 1970.
pub fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
