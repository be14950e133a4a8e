//! How large a training hub is.

/// Sizes of a hub, as the load tests assume them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Kinds of things in the catalogue.
    pub items: usize,
    /// Serial-numbered things alive in the books on the last day.
    pub assets: usize,
    pub lots: usize,
    /// Stock lines of the store that hold something on the last day.
    pub bulk_lines: usize,
    /// Days of work before today.
    pub days: usize,
    /// Lines moved on a working day.
    pub lines_per_day: usize,
}

impl Profile {
    /// Enough of everything for a test.
    #[cfg(test)]
    pub const TINY: Self =
        Self { items: 300, assets: 400, lots: 60, bulk_lines: 300, days: 21, lines_per_day: 60 };
    /// A hub of thirty users: the training hub.
    pub const MEDIUM: Self =
        Self { items: 4_000, assets: 15_000, lots: 1_500, bulk_lines: 8_000, days: 90, lines_per_day: 500 };
    /// The largest hub the program is made for.
    #[cfg_attr(not(test), allow(dead_code, reason = "measurements build it, the program does not"))]
    pub const LARGE: Self = Self {
        items: 12_000,
        assets: 60_000,
        lots: 5_000,
        bulk_lines: 30_000,
        days: 90,
        lines_per_day: 3_000,
    };

    /// People who receive, in all units.
    pub(super) fn recipients(&self) -> usize {
        (self.assets / 50).clamp(24, 600)
    }

    /// How many racks, shelves or bins a room has that has `medium` of them in the medium hub.
    pub(super) fn shelves(&self, medium: usize) -> usize {
        (medium * self.bulk_lines / Self::MEDIUM.bulk_lines).clamp(2, 3 * medium)
    }

    /// The day the books began, counted back from today: long enough ago that what nobody has looked at
    /// since is overdue.
    pub(super) fn began_days_ago(&self) -> i64 {
        self.days.max(90) as i64 + 2
    }
}
