//! What a state leaves in tables beside its own: compared before and after, only differences are
//! written.

use domain::ScopeId;
use domain::discrepancy::Discrepancy;
use domain::fold::{AssetState, Identity, State, StockState, identity};
use domain::people::Holder;
use domain::stock::Keeping;
use rusqlite::Connection;

use super::asset::AssetKeys;
use super::find::Words;
use super::label::Label;
use super::tally::Tally;
use crate::StoreError;
use crate::folding::Subjects;

/// The traces of one state.
#[derive(Debug, Default)]
pub(crate) struct Mark {
    pub tallies: Vec<(i64, Tally)>,
    pub words: Option<Words>,
    pub label: Option<Label>,
    pub disputed: bool,
    pub asset: Option<AssetKeys>,
    pub identity: Option<Identity>,
}

impl Mark {
    pub fn of(
        connection: &Connection,
        subjects: &mut Subjects,
        scope: i64,
        state: Option<&State>,
    ) -> Result<Self, StoreError> {
        let mut mark = Self::default();
        match state {
            Some(State::Asset(asset)) => return Self::of_asset(connection, subjects, scope, asset),
            Some(State::Stock(stock)) => return Self::of_stock(connection, subjects, scope, stock),
            Some(state) => {
                mark.label = super::label::of(state);
                mark.words = super::find::words(state);
            }
            None => {}
        }
        Ok(mark)
    }

    fn of_asset(
        connection: &Connection,
        subjects: &mut Subjects,
        scope: i64,
        asset: &AssetState,
    ) -> Result<Self, StoreError> {
        use domain::asset::Whereabouts::{Issued, Stored};
        let item = subjects.n(connection, scope, asset.details.item.as_bytes())?;
        let at = match &asset.whereabouts {
            Stored(place) => subjects.n(connection, scope, place.as_bytes())?,
            Issued(holder) => subjects.n(connection, scope, holder_bytes(holder))?,
            _ => 0,
        };
        let (stored, issued) = match &asset.whereabouts {
            Stored(_) => (1, 0),
            Issued(_) => (0, 1),
            _ => (0, 0),
        };
        let mut tallies = Vec::with_capacity(2);
        if at != 0 {
            tallies.push((item, Tally { on_hand: stored, issued, ..Tally::default() }));
            tallies.push((at, Tally { assets: 1, ..Tally::default() }));
        }
        Ok(Self {
            tallies,
            disputed: !asset.discrepancies.is_empty(),
            asset: Some(AssetKeys {
                item,
                at,
                live: asset.whereabouts.is_live(),
                serial: asset.details.serial.clone(),
            }),
            identity: identity(asset).filter(|identity| !identity.key.is_empty()),
            ..Self::default()
        })
    }

    fn of_stock(
        connection: &Connection,
        subjects: &mut Subjects,
        scope: i64,
        stock: &StockState,
    ) -> Result<Self, StoreError> {
        let item = subjects.n(connection, scope, stock.key.item.as_bytes())?;
        let at = keeper(connection, subjects, scope, &stock.key.at)?;
        // Hostile movements could add up beyond what a column holds.
        let most = domain::Quantity::MAX.0 as i64;
        let quantity = stock.quantity.clamp(-most, most);
        let counted = match stock.key.at {
            Keeping::Place(_) => Tally { on_hand: quantity, ..Tally::default() },
            Keeping::Holder(_) => Tally { issued: quantity, ..Tally::default() },
        };
        let mut tallies = vec![(item, counted)];
        if let Some(lot) = stock.key.lot {
            tallies.push((subjects.n(connection, scope, lot.as_bytes())?, counted));
        }
        if quantity != 0 {
            tallies.push((at, Tally { lines: 1, ..Tally::default() }));
        }
        Ok(Self { tallies, disputed: stock.is_below_zero(), ..Self::default() })
    }
}

/// The number of what a line is kept by.
pub(crate) fn keeper(
    connection: &Connection,
    subjects: &mut Subjects,
    scope: i64,
    at: &Keeping,
) -> Result<i64, StoreError> {
    match at {
        Keeping::Place(place) => subjects.n(connection, scope, place.as_bytes()),
        Keeping::Holder(holder) => subjects.n(connection, scope, holder_bytes(holder)),
    }
}

pub(crate) fn holder_bytes(holder: &Holder) -> &[u8; 16] {
    match holder {
        Holder::Person(person) => person.as_bytes(),
        Holder::Unit(unit) => unit.as_bytes(),
    }
}

/// The discrepancies a state carries.
pub(crate) fn discrepancies(scope: ScopeId, state: Option<&State>) -> Vec<Discrepancy> {
    match state {
        Some(State::Asset(asset)) => asset.discrepancies.clone(),
        Some(State::Stock(stock)) => stock.below_zero(scope).into_iter().collect(),
        _ => Vec::new(),
    }
}
