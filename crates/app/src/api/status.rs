//! Where the program stands: what the window shows before anything is unlocked.

use domain::PersonId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum StoreName {
    Hub,
    Training,
}

/// What can be done now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "phase")]
pub enum Phase {
    /// No hub on this laptop yet.
    FirstRun,
    Locked {
        /// Seconds before another try is heard.
        wait_seconds: u32,
    },
    /// The database is not what its head witness says: a person decides how to go on. Answer with
    /// `confirm-origin`.
    AskOrigin {
        finding: OriginFinding,
    },
    /// It asked to join by stick and waits: shows what goes with the request. `take-answer` begins the books.
    Waiting {
        /// Of the request: five, to be told by another way than the file.
        words: String,
        /// Who comes with this laptop.
        person: String,
        /// When it asked, by its own clock; UTC ms.
        #[ts(as = "i64")]
        made_ms: i64,
    },
    Open,
    Damaged {
        detail: String,
    },
    NewerStore {
        found: u32,
        known: u32,
    },
    InUse,
}

/// How the database and its head witness disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum OriginFinding {
    /// Acts this laptop confirmed are missing from the database.
    BehindWitness,
    WitnessMissing,
    /// Written on another machine: a copy.
    OtherMachine,
    /// Unpacked from a backup.
    Restored,
}

/// Who is logged in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LoggedIn {
    pub id: PersonId,
    pub name: Option<String>,
    pub duty: Option<String>,
    /// Role names as in the Roster.
    pub roles: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HubStatus {
    pub code: String,
    pub name: Option<String>,
    pub classification: Option<String>,
    pub training: bool,
    /// A coordination laptop: it holds every hub's books and keeps none of its own.
    pub coordination: bool,
    /// Hex of the hub's authority-given id; of coordination: the network's authority key.
    pub id: String,
}

/// How old the newest backup is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupStatus {
    pub folder: Option<String>,
    pub every_hours: u32,
    #[ts(as = "Option<i64>")]
    pub newest_ms: Option<i64>,
    /// Older than seven days, or none.
    pub overdue: bool,
    /// Why the last try failed.
    pub last_problem: Option<super::problem::Problem>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    pub version: String,
    pub store: StoreName,
    pub phase: Phase,
    /// Stores that exist on this laptop.
    pub stores: Vec<StoreName>,
    /// Known once unlocked.
    pub hub: Option<HubStatus>,
    pub person: Option<LoggedIn>,
    pub backup: Option<BackupStatus>,
    /// Locks by itself after this many idle minutes.
    pub lock_after_minutes: u32,
    /// Window preferences (theme, language, column choices …) by key; hold no inventory data.
    #[ts(as = "std::collections::HashMap<String, String>")]
    pub preferences: std::collections::BTreeMap<String, String>,
    /// Asked for by `KOMORA_LANGUAGE`: uk, en or fr. What a person chose goes before it.
    pub language: Option<String>,
    /// Machine-local short name of this device, as timelines show it.
    pub device: Option<String>,
}
