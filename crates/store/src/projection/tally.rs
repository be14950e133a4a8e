//! Counts kept as things change, where counting on asking would be slow.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::StoreError;

/// Of items and lots: in store and on hand receipt. Of places and holders: assets and stock lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub on_hand: i64,
    pub issued: i64,
    pub assets: i64,
    pub lines: i64,
}

/// Changes of counts, gathered over a transaction.
#[derive(Debug, Default)]
pub(crate) struct Tallies(HashMap<i64, Tally>);

impl Tallies {
    pub fn take(&mut self, tallies: &[(i64, Tally)]) {
        for (n, tally) in tallies {
            self.change(*n, tally, i64::saturating_sub);
        }
    }

    pub fn add(&mut self, tallies: &[(i64, Tally)]) {
        for (n, tally) in tallies {
            self.change(*n, tally, i64::saturating_add);
        }
    }

    fn change(&mut self, n: i64, tally: &Tally, with: fn(i64, i64) -> i64) {
        let sum = self.0.entry(n).or_default();
        sum.on_hand = with(sum.on_hand, tally.on_hand);
        sum.issued = with(sum.issued, tally.issued);
        sum.assets = with(sum.assets, tally.assets);
        sum.lines = with(sum.lines, tally.lines);
    }

    pub fn write(&self, connection: &Connection) -> Result<(), StoreError> {
        let mut changed: Vec<_> = self.0.iter().filter(|(_, tally)| **tally != Tally::default()).collect();
        changed.sort_unstable_by_key(|(n, _)| **n);
        let mut statement = connection.prepare_cached(
            "insert into tally (n, on_hand, issued, assets, lines) values (?1, ?2, ?3, ?4, ?5)
             on conflict (n) do update set on_hand = on_hand + ?2, issued = issued + ?3,
                                           assets = assets + ?4, lines = lines + ?5",
        )?;
        for (n, tally) in changed {
            statement.execute((n, tally.on_hand, tally.issued, tally.assets, tally.lines))?;
        }
        Ok(())
    }
}
