//! What came of an exchange with others: a meeting, a bundle, a request to be let in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What one meeting came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Met {
    /// Entries that were new here.
    pub came: u32,
    /// Entries handed over.
    pub went: u32,
    /// Of those that came, how many wait for something they rest on.
    pub parked: u32,
    pub quarantined: u32,
    /// Branches of which the center did not take what it was offered.
    pub refused: u32,
    /// Photographs and documents that are whole here now.
    pub attachments_came: u32,
    /// Those handed over.
    pub attachments_went: u32,
    /// Those that came otherwise than they were named, or were refused.
    pub spoilt: u32,
}

impl Met {
    /// And what another meeting came to.
    pub(crate) fn add(&mut self, other: Self) {
        self.came += other.came;
        self.went += other.went;
        self.parked += other.parked;
        self.quarantined += other.quarantined;
        self.refused += other.refused;
        self.attachments_came += other.attachments_came;
        self.attachments_went += other.attachments_went;
        self.spoilt += other.spoilt;
    }
}

/// Whom a bundle is for, and so what goes into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum BundleFor {
    /// The center and coordination's laptops: what the center is not known to hold.
    Kyiv,
    /// The other laptops of this hub: what not all of them are known to hold.
    Hub,
    /// Both: all that is held here.
    Everything,
}

/// A bundle that was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BundleExported {
    pub pages: u32,
    pub entries: u32,
    /// Devices that can open it.
    pub recipients: u32,
    /// Photographs and documents in it, and their size in bytes.
    pub attachments: u32,
    #[ts(as = "i64")]
    pub attachment_bytes: u64,
    /// Those for which one bundle has no room.
    pub left_out: u32,
}

/// What a bundle brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BundleImported {
    /// Hex of the device that made it.
    pub made_by: String,
    /// By that device's clock; UTC ms.
    #[ts(as = "i64")]
    pub made_ms: i64,
    /// Entries that were new here.
    pub came: u32,
    pub known: u32,
    /// Of those that came, how many wait for something they rest on.
    pub parked: u32,
    pub quarantined: u32,
    /// Photographs and documents that are whole here now and were not before.
    pub attachments: u32,
}

/// A laptop that asks to be let in, as its request says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LaptopRequest {
    /// Who comes with it.
    pub person: String,
    pub rank: Option<String>,
    /// As timelines will show it.
    pub laptop: String,
    /// By its own clock; UTC ms.
    #[ts(as = "i64")]
    pub made_ms: i64,
    /// It was let in before: another answer can be written.
    pub admitted: bool,
}
