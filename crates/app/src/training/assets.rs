//! Where every serial-numbered thing of the make-believe hub is, and how it is.

use std::collections::BTreeMap;

use domain::condition::ConditionCode;
use domain::people::Holder;
use domain::{AssetId, PlaceId};

use super::random::Random;

/// Where a thing is, in an order of its own so that every run walks it alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum At {
    Place(PlaceId),
    Holder(Holder),
    Lost,
}

pub(super) struct Asset {
    pub id: AssetId,
    /// Index of its item.
    pub item: usize,
    pub at: At,
    pub condition: ConditionCode,
}

/// All of them, by number and by where they are.
#[derive(Default)]
pub(super) struct Assets {
    all: Vec<Asset>,
    at: BTreeMap<At, Vec<usize>>,
    issued: usize,
    /// Holders who have something, for a quick choice.
    holders: Vec<Holder>,
}

impl Assets {
    pub fn len(&self) -> usize {
        self.all.len()
    }

    pub fn issued_percent(&self) -> usize {
        self.issued * 100 / self.all.len().max(1)
    }

    pub fn get(&self, number: usize) -> &Asset {
        &self.all[number]
    }

    pub fn add(&mut self, asset: Asset) -> usize {
        let number = self.all.len();
        self.at.entry(asset.at).or_default().push(number);
        self.all.push(asset);
        number
    }

    /// Puts one somewhere else.
    pub fn put(&mut self, number: usize, to: At) {
        let from = std::mem::replace(&mut self.all[number].at, to);
        if let Some(there) = self.at.get_mut(&from)
            && let Some(index) = there.iter().position(|other| *other == number)
        {
            there.remove(index);
        }
        self.at.entry(to).or_default().push(number);
        self.issued -= usize::from(matches!(from, At::Holder(_)));
        if let At::Holder(holder) = to {
            self.issued += 1;
            if self.at[&to].len() == 1 && !self.holders.contains(&holder) {
                self.holders.push(holder);
            }
        }
    }

    pub fn set_condition(&mut self, number: usize, condition: ConditionCode) {
        self.all[number].condition = condition;
    }

    pub fn at(&self, at: At) -> &[usize] {
        self.at.get(&at).map_or(&[], Vec::as_slice)
    }

    /// Up to `most` things of one kind in one of the places, all in a condition that fits.
    pub fn alike_in(
        &self,
        places: &[PlaceId],
        most: usize,
        random: &mut Random,
        fits: impl Fn(&Asset) -> bool,
    ) -> Vec<usize> {
        for _ in 0..12 {
            let there = self.at(At::Place(*random.pick(places)));
            if there.is_empty() {
                continue;
            }
            let item = self.all[*random.pick(there)].item;
            let fitting = |number: &&usize| self.all[**number].item == item && fits(&self.all[**number]);
            let found: Vec<usize> = there.iter().filter(fitting).take(most).copied().collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// What somebody who has something has.
    pub fn any_holding(&self, random: &mut Random) -> Option<&[usize]> {
        for _ in 0..12 {
            let holder = *self.holders.get(random.below(self.holders.len()))?;
            let has = self.at(At::Holder(holder));
            if !has.is_empty() {
                return Some(has);
            }
        }
        None
    }
}
