//! Why something asked for did not happen.

use domain::Refusal;
use domain::facts::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a shell is told when an act, question or operation fails. The words live in the locale
/// files: `refusal-<kind>` for a refusal, `problem-<kind>` for the rest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "problem")]
pub enum Problem {
    /// The rules said no; nothing changed.
    Refused {
        refusal: Refusal,
    },
    /// Nothing can be asked or done before unlocking.
    Locked,
    /// Wrong passphrase or code; no hint. The next try is heard after this many seconds.
    WrongPassphrase {
        wait_seconds: u32,
    },
    /// Too early after a wrong one.
    WaitBeforeNextTry {
        wait_seconds: u32,
    },
    WeakPassphrase {
        at_least: u32,
    },
    WrongRecoveryCode,
    /// The disk is full: not saved, nothing changed; the next try works once there is room.
    DiskFull,
    /// The disk failed: not saved.
    DiskFailed {
        detail: String,
    },
    /// The store is damaged; it was left as it is.
    Damaged {
        detail: String,
    },
    /// The store was written by a newer Komora.
    NewerStore {
        found: u32,
        known: u32,
    },
    /// Another running Komora holds this store.
    InUse,
    /// The store is not where it is looked for.
    NoStore,
    /// A person must first say where the files come from: `confirm-origin`.
    OriginUnknown {
        finding: super::status::OriginFinding,
    },
    /// A store is there already; nothing is overwritten.
    StoreExists,
    /// The file is refused as a whole.
    File {
        file: FileProblem,
    },
    /// Rows of an import have errors; none was saved.
    RowsRefused {
        rows: u32,
    },
    /// Nothing came of a meeting or of joining.
    Sync {
        sync: SyncProblem,
    },
    /// A coordination laptop keeps no stock of its own: acts belong to a hub.
    NoHub,
    /// The bytes of this photograph or document are still on their way.
    NotHereYet,
    /// Stopped at the person's wish; nothing changed.
    Cancelled,
    /// The request itself was malformed (a script's mistake).
    BadRequest {
        detail: String,
    },
    /// Something broke that should not: for the log and the developers.
    Internal {
        detail: String,
    },
}

/// Why a file is refused as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "reason")]
pub enum FileProblem {
    NotFound,
    Unreadable {
        detail: String,
    },
    /// Neither CSV nor XLSX, or not what its name says.
    WrongType,
    TooLarge {
        most_bytes: u32,
    },
    /// Would unpack to more than allowed.
    ExpandsTooFar {
        most_bytes: u32,
    },
    TooManyColumns {
        most: u32,
    },
    TooManyRows {
        most: u32,
    },
    CellTooLong {
        row: u32,
        most: u32,
    },
    /// Cells of several rows or columns shown as one: which rows its value is for cannot be told.
    MergedCells {
        row: u32,
        /// As a spreadsheet names them: "B2:B5".
        cells: String,
    },
    NoRows,
    /// Not text in UTF-8, UTF-16 or Windows-1251.
    UnknownEncoding,
    /// A column the kind of import needs is not mapped.
    ColumnMissing {
        field: String,
    },
    /// Neither JPEG, PNG, WebP nor PDF.
    NotAttachable,
    /// It begins as a picture does and is not a whole one.
    DamagedPicture,
    AttachmentTooLarge {
        most_mebibytes: u32,
    },
    /// Its bytes are few, its pixels too many to be shown.
    PictureTooLarge {
        most_megapixels: u32,
    },
    /// Not a Komora backup, or damaged.
    NotABackup,
    CannotWrite {
        detail: String,
    },
    Encrypted,
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

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Problem::Refused { refusal }
    }
}
