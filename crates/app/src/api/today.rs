//! What needs the person now, and what was done today.

use serde::{Deserialize, Serialize};
use store::query::acts::ActRow;
use ts_rs::TS;

/// One thing to do; the words are `task-<kind>`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "task")]
pub enum Task {
    SettleDiscrepancy {
        row: store::query::discrepancies::DiscrepancyRow,
    },
    /// No backup in the last seven days.
    BackUp {
        #[ts(as = "Option<i64>")]
        newest_ms: Option<i64>,
    },
    /// Serials made up at import.
    CheckUnmarked {
        count: u32,
    },
    /// In store and not seen for more than so many days.
    SightAssets {
        count: u32,
        days: u32,
    },
    /// Lots that expire within so many days and lie in store.
    ExpiringLots {
        count: u32,
        days: u32,
    },
    /// Reported lost, not found.
    Lost {
        count: u32,
    },
    /// The books are empty: bring in what is there.
    BringIn,
    /// Entries that wait for others or were set apart.
    ParkedOrQuarantined {
        parked: u32,
        quarantined: u32,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TodayAnswer {
    pub tasks: Vec<Task>,
    pub done: Vec<ActRow>,
    pub done_total: u32,
    pub counts: Counts,
}

/// Numbers for the rail and the heads of screens.
pub use store::query::numbers::Counts;
