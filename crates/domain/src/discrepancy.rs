//! Two facts that cannot both be plain truth; a person settles it.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{EntryRef, ScopeId, SubjectId};

/// What kind of disagreement. The numbers enter the ids: add, never renumber.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode, TS,
)]
#[serde(rename_all = "kebab-case")]
#[cbor(index_only)]
pub enum DiscrepancyKind {
    /// Two acts done apart say differently where one asset is or who has it.
    #[n(1)]
    CustodyConflict,
    /// More was taken from a stock line than was put there.
    #[n(2)]
    StockBelowZero,
    /// The same model and normalised serial is alive twice (rule W2).
    #[n(3)]
    SerialTwice,
    /// One device wrote two histories under one name.
    #[n(4)]
    Fork,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(rename_all = "kebab-case")]
#[cbor(index_only)]
pub enum DiscrepancyStatus {
    #[n(0)]
    Open,
    /// A person settled it.
    #[n(1)]
    Settled,
}

/// A discrepancy as folded; the same bytes on every replica.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Discrepancy {
    #[cbor(n(0), with = "minicbor::bytes")]
    pub id: [u8; 32],
    #[n(1)]
    pub kind: DiscrepancyKind,
    #[n(2)]
    pub subject: SubjectId,
    /// The entries that disagree, in id order; empty for a condition.
    #[n(3)]
    pub between: Vec<EntryRef>,
    #[n(4)]
    pub status: DiscrepancyStatus,
    /// The entry that settled it.
    #[n(5)]
    pub settled_by: Option<EntryRef>,
    /// For a condition: how far it is (what a stock line holds, how many things are alive under one
    /// serial).
    #[n(6)]
    pub figure: Option<i64>,
}

/// Id of a conflict between two facts: the same whichever comes first.
pub fn pair_id(kind: DiscrepancyKind, subject: SubjectId, a: &EntryRef, b: &EntryRef) -> [u8; 32] {
    let (first, second) = if a.hash <= b.hash { (a, b) } else { (b, a) };
    let mut hasher = named(kind, subject);
    hasher.update(&first.hash).update(&second.hash);
    *hasher.finalize().as_bytes()
}

/// Id of a condition: it is another discrepancy after each settling, and of another hub. A pair's entries tell hubs
/// apart; a condition has none, and a thing keeps its id when it goes from hub to hub.
pub fn condition_id(
    scope: ScopeId,
    kind: DiscrepancyKind,
    subject: SubjectId,
    last_settling: Option<&EntryRef>,
) -> [u8; 32] {
    let mut hasher = named(kind, subject);
    hasher.update(&scope.0).update(last_settling.map_or(&[0; 32], |entry| &entry.hash));
    *hasher.finalize().as_bytes()
}

fn named(kind: DiscrepancyKind, subject: SubjectId) -> blake3::Hasher {
    let mut hasher = blake3::Hasher::new_derive_key("komora 1 discrepancy");
    hasher.update(&(kind as u32).to_be_bytes()).update(subject.as_bytes());
    hasher
}
