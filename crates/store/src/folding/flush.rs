//! What was folded in memory goes to the tables, each row once.

use domain::fold::{Identity, State, SubjectKind};
use feed::Membership;
use rusqlite::Connection;

use super::slots::Slot;
use super::{Folding, refold};
use crate::StoreError;
use crate::history::feeds;
use crate::lineage::Lineage;
use crate::projection::asset::Categories;
use crate::projection::tally::Tallies;
use crate::projection::{self, Mark, discrepancies, discrepancy, find, label, place};

/// Looked at once all rows are written.
#[derive(Default)]
pub(crate) struct Afterwards {
    tallies: Tallies,
    /// Identities that were given up or taken.
    pub identities: Vec<(i64, Identity)>,
    unfounded: Vec<i64>,
    places: bool,
    categories: Categories,
}

impl Folding {
    /// Writes everything that changed. The slots stay, clean, for what comes next.
    pub fn flush(
        &mut self,
        connection: &Connection,
        lineage: &mut Lineage,
        membership: &Membership,
    ) -> Result<(), StoreError> {
        let mut afterwards = self.write_rows(connection, lineage, membership)?;
        afterwards.identities.sort_unstable();
        afterwards.identities.dedup();
        self.look_again(connection, &afterwards)
    }

    /// The first half of [`Self::flush`]: every subject's own rows.
    pub fn write_rows(
        &mut self,
        connection: &Connection,
        lineage: &mut Lineage,
        membership: &Membership,
    ) -> Result<Afterwards, StoreError> {
        self.refold_late(connection, lineage, membership)?;
        let mut afterwards = Afterwards::default();
        let is_last = |slot: &Slot| matches!(slot.state, Some(State::Asset(_)));
        // Assets copy their item's category: items first.
        for n in self.slots.sorted(|slot| slot.dirty && !is_last(slot)) {
            self.flush_slot(connection, n, &mut afterwards)?;
        }
        for n in self.slots.sorted(|slot| slot.dirty && is_last(slot)) {
            self.flush_slot(connection, n, &mut afterwards)?;
        }
        afterwards.tallies.write(connection)?;
        self.write_corrections(connection)?;
        if afterwards.places {
            place::write_paths(connection)?;
        }
        Ok(afterwards)
    }

    /// Folds anew what something late came to.
    pub fn refold_late(
        &mut self,
        connection: &Connection,
        lineage: &mut Lineage,
        membership: &Membership,
    ) -> Result<(), StoreError> {
        for n in self.slots.sorted(|slot| slot.late) {
            let slot = self.slots.get_mut(n)?;
            refold::refold(connection, lineage, membership, n, slot, &mut self.corrections)?;
        }
        Ok(())
    }

    fn write_corrections(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let mut statement = connection
            .prepare_cached("insert or ignore into correction (corrects, entry, act) values (?1, ?2, ?3)")?;
        for one in self.corrections.drain(..) {
            statement.execute((one.corrects.as_bytes(), one.entry, one.act.as_bytes()))?;
        }
        Ok(())
    }

