//! Rows of blobs as both databases keep them, and where a part that comes belongs among those that are held.

use feed::{DeviceKey, Hash, Scope};
use wire::message::BlobName;

use crate::error::CenterError;

/// A blob of which anything is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlobRow {
    pub of: BlobName,
    /// Bytes of all of it, as whoever began it said.
    pub size: u64,
    /// Bytes held, from its beginning.
    pub held: u64,
    /// All are held, and are what its id says.
    pub whole: bool,
    /// Who brought the newest of them; nobody is known of what older forms of the tables kept.
    pub by: Option<DeviceKey>,
}

/// A stretch of its bytes, at most [`BLOB_PART_BYTES`](feed::BLOB_PART_BYTES).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartRow {
    pub of: BlobName,
    /// Bytes of its blob before it.
    pub start: u64,
    pub bytes: Vec<u8>,
    pub mac: Hash,
}

/// A part that comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPart {
    pub row: PartRow,
    /// Bytes of all of its blob.
    pub size: u64,
    /// What all blobs of its scope may take together, in bytes.
    pub room_bytes: u64,
    /// Who brings it.
    pub by: DeviceKey,
    /// When it comes: UTC, milliseconds since 1970.
    pub at_ms: i64,
}

/// What is held after a part came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKept {
    /// With it.
    Kept(BlobRow),
    /// Without it: it was not the next one, or others give way to it and it may come again.
    Held(BlobRow),
    /// There is no room for it: nothing was written.
    Full,
}

impl BlobRow {
    /// Nothing more comes; whether it is what its id says may have to be found out yet.
    pub fn is_complete(&self) -> bool {
        self.held >= self.size
    }
}

impl NewPart {
    /// Whether its blob begins with it. So it does where somebody else began it with another size: the id knows
    /// only one, and whoever was wrong must not keep out whoever is right.
    pub fn begins(&self, found: Option<&BlobRow>) -> bool {
        self.row.start == 0 && found.is_none_or(|row| !row.is_complete() && row.size != self.size)
    }

    pub fn follows(&self, found: &BlobRow) -> bool {
        !found.is_complete() && found.size == self.size && found.held == self.row.start
    }

    /// What is held with it.
    pub fn kept(&self) -> PartKept {
        let held = self.row.start + self.row.bytes.len() as u64;
        PartKept::Kept(BlobRow { of: self.row.of, size: self.size, held, whole: false, by: Some(self.by) })
    }

    /// What is held without it: of a blob that was begun with another size nothing, for whoever sent this.
    pub fn passed_over(&self, found: Option<BlobRow>) -> PartKept {
        let nothing = BlobRow { of: self.row.of, size: self.size, held: 0, whole: false, by: None };
        let found = found.filter(|row| row.is_complete() || row.size == self.size);
        PartKept::Held(found.unwrap_or(nothing))
    }
}

/// The device that rows name; none in those of older forms.
///
/// # Errors
/// It was not written by us.
pub(super) fn device_of(bytes: &[u8]) -> Result<Option<DeviceKey>, CenterError> {
    let damaged = CenterError::Damaged { table: "blob" };
    if bytes.is_empty() { Ok(None) } else { DeviceKey::from_slice(bytes).map(Some).ok_or(damaged) }
}

/// A scope as rows name it.
pub(super) fn scope_bytes(scope: &Scope) -> Vec<u8> {
    minicbor::to_vec(scope).expect("writing to memory cannot fail")
}

/// # Errors
/// It was not written by us.
pub(super) fn scope_of(bytes: &[u8]) -> Result<Scope, CenterError> {
    let damaged = CenterError::Damaged { table: "blob" };
    match minicbor::decode(bytes) {
        Ok(scope) if scope_bytes(&scope) == bytes => Ok(scope),
        _ => Err(damaged),
    }
}

#[cfg(test)]
mod tests {
    use feed::{BlobId, HubId};

    use super::*;

    const PART: u64 = 100;

    fn of() -> BlobName {
        BlobName { scope: Scope::Hub(HubId::from_bytes([1; 32])), blob: BlobId::from_bytes([2; 32]) }
    }

    fn part(start: u64, size: u64) -> NewPart {
        let row = PartRow { of: of(), start, bytes: vec![0; 5], mac: Hash::ZERO };
        NewPart { row, size, room_bytes: 0, by: DeviceKey::from_bytes([3; 32]), at_ms: 0 }
    }

    #[test]
    fn a_part_begins_follows_or_is_passed_over() {
        let row = |size, held| Some(BlobRow { of: of(), size, held, whole: false, by: None });
        for (found, at, size, begins, follows, told) in [
            (None, 0, 3 * PART, true, false, 0),
            (None, 1, 3 * PART, false, false, 0),
            (row(3 * PART, PART), 1, 3 * PART, false, true, PART),
            (row(3 * PART, PART), 0, 3 * PART, false, false, PART),
            (row(3 * PART, PART), 2, 3 * PART, false, false, PART),
            (row(3 * PART, PART), 0, 2 * PART, true, false, 0),
            (row(3 * PART, PART), 1, 2 * PART, false, false, 0),
            (row(PART, PART), 0, 2 * PART, false, false, PART),
            (row(PART, PART), 0, PART, false, false, PART),
        ] {
            let part = part(at * PART, size);
            let case = format!("part {at} of {size} where {found:?} is held");
            assert_eq!(part.begins(found.as_ref()), begins, "{case}");
            assert_eq!(found.is_some_and(|row| part.follows(&row)), follows, "{case}");
            let PartKept::Held(held) = part.passed_over(found) else { panic!("{case}") };
            assert_eq!(held.held, told, "{case}");
        }
    }

    #[test]
    fn a_scope_that_was_not_written_by_us_is_damage() {
        let bytes = scope_bytes(&of().scope);
        assert_eq!(scope_of(&bytes).unwrap(), of().scope);
        let longer = [&bytes[..], &[0]].concat();
        for wrong in [&bytes[1..], &longer, &[]] {
            assert!(matches!(scope_of(wrong), Err(CenterError::Damaged { table: "blob" })));
        }
    }
}
