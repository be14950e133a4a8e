//! A page of what a device lacks. Every entry's hash is compared before it leaves: a row that was changed is
//! noticed here, and neither sent nor used.

use feed::exchange::{Holdings, NoNames, Pager, Resolved, Run, Theirs, Tip, encode_page, plan};
use feed::{Branch, Entry, Evidence, FeedId, Hash, Head, Position, Seal, Span};
use wire::message::{PullAnswer, PullRequest};

use super::{Books, State};
use crate::error::CenterError;
use crate::index::Held;
use crate::storage::{EvidenceRow, SealRow};
use feed::membership::Admission;

/// Pages are never asked for smaller.
const LEAST_ENTRIES: u32 = 16;

/// Seals looked at in one go.
const STRETCH: u64 = 10_000;

impl Books {
    /// # Errors
    /// The database fails. A row that is not as it was written is reported in the answer, not as an error.
    pub fn pull(
        &self,
        admission: &Admission,
        request: &PullRequest,
        now_ms: i64,
    ) -> Result<PullAnswer, CenterError> {
        let state = self.refresh()?;
        let plan = self.plan_for(&state, admission, request)?;
        let mut pager = Pager::new(request.most_entries.max(LEAST_ENTRIES) as usize);
        let mut page = None;
        'runs: for run in &plan.runs {
            let mut reader = self.reader(&state, run)?;
            loop {
                match reader.next_span() {
                    Ok(Some(span)) => {
                        page = pager.push(span);
                        if page.is_some() {
                            break 'runs;
                        }
                    }
                    Ok(None) => break,
                    // The rest of the run hangs on what is damaged; other runs do not.
                    Err(CenterError::Damaged { table }) => {
                        tracing::error!(table, feed = %run.feed, "a row is not as it was written");
                        self.report_damage(1, now_ms);
                        break;
                    }
                    Err(error) => return Err(error),
                }
            }
        }
        let more = page.is_some();
        let spans = page.or_else(|| pager.finish()).unwrap_or_default();
        let page = match spans.is_empty() {
            true => Vec::new(),
            false => encode_page(&spans, &NoNames).map_err(|_| CenterError::Damaged { table: "entry" })?,
        };
        let mut ladders_wanted: Vec<FeedId> =
            plan.unknown.iter().filter(|unknown| unknown.ladder_wanted).map(|unknown| unknown.feed).collect();
        ladders_wanted.dedup();
        Ok(PullAnswer { page, more, ladders_wanted, damage: self.damage() })
    }

    fn plan_for(
        &self,
        state: &State,
        admission: &Admission,
        request: &PullRequest,
    ) -> Result<feed::exchange::Plan, CenterError> {
        let wanted = request.wanted.iter().filter_map(|id| state.index.get(id));
        let held: Vec<_> = wanted.map(Held::for_plan).collect();
        let theirs = self.theirs(state, &request.holdings)?;
        Ok(plan(&held, &theirs, &|scope| admission.reads(*scope)))
    }

    /// What the other side said, with the place each head has here.
    pub(super) fn theirs(&self, state: &State, said: &Holdings) -> Result<Vec<Theirs>, CenterError> {
        let mut theirs = Vec::new();
        for have in &said.haves.0 {
            let Some(held) = state.index.get(&have.feed) else { continue };
            let resolve = |tips: &[Tip]| -> Result<Vec<Resolved>, CenterError> {
                tips.iter().map(|tip| Ok(Resolved { tip: *tip, held: self.find(held, tip)? })).collect()
            };
            let (tips, ladder) = (resolve(&have.tips.0)?, resolve(&have.ladder.0)?);
            theirs.push(Theirs { feed: have.feed, tips, ladder });
        }
        Ok(theirs)
    }

    fn find(&self, held: &Held, tip: &Tip) -> Result<Option<Position>, CenterError> {
        for branch in held.branches.iter().filter(|one| (one.first..=one.tip).contains(&tip.seq)) {
            let here = if branch.tip == tip.seq {
                Some(branch.hash)
            } else {
                self.storage.hash_at(branch.n, tip.seq)?
            };
            if here == Some(tip.hash) {
                return Ok(Some(Position { branch: Branch(branch.n), seq: tip.seq }));
            }
        }
        Ok(None)
    }

    pub(super) fn reader<'a>(&'a self, state: &'a State, run: &Run) -> Result<Reader<'a>, CenterError> {
        let held = state.index.get(&run.feed).ok_or(CenterError::Damaged { table: "feed" })?;
        Ok(Reader {
            books: self,
            held,
            branch: run.branch.0,
            at: run.after,
            until: run.until,
            seals: Vec::new(),
        })
    }
}

/// Reads a run span by span, each up to its next seal.
pub(super) struct Reader<'a> {
    books: &'a Books,
    held: &'a Held,
    branch: u32,
    /// The last entry read.
    at: u64,
    until: u64,
    /// Seals ahead, the nearest last.
    seals: Vec<SealRow>,
}

impl Reader<'_> {
    pub(super) fn next_span(&mut self) -> Result<Option<Span>, CenterError> {
        if self.at >= self.until {
            return Ok(None);
        }
        if self.seals.is_empty() {
            let until = self.until.min(self.at.saturating_add(STRETCH));
            self.seals = self.books.storage.seals(self.branch, self.at, until)?;
            self.seals.reverse();
        }
        let seal = self.seals.pop().ok_or(CenterError::Damaged { table: "seal" })?;
        let length = usize::try_from(seal.seq - self.at).unwrap_or(usize::MAX);
        let rows = self.books.storage.entries(self.branch, self.at, seal.seq, length)?;
        let evidence = self.books.storage.evidence(self.branch, self.at, seal.seq)?;
        let damaged = CenterError::Damaged { table: "entry" };
        if rows.len() != length {
            return Err(damaged);
        }
        let (mut entries, mut last) = (Vec::with_capacity(length), Hash::ZERO);
        for (row, seq) in rows.iter().zip(self.at + 1..) {
            let entry = Entry::from_bytes(&row.body).map_err(|_| CenterError::Damaged { table: "entry" })?;
            let sound = entry.hash() == row.hash && row.seq == seq && entry.header.seq == seq;
            let chained = last == Hash::ZERO || entry.header.previous == last;
            if !sound || !chained || entry.header.feed != self.held.id {
                return Err(damaged);
            }
            last = row.hash;
            entries.push(entry);
        }
        let evidence = beside(&evidence, self.at, length)?;
        self.at = seal.seq;
        let Head { feed, seq, hash } = Head { feed: self.held.id, seq: seal.seq, hash: last };
        let seal = Seal { feed, seq, hash, signature: seal.signature };
        if !seal.verify(&self.held.feed.device) {
            return Err(CenterError::Damaged { table: "seal" });
        }
        Ok(Some(Span { feed: self.held.feed.clone(), entries, evidence, seal }))
    }
}

/// For each entry after `after` the evidence beside it.
fn beside(rows: &[EvidenceRow], after: u64, length: usize) -> Result<Vec<Vec<Evidence>>, CenterError> {
    let mut beside = vec![Vec::new(); length];
    for row in rows {
        let evidence =
            Evidence::from_bytes(&row.body).map_err(|_| CenterError::Damaged { table: "evidence" })?;
        let place = row.seq.checked_sub(after + 1).and_then(|place| usize::try_from(place).ok());
        let at = place.and_then(|place| beside.get_mut(place));
        at.ok_or(CenterError::Damaged { table: "evidence" })?.push(evidence);
    }
    Ok(beside)
}
