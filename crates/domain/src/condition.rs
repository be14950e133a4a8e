//! Supply condition codes (DLM 4000.25): what state a thing is in and whether it may be issued.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A supply condition code. The letter is the authority's; the words are in the locale files.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Encode,
    Decode,
    TS,
)]
#[cbor(index_only)]
pub enum ConditionCode {
    /// Serviceable, issuable without qualification.
    #[n(0)]
    #[default]
    A,
    /// Serviceable, issuable with qualification.
    #[n(1)]
    B,
    /// Serviceable, priority issue.
    #[n(2)]
    C,
    /// Serviceable after test or modification.
    #[n(3)]
    D,
    /// Unserviceable, limited restoration.
    #[n(4)]
    E,
    /// Unserviceable, reparable.
    #[n(5)]
    F,
    /// Unserviceable, incomplete.
    #[n(6)]
    G,
    /// Unserviceable, condemned.
    #[n(7)]
    H,
    /// Suspended, in stock.
    #[n(8)]
    J,
    /// Suspended, returns.
    #[n(9)]
    K,
    /// Suspended, litigation.
    #[n(10)]
    L,
    /// Suspended, in work.
    #[n(11)]
    M,
    /// Suspended, ammunition for emergency combat use only.
    #[n(12)]
    N,
    /// Unserviceable, reclamation.
    #[n(13)]
    P,
    /// Suspended, product quality deficiency.
    #[n(14)]
    Q,
    /// Suspended, reclaimed, awaiting condition determination.
    #[n(15)]
    R,
    /// Unserviceable, scrap.
    #[n(16)]
    S,
    /// Serviceable, ammunition for training use only.
    #[n(17)]
    T,
    /// Unserviceable, waste military munitions.
    #[n(18)]
    V,
    /// Suspended, repair decision delayed.
    #[n(19)]
    X,
}

impl ConditionCode {
    /// Every code, in the authority's order.
    pub const ALL: [ConditionCode; 20] = {
        use ConditionCode::*;
        [A, B, C, D, E, F, G, H, J, K, L, M, N, P, Q, R, S, T, V, X]
    };

    /// Whether stock in this condition may be issued for use: A, B and C. D waits for its test, T is
    /// for training and N for emergencies, each an act of its own.
    pub const fn issuable(self) -> bool {
        matches!(self, ConditionCode::A | ConditionCode::B | ConditionCode::C)
    }

    /// The code's letter.
    pub const fn letter(self) -> char {
        const LETTERS: &[u8; 20] = b"ABCDEFGHJKLMNPQRSTVX";
        LETTERS[self as usize] as char
    }

    /// The code written as this letter, in either case.
    pub fn from_letter(letter: &str) -> Option<Self> {
        let mut letters = letter.trim().chars();
        let first = letters.next()?.to_ascii_uppercase();
        if letters.next().is_some() {
            return None;
        }
        Self::ALL.into_iter().find(|code| code.letter() == first)
    }
}
