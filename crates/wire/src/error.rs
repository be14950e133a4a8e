//! What can go wrong between two ends, in kinds a person can act on.

use std::io;

use minicbor::{Decode, Encode};

use crate::route::PROTOCOL;

/// Why nothing came of a conversation.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    #[error("the other end cannot be reached")]
    Unreachable(#[source] io::Error),
    #[error("the connection broke off")]
    BrokenOff(#[source] io::Error),
    #[error("whoever answers does not hold the pinned key")]
    NotThePinnedKey,
    #[error("the other end took longer than allowed")]
    TooSlow,
    #[error("cancelled")]
    Cancelled,
    #[error("refused: {0}")]
    Refused(#[from] Refused),
    #[error("the answer is not of this protocol")]
    BadAnswer,
    #[error("the answer is larger than {limit_bytes} bytes")]
    AnswerTooLarge { limit_bytes: usize },
}

/// The other end said no. The numbers travel: add, never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Whatever this version has no name for.
    #[error("for a reason this version does not know ({code})")]
    Other { code: u32 },
    #[error("this device is not enrolled")]
    UnknownDevice,
    #[error("this device is cut")]
    Revoked,
    #[error("the enrolment code is wrong, or has been used")]
    WrongCode,
    #[error("the enrolment code has expired")]
    ExpiredCode,
    #[error("a newer protocol is spoken than {newest}")]
    NewerProtocol { newest: u32 },
    #[error("more was sent than the {limit_bytes} bytes allowed")]
    TooLarge { limit_bytes: u64 },
    #[error("too much is asked at once; again after {after_ms} ms")]
    SlowDown { after_ms: u64 },
    #[error("the request was not sent within {limit_ms} ms")]
    TooSlow { limit_ms: u64 },
    #[error("what was sent does not read or does not verify")]
    Malformed,
    #[error("this device may not read or write that scope")]
    OutOfScope,
    #[error("something before what was sent is missing")]
    Gap,
    #[error("a feed was written in more ways than are kept")]
    TooManyForks,
    #[error("the other end cannot keep anything now")]
    CannotKeep,
    #[error("there is no such thing")]
    NotFound,
    #[error("the page names subjects that are not known there; send it again without names")]
    Names,
}

/// A refusal as it travels.
#[derive(Encode, Decode)]
struct Told {
    #[n(0)]
    code: u32,
    /// The number of the kinds that carry one.
    #[n(1)]
    number: Option<u64>,
}

impl Refused {
    /// The HTTP status it travels under, for proxies and logs.
    pub fn status(self) -> u16 {
        match self {
            Self::Malformed | Self::Gap | Self::Names | Self::Other { .. } => 400,
            Self::UnknownDevice | Self::Revoked | Self::OutOfScope => 403,
            Self::WrongCode | Self::ExpiredCode => 403,
            Self::NotFound => 404,
            Self::TooSlow { .. } => 408,
            Self::TooManyForks => 409,
            Self::TooLarge { .. } => 413,
            Self::SlowDown { .. } => 429,
            Self::CannotKeep => 503,
            Self::NewerProtocol { .. } => 505,
        }
    }

    pub fn to_bytes(self) -> Vec<u8> {
        let (code, number) = match self {
            Self::Other { code } => (code, None),
            Self::UnknownDevice => (1, None),
            Self::Revoked => (2, None),
            Self::WrongCode => (3, None),
            Self::ExpiredCode => (4, None),
            Self::NewerProtocol { newest } => (5, Some(u64::from(newest))),
            Self::TooLarge { limit_bytes } => (6, Some(limit_bytes)),
            Self::SlowDown { after_ms } => (7, Some(after_ms)),
            Self::TooSlow { limit_ms } => (8, Some(limit_ms)),
            Self::Malformed => (9, None),
            Self::OutOfScope => (10, None),
            Self::Gap => (11, None),
            Self::TooManyForks => (12, None),
            Self::CannotKeep => (13, None),
            Self::NotFound => (14, None),
            Self::Names => (15, None),
        };
        minicbor::to_vec(Told { code, number }).expect("writing to memory cannot fail")
    }

    /// `None` for bytes that are no refusal.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let told: Told = minicbor::decode(bytes).ok()?;
        let number = told.number.unwrap_or(0);
        Some(match told.code {
            1 => Self::UnknownDevice,
            2 => Self::Revoked,
            3 => Self::WrongCode,
            4 => Self::ExpiredCode,
            5 => Self::NewerProtocol { newest: u32::try_from(number).unwrap_or(PROTOCOL) },
            6 => Self::TooLarge { limit_bytes: number },
            7 => Self::SlowDown { after_ms: number },
            8 => Self::TooSlow { limit_ms: number },
            9 => Self::Malformed,
            10 => Self::OutOfScope,
            11 => Self::Gap,
            12 => Self::TooManyForks,
            13 => Self::CannotKeep,
            14 => Self::NotFound,
            15 => Self::Names,
            code => Self::Other { code },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_arrives_as_it_was_meant() {
        for refused in [
            Refused::Other { code: 99 },
            Refused::UnknownDevice,
            Refused::Revoked,
            Refused::WrongCode,
            Refused::ExpiredCode,
            Refused::NewerProtocol { newest: 1 },
            Refused::TooLarge { limit_bytes: 8 << 20 },
            Refused::SlowDown { after_ms: 250 },
            Refused::TooSlow { limit_ms: 30_000 },
            Refused::Malformed,
            Refused::OutOfScope,
            Refused::Gap,
            Refused::TooManyForks,
            Refused::CannotKeep,
            Refused::NotFound,
            Refused::Names,
        ] {
            assert_eq!(Refused::from_bytes(&refused.to_bytes()), Some(refused));
            assert!(refused.status() >= 400);
        }
        assert_eq!(Refused::from_bytes(b"<html>"), None);
    }
}
