//! What can be typed.

use std::path::PathBuf;

use app::words::Language;
use clap::{Parser, Subcommand, ValueEnum};

/// Komora without a window: keeps a hub's books from scripts and the command line.
#[derive(Debug, Parser)]
#[command(name = "komora-cli", version, about)]
pub struct Arguments {
    /// The store's folder; the desktop app's hub where not given.
    #[arg(long, global = true, value_name = "DIR")]
    pub store: Option<PathBuf>,
    /// Answers as JSON, one document a line.
    #[arg(long, global = true)]
    pub json: bool,
    /// uk, en or fr; where not given that of KOMORA_LANGUAGE, else the system's.
    #[arg(long, global = true, value_name = "LANG", value_parser = language)]
    pub language: Option<Language>,
    /// File whose first line is the passphrase; otherwise KOMORA_PASSPHRASE is read.
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    #[command(subcommand)]
    pub work: Work,
}

#[derive(Debug, Subcommand)]
pub enum Work {
    /// Makes a hub that stands alone; prints the recovery code once.
    Init {
        /// Code name, HUB-…
        #[arg(long)]
        hub: String,
        /// What the hub is called.
        #[arg(long)]
        name: Option<String>,
        /// Its first person.
        #[arg(long)]
        person: String,
        #[arg(long)]
        classification: Option<String>,
    },
    /// Brings in holdings from CSV or XLSX: all rows or none.
    Import {
        file: PathBuf,
        #[arg(long, value_enum)]
        kind: Kind,
        /// Which column feeds which field, as JSON {"columns":{…},"fixed":{…}}; guessed where not given.
        #[arg(long, value_name = "FILE")]
        map: Option<PathBuf>,
        /// Sheet of a workbook; the first where not given.
        #[arg(long)]
        sheet: Option<String>,
        /// Code of the place for rows that name none.
        #[arg(long, default_value = "STORE")]
        place: String,
        /// Supply condition code for rows that give none.
        #[arg(long, default_value = "A")]
        condition: String,
        /// Checks everything, saves nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Lists what the books hold.
    List {
        list: List,
        /// Field and value, for example place=<id>, text=rifle, condition=A, hub=<code name>; may be repeated.
        #[arg(long, value_name = "K=V")]
        filter: Vec<String>,
        #[arg(long, default_value_t = 0)]
        offset: u32,
        /// All rows where not given.
        #[arg(long)]
        limit: Option<u32>,
    },
    /// Shows one thing with its timeline.
    Show {
        /// A serial, an NSN, or an id.
        what: String,
    },
    /// Adds a photograph or document (JPEG, PNG, WebP or PDF) to an asset, lot, item or place; takes out of a
    /// photograph where and with what it was taken.
    Attach {
        /// A serial, an NSN, or an id.
        what: String,
        file: PathBuf,
        #[arg(long, value_enum, default_value_t = Shows::Photograph)]
        shows: Shows,
        /// What there is to say of it.
        #[arg(long)]
        note: Option<String>,
    },
    /// Lists what is attached to a thing.
    Attachments {
        /// A serial, an NSN, or an id.
        what: String,
    },
    /// Writes a photograph or document to a file.
    SaveAttachment {
        /// Its id, as attachments lists it.
        id: String,
        #[arg(long)]
        out: PathBuf,
    },
    /// Does acts given as JSON: one command, or one a line.
    Execute {
        /// A file, or - for standard input.
        file: PathBuf,
    },
    /// Writes a list to a file.
    Export {
        list: List,
        #[arg(long, value_enum)]
        format: Format,
        #[arg(long)]
        out: PathBuf,
        #[arg(long, value_name = "K=V")]
        filter: Vec<String>,
    },
    /// Checks every chain, seal and signature, the head witness, and that the tables equal the history.
    Verify,
    /// Prints the state hash of each scope.
    StateHash,
    /// Makes the training hub in a new folder, and says with what passphrase it opens.
    Training { dir: PathBuf },
    /// Joins a hub, or coordination, with the code a center printed; prints the recovery code once.
    Join {
        /// The words, or what a scanner reads. One argument, or several.
        #[arg(required = true)]
        code: Vec<String>,
        /// Who comes with this laptop.
        #[arg(long)]
        person: String,
        #[arg(long)]
        rank: Option<String>,
    },
    /// Meets the center: once, or as the app does in the background, until stopped or until nothing more can come of
    /// it by itself.
    Sync {
        #[arg(long)]
        once: bool,
        /// Photographs and documents that wait on a metered line go and come as well.
        #[arg(long, conflicts_with = "at")]
        attachments: bool,
        /// Fetches once from the laptop of this hub that answers at this address and port, without the center.
        #[arg(long, value_name = "ADDRESS:PORT", conflicts_with = "once")]
        at: Option<std::net::SocketAddr>,
    },
    /// Shows how this laptop stands with the others.
    Network {
        #[command(subcommand)]
        work: Option<NetworkWork>,
    },
    /// Files that carry history where no line does.
    Bundle {
        #[command(subcommand)]
        work: BundleWork,
    },
    /// Prints the newest entry held of each feed: feed, number, hash.
    Heads,
    /// Lists what does not add up.
    Discrepancies {
        /// The settled ones too.
        #[arg(long)]
        all: bool,
    },
    /// Settles a discrepancy.
    Settle {
        /// Its id, or at least the first eight digits of it.
        id: String,
        /// What was found, in words: it stays in the books.
        #[arg(long)]
        finding: String,
        /// Where the thing really is, as JSON; what the books say where not given.
        #[arg(long, value_name = "JSON")]
        whereabouts: Option<String>,
    },
    /// Writes an encrypted backup.
    Backup { folder: PathBuf },
    /// Unpacks a backup into the store's folder, which must be empty. In a new folder it opens with the
    /// recovery code: see unlock.
    Restore { file: PathBuf },
    /// Opens the store with the printed recovery code and makes the passphrase given the new one.
    Unlock {
        /// File whose first line is the code.
        #[arg(long, value_name = "FILE")]
        recovery_code_file: PathBuf,
    },
    /// Writes what can still be read of a damaged store, one entry a line.
    Salvage {
        file: PathBuf,
        /// File whose first line is the printed recovery code; the passphrase is asked for where not given.
        #[arg(long, value_name = "FILE")]
        recovery_code_file: Option<PathBuf>,
    },
    /// Says where the store's files come from, where that is asked; goes on as a new branch of the history.
    ConfirmOrigin {
        #[arg(value_enum)]
        origin: Origin,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Origin {
    /// A copy, or a restored backup.
    Restored,
    /// The same laptop; files were damaged or lost.
    Damaged,
}

#[derive(Debug, Subcommand)]
pub enum BundleWork {
    /// Writes a bundle that only those it is for can open.
    Export {
        #[arg(long = "for", value_enum)]
        of: Recipients,
        /// Leave out photographs and documents.
        #[arg(long)]
        without_attachments: bool,
        file: PathBuf,
    },
    /// Takes a bundle in. Again changes nothing.
    Import { file: PathBuf },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Recipients {
    /// The center and coordination: what Kyiv is not known to hold.
    Kyiv,
    /// The other laptops of this hub: what they are not known to hold.
    Hub,
    /// Both, all that is held.
    Everything,
}

#[derive(Debug, Subcommand)]
pub enum NetworkWork {
    /// Founds a network: this store becomes the first coordination laptop's.
    Found {
        #[arg(long)]
        person: String,
    },
    /// Names a center: the keys are printed by `komora-center init`.
    Center {
        /// Host and port.
        address: String,
        /// The center's key.
        #[arg(long)]
        key: String,
        /// The registrar's key.
        #[arg(long)]
        registrar: String,
    },
    /// Writes this hub's card, for coordination to admit it.
    Card { file: PathBuf },
    /// Vouches for the hub whose card this is, and writes the network's card for it.
    Admit {
        card: PathBuf,
        #[arg(long)]
        answer: PathBuf,
    },
    /// Joins with the network's card; what this hub wrote alone goes along. A later card says where Kyiv has moved to.
    Join {
        card: PathBuf,
        /// Also a card that was made before what is known here of Kyiv.
        #[arg(long)]
        even_older: bool,
    },
    /// Writes what this laptop holds, for `komora-center bundle export --have`: names and numbers, no inventory.
    Holdings {
        #[arg(long)]
        out: PathBuf,
    },
    #[command(flatten)]
    Stick(StickWork),
    /// Signs one-use vouchers for the center's operator.
    Vouchers {
        /// storekeeper, quartermaster, administrator…
        #[arg(long)]
        role: String,
        #[arg(long, default_value_t = 10)]
        count: u32,
        #[arg(long, default_value_t = 90)]
        valid_days: u32,
        #[arg(long)]
        out: PathBuf,
    },
    /// Whether the app meets the hub's other laptops on the same cable or Wi-Fi.
    Nearby {
        #[arg(value_parser = clap::builder::BoolishValueParser::new())]
        on: bool,
    },
    /// Fewer meetings and smaller pages, for lines paid by the megabyte.
    Metered {
        #[arg(value_parser = clap::builder::BoolishValueParser::new())]
        on: bool,
    },
}

/// How a laptop without any line joins its hub.
#[derive(Debug, Subcommand)]
pub enum StickWork {
    /// A laptop without any line asks to join: makes its keys, prints the recovery code once, and writes the
    /// request; again writes the same request.
    Request {
        file: PathBuf,
        /// Who comes with this laptop; not asked for when the request is written again.
        #[arg(long)]
        person: Option<String>,
        #[arg(long)]
        rank: Option<String>,
    },
    /// Shows who asks in a request; with a role, lets the laptop in and writes the answer.
    AdmitLaptop {
        request: PathBuf,
        /// As the new laptop shows them; one argument, or several.
        #[arg(long, required = true, num_args = 1..)]
        words: Vec<String>,
        /// storekeeper, quartermaster, administrator…
        #[arg(long, requires = "answer")]
        role: Option<String>,
        #[arg(long, requires = "role")]
        answer: Option<PathBuf>,
    },
    /// Takes in the answer to this laptop's request: its books begin.
    TakeAnswer { file: PathBuf },
    /// Gives this laptop's request up, and its keys.
    WithdrawRequest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    Items,
    Assets,
    Stock,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum List {
    Items,
    Assets,
    Stock,
    Places,
    People,
    Discrepancies,
}

/// What an attachment is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shows {
    Photograph,
    Damage,
    /// The donor's written consent to a retransfer.
    Consent,
    Certificate,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Csv,
    Xlsx,
    Pdf,
    Json,
}

fn language(tag: &str) -> Result<Language, &'static str> {
    Language::from_tag(tag).ok_or("Komora speaks uk, en and fr")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_komora_does_not_speak_is_a_usage_error() {
        for (tag, expected) in [
            ("uk", Some(Language::Ukrainian)),
            ("fr-CA", Some(Language::French)),
            ("en_GB.UTF-8", Some(Language::English)),
            ("xx", None),
            ("ukr", None),
            ("", None),
        ] {
            let typed = ["komora-cli", "--language", tag, "heads"];
            let language = Arguments::try_parse_from(typed).ok().and_then(|arguments| arguments.language);
            assert_eq!(language, expected, "{tag:?}");
        }
    }
}
