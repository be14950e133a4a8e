//! How this laptop stands with the others.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::problem::Problem;

/// Everything the network screen and the top bar show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NetworkStatus {
    /// Hex of the network's authority key; none for a hub that stands alone.
    pub network: Option<String>,
    /// The key that vouches for new laptops of this hub (of coordination: for hubs too) lies in this store.
    pub holds_authority: bool,
    pub center: Option<CenterStatus>,
    pub waiting: WaitingActs,
    pub attachments: AttachmentsStatus,
    /// Acts that wait for something they rest on.
    pub parked: u32,
    /// What those wait for.
    pub awaited: Vec<AwaitedActs>,
    /// Acts set apart because their writer had no right to them, or was cut.
    pub quarantined: u32,
    /// Laptops of this hub first, then the others.
    pub devices: Vec<DeviceRow>,
    /// Fewer meetings and smaller pages, for lines that are paid by the megabyte; of photographs and documents only
    /// small ones go by themselves.
    pub metered: bool,
    /// None on a laptop of coordination.
    pub nearby: Option<NearbyStatus>,
}

/// Meeting the hub's other laptops on the same cable or Wi-Fi.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NearbyStatus {
    pub on: bool,
    /// Where this laptop answers the others; none while it does not.
    pub port: Option<u16>,
    /// Those that were found since the books were opened.
    pub laptops: Vec<NearbyLaptop>,
    /// Why nobody is met now.
    pub problem: Option<Problem>,
}

/// A laptop of the hub that was found nearby.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NearbyLaptop {
    /// Hex.
    pub key: String,
    /// As timelines show it.
    pub name: String,
    pub address: String,
    /// When what it holds was last fetched; UTC ms.
    #[ts(as = "Option<i64>")]
    pub met_ms: Option<i64>,
    /// Why the last visit did not end well.
    pub problem: Option<Problem>,
}

/// How it stands with Kyiv.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CenterStatus {
    /// Host and port.
    pub address: String,
    /// Hex.
    pub key: String,
    pub phase: SyncPhase,
    /// When a meeting last ended well; UTC ms.
    #[ts(as = "Option<i64>")]
    pub met_ms: Option<i64>,
    /// Everything up to then is in Kyiv, as far as this laptop knows; UTC ms.
    #[ts(as = "Option<i64>")]
    pub complete_until_ms: Option<i64>,
    /// When it is tried again by itself; UTC ms.
    #[ts(as = "Option<i64>")]
    pub next_try_ms: Option<i64>,
    /// On the line since the books were opened, in bytes.
    #[ts(as = "i64")]
    pub sent_bytes: u64,
    #[ts(as = "i64")]
    pub received_bytes: u64,
    /// Why the last meeting did not end well.
    pub problem: Option<Problem>,
    /// The center itself found its database changed behind its back: when; UTC ms.
    #[ts(as = "Option<i64>")]
    pub damaged_ms: Option<i64>,
    /// What it did not take when it was last offered.
    pub untaken: Vec<Untaken>,
}

/// What acts wait for that was written on one laptop and has not come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AwaitedActs {
    /// The laptop, as timelines show it; none where nothing of what it wrote there has come, so that nobody here knows
    /// whose it is.
    pub name: Option<String>,
    /// The laptops that have held it, for acts done there rest on it.
    pub held_by: Vec<String>,
    /// Entries that rest on it directly; what goes on from those waits with them.
    pub entries: u32,
}

impl AwaitedActs {
    /// The words for it, with `name` and `holders` as their variables.
    pub fn what(&self) -> &'static str {
        match self.name {
            Some(_) => "awaited-known",
            None => "awaited-unknown",
        }
    }
}

/// What the center does not take of one laptop, for one reason. It stays here, and is offered again once something
/// has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Untaken {
    /// Hex of the laptop that wrote it.
    pub key: String,
    /// As timelines show it.
    pub name: String,
    /// It says who belongs to the hub or the network, not what is in store.
    pub membership: bool,
    /// Acts of the books.
    pub acts: u32,
    /// The acts, and what else was written with them.
    pub entries: u32,
    pub why: WhyUntaken,
}

impl Untaken {
    /// The words for what it is, with `acts`, `entries` and `name` as their variables.
    pub fn what(&self) -> &'static str {
        match self {
            Self { membership: true, .. } => "untaken-membership",
            Self { acts: 0, .. } => "untaken-entries",
            Self { .. } => "untaken-acts",
        }
    }
}

/// Why a center did not take it.
pub use store::exchange::untaken::WhyUntaken;

/// What the background exchange does now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SyncPhase {
    /// Nothing runs: the command line does one meeting at a time.
    Off,
    Fetching,
    HandingOver,
    /// The live channel is open: what happens elsewhere is heard within a second.
    Live,
    /// Waiting for the next try.
    Resting,
}

/// What Kyiv has not signed for yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WaitingActs {
    /// Counted up to 10,000.
    pub acts: u32,
    /// When the oldest was done; UTC ms.
    #[ts(as = "Option<i64>")]
    pub oldest_ms: Option<i64>,
}

/// Photographs and documents on their way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttachmentsStatus {
    /// Named by acts that are here, and not here themselves.
    pub coming: WaitingAttachments,
    /// Here, and not known to be in Kyiv; none for a hub that stands alone.
    pub going: WaitingAttachments,
    /// Those that came otherwise than they were named, or were refused, since the books were opened.
    pub spoilt: u32,
    /// Kyiv has no room left for those of a hub.
    pub full: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WaitingAttachments {
    pub attachments: u32,
    #[ts(as = "i64")]
    pub bytes: u64,
}

/// A laptop of the network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeviceRow {
    /// Hex.
    pub key: String,
    /// As timelines show it.
    pub name: String,
    /// Code name of its hub, if its books are held here; of coordination: none.
    pub hub: Option<String>,
    pub coordination: bool,
    pub own: bool,
    pub own_hub: bool,
    pub cut: bool,
    /// The newest act of it that is held here; UTC ms. How old what is known of it is.
    #[ts(as = "Option<i64>")]
    pub latest_ms: Option<i64>,
}

/// How far an act has travelled, as far as this laptop knows.
pub use store::exchange::reached::Reach;
