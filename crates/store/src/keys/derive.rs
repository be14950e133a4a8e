//! Argon2id: from something typed to a wrapping key, slowly on purpose.

use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::StoreError;

/// What one derivation costs. Stored in its slot, so slots of different ages differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameters {
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
}

/// Above this a small laptop would swap.
const MOST_MEMORY_KIB: u32 = 256 * 1024;
/// A slot asking more was not written by us and would only freeze the machine.
const MOST_PASSES: u32 = 200;
const MOST_LANES: u32 = 16;
/// One derivation should take about this long where it is set up.
const WANTED: Duration = Duration::from_millis(1000);
const LONGEST: Duration = Duration::from_millis(1200);

impl Parameters {
    /// Enough for a recovery code, which is random and needs no slowness; runs on any machine.
    /// Source: OWASP's lowest setting for Argon2id.
    pub const MODEST: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };

    fn checked(self) -> Result<Params, StoreError> {
        if self.memory_kib > MOST_MEMORY_KIB || self.passes > MOST_PASSES || self.lanes > MOST_LANES {
            return Err(StoreError::DerivationParameters);
        }
        Params::new(self.memory_kib, self.passes, self.lanes, Some(32))
            .map_err(|_| StoreError::DerivationParameters)
    }
}

/// The wrapping key of `typed`, joined with `machine_secret` where the slot belongs to this machine.
pub(super) fn wrapping_key(
    typed: &[u8],
    machine_secret: Option<&[u8; 32]>,
    salt: &[u8; 16],
    parameters: Parameters,
) -> Result<Zeroizing<[u8; 32]>, StoreError> {
    let checked = parameters.checked()?;
    let mut blocks = vec![Block::default(); checked.block_count()];
    let argon = match machine_secret {
        Some(secret) => Argon2::new_with_secret(secret, Algorithm::Argon2id, Version::V0x13, checked)
            .map_err(|_| StoreError::DerivationParameters)?,
        None => Argon2::new(Algorithm::Argon2id, Version::V0x13, checked),
    };
    let mut key = Zeroizing::new([0; 32]);
    let derived = argon.hash_password_into_with_memory(typed, salt, key.as_mut(), &mut blocks);
    blocks.iter_mut().for_each(Zeroize::zeroize);
    derived.map_err(|_| StoreError::DerivationParameters)?;
    Ok(key)
}

/// Parameters that take 0.8 to 1.2 seconds on this machine as it is now: memory first, then passes.
/// On a very slow machine one pass over less memory.
pub fn calibrate() -> Result<Parameters, StoreError> {
    choose(|parameters| {
        let started = Instant::now();
        wrapping_key(b"calibration only", None, &[0; 16], parameters)?;
        Ok(started.elapsed())
    })
}

fn choose(
    mut took: impl FnMut(Parameters) -> Result<Duration, StoreError>,
) -> Result<Parameters, StoreError> {
    let mut parameters = Parameters { memory_kib: 64 * 1024, passes: 1, lanes: 1 };
    let mut time = took(parameters)?;
    while time * 2 <= LONGEST && parameters.memory_kib < MOST_MEMORY_KIB {
        parameters.memory_kib *= 2;
        time = took(parameters)?;
    }
    while time > LONGEST && parameters.memory_kib > Parameters::MODEST.memory_kib {
        parameters.memory_kib = (parameters.memory_kib / 2).max(Parameters::MODEST.memory_kib);
        time = took(parameters)?;
    }
    let each_micros = time.as_micros().max(1);
    let passes = (WANTED.as_micros() + each_micros / 2) / each_micros;
    parameters.passes = u32::try_from(passes).unwrap_or(MOST_PASSES).clamp(1, MOST_PASSES);
    Ok(parameters)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Parameters = Parameters { memory_kib: 64, passes: 1, lanes: 1 };

    #[test]
    fn machines_fast_and_slow_end_up_near_a_second() {
        // Microseconds per MiB and pass, from a workstation to a machine of 2010.
        for per_mib in [100, 400, 1500, 4000, 9000, 15_000] {
            let time =
                |p: Parameters| Duration::from_micros(u64::from(p.memory_kib / 1024 * p.passes) * per_mib);
            let chosen = choose(|p| Ok(time(p))).unwrap();
            assert!(chosen.memory_kib <= MOST_MEMORY_KIB);
            let millis = time(chosen).as_millis();
            assert!((650..=1350).contains(&millis), "{per_mib}: {chosen:?} takes {millis} ms");
        }
    }

    #[test]
    fn every_input_changes_the_key() {
        let key = |typed: &[u8], secret, salt, p| *wrapping_key(typed, secret, &salt, p).unwrap();
        let base = key(b"typed", Some(&[1; 32]), [1; 16], CHEAP);
        assert_eq!(base, key(b"typed", Some(&[1; 32]), [1; 16], CHEAP));
        for other in [
            key(b"typec", Some(&[1; 32]), [1; 16], CHEAP),
            key(b"typed", Some(&[2; 32]), [1; 16], CHEAP),
            key(b"typed", None, [1; 16], CHEAP),
            key(b"typed", Some(&[1; 32]), [2; 16], CHEAP),
            key(b"typed", Some(&[1; 32]), [1; 16], Parameters { passes: 2, ..CHEAP }),
        ] {
            assert_ne!(base, other);
        }
    }

    #[test]
    fn absurd_parameters_are_refused_not_run() {
        for absurd in [
            Parameters { memory_kib: u32::MAX, ..CHEAP },
            Parameters { passes: u32::MAX, ..CHEAP },
            Parameters { lanes: 1000, ..CHEAP },
            Parameters { passes: 0, ..CHEAP },
        ] {
            assert!(wrapping_key(b"typed", None, &[0; 16], absurd).is_err(), "{absurd:?}");
        }
    }
}
