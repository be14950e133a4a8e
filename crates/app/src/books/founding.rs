//! A hub's first day: its authority, its first device and person, its description.

use std::path::Path;

use domain::event::HubDescription;
use domain::people::{PersonDetails, PersonalDetails};
use domain::{ActId, Command, PersonId};
use feed::{AuthorityKey, Claimed, Scope, SigningKey};
use store::file::names;
use store::keys::{DatabaseKey, KeyFile, Machine, Parameters, Passphrase, RecoveryCode, Unlocked};
use store::own::{OwnFeeds, Signer};
use store::witness::Witness;
use store::{Database, Held, Reading, Settings, local};
use uuid::Uuid;

use super::network::{Center, Introduction};
use super::{Books, IDENTITY, Identity};
use crate::api::problem::Problem;
use crate::clock::{is_unsure, now_ms};

/// What is asked at first run.
pub(crate) struct Founding {
    pub hub: HubDescription,
    pub person: String,
    pub rank: Option<String>,
}

/// What a laptop that was admitted begins with.
pub(crate) struct Admitted {
    pub keys: Unlocked,
    pub device: SigningKey,
    /// Where it was admitted: the Roster of its hub, or Network for coordination.
    pub scope: Scope,
    pub network: AuthorityKey,
    pub center: Center,
    pub introduction: Introduction,
}

impl Books {
    /// Makes the store of a laptop that was admitted, and leaves it open. It may write once a meeting has
    /// brought its own enrolment.
    ///
    /// # Errors
    /// As [`Books::found`].
    pub fn join(
        held: Held,
        admitted: Admitted,
        passphrase: &Passphrase,
        machine: &Machine,
        parameters: Parameters,
    ) -> Result<(Self, RecoveryCode), Problem> {
        let Admitted { keys, device, scope, network, center, introduction } = admitted;
        let hub = match scope {
            Scope::Roster(hub) | Scope::Hub(hub) => Some(*hub.as_bytes()),
            Scope::Network | Scope::Link(..) => None,
        };
        let identity = Identity { hub, device: device.to_bytes(), authority: None, waiting: false };
        Self::make(held, keys, identity, passphrase, machine, parameters, |books| {
            books.trust(network)?;
            books.set_center(&center)?;
            books.set_introduction(&introduction)
        })
    }

    /// Makes the store of the laptop that founds a network.
    ///
    /// # Errors
    /// As [`Books::found`].
    pub fn found_network(
        held: Held,
        keys: Unlocked,
        device: SigningKey,
        introduction: Introduction,
        passphrase: &Passphrase,
        machine: &Machine,
        parameters: Parameters,
    ) -> Result<(Self, RecoveryCode), Problem> {
        let authority = secret()?;
        let identity = Identity {
            hub: None,
            device: device.to_bytes(),
            authority: Some(authority.to_bytes()),
            waiting: false,
        };
        Self::make(held, keys, identity, passphrase, machine, parameters, |books| {
            let at = books.claimed()?;
            books
                .database
                .write(|transaction| books.own.found_network(transaction, &authority, at, &books.signer))?;
            books.keep_heads();
            books.set_introduction(&introduction)
        })
    }

    /// A store with nothing in it but who writes there, then what `begin` puts in, then its key file.
    pub(super) fn make(
        held: Held,
        keys: Unlocked,
        identity: Identity,
        passphrase: &Passphrase,
        machine: &Machine,
        parameters: Parameters,
        begin: impl FnOnce(&Self) -> Result<(), Problem>,
    ) -> Result<(Self, RecoveryCode), Problem> {
        Self::make_founding(held, keys, |_, _| Ok(identity), passphrase, machine, parameters, begin)
    }

