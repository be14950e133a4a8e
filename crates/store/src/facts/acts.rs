//! Earlier acts, for the command that takes one back.

use std::collections::HashMap;

use domain::facts::{EarlierAct, EarlierEvent};
use domain::fold::{AssetState, State};
use domain::{ActId, Event, EventError, SubjectId, kinds};
use rusqlite::Connection;

use super::StoreFacts;
use crate::StoreError;
use crate::folding::refold::{self, Told};
use crate::history::entries;

impl StoreFacts<'_> {
    pub(super) fn find_act(&self, id: ActId) -> Result<Option<EarlierAct>, StoreError> {
        let Some(scope) = self.scope else { return Ok(None) };
        let mut events = Vec::new();
        let mut assets = HashMap::new();
        for n in pieces(self.connection, scope, id)? {
            let (_, _, entry) = entries::whole(self.connection, n)?;
            for (idx, head) in entry.header.events.iter().enumerate() {
                let subject = SubjectId::from_bytes(*head.subject.as_bytes());
                let event = match Event::decode(head.kind, &entry.payload[idx], entry.personal.part(idx)) {
                    Ok(event) => event,
                    Err(EventError::UnknownKind(_)) if feed::kinds::is_membership(head.kind) => continue,
                    // An act this version does not wholly understand cannot be taken back by it.
                    Err(_) => return Ok(None),
                };
                let (before, overtaken) = if is_about_asset(head.kind) {
                    self.asset_before(&mut assets, scope, subject, id)?
                } else {
                    (None, false)
                };
                events.push(EarlierEvent { subject, event, before, overtaken });
            }
        }
        if events.is_empty() {
            return Ok(None);
        }
        Ok(Some(EarlierAct { events, corrected: is_corrected(self.connection, id)? }))
    }

    fn asset_before(
        &self,
        known: &mut HashMap<SubjectId, (Option<AssetState>, bool)>,
        scope: i64,
        subject: SubjectId,
        act: ActId,
    ) -> Result<(Option<AssetState>, bool), StoreError> {
        if let Some(found) = known.get(&subject) {
            return Ok(found.clone());
        }
        let Some(n) = self.number(subject.as_bytes())? else { return Ok((None, false)) };
        let mut lineage = self.lineage.borrow_mut();
        let told = refold::told(self.connection, &mut lineage, &self.roll.membership, n)?;
        let before = refold::before(self.connection, &mut lineage, subject, scope, &told, act)?;
        let before = match before {
            Some(State::Asset(asset)) => Some(*asset),
            _ => None,
        };
        let found = (before, is_overtaken(&told, act));
        known.insert(subject, found.clone());
        Ok(found)
    }
}

/// Entries of an act that stand, in order.
fn pieces(connection: &Connection, scope: i64, act: ActId) -> Result<Vec<i64>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select e.n from entry e join feed f on f.n = e.feed
         where e.act = ?1 and e.status = 0 and f.scope = ?2 order by e.depth, e.n",
    )?;
    let rows = statement.query_map((act.as_bytes(), scope), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn is_about_asset(kind: u32) -> bool {
    (kinds::ASSET_RECEIVED..=kinds::ASSET_CORRECTED).contains(&kind)
}

/// Whether another act has since said where the asset is, who has it or how it is.
fn is_overtaken(told: &[Told], act: ActId) -> bool {
    let Some(last) = told.iter().rposition(|one| one.stamp.act == act) else { return false };
    told[last + 1..].iter().any(|one| {
        is_about_asset(one.kind) && !matches!(one.kind, kinds::ASSET_CHANGED | kinds::ASSET_SIGHTED)
            || one.kind == kinds::DISCREPANCY_SETTLED
    })
}

/// Whether an act that stands took this one back.
pub(crate) fn is_corrected(connection: &Connection, act: ActId) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(
        "select exists (select 1 from correction c join entry e on e.n = c.entry
                        where c.corrects = ?1 and e.status = 0)",
    )?;
    Ok(statement.query_row([act.as_bytes()], |row| row.get(0))?)
}
