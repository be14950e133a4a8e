//! Everything that can stop a command.

use std::path::PathBuf;

/// Why a command stopped. Printed as it is.
#[derive(Debug)]
pub enum Failure {
    Usage,
    Missing { program: String, advice: &'static str },
    TooOld { program: &'static str, found: String, needed: u32 },
    NotDebian { packages: Vec<&'static str> },
    NotInstalled { packages: Vec<String> },
    Stopped { program: String, code: Option<i32> },
    Unreadable { path: PathBuf, error: std::io::Error },
    Unclear { what: &'static str },
    NoBundler,
    FailedTests { failed: u64 },
}

impl std::error::Error for Failure {}

impl std::fmt::Display for Failure {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Usage => write!(out, "unknown command or argument"),
            Self::Missing { program, advice } => write!(out, "`{program}` is not there; {advice}"),
            Self::TooOld { program, found, needed } => {
                write!(out, "{program} {found} is too old, {needed} or newer is needed")
            }
            Self::NotDebian { packages } => write!(
                out,
                "this system has no dpkg, so the system packages cannot be checked or installed.\n\
                 Please install what your system calls: {}",
                packages.join(" ")
            ),
            Self::NotInstalled { packages } => {
                write!(out, "apt-get ended well, yet these are still missing: {}", packages.join(" "))
            }
            Self::Stopped { program, code: Some(code) } => write!(out, "`{program}` ended with code {code}"),
            Self::Stopped { program, code: None } => write!(out, "`{program}` was ended by a signal"),
            Self::Unreadable { path, error } => write!(out, "{}: {error}", path.display()),
            Self::Unclear { what } => write!(out, "no counts could be read from {what}"),
            Self::NoBundler => write!(out, "@tauri-apps/cli is not among the dependencies of ui/"),
            Self::FailedTests { failed } => write!(out, "{failed} failed"),
        }
    }
}
