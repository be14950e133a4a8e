//! A center that listens, and laptops that speak to it over TLS.

use std::net::SocketAddr;
use std::sync::Arc;

use center::books::Books;
use center::center::Center;
use feed::{SigningKey, Verified};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use wire::message::{HeadsRequest, PullRequest, PushAnswer, PushRequest};
use wire::server::Limits;
use wire::{Cancel, Client, Identity, LiveEvent, Peer, PeerKey, Refused, Waits, WireError};

use crate::conformance::holding;
use crate::databases::{RUNTIME, every, sqlite};
use crate::world::{NOW, World, key, page};

/// Stops when dropped.
pub struct Served {
    pub address: SocketAddr,
    pub operators: SocketAddr,
    pub key: PeerKey,
    pub center: Arc<Center>,
    stop: Option<oneshot::Sender<()>>,
}

impl Served {
    pub fn start(books: Arc<Books>, limits: Limits) -> Self {
        let key = PeerKey::from_bytes(books.keys().center.verifying_key().to_bytes());
        let center = Center::new(books);
        let bind = || RUNTIME.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let (devices, operators) = (bind(), bind());
        let (address, operators_address) = (devices.local_addr().unwrap(), operators.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        RUNTIME.spawn(center::serve::serve(Arc::clone(&center), devices, Some(operators), limits, async {
            let _ = stopped.await;
        }));
        Self { address, operators: operators_address, key, center, stop: Some(stop) }
    }

    pub fn client(&self, key: &SigningKey) -> Client {
        let peer = Peer { address: self.address.to_string(), key: self.key };
        Client::new(&Identity::new(key), peer, Waits::default(), Cancel::default())
    }

    pub fn operator(&self, path: &str) -> String {
        use std::io::{Read, Write};
        let mut socket = std::net::TcpStream::connect(self.operators).unwrap();
        write!(socket, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}

pub fn push(client: &mut Client, runs: &[Verified]) -> Result<PushAnswer, WireError> {
    client.push(&PushRequest { page: page(runs) })
}

#[test]
fn a_network_begins_over_the_wire_and_acts_reach_the_other_laptop() {
    for database in every() {
        let mut world = World::new();
        let served = Served::start(world.books(database.storage.clone()), Limits::default());
        let mut coordination = served.client(&world.coordination.key);
        let mut hub = served.client(&world.hub.key);
        assert!(matches!(
            hub.heads(&HeadsRequest::default()),
            Err(WireError::Refused(Refused::UnknownDevice))
        ));
        // A hub nobody vouched for is not kept, whoever asks.
        let answer = push(&mut hub, &world.roster).unwrap();
        assert_eq!(answer.receipt.heads.len(), 0);
        assert!(!answer.not_allowed.is_empty());

        let answer = push(&mut coordination, &world.network).unwrap();
        let center = feed::CenterKey::of(&world.keys.center);
        assert!(answer.receipt.verify(&center, &world.coordination.device()));
        assert!(answer.receipt.heads.contains(&world.network.last().unwrap().head()));
        push(&mut hub, &world.roster).unwrap();

        let mut live = served.client(&world.coordination.key).live().unwrap();
        assert_eq!(live.wait().unwrap(), LiveEvent::Quiet);
        let mut runs = vec![world.begin_hub()];
        runs.extend(world.hub.acts(world.hub_scope(), 10));
        push(&mut hub, &runs).unwrap();
        assert_eq!(live.wait().unwrap(), LiveEvent::Changed(world.hub_scope()), "{}", database.name);

        let feed = runs[0].feed_id();
        let request = PullRequest { wanted: vec![feed], holdings: holding(&runs[0]), most_entries: 5000 };
        let answer = coordination.pull(&request).unwrap();
        let spans = feed::exchange::decode_page(&answer.page, &feed::exchange::NoNames).unwrap();
        let run = feed::verify(spans.into_iter().next().unwrap()).unwrap();
        assert_eq!(run.head(), runs[1].head());
        assert_eq!(run.entries(), runs[1].entries());
    }
}

#[test]
fn a_hubs_laptop_neither_reads_nor_writes_another_hubs_scope() {
    let mut world = World::new();
    let served = Served::start(world.founded(sqlite_kept()), Limits::default());
    let mut hub = served.client(&world.hub.key);
    let other_scope = feed::Scope::Hub(feed::HubId::from_bytes([9; 32]));
    let foreign = world.hub.open_session(other_scope, &[]);
    let answer = push(&mut hub, std::slice::from_ref(&foreign)).unwrap();
    assert_eq!((answer.receipt.heads.len(), answer.not_allowed), (0, vec![foreign.feed_id()]));

    // What coordination writes to another hub is invisible here, by name too.
    let stranger = Laptop2::feed_of(&mut world);
    let mut coordination = served.client(&world.coordination.key);
    let answer = push(&mut coordination, std::slice::from_ref(&stranger)).unwrap();
    assert_eq!(answer.receipt.heads, [stranger.head()]);
    let told = hub.heads(&HeadsRequest::default()).unwrap();
    assert!(told.holdings.haves.0.iter().all(|have| have.feed != stranger.feed_id()));
    let request =
        PullRequest { wanted: vec![stranger.feed_id()], holdings: Default::default(), most_entries: 100 };
    assert!(hub.pull(&request).unwrap().page.is_empty());
}

struct Laptop2;

impl Laptop2 {
    fn feed_of(world: &mut World) -> Verified {
        let other = feed::Party::Hub(feed::HubId::from_bytes([9; 32]));
        let link = feed::Scope::link(feed::Party::Headquarters, other).unwrap();
        let seen = [world.coordination.head(feed::Scope::Network)];
        world.coordination.open_session(link, &seen)
    }
}

/// A SQLite database whose folder outlives the call: the test ends with the process.
pub fn sqlite_kept() -> Arc<dyn center::storage::Storage> {
    let database = sqlite();
    std::mem::forget(database.folder);
    database.storage
}

#[test]
fn operators_see_health_readiness_and_counts() {
    let world = World::new();
    let books = world.founded(sqlite_kept());
    let served = Served::start(Arc::clone(&books), Limits::default());
    assert!(served.operator("/health").ends_with("alive\n"));
    assert!(served.operator("/ready").starts_with("HTTP/1.1 200"));
    let text = served.operator("/metrics");
    assert!(text.contains("\nkomora_center_ledger_number 3\n"), "{text}");
    books.report_damage(2, NOW);
    assert!(served.operator("/ready").starts_with("HTTP/1.1 503"));
    let told = served.client(&world.hub.key).heads(&HeadsRequest::default()).unwrap();
    assert_eq!(told.damage.unwrap().rows, 2);
}

#[test]
fn the_holder_of_no_key_of_the_network_gets_nothing() {
    let world = World::new();
    let served = Served::start(world.founded(sqlite_kept()), Limits::default());
    let mut stranger = served.client(&key(99));
    for refused in [
        stranger.heads(&HeadsRequest::default()).map(|_| ()),
        push(&mut stranger, &world.network).map(|_| ()),
        stranger.live().map(|_| ()),
    ] {
        assert!(matches!(refused, Err(WireError::Refused(Refused::UnknownDevice))), "{refused:?}");
    }
}
