//! A center and laptops, each with a data folder of its own.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use app::api::exchange::Met;
use app::api::network::NetworkStatus;
use app::api::operation::{Operation, Outcome};
use app::api::query::Query;
use app::{Command, Komora};
use center::books::{BLOB_ROOM_BYTES, Books};
use center::center::Center;
use center::keys::Keys;
use center::storage::Sqlite;
use domain::{AssetId, ItemId, PersonId, PlaceId};
use feed::membership::Voucher;
use feed::{AuthorityKey, DeviceKey, Scope};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use wire::server::Limits;
use wire::{EnrolmentCode, PeerKey};

pub static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

pub const PASSPHRASE: &str = "correct horse battery staple";

/// UTC, milliseconds since 1970: beyond the clock of any machine the tests run on.
pub const LATER: i64 = 32_503_680_000_000;

/// A laptop with its program.
pub struct Laptop {
    pub komora: Komora,
    folder: TempDir,
}

impl Laptop {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        Self { komora: Komora::for_tests(folder.path()), folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn do_it(&self, operation: Operation) -> Outcome {
        self.komora.operate(operation).unwrap()
    }

    /// A file of this name with one voucher, good for a month, for somebody of that role.
    pub fn voucher(&self, name: &str, role: &str) -> PathBuf {
        let file = self.path(name);
        let path = file.display().to_string();
        self.do_it(Operation::SaveVouchers { role: role.into(), count: 1, valid_days: 30, path });
        file
    }

    pub fn meet(&self) -> Met {
        self.komora.sync_once(&|_, _| {}).unwrap()
    }

    pub fn network(&self) -> NetworkStatus {
        serde_json::from_value(self.komora.ask(&Query::Network).unwrap()).unwrap()
    }

    pub fn ask(&self, query: Value) -> Value {
        self.komora.ask(&serde_json::from_value(query).unwrap()).unwrap()
    }

    pub fn act(&self, command: Value) {
        let command: Command = serde_json::from_value(command).unwrap();
        self.komora.execute(&command, None).unwrap();
    }

    pub fn hashes(&self) -> Vec<(String, String)> {
        self.komora.state_hashes().unwrap()
    }

    pub fn open_discrepancies(&self) -> Vec<Value> {
        let page = self.ask(json!({ "query": "discrepancies" }));
        page["rows"].as_array().unwrap().clone()
    }

    /// Issues a rifle to a person.
    pub fn issue(&self, number: u8, to: PersonId) {
        let rifle = json!({ "id": asset(number), "condition": "A", "kitMissing": [] });
        self.act(
            json!({ "command": "issue-assets", "assets": [rifle], "to": { "type": "person", "id": to } }),
        );
    }

    pub fn device(&self) -> DeviceKey {
        let devices = self.network().devices;
        DeviceKey::from_hex(&devices.iter().find(|row| row.own).unwrap().key).unwrap()
    }

    pub fn person(&self) -> PersonId {
        self.komora.status().person.unwrap().id
    }
}

pub fn asset(number: u8) -> AssetId {
    AssetId::from_bytes([100 + number; 16])
}

/// The center, and the laptop that founded the network.
pub struct World {
    pub coordination: Laptop,
    pub center: Served,
}

/// A center that listens; stops when dropped.
pub struct Served {
    pub address: SocketAddr,
    pub books: Arc<Books>,
    pub(super) keys: Keys,
    _folder: TempDir,
    /// The one that listens, or listened last.
    center: Option<Arc<Center>>,
    pub(super) stop: Option<oneshot::Sender<()>>,
}

impl Served {
    fn start(network: AuthorityKey, blob_room: u64) -> Self {
        let folder = TempDir::new().unwrap();
        let keys = Keys::create(folder.path(), network).unwrap();
        let storage = Arc::new(Sqlite::open(&folder.path().join("center.db")).unwrap());
        let books = Books::open(storage, keys.clone(), center::center::now_ms()).unwrap();
        let books = Arc::new(books.with_blob_room(blob_room));
        let address = ([127, 0, 0, 1], 0).into();
        let mut served = Self { address, books, keys, _folder: folder, center: None, stop: None };
        served.listen();
        served
    }

    pub(super) fn bind(&self) -> TcpListener {
        RUNTIME.block_on(async {
            // Whoever listened here a moment ago may not have let go yet.
            loop {
                match TcpListener::bind(self.address).await {
                    Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
                        tokio::task::yield_now().await;
                    }
                    bound => break bound.unwrap(),
                }
            }
        })
    }

    /// At the same address again after [`Served::leave`].
    pub fn listen(&mut self) {
        let listener = self.bind();
        self.address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let center = Center::new(Arc::clone(&self.books));
        RUNTIME.spawn(center::serve::serve(Arc::clone(&center), listener, None, Limits::default(), async {
            let _ = stopped.await;
        }));
        self.center = Some(center);
        self.stop = Some(stop);
    }

    /// Entries in pages it kept since it began to listen, and how many of them it did not hold before.
    pub fn entries_kept(&self) -> (u64, u64) {
        self.center.as_ref().map_or((0, 0), |center| {
            (center.metrics.entries_received_total.get(), center.metrics.entries_new_total.get())
        })
    }

    /// The line is down.
    pub fn leave(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }

    pub fn center_key(&self) -> PeerKey {
        PeerKey::from_bytes(self.keys.center.verifying_key().to_bytes())
    }

    pub fn registrar_key(&self) -> PeerKey {
        PeerKey::from_bytes(self.keys.registrar.verifying_key().to_bytes())
    }

