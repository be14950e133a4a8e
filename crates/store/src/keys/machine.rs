//! What makes this machine this machine: a secret that never leaves it, and an id that changes when a
//! disk is put into another one.

use std::fmt;
use std::path::Path;

use zeroize::Zeroizing;

use super::random;
use crate::StoreError;
use crate::durable;
use crate::error::Damage;
use crate::file::names;

/// Written by systemd at install; where it is missing the secret alone names the machine.
const SYSTEM_ID: &str = "/etc/machine-id";

/// Tells machines apart; says nothing about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MachineId([u8; 32]);

/// This machine. Its secret is half of every person's key: a copied store opens nowhere else with a
/// passphrase alone.
#[derive(Clone)]
pub struct Machine {
    secret: Zeroizing<[u8; 32]>,
    id: MachineId,
}

impl Machine {
    /// The machine whose secret lies in `folder`, made there (readable by its owner only) the first time.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the secret has another length; it is never replaced then.
    pub fn at(folder: &Path) -> Result<Self, StoreError> {
        let system_id = durable::read_if_there(Path::new(SYSTEM_ID)).unwrap_or_default();
        Self::of(folder, &system_id.unwrap_or_default())
    }

    fn of(folder: &Path, system_id: &[u8]) -> Result<Self, StoreError> {
        let secret = secret(folder)?;
        let mut hasher = blake3::Hasher::new_derive_key("komora 2026 machine id");
        hasher.update(secret.as_ref()).update(system_id);
        let id = MachineId(*hasher.finalize().as_bytes());
        Ok(Self { secret, id })
    }

    /// Makes `folder` another home of the same machine: a store unpacked there opens with the passphrases of
    /// this laptop.
    ///
    /// # Errors
    /// The secret cannot be written.
    pub(crate) fn settle_in(&self, folder: &Path) -> Result<(), StoreError> {
        Ok(durable::replace(&folder.join(names::SECRET), self.secret.as_ref())?)
    }

    pub fn id(&self) -> MachineId {
        self.id
    }

    pub(super) fn secret(&self) -> &[u8; 32] {
        &self.secret
    }
}

fn secret(folder: &Path) -> Result<Zeroizing<[u8; 32]>, StoreError> {
    let path = folder.join(names::SECRET);
    if let Some(bytes) = durable::read_if_there(&path)?.map(Zeroizing::new) {
        let secret = bytes.as_slice().try_into();
        return secret.map(Zeroizing::new).map_err(|_| StoreError::Damaged { what: Damage::MachineSecret });
    }
    std::fs::create_dir_all(folder)?;
    let secret = Zeroizing::new(random()?);
    durable::replace(&path, secret.as_ref())?;
    Ok(secret)
}

impl MachineId {
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Machine").field("id", &self.id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_stays_itself_and_a_copied_folder_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let first = Machine::of(folder.path(), b"one").unwrap();
        let again = Machine::of(folder.path(), b"one").unwrap();
        assert_eq!(first.id(), again.id());
        assert_eq!(first.secret(), again.secret());
        assert_ne!(first.id(), Machine::of(folder.path(), b"two").unwrap().id());
        let other = tempfile::tempdir().unwrap();
        assert_ne!(first.id(), Machine::of(other.path(), b"one").unwrap().id());
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_reads_the_secret() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        Machine::at(folder.path()).unwrap();
        let mode = std::fs::metadata(folder.path().join(names::SECRET)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_damaged_secret_is_named_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(names::SECRET), b"short").unwrap();
        assert!(matches!(
            Machine::at(folder.path()),
            Err(StoreError::Damaged { what: Damage::MachineSecret })
        ));
        assert_eq!(std::fs::read(folder.path().join(names::SECRET)).unwrap(), b"short");
    }
}
