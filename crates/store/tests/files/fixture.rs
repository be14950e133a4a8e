//! A store in a folder of its own, and a random source whose seed is printed.

use std::path::Path;

use feed::{FeedId, Hash};
use rusqlite::{Connection, params};
use store::keys::MachineId;
use store::witness::OwnHead;
use store::{Database, DatabaseKey, Held, Settings, StoreError};
use tempfile::TempDir;

pub struct Fixture {
    pub folder: TempDir,
    pub key: DatabaseKey,
}

pub const HERE: MachineId = MachineId::from_bytes([1; 32]);
pub const FEED: FeedId = FeedId::from_bytes([3; 32]);
/// Stands in every payload, so that a file can be searched for what must not be readable.
pub const CANARY: &[u8] = b"CANARY-RIFLE-8841";

impl Fixture {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), key: DatabaseKey::from_bytes([42; 32]) }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn file(&self, name: &str) -> std::path::PathBuf {
        self.path().join(name)
    }

    pub fn held(&self) -> Held {
        Held::take(self.path()).unwrap()
    }

    pub fn create(&self) -> Database {
        Database::create(&self.held(), &self.key, &Settings::default()).unwrap()
    }

    pub fn open(&self) -> Result<Database, StoreError> {
        Database::open(&self.held(), &self.key, &Settings::default())
    }
}

/// One entry of [`FEED`] in a transaction of its own.
pub fn add(database: &Database, seq: u64) {
    database.write(|transaction| insert(transaction, seq)).unwrap();
}

pub fn insert(connection: &Connection, seq: u64) -> Result<(), StoreError> {
    let mut payload = CANARY.to_vec();
    payload.extend_from_slice(&[seq as u8; 300]);
    connection.execute(
        "insert into entry (feed, seq, hash, branch, depth, clock, status, reason, lead, at_ms, at_unsure,
           act, actor, header, payload)
         values (1, ?1, ?2, 1, ?1, 0, 0, 0, 1, 0, 0, ?3, ?3, ?4, ?5)",
        params![seq as i64, head(seq).hash.as_bytes(), [seq as u8; 16], seq.to_le_bytes(), payload],
    )?;
    Ok(())
}

pub fn head(seq: u64) -> OwnHead {
    let hash = Hash::from_bytes(*blake3::hash(&seq.to_le_bytes()).as_bytes());
    OwnHead { feed: FEED, seq, hash }
}

pub fn count(database: &Database) -> u64 {
    database
        .read(|connection| {
            let count: i64 = connection.query_row("select count(*) from entry", [], |row| row.get(0))?;
            Ok::<_, StoreError>(count as u64)
        })
        .unwrap()
}

/// The head the database holds, and the hash at a place in it.
pub fn own_heads(connection: &Connection) -> Result<Vec<OwnHead>, StoreError> {
    let last: Option<i64> = connection.query_row("select max(seq) from entry", [], |row| row.get(0))?;
    Ok(last.map(|seq| head(seq as u64)).into_iter().collect())
}

pub fn hash_at(connection: &Connection, seq: u64) -> Result<Option<Hash>, StoreError> {
    let mut statement = connection.prepare("select hash from entry where feed = 1 and seq = ?1")?;
    let mut rows = statement.query([seq as i64])?;
    let bytes: Option<Vec<u8>> = rows.next()?.map(|row| row.get(0)).transpose()?;
    Ok(bytes.and_then(|bytes| Hash::from_slice(&bytes)))
}

pub fn copy_files(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// Small and repeatable; not for keys.
pub struct Dice(u64);

impl Dice {
    pub fn seeded(seed: u64) -> Self {
        println!("seed {seed}");
        Self(seed)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}
