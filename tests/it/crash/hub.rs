//! A hub's books as the program keeps them: the act, its fold and the head witness, in that order.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use feed::{ActId, Claimed, PersonId, Scope, SigningKey};
use rusqlite::Connection;
use store::keys::MachineId;
use store::own::own_heads;
use store::witness::{OwnHead, Witness, Witnessed};
use store::{
    Act, Database, DatabaseKey, Held, OwnFeeds, Settings, Signer, StoreError, bring_up_to_date, state_hashes,
};

use super::disk::{Change, Disk};
use super::work;

pub const KEEPER: PersonId = PersonId::from_bytes([0xb2; 16]);
const HERE: MachineId = MachineId::from_bytes([1; 32]);

/// Random in the real program; derivation costs half a second there and is no part of what is tested.
pub fn key() -> DatabaseKey {
    DatabaseKey::from_bytes([42; 32])
}

/// Open books, with one person at them.
pub struct Hub {
    pub database: Database,
    witness: Witness,
    own: OwnFeeds,
    signer: Signer,
    scope: Scope,
    /// Told of the witness file's changes, where they matter.
    disk: Option<Arc<Disk>>,
    folder: PathBuf,
}

/// What an opened store turned out to be.
pub struct Opened {
    pub hub: Hub,
    pub witnessed: Witnessed,
}

impl Hub {
    /// A new store with a hub of its own and act 0 done.
    pub fn found(folder: &Path, settings: &Settings, disk: Option<Arc<Disk>>) -> Result<Self, StoreError> {
        let database = Database::create(&take(folder)?, &key(), settings)?;
        let own = OwnFeeds::new();
        let signer = signer();
        let authority = SigningKey::from_bytes(&[9; 32]);
        let (scope, heads) = database.write(|transaction| {
            bring_up_to_date(transaction, own.remembered(), &mut |_, _| true)?;
            let hub = own.found(transaction, &authority, at(0), &signer)?;
            own.append(transaction, Scope::Hub(hub), act(0), &signer)?;
            Ok::<_, StoreError>((Scope::Hub(hub), own_heads(transaction)?))
        })?;
        let witness = Witness::open(folder, &key(), HERE)?;
        let hub = Self { database, witness, own, signer, scope, disk, folder: folder.to_owned() };
        hub.keep(&heads)?;
        Ok(hub)
    }

    /// Opens and compares with the witness, changing nothing but the fold's tables.
    ///
    /// # Errors
    /// Also [`StoreError::NoStore`] for a store in which no hub was founded.
    pub fn open(folder: &Path, settings: &Settings, disk: Option<Arc<Disk>>) -> Result<Opened, StoreError> {
        let database = Database::open(&take(folder)?, &key(), settings)?;
        let own = OwnFeeds::new();
        database.write(|transaction| bring_up_to_date(transaction, own.remembered(), &mut |_, _| true))?;
        let witness = Witness::open(folder, &key(), HERE)?;
        let (scopes, witnessed) = database.read(|connection| {
            let heads = own_heads(connection)?;
            let witnessed = witness.compare(&heads, |feed, seq| hash_at(connection, feed, seq))?;
            Ok::<_, StoreError>((state_hashes(connection)?, witnessed))
        })?;
        let scope = scopes.into_iter().map(|(scope, _)| scope).find(|scope| matches!(scope, Scope::Hub(_)));
        let scope = scope.ok_or(StoreError::NoStore)?;
        let signer = signer();
        let hub = Self { database, witness, own, signer, scope, disk, folder: folder.to_owned() };
        Ok(Opened { hub, witnessed })
    }

    /// Does an act; when this returns it counts as confirmed.
    pub fn act(&self, number: u64) -> Result<(), StoreError> {
        let heads = self.database.write(|transaction| {
            self.own.append(transaction, self.scope, act(number), &self.signer)?;
            own_heads(transaction)
        })?;
        self.keep(&heads)
    }

