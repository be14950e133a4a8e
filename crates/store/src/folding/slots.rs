//! Subjects in memory: as stored, and as folded since.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

use domain::SubjectId;
use domain::fold::{State, SubjectKind};
use feed::{FeedId, Hash, OrderKey};
use rusqlite::{Connection, OptionalExtension, Row};

use super::{Occurrence, Subjects};
use crate::StoreError;
use crate::history::{entries, unsigned};
use crate::projection::Mark;

/// One subject.
pub(crate) struct Slot {
    pub id: SubjectId,
    pub scope: i64,
    pub state: Option<State>,
    /// Depth and number of the last entry folded.
    pub last: Option<(u64, i64)>,
    /// Kind of the stored row: 0 for one without a state, none for no row.
    pub stored: Option<u8>,
    /// What the stored state left in other tables.
    pub before: Mark,
    pub dirty: bool,
    /// Something came that does not go on top: fold all of it anew.
    pub late: bool,
}

/// The subjects a transaction touched. Boxed: a rebuild holds all there are, and a growing map moves what
/// is in it.
#[derive(Default)]
pub(crate) struct Slots {
    slots: HashMap<i64, Box<Slot>, BuildHasherDefault<Spread>>,
    /// Nothing is stored yet.
    from_nothing: bool,
}

/// Spreads the numbers this store gave its subjects one after the other: nobody else chooses them, so
/// nothing is to be defended against.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        // The odd number nearest to 2^64 divided by the golden ratio; the map looks at both ends.
        self.0 = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32);
    }

    fn write_i64(&mut self, number: i64) {
        self.write_u64(number.cast_unsigned());
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Slots {
    pub fn from_nothing() -> Self {
        Self { from_nothing: true, ..Self::default() }
    }

    pub fn load(
        &mut self,
        connection: &Connection,
        subjects: &mut Subjects,
        n: i64,
        scope: i64,
        id: &[u8; 16],
    ) -> Result<&mut Slot, StoreError> {
        let unknown = match self.slots.entry(n) {
            Entry::Occupied(slot) => return Ok(slot.into_mut()),
            Entry::Vacant(unknown) => unknown,
        };
        let mut slot = Slot::empty(SubjectId::from_bytes(*id), scope);
        let nothing = self.from_nothing || subjects.is_fresh(n);
        if !nothing && let Some(row) = stored(connection, n)? {
            slot.stored = Some(row.kind);
            slot.last = Some((row.depth, row.entry));
            slot.before = Mark::of(connection, subjects, scope, row.state.as_ref())?;
            slot.state = row.state;
        }
        Ok(unknown.insert(Box::new(slot)))
    }

    pub fn get(&self, n: i64) -> Option<&Slot> {
        self.slots.get(&n).map(AsRef::as_ref)
    }

    pub fn get_mut(&mut self, n: i64) -> Result<&mut Slot, StoreError> {
        self.slots.get_mut(&n).map(AsMut::as_mut).ok_or_else(entries::damaged)
    }

    pub fn iter(&self) -> impl Iterator<Item = (i64, &Slot)> {
        self.slots.iter().map(|(n, slot)| (*n, slot.as_ref()))
    }

    /// Those that match, in the order of their numbers: neighbours share pages.
    pub fn sorted(&self, wanted: impl Fn(&Slot) -> bool) -> Vec<i64> {
        let mut ns: Vec<i64> = self.slots.iter().filter(|(_, slot)| wanted(slot)).map(|(n, _)| *n).collect();
        ns.sort_unstable();
        ns
    }
}

impl Slot {
    pub fn empty(id: SubjectId, scope: i64) -> Self {
        Self {
            id,
            scope,
            state: None,
            last: None,
            stored: None,
            before: Mark::default(),
            dirty: false,
            late: false,
        }
    }

    /// The number under which the state is stored.
    pub fn kind(&self) -> u8 {
        self.state.as_ref().map_or(0, |state| state.subject_kind().code())
    }

    /// Whether the entry comes after everything folded so far.
    pub fn follows(&self, connection: &Connection, at: &Occurrence<'_>) -> Result<bool, StoreError> {
        let Some((depth, entry)) = self.last else { return Ok(true) };
        if depth != at.spot.depth || entry == at.n {
            return Ok(depth <= at.spot.depth);
        }
        Ok(order_key(connection, entry)? < at.spot.order)
    }
}

/// The fold order's key of an entry that is placed.
pub(crate) fn order_key(connection: &Connection, entry: i64) -> Result<OrderKey, StoreError> {
    let mut statement = connection.prepare_cached(
        "select e.depth, f.feed_id, e.seq, e.hash from entry e join feed f on f.n = e.feed where e.n = ?1",
    )?;
    Ok(statement.query_row([entry], |row| order_key_at(row, 0))?)
}

pub(crate) fn order_key_at(row: &Row<'_>, column: usize) -> rusqlite::Result<OrderKey> {
    Ok(OrderKey {
        depth: unsigned(row.get(column)?),
        feed: FeedId::from_bytes(row.get(column + 1)?),
        seq: unsigned(row.get(column + 2)?),
        hash: Hash::from_bytes(row.get(column + 3)?),
    })
}

/// A stored state.
pub(crate) struct StateRow {
    pub kind: u8,
    pub depth: u64,
    pub entry: i64,
    pub state: Option<State>,
}

pub(crate) fn stored(connection: &Connection, n: i64) -> Result<Option<StateRow>, StoreError> {
    let mut statement =
        connection.prepare_cached("select kind, depth, entry, state from state where n = ?1")?;
    statement.query_row([n], read).optional()?.transpose()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Result<StateRow, StoreError>> {
    let kind = row.get(0)?;
    let state = state_at(row, 0, 3)?;
    let (depth, entry) = (unsigned(row.get(1)?), row.get(2)?);
    Ok(state.map(|state| StateRow { kind, depth, entry, state }))
}

/// The state whose kind and bytes stand in two columns.
pub(crate) fn state_at(
    row: &Row<'_>,
    kind: usize,
    bytes: usize,
) -> rusqlite::Result<Result<Option<State>, StoreError>> {
    let (kind, bytes) = (row.get::<_, u8>(kind)?, row.get_ref(bytes)?.as_blob_or_null()?);
    Ok(match (SubjectKind::from_code(kind), bytes) {
        (Some(kind), Some(bytes)) => State::decode(kind, bytes).map(Some).map_err(|_| entries::damaged()),
        _ => Ok(None),
    })
}
