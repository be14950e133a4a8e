//! The history tables: rows in, rows out. What they mean is decided elsewhere.

mod awaited;
pub(crate) mod entries;
pub(crate) mod feeds;
pub(crate) mod waiting;

use feed::{Reason, Standing};

pub use awaited::{Awaited, awaited};
pub use waiting::{Aside, aside, wanted};

/// What became of an entry that is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Folded,
    /// Ancestors are missing: kept, counted, not judged yet.
    Parked,
    /// Kept and shown, not folded.
    Quarantined(Reason),
}

impl Status {
    /// As stored: status and reason.
    pub(crate) fn codes(self) -> (i64, i64) {
        match self {
            Self::Folded => (0, 0),
            Self::Parked => (1, 0),
            Self::Quarantined(reason) => (2, i64::from(reason.code())),
        }
    }

    /// A reason this version does not know is one all the same.
    pub(crate) fn from_codes(status: i64, reason: i64) -> Self {
        match status {
            0 => Self::Folded,
            1 => Self::Parked,
            _ => Self::Quarantined(
                u8::try_from(reason).ok().and_then(Reason::from_code).unwrap_or(Reason::Undecodable),
            ),
        }
    }

    pub fn is_folded(self) -> bool {
        self == Self::Folded
    }

    /// As the window names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Folded => "folded",
            Self::Parked => "parked",
            Self::Quarantined(_) => "quarantined",
        }
    }
}

impl From<Standing> for Status {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Folded => Self::Folded,
            Standing::Quarantined(reason) => Self::Quarantined(reason),
        }
    }
}

/// SQLite's integers are signed; sequence numbers and depths stay below its greatest.
pub(crate) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(crate) fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
