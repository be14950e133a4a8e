//! Whether entries stand: judged when placed, and judged anew where a late control entry reaches back.

use std::collections::HashSet;
use std::sync::Arc;

use feed::membership::MembershipEvent;
use feed::{
    Branch, Clock, DeviceKey, Entry, Evidence, Hash, PersonId, Placed, Reason, Sessions, Standing, judge,
    lacking_evidence,
};

use rusqlite::Connection;

use super::{Recording, roll};
use crate::StoreError;
use crate::folding::Occurrence;
use crate::history::Status;
use crate::history::entries::{self, STANDPOINT, Standpoint};
use crate::history::feeds::{self, FeedRow};
use crate::lineage::Lineage;
use crate::mutant::{self, Mutant};

/// What a change of the membership may touch beside the entries that knew of it.
#[derive(Default)]
struct Reach {
    everything: bool,
    devices: HashSet<DeviceKey>,
    feeds: HashSet<i64>,
    released: Vec<Hash>,
    erased: Vec<Hash>,
}

impl Recording<'_> {
    pub(super) fn judged(
        &mut self,
        feed: &FeedRow,
        entry: &Entry,
        placed: &Placed,
        clock: &Clock,
        evidence: &[Evidence],
    ) -> Result<Status, StoreError> {
        self.settle()?;
        self.load_sessions(feed)?;
        let roll = Arc::clone(&self.roll);
        let sessions = self.sessions.get_mut(&feed.n).ok_or_else(entries::damaged)?;
        Ok(standing(&roll, sessions, entry, placed, clock, evidence))
    }

    fn load_sessions(&mut self, feed: &FeedRow) -> Result<(), StoreError> {
        if !self.sessions.contains_key(&feed.n) {
            let sessions = self.sessions_of(feed)?;
            self.sessions.insert(feed.n, sessions);
        }
        Ok(())
    }

    /// Whose session is open at the end of a feed without forks.
    pub(crate) fn speaker(&mut self, feed: &FeedRow) -> Result<Option<PersonId>, StoreError> {
        self.settle()?;
        let Some(tip) = self.lineage.tip(self.connection, &feed.id)? else { return Ok(None) };
        let branch = Branch(tip.branch);
        if feed.feed.scope.is_control() {
            return Ok(self.roll.sessions.current(branch).map(|open| open.person));
        }
        self.load_sessions(feed)?;
        Ok(self.sessions.get(&feed.n).and_then(|sessions| sessions.current(branch)).map(|open| open.person))
    }

    /// The standing of the first entry added that was set apart, if any was.
    pub(crate) fn set_apart(&mut self) -> Result<Option<Status>, StoreError> {
        self.settle()?;
        Ok(self.recorded.set_apart)
    }

    /// The sessions a feed goes on from: the last of its one branch, or all of a forked one.
    fn sessions_of(&mut self, feed: &FeedRow) -> Result<Sessions, StoreError> {
        let mut sessions = Sessions::new();
        roll::branch_off(self.connection, &mut self.lineage, feed, &mut sessions)?;
        let branches = self.lineage.branches(self.connection, &feed.id)?;
        // Two statements: SQLite prepares anew whatever is limited by a parameter, and this is asked with every act.
        let (newest, all) = (
            "select e.n from session s join entry e on e.n = s.entry
             where s.branch = ?1 and e.status = 0 order by s.seq desc limit 1",
            "select e.n from session s join entry e on e.n = s.entry
             where s.branch = ?1 and e.status = 0 order by s.seq desc",
        );
        let mut statement = self.connection.prepare_cached(if branches.len() == 1 { newest } else { all })?;
        for branch in branches {
            let rows = statement.query_map([branch.n], |row| row.get::<_, i64>(0))?;
            for n in rows {
                let (_, hash, entry) = entries::whole(self.connection, n?)?;
                let at = entries::find(self.connection, feed.n, entry.header.seq, &hash)?
                    .ok_or_else(entries::damaged)?;
                let spot = self.lineage.spot(self.connection, &feed.id, &at)?;
                sessions.fold(&spot.placed(&feed.feed, &entry.header), &entry);
            }
        }
        Ok(sessions)
    }

    /// Judges the control entries that came, and whatever they reach back to.
    pub(super) fn settle(&mut self) -> Result<(), StoreError> {
        if self.unsettled.is_empty() && self.named_arrived.is_empty() {
            return Ok(());
        }
        self.settle_from(Reach::default())
    }

    /// Judges everything anew: what the membership starts from is another than before.
    pub(crate) fn judge_all(&mut self) -> Result<(), StoreError> {
        self.settle_from(Reach { everything: true, ..Reach::default() })
    }

    fn settle_from(&mut self, mut reach: Reach) -> Result<(), StoreError> {
        let former = Arc::clone(&self.roll);
        let mut acts = former.acts.clone();
        acts.append(&mut self.unsettled);
        let roll = Arc::new(roll::settled(self.connection, &mut self.lineage, acts)?);
        self.roll = Arc::clone(&roll);
        for head in std::mem::take(&mut self.named_arrived) {
            reach.feeds.extend(self.lineage.feed(self.connection, &head.feed)?.map(|feed| feed.n));
        }
        for (before, after) in former.acts.iter().zip(&roll.acts) {
            if before.status != after.status {
                reach.everything = true;
                entries::set_status(self.connection, after.at.n, after.status)?;
                self.refold_entry(after.feed, &after.entry)?;
            }
        }
        for act in &roll.acts[former.acts.len()..] {
            reach.take(&act.entry);
            self.settle_new(act)?;
        }
        roll::write_erased(self.connection, &self.roll)?;
        self.recorded.topics.insert("members");
        self.reach_back(&reach)
    }

    fn settle_new(&mut self, act: &roll::HeldAct) -> Result<(), StoreError> {
        if !act.status.is_folded() {
            self.recorded.set_apart(act.status);
            return entries::set_status(self.connection, act.at.n, act.status);
        }
        self.recorded.folded += 1;
        let feed = self.lineage.feed_n(self.connection, act.feed)?;
        let spot = self.lineage.spot(self.connection, &feed.id, &act.at)?;
        let occurrence = Occurrence::of(act.at.n, feed.scope, &spot, &act.entry);
        self.folding.apply(self.connection, &mut self.lineage, &self.roll.membership, &occurrence)
    }

    fn reach_back(&mut self, reach: &Reach) -> Result<(), StoreError> {
        for hash in &reach.erased {
            for (feed, entry) in self.entries_named(hash)? {
                self.refold_entry(feed, &entry)?;
            }
        }
        let mut touched = reach.feeds.clone();
        for hash in &reach.released {
            touched.extend(self.entries_named(hash)?.into_iter().map(|(feed, _)| feed));
        }
        for feed in feeds::all(self.connection)? {
            let reached =
                reach.everything || touched.contains(&feed.n) || reach.devices.contains(&feed.feed.device);
            if reached && !feed.feed.scope.is_control() && !mutant::is(Mutant::CutsForwardOnly) {
                self.rejudge(&feed)?;
            }
        }
        Ok(())
    }

    /// By hash alone: there is no index for it, because only two rare acts name entries so.
    fn entries_named(&self, hash: &Hash) -> Result<Vec<(i64, Entry)>, StoreError> {
        let mut statement = self.connection.prepare("select n from entry where hash = ?1 and status <> 1")?;
        let found = statement.query_map([hash.as_bytes()], |row| row.get::<_, i64>(0))?;
        let mut entries = Vec::new();
        for n in found {
            let (feed, _, entry) = entries::whole(self.connection, n?)?;
            entries.push((feed, entry));
        }
        Ok(entries)
    }

    /// Judges all of a feed anew; what changed its standing is folded anew.
    pub(super) fn rejudge(&mut self, feed: &FeedRow) -> Result<(), StoreError> {
        let (sessions, changed) = judge_feed(self.connection, &mut self.lineage, &self.roll, feed)?;
        self.sessions.insert(feed.n, sessions);
        self.lineage.forget(&feed.id);
        for Change { at, status, entry } in changed {
            entries::set_status(self.connection, at.n, status)?;
            self.refold_entry(feed.n, &entry)?;
            self.recorded.topics.insert("history");
        }
        Ok(())
    }

    fn refold_entry(&mut self, feed: i64, entry: &Entry) -> Result<(), StoreError> {
        let scope = self.lineage.feed_n(self.connection, feed)?.scope;
        for event in &entry.header.events {
            let subject = self.folding.subject(self.connection, scope, event.subject)?;
            self.folding.refold(self.connection, subject)?;
        }
        Ok(())
    }
}

