//! Where epochs, nonces and salts come from: the system, or for a simulation a seed.

use std::sync::{Mutex, PoisonError};

use crate::StoreError;

/// The source of random bytes of one device's pen.
#[derive(Default)]
pub(crate) enum Chance {
    #[default]
    System,
    /// The same bytes for the same seed: a simulation that fails can be run again.
    Repeatable(Mutex<blake3::OutputReader>),
}

impl Chance {
    pub fn of_seed(seed: u64) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("komora simulation 1 chance");
        hasher.update(&seed.to_be_bytes());
        Self::Repeatable(Mutex::new(hasher.finalize_xof()))
    }

    pub fn bytes(&self) -> Result<[u8; 16], StoreError> {
        let mut bytes = [0; 16];
        match self {
            Self::System => getrandom::fill(&mut bytes).map_err(|_| StoreError::NoRandomness)?,
            Self::Repeatable(reader) => {
                reader.lock().unwrap_or_else(PoisonError::into_inner).fill(&mut bytes);
            }
        }
        Ok(bytes)
    }
}
