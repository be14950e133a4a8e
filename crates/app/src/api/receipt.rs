//! What a person sees when an act is saved.

use domain::ActId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Proof that an act is on this laptop's disk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// Name it to take the act back.
    pub act: ActId,
    /// Event kinds written and how many of each.
    pub changed: Vec<Changed>,
    /// Things worth a second look; the act stands all the same.
    pub warnings: Vec<domain::decide::Warning>,
    /// Whether a correcting act can take it back.
    pub undoable: bool,
    /// Parts of the window that now look out of date.
    pub topics: Vec<String>,
    /// How long it took from command to disk, in microseconds.
    #[ts(as = "i64")]
    pub took_us: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// The kind's name, as in `event-<name>`.
    pub what: String,
    pub count: u32,
}
