//! The center's books: what is held, who may have it, and the one door into the database.

mod blobs;
mod carry;
mod enrol;
mod heads;
mod pull;
mod push;
mod registrar;
mod set_back;
mod stage;
mod state;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use feed::membership::Admission;
use feed::{DeviceKey, Hash, Membership, Scope, SigningKey};
use tokio::sync::broadcast;
use wire::message::Damage;

pub use crate::roll::Standing;
pub use carry::Carried;
pub use push::Pushed;
pub use state::State;

use crate::error::CenterError;
use crate::keys::Keys;
use crate::ledger::{Deed, Ledger};
use crate::roll::Roll;
use crate::storage::{Appended, Batch, LedgerRow, Storage};

/// Changes a slow listener may lag behind before it is told to look at everything.
const CHANGES: usize = 1024;

/// What the blobs of one scope may take together, in bytes, unless the operator says otherwise.
pub const BLOB_ROOM_BYTES: u64 = 20 << 30;

/// Where generations and ids of acts come from.
pub type Draw = dyn Fn() -> Result<[u8; 16], CenterError> + Send + Sync;

/// Everything behind the routes. All calls block.
pub struct Books {
    storage: Arc<dyn Storage>,
    keys: Keys,
    ledger: Ledger,
    /// Replaced as a whole, so that readers never wait for a writer.
    state: RwLock<Arc<State>>,
    /// One writer of this process at a time; processes take turns by their database.
    writing: Mutex<()>,
    changes: broadcast::Sender<Arc<BTreeSet<Scope>>>,
    damage: Mutex<Option<Damage>>,
    draw: Box<Draw>,
    /// What the blobs of one scope may take together, in bytes.
    blob_room: u64,
}

impl Books {
    /// Opens what is held; makes the first row of a new database.
    ///
    /// # Errors
    /// The database fails, or is not as it was written.
    pub fn open(storage: Arc<dyn Storage>, keys: Keys, now_ms: i64) -> Result<Self, CenterError> {
        Self::open_drawing(storage, keys, now_ms, Box::new(random))
    }

    /// The same, with chance from elsewhere: a simulation that fails must be able to run again.
    ///
    /// # Errors
    /// As [`Books::open`].
    pub fn open_drawing(
        storage: Arc<dyn Storage>,
        keys: Keys,
        now_ms: i64,
        draw: Box<Draw>,
    ) -> Result<Self, CenterError> {
        let ledger = Ledger::of(&keys.center);
        let books = Self {
            storage,
            ledger,
            state: RwLock::new(Arc::new(State::new(Roll::new(trusting(&keys))))),
            writing: Mutex::new(()),
            changes: broadcast::channel(CHANGES).0,
            damage: Mutex::default(),
            keys,
            draw,
            blob_room: BLOB_ROOM_BYTES,
        };
        books.refresh()?;
        if books.state().number == 0 {
            books.begin_generation(now_ms)?;
        }
        Ok(books)
    }

    /// The same books, with this room for the blobs of one scope.
    pub fn with_blob_room(self, bytes: u64) -> Self {
        Self { blob_room: bytes, ..self }
    }

    /// As last seen. Never changes; ask again for what came since.
    pub fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes in what other processes committed; where the database was set back, all that it holds.
    ///
    /// # Errors
    /// The database fails, or is not as it was written.
    pub fn refresh(&self) -> Result<Arc<State>, CenterError> {
        let _writing = self.lock();
        match self.refresh_locked() {
            Err(CenterError::SetBack) => self.begin_anew(),
            refreshed => refreshed,
        }
    }

    /// Scopes in which something was committed, as it happens.
    pub fn changes(&self) -> broadcast::Receiver<Arc<BTreeSet<Scope>>> {
        self.changes.subscribe()
    }

    pub fn storage(&self) -> &dyn Storage {
        &*self.storage
    }

    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// What a device may do now; `None` if it is unknown or cut.
    pub fn admission(&self, device: &DeviceKey) -> Option<Admission> {
        match self.state().roll.standing(device) {
            Standing::Member(admission) => Some(admission.clone()),
            Standing::Unknown | Standing::Cut => None,
        }
    }

