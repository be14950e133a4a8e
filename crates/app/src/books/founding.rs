//! A hub's first day: its authority, its first device and person, its description.

use std::path::Path;

use domain::event::HubDescription;
use domain::people::{PersonDetails, PersonalDetails};
use domain::{ActId, Command, PersonId};
use feed::SigningKey;
use store::file::names;
use store::keys::{DatabaseKey, KeyFile, Machine, Parameters, Passphrase, RecoveryCode, Unlocked};
use store::own::{OwnFeeds, Signer};
use store::witness::Witness;
use store::{Database, Held, Settings, local};
use uuid::Uuid;

use super::{Books, IDENTITY, Identity};
use crate::api::problem::Problem;

/// What is asked at first run.
pub(crate) struct Founding {
    pub hub: HubDescription,
    pub person: String,
    pub rank: Option<String>,
}

impl Books {
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
        let keys_there = held.directory().join(names::KEYS).exists();
        if held.has_store() || keys_there {
            return Err(Problem::StoreExists);
        }
        let directory = held.directory().to_owned();
        let founded = Self::found_here(held.clone(), founding, passphrase, machine, parameters);
        if founded.is_err() {
            forget_attempt(&directory);
        }
        founded
    }

    fn found_here(
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
        let database = Database::create(&held, &keys.database_key, &Settings::default())?;
        let own = OwnFeeds::new();
        let at = feed::Claimed {
            ms: crate::clock::now_ms(),
            unsure: crate::clock::is_unsure(crate::clock::now_ms(), None),
        };
        let identity = database.write(|transaction| {
            store::bring_up_to_date(transaction, own.remembered(), &mut |_, _| {})?;
            let hub = own.found(transaction, &authority, at, &signer)?;
            let identity = Identity {
                hub: *hub.as_bytes(),
                device: signer.device.to_bytes(),
                authority: Some(authority.to_bytes()),
            };
            local::set(transaction, IDENTITY, &identity)?;
            Ok::<_, Problem>(identity)
        })?;
        let witness = Witness::open(held.directory(), &keys.database_key, machine.id())?;
        let books = Self::assemble(database, witness, own, keys.clone(), machine, &identity);
        books.describe(founding, person)?;
        // Last: until the key file is there nobody was promised anything.
        let (_, recovery) = KeyFile::create(held.directory(), &keys, passphrase, machine, parameters)?;
        Ok((books, recovery))
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

/// Removes what a failed first run made. Its key was in memory alone: nobody could ever read it.
fn forget_attempt(directory: &Path) {
    let log = [format!("{}-wal", names::DATABASE), format!("{}-shm", names::DATABASE)];
    for name in [names::DATABASE, names::HEADS, names::KEYS].into_iter().chain(log.iter().map(String::as_str))
    {
        // What cannot be removed now is named as damaged at the next try, and set aside.
        let _ = std::fs::remove_file(directory.join(name));
    }
}

fn secret() -> Result<SigningKey, Problem> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|_| Problem::Internal { detail: "the operating system gave no random bytes".into() })?;
    Ok(SigningKey::from_bytes(&bytes))
}

/// A name for an act nobody named.
pub(super) fn new_act() -> ActId {
    ActId(Uuid::now_v7())
}
