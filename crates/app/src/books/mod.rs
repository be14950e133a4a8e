//! The open books of a hub: store, history, keys, and the one way to change them.

mod acting;
mod attaching;
mod blobs;
mod checking;
mod exchanging;
mod founding;
mod handing;
mod joining;
mod network;
mod people;
mod untaken;

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use domain::PersonId;
use feed::{DeviceKey, HubId, SigningKey};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::backup::Restored;
use store::keys::{KeyFile, Machine, Parameters, Passphrase, StoreId, Unlocked};
use store::own::{OwnFeeds, Signer};
use store::witness::{Witness, Witnessed};
use store::{Database, Held, Reading, Settings, StoreError, local};

use crate::api::operation::Origin;
use crate::api::problem::Problem;
use crate::api::status::OriginFinding;
use crate::opening;

pub(crate) use acting::{Acts, all_topics};
pub(crate) use blobs::name as blob_name;
pub(crate) use founding::{Admitted, Founding, chance, secret};
pub(crate) use joining::Home;
pub(crate) use network::{CENTER_HOLDS, Center, Introduction};
pub(crate) use people::role_number;

/// Local settings: never synced, inside the encrypted store.
const IDENTITY: &str = "identity";
const LOCK_AFTER: &str = "lock-after-minutes";
const LOCK_AFTER_MINUTES: u32 = 10;
/// Idle minutes a person may choose.
const MINUTES: std::ops::RangeInclusive<u32> = 1..=240;

/// An open store and all that is needed to write in it.
pub(crate) struct Books {
    database: Database,
    witness: Witness,
    /// Held from reading the own heads until the witness has them: of two acts done at once the slower
    /// one must not move it back to before the other.
    witnessing: Mutex<()>,
    own: OwnFeeds,
    keys: Unlocked,
    machine: Machine,
    signer: Signer,
    /// Unknown while the laptop waits for the answer to its request.
    place: OnceLock<Place>,
}

/// Whose laptop this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Hub(HubId),
    Coordination,
}

/// Which hub this store is of (none: coordination's), which device writes it, and, on the laptop that founded
/// the hub or the network, the authority it rests on. Secrets: they lie in the encrypted store alone.
#[derive(Serialize, Deserialize)]
struct Identity {
    hub: Option<[u8; 32]>,
    device: [u8; 32],
    authority: Option<[u8; 32]>,
    /// It asked to join and has no answer yet: then it is of no hub and not of coordination either.
    #[serde(default)]
    waiting: bool,
}

impl Identity {
    /// `None` while it waits.
    fn place(&self) -> Option<Place> {
        match self.hub {
            _ if self.waiting => None,
            Some(hub) => Some(Place::Hub(HubId::from_bytes(hub))),
            None => Some(Place::Coordination),
        }
    }
}

impl Books {
    /// Opens the store and compares it with its head witness.
    pub fn open(held: Held, keys: Unlocked, machine: &Machine) -> Result<(Self, Witnessed), Problem> {
        let database = Database::open(&held, &keys.database_key, &Settings::default())?;
        let identity: Identity = database
            .read(|store| local::get(store, IDENTITY))?
            .ok_or_else(|| Problem::Damaged { detail: "the store does not say which hub it is of".into() })?;
        let witness = Witness::open(held.directory(), &keys.database_key, machine.id())?;
        let own = OwnFeeds::new();
        let found = database.read(|store| {
            let heads = store::own::own_heads(store)?;
            witness.compare(&heads, |feed, seq| store::own::hash_at(store, feed, seq))
        })?;
        database
            .write(|transaction| store::bring_up_to_date(transaction, own.remembered(), &mut |_, _| true))?;
        let books = Self::assemble(database, witness, own, keys, machine, &identity);
        if found == Witnessed::DatabaseAhead && !books.was_restored() {
            books.keep_heads();
        }
        Ok((books, found))
    }

    fn assemble(
        database: Database,
        witness: Witness,
        own: OwnFeeds,
        keys: Unlocked,
        machine: &Machine,
        identity: &Identity,
    ) -> Self {
        let signer = Signer {
            device: SigningKey::from_bytes(&identity.device),
            person: keys.person,
            person_key: SigningKey::from_bytes(&keys.person_secret),
        };
        let place = identity.place().map_or_else(OnceLock::new, OnceLock::from);
        let witnessing = Mutex::new(());
        Self { database, witness, witnessing, own, keys, machine: machine.clone(), signer, place }
    }

