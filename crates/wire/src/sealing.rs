//! A device's signing key as the key to which age encrypts: the same point in its Montgomery form, and the
//! same secret scalar. So no second key has to be handed round.

use age::x25519::{Identity, Recipient};
use bech32::{Bech32, Hrp};
use ed25519_dalek::{SigningKey, VerifyingKey};
use feed::DeviceKey;
use zeroize::Zeroizing;

/// `None` for bytes that are no key, or one with which nothing stays secret.
pub(crate) fn recipient(device: &DeviceKey) -> Option<Recipient> {
    let key = VerifyingKey::from_bytes(device.as_bytes()).ok().filter(|key| !key.is_weak())?;
    let point = key.to_montgomery().to_bytes();
    let text = bech32::encode_lower::<Bech32>(Hrp::parse("age").ok()?, &point).ok()?;
    text.parse().ok()
}

pub(crate) fn identity(key: &SigningKey) -> Identity {
    let scalar = Zeroizing::new(key.to_scalar_bytes());
    let prefix = Hrp::parse("AGE-SECRET-KEY-").expect("letters and hyphens are a prefix");
    let text = bech32::encode_upper::<Bech32>(prefix, &scalar[..]).expect("32 bytes are short");
    Zeroizing::new(text).parse().expect("age reads its own form of 32 bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_halves_of_a_key_are_still_one_pair() {
        for number in 0..50 {
            let key = SigningKey::from_bytes(&[number; 32]);
            let recipient = recipient(&DeviceKey::of(&key)).unwrap();
            assert_eq!(identity(&key).to_public(), recipient);
        }
    }

    #[test]
    fn a_key_that_keeps_no_secret_is_no_recipient() {
        let mut one = [0; 32];
        one[0] = 1;
        let mut no_point = [0; 32];
        no_point[0] = 2;
        for weak in [[0; 32], one, no_point] {
            assert!(recipient(&DeviceKey::from_bytes(weak)).is_none(), "{weak:?}");
        }
    }
}
