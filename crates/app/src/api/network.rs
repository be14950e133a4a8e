//! How this laptop stands with the others.

use domain::facts::Date;
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

/// Why nothing came of a meeting, of joining or of a bundle. The words are `sync-<kind>`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "kind")]
pub enum SyncProblem {
    /// This hub stands alone: there is nobody to meet.
    NotJoined,
    /// The books belong to a network already.
    AlreadyJoined,
    /// What was asked needs the authority's key, which lies in another laptop's books.
    NoAuthority,
    MistypedCode,
    NewerCode,
    WrongCode,
    ExpiredCode,
    /// The code admits a laptop, but nobody to log in on it.
    CodeForNobody,
    Unreachable,
    BrokenOff,
    TooSlow,
    /// Whoever answers at the address does not hold the center's key.
    NotTheCenter,
    UnknownDevice,
    Revoked,
    NewerProtocol {
        newest: u32,
    },
    SlowDown {
        wait_seconds: u32,
    },
    /// The center cannot keep anything now: its disk is full, or its database is away.
    CannotKeep,
    /// What came, or what was answered, is not sound: nothing of it was taken.
    BadAnswer {
        detail: String,
    },
    /// The program itself broke down in the background; it begins again by itself.
    Fault {
        detail: String,
    },
    /// Whoever was asked lets this laptop in elsewhere than its code says.
    ForeignCode,
    /// The card was made before what is known here of the center.
    OlderCard {
        made_on: Date,
        known_on: Date,
    },
    /// The card is of another network, or not signed by whom it names.
    BadCard,
    NotABundle,
    NewerBundle {
        form: u32,
    },
    /// Or it was damaged just where it says for whom it is.
    BundleForOthers,
    /// Of another network.
    ForeignBundle,
    BundleDamaged,
    /// Its end is missing.
    BundleCut,
    /// One of its photographs or documents is not what it is said to be.
    WrongAttachment,
    /// No device that could open it is known here.
    NobodyToSendTo,
    /// No laptop of this hub answers at the address.
    NobodyNearby,
    /// This laptop asked to join and waits for the answer.
    AwaitsAnswer,
    /// There is no request of this laptop that an answer is awaited to.
    NothingAsked,
    NotARequest,
    NewerRequest {
        form: u32,
    },
    /// Or it is damaged just where it says what opens it.
    WrongWords,
    RequestDamaged,
    /// Only an administrator of the hub, or of coordination, lets others in.
    NotAdministrator,
    /// The laptop that asks was shut out.
    RequesterCut,
    /// The request names a person who is known here by another key.
    PersonTaken,
    /// The answer is to another request.
    ForeignAnswer,
}
