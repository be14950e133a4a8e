//! How much a device may ask: a bucket of requests that fills with time.

use std::collections::HashMap;

use wire::PeerKey;

/// Buckets count in thousandths, so that one a second is one thousandth a millisecond.
const ONE: u64 = 1000;

/// Buckets remembered; full ones are forgotten first, for they say nothing.
const MOST: usize = 10_000;

pub struct Rates {
    /// Thousandths a millisecond.
    filling: u64,
    /// Thousandths.
    full: u64,
    buckets: HashMap<PeerKey, Bucket>,
}

struct Bucket {
    left: u64,
    at_ms: u64,
}

impl Rates {
    /// Of requests: 50 a second, 200 at once after a pause.
    pub fn of_requests() -> Self {
        Self::new(50, 200)
    }

    /// Of parts of blobs that are handed over: 8 a second, which are 2 MiB, and 256 at once after a pause.
    pub fn of_parts() -> Self {
        Self::new(8, 256)
    }

    fn new(a_second: u64, at_once: u64) -> Self {
        Self { filling: a_second, full: at_once * ONE, buckets: HashMap::new() }
    }

    /// Takes one out of the bucket. `now_ms` never goes back.
    ///
    /// # Errors
    /// The bucket is empty; come again after so many milliseconds.
    pub fn take(&mut self, peer: PeerKey, now_ms: u64) -> Result<(), u64> {
        let (filling, full) = (self.filling, self.full);
        if self.buckets.len() >= MOST {
            self.buckets.retain(|_, bucket| bucket.filled(filling, full, now_ms) < full);
        }
        let bucket = self.buckets.entry(peer).or_insert(Bucket { left: full, at_ms: now_ms });
        let left = bucket.filled(filling, full, now_ms);
        let after = left.checked_sub(ONE);
        *bucket = Bucket { left: after.unwrap_or(left), at_ms: now_ms };
        match after {
            Some(_) => Ok(()),
            None => Err((ONE - left).div_ceil(filling)),
        }
    }
}

impl Bucket {
    fn filled(&self, filling: u64, full: u64, now_ms: u64) -> u64 {
        let came = now_ms.saturating_sub(self.at_ms).saturating_mul(filling);
        self.left.saturating_add(came).min(full)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills() {
        let (one, other) = (PeerKey::from_bytes([1; 32]), PeerKey::from_bytes([2; 32]));
        // How many at once, and how long until the next.
        for (mut rates, at_once, next_ms) in [(Rates::of_requests(), 200, 20), (Rates::of_parts(), 256, 125)]
        {
            for _ in 0..at_once {
                rates.take(one, 0).unwrap();
            }
            assert_eq!(rates.take(one, 0), Err(next_ms));
            assert_eq!(rates.take(other, 0), Ok(()), "others have their own");
            assert_eq!(rates.take(one, next_ms - 1), Err(1));
            assert_eq!(rates.take(one, next_ms), Ok(()));
            assert!(rates.take(one, next_ms).is_err());
            let later = (0..1000).filter(|_| rates.take(one, 1_000_000).is_ok()).count();
            assert_eq!(later, at_once);
        }
    }
}
