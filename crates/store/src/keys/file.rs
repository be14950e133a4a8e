//! The key file: who can unlock this store.

use std::fmt;
use std::path::{Path, PathBuf};

use feed::PersonId;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::code::RecoveryCode;
use super::database_key::{DatabaseKey, StoreId};
use super::derive::Parameters;
use super::machine::Machine;
use super::passphrase::Passphrase;
use super::slot::{Opener, Slot, SlotKind};
use crate::StoreError;
use crate::durable;
use crate::error::Damage;
use crate::file::names;

const FORMAT: &str = "komora-keys";
const VERSION: u32 = 1;

/// What a passphrase or the recovery code gives: the store and the person's own signing key. Wiped when
/// dropped.
#[derive(Clone)]
pub struct Unlocked {
    pub database_key: DatabaseKey,
    pub person: PersonId,
    /// The person's Ed25519 signing key.
    pub person_secret: Zeroizing<[u8; 32]>,
}

/// The key slots of a store, on disk as JSON, replaced whole at each change.
#[derive(Debug)]
pub struct KeyFile {
    path: PathBuf,
    content: Content,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Content {
    format: String,
    version: u32,
    store: StoreId,
    slots: Vec<Slot>,
}

impl KeyFile {
    /// A new key file for the first person of a new store, with the recovery code to print.
    ///
    /// # Errors
    /// [`StoreError::AlreadyThere`] when one is there: losing it would lose the store.
    pub fn create(
        store_directory: &Path,
        first: &Unlocked,
        passphrase: &Passphrase,
        machine: &Machine,
        parameters: Parameters,
    ) -> Result<(Self, RecoveryCode), StoreError> {
        let path = store_directory.join(names::KEYS);
        if path.exists() {
            return Err(StoreError::AlreadyThere { path });
        }
        let code = RecoveryCode::random()?;
        let slots = vec![
            Slot::seal(1, SlotKind::Person, first, &typed(passphrase, machine), parameters)?,
            Slot::seal(2, SlotKind::Recovery, first, &printed(&code), Parameters::MODEST)?,
        ];
        let store = first.database_key.store_id();
        let content = Content { format: FORMAT.to_owned(), version: VERSION, store, slots };
        let mut file = Self { path, content };
        file.save(file.content.clone())?;
        Ok((file, code))
    }

    /// # Errors
    /// [`StoreError::NoStore`] where there is nothing, [`StoreError::NewerStore`], [`StoreError::Damaged`]
    /// also for a database without its key file.
    pub fn open(store_directory: &Path) -> Result<Self, StoreError> {
        let path = store_directory.join(names::KEYS);
        match durable::read_if_there(&path)? {
            Some(bytes) => Ok(Self { path, content: read(&bytes)? }),
            None if store_directory.join(names::DATABASE).exists() => {
                Err(StoreError::Damaged { what: Damage::KeyFileGone })
            }
            None => Err(StoreError::NoStore),
        }
    }

    pub fn store_id(&self) -> StoreId {
        self.content.store
    }

    /// The persons who can unlock with a passphrase, in the order they were added.
    pub fn persons(&self) -> Vec<PersonId> {
        self.of_kind(SlotKind::Person).map(|slot| slot.person).collect()
    }

    /// Unlocks with a passphrase: the slot of `person`, or each in turn.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`], also on another machine than the one the slot was made on.
    pub fn unlock(
        &self,
        passphrase: &Passphrase,
        person: Option<PersonId>,
        machine: &Machine,
    ) -> Result<Unlocked, StoreError> {
        let wanted = |slot: &&Slot| person.is_none_or(|person| slot.person == person);
        for slot in self.of_kind(SlotKind::Person).filter(wanted) {
            if let Some(unlocked) = self.opened(slot, &typed(passphrase, machine))? {
                return Ok(unlocked);
            }
        }
        Err(StoreError::WrongPassphrase)
    }

    /// Unlocks with the printed code, on any machine.
    ///
    /// # Errors
    /// [`StoreError::WrongRecoveryCode`].
    pub fn unlock_with_recovery(&self, code: &RecoveryCode) -> Result<Unlocked, StoreError> {
        for slot in self.of_kind(SlotKind::Recovery) {
            if let Some(unlocked) = self.opened(slot, &printed(code))? {
                return Ok(unlocked);
            }
        }
        Err(StoreError::WrongRecoveryCode)
    }

