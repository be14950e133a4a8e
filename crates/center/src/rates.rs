//! How much a device may ask: a bucket of requests that fills with time.

use std::collections::HashMap;

use wire::PeerKey;

/// Thousandths of a request a millisecond: as many requests a second.
const FILLING: u64 = 50;

/// Thousandths of a request.
const ONE: u64 = 1000;

/// Requests at once after a pause, in thousandths.
const FULL: u64 = 200 * ONE;

/// Buckets remembered; full ones are forgotten first, for they say nothing.
const MOST: usize = 10_000;

#[derive(Default)]
pub struct Rates(HashMap<PeerKey, Bucket>);

struct Bucket {
    left: u64,
    at_ms: u64,
}

impl Rates {
    /// Takes one request out of the bucket. `now_ms` never goes back.
    ///
    /// # Errors
    /// The bucket is empty; come again after so many milliseconds.
    pub fn take(&mut self, peer: PeerKey, now_ms: u64) -> Result<(), u64> {
        if self.0.len() >= MOST {
            self.0.retain(|_, bucket| bucket.filled(now_ms) < FULL);
        }
        let bucket = self.0.entry(peer).or_insert(Bucket { left: FULL, at_ms: now_ms });
        let left = bucket.filled(now_ms);
        let after = left.checked_sub(ONE);
        *bucket = Bucket { left: after.unwrap_or(left), at_ms: now_ms };
        match after {
            Some(_) => Ok(()),
            None => Err((ONE - left).div_ceil(FILLING)),
        }
    }
}

impl Bucket {
    fn filled(&self, now_ms: u64) -> u64 {
        let came = now_ms.saturating_sub(self.at_ms).saturating_mul(FILLING);
        self.left.saturating_add(came).min(FULL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills() {
        let (mut rates, one, other) =
            (Rates::default(), PeerKey::from_bytes([1; 32]), PeerKey::from_bytes([2; 32]));
        for _ in 0..FULL / ONE {
            rates.take(one, 0).unwrap();
        }
        assert_eq!(rates.take(one, 0), Err(20));
        assert_eq!(rates.take(other, 0), Ok(()), "others have their own");
        assert_eq!(rates.take(one, 19), Err(1));
        assert_eq!(rates.take(one, 20), Ok(()));
        assert!(rates.take(one, 20).is_err());
        let later = (0..1000).filter(|_| rates.take(one, 1_000_000).is_ok()).count();
        assert_eq!(later as u64, FULL / ONE);
    }
}
