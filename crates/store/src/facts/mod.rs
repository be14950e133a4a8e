//! What a decision may look at, from the open transaction.

mod acts;

use std::cell::RefCell;
use std::sync::Arc;

use domain::attachment::BlobHash;
use domain::discrepancy::Discrepancy;
use domain::facts::{Date, EarlierAct};
use domain::fold::{
    AssetState, AttachmentState, HubState, ItemState, LotState, PersonState, PlaceState, State, UnitState,
};
use domain::serial::SerialKey;
use domain::stock::StockKey;
use domain::{
    ActId, AssetId, AttachmentId, Facts, ImportId, ItemId, LotId, PersonId, PlaceId, SubjectId, UnitId,
};
use feed::{BlobId, Scope};
use rusqlite::{Connection, OptionalExtension, Params};

use crate::folding::slots::state_at;
use crate::folding::subjects;
use crate::history::feeds;
use crate::lineage::Lineage;
use crate::projection::discrepancy;
use crate::record::Remembered;
use crate::record::roll::{self, Roll};
use crate::{StoreError, blobs};

/// The facts of one scope. A lookup that fails answers "nothing" and is remembered: ask
/// [`StoreFacts::finish`] after deciding, and act on nothing if it failed.
pub struct StoreFacts<'tx> {
    connection: &'tx Connection,
    /// None before anything was written in the scope.
    scope: Option<i64>,
    actor: PersonId,
    today: Date,
    roll: Arc<Roll>,
    lineage: RefCell<Lineage>,
    failed: RefCell<Option<StoreError>>,
}

impl<'tx> StoreFacts<'tx> {
    /// As `actor` finds them `today`, their own calendar day.
    pub fn new(
        connection: &'tx Connection,
        remembered: &Remembered,
        scope: &Scope,
        actor: PersonId,
        today: Date,
    ) -> Result<Self, StoreError> {
        let mut lineage = Lineage::default();
        let roll = roll::load(connection, &mut lineage, remembered)?;
        remembered.keep(&roll);
        Ok(Self {
            connection,
            scope: feeds::scope(connection, scope)?,
            actor,
            today,
            roll,
            lineage: RefCell::new(lineage),
            failed: RefCell::new(None),
        })
    }

    /// # Errors
    /// The first lookup that failed.
    pub fn finish(self) -> Result<(), StoreError> {
        self.failed.into_inner().map_or(Ok(()), Err)
    }

    fn latch<T: Default>(&self, answer: Result<T, StoreError>) -> T {
        answer.unwrap_or_else(|error| {
            self.failed.borrow_mut().get_or_insert(error);
            T::default()
        })
    }

    fn state(&self, id: &[u8; 16]) -> Option<State> {
        self.latch(self.find_state(id))
    }

    fn find_state(&self, id: &[u8; 16]) -> Result<Option<State>, StoreError> {
        let Some(scope) = self.scope else { return Ok(None) };
        let mut statement = self.connection.prepare_cached(
            "select t.kind, t.state from subject s join state t on t.n = s.n where s.id = ?1 and s.scope = ?2",
        )?;
        let found = statement.query_row((id, scope), |row| state_at(row, 0, 1)).optional()?;
        Ok(found.transpose()?.flatten())
    }

    fn number(&self, id: &[u8; 16]) -> Result<Option<i64>, StoreError> {
        match self.scope {
            Some(scope) => subjects::find(self.connection, scope, id),
            None => Ok(None),
        }
    }

    /// The subject a statement finds by some code; its last parameter is the scope.
    fn by_code<P: Params>(&self, sql: &str, params: P) -> Option<[u8; 16]> {
        self.latch(self.find_by_code(sql, params))
    }

    fn find_by_code<P: Params>(&self, sql: &str, params: P) -> Result<Option<[u8; 16]>, StoreError> {
        Ok(self.connection.prepare_cached(sql)?.query_row(params, |row| row.get(0)).optional()?)
    }

    fn find_serials(&self, key: &SerialKey) -> Result<Vec<(AssetId, ItemId, String)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select s.id, t.kind, t.state from asset a join subject s on s.n = a.n join state t on t.n = a.n
             where a.serial_key = ?1 and a.live = 1 and s.scope = ?2 order by s.id",
        )?;
        let mut rows = statement.query((&key.0, self.scope))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            if let Some(State::Asset(asset)) = state_at(row, 1, 2)?? {
                found.push((AssetId::from_bytes(row.get(0)?), asset.details.item, asset.details.serial));
            }
        }
        Ok(found)
    }

    fn is_there<P: Params>(&self, sql: &str, params: P) -> Result<bool, StoreError> {
        Ok(self.connection.prepare_cached(sql)?.query_row(params, |row| row.get(0))?)
    }

    fn find_item_in_use(&self, id: ItemId) -> Result<bool, StoreError> {
        let Some(n) = self.number(id.as_bytes())? else { return Ok(false) };
        self.is_there(
            "select exists (select 1 from asset where item = ?1 and live = 1)
                 or exists (select 1 from asset where item = ?1 and live = 0)
                 or exists (select 1 from stock where item = ?1)
                 or exists (select 1 from lot where item = ?1)",
            [n],
        )
    }

    fn find_place_in_use(&self, place: PlaceId) -> Result<bool, StoreError> {
        let Some(n) = self.number(place.as_bytes())? else { return Ok(false) };
        self.is_there(
            "with recursive below (n) as (
                 select ?1 union select p.n from place p join below b on p.parent = b.n
             )
             select exists (select 1 from below b join tally t on t.n = b.n where t.assets > 0 or t.lines > 0)",
            [n],
        )
    }

    fn find_discrepancy(&self, id: &[u8; 32]) -> Result<Option<Discrepancy>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("select discrepancy from discrepancy where id = ?1 and scope = ?2")?;
        let bytes: Option<Vec<u8>> = statement.query_row((id, self.scope), |row| row.get(0)).optional()?;
        bytes.map(|bytes| discrepancy::from_bytes(&bytes)).transpose()
    }
}