    /// Shows a transaction as it would become, and takes it back.
    pub fn tried<T>(&self, look: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        match self.database.write(|transaction| Err::<(), _>(Tried::Seen(look(transaction)?))) {
            Err(Tried::Seen(seen)) => Ok(seen),
            Err(Tried::Broken(error)) => Err(error),
            Ok(()) => unreachable!("the transaction always ends in an error"),
        }
    }

    /// Closes as locking does: the log folded back and gone.
    pub fn close(self) -> Result<(), StoreError> {
        self.database.close()
    }

    /// The witness is written past SQLite: what it did to its file is noted as the operations it made.
    fn keep(&self, heads: &[OwnHead]) -> Result<(), StoreError> {
        let Some(disk) = &self.disk else { return self.witness.keep(heads) };
        let path = self.folder.join(store::file::names::HEADS);
        let before = std::fs::read(&path).ok();
        self.witness.keep(heads)?;
        let after = std::fs::read(&path)?;
        let note = |change| disk.note(store::file::names::HEADS, change);
        match before.filter(|before| before.len() == after.len()) {
            None => note(Change::Replaced { bytes: after }),
            Some(before) => {
                let changed = |at: &usize| before[*at] != after[*at];
                let Some(first) = (0..after.len()).find(changed) else { return Ok(()) };
                let last = (0..after.len()).rfind(changed).expect("there is a first one");
                note(Change::Written { offset: first as u64, bytes: after[first..=last].to_vec() });
                note(Change::Synced);
            }
        }
        Ok(())
    }
}

/// Takes the folder. A process that another thread is just starting holds, until it runs, all that was
/// open when it was forked: also the lock this thread gave back a moment ago.
pub fn take(folder: &Path) -> Result<Held, StoreError> {
    let mut tries = 0;
    loop {
        match Held::take(folder) {
            Err(StoreError::InUse) if tries < 1_000_000 => tries += 1,
            taken => return taken,
        }
        std::thread::yield_now();
    }
}

/// Why a tried transaction was taken back.
enum Tried<T> {
    Seen(T),
    Broken(StoreError),
}

impl<T> From<StoreError> for Tried<T> {
    fn from(error: StoreError) -> Self {
        Self::Broken(error)
    }
}

/// The acts the history holds, by number, with how many events each.
pub fn acts(connection: &Connection) -> Result<BTreeMap<u64, usize>, StoreError> {
    let mut statement = connection.prepare(
        "select e.act, count(v.entry) from entry e left join event v on v.entry = e.n group by e.n",
    )?;
    let mut rows = statement.query([])?;
    let mut acts = BTreeMap::new();
    while let Some(row) = rows.next()? {
        if let Some(number) = number_of(row.get(0)?) {
            *acts.entry(number).or_default() += row.get::<_, i64>(1)? as usize;
        }
    }
    Ok(acts)
}

fn hash_at(connection: &Connection, feed: &feed::FeedId, seq: u64) -> Result<Option<feed::Hash>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select e.hash from entry e join feed f on f.n = e.feed where f.feed_id = ?1 and e.seq = ?2",
    )?;
    let mut rows = statement.query((feed.as_bytes(), seq as i64))?;
    let hash: Option<[u8; 32]> = rows.next()?.map(|row| row.get(0)).transpose()?;
    Ok(hash.map(feed::Hash::from_bytes))
}

fn signer() -> Signer {
    Signer {
        device: SigningKey::from_bytes(&[10; 32]),
        person: KEEPER,
        person_key: SigningKey::from_bytes(&[20; 32]),
    }
}

fn act(number: u64) -> Act {
    Act { id: act_id(number), at: at(number), events: work::events(number) }
}

fn at(number: u64) -> Claimed {
    Claimed { ms: 1_790_000_000_000 + number as i64 * 60_000, unsure: false }
}

/// Tells the acts counted here from those of founding.
const COUNTED: [u8; 8] = *b"counted.";

fn act_id(number: u64) -> ActId {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&COUNTED);
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    ActId::from_bytes(bytes)
}

fn number_of(act: [u8; 16]) -> Option<u64> {
    let number = act.strip_prefix(&COUNTED)?;
    Some(u64::from_be_bytes(*number.first_chunk()?))
}
