//! What this laptop answers its neighbours: what it holds, and pages of it and parts of its photographs, to laptops
//! its own books admit, for as long as they do. It takes nothing in this way: each laptop fetches for itself.

use std::collections::BTreeSet;
use std::net::{Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use feed::exchange::MAX_PAGE_ENTRIES;
use feed::{DeviceKey, Hash};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::time::MissedTickBehavior;
use wire::message::{
    BlobsAnswer, BlobsRequest, HeadsAnswer, HeadsRequest, MAX_BLOBS_ASKED, Message, PullAnswer,
    PullPartRequest, PullRequest, Since,
};
use wire::server::{Asking, Door, Guests, Limits};
use wire::{Identity, PeerKey, Refused, route};

use crate::api::problem::Problem;
use crate::books::Books;

/// The heads of a hub's laptops are far below.
const ASKING: Asking =
    Asking { most_bytes: 1024 * 1024, time: Duration::from_secs(10), together_bytes: 8 * 1024 * 1024 };
/// Pages are never asked for smaller.
const FEWEST_ENTRIES: usize = 16;

/// How often the books are asked about whoever is being given something: a cut that is known here must end that
/// within a second.
const WATCH: Duration = Duration::from_millis(200);

/// A hub has a few laptops; locking must not wait for what is being answered.
const LIMITS: Limits = Limits {
    connections: 64,
    handshake: Duration::from_secs(5),
    head: Duration::from_secs(20),
    taking: Duration::from_secs(20),
    parting: Duration::from_millis(500),
    head_bytes: 8 * 1024,
};

/// An open door; closed when dropped.
pub(super) struct Open {
    pub port: u16,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Open {
    /// # Errors
    /// Nothing can be listened on, or no thread can be had.
    pub fn new(books: &Arc<Books>) -> std::io::Result<Self> {
        let listener = std::net::TcpListener::bind(SocketAddr::from((Ipv6Addr::UNSPECIFIED, 0)))
            .or_else(|_| std::net::TcpListener::bind("0.0.0.0:0"))?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let books = Arc::clone(books);
        let thread = std::thread::Builder::new().name("lan door".to_owned()).spawn(move || {
            runtime.block_on(async {
                // Where it cannot be watched nobody is answered: neighbours hear that at once.
                if let Ok(listener) = TcpListener::from_std(listener) {
                    serve(books, listener, stopped).await;
                }
            });
            // What a request still reads is left to end by itself.
            runtime.shutdown_background();
        })?;
        Ok(Self { port, stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn serve(books: Arc<Books>, listener: TcpListener, stopped: oneshot::Receiver<()>) {
    let door = Door::new(&Identity::new(books.device_key()), LIMITS);
    let watching = tokio::spawn(watch(Arc::clone(&books), door.guests()));
    let say = move |peer: PeerKey, path: &str, body: &[u8]| say(&books, peer.device(), path, body);
    let stop = async {
        let _ = stopped.await;
    };
    door.converse(listener, ASKING, say, stop).await;
    watching.abort();
}

/// Hangs up on whoever is cut in the middle of what it was given. Each request is judged by itself, but its answer may
/// be on a slow line for long.
async fn watch(books: Arc<Books>, guests: Guests) {
    let mut ticks = tokio::time::interval(WATCH);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        for peer in guests.served() {
            let books = Arc::clone(&books);
            let admitted = tokio::task::spawn_blocking(move || books.admits(peer.device())).await;
            // Books that cannot say who may read them are read by nobody.
            if !matches!(admitted, Ok(Ok(true))) {
                guests.stop_serving(&peer);
            }
        }
    }
}

/// What a laptop is told, as far as it is admitted now.
fn say(books: &Books, device: DeviceKey, path: &str, body: &[u8]) -> Result<Vec<u8>, Refused> {
    match path {
        route::HEADS => {
            let request = HeadsRequest::from_bytes(body).ok_or(Refused::Malformed)?;
            Ok(heads(books, device, &request)?.to_bytes())
        }
        route::PULL => {
            let request = PullRequest::from_bytes(body).ok_or(Refused::Malformed)?;
            Ok(pull(books, device, &request)?.to_bytes())
        }
        route::BLOBS => {
            let request = BlobsRequest::from_bytes(body).ok_or(Refused::Malformed)?;
            if request.blobs.len() > MAX_BLOBS_ASKED {
                return Err(Refused::Malformed);
            }
            let held = told(books.blobs_for(device, &request.blobs))?.ok_or(Refused::UnknownDevice)?;
            Ok(BlobsAnswer { held }.to_bytes())
        }
        route::PULL_PART => {
            let request = PullPartRequest::from_bytes(body).ok_or(Refused::Malformed)?;
            Ok(told(books.part_for(device, &request))??.to_bytes())
        }
        _ => Err(Refused::NotFound),
    }
}

fn heads(books: &Books, device: DeviceKey, request: &HeadsRequest) -> Result<HeadsAnswer, Refused> {
    let ladders: BTreeSet<_> = request.ladders_wanted.iter().copied().collect();
    let holdings = told(books.holdings_for(device, &ladders))?.ok_or(Refused::UnknownDevice)?;
    // Nothing is remembered of what was said before: everything is told each time.
    let now = Since { generation: [0; 16], number: 0, mark: Hash::ZERO };
    Ok(HeadsAnswer { now, changes_only: false, holdings, damage: None })
}

fn pull(books: &Books, device: DeviceKey, request: &PullRequest) -> Result<PullAnswer, Refused> {
    let entries = (request.most_entries as usize).clamp(FEWEST_ENTRIES, MAX_PAGE_ENTRIES);
    let given = told(books.page_for(device, &request.wanted, &request.holdings, entries))?;
    let given = given.ok_or(Refused::UnknownDevice)?;
    let page = given.page.map(|page| page.bytes).unwrap_or_default();
    let more = !page.is_empty();
    Ok(PullAnswer { page, more, ladders_wanted: given.ladders_wanted, damage: None })
}

fn told<T>(answer: Result<T, Problem>) -> Result<T, Refused> {
    answer.map_err(|_| Refused::CannotKeep)
}
