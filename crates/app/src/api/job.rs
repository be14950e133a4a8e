//! Long work: shows progress, can be cancelled, goes on in the background.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::exchange::{BundleExported, BundleFor, BundleImported};
use super::import::{ImportPlan, ImportReport};
use super::problem::Problem;

/// What can be started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "job")]
pub enum Job {
    Import {
        plan: ImportPlan,
    },
    /// Writes a bundle.
    ExportBundle {
        of: BundleFor,
        path: String,
        /// With the photographs and documents whoever it is for is not known to hold.
        attachments: bool,
    },
    /// Takes a bundle in; what was taken by then stays when it is cancelled.
    ImportBundle {
        path: String,
    },
    /// Lets the laptop in that made this request, and writes the answer for it alone.
    AdmitLaptop {
        request: String,
        /// As the new laptop shows them.
        words: String,
        /// A role's name, as in `role-<name>`.
        role: String,
        /// Where the answer goes.
        answer: String,
    },
    /// Begins the books of a laptop that waits: all of the answer, or nothing of it.
    TakeAnswer {
        path: String,
    },
    Verify,
    Rebuild,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    pub job: u32,
    /// A word key: "reading", "checking", "saving", "building", "verifying", "writing", "attaching", "taking".
    pub stage: String,
    pub done: u32,
    pub total: u32,
}

/// How a job ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "end")]
pub enum Ended {
    Imported { job: u32, report: ImportReport },
    BundleWritten { job: u32, path: String, written: BundleExported },
    BundleTaken { job: u32, taken: BundleImported },
    LaptopAdmitted { job: u32, path: String, written: BundleExported },
    AnswerTaken { job: u32, taken: BundleImported },
    Verified { job: u32, report: VerifyReport },
    Finished { job: u32 },
    Failed { job: u32, problem: Problem },
}

/// What a full check of the store found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VerifyReport {
    #[ts(as = "i64")]
    pub entries: u64,
    pub feeds: u32,
    /// Things whose rows were compared with their history.
    #[ts(as = "i64")]
    pub subjects: u64,
    /// Empty when all is well.
    pub problems: Vec<VerifyProblem>,
}

/// One thing that is not as it must be; the words are `verify-problem-<kind>`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "kind")]
pub enum VerifyProblem {
    Unreadable {
        /// Hex.
        feed: String,
        #[ts(as = "i64")]
        seq: u64,
    },
    WrongHash {
        feed: String,
        #[ts(as = "i64")]
        seq: u64,
    },
    BrokenChain {
        feed: String,
        #[ts(as = "i64")]
        seq: u64,
    },
    ForgedSeal {
        feed: String,
        #[ts(as = "i64")]
        seq: u64,
    },
    Unsealed {
        feed: String,
        #[ts(as = "i64")]
        seq: u64,
    },
    ForgedEvidence {
        feed: String,
        #[ts(as = "i64")]
        seq: u64,
    },
    WrongStanding {
        feed: String,
        #[ts(as = "i64")]
        seq: u64,
    },
    WrongState {
        subject: String,
    },
    WrongDiscrepancies,
    WrongTable {
        table: String,
    },
    OtherVersion,
    /// The bytes of a photograph or document changed.
    WrongBlob {
        /// Hex.
        blob: String,
        /// As it was called when it was attached, where an attachment still names it.
        file_name: Option<String>,
    },
    /// The database is not where the witness beside it saw it last.
    HeadWitness,
}

/// What the app tells its shells unasked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "notice")]
pub enum Notice {
    /// These parts of the books changed; told only after commit.
    Topics {
        topics: Vec<String>,
    },
    /// Phase, person or hub changed: ask for the status.
    Status,
    Progress {
        progress: Progress,
    },
    Ended {
        ended: Ended,
    },
}
