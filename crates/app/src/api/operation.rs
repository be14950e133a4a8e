//! What the program itself is asked to do, beside acts and questions.

use domain::attachment::{AttachedTo, Shows};
use domain::{ActId, AttachmentId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::receipt::Receipt;
use super::status::StoreName;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "operation")]
pub enum Operation {
    /// First run: a hub that stands alone, with its first person.
    CreateHub {
        code: String,
        name: Option<String>,
        classification: Option<String>,
        person: String,
        rank: Option<String>,
        passphrase: String,
    },
    /// Builds the training hub if it is not there, and opens it. A job: progress is told.
    OpenTraining,
    /// Chooses which store the window shows; it is locked.
    ChooseStore {
        store: StoreName,
    },
    Unlock {
        passphrase: String,
    },
    /// Opens with the printed recovery code and sets a new passphrase.
    UnlockWithRecovery {
        code: String,
        passphrase: String,
    },
    Lock,
    /// The person says what happened to the files; Komora goes on under a new epoch.
    ConfirmOrigin {
        origin: Origin,
    },
    ChangePassphrase {
        old: String,
        new: String,
    },
    CheckPassphrase {
        passphrase: String,
    },
    /// Writes the sheet with the recovery code, as PDF; only right after it was made.
    SaveRecoverySheet {
        path: String,
        language: String,
    },
    /// Remembers a window preference outside the encrypted store: never inventory data.
    Prefer {
        key: String,
        value: Option<String>,
    },
    LockAfter {
        minutes: u32,
    },
    SetBackup {
        folder: Option<String>,
        every_hours: u32,
    },
    BackUpNow,
    /// Checks a backup file without changing anything.
    InspectBackup {
        path: String,
    },
    /// Unpacks a backup where no store is; opens locked and goes on under a new epoch.
    RestoreBackup {
        path: String,
    },
    /// Moves a damaged store aside, untouched, and makes room for a new one.
    SetAside,
    /// Writes what can still be read of a damaged store.
    Salvage {
        passphrase: String,
        path: String,
    },
    /// The same by the printed code, where the passphrase is lost or the files come from another machine.
    SalvageWithRecovery {
        code: String,
        path: String,
    },
    /// Writes a list as the person sees it.
    Export {
        list: super::query::Query,
        format: ExportFormat,
        path: String,
        language: String,
        columns: Vec<String>,
    },
    /// Adds a photograph or document from a file.
    Attach {
        id: AttachmentId,
        to: AttachedTo,
        path: String,
        shows: Shows,
        note: Option<String>,
        /// Names this submission: sent twice it is saved once.
        act: Option<ActId>,
    },
    /// Writes a photograph or document to a file.
    SaveAttachment {
        id: AttachmentId,
        path: String,
    },
    /// How much of what others attach is kept here.
    SetAttachmentRoom {
        mebibytes: u32,
    },
    /// Writes the hand receipt of an act or of all a holder has.
    HandReceipt {
        of: ReceiptOf,
        path: String,
        language: String,
    },
    /// Reads a file's head to plan an import.
    ReadImport {
        path: String,
        kind: super::import::ImportKind,
        sheet: Option<String>,
    },
    /// First run of a laptop that joins a hub, or coordination, with a code from the center.
    JoinByCode {
        code: String,
        person: String,
        rank: Option<String>,
        passphrase: String,
    },
    /// First run of a laptop that has no line: it makes its keys and waits for the answer to its request.
    AskToJoin {
        person: String,
        rank: Option<String>,
        passphrase: String,
    },
    /// Writes the request of a laptop that waits; again the same.
    SaveRequest {
        path: String,
    },
    /// Gives the request up and begins anew.
    WithdrawRequest,
    /// Opens another laptop's request, to decide whether it is let in.
    ReadRequest {
        path: String,
        /// As the new laptop shows them.
        words: String,
    },
    /// First run of the first coordination laptop: it founds the network and keeps its authority's key.
    FoundNetwork {
        person: String,
        passphrase: String,
    },
    /// Coordination: names a center's registrar, and where the center is met.
    NameCenter {
        /// Host and port.
        address: String,
        /// Hex; both are printed by `komora-center init`.
        center: String,
        registrar: String,
    },
    /// Writes the hub's card: its roster, for coordination to admit it.
    SaveHubCard {
        path: String,
    },
    /// Coordination: vouches for the hub whose card this is, and writes the network's card, with which that
    /// hub joins, to `answer`.
    AdmitHub {
        path: String,
        answer: String,
    },
    /// A hub that stood alone joins with the network's card; its history comes along. A later card says where Kyiv has
    /// moved to.
    JoinNetwork {
        path: String,
        /// Also where the card says of the center something else than is known and was not made later.
        #[serde(default)]
        even_older: bool,
    },
    /// Writes what is held here, for the center's operator to write a bundle of what is lacking.
    SaveHoldings {
        path: String,
    },
    /// Signs one-use vouchers for the center's operator, a line each.
    SaveVouchers {
        /// A role's name, as in `role-<name>`.
        role: String,
        count: u32,
        valid_days: u32,
        path: String,
    },
    /// Meets the center now.
    SyncNow,
    /// Breaks off the meeting that runs; it is tried again in its time.
    StopSync,
    /// Whether the hub's other laptops are met on the same cable or Wi-Fi.
    SetNearby {
        on: bool,
    },
    SetMetered {
        metered: bool,
    },
    /// Photographs and documents that wait on a metered line go now, and those that are wanted come.
    SendAttachmentsNow,
    /// The person did something: the idle clock starts anew.
    Stir,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A copy or a restored backup.
    RestoredCopy,
    /// The same laptop; files were damaged or lost.
    Damage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ExportFormat {
    Csv,
    Xlsx,
    Pdf,
    Json,
}

/// What a hand receipt shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "of")]
pub enum ReceiptOf {
    Act { act: domain::ActId },
    Holder { holder: domain::people::Holder },
}

/// What an operation answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "outcome")]
pub enum Outcome {
    Done,
    /// The hub exists; the code is shown once.
    Created {
        recovery_code: String,
    },
    Strength {
        score: u32,
        long_enough: bool,
        at_least: u32,
    },
    Started {
        job: u32,
    },
    Saved {
        path: String,
        #[ts(as = "i64")]
        bytes: u64,
    },
    Attached {
        receipt: Receipt,
    },
    Import {
        draft: Box<super::import::ImportDraft>,
    },
    Backup {
        hub: String,
        #[ts(as = "i64")]
        made_ms: i64,
        #[ts(as = "i64")]
        bytes: u64,
    },
    /// Who asks to be let in.
    Request {
        request: super::exchange::LaptopRequest,
    },
    SetAside {
        path: String,
    },
    Salvaged {
        path: String,
        entries: u32,
        unreadable: u32,
        /// Photographs and documents, written to a folder beside the file.
        attachments: u32,
    },
}
