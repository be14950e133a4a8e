//! A laptop: a folder with a store in it, somebody who is logged in, and a clock that may be wrong.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chrono::NaiveDate;
use domain::Command;
use domain::facts::Date;
use feed::{ActId, Claimed, DeviceKey, Feed, FeedId, Head, HubId, Party, Scope, SigningKey};
use store::{
    Act, Database, DatabaseKey, Held, OwnFeeds, Settings, Signer, StoreError, StoreFacts, Synchronous,
};
use wire::message::Heard;

/// What a clock says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    Right,
    /// 1 January 1970.
    Past,
    /// Some day in 2099.
    Future,
    /// Later acts before earlier ones.
    Backwards,
    Frozen,
}

pub const CLOCKS: [Clock; 5] = [Clock::Right, Clock::Past, Clock::Future, Clock::Backwards, Clock::Frozen];

/// Why an act was not done.
#[derive(Debug)]
pub enum Failure {
    /// Why is of no matter here.
    Refused,
    Broken(StoreError),
    /// The program was killed before the commit.
    Killed,
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Broken(error)
    }
}

/// A copy of a laptop's disk.
pub struct Aside {
    pub folder: tempfile::TempDir,
    heard: Heard,
}

pub struct Laptop {
    pub folder: tempfile::TempDir,
    /// A copy laid aside.
    pub snapshot: Option<Aside>,
    pub database: Option<Database>,
    pub own: OwnFeeds,
    pub number: u8,
    /// None for coordination.
    pub hub: Option<HubId>,
    pub clock: Clock,
    pub acts: u64,
    /// Tells the acts of copies apart: the place of the laptop in the world, or how often it was restored.
    pub copy: u8,
    /// What it says it holds beyond what it does, under the fault that moves the cursor ahead of the data.
    pub claimed: RefCell<Vec<Head>>,
    /// What the center last said it holds. The program keeps it in its store; a copy has it too.
    pub heard: Heard,
}

/// More acts than anybody did on the first day.
const AFTER_THE_FIRST_DAY: u64 = 1_000;

/// Random in the real program; here every store opens with the same.
fn key() -> DatabaseKey {
    DatabaseKey::from_bytes([42; 32])
}

/// Laptops there can be.
const NUMBERS: u8 = 6;

/// Whoever is logged in on the laptop with this number.
pub fn signer(number: u8) -> &'static Signer {
    static SIGNERS: OnceLock<Vec<Signer>> = OnceLock::new();
    let all = SIGNERS.get_or_init(|| {
        let one = |number| Signer {
            device: SigningKey::from_bytes(&[10 + number; 32]),
            person: feed::PersonId::from_bytes([100 + number; 16]),
            person_key: SigningKey::from_bytes(&[150 + number; 32]),
        };
        (0..NUMBERS).map(one).collect()
    });
    &all[usize::from(number)]
}

/// In memory where the system has such a folder: what a power cut does is tested elsewhere.
pub fn new_folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    match memory.is_dir() {
        true => tempfile::tempdir_in(memory).unwrap(),
        false => tempfile::tempdir().unwrap(),
    }
}

/// Whether a laptop of a hub, or of coordination, holds a scope.
pub fn wants(hub: Option<HubId>, scope: &Scope) -> bool {
    match (hub, scope) {
        (None, _) | (_, Scope::Network | Scope::Roster(_)) => true,
        (Some(hub), Scope::Hub(other)) => *other == hub,
        (Some(hub), Scope::Link(one, other)) => [one, other].contains(&&Party::Hub(hub)),
    }
}

fn settings() -> Settings {
    let small = 4096;
    Settings {
        synchronous: Synchronous::Normal,
        writer_cache_kib: small,
        reader_cache_kib: small,
        readers: 1,
        ..Settings::default()
    }
}

impl Laptop {
    /// A laptop with an empty store.
    pub fn new(number: u8, chance: u64) -> Self {
        let mut laptop = Self::in_folder(number, new_folder());
        let held = Held::take(laptop.folder.path()).unwrap();
        let database = Database::create(&held, &key(), &settings()).unwrap();
        laptop.own = OwnFeeds::repeatable(chance);
        database.write(|t| store::bring_up_to_date(t, laptop.own.remembered(), &mut |_, _| true)).unwrap();
        laptop.database = Some(database);
        laptop
    }

    fn in_folder(number: u8, folder: tempfile::TempDir) -> Self {
        Self {
            folder,
            snapshot: None,
            database: None,
            own: OwnFeeds::new(),
            number,
            hub: None,
            clock: Clock::Right,
            acts: 0,
            copy: 0,
            claimed: RefCell::default(),
            heard: Heard::default(),
        }
    }

