//! What every stock line of the make-believe hub holds.

use std::collections::HashMap;

use domain::condition::ConditionCode;
use domain::stock::{Keeping, StockKey};
use domain::{ItemId, LotId, PlaceId};

use super::places::Area;
use super::random::Random;

/// A batch, and where its like is kept.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    pub item: ItemId,
    pub lot: Option<LotId>,
    pub area: Area,
    /// How much of it comes at once, at most.
    pub measure: u64,
    /// Too old to be issued.
    pub expired: bool,
}

/// The lines, and how many of those in the store hold something.
#[derive(Default)]
pub(super) struct Stock {
    /// What is kept by quantity or by lot: each lot, and each item without lots, once.
    pub kept: Vec<Kept>,
    lines: Vec<(StockKey, u64)>,
    by_key: HashMap<StockKey, usize>,
    by_kind: HashMap<(ItemId, Option<LotId>), Vec<usize>>,
    stored: usize,
}

impl Stock {
    /// Lines of the store that hold something.
    pub fn stored(&self) -> usize {
        self.stored
    }

    pub fn on_hand(&self, key: &StockKey) -> u64 {
        self.by_key.get(key).map_or(0, |line| self.lines[*line].1)
    }

    pub fn add(&mut self, key: StockKey, quantity: u64) {
        let line = *self.by_key.entry(key).or_insert_with(|| {
            self.lines.push((key, 0));
            self.by_kind.entry((key.item, key.lot)).or_default().push(self.lines.len() - 1);
            self.lines.len() - 1
        });
        let held = &mut self.lines[line].1;
        self.stored += usize::from(*held == 0 && is_stored(&key));
        *held += quantity;
    }

    pub fn take(&mut self, key: &StockKey, quantity: u64) {
        let line = self.by_key[key];
        let held = &mut self.lines[line].1;
        *held -= quantity;
        self.stored -= usize::from(*held == 0 && is_stored(key));
    }

    /// A line that holds something and fits.
    pub fn any(&self, random: &mut Random, fits: impl Fn(&StockKey) -> bool) -> Option<(StockKey, u64)> {
        for _ in 0..60 {
            let (key, quantity) = *self.lines.get(random.below(self.lines.len()))?;
            if quantity > 0 && fits(&key) {
                return Some((key, quantity));
            }
        }
        None
    }

    /// A place where the same lies in the same condition.
    pub fn beside(&self, item: ItemId, lot: Option<LotId>, condition: ConditionCode) -> Option<PlaceId> {
        let lines = self.by_kind.get(&(item, lot))?;
        lines.iter().find_map(|line| match self.lines[*line] {
            (StockKey { at: Keeping::Place(place), condition: like, .. }, 1..) if like == condition => {
                Some(place)
            }
            _ => None,
        })
    }
}

pub(super) fn is_stored(key: &StockKey) -> bool {
    matches!(key.at, Keeping::Place(_))
}