    /// What the operator does with the file an authority signed: keeps the vouchers, prints the first code.
    pub fn code(&self, vouchers: &Path) -> String {
        let text = std::fs::read_to_string(vouchers).unwrap();
        let mut first = None;
        for line in text.lines() {
            let (voucher, secret) = line.split_once(' ').unwrap();
            let voucher = Voucher::from_bytes(&unhex(voucher)).unwrap();
            let secret: [u8; 16] = unhex(secret).try_into().unwrap();
            assert!(self.books.keep_voucher(&voucher, secret, center::center::now_ms()).unwrap());
            first.get_or_insert((voucher.expires_at_ms, secret));
        }
        let (expires_at_ms, secret) = first.unwrap();
        self.words(secret, expires_at_ms)
    }

    pub fn words(&self, secret: [u8; 16], expires_at_ms: i64) -> String {
        let address = self.address.to_string();
        EnrolmentCode::new(&address, self.center_key(), secret, expires_at_ms).unwrap().words().to_string()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.leave();
    }
}

impl World {
    pub fn founded() -> Self {
        Self::founded_behind(|center| center)
    }

    /// The same, with the center known to all at another address, which leads to its own.
    pub fn founded_behind(door: impl FnOnce(SocketAddr) -> SocketAddr) -> Self {
        Self::with(door, BLOB_ROOM_BYTES)
    }

    /// The same, with so much room in the center for the photographs of one hub, in bytes.
    pub fn founded_with_blob_room(bytes: u64) -> Self {
        Self::with(|center| center, bytes)
    }

    fn with(door: impl FnOnce(SocketAddr) -> SocketAddr, blob_room: u64) -> Self {
        let coordination = Laptop::new();
        coordination
            .do_it(Operation::FoundNetwork { person: "Coordinator 1".into(), passphrase: PASSPHRASE.into() });
        let network = AuthorityKey::from_hex(&coordination.network().network.unwrap()).unwrap();
        let center = Served::start(network, blob_room);
        coordination.do_it(Operation::NameCenter {
            address: door(center.address).to_string(),
            center: center.center_key().to_string(),
            registrar: center.registrar_key().to_string(),
        });
        coordination.meet();
        Self { coordination, center }
    }

    /// A hub that has worked alone, and has joined since.
    pub fn hub(&self, code: &str) -> Laptop {
        let hub = alone(code);
        self.admit(&hub);
        hub.meet();
        hub
    }

    pub fn admit(&self, hub: &Laptop) {
        let (card, answer) = (hub.path("hub.card"), hub.path("network.card"));
        hub.do_it(Operation::SaveHubCard { path: card.display().to_string() });
        self.coordination.do_it(Operation::AdmitHub {
            path: card.display().to_string(),
            answer: answer.display().to_string(),
        });
        self.coordination.meet();
        hub.do_it(join_with(&answer.display().to_string()));
    }

    /// Where a laptop belongs, and its key.
    pub fn member(&self, laptop: &Laptop) -> (Scope, DeviceKey) {
        let device = laptop.device();
        let roster = self.center.books.state().roll.devices();
        let (scope, ..) = roster.iter().find(|(_, key, _)| *key == device).copied().unwrap();
        (scope, device)
    }

    /// The center's operator cuts a laptop off.
    pub fn cut(&self, laptop: &Laptop) -> DeviceKey {
        let (scope, device) = self.member(laptop);
        self.center.books.cut(scope, device, None, center::center::now_ms()).unwrap();
        device
    }

    /// Another laptop of the hub, with a person of its own.
    pub fn second(&self, of: &Laptop, person: &str) -> Laptop {
        let vouchers = of.voucher(&format!("{person}.vouchers"), "quartermaster");
        let laptop = Laptop::new();
        laptop.do_it(join(&self.center.code(&vouchers), person));
        laptop.meet();
        laptop
    }
}

/// With the network's card.
pub fn join_with(card: &str) -> Operation {
    Operation::JoinNetwork { path: card.to_owned(), even_older: false }
}

/// First run of a hub that goes by its code name alone.
pub fn create_hub(code: &str) -> Operation {
    Operation::CreateHub {
        code: code.into(),
        name: None,
        classification: None,
        person: "Quartermaster 1".into(),
        rank: None,
        passphrase: PASSPHRASE.into(),
    }
}

pub fn join(code: &str, person: &str) -> Operation {
    Operation::JoinByCode {
        code: code.into(),
        person: person.into(),
        rank: None,
        passphrase: PASSPHRASE.into(),
    }
}

/// A hub that stands alone, with a place and five rifles.
pub fn alone(code: &str) -> Laptop {
    let hub = Laptop::new();
    hub.do_it(create_hub(code));
    hub.act(json!({ "command": "add-place", "id": place(),
        "details": { "name": "Store", "code": "STORE", "kind": "building" } }));
    hub.act(json!({ "command": "add-item", "id": item(), "details": {
        "name": "RIFLE, 5.45 MILLIMETER", "localCode": "AK74", "supplyClass": "II", "category": "weapon",
        "unitOfIssue": "EA", "tracking": "serial" } }));
    let rifle = |number: u8| {
        json!({ "id": asset(number), "details": { "item": item(), "serial": format!("AK-{number:04}") },
            "condition": "A", "kitMissing": [], "lookedAlike": true })
    };
    let rifles: Vec<Value> = (1..=5).map(rifle).collect();
    hub.act(json!({ "command": "receive-assets", "assets": rifles, "place": place(), "opening": true }));
    hub
}

fn place() -> PlaceId {
    PlaceId::from_bytes([1; 16])
}

fn item() -> ItemId {
    ItemId::from_bytes([2; 16])
}

fn unhex(text: &str) -> Vec<u8> {
    let pair = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    (0..text.len()).step_by(2).map(pair).collect()
}
