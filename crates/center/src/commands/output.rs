//! What a command prints, and how it ends.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;
use wire::bundle::BundleError;

use crate::error::CenterError;

/// How a run ends, for scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Done,
    Broken,
    Usage,
    Refused,
}

impl Ending {
    pub fn code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Done => 0,
            Self::Broken => 1,
            Self::Usage => 2,
            Self::Refused => 3,
        })
    }
}

/// Why a command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    #[error(transparent)]
    Center(#[from] CenterError),
    #[error("{name} is not 64 hexadecimal digits")]
    NotAKey { name: &'static str },
    #[error("give --until as FEED=NUMBER, with a feed and a number the center holds of this device")]
    BadHead,
    #[error("the address must be host:port")]
    BadAddress,
    #[error("{} does not read: line {line}", path.display())]
    BadLine { path: PathBuf, line: usize },
    #[error("{} is no page, or nothing of it may be kept", path.display())]
    BadPage { path: PathBuf },
    #[error("{}", path.display())]
    Bundle { path: PathBuf, source: BundleError },
    #[error("{} belongs to another network", path.display())]
    ForeignBundle { path: PathBuf },
    #[error("{}: page {page} is no sound history; what came before it is kept", path.display())]
    BadBundlePage { path: PathBuf, page: usize },
    #[error("nothing of {} may be kept: nobody vouched for the hub, or it was made before others came", path.display())]
    NothingKept { path: PathBuf },
    #[error("{} is no list of what a device holds, or one of a newer Komora", path.display())]
    BadHoldings { path: PathBuf },
    #[error("{device} is no device of this network, or it is cut")]
    NotADevice { device: String },
    #[error("no voucher of this kind is left: have the authority sign some")]
    NoVoucher,
    #[error("no such device, or it is cut already")]
    NoSuchDevice,
    #[error("{} rows are not as they were written", .0)]
    Damaged(u64),
    #[error("only for SQLite; PostgreSQL has tools of its own (docs/OPERATIONS.md)")]
    OnlySqlite,
    #[error("there is a database already; move it away first")]
    DatabaseThere,
}

impl Problem {
    pub fn ending(&self) -> Ending {
        match self {
            Self::Center(CenterError::FileExists { .. } | CenterError::NotRegistrar) => Ending::Refused,
            Self::Center(_) | Self::Damaged(_) => Ending::Broken,
            Self::Bundle { source: BundleError::Io(_), .. } => Ending::Broken,
            Self::NotAKey { .. } | Self::BadHead | Self::BadAddress => Ending::Usage,
            _ => Ending::Refused,
        }
    }
}

pub struct Output {
    pub json: bool,
}

impl Output {
    /// As JSON, or line by line.
    pub fn say(&self, document: &impl Serialize, lines: impl FnOnce() -> Vec<String>) {
        let mut stdout = std::io::stdout().lock();
        if self.json {
            let text = serde_json::to_string(document).expect("answers are plain data");
            // A pipe closed by its reader is no fault.
            let _ = writeln!(stdout, "{text}");
            return;
        }
        for line in lines() {
            let _ = writeln!(stdout, "{line}");
        }
    }

    pub fn problem(&self, problem: &Problem) {
        let mut text = problem.to_string();
        let mut source = std::error::Error::source(problem);
        while let Some(cause) = source {
            text.push_str(": ");
            text.push_str(&cause.to_string());
            source = cause.source();
        }
        match self.json {
            true => println!("{}", serde_json::json!({ "problem": text })),
            false => eprintln!("{text}"),
        }
    }
}
