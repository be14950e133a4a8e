//! What opens a store: a random database key, wrapped once per person under their passphrase and once
//! under the recovery code. Unlocking is logging in; dropping what was unlocked wipes it.

mod code;
mod database_key;
mod derive;
mod file;
pub(crate) mod hex;
mod machine;
mod passphrase;
mod slot;
mod tries;

pub use code::RecoveryCode;
pub use database_key::{DatabaseKey, StoreId};
pub use derive::{Parameters, calibrate};
pub use file::{KeyFile, Unlocked};
pub use machine::{Machine, MachineId};
pub use passphrase::{MINIMUM_CHARACTERS, Passphrase};
pub use slot::SlotKind;
pub use tries::Tries;

use crate::StoreError;

/// Random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::NoRandomness)?;
    Ok(bytes)
}