    /// Lets another person in. `keys` carries this store's key and the person's own.
    ///
    /// # Errors
    /// [`StoreError::SlotTaken`] when that person has a slot; [`StoreError::WrongKey`] for the keys of
    /// another store.
    pub fn add_person(
        &mut self,
        keys: &Unlocked,
        passphrase: &Passphrase,
        machine: &Machine,
        parameters: Parameters,
    ) -> Result<(), StoreError> {
        if self.persons().contains(&keys.person) {
            return Err(StoreError::SlotTaken);
        }
        let id = self.next_id();
        self.add(Slot::seal(id, SlotKind::Person, keys, &typed(passphrase, machine), parameters)?, keys)
    }

    /// Gives a person who is unlocked a new passphrase, and their slot to this machine: also the way
    /// on after a recovery.
    pub fn change_passphrase(
        &mut self,
        keys: &Unlocked,
        passphrase: &Passphrase,
        machine: &Machine,
        parameters: Parameters,
    ) -> Result<(), StoreError> {
        let id = self.next_id();
        let slot = Slot::seal(id, SlotKind::Person, keys, &typed(passphrase, machine), parameters)?;
        self.replace(slot, keys)
    }

    fn of_kind(&self, kind: SlotKind) -> impl Iterator<Item = &Slot> {
        self.content.slots.iter().filter(move |slot| slot.kind == kind)
    }

    fn opened(&self, slot: &Slot, opener: &Opener<'_>) -> Result<Option<Unlocked>, StoreError> {
        let unlocked = slot.open(self.content.store, opener)?;
        match &unlocked {
            Some(keys) if keys.database_key.store_id() != self.content.store => {
                Err(StoreError::Damaged { what: Damage::ForeignKeyFile })
            }
            _ => Ok(unlocked),
        }
    }

    fn next_id(&self) -> u32 {
        self.content.slots.iter().map(|slot| slot.id).max().unwrap_or(0).saturating_add(1)
    }

    fn add(&mut self, slot: Slot, keys: &Unlocked) -> Result<(), StoreError> {
        if keys.database_key.store_id() != self.content.store {
            return Err(StoreError::WrongKey);
        }
        let mut content = self.content.clone();
        content.slots.push(slot);
        self.save(content)
    }

    fn replace(&mut self, slot: Slot, keys: &Unlocked) -> Result<(), StoreError> {
        if keys.database_key.store_id() != self.content.store {
            return Err(StoreError::WrongKey);
        }
        let mut content = self.content.clone();
        content.slots.retain(|old| {
            old.kind != slot.kind || (slot.kind == SlotKind::Person && old.person != slot.person)
        });
        content.slots.push(slot);
        self.save(content)
    }

    /// On disk first: what is in memory never promises more.
    fn save(&mut self, content: Content) -> Result<(), StoreError> {
        let json = serde_json::to_vec_pretty(&content).map_err(|_| StoreError::UnwritableJson)?;
        durable::replace(&self.path, &json)?;
        self.content = content;
        Ok(())
    }
}

impl Unlocked {
    /// The keys of a new store, or of a new person of the store `database_key` opens.
    pub fn new(database_key: DatabaseKey, person: PersonId, person_secret: [u8; 32]) -> Self {
        Self { database_key, person, person_secret: Zeroizing::new(person_secret) }
    }
}

impl fmt::Debug for Unlocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unlocked").field("person", &self.person).finish_non_exhaustive()
    }
}

fn typed<'a>(passphrase: &'a Passphrase, machine: &'a Machine) -> Opener<'a> {
    Opener { typed: passphrase.as_bytes(), machine_secret: Some(machine.secret()) }
}

fn printed(code: &RecoveryCode) -> Opener<'_> {
    Opener { typed: code.as_bytes(), machine_secret: None }
}

fn read(bytes: &[u8]) -> Result<Content, StoreError> {
    #[derive(Deserialize)]
    struct Opening {
        format: String,
        version: u32,
    }
    let damaged = |_| StoreError::Damaged { what: Damage::KeyFile };
    let opening: Opening = serde_json::from_slice(bytes).map_err(damaged)?;
    if opening.format != FORMAT {
        return Err(StoreError::NotAStore);
    }
    if opening.version > VERSION {
        return Err(StoreError::NewerStore { found: opening.version, known: VERSION });
    }
    serde_json::from_slice(bytes).map_err(damaged)
}
