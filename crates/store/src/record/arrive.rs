//! One entry comes: held already, parked, or given its place, judged and folded.

use feed::{Entry, Evidence, Hash, Head, Verified};

use super::{Recording, roll};
use crate::StoreError;
use crate::folding::Occurrence;
use crate::history::entries::{self, Arrival, Lead, Standpoint};
use crate::history::feeds::{self, FeedRow};
use crate::history::{Status, signed, waiting};
use crate::lineage::{Fork, Placing};
use crate::mutant::{self, Mutant};
use crate::projection::discrepancy;

impl Recording<'_> {
    /// Takes in a run of entries.
    pub fn add(&mut self, verified: &Verified) -> Result<(), StoreError> {
        let feed = self.lineage.feed_or_new(self.connection, verified.feed(), verified.feed_id())?;
        let mut last = None;
        for one in verified.entries() {
            last = Some(self.arrive(&feed, &one.entry, one.hash, &one.evidence)?);
        }
        if let Some(n) = last {
            entries::seal(self.connection, n, &verified.seal().signature)?;
        }
        Ok(())
    }

    fn arrive(
        &mut self,
        feed: &FeedRow,
        entry: &Entry,
        hash: Hash,
        evidence: &[Evidence],
    ) -> Result<i64, StoreError> {
        if let Some(held) = self.find(feed, entry, hash)? {
            self.more_evidence(feed, &held, evidence)?;
            if mutant::is(Mutant::FoldsTwice) {
                let spot = self.lineage.spot(self.connection, &feed.id, &held)?;
                self.fold(held.status, &Occurrence::of(held.n, feed.scope, &spot, entry))?;
            }
            return Ok(held.n);
        }
        self.recorded.entries += 1;
        let missing = self.lineage.missing(self.connection, &entry.header)?;
        if !missing.is_empty() {
            return self.park(feed, entry, hash, evidence, &missing);
        }
        let n = self.put(feed, entry, hash, evidence, None)?;
        self.unpark()?;
        Ok(n)
    }

    /// Nothing that goes on from a branch's end can be held, unless something is parked.
    fn find(&mut self, feed: &FeedRow, entry: &Entry, hash: Hash) -> Result<Option<Standpoint>, StoreError> {
        if !self.waiting && self.lineage.is_next(&entry.header) {
            return Ok(None);
        }
        entries::find(self.connection, feed.n, entry.header.seq, &hash)
    }

    fn more_evidence(
        &mut self,
        feed: &FeedRow,
        held: &Standpoint,
        evidence: &[Evidence],
    ) -> Result<(), StoreError> {
        let lacked = matches!(held.status, Status::Quarantined(feed::Reason::LacksEvidence));
        if entries::add_evidence(self.connection, held.n, evidence)? && lacked {
            self.settle()?;
            self.rejudge(feed)?;
        }
        Ok(())
    }

    fn park(
        &mut self,
        feed: &FeedRow,
        entry: &Entry,
        hash: Hash,
        evidence: &[Evidence],
        missing: &[Head],
    ) -> Result<i64, StoreError> {
        let arrival =
            Arrival { feed: feed.n, entry, hash, spot: None, status: Status::Parked, lead: Lead::Continues };
        let n = entries::insert(self.connection, &arrival)?;
        entries::add_evidence(self.connection, n, evidence)?;
        waiting::wait(self.connection, n, missing)?;
        for (idx, event) in entry.header.events.iter().enumerate() {
            let subject = self.folding.subject(self.connection, feed.scope, event.subject)?;
            entries::index_event(self.connection, subject, -1, n, idx, event)?;
        }
        self.waiting = true;
        self.recorded.parked += 1;
        self.recorded.topics.insert("history");
        Ok(n)
    }

    /// Entries that waited for what has just come.
    fn unpark(&mut self) -> Result<(), StoreError> {
        if !self.waiting {
            self.arrived.clear();
            return Ok(());
        }
        while let Some(head) = self.arrived.pop_front() {
            for n in waiting::released_by(self.connection, &head)? {
                let (feed, hash, entry) = entries::whole(self.connection, n)?;
                let feed = self.lineage.feed_n(self.connection, feed)?;
                for event in &entry.header.events {
                    let subject = self.folding.subject(self.connection, feed.scope, event.subject)?;
                    entries::unindex_parked(self.connection, subject, n)?;
                }
                let evidence = entries::evidence(self.connection, n)?;
                self.put(&feed, &entry, hash, &evidence, Some(n))?;
            }
        }
        self.waiting = waiting::any(self.connection)?;
        Ok(())
    }

    /// Gives an entry its place, judges it and folds it.
    fn put(
        &mut self,
        feed: &FeedRow,
        entry: &Entry,
        hash: Hash,
        evidence: &[Evidence],
        parked: Option<i64>,
    ) -> Result<i64, StoreError> {
        let Placing { spot, before, fork } = self.lineage.place(self.connection, &entry.header, hash)?;
        if fork.is_some() {
            // What is remembered of the feed's sessions does not know of this branch.
            self.sessions.remove(&feed.n);
        }
        let control = feed.feed.scope.is_control();
        let placed = spot.placed(&feed.feed, &entry.header);
        let status = match control {
            true => Status::Folded,
            false => self.judged(feed, entry, &placed, &spot.clock, evidence)?,
        };
        let lead = Lead::of(entry, before.as_ref());
        let n = match parked {
            Some(n) => {
                entries::place(self.connection, n, &spot, status, lead)?;
                n
            }
            None => {
                let arrival = Arrival { feed: feed.n, entry, hash, spot: Some(&spot), status, lead };
                let n = entries::insert(self.connection, &arrival)?;
                entries::add_evidence(self.connection, n, evidence)?;
                n
            }
        };
        let at = Standpoint {
            n,
            branch: spot.position.branch.0,
            seq: spot.position.seq,
            hash,
            depth: spot.depth,
            clock: spot.clock_row,
            status,
            act: entry.header.act,
            lead,
        };
        self.lineage.advanced(&feed.id, at);
        let head = Head { feed: feed.id, seq: at.seq, hash };
        let speaks = entry.header.events.iter().any(|event| ::feed::kinds::is_session(event.kind));
        self.note(feed, &at, head, fork, speaks)?;
        let occurrence = Occurrence::of(n, feed.scope, &spot, entry);
        if control {
            self.folding.index(self.connection, &occurrence)?;
            roll::rests_on(self.connection, n, &hash)?;
            let act = roll::held_act(self.connection, &mut self.lineage, feed, at)?;
            self.unsettled.push(act);
        } else {
            self.fold(status, &occurrence)?;
        }
        self.arrived.push_back(head);
        Ok(n)
    }

    fn fold(&mut self, status: Status, occurrence: &Occurrence<'_>) -> Result<(), StoreError> {
        self.folding.index(self.connection, occurrence)?;
        if !status.is_folded() {
            self.recorded.set_apart(status);
            self.recorded.topics.insert("history");
            return Ok(());
        }
        self.recorded.folded += 1;
        self.folding.apply(self.connection, &mut self.lineage, &self.roll.membership, occurrence)
    }

    /// What the place of an entry means beside its contents.
    fn note(
        &mut self,
        feed: &FeedRow,
        at: &Standpoint,
        head: Head,
        fork: Option<Fork>,
        speaks: bool,
    ) -> Result<(), StoreError> {
        if speaks {
            self.connection
                .prepare_cached("insert or ignore into session (branch, seq, entry) values (?1, ?2, ?3)")?
                .execute((at.branch, signed(at.seq), at.n))?;
        }
        if self.lineage.is_forked(&feed.id) && discrepancy::is_fork_point(self.connection, feed.n, at.seq)? {
            // One more entry stands where the feed went two ways.
            self.folding.forked(feed.n, feed.scope, Fork { feed: feed.id, seq: at.seq });
        }
        if let Some(fork) = fork {
            self.folding.forked(feed.n, feed.scope, fork);
            if feed.own == feeds::OWN {
                // Whatever wrote the other branch had this device's key: go on under another name.
                feeds::set_own(self.connection, feed.n, feeds::LEFT)?;
                self.lineage.forget(&feed.id);
            }
            self.recorded.forks.push(fork);
        }
        if self.roll.named.contains(&head) && !feed.feed.scope.is_control() {
            roll::rests_on(self.connection, at.n, &head.hash)?;
            self.named_arrived.push(head);
        }
        Ok(())
    }
}
