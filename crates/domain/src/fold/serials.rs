//! One serial alive twice (rule W2). The store keeps the groups; here is what they mean.

use super::asset::AssetState;
use super::stock::{Settling, condition};
use crate::discrepancy::{Discrepancy, DiscrepancyKind};
use crate::ids::{AssetId, ItemId, ScopeId, SubjectId};
use crate::serial::SerialKey;

/// By what a live asset must be the only one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    pub item: ItemId,
    pub key: SerialKey,
}

/// The identity an asset claims; none once it was entered in error.
pub fn identity(asset: &AssetState) -> Option<Identity> {
    asset.whereabouts.is_live().then(|| Identity { item: asset.details.item, key: asset.serial_key.clone() })
}

/// The subject under which a doubled serial is settled: derived, like that of a stock line.
pub fn serial_subject(item: ItemId, key: &SerialKey) -> SubjectId {
    let mut hasher = blake3::Hasher::new_derive_key("komora 1 serial");
    hasher.update(item.as_bytes()).update(key.0.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    SubjectId::from_bytes(bytes)
}

/// The discrepancy, while more than one asset (and more than were settled last) is alive under one
/// serial of one item. `last_settling` is that of the [`serial_subject`]'s state.
pub fn serial_twice(
    scope: ScopeId,
    item: ItemId,
    key: &SerialKey,
    live: &[AssetId],
    last_settling: Option<&Settling>,
) -> Option<Discrepancy> {
    let alive = i64::try_from(live.len()).unwrap_or(i64::MAX);
    let accepted = last_settling.and_then(|settling| settling.accepted).unwrap_or(1);
    (alive > accepted.max(1)).then(|| {
        condition(scope, DiscrepancyKind::SerialTwice, serial_subject(item, key), last_settling, alive)
    })
}
