//! Whole smallest units; never floats, never a silent overflow.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How many of an item's unit of issue: whole units, at most 2^53 - 1 so that every program that
/// reads an export holds it exactly.
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
#[serde(transparent)]
#[cbor(transparent)]
#[ts(as = "i64")]
pub struct Quantity(#[n(0)] pub u64);

impl Quantity {
    /// The greatest quantity one command may name.
    pub const MAX: Quantity = Quantity((1 << 53) - 1);

    /// The quantity as a signed change; none above [`Quantity::MAX`].
    pub fn signed(self) -> Option<i64> {
        (self <= Self::MAX).then_some(self.0 as i64)
    }
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