    /// A laptop over a copy of a folder.
    pub fn copied(from: &Path, number: u8, hub: Option<HubId>, heard: Heard, chance: u64) -> Self {
        let mut laptop = Self::in_folder(number, new_folder());
        copy(from, laptop.folder.path());
        (laptop.hub, laptop.copy, laptop.heard) = (hub, number, heard);
        laptop.acts = AFTER_THE_FIRST_DAY;
        laptop.open(chance);
        laptop
    }

    /// Lays a copy of the disk aside, as it is while the program runs.
    pub fn lay_aside(&self) -> Aside {
        let folder = new_folder();
        copy(&self.path(), folder.path());
        Aside { folder, heard: self.heard.clone() }
    }

    /// The same laptop, gone on from a copy of its disk.
    pub fn gone_on_from(&self, aside: Aside, copy: u8, chance: u64) -> Self {
        let mut laptop = Self::in_folder(self.number, aside.folder);
        (laptop.hub, laptop.clock, laptop.acts) = (self.hub, self.clock, self.acts);
        (laptop.copy, laptop.heard) = (copy, aside.heard);
        laptop.open(chance);
        laptop
    }

    pub fn open(&mut self, chance: u64) {
        let held = Held::take(self.folder.path()).unwrap();
        self.own = OwnFeeds::repeatable(chance);
        self.database = Some(Database::open(&held, &key(), &settings()).unwrap());
    }

    /// Closed without a word, as when the process is killed.
    pub fn kill(&mut self) {
        self.database = None;
    }

    pub fn close(&mut self) {
        self.database.take().unwrap().close().unwrap();
    }

    pub fn books(&self) -> &Database {
        self.database.as_ref().unwrap()
    }

    /// Every feed of which anything is held.
    pub fn feeds(&self) -> BTreeMap<FeedId, Feed> {
        let read = self.books().read(|connection| {
            let mut statement = connection.prepare("select feed from feed")?;
            let found = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
            Ok::<_, StoreError>(found.collect::<Result<Vec<_>, _>>()?)
        });
        let feeds = read.unwrap().into_iter().map(|bytes| Feed::from_bytes(&bytes).unwrap());
        feeds.map(|feed| (feed.id(), feed)).collect()
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    pub fn device(&self) -> DeviceKey {
        DeviceKey::of(&signer(self.number).device)
    }

    /// What a laptop like this holds.
    pub fn wants(&self) -> impl Fn(&Scope) -> bool + use<> {
        let hub = self.hub;
        move |scope| wants(hub, scope)
    }

    /// What the clock says now, `true_ms` being right.
    pub fn now(&self, true_ms: i64) -> Claimed {
        let ms = match self.clock {
            Clock::Right => true_ms,
            Clock::Past => 0,
            Clock::Future => 4_070_908_800_000 + true_ms % 1000,
            Clock::Backwards => 1_790_000_000_000 - self.acts as i64 * 60_000,
            Clock::Frozen => 1_780_000_000_000,
        };
        Claimed { ms, unsure: self.clock != Clock::Right }
    }

    /// Decides and writes down a command, in one transaction; `killed` just before its commit.
    pub fn execute(&mut self, command: &Command, at: Claimed, killed: bool) -> Result<ActId, Failure> {
        self.acts += 1;
        let Some(hub) = self.hub else {
            return Err(Failure::Refused);
        };
        let id = self.act_id(command);
        let scope = Scope::Hub(hub);
        let signer = signer(self.number);
        let database = self.database.as_ref().unwrap();
        database.write(|transaction| {
            if let Some(bytes) = super::photographs::bytes_named(command) {
                store::blobs::keep_own(transaction, &scope, &bytes)?;
            }
            let today = Date(NaiveDate::from_ymd_opt(2026, 5, 1).unwrap());
            let actor = domain::PersonId::from_bytes(*signer.person.as_bytes());
            let facts = StoreFacts::new(transaction, self.own.remembered(), &scope, actor, today)?;
            let decided = domain::decide(command, &facts);
            facts.finish()?;
            let events = decided.map_err(|_| Failure::Refused)?.events;
            self.own.append(transaction, scope, Act { id, at, events }, signer)?;
            if killed { Err(Failure::Killed) } else { Ok(id) }
        })
    }

    fn act_id(&self, command: &Command) -> ActId {
        if let Command::ReceiveStock(receive) = command {
            return ActId::from_bytes(*receive.id.as_bytes());
        }
        let mut bytes = [self.number; 16];
        bytes[8..].copy_from_slice(&self.acts.to_be_bytes());
        // A copy of a laptop has the same number and the same count.
        bytes[7] = self.copy;
        ActId::from_bytes(bytes)
    }
}

/// Every file of a store nobody writes to just now. What its users share in memory is theirs.
pub fn copy(from: &Path, to: &Path) {
    for file in std::fs::read_dir(from).unwrap().flatten() {
        if !file.file_name().to_string_lossy().ends_with("-shm") {
            std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
    }
}