    /// What was found changed behind the center's back.
    pub fn damage(&self) -> Option<Damage> {
        *self.damage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Rows found wrong by whoever read them, or by a scrub that has counted them all.
    pub fn report_damage(&self, rows: u64, now_ms: i64) {
        let mut damage = self.damage.lock().unwrap_or_else(PoisonError::into_inner);
        let before = damage.unwrap_or(Damage { rows: 0, found_at_ms: now_ms });
        *damage = Some(Damage { rows: before.rows.max(rows), ..before });
    }

    /// The database begins, or was restored from a backup: everything is told anew.
    ///
    /// # Errors
    /// The database fails.
    pub fn begin_generation(&self, now_ms: i64) -> Result<(), CenterError> {
        let generation = (self.draw)()?;
        self.in_turn(|state| {
            let deed = Deed::Generation(generation);
            let row = self.ledger.row(state.last(), now_ms, device_of(&self.keys.center), &deed);
            Ok((Some(empty(row)), ()))
        })
    }

    fn lock(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// # Errors
    /// `SetBack` where the database does not hold the commit any more that is remembered as the last one.
    fn refresh_locked(&self) -> Result<Arc<State>, CenterError> {
        let state = self.state();
        // The last one taken in, and whether another followed it.
        let rows = self.storage.ledger(state.number.saturating_sub(1), 2)?;
        let (stands, goes_on) = match state.number {
            0 => (true, !rows.is_empty()),
            // By its hash too: another past may have come as far.
            _ => (rows.first().is_some_and(|row| (row.number, row.mac) == state.last()), rows.len() > 1),
        };
        if !stands {
            return Err(CenterError::SetBack);
        }
        if !goes_on {
            return Ok(state);
        }
        let mut next = State::clone(&state);
        let changed = next.catch_up(&*self.storage, &self.ledger)?;
        Ok(self.replace(next, changed))
    }

    /// Decides on all that is committed, while nobody else can commit, and writes what was decided, if
    /// anything; gives the rest of the decision back.
    fn in_turn<T>(
        &self,
        mut decide: impl FnMut(&State) -> Result<(Option<Batch>, T), CenterError>,
    ) -> Result<T, CenterError> {
        let _writing = self.lock();
        match self.decided(&mut decide) {
            // Found before anything was decided or written.
            Err(CenterError::SetBack) => {
                self.begin_anew()?;
                self.decided(&mut decide)
            }
            decided => decided,
        }
    }

    fn decided<T>(
        &self,
        decide: &mut impl FnMut(&State) -> Result<(Option<Batch>, T), CenterError>,
    ) -> Result<T, CenterError> {
        let mut decided = None;
        let appended = self.storage.append(&mut || {
            let refreshed = self.refresh_locked()?;
            let state: &State = &refreshed;
            let (batch, outcome) = decide(state)?;
            decided = Some(outcome);
            Ok(batch)
        })?;
        match appended {
            Appended::Committed(batch) => {
                let mut next = State::clone(&self.state());
                let changed = next.take_in(&batch, &self.ledger)?;
                self.replace(next, changed);
            }
            Appended::Nothing => {}
            Appended::Behind => return Err(CenterError::Behind),
        }
        decided.ok_or(CenterError::Behind)
    }

    fn replace(&self, next: State, changed: BTreeSet<Scope>) -> Arc<State> {
        let next = Arc::new(next);
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&next);
        if !changed.is_empty() {
            // Nobody may be listening.
            let _ = self.changes.send(Arc::new(changed));
        }
        next
    }
}

/// What is known before any history.
fn trusting(keys: &Keys) -> Membership {
    match keys.network {
        Some(authority) => Membership::joined(authority),
        None => Membership::new(),
    }
}

fn random() -> Result<[u8; 16], CenterError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| CenterError::NoRandomness)?;
    Ok(bytes)
}

fn device_of(key: &SigningKey) -> DeviceKey {
    DeviceKey::of(key)
}

fn empty(ledger: LedgerRow) -> Batch {
    Batch {
        feeds: Vec::new(),
        branches: Vec::new(),
        entries: Vec::new(),
        seals: Vec::new(),
        evidence: Vec::new(),
        vouchers: Vec::new(),
        blobs: Vec::new(),
        ledger,
    }
}

/// The hash before the first row of the ledger.
const BEFORE_ALL: Hash = Hash::ZERO;