    fn flush_slot(
        &mut self,
        connection: &Connection,
        n: i64,
        afterwards: &mut Afterwards,
    ) -> Result<(), StoreError> {
        let slot = self.slots.get_mut(n)?;
        let mark = Mark::of(connection, &mut self.subjects, slot.scope, slot.state.as_ref())?;
        projection::write(connection, &mut self.subjects, n, slot, &mark, &mut afterwards.categories)?;
        write_traces(connection, n, slot, &mark)?;
        for kind in [slot.stored.unwrap_or(0), slot.kind()] {
            self.topics.extend(topics(kind));
        }
        if slot.before.disputed || mark.disputed {
            let scope = feeds::scope_id(connection, slot.scope)?;
            discrepancy::replace(connection, slot.scope, n, &discrepancies(scope, slot.state.as_ref()))?;
            self.topics.insert("discrepancies");
        }
        if slot.before.identity != mark.identity {
            let changed = slot.before.identity.iter().chain(&mark.identity);
            afterwards.identities.extend(changed.map(|identity| (slot.scope, identity.clone())));
        }
        let was_place = slot.stored == Some(SubjectKind::Place.code());
        if was_place && !matches!(slot.state, Some(State::Place(_))) {
            label::remove(connection, n)?;
            afterwards.places = true;
        }
        match slot.state {
            Some(State::Place(_)) => afterwards.places = true,
            Some(State::Unfounded(_)) => afterwards.unfounded.push(n),
            None if slot.stored == Some(SubjectKind::Unfounded.code()) => afterwards.unfounded.push(n),
            _ => {}
        }
        afterwards.tallies.take(&slot.before.tallies);
        afterwards.tallies.add(&mark.tallies);
        slot.stored = slot.last.is_some().then(|| slot.kind());
        slot.before = mark;
        slot.dirty = false;
        Ok(())
    }

    /// The second half: what lies between subjects, doubled serials and forks.
    pub fn look_again(&mut self, connection: &Connection, afterwards: &Afterwards) -> Result<(), StoreError> {
        let mut found = false;
        let doubled_once = discrepancy::any_group(connection)?;
        for n in &afterwards.unfounded {
            let scope = self.slots.get_mut(*n)?.scope;
            if let Some(identity) = discrepancy::group_of(connection, *n)? {
                found |= discrepancy::serial(connection, &mut self.subjects, scope, &identity, true)?;
            }
            if let Some((feed, fork)) = discrepancy::fork_of(connection, *n)? {
                self.forks.push((feed, scope, fork));
            }
        }
        for (scope, identity) in &afterwards.identities {
            found |= discrepancy::serial(connection, &mut self.subjects, *scope, identity, doubled_once)?;
        }
        for (feed, scope, fork) in std::mem::take(&mut self.forks) {
            discrepancy::fork(connection, &mut self.subjects, feed, scope, fork)?;
            found = true;
        }
        if found {
            self.topics.insert("discrepancies");
        }
        Ok(())
    }
}

/// Words, labels: written where they differ.
fn write_traces(connection: &Connection, n: i64, slot: &Slot, mark: &Mark) -> Result<(), StoreError> {
    let before = &slot.before;
    let serial = |mark: &Mark| mark.asset.as_ref().map(|keys| keys.serial.clone());
    if before.asset.is_none() != mark.asset.is_none() || serial(before) != serial(mark) {
        if before.asset.is_some() {
            find::remove_asset(connection, n)?;
        }
        if let Some(State::Asset(asset)) = &slot.state {
            find::add_asset(connection, n, &find::serial_words(asset))?;
        }
    }
    if before.words != mark.words {
        if before.words.is_some() {
            find::remove_name(connection, n)?;
        }
        if let Some(words) = &mark.words {
            find::add_name(connection, n, words)?;
        }
    }
    if before.label != mark.label {
        match &mark.label {
            Some(label) => label::write(connection, n, label)?,
            None => label::remove(connection, n)?,
        }
    }
    Ok(())
}

fn topics(kind: u8) -> &'static [&'static str] {
    match SubjectKind::from_code(kind) {
        Some(SubjectKind::Hub) => &["hub"],
        Some(SubjectKind::Item) => &["items"],
        Some(SubjectKind::Place) => &["places"],
        Some(SubjectKind::Person) => &["people"],
        Some(SubjectKind::Unit) => &["units"],
        Some(SubjectKind::Lot) => &["lots"],
        Some(SubjectKind::Asset) => &["assets"],
        Some(SubjectKind::Stock) => &["stock"],
        Some(SubjectKind::Import) => &["imports"],
        Some(SubjectKind::Attachment) => &["attachments"],
        Some(SubjectKind::Unfounded) | None => &[],
    }
}