impl Reach {
    fn take(&mut self, entry: &Entry) {
        for (event, payload) in entry.header.events.iter().zip(&entry.payload) {
            match MembershipEvent::decode(event.kind, payload) {
                Ok(Some(MembershipEvent::DeviceCut(cut))) => {
                    self.devices.insert(cut.device);
                }
                Ok(Some(MembershipEvent::Released(released))) => self.released.push(released.entry),
                Ok(Some(MembershipEvent::PersonalDropped(dropped))) => self.erased.push(dropped.entry),
                _ => {}
            }
        }
    }
}

/// An entry that stands otherwise than was thought.
pub(crate) struct Change {
    pub at: Standpoint,
    pub status: Status,
    pub entry: Entry,
}

/// Judges every entry of a feed that is no control feed: its sessions, and whatever stands otherwise
/// than is stored.
pub(crate) fn judge_feed(
    connection: &Connection,
    lineage: &mut Lineage,
    roll: &roll::Roll,
    feed: &FeedRow,
) -> Result<(Sessions, Vec<Change>), StoreError> {
    let mut sessions = Sessions::new();
    roll::branch_off(connection, lineage, feed, &mut sessions)?;
    let mut changed = Vec::new();
    let mut statement = connection.prepare(&format!(
        "select {STANDPOINT}, header, payload, personal from entry
         where feed = ?1 and status <> 1 order by seq, depth"
    ))?;
    let mut rows = statement.query([feed.n])?;
    while let Some(row) = rows.next()? {
        let at = entries::standpoint(row)?;
        let entry = entries::entry_at(row, 10)??;
        let evidence = match has_evidence_kind(&entry) {
            true => entries::evidence(connection, at.n)?,
            false => Vec::new(),
        };
        let spot = lineage.spot(connection, &feed.id, &at)?;
        let placed = spot.placed(&feed.feed, &entry.header);
        let status = standing(roll, &mut sessions, &entry, &placed, &spot.clock, &evidence);
        if status != at.status {
            changed.push(Change { at, status, entry });
        }
    }
    Ok((sessions, changed))
}

/// Judges one entry; a session that stands is open from here on.
fn standing(
    roll: &roll::Roll,
    sessions: &mut Sessions,
    entry: &Entry,
    placed: &Placed,
    clock: &Clock,
    evidence: &[Evidence],
) -> Status {
    let membership = &roll.membership;
    let lacks = || lacking_evidence(entry, placed, clock, membership, evidence, domain::kinds::is_evidence);
    match judge(entry, placed, clock, membership, sessions) {
        Standing::Folded if lacks() => Status::Quarantined(Reason::LacksEvidence),
        Standing::Folded => {
            if entry.header.events.iter().any(|event| feed::kinds::is_session(event.kind)) {
                sessions.fold(placed, entry);
            }
            Status::Folded
        }
        Standing::Quarantined(Reason::DeviceCut) if mutant::is(Mutant::FoldsBeyondCuts) => Status::Folded,
        standing => standing.into(),
    }
}

fn has_evidence_kind(entry: &Entry) -> bool {
    entry.header.events.iter().any(|event| domain::kinds::is_evidence(event.kind))
}