macro_rules! known {
    ($self:ident, $id:ident, $kind:ident) => {
        match $self.state($id.as_bytes()) {
            Some(State::$kind(state)) => Some(state),
            _ => None,
        }
    };
}

impl Facts for StoreFacts<'_> {
    fn today(&self) -> Date {
        self.today
    }

    fn actor(&self) -> PersonId {
        self.actor
    }

    fn hub(&self) -> Option<HubState> {
        let id = self.by_code(
            "select s.id from state t join subject s on s.n = t.n where t.kind = 1 and s.scope = ?1",
            [self.scope],
        )?;
        match self.state(&id) {
            Some(State::Hub(hub)) => Some(hub),
            _ => None,
        }
    }

    fn item(&self, id: ItemId) -> Option<ItemState> {
        known!(self, id, Item)
    }

    fn item_by_niin(&self, niin: &str) -> Option<ItemId> {
        let sql = "select s.id from item i join subject s on s.n = i.n
                   where i.niin = ?1 and s.scope = ?2 order by s.id limit 1";
        self.by_code(sql, (niin, self.scope)).map(ItemId::from_bytes)
    }

    fn item_by_local_code(&self, code: &str) -> Option<ItemId> {
        let sql = "select s.id from item i join subject s on s.n = i.n
                   where i.local_code = ?1 and s.scope = ?2 order by s.id limit 1";
        self.by_code(sql, (code, self.scope)).map(ItemId::from_bytes)
    }

    fn item_in_use(&self, id: ItemId) -> bool {
        self.latch(self.find_item_in_use(id))
    }

    fn place(&self, id: PlaceId) -> Option<PlaceState> {
        known!(self, id, Place)
    }

    fn place_by_code(&self, code: &str) -> Option<PlaceId> {
        let sql = "select s.id from place p join subject s on s.n = p.n
                   where p.code = ?1 and s.scope = ?2 order by s.id limit 1";
        self.by_code(sql, (code, self.scope)).map(PlaceId::from_bytes)
    }

    fn person(&self, id: PersonId) -> Option<PersonState> {
        known!(self, id, Person)
    }

    fn unit(&self, id: UnitId) -> Option<UnitState> {
        known!(self, id, Unit)
    }

    fn unit_by_code_name(&self, code_name: &str) -> Option<UnitId> {
        let sql = "select s.id from unit u join subject s on s.n = u.n
                   where u.code_name = ?1 and s.scope = ?2 order by s.id limit 1";
        self.by_code(sql, (code_name, self.scope)).map(UnitId::from_bytes)
    }

    fn lot(&self, id: LotId) -> Option<LotState> {
        known!(self, id, Lot)
    }

    fn lot_by_number(&self, item: ItemId, number: &str) -> Option<LotId> {
        let item = self.latch(self.number(item.as_bytes()))?;
        let sql = "select s.id from lot l join subject s on s.n = l.n
                   where l.item = ?1 and l.number = ?2 order by s.id limit 1";
        self.by_code(sql, (item, number)).map(LotId::from_bytes)
    }

    fn asset(&self, id: AssetId) -> Option<AssetState> {
        known!(self, id, Asset).map(|asset| *asset)
    }

    fn assets_with_serial(&self, key: &SerialKey) -> Vec<(AssetId, ItemId, String)> {
        self.latch(self.find_serials(key))
    }

    fn on_hand(&self, line: &StockKey) -> i64 {
        match self.state(line.subject().as_bytes()) {
            Some(State::Stock(stock)) => stock.quantity,
            _ => 0,
        }
    }

    fn place_in_use(&self, place: PlaceId) -> bool {
        self.latch(self.find_place_in_use(place))
    }

    fn act(&self, id: ActId) -> Option<EarlierAct> {
        self.latch(self.find_act(id))
    }

    fn discrepancy(&self, id: &[u8; 32]) -> Option<Discrepancy> {
        self.latch(self.find_discrepancy(id))
    }

    fn import(&self, id: ImportId) -> bool {
        matches!(self.state(id.as_bytes()), Some(State::Import(_)))
    }

    fn attachment(&self, id: AttachmentId) -> Option<AttachmentState> {
        known!(self, id, Attachment)
    }

    fn attached(&self, thing: SubjectId, blob: &BlobHash) -> Option<AttachmentId> {
        let thing = self.latch(self.number(thing.as_bytes()))?;
        let sql = "select s.id from attachment a join subject s on s.n = a.n
                   where a.thing = ?1 and a.blob = ?2 and a.withdrawn = 0 order by s.id limit 1";
        self.by_code(sql, (thing, blob.0)).map(AttachmentId::from_bytes)
    }

    fn blob_size(&self, blob: &BlobHash) -> Option<u64> {
        let blob = BlobId::from_bytes(blob.0);
        self.latch(blobs::whole_size(self.connection, self.scope?, &blob))
    }

    fn needs_newer(&self, subject: SubjectId) -> bool {
        self.state(subject.as_bytes()).is_some_and(|state| state.needs_newer())
    }
}
