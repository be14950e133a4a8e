//! A plain model of what the books are to say: who holds each asset, which acts conflict, what each stock line sums
//! up to. It knows the set of acts and what lies before each, takes no step after another, remembers nothing, and
//! shares no code with the fold.

mod custody;
mod pasts;
mod stock;

use std::collections::BTreeMap;

use domain::discrepancy::DiscrepancyKind;
use domain::fold::{State, SubjectKind};
use domain::{Event, ScopeId, SubjectId};
use feed::Scope;
use rusqlite::Connection;
use store::StoreError;

use super::laptop::Laptop;
use super::told;
use custody::Custody;
use pasts::{Act, Acts};
use stock::Line;

/// The discrepancies of the two kinds, by scope and id, and whether each is settled.
type Told = BTreeMap<(Scope, [u8; 32]), bool>;

/// Whether a laptop's books say what the acts it holds come to.
pub fn agrees(laptop: &Laptop) -> Result<(), String> {
    let acts = Acts::of(laptop);
    let mut about: BTreeMap<(Scope, SubjectId), Vec<&Act>> = BTreeMap::new();
    for act in &acts.all {
        about.entry((act.scope, act.subject)).or_default().push(act);
    }
    let shown = laptop.books().read(shown).unwrap();
    let mut expected = Told::new();
    for ((scope, subject), about) in &about {
        let state = shown.get(&(*scope, *subject));
        let wrong = |what: String| Err(format!("laptop {}: {what}, not {state:?}", laptop.copy));
        let is_stock = about.iter().any(|act| matches!(act.event, Event::StockChanged(_)));
        if is_stock {
            let Line { quantity, below_zero } = stock::of(ScopeId(*scope.id().as_bytes()), about);
            let held = match state {
                Some(State::Stock(line)) => Some(line.quantity),
                _ => None,
            };
            if held != quantity {
                return wrong(format!("a stock line sums up to {quantity:?}"));
            }
            expected.extend(below_zero.map(|id| ((*scope, id), false)));
        } else {
            let Custody { whereabouts, conflicts } = custody::of(&acts, about);
            let held = match state {
                Some(State::Asset(asset)) => Some(&asset.whereabouts),
                _ => None,
            };
            if held != whereabouts.as_ref() {
                return wrong(format!("an asset is {whereabouts:?}"));
            }
            expected.extend(conflicts.into_iter().map(|(id, settled)| ((*scope, id), settled)));
        }
    }
    let found = told_of(laptop);
    match found == expected {
        true => Ok(()),
        false => Err(format!(
            "laptop {} tells of {} conflicts of custody and stock, and there are {}: {:?}",
            laptop.copy,
            found.len(),
            expected.len(),
            differing(&found, &expected)
        )),
    }
}

/// The assets and stock lines in the books.
fn shown(connection: &Connection) -> Result<BTreeMap<(Scope, SubjectId), State>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select c.scope, s.id, t.kind, t.state from state t join subject s on s.n = t.n
         join scope c on c.n = s.scope where t.kind in (?1, ?2) and t.state is not null",
    )?;
    let kinds = (SubjectKind::Asset.code(), SubjectKind::Stock.code());
    let (mut rows, mut found) = (statement.query(kinds)?, BTreeMap::new());
    while let Some(row) = rows.next()? {
        let scope = minicbor::decode(row.get_ref(0)?.as_blob().unwrap()).unwrap();
        let kind = SubjectKind::from_code(row.get(2)?).unwrap();
        let state = State::decode(kind, row.get_ref(3)?.as_blob().unwrap()).unwrap();
        found.insert((scope, SubjectId::from_bytes(row.get(1)?)), state);
    }
    Ok(found)
}

fn told_of(laptop: &Laptop) -> Told {
    let modelled = [DiscrepancyKind::CustodyConflict, DiscrepancyKind::StockBelowZero];
    let found = told::discrepancies(laptop).into_iter().filter(|(_, one)| modelled.contains(&one.kind));
    found.map(|(scope, one)| ((scope, one.id), one.settled_by.is_some())).collect()
}

/// The first that only one of them has, or has otherwise.
fn differing(found: &Told, expected: &Told) -> Option<(Scope, Option<bool>, Option<bool>)> {
    let ids = found.keys().chain(expected.keys());
    let mut differs = ids.filter(|id| found.get(id) != expected.get(id));
    differs.next().map(|id| (id.0, found.get(id).copied(), expected.get(id).copied()))
}