    /// A backup unpacked here and not gone on with yet.
    pub fn was_restored(&self) -> bool {
        // A mark that does not read is still a mark.
        !matches!(Restored::read(self.database.directory()), Ok(None))
    }

    /// New epochs for all own feeds: nothing written before is ever continued. Which answer the person
    /// gave is kept with what was found, for whoever looks into it later.
    pub fn go_on_under_new_epoch(&self, finding: OriginFinding, origin: Origin) -> Result<(), Problem> {
        self.database.write(|transaction| {
            self.own.renew(transaction)?;
            local::set(transaction, "origin", &(finding, origin, crate::clock::now_ms()))
        })?;
        self.witness_heads()?;
        Restored::settle(self.database.directory())?;
        Ok(())
    }

    fn witness_heads(&self) -> Result<(), StoreError> {
        let _in_turn = self.witnessing();
        self.witness.keep(&self.database.read(store::own::own_heads)?)
    }

    /// A panic elsewhere left the witness as it was: whole.
    fn witnessing(&self) -> MutexGuard<'_, ()> {
        self.witnessing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes the person's sessions and the file; keys are wiped as the last holder lets go.
    pub fn close(&self) {
        // A laptop that cannot write any more still locks.
        let _ = self.close_sessions();
        let _ = self.database.checkpoint();
    }

    fn close_sessions(&self) -> Result<(), Problem> {
        let at = self.claimed()?;
        self.database.write(|transaction| self.own.close_sessions(transaction, at, &self.signer))?;
        self.keep_heads();
        Ok(())
    }

    /// Answers questions from one consistent state.
    pub fn read<T>(&self, question: impl FnOnce(&Reading) -> Result<T, Problem>) -> Result<T, Problem> {
        self.database.read(|store| Ok::<_, StoreError>(question(store)))?
    }

    pub fn database(&self) -> &Database {
        &self.database
    }

    pub fn store_id(&self) -> StoreId {
        self.database.store_id()
    }

    /// A local setting.
    pub fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, Problem> {
        Ok(self.database.read(|store| local::get(store, key))?)
    }

    pub fn set_setting<T: Serialize>(&self, key: &str, value: &T) -> Result<(), Problem> {
        Ok(self.database.write(|transaction| local::set(transaction, key, value))?)
    }

    /// Locks by itself after this long.
    pub fn lock_after(&self) -> Duration {
        let minutes = self.setting(LOCK_AFTER).ok().flatten().unwrap_or(LOCK_AFTER_MINUTES);
        Duration::from_secs(60 * u64::from(minutes))
    }

    pub fn set_lock_after(&self, minutes: u32) -> Result<(), Problem> {
        if !MINUTES.contains(&minutes) {
            let value = minutes.to_string();
            return Err(domain::Refusal::NotValid { field: "lock-after".into(), value }.into());
        }
        self.set_setting(LOCK_AFTER, &minutes)
    }

    /// The short name timelines show for this machine.
    pub fn device_name(&self) -> String {
        store::query::timeline::short_name(&DeviceKey::of(&self.signer.device))
    }

    /// A new passphrase for the person who is in. A wrong former one counts as at the door: whoever finds a
    /// laptop open must not guess here as fast as they can.
    pub fn change_passphrase(&self, old: &str, new: &str, parameters: Parameters) -> Result<(), Problem> {
        let chosen = Passphrase::chosen(new)?;
        let folder = self.database.directory();
        opening::unlocked(folder, |keys| {
            keys.unlock(&Passphrase::typed(old), Some(self.keys.person), &self.machine)
        })?;
        let mut slots = KeyFile::open(folder)?;
        Ok(slots.change_passphrase(&self.keys, &chosen, &self.machine, parameters)?)
    }

    /// The person who is in.
    pub fn person(&self) -> PersonId {
        PersonId::from_bytes(*self.signer.person.as_bytes())
    }
}
