//! What the center holds, as far as one device may know: all of it, or what changed since it asked last.

use feed::FeedId;
use feed::exchange::{Have, Holdings, Tip, ladder};
use wire::message::{HeadsAnswer, HeadsRequest, Since};

use super::{Books, State};
use crate::error::CenterError;
use crate::index::Held;
use feed::membership::Admission;

impl Books {
    /// # Errors
    /// The database fails.
    pub fn heads(&self, admission: &Admission, request: &HeadsRequest) -> Result<HeadsAnswer, CenterError> {
        let state = self.refresh()?;
        let now = state.since();
        let since = match request.since {
            Some(since) if self.was_at(&state, &since)? => Some(since),
            _ => None,
        };
        let after = since.map_or(0, |since| since.number);
        let mut held: Vec<&Held> = state
            .index
            .all()
            .filter(|held| admission.reads(held.feed.scope))
            .filter(|held| {
                since.is_none() || held.changed > after || request.ladders_wanted.contains(&held.id)
            })
            .collect();
        held.sort_unstable_by_key(|held| held.id);
        let mut haves = Vec::with_capacity(held.len());
        for one in held {
            let wants_ladder = request.ladders_wanted.contains(&one.id);
            haves.push(self.have(one, wants_ladder)?);
        }
        let holdings = Holdings { haves: haves.into(), ladders_wanted: Vec::<FeedId>::new().into() };
        Ok(HeadsAnswer { now, changes_only: since.is_some(), holdings, damage: self.damage() })
    }

    /// Whether what is held here came out of the state a device was told of. Not so after the database was set
    /// back, told or by copying files, even where it has grown past that number since.
    fn was_at(&self, state: &State, since: &Since) -> Result<bool, CenterError> {
        if since.generation != state.generation {
            return Ok(false);
        }
        let Some(before) = since.number.checked_sub(1) else { return Ok(false) };
        let row = self.storage.ledger(before, 1)?;
        Ok(row.first().is_some_and(|row| row.number == since.number && row.mac == since.mark))
    }

    fn have(&self, held: &Held, with_ladder: bool) -> Result<Have, CenterError> {
        let mut tips: Vec<Tip> = held.tips().map(|head| Tip { seq: head.seq, hash: head.hash }).collect();
        tips.sort_unstable();
        let mut steps = Vec::new();
        if with_ladder {
            for branch in &held.branches {
                for seq in ladder(branch.tip) {
                    let Some(owner) = held.owner(branch.n, seq) else { continue };
                    let hash = self.storage.hash_at(owner.n, seq)?;
                    steps.extend(hash.map(|hash| Tip { seq, hash }));
                }
            }
            steps.sort_unstable();
            steps.dedup();
            steps.truncate(feed::exchange::MAX_LADDER);
        }
        Ok(Have { feed: held.id, tips: tips.into(), ladder: steps.into() })
    }
}

impl State {
    pub fn since(&self) -> Since {
        let (number, mark) = self.last();
        Since { generation: self.generation, number, mark }
    }
}
