//! The generator's dice: one seed gives one hub, on every machine and in every version.

use domain::*;
use uuid::{Builder, Uuid};

/// SplitMix64 (Steele, Lea, Flood 2014): small, fast and good enough for make-believe.
pub(super) struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to, and without, `end`; 0 where `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.draw()) * end as u128) >> 64) as usize
    }

    /// From `first` to `last`, both included.
    pub fn within(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last + 1 - first)
    }

    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    fn uuid(&mut self) -> Uuid {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.draw().to_be_bytes());
        bytes[8..].copy_from_slice(&self.draw().to_be_bytes());
        Builder::from_random_bytes(bytes).into_uuid()
    }

    pub fn item(&mut self) -> ItemId {
        ItemId(self.uuid())
    }

    pub fn place(&mut self) -> PlaceId {
        PlaceId(self.uuid())
    }

    pub fn person(&mut self) -> PersonId {
        PersonId(self.uuid())
    }

    pub fn unit(&mut self) -> UnitId {
        UnitId(self.uuid())
    }

    pub fn lot(&mut self) -> LotId {
        LotId(self.uuid())
    }

    pub fn asset(&mut self) -> AssetId {
        AssetId(self.uuid())
    }

    pub fn act(&mut self) -> ActId {
        ActId(self.uuid())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dice_are_those_of_the_paper() {
        let mut random = Random::new(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| random.draw()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn throws_stay_in_bounds() {
        let mut random = Random::new(1);
        for _ in 0..1_000 {
            assert!((3..=5).contains(&random.within(3, 5)));
        }
        assert_eq!(random.below(0), 0);
    }
}
