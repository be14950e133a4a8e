//! What goes and comes in a file, where nobody answers: all that some devices lack at once, and a page in the
//! name of whoever carried it.

use std::collections::BTreeMap;

use feed::exchange::{Holdings, NoNames, Pager, encode_page, plan};
use feed::{DeviceKey, FeedId, Scope, Span, Verified};

use super::Books;
use crate::error::CenterError;
use crate::index::Held;

/// What became of the runs of one scope.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Carried {
    /// Entries that were not held before.
    pub fresh: usize,
    pub known: usize,
    /// Entries of runs nobody of the network may hand over.
    pub refused: usize,
    /// Entries of runs that begin after something that is not held.
    pub after_a_gap: usize,
}

impl Books {
    /// All that is held of the scopes `allowed` and not named in `said`, in pages that stand for themselves.
    /// Gives the number of runs that broke off at a row that is not as it was written.
    ///
    /// # Errors
    /// The database's, or those of `page`, which takes a page and the number of its entries.
    pub fn hand_out<E, P>(
        &self,
        allowed: &dyn Fn(&Scope) -> bool,
        said: &Holdings,
        entries_per_page: usize,
        mut page: P,
    ) -> Result<u64, E>
    where
        E: From<CenterError>,
        P: FnMut(&[u8], usize) -> Result<(), E>,
    {
        let state = self.refresh()?;
        let held: Vec<_> = state.index.all().map(Held::for_plan).collect();
        let mut theirs = self.theirs(&state, said)?;
        // Nobody can be asked for a ladder: what cannot be told apart is sent as a whole.
        let unclear = plan(&held, &theirs, allowed).unknown.into_iter().filter(|one| one.ladder_wanted);
        let unclear: Vec<FeedId> = unclear.map(|one| one.feed).collect();
        theirs.retain(|one| !unclear.contains(&one.feed));
        let mut pager = Pager::new(entries_per_page);
        let mut send = |spans: Vec<Span>| {
            let entries = spans.iter().map(|span| span.entries.len()).sum();
            let bytes = encode_page(&spans, &NoNames).map_err(|_| CenterError::Damaged { table: "entry" })?;
            page(&bytes, entries)
        };
        let mut damaged = 0;
        for run in &plan(&held, &theirs, allowed).runs {
            let mut reader = self.reader(&state, run)?;
            loop {
                match reader.next_span() {
                    Ok(Some(span)) => pager.push(span).map_or(Ok(()), &mut send)?,
                    Ok(None) => break,
                    // The rest of the run hangs on what is damaged; other runs do not.
                    Err(CenterError::Damaged { .. }) => {
                        damaged += 1;
                        break;
                    }
                    Err(error) => return Err(error.into()),
                }
            }
        }
        pager.finish().map_or(Ok(()), send)?;
        Ok(damaged)
    }

    /// Keeps what may be kept of a page that `carrier` made, scope by scope, control scopes first. What the
    /// carrier may not hand over is taken from its author, as if that had come: seals prove whose it is.
    ///
    /// # Errors
    /// The database fails; scopes told before are kept.
    pub fn take_carried(
        &self,
        carrier: DeviceKey,
        runs: Vec<Verified>,
        now_ms: i64,
    ) -> Result<BTreeMap<Scope, Carried>, CenterError> {
        let mut by_scope: BTreeMap<Scope, Vec<Verified>> = BTreeMap::new();
        for run in runs {
            by_scope.entry(run.feed().scope).or_default().push(run);
        }
        let mut told = BTreeMap::new();
        for (scope, runs) in by_scope {
            let mut carried = Carried::default();
            let mut by_author: BTreeMap<DeviceKey, Vec<Verified>> = BTreeMap::new();
            for run in self.hand_over(carrier, runs, now_ms, &mut carried)? {
                by_author.entry(run.feed().device).or_default().push(run);
            }
            for (author, runs) in by_author {
                let refused = self.hand_over(author, runs, now_ms, &mut carried)?;
                carried.refused += entries(&refused);
            }
            told.insert(scope, carried);
        }
        Ok(told)
    }

    /// Gives back what `device` may not hand over.
    fn hand_over(
        &self,
        device: DeviceKey,
        runs: Vec<Verified>,
        now_ms: i64,
        carried: &mut Carried,
    ) -> Result<Vec<Verified>, CenterError> {
        let pushed = self.push(device, &runs, now_ms)?;
        let (refused, rest): (Vec<Verified>, Vec<Verified>) =
            runs.into_iter().partition(|run| pushed.answer.not_allowed.contains(&run.feed_id()));
        let (gaps, kept): (Vec<Verified>, Vec<Verified>) =
            rest.into_iter().partition(|run| pushed.answer.gaps.contains(&run.feed_id()));
        carried.fresh += pushed.fresh;
        carried.after_a_gap += entries(&gaps);
        carried.known += entries(&kept).saturating_sub(pushed.fresh);
        Ok(refused)
    }
}

fn entries(runs: &[Verified]) -> usize {
    runs.iter().map(|run| run.entries().len()).sum()
}