    /// The same where who writes there is known once `found` has written the first entries.
    fn make_founding(
        held: Held,
        keys: Unlocked,
        found: impl FnOnce(&Reading, &OwnFeeds) -> Result<Identity, Problem>,
        passphrase: &Passphrase,
        machine: &Machine,
        parameters: Parameters,
        begin: impl FnOnce(&Self) -> Result<(), Problem>,
    ) -> Result<(Self, RecoveryCode), Problem> {
        if held.has_store() || held.directory().join(names::KEYS).exists() {
            return Err(Problem::StoreExists);
        }
        let directory = held.directory().to_owned();
        let made = || {
            let database = Database::create(&held, &keys.database_key, &Settings::default())?;
            let own = OwnFeeds::new();
            let identity = database.write(|transaction| {
                store::bring_up_to_date(transaction, own.remembered(), &mut |_, _| true)?;
                let identity = found(transaction, &own)?;
                local::set(transaction, IDENTITY, &identity)?;
                Ok::<_, Problem>(identity)
            })?;
            let witness = Witness::open(&directory, &keys.database_key, machine.id())?;
            let books = Self::assemble(database, witness, own, keys.clone(), machine, &identity);
            begin(&books)?;
            // Last: until the key file is there nobody was promised anything.
            let (_, recovery) = KeyFile::create(&directory, &keys, passphrase, machine, parameters)?;
            Ok((books, recovery))
        };
        let outcome = made();
        if outcome.is_err() {
            forget_attempt(&directory);
        }
        outcome
    }

    /// Makes the store, founds the hub and leaves it open. The recovery code is kept nowhere.
    ///
    /// # Errors
    /// What broke. Nothing is left of the attempt then, so that the first run can be done again.
    pub fn found(
        held: Held,
        founding: Founding,
        passphrase: &Passphrase,
        machine: &Machine,
        parameters: Parameters,
    ) -> Result<(Self, RecoveryCode), Problem> {
        let person = PersonId(Uuid::now_v7());
        let keys = Unlocked::new(
            DatabaseKey::random()?,
            feed::PersonId::from_bytes(*person.as_bytes()),
            secret()?.to_bytes(),
        );
        let signer = Signer {
            device: secret()?,
            person: keys.person,
            person_key: SigningKey::from_bytes(&keys.person_secret),
        };
        let authority = secret()?;
        let found = |transaction: &Reading, own: &OwnFeeds| -> Result<Identity, Problem> {
            let ms = now_ms();
            let at = Claimed { ms, unsure: is_unsure(ms, None) };
            let hub = own.found(transaction, &authority, at, &signer)?;
            Ok(Identity {
                hub: Some(*hub.as_bytes()),
                device: signer.device.to_bytes(),
                authority: Some(authority.to_bytes()),
                waiting: false,
            })
        };
        Self::make_founding(held, keys, found, passphrase, machine, parameters, |books| {
            books.describe(founding, person)
        })
    }

    /// The hub's name and its first person, as ordinary acts.
    fn describe(&self, founding: Founding, person: PersonId) -> Result<(), Problem> {
        let personal =
            PersonalDetails { name: founding.person, rank: founding.rank, ..PersonalDetails::default() };
        let add = Command::AddPerson { id: person, details: PersonDetails::default(), personal };
        self.execute(&Command::DescribeHub { description: founding.hub }, None)?;
        self.execute(&add, None)?;
        Ok(())
    }
}

/// Removes what a failed first run made, or one that came to nothing: no act was ever done there.
pub(super) fn forget_attempt(directory: &Path) {
    let log = [format!("{}-wal", names::DATABASE), format!("{}-shm", names::DATABASE)];
    for name in [names::DATABASE, names::HEADS, names::KEYS].into_iter().chain(log.iter().map(String::as_str))
    {
        // What cannot be removed now is named as damaged at the next try, and set aside.
        let _ = std::fs::remove_file(directory.join(name));
    }
}

pub(crate) fn secret() -> Result<SigningKey, Problem> {
    let mut bytes = [0; 32];
    chance(&mut bytes)?;
    Ok(SigningKey::from_bytes(&bytes))
}

/// Random bytes, from the operating system.
pub(crate) fn chance(bytes: &mut [u8]) -> Result<(), Problem> {
    getrandom::fill(bytes)
        .map_err(|_| Problem::Internal { detail: "the operating system gave no random bytes".into() })
}

/// A name for an act nobody named.
pub(super) fn new_act() -> ActId {
    ActId(Uuid::now_v7())
}
