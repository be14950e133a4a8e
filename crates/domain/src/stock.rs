//! Stock: how many of an item, of a lot, in a condition, lie at a place or with a holder.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::condition::ConditionCode;
use crate::ids::{ItemId, LotId, PlaceId, SubjectId};
use crate::people::Holder;

/// Where a quantity is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode, TS,
)]
#[serde(rename_all = "kebab-case", tag = "type", content = "id")]
pub enum Keeping {
    #[n(0)]
    Place(#[n(0)] PlaceId),
    /// Issued on hand receipt and not yet returned.
    #[n(1)]
    Holder(#[n(0)] Holder),
}

/// The key of a stock line. Nobody creates a line; its quantity is the sum of its movements.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode, TS,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cbor(map)]
pub struct StockKey {
    #[n(0)]
    pub at: Keeping,
    #[n(1)]
    pub item: ItemId,
    #[n(2)]
    pub lot: Option<LotId>,
    #[n(3)]
    pub condition: ConditionCode,
}

impl StockKey {
    /// The subject under which the history knows this line: derived, so that two laptops that never
    /// met move stock of the same line.
    pub fn subject(&self) -> SubjectId {
        let mut hasher = blake3::Hasher::new_derive_key("komora 1 stock line");
        match self.at {
            Keeping::Place(place) => hasher.update(&[0]).update(place.as_bytes()),
            Keeping::Holder(Holder::Person(person)) => hasher.update(&[1]).update(person.as_bytes()),
            Keeping::Holder(Holder::Unit(unit)) => hasher.update(&[2]).update(unit.as_bytes()),
        };
        hasher.update(self.item.as_bytes());
        match self.lot {
            Some(lot) => hasher.update(&[1]).update(lot.as_bytes()),
            None => hasher.update(&[0]),
        };
        hasher.update(&[self.condition as u8]);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        SubjectId::from_bytes(bytes)
    }
}
